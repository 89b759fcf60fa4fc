"""From when to when a key result counts, and what it aimed at before, as texts."""

from collections.abc import Iterable
from datetime import date

from learnboard.domain.as_of import with_target_before
from learnboard.domain.days import DateRange
from learnboard.domain.metrics.first_day import EXPECTED_DAILY, is_short
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import KeyResult, TargetChange
from learnboard.domain.text import clean_line
from learnboard.presentation.values import bound_text, count_of, day_text, range_text, short_day, with_unit


def first_day_text(on: date) -> str:
    """From when a key result counts: `counts from 29 Nov 2026`."""
    return f"counts from {day_text(on)}"


def span_text(key_result: KeyResult, span: DateRange, cycle: Cycle | None) -> str:
    """The days that count where they are not the whole cycle: `counts from 29 Nov 2026 to 31 Dec 2026`."""
    whole = cycle is None or span == (cycle.starts_on, cycle.ends_on)
    if whole or key_result.kind not in EXPECTED_DAILY:
        return ""
    remark = short_span_text(span)
    return f"{first_day_text(span.first)} to {day_text(span.last)}{f', {remark}' if remark else ''}"


def short_span_text(span: DateRange) -> str:
    """A remark on a span of a few days: `only 3 days`; empty for others."""
    return f"only {count_of(span.days, 'day')}" if is_short(span) else ""


def target_texts(key_result: KeyResult, changes: Iterable[TargetChange], day: date) -> tuple[str, ...]:
    """What a key result aimed at before, the latest first: `target was 4 hires until 18 Sep: only three were found`.

    `changes` are its own, known on the day, in any order.
    """
    rows = sorted(changes, key=lambda row: (row.on, row.id))
    aims = [with_target_before(key_result, row) for row in rows]
    texts = []
    for row, before, after in zip(rows, aims, [*aims, key_result][1:], strict=True):
        reason = clean_line(row.reason)
        was = f"{_was(before, after)} until {short_day(row.on, day)}"
        texts.append(f"{was}: {reason}" if reason else was)
    return tuple(reversed(texts))


def _was(before: KeyResult, after: KeyResult) -> str:
    if before.kind != "metric":
        return f"was {bound_text(before)}"
    if before.start == after.start:
        return f"target was {with_unit(before.target, before.unit)}"
    return f"was {range_text(before)}"
