"""The weeks of a cycle as bars, with a line where the time agreed on is."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from learnboard.domain.metrics.resources import WeekHours
from learnboard.presentation.learning_time import largest
from learnboard.presentation.values import MONTHS, duration
from learnboard.ui.toolkit.styles import FULL
from learnboard.ui.toolkit.text import Line, StyledText

_HEIGHT: Final = 5
_GUTTER: Final = 10
"""Cells left of the bars, for what a line stands for."""
_LINE: Final = "─"
_MONTH_WIDTH: Final = 4
_MOST: Final = 3
"""How many times what is agreed on the highest row stands for, at most."""
_BEYOND: Final = "▲"


def week_chart(weeks: Sequence[WeekHours], width: int) -> list[Line]:
    """Return the last weeks for which there is room, each a bar of two cells or, where there are many, of one.

    A week with far more than what is agreed on does not make the others flat: its bar goes on beyond the highest row.
    """
    top, room = largest(weeks), width - _GUTTER
    if not top or room <= 0:
        return []
    size = 2 if len(weeks) * 2 <= room else 1
    weeks = weeks[-(room // size) :]
    agreed = max(week.entitled for week in weeks)
    top = min(top, _MOST * agreed) if agreed else top
    lines = [_row(weeks, number, top, agreed, size) for number in range(_HEIGHT, 0, -1)]
    return [*lines, [StyledText(" " * _GUTTER), StyledText(_months(weeks, size), "muted")]]


def _level(minutes: int, top: int) -> int:
    """The row in which so many minutes end, 0 for none: what is more than nothing is seen."""
    return max(1, (2 * minutes * _HEIGHT + top) // (2 * top)) if minutes else 0


def _row(weeks: Sequence[WeekHours], number: int, top: int, agreed: int, size: int) -> Line:
    label = duration(agreed) if agreed and _level(agreed, top) == number else ""
    if number == _HEIGHT and not label:
        label = duration(top)
    line: Line = [StyledText(f"{label:>{_GUTTER - 1}} ", "muted")]
    for week in weeks:
        at = _LINE if week.entitled and _level(week.entitled, top) == number else " "
        if _level(week.used, top) >= number:
            line += [
                StyledText(_BEYOND if number == _HEIGHT and week.used > top else FULL, "bar"),
                StyledText(at * (size - 1), "rest"),
            ]
        else:
            line.append(StyledText(at * size, "rest"))
    return line


def _months(weeks: Sequence[WeekHours], size: int) -> str:
    """The names of months, each under its first week, as far as there is room between them."""
    text, before = "", 0
    for number, week in enumerate(weeks):
        year, at = week.week.split("-W")
        month = date.fromisocalendar(int(year), int(at), 4).month
        if month != before and len(text) <= number * size:
            text = text.ljust(number * size) + MONTHS[month - 1].ljust(_MONTH_WIDTH)
        before = month
    return text[: len(weeks) * size + _MONTH_WIDTH].rstrip()
