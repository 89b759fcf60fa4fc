"""Whom snapshots are written for, and to whom they were handed over before."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.people import Person
from learnboard.storage.side_tables import ExportNote
from learnboard.storage.store import Store

_GONE: Final = "somebody who is gone"


class PastExport(NamedTuple):
    """A snapshot that was handed over before. The name is empty when it was for nobody, `file` where it was written."""

    person_name: str
    profile: Profile
    sequence: int
    as_of: date
    exported_at: datetime
    file: str | None


def profile_for(person: Person | None) -> Profile:
    """What leaves for a person unless told otherwise: mentors, and nobody in particular, get the mentor profile."""
    return "mentor" if person is None or person.relation == "mentor" else "shared"


def past_exports(store: Store) -> tuple[PastExport, ...]:
    """What was handed over, to whomever, the newest first."""
    return named_exports(store.exports(), store.rows(Person))


def named_exports(notes: Iterable[ExportNote], people: Iterable[Person]) -> tuple[PastExport, ...]:
    """The notes of exports with the names of the people they were written for, in the same order."""
    names: dict[Id | None, str] = {None: "", **{person.id: person.name for person in people}}
    return tuple(
        PastExport(names.get(note.for_id, _GONE), note.profile, note.sequence, note.as_of, note.exported_at, note.file)
        for note in notes
    )


def readers(store: Store, day: date) -> tuple[Person, ...]:
    """The people a snapshot can be written for: mentors first, and those whose time is over last."""
    return tuple(sorted(store.rows(Person), key=lambda one: (_over(one, day), one.relation != "mentor", one.name)))


def _over(person: Person, day: date) -> bool:
    return person.to_on is not None and person.to_on < day
