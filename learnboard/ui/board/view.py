"""The board's widget: draws columns of cards, moves its own cursor, and asks for changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.board import Board, Card
from learnboard.service.wishes import MoveKeyResult, MoveObjective, Wish
from learnboard.ui.board.cursor import Cursor, Direction
from learnboard.ui.board.lane import Lane
from learnboard.ui.board.painter import Painter
from learnboard.ui.board.picture import HEADING_LINES, Line, Span, card_lines, empty_board_line, heading_lines
from learnboard.ui.keys import CARRY, MOVE
from learnboard.ui.text import cut

NARROWEST: Final = 28
_WHEEL = 3
_EMPTY_COLUMN = "no key results yet"


class BoardView(Widget, can_focus=True):
    """Objectives side by side, their key results under them. Answers whole lines, no widget a card."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "BoardView { width: 1fr; height: 1fr; background: $background; color: $foreground; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "go('left')", "to the left", id="cursor.left", show=False, group=MOVE),
        Binding("j,down", "go('down')", "down", id="cursor.down", show=False, group=MOVE),
        Binding("k,up", "go('up')", "up", id="cursor.up", show=False, group=MOVE),
        Binding("l,right", "go('right')", "to the right", id="cursor.right", show=False, group=MOVE),
        Binding("g,home", "go('first')", "first card", id="cursor.first", show=False, group=MOVE),
        Binding("G,end", "go('last')", "last card", id="cursor.last", show=False, group=MOVE),
        Binding("pagedown", "page(1)", "page down", id="cursor.page_down", show=False, group=MOVE),
        Binding("pageup", "page(-1)", "page up", id="cursor.page_up", show=False, group=MOVE),
        Binding("H,shift+left,less_than_sign", "carry('left')", "carry left", id="card.left", show=False, group=CARRY),
        Binding("J,shift+down", "carry('down')", "carry down", id="card.down", show=False, group=CARRY),
        Binding("K,shift+up", "carry('up')", "carry up", id="card.up", show=False, group=CARRY),
        Binding("L,shift+right,greater_than_sign", "carry('right')", "carry right", id="card.right", group=CARRY),
        Binding(
            "left_square_bracket", "carry_column(-1)", "carry column left", id="column.left", show=False, group=CARRY
        ),
        Binding(
            "right_square_bracket", "carry_column(1)", "carry column right", id="column.right", show=False, group=CARRY
        ),
    ]

    cursor: var[Cursor] = var(Cursor, init=False)

    @dataclass
    class Requested(Message):
        """A person asked for a change."""

        wish: Wish

    @dataclass
    class Needed(Message):
        """A person went where cards are still to be read; `again` goes there once they are."""

        again: Callable[[], None]

    def __init__(self, board: Board, *, compact: bool = False) -> None:
        super().__init__()
        self._compact = compact
        self._painter: Painter | None = None
        self._lanes: list[Lane] = []
        self._edges: list[int] = [0]
        self._first = 0
        self._rows: list[Strip | None] = []
        self._laid_out = Size(0, 0)
        self._board = board

    @property
    def card(self) -> Card | None:
        """The card the cursor stands on."""
        return self.cursor.card(self.board)

    @property
    def board(self) -> Board:
        """The board it shows; `follow` changes it."""
        return self._board

    # -- laying out ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Divide the width among as many columns as fit; the first paint comes before the first resize."""
        self._laid_out = self.size
        width, height = self.size
        shown = max(1, min(width // NARROWEST, len(self.board.columns)))
        share, left = divmod(width, shown)
        widths = [share + (number < left) for number in range(shown)]
        self._edges = [0, *accumulate(widths)]
        tops = {lane.column.id: lane.top for lane in self._lanes}
        self._first = self._first_shown(shown)
        columns = self.board.columns[self._first : self._first + shown]
        self._lanes = [
            Lane(column, width, height, compact=self._compact) for column, width in zip(columns, widths, strict=False)
        ]
        self._rows = [None] * height
        for number, lane in enumerate(self._lanes, self._first):
            lane.scroll(tops.get(lane.column.id, 0))
            lane.select(self._selected(number))

    def _first_shown(self, shown: int) -> int:
        """The first column in view, so that the cursor's is among them."""
        at = self.cursor.column
        first = min(self._first, max(0, len(self.board.columns) - shown))
        return max(0, min(max(first, at - shown + 1), at))

    def _lane(self, column: int) -> Lane | None:
        at = column - self._first
        return self._lanes[at] if 0 <= at < len(self._lanes) else None

    # -- drawing ------------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget everything painted in the old colours."""
        self._painter = None
        for lane in self._lanes:
            lane.lines = [None] * lane.height
        self._rows = [None] * len(self._rows)
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Answer from ready lines; the compositor asks for all of them at each partial update."""
        if self._laid_out != self.size:
            self._lay_out()
        x, y, width, height = crop
        rows = self._rows
        missing = [line for line in range(y, min(y + height, len(rows))) if rows[line] is None]
        if missing:
            self._make_rows(missing)
        strips = [row for row in rows[y : y + height] if row is not None]
        return strips if (x, width) == (0, self.size.width) else [strip.crop(x, x + width) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line of the board."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def _make_rows(self, missing: Sequence[int]) -> None:
        """Put the ready lines of the lanes beside each other, making those that are not ready."""
        painter = self._painter = self._painter or Painter(self)
        lanes = [(number, lane, lane.thumb()) for number, lane in enumerate(self._lanes, self._first)]
        for line in missing:
            strips = [] if lanes else [painter.line(empty_board_line(line, *self.size), self.size.width)]
            for number, lane, thumb in lanes:
                if lane.lines[line] is None:
                    self._make_line(painter, lane, number, line)
                strips.append(lane.lines[line] or painter.blank(lane.width))
                if line >= HEADING_LINES:
                    strips.append(painter.thumb(shown=line in thumb))
            self._rows[line] = Strip.join(strips)

    def _make_line(self, painter: Painter, lane: Lane, number: int, line: int) -> None:
        """Make one line of a lane, or its heading at once."""
        if line < HEADING_LINES:
            heading = self._heading(lane, number)
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

        lane.lines[line] = lane.card_strip(line, draw) or self._below(painter, lane, number, line)

    def _below(self, painter: Painter, lane: Lane, number: int, line: int) -> Strip:
        """What stands where no card is: nothing, or in an empty column a word about it."""
        if lane.column.cards or line != HEADING_LINES:
            return painter.blank(lane.width - 1)
        mark = "▌" if number == self.cursor.column else " "
        return painter.line([Span(mark, "accent"), Span(cut(_EMPTY_COLUMN, lane.text_width), "muted")], lane.width - 1)

    def _heading(self, lane: Lane, number: int) -> list[Line]:
        """The heading, with a word at the view's edges about columns that do not fit."""
        before = self._first if number == self._first else 0
        last = self._first + len(self._lanes) - 1
        after = len(self.board.columns) - 1 - last if number == last else 0
        left = f"‹{before} " if before else ""
        right = f" {after}›" if after else ""
        width = lane.text_width - len(left) - len(right)
        current = number == self.cursor.column
        lines = heading_lines(number + 1, lane.column, width, self.board.settings, current=current)
        pad = " " * max(0, width - sum(len(span.text) for span in lines[0])) if right else ""
        lines[0] = [Span(" "), Span(left, "accent"), *lines[0], Span(pad), Span(right, "accent")]
        lines[1] = [Span(" " + " " * len(left)), *lines[1]]
        return lines

    def _dirty(self, lane: Lane, lines: range) -> None:
        """Have some lines of a lane made and painted again."""
        if not lines:
            return
        lane.lines[lines.start : lines.stop] = [None] * len(lines)
        self._rows[lines.start : lines.stop] = [None] * len(lines)
        left = self._edges[self._lanes.index(lane)]
        self.refresh(Region(left, lines.start, lane.width, len(lines)))

    def _all_dirty(self) -> None:
        self._laid_out = Size(0, 0)
        self.refresh()

    # -- changes ------------------------------------------------------------------------------------------------

    def follow(self, board: Board, cursor: Cursor) -> None:
        """Show a changed board, with the cursor where the person's card is on it: only what changed is drawn again."""
        before, self._board = self._board, board
        left = self.cursor.column
        self.set_reactive(BoardView.cursor, cursor.within(board))
        alike = before.day == board.day and [one.id for one in before.columns] == [one.id for one in board.columns]
        if not alike or self._lane(self.cursor.column) is None:
            self._all_dirty()
            return
        for number, lane in enumerate(self._lanes, self._first):
            for lines in lane.show(board.columns[number], self._selected(number)):
                self._dirty(lane, lines)
        self._mark_headings(left)

    def watch_cursor(self, old: Cursor, cursor: Cursor) -> None:
        """Draw the card the cursor left and the one it came to."""
        if self._lane(cursor.column) is None:
            self._all_dirty()
            return
        for number, lane in enumerate(self._lanes, self._first):
            for lines in lane.select(self._selected(number)):
                self._dirty(lane, lines)
        self._mark_headings(old.column)

    def _selected(self, number: int) -> int:
        """The place of the cursor in a column; -1 where it is not."""
        return self.cursor.place(self.board) if number == self.cursor.column else -1

    def _mark_headings(self, left: int) -> None:
        """Draw again the headings of the column the cursor left and of the one it is in now."""
        if left != self.cursor.column:
            for lane in (self._lane(left), self._lane(self.cursor.column)):
                if lane:
                    self._dirty(lane, range(HEADING_LINES + 1))

    # -- actions ------------------------------------------------------------------------------------------------

    def action_go(self, direction: Direction) -> None:
        """Move the cursor."""
        self._go(self.cursor.moved(direction, self.board), lambda: self.action_go(direction))

    def action_page(self, pages: int) -> None:
        """Move the cursor by about a screen of cards."""
        lane, place = self._lane(self.cursor.column), self.cursor.place(self.board)
        if lane is not None and place >= 0:
            self._go(Cursor(self.cursor.column, lane.page_from(place, pages)), lambda: self.action_page(pages))

    def _go(self, cursor: Cursor, again: Callable[[], None]) -> None:
        column = cursor.on(self.board)
        if column and column.more and cursor.row >= len(column.cards) - 1:
            self.post_message(self.Needed(again))
        else:
            self.cursor = cursor

    def action_carry(self, direction: Direction) -> None:
        """Ask for the card to be carried; the cursor goes along when it is."""
        card, place = self.card, self.cursor.place(self.board)
        if card is None:
            return
        here = self.cursor.column
        there = here + {"left": -1, "right": 1}.get(direction, 0)
        goal = place + {"up": -1, "down": 1}.get(direction, 0)
        if not 0 <= there < len(self.board.columns) or (there, goal) == (here, place):
            return
        column = self.board.columns[there]
        if goal < 0 or (there == here and goal >= len(column.cards)):
            return
        self.post_message(self.Requested(MoveKeyResult(card.id, column.id, min(goal, len(column.cards)))))

    def action_carry_column(self, step: int) -> None:
        """Ask for the column to be carried."""
        column, there = self.cursor.on(self.board), self.cursor.column + step
        if column is not None and 0 <= there < len(self.board.columns):
            self.post_message(self.Requested(MoveObjective(column.id, there)))

    # -- mouse --------------------------------------------------------------------------------------------------

    def _lane_at(self, x: int) -> int | None:
        return next((at for at, right in enumerate(self._edges[1:]) if x < right and at < len(self._lanes)), None)

    def on_click(self, event: events.Click) -> None:
        """Select the card, or the column, under the pointer."""
        at = self._lane_at(event.x)
        if at is None:
            return
        place = self._lanes[at].place_at(event.y)
        self.cursor = Cursor(self._first + at, self.cursor.row if place is None else place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the lane under the pointer."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the lane under the pointer."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        at = self._lane_at(event.x)
        if at is not None and self._lanes[at].scroll(lines):
            self._dirty(self._lanes[at], range(HEADING_LINES, self._lanes[at].height))
