"""What the chart of a key result shows: its values over time, and what they are held against (FORMAT.md §2)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.metrics.progress import ONE, ZERO, CycleContext, DateRange
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone

Against: TypeAlias = Literal["expected", "bound"]
_WHOLE: Final = Fraction(100)
_NICE: Final = (1, 2, 5)
_FEWEST = 2
"""Stretches between the numbers of an axis: any two numbers, zero between them or not, lie in two."""


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
        """The numbers as they are written, the highest first."""
        decimals = next(places for places in count() if (self.step * 10**places).denominator == 1)
        return [half_up(self.high - number * self.step, decimals) for number in range(self.steps + 1)]


class ChartSeries(NamedTuple):
    """The course of a key result from the `first` to the `last` day of its cycle, as known on `day`.

    `points` are what was told or done, a day at most once; `path` is how the value went, `lines` are what it is held
    `against`. `low` and `high` are the least and the greatest number in it, in `unit`. What was told before or after
    the cycle stands on its first or last day.
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
        """Whether there is something to see: a value to hold against something, or two of them."""
        return len(self.path) > 1 or bool(self.path and self.lines)

    def value_text(self, value: Fraction) -> str:
        """A value with its decimals."""
        return half_up(value, self.decimals)

    def axis(self, most: int) -> Axis:
        """Nice numbers around all values, at most `most` steps (2 or more) of them; none finer than the values."""
        low, high, finest = self.low, self.high, Fraction(1, 10**self.decimals)
        if low == high:
            low, high = (max(ZERO, low - finest) if low >= 0 else low - finest), high + finest
        for step in _steps(finest):
            axis = Axis(low // step * step, -(-high // step) * step, step)
            if axis.steps <= max(most, _FEWEST):
                return axis
        raise AssertionError


def _steps(finest: Fraction) -> Iterator[Fraction]:
    """1, 2, 5, 10, 20 and so on, in units of the finest."""
    return (nice * finest * 10**power for power in count() for nice in _NICE)


def chart_series(
    key_result: KeyResult, check_ins: Sequence[CheckIn], milestones: Sequence[Milestone], cycle_context: CycleContext
) -> ChartSeries | None:
    """The course of a key result; check-ins ordered by (on, id). None for one that has no values."""
    match key_result.kind:
        case "metric" | "maintain" | "baseline":
            return _measured(key_result, check_ins, cycle_context)
        case "milestone" if any(step.weight for step in milestones):
            return _stepwise(milestones, cycle_context)
        case _:
            return None


def _within(on: date, cycle_context: CycleContext) -> date:
    return min(max(on, cycle_context.cycle.starts_on), cycle_context.cycle.ends_on)


def _drawn(
    points: Path,
    path: Path,
    lines: tuple[Path, ...],
    against: Against | None,
    cycle_context: CycleContext,
    *,
    decimals: int,
    unit: str,
    also: Iterable[Fraction] = (),
) -> ChartSeries:
    """The course of these; `also` are numbers that the axis has too."""
    every = [*also, *(point.value for each in (path, *lines) for point in each)] or [ZERO]
    first, last = cycle_context.cycle.starts_on, cycle_context.cycle.ends_on
    return ChartSeries(
        first, last, cycle_context.day, points, path, lines, against, min(every), max(every), decimals, unit
    )


# What is measured


def _measured(key_result: KeyResult, check_ins: Sequence[CheckIn], cycle_context: CycleContext) -> ChartSeries:
    known = [one for one in check_ins if one.on <= cycle_context.day]
    values = {_within(one.on, cycle_context): one.value for one in known if one.value is not None}
    points = tuple(Point(on, value.fraction) for on, value in values.items())
    bounds = _bounds(key_result)
    ends = [number for number in (key_result.start, key_result.target) if number is not None]
    lines = tuple(_level(bound.fraction, cycle_context) for bound in bounds)
    if key_result.kind == "metric":
        lines = (_elapsing(ends[0].fraction, ends[1].fraction, cycle_context),)
    return _drawn(
        points,
        points,
        lines,
        "expected" if key_result.kind == "metric" else "bound" if bounds else None,
        cycle_context,
        decimals=max([key_result.decimals, *map(_decimals, (*values.values(), *bounds, *ends))]),
        unit=key_result.unit,
        also=_ends(key_result, ends),
    )


def _ends(key_result: KeyResult, ends: Sequence[Number]) -> list[Fraction]:
    """What else the axis reaches to: a metric's start and target, and nothing for what is to be kept low."""
    if key_result.kind == "metric":
        return [number.fraction for number in ends]
    low = key_result.bound == "at_most" and key_result.maximum is not None and key_result.maximum >= 0
    return [ZERO] if key_result.kind == "maintain" and low else []


def _decimals(number: Number) -> int:
    return len(number.text.partition(".")[2])


def _bounds(key_result: KeyResult) -> list[Number]:
    """What a maintain is to be kept within."""
    if key_result.kind != "maintain":
        return []
    low = None if key_result.bound == "at_most" else key_result.minimum
    high = None if key_result.bound == "at_least" else key_result.maximum
    return [bound for bound in (low, high) if bound is not None]


def _elapsing(start: Fraction, target: Fraction, cycle_context: CycleContext) -> Path:
    """Where a value should be if it went from start to target as the cycle's days go by, each at its end."""
    first, last = cycle_context.cycle.starts_on, cycle_context.cycle.ends_on
    a_day = (target - start) / DateRange(first, last).days
    return (Point(first, start + a_day), Point(last, target))


def _level(value: Fraction, cycle_context: CycleContext) -> Path:
    return (Point(cycle_context.cycle.starts_on, value), Point(cycle_context.cycle.ends_on, value))


# What is done step by step


def _stepwise(milestones: Sequence[Milestone], cycle_context: CycleContext) -> ChartSeries:
    """Percent of the weight of all steps."""
    whole = sum((step.weight.fraction for step in milestones), ZERO)
    done = [(step.done_on, step.weight.fraction / whole) for step in milestones if step.done_on]
    known = sorted((on, share) for on, share in done if on <= cycle_context.day)
    due = sorted((step.due_on, step.weight.fraction / whole) for step in milestones if step.due_on)
    planned = len(due) == len(milestones)
    line = (
        _stairs(due, cycle_context, cycle_context.cycle.ends_on)
        if planned
        else _elapsing(ZERO, ONE * _WHOLE, cycle_context)
    )
    path = _stairs(known, cycle_context, _within(cycle_context.day, cycle_context))
    begun = cycle_context.day >= cycle_context.cycle.starts_on or bool(known)
    return _drawn(
        _tops(known, cycle_context),
        path if begun else (),
        (line,),
        "expected",
        cycle_context,
        decimals=0,
        unit="%",
        also=(ZERO, _WHOLE),
    )


def _tops(shares: Iterable[tuple[date, Fraction]], cycle_context: CycleContext) -> Path:
    """How far it was at the end of each day on which there was a step, in percent."""
    tops: dict[date, Fraction] = {}
    reached = ZERO
    for on, share in shares:
        reached += share
        tops[_within(on, cycle_context)] = reached * _WHOLE
    return tuple(Point(on, value) for on, value in tops.items())


def _stairs(shares: Iterable[tuple[date, Fraction]], cycle_context: CycleContext, until: date) -> Path:
    """From nothing on the first day up the steps, and on at the same height until a day."""
    path = [Point(cycle_context.cycle.starts_on, ZERO)]
    for top in _tops(shares, cycle_context):
        path += [Point(top.on, path[-1].value), top]
    return (*path, Point(until, path[-1].value))
