"""The cursor on the board, and the board's layout in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, chain
from typing import Final

from textual.geometry import Region, Size
from textual.strip import Strip

from learnboard.domain.board import Board, Card, Column, Place
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.board.card_cache import AROUND_TEXT, BEFORE_TEXT, CardCache
from learnboard.ui.board.column_layout import CardMeasures, ColumnLayout
from learnboard.ui.board.headings import NEW, Frame, empty_board_line, foot_line, heading_lines, lead_of
from learnboard.ui.board.render import Detail, card_lines
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.painting import RowStrip
from learnboard.ui.toolkit.text import CURSOR_SIGN, Line, StyledText, size_of, wrapped


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
        self._compact = compact
        shown = max(1, min(size.width // NARROWEST, len(board.columns)))
        share, left = divmod(min(size.width, shown * WIDEST), shown)
        widths = [share + (number < left) for number in range(shown)]
        self.edges = [0, *accumulate(widths)]
        self.first: int = self._first_shown(shown, like.first if like else 0, cursor.column if at is None else at)
        self._frame = self._framed(board)
        known = like.measures if like and like.board.day == board.day else {}
        self.measures: dict[int, CardMeasures] = known
        """What is known of the room that cards take, by the width of their column in cells."""
        self.panes = [
            ColumnLayout(column, width, self._frame, size.height, self._measured(width), compact=compact)
            for column, width in zip(board.columns[self.first : self.first + shown], widths, strict=False)
        ]
        tops = {pane.column.id: pane.top for pane in like.panes} if like else {}
        for number, pane in self._numbered():
            pane.scroll(tops.get(pane.column.id, 0))
            pane.select(self._selected(number))

    def _measured(self, width: int) -> CardMeasures:
        """What is known of the room that cards take in a column of some cells."""
        if width not in self.measures:
            self.measures[width] = CardMeasures(max(1, width - AROUND_TEXT), self.board.day)
        return self.measures[width]

    @property
    def head(self) -> int:
        """The lines of each column's head."""
        return min(self._frame.head, self.size.height)

    def _framed(self, board: Board) -> Frame:
        """Divide the columns in view into head, cards and foot."""
        shown = board.columns[self.first : self.first + len(self.edges) - 1]
        titles = (
            (column.objective.title, self._head_width(number) - len(lead_of(number + 1)))
            for number, column in enumerate(shown, self.first)
        )
        return Frame.of(titles, self.size.height, compact=self._compact)

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

    def makes_new(self, x: int, y: int) -> bool:
        """Whether a cell is where the foot of a column tells how a card is made."""
        column = self.column_at(x)
        pane = None if column is None else self.pane(column)
        if column is None or pane is None or y not in pane.foot or not self._offers_new(pane):
            return False
        return 0 <= x - self.edges[column - self.first] - BEFORE_TEXT < len(NEW)

    def _offers_new(self, pane: ColumnLayout) -> bool:
        closed = self.board.cycle is not None and self.board.cycle.closed
        return self._own and not closed and pane.below == 0 and bool(pane.column.cards)

    def gap_at(self, x: int) -> int:
        """The gap between two columns that is nearest to a cell of the width: how many columns stand before it."""
        middles = ((left + right) / 2 for left, right in zip(self.edges, self.edges[1:], strict=False))
        return self.first + sum(x >= middle for middle, _ in zip(middles, self.panes, strict=False))

    # -- changes ------------------------------------------------------------------------------------------------

    def follow(self, board: Board, cursor: Cursor) -> list[Region] | None:
        """Take a changed board and cursor; return the regions to redraw, None if a new layout is needed."""
        before, left = self.board, self.cursor.column
        self.board, self.cursor = board, cursor
        if self.pane(cursor.column) is None or (board is not before and not self._is_framed_alike(before)):
            return None
        return [
            self._spoilt(number, lines)
            for number, pane in self._numbered()
            for lines in (*pane.show(board.columns[number], self._selected(number)), *self._headings(number, left))
            if lines
        ]

    def _is_framed_alike(self, before: Board) -> bool:
        """Whether the columns are those of the board before, and their heads as high."""
        board = self.board
        if before.day != board.day or [one.id for one in before.columns] != [one.id for one in board.columns]:
            return False
        after = board.columns[self.first : self.first + len(self.panes)]
        changed = any(pane.column is not column for pane, column in zip(self.panes, after, strict=True))
        return not changed or self._framed(board) == self._frame

    def scroll(self, column: int, lines: int) -> list[Region]:
        """Scroll one column, wherever the cursor is; return the regions to redraw."""
        pane = self.pane(column)
        below = pane.below if pane else 0
        moved = pane is not None and pane.scroll(lines)
        return [self._spoilt(column, spoilt) for spoilt in pane.scrolled_lines(below)] if pane and moved else []

    def reveal(self) -> list[Region]:
        """Scroll the cursor's card back into view; return the regions to redraw."""
        at, pane = self.cursor.column, self.pane(self.cursor.column)
        below = pane.below if pane else 0
        moved = pane is not None and pane.keep_in_view()
        return [self._spoilt(at, spoilt) for spoilt in pane.scrolled_lines(below)] if pane and moved else []

    def _selected(self, number: int) -> int:
        """Return the cursor's place in a column; -1 if it is in another one."""
        return self.cursor.place(self.board) if number == self.cursor.column else -1

    def _headings(self, number: int, left: int) -> tuple[range, ...]:
        """Return the lines of a column that change when the cursor enters or leaves it."""
        turned = left != self.cursor.column and number in (left, self.cursor.column)
        return (range(min(self.head + 1, self.size.height)),) if turned else ()

    def _spoilt(self, number: int, lines: range) -> Region:
        """Mark lines of a column to be redrawn; return their region."""
        pane = self.panes[number - self.first]
        pane.spoil(lines)
        return Region(self.edges[number - self.first], lines.start, pane.width, len(lines))

    def forget(self) -> None:
        """Mark every line to be redrawn, after a change of colours."""
        for pane in self.panes:
            pane.spoil(range(pane.height))

    # -- drawing ------------------------------------------------------------------------------------------------

    def strips(self, region: Region, cache: CardCache) -> list[Strip]:
        """Return the lines of a region, drawing those that are not ready."""
        for number, pane in self._numbered():
            if pane.stale:
                self._draw(number, pane, cache)
        x, y, width, height = region
        for left, pane in zip(self.edges, self.panes, strict=False):
            if (left, pane.width) == (x, width):
                return pane.lines[y : y + height]
        rows = self._rows(range(y, min(y + height, self.size.height)), cache)
        return rows if (x, width) == (0, self.size.width) else [row.crop(x, x + width) for row in rows]

    def _rows(self, lines: range, cache: CardCache) -> list[Strip]:
        """Return lines of the whole width, of columns that are ready."""
        width = self.size.width
        if not self.panes:
            cycle = self.board.cycle_context is not None
            return [cache.line(empty_board_line(line, *self.size, cycle=cycle, own=self._own), width) for line in lines]
        rest = width - self.edges[len(self.panes)]
        beside = [cache.blank(rest)] if rest else []
        return [RowStrip([*(pane.lines[line] for pane in self.panes), *beside], width) for line in lines]

    def _draw(self, number: int, pane: ColumnLayout, cache: CardCache) -> None:
        """Draw the lines of a column that are not ready."""
        width, thumb = pane.width - 1, pane.thumb()

        def draw(card: Card, detail: Detail, selected: bool) -> Sequence[Strip]:
            text = partial(card_lines, card, pane.text_width, self.board.day, detail)
            return cache.card(card, width, detail, selected=selected, draw=text)

        for line, strip in chain(self._head_strips(number, pane, cache), pane.card_strips(draw)):
            pane.lines[line] = cache.edged(strip, shown=line in thumb)
        for line in pane.stale_below:
            pane.lines[line] = cache.edged(self._below(number, pane, line, cache), shown=line in thumb)
        pane.stale = range(0)

    def _head_strips(self, number: int, pane: ColumnLayout, cache: CardCache) -> Iterator[tuple[int, Strip]]:
        """Draw the head of a column, if a line of it is not ready; above it is the board's ground."""
        if pane.stale.start < pane.head:
            pane.lines[: self._frame.above] = [cache.blank(pane.width)] * self._frame.above
            above = self._frame.above
            for line, text in enumerate(self._heading(number, pane)[above : pane.head], above):
                yield line, cache.lane(text, pane.width - 1)

    def _below(self, number: int, pane: ColumnLayout, line: int, cache: CardCache) -> Strip:
        """Draw a line without a card: of the foot, blank, or the hint in an empty column."""
        if line in pane.foot:
            new = self._offers_new(pane)
            foot = foot_line(pane.column, pane.text_width, self.board.settings, below=pane.below, new=new)
            return cache.lane([StyledText(" " * BEFORE_TEXT), *foot], pane.width - 1)
        if pane.column.cards:
            return cache.empty(pane.width - 1)
        word = _ALL_HIDDEN if pane.column.hidden else _EMPTY_COLUMN if self._own else _NOTHING_HERE
        lines = dict(enumerate(wrapped(word, pane.text_width), self.head))
        if line not in lines:
            return cache.empty(pane.width - 1)
        sign = CURSOR_SIGN if number == self.cursor.column and line == self.head else " "
        hint = StyledText(f" {lines[line]}", "muted")
        return cache.lane([StyledText(" "), StyledText(sign, "accent"), hint], pane.width - 1)

    def column_lines(self, number: int) -> Iterator[Line]:
        """All lines of a column in view, in view or not, but for what says that it is empty."""
        pane = self.pane(number)
        if pane is None:
            return
        yield from self._heading(number, pane)
        before = StyledText(" " * BEFORE_TEXT)
        for card, detail in zip(pane.column.cards, pane.details, strict=True):
            yield from ([] for _ in range(detail.above))
            yield from ([before, *line] for line in card_lines(card, pane.text_width, self.board.day, detail))
            yield from ([] for _ in range(detail.below))

    def lines_named(self, id_: Id, number: int, title: str) -> Sequence[Line]:
        """Return the lines of a card, or of the heading of its column, as they would be with another title."""
        pane = self.pane(number)
        if pane is None:
            return ()
        column = pane.column
        if column.id == id_:
            return self._heading(number, pane, replace(column, objective=replace(column.objective, title=title)))
        place = column.place_of(id_)
        if place is None:
            return ()
        card = column.cards[place]
        card = replace(card, key_result=replace(card.key_result, title=title))
        detail = pane.fitting(column.with_same_figures(place, card))[place]
        return card_lines(card, pane.text_width, self.board.day, detail)

    def _edge_words(self, number: int) -> tuple[str, str]:
        """Return the left and right marks that count the columns out of view: empty, except at the view's edges."""
        shown = len(self.edges) - 1
        after = len(self.board.columns) - self.first - shown
        left = f"‹{self.first} " if self.first and number == self.first else ""
        return left, f" {after}›" if after and number == self.first + shown - 1 else ""

    def _head_width(self, number: int) -> int:
        """Return the cells for a head: beside it are a margin on each side, the column's edge, and what marks it."""
        at = number - self.first
        return max(1, self.edges[at + 1] - self.edges[at] - 3 - len("".join(self._edge_words(number))))

    def _heading(self, number: int, pane: ColumnLayout, column: Column | None = None) -> list[Line]:
        """Return the heading, with the marks that count the columns out of view."""
        left, right = self._edge_words(number)
        width, current = self._head_width(number), number == self.cursor.column
        column, settings = column or pane.column, self.board.settings
        above = self._frame.above
        lines = heading_lines(number + 1, column, width, settings, current=current, lines=pane.head - above)
        pad = " " * max(0, width - size_of(lines[0])) if right else ""
        first = [StyledText(left, "accent"), *lines[0], StyledText(pad), StyledText(right, "accent")]
        indent = StyledText(" " * len(left))
        head = [[StyledText(" "), *first], *([StyledText(" "), indent, *line] for line in lines[1:])]
        return [*([] for _ in range(above)), *head]
