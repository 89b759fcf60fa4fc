"""A widget that draws a page of lines: used by forms, the card and other modal screens."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias, overload

from textual import events
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip

from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.toolkit.mouse import SelectableText, highlighted, press_written, selected_text
from learnboard.ui.toolkit.styles import StripStyler
from learnboard.ui.toolkit.text import CARET, Line, StyledText, clicked, clipped, size_of

_WHEEL = 3


class LaterLines(Sequence[Line]):
    """Lines of which some are drawn only when they come into view: `lines` has functions in their place."""

    def __init__(self, lines: Sequence[Line | Callable[[], Line]]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [line() if callable(line) else line for line in self._lines[at]]
        line = self._lines[at]
        return line() if callable(line) else line


class PageContent(NamedTuple):
    """Content of a page: the body, which scrolls, the fixed head and foot, and the `lifted` (highlighted) body lines.

    `keep` are the body lines to keep in view. Lines may be of any width; they are cut.
    """

    body: Sequence[Line]
    head: Sequence[Line] = ()
    foot: Sequence[Line] = ()
    keep: range = range(0)
    lifted: range = range(0)

    @property
    def height(self) -> int:
        """Number of lines."""
        return len(self.head) + len(self.body) + len(self.foot)


Draw: TypeAlias = Callable[[int], PageContent]


class LinesView(SelectableText, can_focus=True):
    """Draws a page of lines for its width, and again what has changed when it is asked to.

    `draw` returns the page for a width in cells. The widget is as high as its page, if there is room.
    """

    GROUNDS: ClassVar[tuple[str, str]] = ("surface", "panel")
    """Backgrounds of normal and of lifted lines."""
    DEFAULT_CSS = """
    LinesView { width: 1fr; height: auto; max-height: 100%; background: $surface; }
    """

    def __init__(self, draw: Draw, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self._draw = draw
        self._content = PageContent(())
        self._ahead: tuple[int, PageContent] | None = None
        self._width = -1
        self._top = 0
        self._height = 0
        self._styler: StripStyler | None = None
        self._strips: list[Strip | None] = []
        self._shown: list[tuple[Line, bool]] = []
        self._selected_text = ""

    @property
    def content(self) -> PageContent:
        """Content of the page."""
        return self._content

    # -- drawing ------------------------------------------------------------------------------------------------

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return the height of the page; what is drawn for it is what is shown next in that width."""
        return (self._content if width == self._width else self.drawn_ahead(width)).height

    def drawn_ahead(self, width: int) -> PageContent:
        """Return the page as it is shown next in that width."""
        if self._ahead is None or self._ahead[0] != width:
            self._ahead = width, self._draw(width)
        return self._ahead[1]

    def redraw(self) -> None:
        """Draw the page again and repaint only the lines that changed."""
        self._ahead = None
        if self._width < 0:
            return
        before, self._content = self._content.height, self._draw(self._width)
        if before != self._content.height and min(before, self._content.height) <= self._height:
            self.refresh(layout=True)
        self._arrange()
        if self.selected is not None and self._selected_text != self._text_of(self.selected):
            self.unselect()

    def _arrange(self) -> None:
        """Lay out the page and repaint the lines that changed."""
        old, self._shown = self._shown, self._laid_out()
        stale = [number for number, (one, other) in enumerate(zip(old, self._shown, strict=False)) if one != other]
        stale += range(len(old), len(self._shown))
        self._strips = [*self._strips[: len(self._shown)], *[None] * (len(self._shown) - len(self._strips))]
        for number in stale:
            self._strips[number] = None
        if stale:
            self.refresh(*(Region(0, number, self._width, 1) for number in stale))

    def _laid_out(self) -> list[tuple[Line, bool]]:
        """Return the visible lines, each with whether it is lifted. Scroll so that `keep` is in view."""
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
        """Return the view's lines that show the scroll thumb; none if the whole body is in view."""
        view, whole = self.view, len(self._content.body)
        if whole <= view or view <= 0:
            return range(0)
        size = max(1, view * view // whole)
        at = (view - size) * self._top // max(1, whole - view)
        return range(at, at + size)

    def _edged(self, line: Line, *, shown: bool) -> Line:
        """Return a line padded to the page's right edge, with or without the thumb."""
        kept = clipped(line, self._width - 1)
        return [*kept, StyledText(" " * (self._width - 1 - size_of(kept))), StyledText("▕" if shown else " ", "thumb")]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region, painting only those not cached."""
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
        if self.selected is not None:
            strips = [self._highlighted(strip, line, self.selected) for line, strip in enumerate(strips, y)]
        return strips if (x, width) == (0, self._width) else [strip.crop(x, x + width) for strip in strips]

    def _painted(self, styler: StripStyler, line: Line, *, lifted: bool) -> Strip:
        fitting = line if size_of(line) <= self._width else clipped(line, self._width)
        return styler.line(fitting, self._width, lifted=lifted)

    def render_line(self, y: int) -> Strip:
        """Return one line of the page."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0].apply_offsets(0, self._number(y))

    def notify_style_update(self) -> None:
        """Discard everything painted in the old colours."""
        self._styler = None
        self._strips = [None] * len(self._strips)
        super().notify_style_update()

    def _fit(self) -> None:
        """Lay out the page for its present size: the first paint comes before the first resize."""
        if self.size.width != self._width:
            self._content, self._ahead = self.drawn_ahead(self.size.width), None
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
        """Number of body lines in view."""
        return max(0, self._height - len(self._content.head) - len(self._content.foot))

    def scroll_lines(self, lines: int) -> bool:
        """Scroll the body by some lines. Return whether it moved."""
        top = max(0, min(self._top + lines, len(self._content.body) - self.view))
        moved, self._top = top != self._top, top
        if moved:
            self._content = self._content._replace(keep=range(0))  # until the next redraw
            self._arrange()
            if self.selected is not None:
                self.refresh()  # also lines that read like those they take the place of
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
        """Return the body line at line `y` of the page; None if there is none."""
        line = y - len(self._content.head)
        at = line + self._top
        return at if 0 <= line < self.view and at < len(self._content.body) else None

    # -- the mouse ----------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Press the key that is written under the pointer."""
        line = self._shown[event.y][0] if 0 <= event.y < len(self._shown) else []
        if key := clicked(line, event.x):
            event.stop()
            press_written(self.screen, key)

    def _highlighted(self, strip: Strip, y: int, selection: Selection) -> Strip:
        return highlighted(strip, selection, self._number(y), edge=bool(self._thumb()))

    def _number(self, y: int) -> int:
        """The number of the line that stands on a line of the page: of head, whole body and foot, wherever scrolled."""
        in_head, below = y < len(self._content.head), y - len(self._content.head) - self.view
        return y if in_head else y + self._top if below < 0 else self._foot_number + below

    @property
    def _foot_number(self) -> int:
        return len(self._content.head) + max(self.view, len(self._content.body))

    def _line(self, number: int) -> Line:
        """The line of a number."""
        head, body, foot = self._content.head, self._content.body, self._content.foot
        if number < len(head):
            return head[number]
        if number >= self._foot_number:
            return foot[number - self._foot_number]
        at = number - len(head)
        return body[at] if at < len(body) else []

    def _text_of(self, selection: Selection) -> str:
        """The text that is selected."""
        start, end = selection
        whole = range(self._foot_number + len(self._content.foot))
        numbers = whole[start.y if start else 0 : end.y + 1 if end else None]
        spans = [span for number in numbers if (span := selection.get_span(number))]
        return selected_text(["".join(span.text for span in self._line(number)) for number in numbers], spans)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what is selected of the page, also where it is scrolled out of view."""
        return (self._text_of(selection), "\n") if self.selected is not None else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        self._selected_text = "" if selection is None else self._text_of(selection)
        super().selection_updated(selection)
