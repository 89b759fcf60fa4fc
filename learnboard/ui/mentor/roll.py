"""The widget that shows a listing and moves the cursor in it."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from learnboard.ui.keys import MOVE
from learnboard.ui.mentor.listing import MARGIN, BlockList
from learnboard.ui.mentor.things import FeedbackSubject
from learnboard.ui.page import LinesView, PageContent

_DOUBLE = 2
_ALL = 1_000_000
WIDEST = 150
"""Cells of a line that can still be read well."""


class ListView(LinesView):
    """A listing on the whole width. `lay_out` answers it for the width of its lines; `choose` is a double click."""

    GROUNDS = ("background", "surface")
    DEFAULT_CSS = "ListView { width: 1fr; height: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "go(1)", "down", id="cursor.down", show=False, group=MOVE),
        Binding("k,up", "go(-1)", "up", id="cursor.up", show=False, group=MOVE),
        Binding("g,home", "edge(-1)", "first card", id="cursor.first", show=False, group=MOVE),
        Binding("G,end", "edge(1)", "last card", id="cursor.last", show=False, group=MOVE),
        Binding("pagedown", "page(1)", "page down", id="cursor.page_down", show=False, group=MOVE),
        Binding("pageup", "page(-1)", "page up", id="cursor.page_up", show=False, group=MOVE),
    ]

    def __init__(
        self, lay_out: Callable[[int], BlockList], *, choose: Callable[[], object], name: str | None = None
    ) -> None:
        super().__init__(self._sheet_of, name=name)
        self._lay_out = lay_out
        self._choose = choose
        self._at = 0
        self._ready: tuple[int, BlockList] | None = None

    # -- what stands there ------------------------------------------------------------------------------------------

    def blocks(self, width: int | None = None) -> BlockList:
        """What is listed, laid out for a width, or for the one it has."""
        room = min(width or self.size.width or 2 * MARGIN, WIDEST) - 2 * MARGIN
        if self._ready is None or self._ready[0] != room:
            self._ready = room, self._lay_out(max(2, room))
        return self._ready[1]

    @property
    def subject(self) -> FeedbackSubject | None:
        """What the cursor stands on."""
        return self.blocks().subject(self._at)

    def renew(self) -> None:
        """Lay everything out anew; the cursor stays on its thing, or where that was."""
        subject, self._ready = self.subject, None
        found = self.blocks().find(subject)
        self._at = max(0, min(self._at, len(self.blocks().stops) - 1)) if found is None else found
        self.redraw()

    def begin(self) -> None:
        """Lay everything out anew, with the cursor on the first thing."""
        self._ready, self._at = None, 0
        self.redraw()
        self.scroll_lines(-_ALL)

    def find(self, subject: FeedbackSubject) -> bool:
        """Put the cursor on a thing; False where it is not listed."""
        found = self.blocks().find(subject)
        if found is not None:
            self._at = found
            self.redraw()
        return found is not None

    def _sheet_of(self, width: int) -> PageContent:
        blocks = self.blocks(width)
        lines, lead = blocks.lines_of(self._at), blocks.lead(self._at)
        whole = range(lead, lines.stop)
        keep = whole if self._at == 0 or len(whole) <= self.size.height // 2 else lines
        keep = keep if len(keep) <= self.size.height else lines
        return PageContent(blocks.body(self._at), keep=keep, lifted=lines)

    # -- moving -------------------------------------------------------------------------------------------------------

    def action_go(self, by: int) -> None:
        """Go to what stands above or below; where nothing more does, scroll."""
        at = self._at + by
        if 0 <= at < len(self.blocks().stops):
            self._at = at
            self.redraw()
        else:
            self.scroll_lines(by)

    def action_edge(self, by: int) -> None:
        """Go to the first or the last, and to what stands over or under it."""
        self._at = 0 if by < 0 else max(0, len(self.blocks().stops) - 1)
        self.redraw()
        self.scroll_lines(by * _ALL)

    def action_page(self, pages: int) -> None:
        """Go about as many lines further as are in view."""
        blocks = self.blocks()
        if not blocks.stops:
            self.scroll_lines(pages * max(1, self.view - 1))
            return
        line = blocks.lines_of(self._at).start + pages * max(1, self.view - 1)
        starts = [blocks.lines_of(at).start for at in range(len(blocks.stops))]
        beyond = (at for at, start in enumerate(starts) if start >= line)
        at = next(beyond, len(starts) - 1)
        if at == self._at:
            self.scroll_lines(pages * max(1, self.view - 1))
            return
        self._at = at
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Select what is under the pointer; a double click opens it."""
        line = self.line_at(event.y)
        at = None if line is None else self.blocks().stop_at(line)
        if at is not None:
            self._at = at
            self.redraw()
            if event.chain == _DOUBLE:
                self._choose()
