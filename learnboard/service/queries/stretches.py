"""Stretches with what belongs to them, for their list and for the preparation of a meeting."""

from collections.abc import Iterable, Mapping
from datetime import date

from learnboard.domain.as_of import is_later
from learnboard.domain.board import Board
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Reflection, Stretch
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.stretches import in_stages, next_talk, talks_about
from learnboard.storage.store import Store


class StretchEntry(NamedTuple):
    """A stretch, the talks about it and the feedback on it, both the newest first."""

    stretch: Stretch
    talks: tuple[Reflection, ...] = ()
    feedback: tuple[Feedback, ...] = ()

    @property
    def id(self) -> Id:
        """The id of the stretch."""
        return self.stretch.id


class StretchList(NamedTuple):
    """All stretches of a board in the order of their list, its people, and the titles of key results they name."""

    entries: tuple[StretchEntry, ...]
    people: tuple[Person, ...]
    titles: Mapping[Id, str]

    @property
    def names(self) -> Mapping[Id, str]:
        """The names of people."""
        return {person.id: person.name for person in self.people}


class DueTalk(NamedTuple):
    """A stretch whose talk with the trusted person is due, since when, and that person's name."""

    entry: StretchEntry
    due_on: date
    name: str

    @property
    def id(self) -> Id:
        """The id of the stretch."""
        return self.entry.id


def read_stretches(store: Store, board: Board) -> StretchList:
    """Return the stretches of a board on its day."""
    rows = in_stages(store.rows(Stretch), board.day)
    ids = {row.key_result_id for row in rows if row.key_result_id}
    titles = {row.id: row.title for row in store.rows(KeyResult, id=list(ids))} if ids else {}
    return StretchList(_entries(store, rows, board.day), tuple(store.rows(Person)), titles)


def due_talks(store: Store, day: date) -> tuple[DueTalk, ...]:
    """Return the talks about stretches that are due on a day, those first that have been for longest."""
    rows = [row for row in store.rows(Stretch) if not is_later(row, day)]
    if not rows:
        return ()
    names = {person.id: person.name for person in store.rows(Person)}
    dues = ((each, next_talk(each.stretch, each.talks, day)) for each in _entries(store, rows, day))
    found = [
        DueTalk(each, on, names.get(each.stretch.trusted_person_id or "", ""))
        for each, on in dues
        if on is not None and on <= day
    ]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.id)))


def _entries(store: Store, rows: Iterable[Stretch], day: date) -> tuple[StretchEntry, ...]:
    talks = [row for row in store.rows(Reflection, occasion="stretch") if row.on <= day]
    feedback = [row for row in store.rows(Feedback) if row.target.kind == "stretch"]
    feedback.sort(key=lambda row: (row.written_at, row.id), reverse=True)
    return tuple(
        StretchEntry(row, talks_about(row, talks), tuple(each for each in feedback if each.target.id == row.id))
        for row in rows
    )
