"""The board widgets: they draw columns of cards and move the cursor; the owner's also requests changes."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.board import Board, Card
from learnboard.service.commands import Command, MoveKeyResult, MoveObjective
from learnboard.ui.board.column_layout import CardCache
from learnboard.ui.board.layout import BoardLayout, Cursor
from learnboard.ui.keys.bindings import CARRYING
from learnboard.ui.toolkit.keys import CURSOR, CURSOR_SIDEWAYS, Move

_WHEEL = 3
_DOUBLE = 2


class BoardView(Widget, can_focus=True):
    """A read-only board of objectives side by side, drawn in whole lines and not with a widget for each card."""

    ALLOW_SELECT = False
    OWN: ClassVar[bool] = False
    """Whether the board is the user's own, with hints on how to fill what is empty."""
    DEFAULT_CSS = "BoardView { width: 1fr; height: 1fr; background: $background; color: $foreground; }"
    BINDINGS: ClassVar[list[BindingType]] = [*CURSOR, *CURSOR_SIDEWAYS]

    cursor: var[Cursor] = var(Cursor, init=False)

    def __init__(
        self,
        board: Board,
        *,
        read_all: Callable[[], object] = lambda: None,
        open_card: Callable[[], object] = lambda: None,
        compact: bool = False,
    ) -> None:
        """Show a board. `read_all` reads the rest of a large one.

        It is a callback and not a message, so that in a burst of keys each finds the board as the one before left it.
        """
        super().__init__()
        self._read_all = read_all
        self._open_card = open_card
        self._compact = compact
        self.still = False
        """Whether clicks are ignored, while a title is being typed."""
        self._board = board
        self._board_layout: BoardLayout | None = None
        self._cache: CardCache | None = None

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return self.cursor.card(self.board)

    @property
    def board(self) -> Board:
        """The board shown; `follow` changes it."""
        return self._board

    @property
    def board_layout(self) -> BoardLayout:
        """The layout for the widget's size, made on demand since the first paint precedes the first resize."""
        if self._board_layout is None or self._board_layout.size != self.size:
            like = self._board_layout
            self._board_layout = self._laid_out(like)
        return self._board_layout

    def _laid_out(self, like: BoardLayout | None) -> BoardLayout:
        return BoardLayout(self.board, self.cursor, self.size, compact=self._compact, like=like, own=self.OWN)

    @property
    def compact(self) -> bool:
        """Whether a card takes one line."""
        return self._compact

    @compact.setter
    def compact(self, compact: bool) -> None:
        self._compact = compact
        self._cache = None
        if self._board_layout:
            self._board_layout = self._laid_out(self._board_layout)
        self.refresh()

    # -- drawing ------------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Discard everything painted in the old colours."""
        self._cache = None
        if self._board_layout:
            self._board_layout.forget()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished lines; the compositor asks for all of them at each partial update."""
        cache = self._cache = self._cache or CardCache(self)
        x, y, width, height = crop
        strips = self.board_layout.rows(y, height, cache)
        return strips if (x, width) == (0, self.size.width) else [strip.crop(x, x + width) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Return one line of the board."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    # -- changes ------------------------------------------------------------------------------------------------

    def follow(self, board: Board, cursor: Cursor) -> None:
        """Show a changed board and cursor, redrawing only what changed."""
        self._board = board
        self.set_reactive(BoardView.cursor, cursor.within(board))
        self._show_changes()

    def watch_cursor(self) -> None:
        """Redraw the card the cursor left and the one it reached."""
        self._show_changes()

    def _show_changes(self) -> None:
        if self._board_layout is None:
            return
        regions = self._board_layout.follow(self.board, self.cursor)
        if regions is None:
            self._board_layout = self._laid_out(self._board_layout)
            self.refresh()
        elif regions:
            self.refresh(*regions)

    # -- actions ------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Move the cursor."""
        if move in ("page_up", "page_down"):
            self._go(lambda: self._paged(-1 if move == "page_up" else 1))
        else:
            self._go(lambda: self.cursor.moved(move, self.board))

    def _paged(self, pages: int) -> Cursor:
        """Return the cursor some screenfuls of cards further down, or up if `pages` is negative."""
        pane, place = self.board_layout.pane(self.cursor.column), self.cursor.place(self.board)
        return self.cursor if pane is None or place < 0 else Cursor(self.cursor.column, pane.page_from(place, pages))

    def _go(self, find: Callable[[], Cursor]) -> None:
        """Move the cursor to where `find` says; if cards are still unread there, read them and find again."""
        there = find()
        column = there.on(self.board)
        if column and column.more and there.row >= len(column.cards) - 1:
            self._read_all()
            there = find()
        if there != self.cursor:
            self.cursor = there
        elif regions := self.board_layout.reveal():
            self.refresh(*regions)

    # -- mouse --------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Select the card or column under the pointer; open the card on a double click."""
        column = None if self.still else self.board_layout.column_at(event.x)
        pane = None if column is None else self.board_layout.pane(column)
        if column is not None and pane is not None:
            place = pane.place_at(event.y)
            self.cursor = Cursor(column, self.cursor.row if place is None else place)
            if event.chain == _DOUBLE and place is not None:
                self._open_card()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the pointer."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the pointer."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        column = self.board_layout.column_at(event.x)
        regions = [] if column is None else self.board_layout.scroll(column, lines)
        if regions:
            self.refresh(*regions)


class OwnBoardView(BoardView):
    """The user's own board, whose cards and columns can be carried."""

    OWN = True
    BINDINGS: ClassVar[list[BindingType]] = [*CARRYING]

    def __init__(self, board: Board, *, request: Callable[[Command], object], **more: Any) -> None:
        """Show a board as BoardView does; `request` executes a command, and is a callback for the same reason."""
        super().__init__(board, **more)
        self._request = request

    def action_carry(self, move: Move) -> None:
        """Request to carry the card; the cursor follows it."""
        card, place = self.card, self.cursor.place(self.board)
        if card is None:
            return
        here = self.cursor.column
        there = here + {"left": -1, "right": 1}.get(move, 0)
        goal = place + {"up": -1, "down": 1}.get(move, 0)
        if not 0 <= there < len(self.board.columns) or (there, goal) == (here, place):
            return
        column = self.board.columns[there]
        if goal < 0 or (there == here and goal >= len(column.cards)):
            return
        self._request(MoveKeyResult(card.id, column.id, min(goal, len(column.cards))))

    def action_carry_column(self, step: int) -> None:
        """Request to carry the column."""
        column, there = self.cursor.on(self.board), self.cursor.column + step
        if column is not None and 0 <= there < len(self.board.columns):
            self._request(MoveObjective(column.id, there))
