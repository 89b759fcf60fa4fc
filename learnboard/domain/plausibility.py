"""Check-ins that are more likely a slip of the fingers than what was meant: these are asked about, never refused."""

from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult

Doubt: TypeAlias = Literal["far", "negative", "future", "early"]
"""Why a check-in is asked about: its value is far off or below zero, its day to come or before its cycle."""
DAY_DOUBTS: Final[frozenset[Doubt]] = frozenset({"future", "early"})
"""Those that are about the day."""
_FAR: Final = 10
"""How many times its size a value may be away from the span between start and target."""


def check_in_doubts(
    key_result: KeyResult, value: Number | None, on: date | None, day: date, begins: date | None
) -> tuple[Doubt, ...]:
    """Return why a value, or the day of a check-in, is to be asked about on `day`; what is None is not in doubt.

    The cycle of the key result `begins` on its first day. Before that, today is no slip: it says where one starts.
    """
    doubts: list[Doubt] = []
    if value is not None and _is_far(key_result, value):
        doubts.append("far")
    if value is not None and value < 0 and _is_never_negative(key_result):
        doubts.append("negative")
    if on is not None and on > day:
        doubts.append("future")
    if on is not None and begins is not None and on < min(begins, day):
        doubts.append("early")
    return tuple(doubts)


def _is_far(row: KeyResult, value: Number) -> bool:
    """Whether a metric's value is further from its span than ten times the span's size, exactly ten not included."""
    if row.kind != "metric" or row.start is None or row.target is None:
        return False
    low, high = sorted((row.start.fraction, row.target.fraction))
    return max(low - value.fraction, value.fraction - high) > _FAR * (high - low)


def _is_never_negative(row: KeyResult) -> bool:
    """Whether the numbers that a key result aims at are known, and none of them is negative."""
    known = [number for number in (row.start, row.target, row.minimum, row.maximum) if number is not None]
    return bool(known) and all(number >= 0 for number in known)
