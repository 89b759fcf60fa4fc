"""The cursor on the board, and the board's layout in columns."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from textual.geometry import Region, Size
from textual.strip import Strip

from learnboard.domain.board import Board, Card, Column, Place
from learnboard.domain.model.fields import Id
from learnboard.ui.board.column_layout import CardCache, ColumnLayout
from learnboard.ui.board.render import HEADING_LINES, card_lines, empty_board_line, heading_lines
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.text import CURSOR_SIGN, Line, StyledText, cut


class Cursor(NamedTuple):
    """A column and a row. If the row is beyond the end of the column, the cursor is on the last card."""

    column: int = 0
    row: int = 0

    def within(self, board: Board) -> "Cursor":
        """Return the cursor on the nearest column that exists."""
        return Cursor(max(0, min(self.column, len(board.columns) - 1)), max(0, self.row))

    def on(self, board: Board) -> Column | None:
        """Return the column under the cursor; None on an empty board."""
        return board.columns[self.column] if self.column < len(board.columns) else None

    def place(self, board: Board) -> int:
        """Return the place of the card under the cursor; -1 in an empty column."""
        column = self.on(board)
        return min(self.row, len(column.cards) - 1) if column else -1

    def card(self, board: Board) -> Card | None:
        """Return the card under the cursor, if any."""
        column, place = self.on(board), self.place(board)
        return column.cards[place] if column and place >= 0 else None

    def moved(self, move: Move, board: Board) -> "Cursor":
        """Return the cursor after a move, within the board's bounds."""
        if move in ("left", "right"):
            return Cursor(self.column + (1 if move == "right" else -1), self.row).within(board)
        column = self.on(board)
        last = len(column.cards) - 1 if column else 0
        return Cursor(self.column, max(0, min(max(0, self.place(board)) + rows_moved(move), last)))

    def following(self, id_: Id, board: Board, near: Place | None = None) -> "Cursor":
        """Return the cursor on a card or column, wherever that is now; if it is gone, leave the cursor in place."""
        at = board.find(id_, near)
        if at:
            return Cursor(*at)
        place = next((place for place, each in enumerate(board.columns) if each.id == id_), None)
        return self.within(board) if place is None else Cursor(place, self.row)


NARROWEST: Final = 28
WIDEST: Final = 64
"""Cells. A longer line is harder to read."""
_EMPTY_COLUMN = "n names the first key result"
_NOTHING_HERE = "no key results yet"
_ALL_HIDDEN = "nothing matches the filter"


class BoardLayout:
    """The layout of a board for one size. It takes changes and returns the regions to redraw."""

    def __init__(
        self,
        board: Board,
        cursor: Cursor,
        size: Size,
        *,
        compact: bool = False,
        like: "BoardLayout | None" = None,
        own: bool = True,
        at: int | None = None,
    ) -> None:
        """Divide the width among as many columns as fit, and keep in view what `like` has in view.

        What is empty says how to fill it, on an `own` board. The column `at` is in view, or else the cursor's.
        """
        self.board = board
        self.cursor = cursor
        self.size = size
        self._own = own
        shown = max(1, min(size.width // NARROWEST, len(board.columns)))
        share, left = divmod(min(size.width, shown * WIDEST), shown)
        widths = [share + (number < left) for number in range(shown)]
        self.edges = [0, *accumulate(widths)]
        self.first: int = self._first_shown(shown, like.first if like else 0, cursor.column if at is None else at)
        self.panes = [
            ColumnLayout(column, width, size.height, compact=compact)
            for column, width in zip(board.columns[self.first : self.first + shown], widths, strict=False)
        ]
        self._rows: list[Strip | None] = [None] * size.height
        tops = {pane.column.id: pane.top for pane in like.panes} if like else {}
        for number, pane in self._numbered():
            pane.scroll(tops.get(pane.column.id, 0))
            pane.select(self._selected(number))

    def _first_shown(self, shown: int, first: int, at: int) -> int:
        """The first column in view, so that the one `at` a place is among them."""
        first = min(first, max(0, len(self.board.columns) - shown))
        return max(0, min(max(first, at - shown + 1), at))

    def _numbered(self) -> Iterator[tuple[int, ColumnLayout]]:
        return enumerate(self.panes, self.first)

    def pane(self, column: int) -> ColumnLayout | None:
        """Return the layout of a column, if it is in view."""
        at = column - self.first
        return self.panes[at] if 0 <= at < len(self.panes) else None

    def column_at(self, x: int) -> int | None:
        """Return the column at a cell of the width, if any."""
        return next((at for at, right in enumerate(self.edges[1:], self.first) if x < right and self.pane(at)), None)

    def gap_at(self, x: int) -> int:
        """The gap between two columns that is nearest to a cell of the width: how many columns stand before it."""
        middles = ((left + right) / 2 for left, right in zip(self.edges, self.edges[1:], strict=False))
        return self.first + sum(x >= middle for middle, _ in zip(middles, self.panes, strict=False))

    # -- changes ------------------------------------------------------------------------------------------------

    def follow(self, board: Board, cursor: Cursor) -> list[Region] | None:
        """Take a changed board and cursor; return the regions to redraw, None if a new layout is needed."""
        before, left = self.board, self.cursor.column
        self.board, self.cursor = board, cursor
        alike = before.day == board.day and [one.id for one in before.columns] == [one.id for one in board.columns]
        if not alike or self.pane(cursor.column) is None:
            return None
        return [
            self._spoilt(number, lines)
            for number, pane in self._numbered()
            for lines in (*pane.show(board.columns[number], self._selected(number)), *self._headings(number, left))
            if lines
        ]

    def scroll(self, column: int, lines: int) -> list[Region]:
        """Scroll one column, wherever the cursor is; return the regions to redraw."""
        pane = self.pane(column)
        moved = pane is not None and pane.scroll(lines)
        return [self._spoilt(column, range(HEADING_LINES, self.size.height))] if moved else []

    def reveal(self) -> list[Region]:
        """Scroll the cursor's card back into view; return the regions to redraw."""
        pane = self.pane(self.cursor.column)
        moved = pane is not None and pane.keep_in_view()
        return [self._spoilt(self.cursor.column, range(HEADING_LINES, self.size.height))] if moved else []

    def _selected(self, number: int) -> int:
        """Return the cursor's place in a column; -1 if it is in another one."""
        return self.cursor.place(self.board) if number == self.cursor.column else -1

    def _headings(self, number: int, left: int) -> tuple[range, ...]:
        """Return the lines of a column that change when the cursor enters or leaves it."""
        turned = left != self.cursor.column and number in (left, self.cursor.column)
        return (range(min(HEADING_LINES + 1, self.size.height)),) if turned else ()

    def _spoilt(self, number: int, lines: range) -> Region:
        """Mark lines of a column to be redrawn; return their region."""
        pane = self.panes[number - self.first]
        pane.lines[lines.start : lines.stop] = [None] * len(lines)
        self._rows[lines.start : lines.stop] = [None] * len(lines)
        return Region(self.edges[number - self.first], lines.start, pane.width, len(lines))

    def forget(self) -> None:
        """Mark every line to be redrawn, after a change of colours."""
        for pane in self.panes:
            pane.lines = [None] * pane.height
        self._rows = [None] * len(self._rows)

    # -- drawing ------------------------------------------------------------------------------------------------

    def rows(self, first: int, count: int, cache: CardCache) -> list[Strip]:
        """Return lines of the whole width, drawing those that are not ready."""
        missing = [line for line in range(first, min(first + count, len(self._rows))) if self._rows[line] is None]
        thumbs = [pane.thumb() for pane in self.panes] if missing else []
        for line in missing:
            self._rows[line] = self._row(line, thumbs, cache)
        return [row for row in self._rows[first : first + count] if row is not None]

    def _row(self, line: int, thumbs: Sequence[range], cache: CardCache) -> Strip:
        if not self.panes:
            return cache.line(
                empty_board_line(line, *self.size, cycle=self.board.cycle_context is not None, own=self._own),
                self.size.width,
            )
        strips = []
        for (number, pane), thumb in zip(self._numbered(), thumbs, strict=True):
            if pane.lines[line] is None:
                self._make(number, pane, line, cache)
            strips.append(pane.lines[line] or cache.blank(pane.width))
            if line >= HEADING_LINES:
                strips.append(cache.thumb(shown=line in thumb))
        rest = self.size.width - self.edges[len(self.panes)]
        return Strip.join([*strips, cache.blank(rest)] if rest else strips)

    def _make(self, number: int, pane: ColumnLayout, line: int, cache: CardCache) -> None:
        """Draw one line of a column, or all lines of its heading."""
        if line < HEADING_LINES:
            heading = self._heading(number, pane)
            pane.lines[:HEADING_LINES] = [cache.line(each, pane.width) for each in heading][: pane.height]
            return

        def draw(card: Card, selected: bool) -> Sequence[Strip]:
            width = pane.width - 1
            found = cache.remembered(card, width, selected=selected)
            if found is None:
                lines = card_lines(card, pane.text_width, self.board.day, compact=pane.compact)
                found = cache.card(lines, width, selected=selected, gap=not pane.compact)
                cache.remember(card, width, found, selected=selected)
            return found

        pane.lines[line] = pane.card_strip(line, draw) or self._below(number, pane, line, cache)

    def _below(self, number: int, pane: ColumnLayout, line: int, cache: CardCache) -> Strip:
        """Draw a line without a card: blank, or the hint in an empty column."""
        if pane.column.cards or line != HEADING_LINES:
            return cache.blank(pane.width - 1)
        sign = CURSOR_SIGN if number == self.cursor.column else " "
        word = _ALL_HIDDEN if pane.column.hidden else _EMPTY_COLUMN if self._own else _NOTHING_HERE
        return cache.line([StyledText(sign, "accent"), StyledText(cut(word, pane.text_width), "muted")], pane.width - 1)

    def column_lines(self, number: int) -> Iterator[Line]:
        """All lines of a column in view, in view or not, but for what says that it is empty."""
        pane = self.pane(number)
        if pane is None:
            return
        yield from self._heading(number, pane)
        for card in pane.column.cards:
            for line in card_lines(card, pane.text_width, self.board.day, compact=pane.compact):
                yield [StyledText(" "), *line]
            if not pane.compact:
                yield []

    def title_room(self, number: int) -> int:
        """Return the cells for the title in the heading of a column in view, without its number."""
        pane = self.pane(number)
        return pane.text_width - len("".join((*self._edge_words(pane), f"{number + 1} "))) if pane else 0

    def _edge_words(self, pane: ColumnLayout) -> tuple[str, str]:
        """Return the left and right marks that count the columns out of view: empty, except at the view's edges."""
        after = len(self.board.columns) - self.first - len(self.panes)
        left = f"‹{self.first} " if self.first and pane is self.panes[0] else ""
        return left, f" {after}›" if after and pane is self.panes[-1] else ""

    def _heading(self, number: int, pane: ColumnLayout) -> list[Line]:
        """Return the heading, with the marks that count the columns out of view."""
        left, right = self._edge_words(pane)
        width = pane.text_width - len(left) - len(right)
        current = number == self.cursor.column
        lines = heading_lines(number + 1, pane.column, width, self.board.settings, current=current)
        pad = " " * max(0, width - sum(len(span.text) for span in lines[0])) if right else ""
        lines[0] = [
            StyledText(" "),
            StyledText(left, "accent"),
            *lines[0],
            StyledText(pad),
            StyledText(right, "accent"),
        ]
        lines[1] = [StyledText(" " + " " * len(left)), *lines[1]]
        return lines
