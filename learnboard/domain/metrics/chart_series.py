"""What the chart of a key result shows: its values over time, and what they are compared with (FORMAT.md §2)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.days import DateRange
from learnboard.domain.metrics.progress import ZERO, CycleContext
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone

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
    compared with (`against`). `low` and `high` are the least and the greatest number of the axis, in `unit`. What lies
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
    key_result: KeyResult, check_ins: Sequence[CheckIn], milestones: Sequence[Milestone], cycle_context: CycleContext
) -> ChartSeries | None:
    """Return the series of a key result; check-ins ordered by (on, id). None if it has no values."""
    match key_result.kind:
        case "metric" | "maintain" | "baseline":
            return _measured(key_result, check_ins, cycle_context)
        case "milestone" if any(step.weight for step in milestones):
            return _stepwise(milestones, cycle_context)
        case _:
            return None


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


def _expected_line(start: Fraction, target: Fraction, cycle_context: CycleContext) -> Path:
    """Where a value should be, going from start to target as the cycle's days go by, each at its end."""
    first, last = cycle_context.cycle.starts_on, cycle_context.cycle.ends_on
    a_day = (target - start) / DateRange(first, last).days
    return (Point(first, start + a_day), Point(last, target))


# -- values -------------------------------------------------------------------------------------------------------


def _measured(key_result: KeyResult, check_ins: Sequence[CheckIn], cycle_context: CycleContext) -> ChartSeries:
    values = {
        _within_cycle(row.on, cycle_context): row.value
        for row in check_ins
        if row.on <= cycle_context.day and row.value is not None
    }
    points = tuple(Point(on, value.fraction) for on, value in values.items())
    bounds = _bounds(key_result)
    ends = [number for number in (key_result.start, key_result.target) if number is not None]
    cycle = cycle_context.cycle
    lines: list[Path] = [(Point(cycle.starts_on, row.fraction), Point(cycle.ends_on, row.fraction)) for row in bounds]
    if key_result.kind == "metric":
        lines = [_expected_line(ends[0].fraction, ends[1].fraction, cycle_context)]
    return _series(
        points,
        points,
        tuple(lines),
        "expected" if key_result.kind == "metric" else "bound" if bounds else None,
        cycle_context,
        decimals=max([key_result.decimals, *map(_decimals, (*values.values(), *bounds, *ends))]),
        unit=key_result.unit,
        axis=_axis_numbers(key_result, ends),
    )


def _axis_numbers(key_result: KeyResult, ends: Sequence[Number]) -> list[Fraction]:
    """What else the axis reaches to: a metric's start and target, and 0 for what is to be kept low."""
    if key_result.kind == "metric":
        return [number.fraction for number in ends]
    low = key_result.bound == "at_most" and key_result.maximum is not None and key_result.maximum >= 0
    return [ZERO] if key_result.kind == "maintain" and low else []


def _decimals(number: Number) -> int:
    return len(number.text.partition(".")[2])


def _bounds(key_result: KeyResult) -> list[Number]:
    """The bounds of a maintain; none of other kinds."""
    if key_result.kind != "maintain":
        return []
    low = None if key_result.bound == "at_most" else key_result.minimum
    high = None if key_result.bound == "at_least" else key_result.maximum
    return [bound for bound in (low, high) if bound is not None]


# -- steps --------------------------------------------------------------------------------------------------------


def _stepwise(milestones: Sequence[Milestone], cycle_context: CycleContext) -> ChartSeries:
    """The finished steps in percent of the weight of all."""
    cycle, day = cycle_context.cycle, cycle_context.day
    whole = sum((step.weight.fraction for step in milestones), ZERO)
    shares = [(step, step.weight.fraction / whole) for step in milestones]
    done = sorted((step.done_on, share) for step, share in shares if step.done_on and step.done_on <= day)
    due = sorted((step.due_on, share) for step, share in shares if step.due_on)
    line = _expected_line(ZERO, _PERCENT, cycle_context)
    if len(due) == len(milestones):
        line = _stairs(due, cycle_context, cycle.ends_on)
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
