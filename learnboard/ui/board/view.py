"""The board's widgets: they draw columns of cards and move their own cursor; the owner's asks for changes."""

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
from learnboard.ui.board.render import HEADING_LINES
from learnboard.ui.keys.bindings import CARRYING
from learnboard.ui.toolkit.keys import CURSOR, CURSOR_SIDEWAYS, Move

_WHEEL = 3
_DOUBLE = 2


class BoardView(Widget, can_focus=True):
    """Objectives side by side, their key results under them, to be looked at. Answers whole lines, no widget a card."""

    ALLOW_SELECT = False
    OWN: ClassVar[bool] = False
    """Whether it is the owner's, who can fill what is empty."""
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
        """Show a board. `read_all` reads what is still to come of a large one.

        It is called and not sent as a message: the keys of one burst are done one after the other, and each must find
        the board as the one before it left it.
        """
        super().__init__()
        self._read_all = read_all
        self._open_card = open_card
        self._compact = compact
        self.still = False
        """Whether the pointer selects nothing, while a title is being typed."""
        self._board = board
        self._board_layout: BoardLayout | None = None
        self._cache: CardCache | None = None

    @property
    def card(self) -> Card | None:
        """The card the cursor stands on."""
        return self.cursor.card(self.board)

    @property
    def board(self) -> Board:
        """The board it shows; `follow` changes it."""
        return self._board

    @property
    def board_layout(self) -> BoardLayout:
        """The board as it is laid out for the widget's size: the first paint comes before the first resize."""
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
        """Forget everything painted in the old colours."""
        self._cache = None
        if self._board_layout:
            self._board_layout.forget()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Answer from ready lines; the compositor asks for all of them at each partial update."""
        cache = self._cache = self._cache or CardCache(self)
        x, y, width, height = crop
        strips = self.board_layout.rows(y, height, cache)
        return strips if (x, width) == (0, self.size.width) else [strip.crop(x, x + width) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line of the board."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def cursor_regions(self) -> list[Region]:
        """Where on the screen the heading and the card under the cursor stand."""
        layout, column = self.board_layout, self.cursor.column
        pane = layout.pane(column)
        if pane is None:
            return []
        left, top = self.region.x + layout.edges[column - layout.first], self.region.y
        card = pane.lines_of(self.cursor.place(self.board)) if self.card else range(0)
        return [Region(left, top + lines.start, pane.width, len(lines)) for lines in (range(HEADING_LINES), card)]

    # -- changes ------------------------------------------------------------------------------------------------

    def follow(self, board: Board, cursor: Cursor) -> None:
        """Show a changed board, with the cursor where the person's card is on it: only what changed is drawn again."""
        self._board = board
        self.set_reactive(BoardView.cursor, cursor.within(board))
        self._show_changes()

    def watch_cursor(self) -> None:
        """Draw the card the cursor left and the one it came to."""
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

    def go_to_column(self, place: int) -> bool:
        """Go to the column at a place, 0 for the first, in the row of the cursor; False if there is none."""
        there = place < len(self.board.columns)
        if there:
            self._go(lambda: self.cursor._replace(column=place))
        return there

    def _paged(self, pages: int) -> Cursor:
        """The cursor about a screen of cards further down."""
        pane, place = self.board_layout.pane(self.cursor.column), self.cursor.place(self.board)
        return self.cursor if pane is None or place < 0 else Cursor(self.cursor.column, pane.page_from(place, pages))

    def _go(self, find: Callable[[], Cursor]) -> None:
        """Go where `find` says; where cards are still to be read there, read them and let it say again."""
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
        """Select the card, or the column, under the pointer."""
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
    """The board of the person before it: its cards and columns can be carried."""

    OWN = True
    BINDINGS: ClassVar[list[BindingType]] = [*CARRYING]

    def __init__(self, board: Board, *, request: Callable[[Command], object], **more: Any) -> None:
        """Show a board as BoardView does; `request` carries out a command, and is called as `read_all` is."""
        super().__init__(board, **more)
        self._request = request

    def action_carry(self, move: Move) -> None:
        """Ask for the card to be carried; the cursor goes along when it is."""
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
        """Ask for the column to be carried."""
        column, there = self.cursor.on(self.board), self.cursor.column + step
        if column is not None and 0 <= there < len(self.board.columns):
            self._request(MoveObjective(column.id, there))
