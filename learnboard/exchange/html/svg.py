"""Bars and charts as parts of SVG pictures: where each line, dot and label stands."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.metrics.chart_series import ChartSeries, Path, Point
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import MONTHS, is_yes_or_no, short_day, with_unit

WIDTH: Final = 320
HEIGHT: Final = 150
_TOP, _BOTTOM, _RIGHT = 16, 20, 12
_SIGN: Final = 6.4
"""The width of a digit of the axis."""
_MOST_STEPS: Final = 4
_MOST_VALUES: Final = 12
"""Values that the description names: the latest ones."""
_FEW_DAYS, _MANY_DAYS = 62, 800
_WEEK: Final = 7
_LEAST_LABEL: Final = 22
"""Between two labels of the time axis."""
_NEAR_TOP: Final = 30


class Bar(NamedTuple):
    """A bar: how far it is filled, a mark where it should be, and where it was before, in percent of its length."""

    length: str
    mark: str | None
    before: str | None


def key_result_bar(card: Card, before: Fraction | None = None) -> Bar | None:
    """How far a key result is; None for what is done or not, with nothing between."""
    figures = card.figures
    if is_yes_or_no(card.key_result.kind):
        return None
    return bar(figures.progress, figures.expected if figures.counted else None, before)


def bar(progress: Fraction | None, expected: Fraction | None, before: Fraction | None = None) -> Bar | None:
    """A bar of a progress with a mark where it is expected to stand; None without a progress.

    All are ratios of 1; what lies outside is drawn at the end.
    """
    if progress is None:
        return None
    # A mark at the very beginning would not be seen as one.
    mark = percent_of_length(expected) if expected else None
    return Bar(percent_of_length(progress), mark, None if before is None else percent_of_length(before))


def percent_of_length(ratio: Fraction | None) -> str:
    """A length in percent as SVG writes it: `53.3`; no ratio is no length."""
    within = min(max(ratio or Fraction(0), Fraction(0)), Fraction(1))
    return half_up(within * 100, 1).removesuffix(".0")


class Label(NamedTuple):
    """A label in the picture, and where it stands."""

    x: str
    y: str
    text: str


class Chart(NamedTuple):
    """A picture of WIDTH by HEIGHT. Lines are lists of points as SVG writes them; places have one decimal.

    `title` and `description` say the same in words; `against` names the line that the value is held against.
    """

    left: str
    right: str
    top: str
    bottom: str
    rows: tuple[Label, ...]
    months: tuple[Label, ...]
    lines: tuple[str, ...]
    path: str
    dots: tuple[tuple[str, str], ...]
    today: str | None
    latest: Label | None
    title: str
    description: str
    against: str


def chart(series: ChartSeries, title: str) -> Chart | None:
    """The chart of a series; None if there is nothing to see."""
    if not series.drawable:
        return None
    plot = _Plot(series)
    return Chart(
        left=_number(plot.left),
        right=_number(WIDTH - _RIGHT),
        top=_number(_TOP),
        bottom=_number(HEIGHT - _BOTTOM),
        rows=tuple(plot.rows()),
        months=tuple(plot.months()),
        lines=tuple(plot.points(line) for line in series.lines),
        path=plot.points(series.path),
        dots=tuple((_number(plot.across(point.on)), _number(plot.down(point.value))) for point in series.points),
        today=_number(plot.across(series.day)) if series.first <= series.day <= series.last else None,
        latest=plot.latest(),
        title=title,
        description=describe(series),
        against={"expected": "expected", "bound": "limit", None: ""}[series.against],
    )


class _Plot:
    """Days and values as places in the picture."""

    def __init__(self, series: ChartSeries) -> None:
        self._series = series
        self._axis = series.axis(_MOST_STEPS)
        self.left = round(max(map(len, self._axis.labels)) * _SIGN) + 8

    def across(self, on: date) -> float:
        """How far a day is from the left."""
        days = max(1, (self._series.last - self._series.first).days)
        return self.left + (on - self._series.first).days / days * (WIDTH - _RIGHT - self.left)

    def down(self, value: Fraction) -> float:
        """How far a value is from the top."""
        share = (self._axis.high - value) / (self._axis.high - self._axis.low)
        return _TOP + float(share) * (HEIGHT - _BOTTOM - _TOP)

    def points(self, path: Path) -> str:
        """A line as SVG writes it."""
        return " ".join(f"{_number(self.across(point.on))},{_number(self.down(point.value))}" for point in path)

    def rows(self) -> Iterator[Label]:
        """The numbers at the left."""
        for number, text in enumerate(self._axis.labels):
            value = self._axis.high - number * self._axis.step
            yield Label(_number(self.left - 5), _number(self.down(value)), text)

    def months(self) -> Iterator[Label]:
        """The days under the picture that have room."""
        free = 0.0
        for on, text in _ticks(self._series):
            x = self.across(on)
            if x >= free and x + len(text) * _SIGN <= WIDTH:
                yield Label(_number(x), _number(HEIGHT - 5), text)
                free = x + max(_LEAST_LABEL, (len(text) + 1) * _SIGN)

    def latest(self) -> Label | None:
        """The latest value, over or under its dot."""
        if not self._series.points:
            return None
        last = self._series.points[-1]
        text = with_unit(self._series.value_text(last.value), self._series.unit)
        half = len(text) * _SIGN / 2
        x = min(max(self.across(last.on), self.left + half + 2), WIDTH - half - 2)
        y = self.down(last.value)
        return Label(_number(x), _number(y - 9 if y > _NEAR_TOP else y + 18), text)


def _number(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")


def _ticks(series: ChartSeries) -> Iterator[tuple[date, str]]:
    """The days to name under the picture: months, or weeks in a short cycle and years in a long one."""
    days = (series.last - series.first).days + 1
    if days <= _FEW_DAYS:
        for number in range(0, days, _WEEK):
            on = series.first + timedelta(days=number)
            yield on, short_day(on, on)
    elif days > _MANY_DAYS:
        for year in range(series.first.year + 1, series.last.year + 1):
            yield date(year, 1, 1), str(year)
    else:
        months = (date.fromordinal(ordinal) for ordinal in range(series.first.toordinal(), series.last.toordinal() + 1))
        for on in months:
            if on.day == 1:
                yield on, MONTHS[on.month - 1]


def describe(series: ChartSeries) -> str:
    """The chart in sentences, for those who do not see it."""
    latest = series.points[-_MOST_VALUES:]
    values = "; ".join(f"{series.value_text(point.value)} on {short_day(point.on, series.day)}" for point in latest)
    unit = f" ({series.unit})" if series.unit else ""
    before = f", the latest {_MOST_VALUES}" if len(series.points) > len(latest) else ""
    parts = [f"Values{unit}{before}: {values}." if latest else "No value yet."]
    parts += _held_against(series)
    return " ".join(parts)


def _held_against(series: ChartSeries) -> Iterator[str]:
    if series.against == "bound":
        limits = " and ".join(series.value_text(line[-1].value) for line in series.lines)
        yield f"Limit: {limits}."
    for line in series.lines if series.against == "expected" else ():
        on = min(max(series.day, series.first), series.last)
        yield f"Expected on {short_day(on, series.day)}: {series.value_text(value_at(line, on))}."


def value_at(path: Path, on: date) -> Fraction:
    """The value of a path on a day; of a step on that day, the value after it."""
    before = next((point for point in reversed(path) if point.on <= on), path[0])
    after = next((point for point in path if point.on > on), before)
    if after is before or before.on > on:
        return before.value
    share = Fraction((on - before.on).days, (after.on - before.on).days)
    return Point(on, before.value + share * (after.value - before.value)).value
