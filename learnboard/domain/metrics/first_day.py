"""From which day a new key result counts: one made late in a cycle is not behind in its first minute."""

from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.days import DateRange
from learnboard.domain.metrics.figures import figures
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.key_results import KeyResult

FEWEST_DAYS: Final = 4
"""Days below which a span is remarked on."""
EXPECTED_DAILY: Final = ("metric", "maintain", "milestone")
"""The kinds of which something is expected as the days go by; of the others it is once they are due."""


def is_short(span: DateRange) -> bool:
    """Whether a span is too short for most key results to get anywhere."""
    return span.days < FEWEST_DAYS


def is_late(key_result: KeyResult, cycle_context: CycleContext, day: date) -> bool:
    """Whether more would be expected of a key result that is made on the day than the first pace gap allows.

    It has no check-ins and no steps yet. Nothing is expected of one that is overdue already, or whose cycle has ended
    or not begun, that a later first day could change.
    """
    cycle = cycle_context.cycle
    overdue = key_result.due_on is not None and key_result.due_on < day
    if key_result.kind not in EXPECTED_DAILY or overdue or not cycle.starts_on <= day <= cycle.ends_on:
        return False
    known = figures(key_result, (), (), committed=False, cycle_context=replace(cycle_context, day=day))
    return known.expected > cycle_context.settings.pace_gaps[0].fraction


def with_first_day(key_result: KeyResult, cycle_context: CycleContext | None, day: date) -> KeyResult:
    """Return a key result that is made on the day, counting from it if it is late in its cycle (FORMAT.md §2, "span").

    One that has a first day already keeps it.
    """
    if cycle_context is None or key_result.starts_on or not is_late(key_result, cycle_context, day):
        return key_result
    return replace(key_result, starts_on=day)
