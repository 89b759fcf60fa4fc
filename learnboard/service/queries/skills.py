"""The skills of a board: its instruments, what was rated by them, and who did."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Assessment
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.skills import Instrument, instruments, skill_views
from learnboard.presentation.values import local_day
from learnboard.storage.store import Store

INSTRUMENT: Final = "instrument "
"""How the name of an instrument begins among what a board keeps for itself; an axis is a line of it."""


class Skills(NamedTuple):
    """The instruments of a board with what is known of them on a day; `people` are the names of who rated, by id."""

    instruments: tuple[Instrument, ...]
    people: Mapping[Id, str]


def read_skills(store: Store, day: date) -> Skills:
    """Return what is known of skills on a day; others' ratings are feedback that was taken in, or rows."""
    rows = [row for row in store.rows(Assessment) if row.on <= day]
    feedback = store.rows(Feedback, kind="assessment")
    # What is there has come in: what its author's clock dates later is of this day.
    days = {row.id: min(local_day(row.written_at), day) for row in feedback}
    views = skill_views(rows, feedback, days)
    return Skills(instruments(views, kept_axes(store)), {row.id: row.name for row in store.rows(Person)})


def kept_axes(store: Store) -> Mapping[str, Sequence[str]]:
    """Return the axes of the instruments that the board keeps, by the instrument's name."""
    kept = (row for row in store.rows(LocalValue) if row.id.startswith(INSTRUMENT))
    return {row.id.removeprefix(INSTRUMENT): tuple(filter(None, row.text.split("\n"))) for row in kept}
