"""The columns in view beside each other: where each stands, and the ready lines of the whole."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from textual.geometry import Region, Size
from textual.strip import Strip

from learnboard.domain.board import Board, Card
from learnboard.ui import signs
from learnboard.ui.board.cursor import Cursor
from learnboard.ui.board.lane import Lane
from learnboard.ui.board.painter import Painter
from learnboard.ui.board.picture import HEADING_LINES, card_lines, empty_board_line, heading_lines
from learnboard.ui.spans import Line, Span
from learnboard.ui.text import cut

NARROWEST: Final = 28
WIDEST: Final = 64
"""A line that is longer is harder to read."""
_EMPTY_COLUMN = "n names the first key result"
_NOTHING_HERE = "no key results yet"
_ALL_HIDDEN = "none fits the filter"


class Spread:
    """A board laid out for one size. It takes changes and answers with the regions that must be drawn again."""

    def __init__(
        self,
        board: Board,
        cursor: Cursor,
        size: Size,
        *,
        compact: bool = False,
        like: "Spread | None" = None,
        own: bool = True,
    ) -> None:
        """Divide the width among as many columns as fit, and keep what `like` has in view.

        What is empty says how to fill it, on an `own` board.
        """
        self.board = board
        self.cursor = cursor
        self.size = size
        self._own = own
        shown = max(1, min(size.width // NARROWEST, len(board.columns)))
        share, left = divmod(min(size.width, shown * WIDEST), shown)
        widths = [share + (number < left) for number in range(shown)]
        self.edges = [0, *accumulate(widths)]
        self.first: int = self._first_shown(shown, like.first if like else 0)
        self.lanes = [
            Lane(column, width, size.height, compact=compact)
            for column, width in zip(board.columns[self.first : self.first + shown], widths, strict=False)
        ]
        self._rows: list[Strip | None] = [None] * size.height
        tops = {lane.column.id: lane.top for lane in like.lanes} if like else {}
        for number, lane in self._numbered():
            lane.scroll(tops.get(lane.column.id, 0))
            lane.select(self._selected(number))

    def _first_shown(self, shown: int, first: int) -> int:
        """The first column in view, so that the cursor's is among them."""
        at = self.cursor.column
        first = min(first, max(0, len(self.board.columns) - shown))
        return max(0, min(max(first, at - shown + 1), at))

    def _numbered(self) -> Iterator[tuple[int, Lane]]:
        return enumerate(self.lanes, self.first)

    def lane(self, column: int) -> Lane | None:
        """The lane of a column, if it is in view."""
        at = column - self.first
        return self.lanes[at] if 0 <= at < len(self.lanes) else None

    def column_at(self, x: int) -> int | None:
        """The column that stands at a cell of the width."""
        return next((at for at, right in enumerate(self.edges[1:], self.first) if x < right and self.lane(at)), None)

    # -- changes ------------------------------------------------------------------------------------------------

    def follow(self, board: Board, cursor: Cursor) -> list[Region] | None:
        """Take a changed board and cursor; None says that the columns must be laid out again."""
        before, left = self.board, self.cursor.column
        self.board, self.cursor = board, cursor
        alike = before.day == board.day and [one.id for one in before.columns] == [one.id for one in board.columns]
        if not alike or self.lane(cursor.column) is None:
            return None
        return [
            self._spoilt(number, lines)
            for number, lane in self._numbered()
            for lines in (*lane.show(board.columns[number], self._selected(number)), *self._headings(number, left))
            if lines
        ]

    def scroll(self, column: int, lines: int) -> list[Region]:
        """Scroll one column, wherever the cursor is."""
        lane = self.lane(column)
        moved = lane is not None and lane.scroll(lines)
        return [self._spoilt(column, range(HEADING_LINES, self.size.height))] if moved else []

    def reveal(self) -> list[Region]:
        """Bring the cursor's card back into view when the wheel took it out."""
        lane = self.lane(self.cursor.column)
        moved = lane is not None and lane.keep_in_view()
        return [self._spoilt(self.cursor.column, range(HEADING_LINES, self.size.height))] if moved else []

    def _selected(self, number: int) -> int:
        """The place of the cursor in a column; -1 where it is not."""
        return self.cursor.place(self.board) if number == self.cursor.column else -1

    def _headings(self, number: int, left: int) -> tuple[range, ...]:
        """The lines by which a column shows that the cursor came to it or left it."""
        turned = left != self.cursor.column and number in (left, self.cursor.column)
        return (range(min(HEADING_LINES + 1, self.size.height)),) if turned else ()

    def _spoilt(self, number: int, lines: range) -> Region:
        """The region of some lines of a column, which must be made again."""
        lane = self.lanes[number - self.first]
        lane.lines[lines.start : lines.stop] = [None] * len(lines)
        self._rows[lines.start : lines.stop] = [None] * len(lines)
        return Region(self.edges[number - self.first], lines.start, lane.width, len(lines))

    def forget(self) -> None:
        """Forget every line: the colours have changed."""
        for lane in self.lanes:
            lane.lines = [None] * lane.height
        self._rows = [None] * len(self._rows)

    # -- drawing ------------------------------------------------------------------------------------------------

    def rows(self, first: int, count: int, painter: Painter) -> list[Strip]:
        """Ready lines of the whole width, made where they are not."""
        missing = [line for line in range(first, min(first + count, len(self._rows))) if self._rows[line] is None]
        thumbs = [lane.thumb() for lane in self.lanes] if missing else []
        for line in missing:
            self._rows[line] = self._row(line, thumbs, painter)
        return [row for row in self._rows[first : first + count] if row is not None]

    def _row(self, line: int, thumbs: Sequence[range], painter: Painter) -> Strip:
        if not self.lanes:
            return painter.line(
                empty_board_line(line, *self.size, cycle=self.board.yardstick is not None, own=self._own),
                self.size.width,
            )
        strips = []
        for (number, lane), thumb in zip(self._numbered(), thumbs, strict=True):
            if lane.lines[line] is None:
                self._make(number, lane, line, painter)
            strips.append(lane.lines[line] or painter.blank(lane.width))
            if line >= HEADING_LINES:
                strips.append(painter.thumb(shown=line in thumb))
        rest = self.size.width - self.edges[len(self.lanes)]
        return Strip.join([*strips, painter.blank(rest)] if rest else strips)

    def _make(self, number: int, lane: Lane, line: int, painter: Painter) -> None:
        """Make one line of a lane, or its heading at once."""
        if line < HEADING_LINES:
            heading = self._heading(number, lane)
            lane.lines[:HEADING_LINES] = [painter.line(each, lane.width) for each in heading][: lane.height]
            return

        def draw(card: Card, selected: bool) -> Sequence[Strip]:
            width = lane.width - 1
            found = painter.remembered(card, width, selected=selected)
            if found is None:
                lines = card_lines(card, lane.text_width, self.board.day, compact=lane.compact)
                found = painter.card(lines, width, selected=selected, gap=not lane.compact)
                painter.remember(card, width, found, selected=selected)
            return found

        lane.lines[line] = lane.card_strip(line, draw) or self._below(number, lane, line, painter)

    def _below(self, number: int, lane: Lane, line: int, painter: Painter) -> Strip:
        """What stands where no card is: nothing, or in an empty column a word about it."""
        if lane.column.cards or line != HEADING_LINES:
            return painter.blank(lane.width - 1)
        sign = signs.CURSOR if number == self.cursor.column else " "
        word = _ALL_HIDDEN if lane.column.hidden else _EMPTY_COLUMN if self._own else _NOTHING_HERE
        return painter.line([Span(sign, "accent"), Span(cut(word, lane.text_width), "muted")], lane.width - 1)

    def title_room(self, number: int) -> int:
        """The cells that the title of a column in view has in its heading, its number not counted."""
        lane = self.lane(number)
        return lane.text_width - len("".join((*self._edge_words(lane), f"{number + 1} "))) if lane else 0

    def _edge_words(self, lane: Lane) -> tuple[str, str]:
        """What stands at the view's left and right edge about columns that do not fit."""
        after = len(self.board.columns) - self.first - len(self.lanes)
        left = f"‹{self.first} " if self.first and lane is self.lanes[0] else ""
        return left, f" {after}›" if after and lane is self.lanes[-1] else ""

    def _heading(self, number: int, lane: Lane) -> list[Line]:
        """The heading, with a word at the view's edges about columns that do not fit."""
        left, right = self._edge_words(lane)
        width = lane.text_width - len(left) - len(right)
        current = number == self.cursor.column
        lines = heading_lines(number + 1, lane.column, width, self.board.settings, current=current)
        pad = " " * max(0, width - sum(len(span.text) for span in lines[0])) if right else ""
        lines[0] = [Span(" "), Span(left, "accent"), *lines[0], Span(pad), Span(right, "accent")]
        lines[1] = [Span(" " + " " * len(left)), *lines[1]]
        return lines
