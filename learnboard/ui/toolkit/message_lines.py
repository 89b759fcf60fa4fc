"""What was done, and what can be done about it: in one line if it fits there, else in as many as it needs."""

from typing import Final

from learnboard.ui.toolkit.text import ELLIPSIS, GAP, Line, StyledText, cell_len, cut, paragraphs, shortened, simplified

_MOST: Final = 3
"""Most lines of a message."""
_NARROW: Final = 60
"""Cells of width below which a message has one line: a window so narrow has few lines, too."""


def message_lines(message: str, hint: str, width: int) -> list[Line]:
    """Return a message with its hint behind it in lines of at most `width` cells.

    To fit one line, names in quotes are cut. Where that is not enough, it takes further lines rather than lose its end.
    """
    whole = simplified(message)
    beside = f"{GAP}{hint}" if hint else ""
    key = StyledText(beside, "accent", hint.partition(" ")[0])
    short = shortened(whole, width - cell_len(beside))
    if not short.endswith(ELLIPSIS) or whole.endswith(ELLIPSIS) or width < _NARROW:
        return [[StyledText(short), key]]
    rows = paragraphs(whole, width)
    if cell_len(rows[-1]) + cell_len(beside) > width:
        rows.append("")
    if len(rows) > _MOST:
        rest = " ".join(rows[_MOST - 1 :])
        rows = [*rows[: _MOST - 1], cut(rest, width - cell_len(beside))]
    *above, last = rows
    return [*([StyledText(row)] for row in above), [StyledText(last), key]]
