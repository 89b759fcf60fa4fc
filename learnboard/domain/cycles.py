"""The cycles of a board in order: the one of a day, those around it, and the one that follows (FORMAT.md §1 and §2)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from learnboard.domain.days import LAST_DAY, ONE_DAY, YEAR, Unit, months_later, range_of
from learnboard.domain.metrics.progress import CycleContext, current_cycle
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, CycleKind
from learnboard.domain.named_tuple import NamedTuple

NEAR_END: Final = 14
"""Days before its end from which on a cycle is said to end."""
ONBOARDING: Final = 9
"""Months of an onboarding."""
_THIRD_QUARTER: Final = 9
"""The last month of the third quarter."""
_UNITS: Final[dict[CycleKind, Unit]] = {"year": "year", "quarter": "quarter"}


class CycleDays(NamedTuple):
    """What a new cycle begins with: its kind, what it may be called, and its first and last day."""

    kind: CycleKind
    title: str
    starts_on: date
    ends_on: date


def in_order(cycles: Iterable[Cycle]) -> tuple[Cycle, ...]:
    """Return cycles by their first day."""
    return tuple(sorted(cycles, key=lambda cycle: (cycle.starts_on, cycle.id)))


def find_cycle(cycles: Sequence[Cycle], id_: Id | None, day: date) -> Cycle | None:
    """Return the cycle with an id; the one of the day if there is none with it, or no id is given."""
    return next((cycle for cycle in cycles if cycle.id == id_), None) or current_cycle(cycles, day)


def neighbour(cycles: Iterable[Cycle], cycle: Cycle, steps: int) -> Cycle | None:
    """Return the cycle so many places after one, or before it if negative."""
    ordered = in_order(cycles)
    place = next(number for number, each in enumerate(ordered) if each.id == cycle.id) + steps
    return ordered[place] if 0 <= place < len(ordered) else None


def context_of(cycle: Cycle, cycles: Sequence[Cycle], day: date, settings: Settings) -> CycleContext:
    """Return what the key results of a cycle are measured against on a day.

    The cycle of the day is measured on the day, even after its end (FORMAT.md §2); an earlier one on its last day:
    nothing of it goes stale while a later one runs.
    """
    current = current_cycle(cycles, day)
    is_earlier = current is not None and cycle.starts_on < current.starts_on
    return CycleContext(cycle, min(day, cycle.ends_on) if is_earlier else day, settings)


def following(cycles: Sequence[Cycle], day: date, kind: CycleKind | None = None) -> CycleDays:
    """Return the days of a cycle after all others, by default of the same kind as the last one; else of a day.

    A year or a quarter is the one of the calendar that the day after the last cycle lies in, from that day on. An
    onboarding takes nine months, and a custom cycle as long as the last one, or three months.
    """
    ordered = in_order(cycles)
    last = ordered[-1] if ordered else None
    kind = kind or (last.kind if last else "year")
    first = min(last.ends_on + ONE_DAY, LAST_DAY) if last else day
    if kind in _UNITS:
        whole = range_of(first, _UNITS[kind])
        first, end = (first if last else whole.first), whole.last
    elif kind == "custom" and last and last.kind == "custom":
        end = first + (last.ends_on - last.starts_on)
    else:
        end = months_later(first, ONBOARDING if kind == "onboarding" else 3) - ONE_DAY
    end = min(end, LAST_DAY)
    return CycleDays(kind, title_for(kind, first, end), first, end)


def first_choices(day: date) -> tuple[CycleDays, ...]:
    """Return what a first cycle may be on a day, the one to begin with first.

    It is the calendar year of the day. In the last quarter of a year that is nearly over: then twelve months from the
    day are offered first, as the only choice in which something counts today and a year's objectives have the time they
    need; then the next calendar year, and the rest of this one.
    """
    year = following((), day)
    if day.month <= _THIRD_QUARTER or day.year >= LAST_DAY.year:
        return (year,)
    # A custom cycle is followed by one as long, a calendar year by the next one.
    twelve_months = day, months_later(day, YEAR) - ONE_DAY
    rest = CycleDays("year", year.title, day, year.ends_on)
    return (
        CycleDays("custom", title_for("custom", *twelve_months), *twelve_months),
        following((), year.ends_on + ONE_DAY),
        rest,
    )


def title_for(kind: CycleKind, first: date, last: date) -> str:
    """Return what a cycle of these days may be called: `2027`, `Q1 2027`, `Onboarding 2027`, `2026–27`."""
    if kind == "quarter":
        return f"Q{(last.month + 2) // 3} {last.year}"
    if kind == "onboarding":
        return f"Onboarding {first.year}"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year % 100:02}"
