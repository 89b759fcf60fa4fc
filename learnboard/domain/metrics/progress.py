"""How far a key result is and how far it should be (FORMAT.md §2).

Ratios are exact fractions, not rounded decimals: a third stays a third, so that limits such as a gap of 0.10 or a
score of 0.70 are met exactly or not at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, cached_property
from operator import attrgetter
from typing import Literal, NamedTuple, TypeAlias

from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone, Period

ZERO = Fraction(0)
ONE = Fraction(1)


def reached(ratio: Fraction) -> bool:
    """Whether the ratio is 1 or more."""
    return ratio.numerator >= ratio.denominator


def below(one: Fraction, other: Fraction) -> bool:
    """Whether one is less than the other."""
    return one.numerator * other.denominator < other.numerator * one.denominator


def gap_within(high: Fraction, low: Fraction, limit: Fraction) -> bool:
    """Whether high - low is not more than the limit."""
    gap = high.numerator * low.denominator - low.numerator * high.denominator
    return gap * limit.denominator <= limit.numerator * high.denominator * low.denominator


def product_sum(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Σ a · b, one integer for each denominator until the end."""
    numerators: dict[int, int] = {}
    for one, other in pairs:
        denominator = one.denominator * other.denominator
        numerators[denominator] = numerators.get(denominator, 0) + one.numerator * other.numerator
    parts = [Fraction(numerator, denominator) for denominator, numerator in numerators.items()]
    return sum(parts[1:], parts[0]) if parts else ZERO


Pace: TypeAlias = Literal["on_pace", "behind", "far_behind", "no_data"]
_LAST_MONTH = 12
_LAST = attrgetter("last")


class DateRange(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class CycleContext:
    """What key results are measured against: a cycle, a day, and the board's settings."""

    cycle: Cycle
    day: date
    settings: Settings

    @cached_property
    def elapsed(self) -> Fraction:
        """How much of the cycle is over at the end of the day, 0 to 1."""
        whole = DateRange(self.cycle.starts_on, self.cycle.ends_on)
        return clamped(Fraction(DateRange(self.cycle.starts_on, self.day).days, whole.days))

    def spans(self, period: Period) -> tuple[DateRange, ...]:
        """The cycle's weeks, months or quarters, cut at its edges."""
        return periods(self.cycle.starts_on, self.cycle.ends_on, period)


class HeldPeriods(NamedTuple):
    """A maintain's periods: kept, over or begun by the latest value, and all."""

    met: int
    seen: int
    total: int


def clamped(ratio: Fraction) -> Fraction:
    """The ratio within 0 and 1."""
    if ratio.numerator <= 0:
        return ZERO
    return ONE if reached(ratio) else ratio


def weighted(shares: Sequence[tuple[Number, Fraction]]) -> Fraction | None:
    """Σ weight · share / Σ weight; None when there is nothing to weigh."""
    whole = product_sum((weight.fraction, ONE) for weight, _ in shares)
    return product_sum((weight.fraction, share) for weight, share in shares) / whole if whole else None


def current_cycle(cycles: Sequence[Cycle], day: date) -> Cycle | None:
    """The latest cycle that began on or before the day, else the first; None without any."""
    ordered = sorted(cycles, key=lambda cycle: cycle.starts_on)
    begun = [cycle for cycle in ordered if cycle.starts_on <= day]
    return begun[-1] if begun else next(iter(ordered), None)


@cache
def periods(first: date, last: date, period: Period) -> tuple[DateRange, ...]:
    """The ISO weeks, months or quarters that touch the days from `first` to `last`, cut at these."""
    spans = []
    day = first
    while day <= last:
        end = min(_period_end(day, period), last)
        spans.append(DateRange(day, end))
        day = end + timedelta(days=1)
    return tuple(spans)


def _period_end(day: date, period: Period) -> date:
    if period == "week":
        return day + timedelta(days=7 - day.isoweekday())
    month = day.month if period == "month" else (day.month + 2) // 3 * 3
    following = date(day.year + 1, 1, 1) if month == _LAST_MONTH else date(day.year, month + 1, 1)
    return following - timedelta(days=1)


def current_value(check_ins: Sequence[CheckIn]) -> Number | None:
    """The value of the latest check-in that has one; check-ins ordered by (on, id)."""
    return next((check_in.value for check_in in reversed(check_ins) if check_in.value is not None), None)


def metric_raw(key_result: KeyResult, value: Number | None) -> Fraction:
    """(current - start) / (target - start), rising or falling; the start stands for a value not yet known."""
    assert key_result.start is not None
    assert key_result.target is not None
    if value is None:
        return ZERO
    here, start, target = value.fraction, key_result.start.fraction, key_result.target.fraction
    # One fraction of integers: three steps of fractions would shorten each time.
    come = here.numerator * start.denominator - start.numerator * here.denominator
    whole = target.numerator * start.denominator - start.numerator * target.denominator
    return Fraction(come * target.denominator, whole * here.denominator)


def held_periods(key_result: KeyResult, check_ins: Sequence[CheckIn], spans: Sequence[DateRange]) -> HeldPeriods:
    """How many periods kept the bound; the latest value in a period decides, none is not kept."""
    latest: dict[int, Number] = {}
    for check_in in check_ins:
        if check_in.value is not None and spans[0].first <= check_in.on <= spans[-1].last:
            latest[bisect_left(spans, check_in.on, key=_LAST)] = check_in.value
    return HeldPeriods(sum(map(key_result.within_bound, latest.values())), max(latest, default=-1) + 1, len(spans))


def raw_progress(
    key_result: KeyResult, check_ins: Sequence[CheckIn], milestones: Sequence[Milestone], kept: HeldPeriods | None
) -> Fraction | None:
    """How far a key result is, not clamped; None for milestones that weigh nothing."""
    match key_result.kind:
        case "metric":
            return metric_raw(key_result, current_value(check_ins))
        case "maintain":
            return Fraction(kept.met, kept.total) if kept else None
        case "milestone":
            return weighted([(step.weight, ONE if step.done_on else ZERO) for step in milestones])
        case "binary" | "baseline":
            return ONE if key_result.done_on else ZERO


def expected_progress(key_result: KeyResult, milestones: Sequence[Milestone], cycle_context: CycleContext) -> Fraction:
    """How far a key result should be by the day, 0 to 1."""
    match key_result.kind:
        case "metric":
            return cycle_context.elapsed
        case "maintain":
            spans = cycle_context.spans(key_result.period or "month")
            return Fraction(bisect_right(spans, cycle_context.day, key=_LAST), len(spans))
        case "milestone":
            if milestones and all(step.due_on for step in milestones):
                due = [(step.weight, ONE if _due(step.due_on, cycle_context.day) else ZERO) for step in milestones]
                planned = weighted(due)
                return cycle_context.elapsed if planned is None else planned
            return cycle_context.elapsed
        case "binary" | "baseline":
            return ONE if _due(key_result.due_on or cycle_context.cycle.ends_on, cycle_context.day) else ZERO


def _due(due_on: date | None, day: date) -> bool:
    return due_on is not None and due_on <= day


def pace_of(progress: Fraction | None, should: Fraction | None, settings: Settings) -> Pace:
    """How far behind: by the gap between what is expected and what is, against the board's two gaps."""
    if progress is None or should is None:
        return "no_data"
    if gap_within(should, progress, settings.pace_gaps[0].fraction):
        return "on_pace"
    return "behind" if gap_within(should, progress, settings.pace_gaps[1].fraction) else "far_behind"
