"""Which backups are kept: the newest of each of the last days, weeks and months that have one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 6
SAFE_DAYS: Final = 30
"""So long a backup is kept that was made before something took the board's place, or by hand."""


class BackupTime(NamedTuple):
    """When a backup was made, in local time, and whether it was more than a matter of routine."""

    at: datetime
    special: bool = False


def backups_to_keep(backups: Sequence[BackupTime], now: datetime) -> frozenset[int]:
    """The places in the list of the backups that are kept, of one and the same board.

    A period without a backup does not count: who comes back after a year still has seven days. What a clock that was
    set forward has made later than now is kept, and stands in nobody's way.
    """
    places = sorted(range(len(backups)), key=lambda place: backups[place].at, reverse=True)
    ahead = {place for place in places if backups[place].at > now}
    past = [place for place in places if place not in ahead]
    special = {place for place in past if backups[place].special and now - backups[place].at < timedelta(SAFE_DAYS)}
    newest = (
        _newest([(period(backups[place].at), place) for place in past], most)
        for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month))
    )
    return frozenset(ahead | special | set(past[:1]).union(*newest))


def _day(at: datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month


def _newest(places: Iterable[tuple[tuple[int, ...], int]], most: int) -> set[int]:
    """The first place of each of the first `most` periods; the places come newest first, each with its period."""
    first: dict[tuple[int, ...], int] = {}
    for period, place in places:
        first.setdefault(period, place)
    return set(list(first.values())[:most])
