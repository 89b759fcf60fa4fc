"""Screens that are one page of lines: standing in the window, scrolling, and a footer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.screen import ModalScreen

from learnboard.ui.toolkit.dialog_layout import FOOT, fill, stand
from learnboard.ui.toolkit.keys import CURSOR, MessageScreen, Move, rows_moved
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.status_lines import key_line, shown_keys, status_line
from learnboard.ui.toolkit.text import Line
from learnboard.ui.toolkit.toasts import ToastGround

_DOUBLE: Final = 2


class PageScreen(MessageScreen, ToastGround, ModalScreen[Any]):
    """A page over the screen below: it takes its place in the window, scrolls, and ends in a footer.

    `places` tells for each line of the body which row of a list stands there, as far as one does.
    """

    WIDEST: ClassVar[int] = 110
    """Cells that the page takes where there is room for them."""
    STANDS: ClassVar[Literal["full", "upper", "middle"]] = "full"
    """Over the whole height, near the middle and as high as its content, or right in the middle."""
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*CURSOR]

    def __init__(self) -> None:
        super().__init__()
        self.page = LinesView(self._content)
        self.places: Sequence[int | None] = ()
        self.message = ("", "")
        """What was said last, and what can be done about it."""
        self._window = Size()
        self._drawn: tuple[int, PageContent] | None = None

    # -- standing in the window -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One page, where it will stand."""
        self._fit()
        yield self.page

    def on_resize(self) -> None:
        """Take a place in another window; the first time it is told, it is the same one."""
        if self.app.size != self._window:
            self._fit()
            self.redraw()

    def _fit(self) -> None:
        self._window, self._drawn = self.app.size, None
        # Not as CSS, which goes down a class's first base only: this one is often a second.
        self.styles.overflow_x = self.styles.overflow_y = "hidden"
        self.styles.align = ("center", "middle" if self.STANDS == "middle" else "top")
        if self.STANDS == "full":
            fill(self.page, self._window, self.WIDEST)
        elif self.STANDS == "upper":
            stand(self.page, self._window, self.WIDEST, self._content)
        else:
            self.page.styles.width = min(self.WIDEST, self._window.width)

    # -- drawing --------------------------------------------------------------------------------------------------

    def content(self, width: int) -> PageContent:
        """What stands on the page of a width in cells."""
        raise NotImplementedError

    def _content(self, width: int) -> PageContent:
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, self.content(width)
        return self._drawn[1]

    def redraw(self) -> None:
        """Draw the page again; only lines that read differently are painted."""
        self._drawn = None
        self.page.redraw()

    @property
    def said(self) -> tuple[str, str]:
        """What the footer says was done, and what can be done about it."""
        return self.message

    def say(self, message: str, hint: str = "") -> None:
        """Say in the footer what was done, and what can be done about it."""
        self.message = (message, hint)
        self.redraw()

    def footer_width(self, width: int) -> int:
        """Cells for a line of the footer of a page of some width."""
        return width - FOOT

    def footer(self, width: int) -> list[Line]:
        """The last lines of a page of some width: what was done, and the keys that do something here."""
        room = self.footer_width(width)
        return [status_line(*self.message, room), key_line(self.key_words(), room)]

    def key_words(self) -> Sequence[tuple[str, str]]:
        """The keys worth a place in the footer, and what they do."""
        return list(shown_keys(self))

    def never_covered(self) -> Iterable[Region]:
        """The footer."""
        x, y, width, height = self.page.region
        foot = min(height, len(self.page.content.foot))
        return [Region(x, y + height - foot, width, foot)]

    # -- moving ---------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Move the cursor; a page without one scrolls."""
        self.scroll(move)

    def scroll(self, move: Move) -> None:
        """Scroll the page."""
        screenful = max(1, self.page.view - 1)
        lines: Mapping[Move, int] = {"page_up": -screenful, "page_down": screenful}
        self.page.scroll_lines(lines.get(move, rows_moved(move)))

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        region = self.page.region
        if region.contains(event.screen_x, event.screen_y):
            line = self.page.line_at(event.screen_y - region.y)
            place = self.places[line] if line is not None and line < len(self.places) else None
            if place is not None:
                self.row_clicked(place, double=event.chain == _DOUBLE)

    def row_clicked(self, place: int, *, double: bool) -> None:
        """A row of the page's list was clicked, or clicked twice."""
