"""Whom snapshots can be exported for, and the exports so far."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.storage.exports import ExportNote, list_exports
from learnboard.storage.store import Store

_DELETED: Final = "somebody who is gone"


class PastExport(NamedTuple):
    """A snapshot that was exported. The name is empty if it was for nobody; `file` is where it was written."""

    person_name: str
    profile: Profile
    sequence: int
    as_of: date
    exported_at: datetime
    file: str | None


def profile_for(person: Person | None) -> Profile:
    """Return the default profile for a reader: `mentor` for mentors and for nobody in particular."""
    return "mentor" if person is None or person.relation == "mentor" else "shared"


def past_exports(store: Store) -> tuple[PastExport, ...]:
    """Return all exports, the newest first."""
    return named_exports(list_exports(store), store.rows(Person))


def named_exports(notes: Iterable[ExportNote], people: Iterable[Person]) -> tuple[PastExport, ...]:
    """Give the notes of exports the names of the people they were for, in the same order."""
    names: dict[Id | None, str] = {None: "", **{person.id: person.name for person in people}}
    return tuple(
        PastExport(
            names.get(note.for_id, _DELETED), note.profile, note.sequence, note.as_of, note.exported_at, note.file
        )
        for note in notes
    )


def readers(store: Store, day: date) -> tuple[Person, ...]:
    """Return the people to export for: mentors first, and those whose time was over before the day last."""
    people = store.rows(Person)
    return tuple(sorted(people, key=lambda row: ((row.to_on or day) < day, row.relation != "mentor", row.name)))
