"""The chart of a key result's values over time, drawn in Braille dots."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

from learnboard.domain.metrics.chart_series import Axis, ChartSeries, Path, Point
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import MONTHS
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, clipped, cut, simplified, size_of

MARK: Final = "●"
_EMPTY: Final = 0x2800
"""The Braille sign with none of its eight dots set."""
_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""What each dot adds to the code of its sign, by line and column."""
_ACROSS, _DOWN = 2, 4
_MIDDLE = 1
"""The dot of a line, counted from its top, at which the value of its axis label lies."""
_HALF: Final = Fraction(1, 2)
_LEAST_WIDTH, _LEAST_ROWS = 12, 3
_MOST_STEPS = 5
_AROUND = 2
"""Lines above and below the dots: the legend and the months."""
_FEW_DAYS, _MANY_DAYS = 62, 800
_WEEK = 7
_GAP: Final = "   "
_WORDS: Final = {"expected": "expected", "bound": "limit"}


class _Cell(NamedTuple):
    text: str
    style: str


_BLANK: Final = _Cell(" ", "text")


class _Plot:
    """A grid of signs, each of two by four dots."""

    def __init__(self, series: ChartSeries, axis: Axis, width: int, rows: int) -> None:
        self._course = series
        self._axis = axis
        self.width = width
        self.rows = rows
        self._cells: dict[tuple[int, int], _Cell] = {}
        self._scale = (rows - 1) * _DOWN / (axis.high - axis.low)

    def place(self, point: Point) -> tuple[int, int]:
        """Return the dot of a point, counted from the left and from the top."""
        down = (self._axis.high - point.value) * self._scale
        return self.across(point.on), int(down + _HALF) + _MIDDLE

    def across(self, on: date) -> int:
        """Return the dot of a day, counted from the left."""
        days = max(1, (self._course.last - self._course.first).days)
        return (on - self._course.first).days * (self.width * _ACROSS - 1) // days

    def column(self, on: date) -> int:
        """Return the sign of a day, counted from the left."""
        return self.across(on) // _ACROSS

    def draw(self, path: Path, style: str, *, dotted: bool = False) -> None:
        """Draw lines from point to point over what is there; if `dotted`, with every other dot."""
        bits: dict[tuple[int, int], int] = {}
        places = [self.place(point) for point in path]
        for start, end in pairwise(places if len(places) > 1 else places * 2):
            for x, y in _between(start, end, dotted=dotted):
                cell = (y // _DOWN, x // _ACROSS)
                bits[cell] = bits.get(cell, 0) | _DOTS[y % _DOWN][x % _ACROSS]
        self._cells |= {cell: _Cell(chr(_EMPTY + dots), style) for cell, dots in bits.items()}

    def mark(self, point: Point, sign: str, style: str) -> None:
        """Put a sign at a point."""
        x, y = self.place(point)
        self._cells[y // _DOWN, x // _ACROSS] = _Cell(sign, style)

    def write(self, point: Point, text: str, style: str) -> None:
        """Write text to the right of a point, if it fits."""
        x, y = self.place(point)
        start = x // _ACROSS + 1
        if start + len(text) <= self.width and text.isascii():
            self._cells |= {(y // _DOWN, start + at): _Cell(sign, style) for at, sign in enumerate(text)}

    def stand(self, column: int, sign: str, style: str) -> None:
        """Put a sign into every empty cell of a column."""
        for row in range(self.rows):
            self._cells.setdefault((row, column), _Cell(sign, style))

    def line(self, row: int) -> Line:
        """Return one line of the grid."""
        cells = [self._cells.get((row, column), _BLANK) for column in range(self.width)]
        runs = groupby(cells, key=lambda cell: cell.style)
        return [StyledText("".join(cell.text for cell in run), style) for style, run in runs]


def _between(start: tuple[int, int], end: tuple[int, int], *, dotted: bool) -> Iterator[tuple[int, int]]:
    """Yield the dots from `start` to `end`; if `dotted`, those in every other column, or every other row if steep."""
    (x, y), (right, down) = start, end
    wide, high = right - x, down - y
    steep = abs(high) > abs(wide)
    count = max(abs(wide), abs(high), 1)
    for number in range(count + 1):
        dot = (x + (2 * wide * number + count) // (2 * count), y + (2 * high * number + count) // (2 * count))
        if not dotted or dot[steep] % 2 == 0:
            yield dot


def chart_lines(series: ChartSeries, width: int, height: int) -> list[Line]:
    """Return the chart in at most `width` cells and `height` lines; empty if it would be unreadable."""
    axis = series.axis(min(_MOST_STEPS, height - _AROUND - 1))
    each = (height - _AROUND - 1) // axis.steps
    labels = axis.labels
    margin = max(map(len, labels)) + 1
    rows = axis.steps * each + 1
    if width - margin < _LEAST_WIDTH or rows < _LEAST_ROWS:
        return []
    plot = _Plot(series, axis, width - margin, rows)
    _fill(plot, series)
    before = [labels[row // each] if row % each == 0 else "" for row in range(rows)]
    body = [[StyledText(f"{before[row]:>{margin - 1}} ", "muted"), *plot.line(row)] for row in range(rows)]
    return [_caption(series, width, margin), *body, [StyledText(" " * margin), *_months(series, plot)]]


def _today_is_in(series: ChartSeries) -> bool:
    return series.first <= series.day <= series.last


def _fill(plot: _Plot, series: ChartSeries) -> None:
    for line in series.lines:
        plot.draw(line, "muted", dotted=True)
    if series.path:
        plot.draw(series.path, "bar")
    few = len(series.points) <= plot.width // 2
    for point in series.points if few else series.points[-1:]:
        plot.mark(point, MARK, "accent")
    if series.path:
        plot.write(series.path[-1], f" {series.value_text(series.path[-1].value)} ", "title")
    if _today_is_in(series):
        plot.stand(plot.column(series.day), styles.MARK, "rest")


def _caption(series: ChartSeries, width: int, margin: int) -> Line:
    """Return the unit above the axis, and the legend."""
    unit = cut(simplified(series.unit), width // 2)
    line = [StyledText(unit.rjust(margin - 1) + " " if cell_len(unit) < margin else f"{unit}{_GAP}", "muted")]
    meant = [(MARK, "accent", "value")] if series.points else []
    meant += [("⠂⠂⠂", "muted", _WORDS[series.against])] if series.against else []
    meant += [(styles.MARK, "rest", "today")] if _today_is_in(series) else []
    for sign, style, words in meant:
        item = [StyledText(sign, style), StyledText(f" {words}{_GAP}", "muted")]
        if size_of(line) + size_of(item) - len(_GAP) <= width:
            line += item
    return clipped(line, width)


def _months(series: ChartSeries, plot: _Plot) -> Line:
    """Return the time axis: months under their first days, days in a short cycle, or years in a long one."""
    ways = _ways(series)
    line: Line = []
    now = max((on for on, _ in ways[0] if on <= series.day), default=None) if _today_is_in(series) else None
    for way in ways:
        line, whole = _set(way, plot, now)
        if whole:
            break
    return line


def _set(labels: list[tuple[date, str]], plot: _Plot, now: date | None) -> tuple[Line, bool]:
    """Return the labels that fit, each under its day, and whether all but perhaps the last do."""
    line: Line = []
    used = left_out = 0
    for on, text in labels:
        column = plot.column(on)
        if column < used or column + len(text) > plot.width:
            left_out += column < used
            continue
        line += [StyledText(" " * (column - size_of(line))), StyledText(text, "text" if on == now else "muted")]
        used = column + len(text) + 1
    return line, not left_out


def _ways(series: ChartSeries) -> list[list[tuple[date, str]]]:
    """Return the possible labels of the time axis, the best first."""
    days = (series.last - series.first).days + 1
    if days <= _FEW_DAYS:
        every = [series.first + timedelta(days=number) for number in range(0, days, _WEEK)]
        return [[(on, f"{on.day} {MONTHS[on.month - 1]}") for on in every[::stride]] for stride in (1, 2, 4)]
    if days > _MANY_DAYS:
        years = [date(year, 1, 1) for year in range(series.first.year + 1, series.last.year + 1)]
        return [[(on, str(on.year)) for on in years]]
    firsts = list(_firsts(series))
    return [
        [(on, MONTHS[on.month - 1]) for on in firsts],
        [(on, MONTHS[on.month - 1][0]) for on in firsts],
        [(on, MONTHS[on.month - 1]) for on in firsts[::3]],
    ]


def _firsts(series: ChartSeries) -> Iterator[date]:
    """Yield the first days of the months that begin in the series."""
    number = series.first.year * 12 + series.first.month - 1 + (series.first.day > 1)
    while (on := date(number // 12, number % 12 + 1, 1)) <= series.last:
        yield on
        number += 1
