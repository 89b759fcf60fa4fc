"""The board widgets: they draw columns of cards and move the cursor; the owner's also requests changes."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip

from learnboard.domain.board import Board, Card
from learnboard.service.commands import Command, MoveKeyResult, MoveObjective
from learnboard.ui.board.card_cache import CardCache
from learnboard.ui.board.ghost import Ghost, with_ghost
from learnboard.ui.board.headings import NEW
from learnboard.ui.board.layout import BoardLayout, Cursor
from learnboard.ui.board.selection import text_selected, with_places, with_selection
from learnboard.ui.keys.bindings import CARRYING
from learnboard.ui.toolkit.keys import CURSOR, CURSOR_SIDEWAYS, Move
from learnboard.ui.toolkit.mouse import SelectableText, press_written
from learnboard.ui.toolkit.painting import PaintsParts

_WHEEL = 3
_DOUBLE = 2


class BoardView(SelectableText, PaintsParts, can_focus=True):
    """A read-only board of objectives side by side, drawn in whole lines and not with a widget for each card."""

    OWN: ClassVar[bool] = False
    """Whether the board is the user's own, with hints on how to fill what is empty."""
    DEFAULT_CSS = "BoardView { width: 1fr; height: 1fr; background: $background; color: $foreground; }"
    BINDINGS: ClassVar[list[BindingType]] = [*CURSOR, *CURSOR_SIDEWAYS]

    def __init__(
        self,
        board: Board,
        *,
        read_all: Callable[[], object] = lambda: None,
        open_card: Callable[[], object] = lambda: None,
        open_column: Callable[[], object] = lambda: None,
        compact: bool = False,
    ) -> None:
        """Show a board. `read_all` reads the rest of a large one.

        It is a callback and not a message, so that in a burst of keys each finds the board as the one before left it.
        """
        super().__init__()
        self._read_all = read_all
        self._open_card = open_card
        self._open_column = open_column
        self._compact = compact
        self.still = False
        """Whether clicks are ignored, while a title is being typed."""
        self._board = board
        self._cursor = Cursor()
        self._board_layout: BoardLayout | None = None
        self._cache: CardCache | None = None

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return self.cursor.card(self.board)

    @property
    def cursor(self) -> Cursor:
        """The cursor, which may be beyond the end of its column."""
        return self._cursor

    @cursor.setter
    def cursor(self, cursor: Cursor) -> None:
        """Redraw the card that the cursor left and the one that it reached."""
        if cursor != self._cursor:
            self._cursor = cursor
            self._show_changes()

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

    def _laid_out(self, like: BoardLayout | None, at: int | None = None) -> BoardLayout:
        return BoardLayout(self.board, self.cursor, self.size, compact=self._compact, like=like, own=self.OWN, at=at)

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
        """Return finished lines."""
        cache, layout = self._cache or CardCache(self), self.board_layout
        self._cache = cache
        if self.selected is None:
            return layout.strips(crop, cache)
        x, y, width, height = crop
        rows = layout.strips(Region(0, y, self.size.width, height), cache)
        strips = [with_selection(row, line, layout, self.selected) for line, row in enumerate(rows, y)]
        return strips if (x, width) == (0, self.size.width) else [strip.crop(x, x + width) for strip in strips]

    def is_part(self, region: Region) -> bool:
        """Whether a region begins and ends where columns do."""
        return {region.x, region.right} <= {*self.board_layout.edges}

    def render_line(self, y: int) -> Strip:
        """Return one line of the board."""
        return with_places(self.render_lines(Region(0, y, self.size.width, 1))[0], y, self.board_layout)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what is selected, column by column."""
        return (text_selected(self.board_layout, selection), "\n") if self.selected is not None else None

    def cursor_regions(self) -> list[Region]:
        """Where on the screen the heading and the card under the cursor stand."""
        layout, column = self.board_layout, self.cursor.column
        pane = layout.pane(column)
        if pane is None:
            return []
        left, top = self.region.x + layout.edges[column - layout.first], self.region.y
        card = pane.lines_of(self.cursor.place(self.board)) if self.card else range(0)
        return [Region(left, top + lines.start, pane.width, len(lines)) for lines in (range(layout.head), card)]

    # -- changes ------------------------------------------------------------------------------------------------

    def follow(self, board: Board, cursor: Cursor) -> None:
        """Show a changed board and cursor, redrawing only what changed."""
        self._board = board
        if self.selected is not None:
            self.unselect()
        self._cursor = cursor.within(board)
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
        if self.still or not self.point_at(event.x, event.y) or event.chain != _DOUBLE:
            return
        if event.y < self.board_layout.head:
            self._open_column()
        elif self.card_at(event.x, event.y) is not None:
            self._open_card()

    def point_at(self, x: int, y: int) -> bool:
        """Put the cursor on the card, or in the column, at a cell; False where there is none."""
        column = self.board_layout.column_at(x)
        if column is None:
            return False
        place = self.card_at(x, y)
        self.cursor = Cursor(column, self.cursor.row if place is None else place)
        return True

    def card_at(self, x: int, y: int) -> int | None:
        """The place of the card at a cell."""
        column = self.board_layout.column_at(x)
        pane = None if column is None else self.board_layout.pane(column)
        return pane.place_at(y) if pane else None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the pointer."""
        self.scroll_column(event.x, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the pointer."""
        self.scroll_column(event.x, -_WHEEL)

    def scroll_column(self, x: int, lines: int) -> None:
        """Scroll the column at a cell of the width."""
        column = self.board_layout.column_at(x)
        regions = [] if column is None else self.board_layout.scroll(column, lines)
        if regions:
            self.refresh(*regions)


class OwnBoardView(BoardView):
    """The user's own board, whose cards and columns can be carried."""

    ALLOW_SELECT = False  # there a drag moves what it begins on
    OWN = True
    BINDINGS: ClassVar[list[BindingType]] = [*CARRYING]

    def __init__(self, board: Board, *, request: Callable[[Command], object], **more: Any) -> None:
        """Show a board as BoardView does; `request` executes a command, and is a callback for the same reason."""
        super().__init__(board, **more)
        self._request = request
        self._ghost: Ghost | None = None

    def on_click(self, event: events.Click) -> None:
        """Begin a key result at the end of a column, on a click on what says so in its foot."""
        layout = self.board_layout
        if self.still or event.chain > 1 or not layout.makes_new(event.x, event.y):
            return
        column = layout.column_at(event.x) or 0
        self.cursor = Cursor(column, len(self.board.columns[column].cards))
        press_written(self.screen, NEW)

    # -- the ghost of what is dragged ---------------------------------------------------------------------------

    @property
    def ghost(self) -> Ghost | None:
        """A mark where what is dragged would land."""
        return self._ghost

    @ghost.setter
    def ghost(self, ghost: Ghost | None) -> None:
        if ghost != self._ghost:
            self._ghost = ghost
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The board, with the ghost over it if there is one."""
        if self._ghost is None:
            return super().render_lines(crop)
        width, height = self.size
        rows = super().render_lines(Region(0, 0, width, height))
        assert self._cache is not None
        marked = with_ghost(rows, self._ghost, self.board_layout, self._cache)[crop.y : crop.bottom]
        return marked if (crop.x, crop.width) == (0, width) else [row.crop(crop.x, crop.right) for row in marked]

    def scroll_column(self, x: int, lines: int) -> None:
        """Scroll the column at a cell of the width; the ghost scrolls with it."""
        super().scroll_column(x, lines)
        if self._ghost is not None:
            self.refresh()

    def show_column(self, column: int) -> None:
        """Have a column in view, wherever the cursor is."""
        self._board_layout = self._laid_out(self._board_layout, column)
        self.refresh()

    def show_cursor(self) -> None:
        """Have the cursor's column in view again."""
        if self.board_layout.pane(self.cursor.column) is None:
            self.follow(self.board, self.cursor)

    # -- actions ------------------------------------------------------------------------------------------------

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
        self._request(MoveKeyResult(card.id, column.id, min(goal, len(column.cards) + column.more)))

    def action_carry_column(self, step: int) -> None:
        """Request to carry the column."""
        column, there = self.cursor.on(self.board), self.cursor.column + step
        if column is not None and 0 <= there < len(self.board.columns):
            self._request(MoveObjective(column.id, there))
