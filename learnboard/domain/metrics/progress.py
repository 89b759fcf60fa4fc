"""How far a key result is and how far it should be (FORMAT.md §2).

Ratios are exact fractions, not rounded decimals: a third stays a third, so that limits such as a gap of 0.10 or a
score of 0.70 are met exactly or not at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from math import lcm
from typing import Literal, TypeAlias

from learnboard.domain.days import ONE_DAY, DateRange, range_of
from learnboard.domain.frozen import dataclass
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone, Period
from learnboard.domain.named_tuple import NamedTuple

Pace: TypeAlias = Literal["on_pace", "behind", "far_behind", "no_data"]
ZERO = Fraction(0)
ONE = Fraction(1)


# -- fractions: a board has thousands of them, and their own operators shorten at each step -----------------------


@lru_cache(maxsize=1024)
def ratio_of(part: int, whole: int) -> Fraction:
    """Return part / whole: thousands of cards have the same few ratios, and share them."""
    return Fraction(part, whole)


def reached(ratio: Fraction) -> bool:
    """Whether the ratio is 1 or more."""
    return ratio.numerator >= ratio.denominator


def below(ratio: Fraction, other: Fraction) -> bool:
    """Whether the ratio is less than the other."""
    return ratio.numerator * other.denominator < other.numerator * ratio.denominator


def gap_within(high: Fraction, low: Fraction, limit: Fraction) -> bool:
    """Whether high - low is not more than the limit."""
    gap = high.numerator * low.denominator - low.numerator * high.denominator
    return gap * limit.denominator <= limit.numerator * high.denominator * low.denominator


def product_sum(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Return Σ a · b, adding integers until the end: of sums of thousands of fractions the numbers are large."""
    numerators: dict[int, int] = {}
    for factor, other in pairs:
        denominator = factor.denominator * other.denominator
        numerators[denominator] = numerators.get(denominator, 0) + factor.numerator * other.numerator
    whole = lcm(*numerators)
    return Fraction(sum(numerator * (whole // part) for part, numerator in numerators.items()), whole)


def clamped(ratio: Fraction) -> Fraction:
    """Return the ratio within 0 and 1."""
    if ratio.numerator <= 0:
        return ZERO
    return ONE if reached(ratio) else ratio


def weighted_mean(shares: Sequence[tuple[Number, Fraction]]) -> Fraction | None:
    """Return Σ weight · share / Σ weight; None if the weights make 0."""
    # Everything is counted in one unit that goes into all of them.
    weights = [weight.fraction for weight, _ in shares]
    unit = lcm(*(weight.denominator * share.denominator for weight, (_, share) in zip(weights, shares, strict=True)))
    parts = [weight.numerator * (unit // weight.denominator) for weight in weights]
    whole = sum(parts)
    if not whole:
        return None
    done = sum(part * share.numerator // share.denominator for part, (_, share) in zip(parts, shares, strict=True))
    return ratio_of(done, whole)


# -- time ---------------------------------------------------------------------------------------------------------


class Span(NamedTuple):
    """The days that a key result is measured over, and what is expected of a metric over them, 0 to 1.

    `at_once` if all of it is expected at once after a due day that lies before them, as of a binary.
    """

    days: DateRange
    expected: Fraction
    at_once: bool = False


class _Remembering:
    """Has room for what a cached property has found."""


@dataclass(frozen=True, slots=True)
class CycleContext(_Remembering):
    """What key results are measured against: a cycle, a day, and the board's settings."""

    cycle: Cycle
    day: date
    settings: Settings

    @property
    def days(self) -> DateRange:
        """The days of the cycle."""
        return DateRange(self.cycle.starts_on, self.cycle.ends_on)

    @cached_property
    def elapsed(self) -> Fraction:
        """How much of the cycle is over at the end of the day, 0 to 1."""
        return elapsed_part(self.days, self.day)

    @cached_property
    def over_until(self) -> date:
        """The latest due day that is over: yesterday, but the cycle's last day is over on itself (FORMAT.md §2)."""
        return self.day if self.day == self.cycle.ends_on else self.day - ONE_DAY

    @cached_property
    def _spans(self) -> dict[tuple[date | None, date | None, bool], Span]:
        return {}

    def span(self, key_result: KeyResult) -> Span:
        """Return the days from which to which a key result is measured (FORMAT.md §2, "span")."""
        # Thousands of key results have few different spans.
        key = (key_result.starts_on, key_result.due_on, key_result.kind == "maintain")
        span = self._spans.get(key)
        if span is None:
            span = self._spans[key] = self._new_span(*key)
        return span

    def _new_span(self, starts_on: date | None, due_on: date | None, within_cycle: bool) -> Span:
        first, last = max(self.cycle.starts_on, starts_on or date.min), due_on or self.cycle.ends_on
        if within_cycle:
            last = min(last, self.cycle.ends_on)
        days = DateRange(first, last) if first <= last else self.days
        if due_on and due_on < first:
            return Span(days, ONE if due_on <= self.over_until else ZERO, at_once=True)
        return Span(days, elapsed_part(days, self.day))


def elapsed_part(days: DateRange, day: date) -> Fraction:
    """Return how much of a range of days is over at the end of a day, 0 to 1."""
    return clamped(Fraction(DateRange(days.first, day).days, days.days))


def current_cycle(cycles: Sequence[Cycle], day: date) -> Cycle | None:
    """Return the latest cycle that began on or before the day, else the first; None without any."""
    ordered = sorted(cycles, key=lambda cycle: cycle.starts_on)
    begun = [cycle for cycle in ordered if cycle.starts_on <= day]
    return begun[-1] if begun else next(iter(ordered), None)


def periods(first: date, last: date, period: Period) -> tuple[DateRange, ...]:
    """Return the ISO weeks, months or quarters that touch the days from `first` to `last`, cut at these."""
    ranges = []
    day = first
    while day <= last:
        end = min(range_of(day, period).last, last)
        ranges.append(DateRange(day, end))
        day = end + ONE_DAY
    return tuple(ranges)


class SpanPeriods(NamedTuple):
    """The ISO weeks, months or quarters that touch a span, by their last days within it; `first` is its first day.

    `cut` are the numbers of those that the span cuts and that count only once a value stands in them.
    """

    first: date
    lasts: tuple[date, ...]
    cut: frozenset[int]


@cache
def span_periods(days: DateRange, period: Period) -> SpanPeriods:
    """Return the periods of a span. Where it has no whole one, all count from the beginning (FORMAT.md §2)."""
    parts = periods(*days, period)
    cut = frozenset(number for number, part in enumerate(parts) if part != range_of(part.first, period))
    return SpanPeriods(days.first, tuple(part.last for part in parts), cut if len(cut) < len(parts) else frozenset())


# -- progress -----------------------------------------------------------------------------------------------------


class HeldPeriods(NamedTuple):
    """A maintain's periods that count: those that were met, those up to the latest value, all, and those ended.

    `all_missed` are the last days of the periods that were seen and not met, the oldest first.
    """

    met: int
    seen: int
    total: int
    ended: int
    all_missed: tuple[date, ...] = ()

    @property
    def missed(self) -> date | None:
        """The last day of the latest period that was seen and not met."""
        return self.all_missed[-1] if self.all_missed else None


def current_value(check_ins: Sequence[CheckIn]) -> Number | None:
    """Return the value of the latest check-in that has one; check-ins ordered by (on, id)."""
    return next((check_in.value for check_in in reversed(check_ins) if check_in.value is not None), None)


def metric_raw(key_result: KeyResult, value: Number | None) -> Fraction:
    """Return (current - start) / (target - start), rising or falling; without a value the start is the current one."""
    assert key_result.start is not None
    assert key_result.target is not None
    if value is None:
        return ZERO
    current, start, target = value.fraction, key_result.start.fraction, key_result.target.fraction
    done = current.numerator * start.denominator - start.numerator * current.denominator
    whole = target.numerator * start.denominator - start.numerator * target.denominator
    return ratio_of(done * target.denominator, whole * current.denominator)


def held_periods(key_result: KeyResult, check_ins: Sequence[CheckIn], parts: SpanPeriods, day: date) -> HeldPeriods:
    """Count the periods that met the bound. The latest value in a period decides; one without a value is not met."""
    first, lasts, cut = parts
    latest: dict[int, Number] = {}
    for check_in in check_ins:
        if check_in.value is not None and first <= check_in.on <= lasts[-1]:
            latest[bisect_left(lasts, check_in.on)] = check_in.value
    kept = {number for number, value in latest.items() if key_result.within_bound(value)}
    met = len(kept)
    seen, total, ended = max(latest, default=-1) + 1, len(lasts), bisect_right(lasts, day)
    left_out = cut.difference(latest)
    missed = tuple(lasts[number] for number in range(seen) if number not in kept and number not in left_out)
    if not left_out:
        return HeldPeriods(met, seen, total, ended, missed)
    return HeldPeriods(
        met,
        seen - sum(number < seen for number in left_out),
        total - len(left_out),
        ended - sum(number < ended for number in left_out),
        missed,
    )


def raw_progress(
    key_result: KeyResult, value: Number | None, milestones: Sequence[Milestone], held: HeldPeriods | None
) -> Fraction | None:
    """Return how far a key result is with its current value, not clamped; None for milestones that weigh nothing."""
    match key_result.kind:
        case "metric":
            return metric_raw(key_result, value)
        case "maintain":
            return ratio_of(held.met, held.total) if held else None
        case "milestone":
            return weighted_mean([(step.weight, ONE if step.done_on else ZERO) for step in milestones])
        case "binary" | "baseline":
            return ONE if key_result.done_on else ZERO


def expected_progress(
    key_result: KeyResult, milestones: Sequence[Milestone], held: HeldPeriods | None, cycle_context: CycleContext
) -> Fraction:
    """Return how far a key result should be by the day, 0 to 1; `held` are a maintain's periods."""
    match key_result.kind:
        case "metric":
            return cycle_context.span(key_result).expected
        case "maintain":
            return ratio_of(max(held.ended, held.seen), held.total) if held else ZERO
        case "milestone":
            until = cycle_context.over_until
            due = [(step.weight, ONE if step.due_on <= until else ZERO) for step in milestones if step.due_on]
            planned = weighted_mean(due) if len(due) == len(milestones) else None
            return cycle_context.span(key_result).expected if planned is None else planned
        case "binary" | "baseline":
            due_on = key_result.due_on or cycle_context.cycle.ends_on
            return ONE if due_on <= cycle_context.over_until else ZERO


def pace_of(progress: Fraction | None, expected: Fraction | None, settings: Settings) -> Pace:
    """Compare the gap between expected and actual progress with the board's two gaps."""
    if progress is None or expected is None:
        return "no_data"
    if gap_within(expected, progress, settings.pace_gaps[0].fraction):
        return "on_pace"
    return "behind" if gap_within(expected, progress, settings.pace_gaps[1].fraction) else "far_behind"
