"""How much of what a timer ran may count, and when somebody has to be asked.

Two clocks measure it: the one of the day, which can be set, and a steady one, which nobody sets but which begins anew
when the machine starts. Where they disagree, nothing is decided without asking.
"""

from collections.abc import Mapping
from typing import Final, Literal, Self, TypeAlias

from learnboard.domain.durations import LONGEST
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.timer import MINUTE, Moment, RunningTimer, moment_of

_QUIET: Final = 3 * 60 * MINUTE
"""Seconds without a key from which on somebody may have left."""
_TOLERANCE: Final = 2 * MINUTE
"""Seconds by which the two clocks may differ: the one of the day is corrected a little now and then."""
Doubt: TypeAlias = Literal["", "quiet", "back", "ahead", "long"]
"""Why it is asked how much counts: no key for hours, a clock set back or ahead, more than an entry holds."""


class Presence(NamedTuple):
    """When keys came while a timer runs: the last one, and the last one before the first doubtful pause, if any."""

    seen: Moment
    left: Moment | None = None

    def with_key(self, key: Moment) -> "Presence":
        """Return the presence after a key; one from before the last one tells nothing, unless the clock was set."""
        if key.steady <= self.seen.steady and key.at <= self.seen.at:
            return self
        doubtful = key.at - self.seen.at >= _QUIET or clock_set(self.seen, key) != 0
        return Presence(key, self.left or (self.seen if doubtful else None))

    def texts(self, timer: RunningTimer) -> dict[str, str]:
        """It as a draft of the board keeps it, with the timer that it is about."""
        texts = {"timer": timer.text, "seen": _text_of(self.seen)}
        return texts | ({"left": _text_of(self.left)} if self.left else {})

    @classmethod
    def of(cls, texts: Mapping[str, str], timer: RunningTimer) -> Self:
        """Return the presence that a draft keeps; of another timer or of none, the start was the last key."""
        if texts.get("timer") != timer.text:
            return cls(timer.since)
        return cls(moment_of(texts.get("seen", "")) or timer.since, moment_of(texts.get("left", "")))


def clock_set(before: Moment, now: Moment) -> int:
    """Return by how many seconds the clock of the day was set from one moment to another; 0 if it seems not to be.

    After a restart of the machine the steady clock tells nothing: then only a day that goes backwards is noticed.
    """
    by_day, steadily = now.at - before.at, now.steady - before.steady
    if steadily < 0:
        return min(0, by_day)
    return by_day - steadily if abs(by_day - steadily) > _TOLERANCE else 0


def _text_of(moment: Moment) -> str:
    return f"{moment.at} {moment.steady}"


class Measured(NamedTuple):
    """How many minutes a timer can be logged for: `whole`, or only `until_key`; and why it has to be asked.

    `left` is the last key before the doubtful pause. Neither is more than an entry holds; `passed` says how many
    minutes there were. Less than a minute is 0.
    """

    passed: int
    until_key: int
    left: Moment
    doubt: Doubt

    @property
    def whole(self) -> int:
        """All minutes, as far as an entry holds them."""
        return min(self.passed, LONGEST)


def measure(timer: RunningTimer, presence: Presence, now: Moment) -> Measured:
    """Return how long a timer has run by now; a clock that was set back is not believed, the steady one is."""
    moved = clock_set(timer.since, now)
    left = presence.left or presence.seen
    seconds = now.at - timer.since.at
    if moved < 0:
        seconds = max(0, now.steady - timer.since.steady)
    passed = max(0, seconds) // MINUTE
    return Measured(
        passed,
        min(timer.minutes(left), LONGEST),
        left,
        _doubt(moved, passed, quiet=presence.left is not None or now.at - left.at >= _QUIET),
    )


def _doubt(moved: int, passed: int, *, quiet: bool) -> Doubt:
    if moved:
        return "back" if moved < 0 else "ahead"
    if quiet:
        return "quiet"
    return "long" if passed > LONGEST else ""
