"""A page of lines on a panel: what forms, the card and other modal screens are drawn on."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, TypeAlias

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from learnboard.ui.toolkit.styles import StripStyler
from learnboard.ui.toolkit.text import Line, StyledText, clipped, size_of
from learnboard.ui.toolkit.text_buffer import CARET

_WHEEL = 3


class PageContent(NamedTuple):
    """What stands on a page: the lines that scroll, those that stay over and under them, which lines are lifted.

    `keep` are lines (of those that scroll) to be kept in view. Lines may be of any width; they are cut.
    """

    body: Sequence[Line]
    head: Sequence[Line] = ()
    foot: Sequence[Line] = ()
    keep: range = range(0)
    lifted: range = range(0)

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.head) + len(self.body) + len(self.foot)


Draw: TypeAlias = Callable[[int], PageContent]


class LinesView(Widget, can_focus=True):
    """Draws a page of lines for its width, and again what has changed when it is asked to.

    `draw` returns the page for a width in cells. The widget is as high as its page, as far as there is room.
    """

    ALLOW_SELECT = False
    GROUNDS: ClassVar[tuple[str, str]] = ("surface", "panel")
    """What lies behind its lines, and behind those that are lifted."""
    DEFAULT_CSS = """
    LinesView { width: 1fr; height: auto; max-height: 100%; background: $surface; }
    """

    def __init__(self, draw: Draw, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self._draw = draw
        self._content = PageContent(())
        self._width = -1
        self._top = 0
        self._height = 0
        self._styler: StripStyler | None = None
        self._strips: list[Strip | None] = []
        self._shown: list[tuple[Line, bool]] = []

    @property
    def content(self) -> PageContent:
        """What stands on it."""
        return self._content

    # -- drawing ------------------------------------------------------------------------------------------------

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """As high as the page."""
        return (self._content if width == self._width else self._draw(width)).height

    def redraw(self) -> None:
        """Draw the page again: only lines that read differently are painted."""
        if self._width < 0:
            return
        before, self._content = self._content.height, self._draw(self._width)
        if before != self._content.height and min(before, self._content.height) <= self._height:
            self.refresh(layout=True)
        self._arrange()

    def _arrange(self) -> None:
        """Paint the lines that read differently from those that stand there."""
        old, self._shown = self._shown, self._laid_out()
        stale = [number for number, (one, other) in enumerate(zip(old, self._shown, strict=False)) if one != other]
        stale += range(len(old), len(self._shown))
        self._strips = [*self._strips[: len(self._shown)], *[None] * (len(self._shown) - len(self._strips))]
        for number in stale:
            self._strips[number] = None
        if stale:
            self.refresh(*(Region(0, number, self._width, 1) for number in stale))

    def _laid_out(self) -> list[tuple[Line, bool]]:
        """Each line of the page with whether it is lifted; what is to be kept in view is in view."""
        content, view, top = self._content, self.view, self._top
        if content.keep:
            top = min(content.keep.start, max(top, content.keep.stop - view))
        self._top = top = max(0, min(top, len(content.body) - view))
        thumb = self._thumb()
        body = [
            (self._edged(line, shown=number - top in thumb) if thumb else line, number in content.lifted)
            for number, line in enumerate(content.body[top : top + view], top)
        ]
        body += [([], False)] * (view - len(body))
        return [*((line, False) for line in content.head), *body, *((line, False) for line in content.foot)][
            : self._height
        ]

    def _thumb(self) -> range:
        """The lines of the view on which the scroll thumb stands; none when all of the body is in view."""
        view, whole = self.view, len(self._content.body)
        if whole <= view or view <= 0:
            return range(0)
        size = max(1, view * view // whole)
        at = (view - size) * self._top // max(1, whole - view)
        return range(at, at + size)

    def _edged(self, line: Line, *, shown: bool) -> Line:
        """A line that ends at the page's right edge, with the thumb on it or not."""
        kept = clipped(line, self._width - 1)
        return [*kept, StyledText(" " * (self._width - 1 - size_of(kept))), StyledText("▕" if shown else " ", "thumb")]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Answer from ready lines."""
        if (self.size.width, self.size.height) != (self._width, self._height):
            self._fit()
        styler = self._styler = self._styler or StripStyler(self, *self.GROUNDS)
        x, y, width, height = crop
        for number in range(y, min(y + height, len(self._shown))):
            if self._strips[number] is None:
                line, lifted = self._shown[number]
                self._strips[number] = self._painted(styler, line, lifted=lifted)
        strips = [strip for strip in self._strips[y : y + height] if strip is not None]
        strips += [styler.blank(self._width)] * (height - len(strips))
        return strips if (x, width) == (0, self._width) else [strip.crop(x, x + width) for strip in strips]

    def _painted(self, styler: StripStyler, line: Line, *, lifted: bool) -> Strip:
        fitting = line if size_of(line) <= self._width else clipped(line, self._width)
        return styler.line(fitting, self._width, lifted=lifted)

    def render_line(self, y: int) -> Strip:
        """One line of the page."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def notify_style_update(self) -> None:
        """Forget everything painted in the old colours."""
        self._styler = None
        self._strips = [None] * len(self._strips)
        super().notify_style_update()

    def _fit(self) -> None:
        """Lay the page out for the size the page has got: the first paint comes before the first resize."""
        if self.size.width != self._width:
            self._content = self._draw(self.size.width)
        self._width, self._height = self.size
        self._shown = self._laid_out()
        self._strips = [None] * len(self._shown)

    def caret_regions(self) -> list[Region]:
        """Where on the screen lines stand in which something is typed: each with the line before and after it."""
        x, y, width, _ = self.region
        rows = (row for row, (line, _) in enumerate(self._shown) if any(CARET in span.text for span in line))
        return [Region(x, y + row - 1, width, 3) for row in rows]

    # -- scrolling ----------------------------------------------------------------------------------------------

    @property
    def view(self) -> int:
        """How many lines of the body are in view."""
        return max(0, self._height - len(self._content.head) - len(self._content.foot))

    def scroll_lines(self, lines: int) -> bool:
        """Scroll the body, as far as there is any; whether that moved it."""
        top = max(0, min(self._top + lines, len(self._content.body) - self.view))
        moved, self._top = top != self._top, top
        if moved:
            self._content = self._content._replace(keep=range(0))  # until it is drawn again
            self._arrange()
        return moved

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.scroll_lines(-_WHEEL)

    def line_at(self, y: int) -> int | None:
        """The line of the body that stands on a line of the page."""
        line = y - len(self._content.head)
        at = line + self._top
        return at if 0 <= line < self.view and at < len(self._content.body) else None
