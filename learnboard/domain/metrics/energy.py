"""How much energy learning gave or took, month by month."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from learnboard.domain.model.learning import LogEntry
from learnboard.domain.named_tuple import NamedTuple


class MonthEnergy(NamedTuple):
    """A month by its first day, the mean energy of its log entries, 1 to 5, and how many say it."""

    month: date
    mean: Fraction
    entries: int


def energy_by_month(entries: Iterable[LogEntry]) -> tuple[MonthEnergy, ...]:
    """Return the mean energy of each month in which an entry says any, the oldest first."""
    months: dict[date, list[int]] = {}
    for row in entries:
        if row.energy is not None:
            months.setdefault(row.on.replace(day=1), []).append(row.energy)
    return tuple(
        MonthEnergy(month, Fraction(sum(given), len(given)), len(given)) for month, given in sorted(months.items())
    )
