"""Screens over another one, which is their dimmed backdrop."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Self, TypeVar
from weakref import WeakKeyDictionary

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.color import Color
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

from learnboard.ui.toolkit.painting import PaintsRegions

Answer = TypeVar("Answer")
_PLAIN: Final = Style()


class CachedBackdrop(PaintsRegions):
    """What a screen is that paints what it stands over once, and keeps it.

    Textual dims it segment by segment and paints it through its cache of styled lines; and since a function of that
    cache remembers each cache, the lines of every form that was ever closed stayed in memory.
    """

    _backdrop: list[Strip] | None = None

    def refresh(self, *regions: Region, **options: Any) -> Self:
        """Paint again. Textual names the regions that changed behind the top screen."""
        if regions:
            self._backdrop = None
        return super().refresh(*regions, **options)

    def notify_style_update(self) -> None:
        """Discard what was painted in the old colours."""
        self._backdrop = None
        super().notify_style_update()

    def on_screen_suspend(self) -> None:
        """Keep nothing under another screen, where nobody says what changes behind this one."""
        self._backdrop = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished lines; the compositor asks for all of them at each partial update."""
        # While a window grows, the compositor is ahead of the screen's size, and needs every line that it asks for.
        width, height = max(self.size.width, crop.right), max(self.size.height, crop.bottom)
        backdrop = self._backdrop
        if backdrop is None or len(backdrop) != height or (height and backdrop[0].cell_length != width):
            backdrop = self._painted(width, height)
            self._backdrop = backdrop if self.is_current else None
        lines = backdrop[crop.y : crop.bottom]
        return lines if (crop.x, crop.width) == (0, width) else [line.crop(crop.x, crop.right) for line in lines]

    def _painted(self, width: int, height: int) -> list[Strip]:
        """Return what stands behind, dimmed once for each style, or a blank screen if that is to hide it."""
        behind, over = self.render(), self.visual_style.rich_style
        if not isinstance(behind, BackgroundScreen):
            blank = Strip.blank(width, Style(bgcolor=self.background_colors[1].rich_color))
            for each in self.get_line_filters():
                blank = blank.apply_filter(each, self.background_colors[1])
            return [blank] * height
        dimming = _DIMMINGS.get(behind.screen)
        if dimming is None or (dimming.color, dimming.over, dimming.width) != (behind.color, over, width):
            dimming = _DIMMINGS[behind.screen] = _Dimming(behind.color, over, width)
        # Past Rich's console, which would make each segment anew several times. Textual's filters were at work on these
        # lines behind this screen, which may not know yet that the window has another size.
        lines = dimming.over_lines(behind.screen._compositor.render_strips())  # noqa: SLF001 - there is no other way
        return [*lines, *[Strip.blank(width, over)] * height][:height]


class _Dimming:
    """What lies over a screen: dims its lines to a width, each style once, and a line again only if it has changed.

    Of a line that is the same strip as before, Textual also knows how it is divided and written.
    """

    def __init__(self, color: Color, over: Style, width: int) -> None:
        self.color, self.over, self.width = color, over, width
        self._lines: list[tuple[list[Segment], Strip]] = []

    def over_lines(self, strips: Sequence[Strip]) -> list[Strip]:
        """Return the lines of the screen, dimmed."""
        known, dimmed = self._lines, dict[int, Style]()
        self._lines = []
        for y, strip in enumerate(strips):
            segments = list(strip)
            if y < len(known) and known[y][0] == segments:
                self._lines.append(known[y])
            else:
                line = Strip([self._dim(segment, dimmed) for segment in segments], strip.cell_length)
                self._lines.append((segments, line.adjust_cell_length(self.width, self.over)))
        return [line for _, line in self._lines]

    def _dim(self, segment: Segment, dimmed: dict[int, Style]) -> Segment:
        text, style, _ = segment
        if id(style) not in dimmed:  # by identity, since a style takes longer to be compared than to be looked up
            dimmed[id(style)] = _dimmed(style or _PLAIN, self.color, self.over)
        return Segment(text, dimmed[id(style)])


_DIMMINGS: Final[WeakKeyDictionary[Screen[Any], _Dimming]] = WeakKeyDictionary()


class BackdropScreen(CachedBackdrop, ModalScreen[Answer]):
    """A modal screen over another one, which is seen dimmed."""

    DEFAULT_CSS = ""  # none beside Textual's own
    _is_styled = False

    @on(events.ScreenResume)
    def keep_styles(self, event: events.ScreenResume) -> None:
        """Find no styles a second time: Textual has just found them when the screen was pushed."""
        if not self._is_styled:
            self._is_styled, event.refresh_styles = True, False


@lru_cache(maxsize=256)
def _dimmed(style: Style, color: Color, over: Style) -> Style:
    """Return a style under a transparent colour, on what that lies over, without what a click does there."""
    plain = style.clear_meta_and_links()
    if color.a:
        mixed = (each and (Color.from_rich_color(each) + color).rich_color for each in (plain.color, plain.bgcolor))
        plain += Style.from_color(*mixed)
    return over + plain
