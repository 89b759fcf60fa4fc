"""Changes of what a key result aims at: what was before, and whether it gets easier (FORMAT.md §1, target_changes)."""

from collections.abc import Iterable
from datetime import date
from typing import Final, TypeAlias

from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult, TargetChange

Aims: TypeAlias = KeyResult | TargetChange
"""What has the numbers that a key result aims at."""
AIMS: Final = ("start", "target", "minimum", "maximum")
"""The fields of these numbers."""


def has_same_aims(one: Aims, other: Aims) -> bool:
    """Whether both aim at the same numbers."""
    return all(getattr(one, name) == getattr(other, name) for name in AIMS)


def is_same_measure(before: KeyResult, after: KeyResult) -> bool:
    """Whether numbers of before still say something: the kind and, of a maintain, the bound are the same."""
    return (before.kind, before.bound) == (after.kind, after.bound)


def day_of_change(changes: Iterable[TargetChange], day: date) -> date:
    """Return the day that a change is of: the board's, or that of a later one if the clock went back meanwhile."""
    return max([day, *(row.on for row in changes)])


def changed_that_day(changes: Iterable[TargetChange], day: date) -> tuple[TargetChange, ...]:
    """Return the changes that a change of the day goes on with; the first says what was before all of them."""
    rows = tuple(changes)
    on = day_of_change(rows, day)
    return tuple(sorted((row for row in rows if row.on == on), key=lambda row: row.id))


def aims_before(key_result: KeyResult, changes: Iterable[TargetChange], day: date, *, is_new: bool) -> Aims | None:
    """Return what a change of the day is held against: the numbers that the day began with.

    None for one that `is_new`, that is, made on the day and without a check-in: it is only corrected.
    """
    same_day = changed_that_day(changes, day)
    if same_day:
        return same_day[0]
    return None if is_new else key_result


def is_easier(before: Aims, after: KeyResult) -> bool:
    """Whether less is aimed at: a metric's target is nearer to where it started, a maintain's bounds are wider."""
    match after.kind:
        case "metric":
            return _is_nearer(before, after)
        case "maintain":
            lower = after.bound != "at_most" and _is_less(after.minimum, before.minimum)
            return lower or (after.bound != "at_least" and _is_less(before.maximum, after.maximum))
        case _:
            return False


def _is_nearer(before: Aims, after: KeyResult) -> bool:
    """Whether the new target is reached before the old one, on the way from the old start."""
    if before.start is None or before.target is None or after.target is None:
        return False
    start, target = before.start.fraction, before.target.fraction
    return (target - after.target.fraction) * (target - start) > 0


def _is_less(one: Number | None, other: Number | None) -> bool:
    return one is not None and other is not None and one < other
