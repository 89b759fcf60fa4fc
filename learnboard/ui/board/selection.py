"""Text selected on a board: column by column, the lines of one after those of the one before."""

from collections.abc import Callable
from typing import Final

from textual.selection import Selection
from textual.strip import Strip

from learnboard.ui.board.layout import BoardLayout
from learnboard.ui.toolkit.mouse import highlighted, selected_text

_COLUMN: Final = 1_000_000
"""Lines from the first of a column to the first of the next: more than any has."""


def with_places(row: Strip, y: int, layout: BoardLayout) -> Strip:
    """Return a line of the board with the places of its columns' texts."""
    return _by_columns(row, y, layout, lambda piece, number: piece.apply_offsets(0, number))


def with_selection(row: Strip, y: int, layout: BoardLayout, selection: Selection) -> Strip:
    """Return a line of the board with what is selected of it reversed."""
    return _by_columns(row, y, layout, lambda piece, number: highlighted(piece, selection, number))


def text_selected(layout: BoardLayout, selection: Selection) -> str:
    """Return what is selected, of the columns that are in view, also where they are scrolled."""
    lines: list[str] = []
    spans: list[tuple[int, int]] = []
    for column in range(layout.first, layout.first + len(layout.panes)):
        for number, line in enumerate(layout.column_lines(column), column * _COLUMN):
            if span := selection.get_span(number):
                lines.append("".join(piece.text for piece in line))
                spans.append(span)
    return selected_text(lines, spans)


def _by_columns(row: Strip, y: int, layout: BoardLayout, change: Callable[[Strip, int], Strip]) -> Strip:
    """A line of the board with what stands of each column changed, by the number of that line."""
    pieces: list[Strip] = []
    for at, pane in enumerate(layout.panes):
        left, right = layout.edges[at], layout.edges[at + 1]
        number = (layout.first + at) * _COLUMN + pane.line_number(y)
        pieces += [change(row.crop(left, right - 1), number), row.crop(right - 1, right)]  # the last is the thumb's
    return Strip.join([*pieces, row.crop(layout.edges[len(layout.panes)])])
