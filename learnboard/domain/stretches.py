"""Stretches: when one is on, and when its talks are due (FORMAT.md §1, `stretches`).

A talk with the trusted person is a reflection of occasion stretch about it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from learnboard.domain.histories import is_on
from learnboard.domain.model.growth import Reflection, Stretch

StretchStage: TypeAlias = Literal["on", "preparing", "over"]
STAGES: Final[tuple[StretchStage, ...]] = ("on", "preparing", "over")
"""In the order of the list."""


def stage_of(row: Stretch, day: date) -> StretchStage:
    """Return where a stretch is on a day; one that was ended is over on the day it ended."""
    if row.from_on is None or row.from_on > day:
        return "preparing"
    return "on" if is_on(row, day) else "over"


def in_stages(rows: Iterable[Stretch], day: date) -> tuple[Stretch, ...]:
    """Return stretches in the order of the list: those that are on, being prepared, and over, the latest first."""
    latest = sorted(rows, key=lambda row: (row.from_on or date.max, row.to_on or date.max, row.id), reverse=True)
    return tuple(sorted(latest, key=lambda row: STAGES.index(stage_of(row, day))))


def talks_about(row: Stretch, reflections: Iterable[Reflection]) -> tuple[Reflection, ...]:
    """Return the talks about a stretch, the newest first."""
    own = (each for each in reflections if each.occasion == "stretch" and each.about and each.about.id == row.id)
    return tuple(sorted(own, key=lambda each: (each.on, each.id), reverse=True))


def next_talk(row: Stretch, talks: Iterable[Reflection], day: date) -> date | None:
    """Return when the next talk is due: so many days after the last one, or after the beginning.

    None while it is not on, and where nobody is trusted with it or no interval is agreed on.
    """
    if stage_of(row, day) != "on" or row.from_on is None or not row.trusted_person_id or row.check_in_every_days < 1:
        return None
    last = max((talk.on for talk in talks if talk.on <= day), default=row.from_on)
    try:
        return max(last, row.from_on) + timedelta(days=row.check_in_every_days)
    except OverflowError:  # the format takes any whole number of days
        return None
