"""What the chart of a key result shows: its values over time, and what they are compared with (FORMAT.md §2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Final, Literal, TypeAlias

from learnboard.domain.days import ONE_DAY
from learnboard.domain.metrics.progress import ONE, ZERO, CycleContext
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone, TargetChange
from learnboard.domain.named_tuple import NamedTuple

Against: TypeAlias = Literal["expected", "bound"]
_PERCENT: Final = Fraction(100)
_NICE: Final = (1, 2, 5)
_FEWEST_STEPS: Final = 2
"""Any two numbers, zero between them or not, lie within two steps of an axis."""


class Point(NamedTuple):
    """A value on a day."""

    on: date
    value: Fraction


Path: TypeAlias = tuple[Point, ...]
"""Points with straight lines between them; two on one day are a step."""


class Axis(NamedTuple):
    """Nice numbers from `low` to `high`, a `step` apart."""

    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def steps(self) -> int:
        """How many steps there are from the lowest to the highest number."""
        return int((self.high - self.low) / self.step)

    @property
    def labels(self) -> list[str]:
        """The numbers as text, the highest first."""
        decimals = next(places for places in count() if (self.step * 10**places).denominator == 1)
        return [half_up(self.high - number * self.step, decimals) for number in range(self.steps + 1)]


class ChartSeries(NamedTuple):
    """The values of a key result from the `first` to the `last` day of its cycle, as known on `day`.

    `points` are check-ins or finished steps, at most one a day; `path` is how the value went, `lines` are what it is
    compared with (`against`): what is expected over the span of the key result, or its bounds. A change of the target
    is a step in them. `low` and `high` are the least and the greatest number of the axis, in `unit`. What lies
    before or after the cycle is on its first or last day.
    """

    first: date
    last: date
    day: date
    points: Path
    path: Path
    lines: tuple[Path, ...]
    against: Against | None
    low: Fraction
    high: Fraction
    decimals: int
    unit: str

    @property
    def drawable(self) -> bool:
        """Whether there is something to see: a value and something to compare it with, or two values."""
        return len(self.path) > 1 or bool(self.path and self.lines)

    def value_text(self, value: Fraction) -> str:
        """Return a value with its decimals."""
        return half_up(value, self.decimals)

    def axis(self, most: int) -> Axis:
        """Return nice numbers around all values, with at most `most` steps (2 or more), none finer than the values."""
        low, high, finest = self.low, self.high, Fraction(1, 10**self.decimals)
        if low == high:
            low, high = (max(ZERO, low - finest) if low >= 0 else low - finest), high + finest
        for step in _nice_steps(finest):
            axis = Axis(low // step * step, -(-high // step) * step, step)
            if axis.steps <= max(most, _FEWEST_STEPS):
                return axis
        raise AssertionError


def _nice_steps(finest: Fraction) -> Iterator[Fraction]:
    """1, 2, 5, 10, 20 and so on, in units of the finest."""
    return (nice * finest * 10**power for power in count() for nice in _NICE)


def chart_series(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    milestones: Sequence[Milestone],
    cycle_context: CycleContext,
    target_changes: Iterable[TargetChange] = (),
) -> ChartSeries | None:
    """Return the series of a key result; check-ins ordered by (on, id). None if it has no values.

    `target_changes` are those of the key result, in any order; later ones than the day are not known.
    """
    match key_result.kind:
        case "metric" | "maintain" | "baseline":
            return _measured(key_result, check_ins, _aims(key_result, target_changes, cycle_context), cycle_context)
        case "milestone" if any(step.weight for step in milestones):
            return _stepwise(key_result, milestones, cycle_context)
        case _:
            return None


class _Aim(NamedTuple):
    """The numbers that a key result aimed at, from the day `since` on."""

    since: date
    numbers: KeyResult | TargetChange


def _aims(
    key_result: KeyResult, target_changes: Iterable[TargetChange], cycle_context: CycleContext
) -> tuple[_Aim, ...]:
    """What a key result aimed at, one after the other: a change says what the numbers were before it."""
    known = (row for row in target_changes if row.on <= cycle_context.day)
    changes = sorted(known, key=lambda row: (row.on, row.id))
    begins = [date.min, *(row.on for row in changes)]
    numbers: list[KeyResult | TargetChange] = [*changes, key_result]
    return tuple(map(_Aim, begins, numbers))


def _series(
    points: Path,
    path: Path,
    lines: tuple[Path, ...],
    against: Against | None,
    cycle_context: CycleContext,
    *,
    decimals: int,
    unit: str,
    axis: Iterable[Fraction],
) -> ChartSeries:
    """The series of these; the axis reaches to all values and to the given numbers."""
    values = [*axis, *(point.value for line in (path, *lines) for point in line)] or [ZERO]
    cycle = cycle_context.cycle
    ends = (cycle.starts_on, cycle.ends_on, cycle_context.day)
    return ChartSeries(*ends, points, path, lines, against, min(values), max(values), decimals, unit)


def _within_cycle(on: date, cycle_context: CycleContext) -> date:
    return min(max(on, cycle_context.cycle.starts_on), cycle_context.cycle.ends_on)


def _line(
    ends: Sequence[tuple[date, Fraction, Fraction]],
    share: Callable[[date], Fraction],
    bends: Iterable[date],
    cycle_context: CycleContext,
) -> Path:
    """The line on which each day of the cycle stands a share of the way between two ends.

    `ends` are these with the day from which they hold, the first of all days; where they change, the line has a step.
    Between two `bends` the share grows evenly.
    """
    first, last = cycle_context.days
    path: list[Point] = []
    for (since, low, high), until in zip(ends, [*(since for since, *_ in ends[1:]), date.max], strict=True):
        if first < until and since <= last and since < until:
            begin, end = max(since, first), min(until, last)
            days = sorted({begin, end, *(day for day in bends if begin < day < end)})
            path += [Point(day, low + (high - low) * share(day)) for day in days]
    return tuple(path)


def _expected_line(
    ends: Sequence[tuple[date, Fraction, Fraction]], key_result: KeyResult, cycle_context: CycleContext
) -> Path:
    """Where a value should be at the end of each day, going from start to target as the days of its span go by."""
    span, due_on = cycle_context.span(key_result), key_result.due_on
    bends = [span.days.first - ONE_DAY, span.days.last]
    if span.at_once and due_on:
        bends = [due_on - ONE_DAY, due_on, due_on + ONE_DAY]
    return _line(ends, lambda day: replace(cycle_context, day=day).span(key_result).expected, bends, cycle_context)


# -- values -------------------------------------------------------------------------------------------------------


def _measured(
    key_result: KeyResult, check_ins: Sequence[CheckIn], aims: Sequence[_Aim], cycle_context: CycleContext
) -> ChartSeries:
    values = {
        _within_cycle(row.on, cycle_context): row.value
        for row in check_ins
        if row.on <= cycle_context.day and row.value is not None
    }
    points = tuple(Point(on, value.fraction) for on, value in values.items())
    lines = _lines(key_result, aims, cycle_context)
    numbers = [number for aim in aims for number in _numbers(key_result, aim)]
    return _series(
        points,
        points,
        lines,
        ("expected" if key_result.kind == "metric" else "bound") if lines else None,
        cycle_context,
        decimals=max([key_result.decimals, *map(_decimals, (*values.values(), *numbers))]),
        unit=key_result.unit,
        axis=_axis_numbers(key_result, numbers),
    )


def _numbers(key_result: KeyResult, aim: _Aim) -> list[Number]:
    """What a key result aims at: start and target of a metric, the bounds of a maintain."""
    match key_result.kind:
        case "metric":
            numbers = [aim.numbers.start, aim.numbers.target]
        case "maintain":
            numbers = [
                None if key_result.bound == "at_most" else aim.numbers.minimum,
                None if key_result.bound == "at_least" else aim.numbers.maximum,
            ]
        case _:
            numbers = [key_result.start, key_result.target]
    return [number for number in numbers if number is not None]


def _lines(key_result: KeyResult, aims: Sequence[_Aim], cycle_context: CycleContext) -> tuple[Path, ...]:
    each = [(aim.since, [number.fraction for number in _numbers(key_result, aim)]) for aim in aims]
    if key_result.kind == "metric":
        return (_expected_line([(since, low, high) for since, (low, high) in each], key_result, cycle_context),)
    if key_result.kind != "maintain":
        return ()
    bounds = min(len(numbers) for _, numbers in each)
    levels = ([(since, numbers[place], numbers[place]) for since, numbers in each] for place in range(bounds))
    return tuple(_line(ends, lambda _: ONE, (), cycle_context) for ends in levels)


def _axis_numbers(key_result: KeyResult, numbers: Iterable[Number]) -> list[Fraction]:
    """What else the axis reaches to: a metric's starts and targets, and 0 for what is to be kept low."""
    if key_result.kind == "metric":
        return [number.fraction for number in numbers]
    low = key_result.bound == "at_most" and key_result.maximum is not None and key_result.maximum >= 0
    return [ZERO] if key_result.kind == "maintain" and low else []


def _decimals(number: Number) -> int:
    return len(number.text.partition(".")[2])


# -- steps --------------------------------------------------------------------------------------------------------


def _stepwise(key_result: KeyResult, milestones: Sequence[Milestone], cycle_context: CycleContext) -> ChartSeries:
    """The finished steps in percent of the weight of all."""
    cycle, day = cycle_context.cycle, cycle_context.day
    whole = sum((step.weight.fraction for step in milestones), ZERO)
    shares = [(step, step.weight.fraction / whole) for step in milestones]
    done = sorted((step.done_on, share) for step, share in shares if step.done_on and step.done_on <= day)
    due = sorted((step.due_on, share) for step, share in shares if step.due_on)
    if len(due) == len(milestones):
        # What is due on a day is expected from the next one on, but what is due at the cycle's end is so on its last.
        over = [(min(on + ONE_DAY, cycle.ends_on), share) for on, share in due if on <= cycle.ends_on]
        line = _stairs(over, cycle_context, cycle.ends_on)
    else:
        line = _expected_line([(date.min, ZERO, _PERCENT)], key_result, cycle_context)
    begun = day >= cycle.starts_on or bool(done)
    return _series(
        _tops(done, cycle_context),
        _stairs(done, cycle_context, _within_cycle(day, cycle_context)) if begun else (),
        (line,),
        "expected",
        cycle_context,
        decimals=0,
        unit="%",
        axis=(ZERO, _PERCENT),
    )


def _tops(shares: Iterable[tuple[date, Fraction]], cycle_context: CycleContext) -> Path:
    """The percentage at the end of each day with a step."""
    tops: dict[date, Fraction] = {}
    total = ZERO
    for on, share in shares:
        total += share
        tops[_within_cycle(on, cycle_context)] = total * _PERCENT
    return tuple(Point(on, value) for on, value in tops.items())


def _stairs(shares: Iterable[tuple[date, Fraction]], cycle_context: CycleContext, until: date) -> Path:
    """From 0 on the first day up the steps, and on at the same height until a day."""
    path = [Point(cycle_context.cycle.starts_on, ZERO)]
    for top in _tops(shares, cycle_context):
        path += [Point(top.on, path[-1].value), top]
    return (*path, Point(until, path[-1].value))
