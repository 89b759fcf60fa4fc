"""The people of a board, with when they are met, and what else names them."""

from collections.abc import Mapping
from typing import get_origin

from learnboard.domain.agreements import AgreementState
from learnboard.domain.board import Board
from learnboard.domain.model.fields import Id, fields_of
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.model.records import TABLES
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.relations import MetAndNext, agreed_with, in_list_order, meetings_with, planned_with
from learnboard.service.queries.agreements import agreement_states
from learnboard.storage.store import Store


class PersonEntry(NamedTuple):
    """A person, when they were met and are met next, how many meetings are planned, and how the agreement stands."""

    person: Person
    met: MetAndNext
    planned: int
    agreement: AgreementState

    @property
    def id(self) -> Id:
        """The person's id."""
        return self.person.id


def read_people(store: Store, board: Board) -> tuple[PersonEntry, ...]:
    """Return all people in the order of their list on the board's day."""
    meetings, people = store.rows(Meeting), store.rows(Person)
    agreements = agreement_states(store, people)
    return tuple(
        PersonEntry(
            row,
            meetings_with(row, meetings, board.day),
            len(planned_with([row.id], meetings)) + len(agreed_with([row.id], meetings)),
            agreements[row.id],
        )
        for row in in_list_order(people, board.day)
    )


def all_people(store: Store) -> tuple[Person, ...]:
    """Return all people of a board."""
    return tuple(store.rows(Person))


def rows_naming(store: Store, person: Id) -> Mapping[str, int]:
    """Return how many rows of each table name a person."""
    counts: dict[str, int] = {}
    for name, record in TABLES.items():
        for field in fields_of(record):
            if not field.refers or field.refers.table != Person.TABLE:
                continue
            if get_origin(field.base) is tuple:
                found = sum(person in getattr(row, field.name) for row in store.rows(record))
            else:
                found = store.count(record, **{field.name: person})
            if found:
                counts[name] = counts.get(name, 0) + found
    return counts
