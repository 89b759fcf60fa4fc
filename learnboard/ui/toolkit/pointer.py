"""The mouse in a text that is being typed: which place of the text is drawn under the pointer."""

from typing import Any, Final

from textual import events
from textual.errors import NoWidget
from textual.screen import Screen
from textual.widget import Widget

from learnboard.ui.toolkit.styles import CaretView
from learnboard.ui.toolkit.text import cell_len

_LEAST: Final = 2
"""Characters that must agree: a single one stands everywhere."""


class PointedText:
    """A screen on which the mouse places the caret in what is being typed, and selects."""

    _selects = False

    def place_at(self, x: int, y: int) -> int | None:
        """Return the place in the text being typed that is drawn at a cell of the screen; None for another."""
        raise NotImplementedError

    def point(self, at: int, times: int) -> None:
        """Place the caret, or select the word or the line."""
        raise NotImplementedError

    def select_to(self, at: int) -> None:
        """Select from where the button was pressed to a place."""
        raise NotImplementedError

    def press(self, x: int, y: int) -> None:
        """Place the caret; what follows with the button down selects."""
        at = self.place_at(x, y)
        self._selects = at is not None
        if at is not None:
            self.point(at, 1)

    def click(self, x: int, y: int, times: int) -> None:
        """Select a word at the second click and a line at the third."""
        at = self.place_at(x, y) if times > 1 else None
        if at is not None:
            self.point(at, times)

    # Textual calls the handlers of every base class: so a screen overrides what these call.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the button."""
        self.press(event.screen_x, event.screen_y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is down."""
        if self._selects and event.button:
            at = self.place_at(event.screen_x, event.screen_y)
            if at is not None:
                self.select_to(at)

    def on_mouse_up(self, event: events.MouseUp) -> None:  # noqa: ARG002 - as subclasses have it
        """End the selection."""
        self._selects = False

    def on_click(self, event: events.Click) -> None:
        """Click once or more often."""
        self.click(event.screen_x, event.screen_y, event.chain)


def drawn_place(screen: Screen[Any], x: int, y: int, view: CaretView | None) -> int | None:
    """Return the place in a text that is drawn at a cell of the screen, whichever widget has drawn it."""
    if view is None:
        return None
    try:
        widget, region = screen.get_widget_at(x, y)
    except NoWidget:
        return None
    gutter = widget.gutter
    return place_under(widget, x - region.x - gutter.left, y - region.y - gutter.top, view)


def place_under(widget: Widget, x: int, y: int, view: CaretView) -> int | None:
    """Return the place in a text that is drawn at a cell of a widget's content; None where another text is drawn.

    The text may be folded to several lines of the widget, as a title on a card is. So the characters around the cell
    are looked up in what is drawn of the text, as many as agree; right of a line is its end.
    """
    if not (0 <= y < widget.size.height and 0 <= x < widget.size.width):
        return None
    row = widget.render_line(y).text.rstrip()
    at = _character(row, x)
    behind = at >= len(row)
    if behind:
        at = len(row) - 1
    drawn = view.text
    while at >= 0 and row[at] == " " and row[at : at + 1] not in drawn:
        at -= 1
    if at < 0 or row[at] not in drawn:
        return None
    first, last = at, at + 1
    while first > 0 and row[first - 1 : last] in drawn:
        first -= 1
    while last < len(row) and row[first : last + 1] in drawn:
        last += 1
    if len(row[first:last].strip()) < min(_LEAST, len(drawn.strip())):
        return None
    return view.place_of(drawn.find(row[first:last]) + at - first + behind)


def _character(row: str, x: int) -> int:
    """The index of the character at a cell."""
    for index, sign in enumerate(row):
        x -= cell_len(sign)
        if x < 0:
            return index
    return len(row)
