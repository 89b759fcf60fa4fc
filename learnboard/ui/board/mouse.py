"""Dragging over the board: cards to another place or column, columns by their headings."""

from typing import Final

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from learnboard.service.commands import Command
from learnboard.ui.board.drag import Held, HeldCard, drop_at, held_at
from learnboard.ui.board.view import OwnBoardView
from learnboard.ui.editing.key_result_actions import KeyResultActions

_LEFT: Final = 1
_EDGE: Final = 2
"""Cells at each side of the board where a drag brings the next column into view."""
_EDGE_PAUSE: Final = 0.3
"""Seconds between two steps of what scrolls under a drag at the board's edge."""
_EDGE_LINES: Final = 3


class MouseActions(KeyResultActions):
    """A screen with a board over which cards and columns are dragged.

    The screen follows the pointer, not the board's widget: a drag goes on, and may end, outside of that.
    """

    dragging = False
    """Whether something is dragged: the pointer has moved since the button was pressed."""
    _held: Held | None = None
    _pressed = Offset()
    _pointer = Offset()
    _scrolling: Timer | None = None

    @property
    def view(self) -> OwnBoardView:
        """The board's widget."""
        raise NotImplementedError

    def request(self, command: Command) -> object:
        """Carry out a command."""
        raise NotImplementedError

    # -- dragging -------------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of what is under the pointer."""
        self.end_drag()
        if event.button == _LEFT and not self.typing:
            self._pressed = self._cell(event)
            self._held = held_at(self.view.board_layout, self._pressed)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag what is held, from the first cell on that the pointer moves."""
        if self._held and (self.dragging or self._cell(event) != self._pressed):
            self._pointer = self._cell(event)
            if not self.dragging:
                self._begin()
            self.show_ghost()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop what is dragged."""
        held, dragged, at, layout = self._held, self.dragging, self._cell(event), self.view.board_layout
        self._let_go()
        if not held or not dragged:
            return
        if drop := drop_at(layout, held, at):
            self.request(drop.command)
        elif held_at(layout, at) == held:  # hardly moved: a click
            self.view.point_at(*at)
        self.view.show_cursor()

    def on_mouse_scroll_down(self) -> None:
        """Show where what is dragged would land now."""
        self.show_ghost()

    def on_mouse_scroll_up(self) -> None:
        """Show where what is dragged would land now."""
        self.show_ghost()

    def on_screen_suspend(self) -> None:
        """Leave what is dragged where it is, as something else takes the screen."""
        self.end_drag()

    def end_drag(self) -> None:
        """Leave what is dragged where it is."""
        if self._held:
            self._let_go()
            self.view.show_cursor()

    def show_ghost(self) -> None:
        """Show where what is dragged would land."""
        if self._held and self.dragging:
            drop = drop_at(self.view.board_layout, self._held, self._pointer)
            self.view.ghost = drop and drop.ghost

    def _cell(self, event: events.MouseEvent) -> Offset:
        """The cell of the board under the pointer, which may be none."""
        return event.screen_offset - self.view.region.offset

    def _begin(self) -> None:
        self.dragging = True
        self._scrolling = self.set_interval(_EDGE_PAUSE, self._scroll_at_edge)
        if not self.session.board.complete:
            self.session.read_all()  # the end of a column is where its last card is

    def _let_go(self) -> None:
        if self._scrolling:
            self._scrolling.stop()
        self._held = self._scrolling = self.view.ghost = None
        self.dragging = False

    def _scroll_at_edge(self) -> None:
        """Bring into view what lies beyond the edge that something is dragged to."""
        view, layout, at = self.view, self.view.board_layout, self._pointer
        if not layout.size.region.contains_point(at):
            return
        after = layout.first + len(layout.panes)
        if at.x < _EDGE and layout.first > 0:
            view.show_column(layout.first - 1)
        elif at.x >= layout.size.width - _EDGE and after < len(layout.board.columns):
            view.show_column(after)
        elif isinstance(self._held, HeldCard) and at.y < layout.head:
            view.scroll_column(at.x, -_EDGE_LINES)
        elif isinstance(self._held, HeldCard) and at.y == layout.size.height - 1:
            view.scroll_column(at.x, _EDGE_LINES)
        self.show_ghost()
