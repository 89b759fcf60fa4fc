"""The timer of learning time that runs: since when, and for what; `timing` says how much of it may count."""

from typing import Final, Self

from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple

TIMER: Final = "timer"
"""The name of the local value that is there while the timer runs."""
MINUTE: Final = 60
"""Seconds."""
_LATEST: Final = 7_258_118_400
"""Seconds from 1970 to 2200, where the days of the format end (FORMAT.md §1)."""


class Moment(NamedTuple):
    """A moment in seconds: `at` since 1970, `steady` of a clock that only runs forward, and counts sleep if it can."""

    at: int
    steady: int


class RunningTimer(NamedTuple):
    """A timer that runs: since when, and for which key result, if for one."""

    since: Moment
    key_result: Id | None

    @property
    def text(self) -> str:
        """It as a local value has it."""
        return f"{self.since.at} {self.since.steady} {self.key_result or ''}".rstrip()

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Return the timer of a local value's text; None if that is of no timer."""
        try:
            at, steady, *key_result = text.split()
        except ValueError:
            return None
        since = moment_of(f"{at} {steady}")
        return cls(since, key_result[0] if key_result else None) if since else None

    def minutes(self, now: Moment) -> int:
        """Return the whole minutes that it has run, as the clock of the day tells; 0 if that was set back."""
        return max(0, now.at - self.since.at) // MINUTE


def moment_of(text: str) -> Moment | None:
    """Return the moment that a text of two numbers means; None if it means none."""
    try:
        at, steady = map(int, text.split())
    except ValueError:
        return None
    return Moment(at, steady) if 0 <= at < _LATEST else None
