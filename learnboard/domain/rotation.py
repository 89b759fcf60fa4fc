"""Which backups to keep: the newest of each of the last days, weeks and months that have one."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from learnboard.domain.named_tuple import NamedTuple

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 6
SAFE_DAYS: Final = 30
"""Days for which a backup is kept that was made by hand, or before something replaced the board."""
_PERIODS: Final[tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...]] = (
    (DAYS, lambda at: (at.year, at.month, at.day)),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


class BackupTime(NamedTuple):
    """When a backup was made, in local time, and whether it was more than routine."""

    at: datetime
    special: bool = False


def backups_to_keep(backups: Sequence[BackupTime], now: datetime) -> frozenset[int]:
    """Return the places in the list of the backups to keep, all of one board.

    A period without a backup does not count: who comes back after a year still has seven days. A backup that is later
    than now, because a clock was wrong, is kept and takes nobody's place.
    """
    places = sorted(range(len(backups)), key=lambda place: backups[place].at, reverse=True)
    past = [place for place in places if backups[place].at <= now]
    keep = {*places} - {*past[1:]}
    keep |= {place for place in past if backups[place].special and now - backups[place].at < timedelta(SAFE_DAYS)}
    for most, period_of in _PERIODS:
        newest: dict[tuple[int, ...], int] = {}
        for place in past:
            newest.setdefault(period_of(backups[place].at), place)
        keep.update(list(newest.values())[:most])
    return frozenset(keep)
