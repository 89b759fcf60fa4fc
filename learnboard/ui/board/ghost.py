"""The ghost of what is dragged: a mark over the board where it would land."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from textual.strip import Strip

from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.board.card_cache import CardCache
from learnboard.ui.board.layout import BoardLayout
from learnboard.ui.toolkit.text import StyledText, cell_len, cut, simplified

_LINE: Final = "━"
_BAR: Final = "┃"
_AROUND: Final = 7
"""Cells of a card's ghost that are no title: a blank and two signs before it, as many behind it, and blanks between."""


class CardGhost(NamedTuple):
    """A line in a column of the board, by its number, with `gap` cards of the column over it."""

    column: int
    gap: int
    title: str


class ColumnGhost(NamedTuple):
    """A mark between two headings, with `gap` columns to its left."""

    gap: int


Ghost: TypeAlias = CardGhost | ColumnGhost


def with_ghost(rows: Sequence[Strip], ghost: Ghost, layout: BoardLayout, cache: CardCache) -> list[Strip]:
    """Return all lines of a board with a ghost over them, where it is in view."""
    if isinstance(ghost, ColumnGhost):
        return _between_headings(rows, ghost, layout, cache)
    return _between_cards(rows, ghost, layout, cache)


def _between_headings(rows: Sequence[Strip], ghost: ColumnGhost, layout: BoardLayout, cache: CardCache) -> list[Strip]:
    at = ghost.gap - layout.first
    if not 0 <= at <= len(layout.panes):
        return list(rows)
    x = min(layout.edges[at], layout.size.width - 1)
    mark = cache.line([StyledText(_BAR, "accent")], 1)
    return [_over(row, mark, x) if number < layout.head else row for number, row in enumerate(rows)]


def _between_cards(rows: Sequence[Strip], ghost: CardGhost, layout: BoardLayout, cache: CardCache) -> list[Strip]:
    """A ghost takes the blank line between two cards; where there is none, those below give way by a line."""
    pane, marked = layout.pane(ghost.column), list(rows)
    line = pane.gap_line(ghost.gap) if pane else -1
    if pane is None or not 0 <= line < len(rows):
        return marked
    x, width = layout.edges[ghost.column - layout.first], pane.width - 1
    title = f" {_LINE * 2} {cut(simplified(ghost.title), width - _AROUND)} "
    mark = cache.line([StyledText(cut(title + _LINE * (width - cell_len(title)), width), "accent")], width)
    if pane.compact:
        marked[line + 1 : pane.end] = [
            _over(row, above.crop(x, x + width), x)
            for above, row in zip(rows[line : pane.end - 1], rows[line + 1 : pane.end], strict=True)
        ]
    marked[line] = _over(rows[line], mark, x)
    return marked


def _over(row: Strip, piece: Strip, x: int) -> Strip:
    """A line with a piece over it from a cell on."""
    return Strip.join([row.crop(0, x), piece, row.crop(x + piece.cell_length)])
