"""What a cycle plans a quarter: the learning time that is agreed on, and what money is to be spent on."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.days import DateRange, range_of
from learnboard.domain.metrics.resources import hours, spent_amount
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.money import BudgetEntry, EntryState
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.worth import happened_on

NOT_PLANNED: Final[frozenset[EntryState]] = frozenset({"declined", "cancelled"})
"""States of entries for which no money is planned."""
_THURSDAY: Final = 4


class PlannedQuarter(NamedTuple):
    """A quarter of a cycle, as far as that goes; without `days`, what has no day in the cycle.

    `minutes` are those of learning time that policies grant in it; of each currency `sums` is what its entries cost.
    """

    days: DateRange | None
    minutes: int
    entries: tuple[BudgetEntry, ...]

    @property
    def sums(self) -> dict[str, Fraction]:
        """What the entries cost, by currency in the order of the alphabet."""
        return sums_of(self.entries)


def sums_of(entries: Iterable[BudgetEntry]) -> dict[str, Fraction]:
    """Return what entries cost, by currency in the order of the alphabet."""
    sums: dict[str, Fraction] = {}
    for row in sorted(entries, key=lambda row: row.currency):
        sums[row.currency] = sums.get(row.currency, Fraction()) + spent_amount(row)
    return sums


def planned_entries(entries: Iterable[BudgetEntry], cycle: Cycle) -> tuple[BudgetEntry, ...]:
    """Return the entries of a cycle for which money is or was planned, by their day, those without one last."""
    rows = [row for row in entries if row.cycle_id == cycle.id and row.state not in NOT_PLANNED]
    return tuple(sorted(rows, key=lambda row: (happened_on(row) or date.max, row.id)))


def quarters_of(cycle: Cycle) -> tuple[DateRange, ...]:
    """Return the quarters of the calendar that a cycle touches, each as far as it lies in the cycle."""
    found = []
    first = cycle.starts_on
    while first <= cycle.ends_on:
        last = min(range_of(first, "quarter").last, cycle.ends_on)
        found.append(DateRange(first, last))
        if last == cycle.ends_on:
            break
        first = range_of(first, "quarter", 1).first
    return tuple(found)


def planned_quarters(
    policies: Sequence[HoursPolicy], entries: Iterable[BudgetEntry], cycle: Cycle
) -> tuple[PlannedQuarter, ...]:
    """Return what is planned in each quarter of a cycle, and at the end what has no day in the cycle, if anything has.

    A week belongs to the quarter of its Thursday, as to its cycle (FORMAT.md §2, "hours"). An entry belongs to the day
    when it happens, else to the one when it was paid; the sums of all are those of all entries.
    """
    weeks = hours(policies, (), cycle, cycle.ends_on).weeks
    rows = planned_entries(entries, cycle)
    found = []
    for days in quarters_of(cycle):
        minutes = sum(week.entitled for week in weeks if days.first <= _thursday(week.week) <= days.last)
        own = tuple(row for row in rows if days.first <= (happened_on(row) or date.max) <= days.last)
        found.append(PlannedQuarter(days, minutes, own))
    left = tuple(row for row in rows if not cycle.starts_on <= (happened_on(row) or date.max) <= cycle.ends_on)
    return (*found, PlannedQuarter(None, 0, left)) if left else tuple(found)


def _thursday(week: str) -> date:
    """The Thursday of a week by its name: `2026-W01`."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), _THURSDAY)
