"""The base class of screens with one page of lines: placement, scrolling and footer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.widget import Widget

from learnboard.ui.toolkit.backdrop import BackdropScreen
from learnboard.ui.toolkit.closing import ClosesOnce
from learnboard.ui.toolkit.dialog_layout import FOOT, fill
from learnboard.ui.toolkit.keys import CURSOR, MessageScreen, Move, rows_moved
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.status_lines import key_line, message_lines, shown_keys
from learnboard.ui.toolkit.text import Line
from learnboard.ui.toolkit.toasts import ToastGround

_DOUBLE: Final = 2


class PageScreen(ClosesOnce, MessageScreen, ToastGround, BackdropScreen[Any]):
    """Modal page over the screen below, which scrolls and ends in a footer; a whole page hides what it stands over.

    `places` holds for each line of the body the index of its row in a list, if any.
    """

    STANDS: ClassVar[Literal["full", "middle"]] = "full"
    """Placement: the whole height, or centred and as high as its content."""
    WIDEST: ClassVar[int] = 110
    """Width of a centred page, in cells, if there is room."""
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*CURSOR]

    def __init__(self) -> None:
        super().__init__()
        self.set_class(self.STANDS == "full", "-whole", update=False)  # it finds its styles when it is pushed
        self.page = LinesView(self._content)
        self.places: Sequence[int | None] = ()
        self.message = ("", "")
        """The last message and its hint."""
        self._window = Size()
        self._drawn: tuple[int, PageContent] | None = None

    # -- placement ------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        self._fit()
        yield self.page

    def on_resize(self) -> None:
        """Place the page again if the window's size has changed; the first resize event reports the same size."""
        if self.app.size != self._window:
            self._fit()
            self.redraw()

    def _fit(self) -> None:
        self._window, self._drawn = self.app.size, None
        # Not in CSS, which is inherited through the first base class only: this one is often the second.
        self.styles.overflow_x = self.styles.overflow_y = "hidden"
        self.styles.align = ("center", "middle" if self.STANDS == "middle" else "top")
        if self.STANDS == "full":
            fill(self.page, self._window)
        else:
            self.page.styles.width = min(self.WIDEST, self._window.width)

    # -- drawing --------------------------------------------------------------------------------------------------

    def content(self, width: int) -> PageContent:
        """Return the page's content for a width in cells."""
        raise NotImplementedError

    def _content(self, width: int) -> PageContent:
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, self.content(width)
        return self._drawn[1]

    def redraw(self) -> None:
        """Draw the page again and repaint only the lines that changed."""
        self._drawn = None
        self.page.redraw()

    @property
    def said(self) -> tuple[str, str]:
        """What the footer says was done, and what can be done about it."""
        return self.message

    def say(self, message: str, hint: str = "") -> None:
        """Show a message in the footer, with a hint beside it."""
        self.message = (message, hint)
        self.redraw()

    def footer_width(self, width: int) -> int:
        """Return the cells available for a line of the footer."""
        return width - FOOT

    def footer(self, width: int) -> list[Line]:
        """Return the footer for a page width: the message and the keys."""
        room = self.footer_width(width)
        return [*message_lines(*self.message, room), key_line(self.key_words(), room)]

    def key_words(self) -> Sequence[tuple[str, str]]:
        """Return the keys for the footer and their descriptions."""
        return list(shown_keys(self))

    def first_keys(self) -> Mapping[str, str]:
        """Return the first key of each action of the page by id."""
        found: dict[str, str] = {}
        for active in self.active_bindings.values():
            if active.binding.id:
                found.setdefault(active.binding.id, self.app.get_key_display(active.binding))
        return found

    def never_covered(self) -> Iterable[Region]:
        """The footer."""
        x, y, width, height = self.page.region
        foot = min(height, len(self.page.content.foot))
        return [Region(x, y + height - foot, width, foot)]

    # -- moving ---------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Scroll; pages with a cursor override this."""
        self.scroll(move)

    def scroll(self, move: Move) -> None:
        """Scroll the page."""
        screenful = max(1, self.page.view - 1)
        lines: Mapping[Move, int] = {"page_up": -screenful, "page_down": screenful}
        self.page.scroll_lines(lines.get(move, rows_moved(move)))

    def on_click(self, event: events.Click) -> None:
        """Call `row_clicked` for the clicked row."""
        region = self.page.region
        if region.contains(event.screen_x, event.screen_y):
            line = self.page.line_at(event.screen_y - region.y)
            place = self.places[line] if line is not None and line < len(self.places) else None
            if place is not None:
                self.row_clicked(place, double=event.chain == _DOUBLE)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return the place in a text under the pointer; outside of the page its nearest one, so that no drag jumps."""
        region = self.page.region
        if region:
            x, y = max(region.x, min(x, region.right - 1)), max(region.y, min(y, region.bottom - 1))
        return super().get_widget_and_offset_at(x, y)

    def row_clicked(self, place: int, *, double: bool) -> None:
        """Handle a click or double click on a row; does nothing by default."""
