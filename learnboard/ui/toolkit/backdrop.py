"""Screens over another one, which is their dimmed backdrop."""

from collections.abc import Iterable
from typing import Any, Final, Self, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.strip import Strip

from learnboard.ui.toolkit.painting import PaintsRegions

Answer = TypeVar("Answer")
_PLAIN: Final = Style()


class _Behind(BackgroundScreen):
    """What stands behind a screen, as it is: Textual's own mixes two colours for each segment."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:  # noqa: ARG003
        """Return the segments."""
        return segments


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
        console = self.app.console
        options = console.options.update(width=width, height=height)
        segments = console.render(_Behind(behind.screen, behind.color), options)
        dimmed: dict[Style | None, Style] = {}
        lines = []
        for line in Segment.split_lines(segments):
            for style in {style for _, style, _ in line} - dimmed.keys():
                dimmed[style] = over + _dimmed(style or _PLAIN, behind.color)
            # Textual's filters were at work on it behind this screen.
            # What stands behind may not know yet that the window has another size.
            lines.append(
                Strip([Segment(text, dimmed[style]) for text, style, _ in line]).adjust_cell_length(width, over)
            )
        return [*lines, *[Strip.blank(width, over)] * height][:height]


class BackdropScreen(CachedBackdrop, ModalScreen[Answer]):
    """A modal screen over another one, which is seen dimmed."""

    DEFAULT_CSS = ""  # none beside Textual's own


def _dimmed(style: Style, color: Color) -> Style:
    """Return a style under a transparent colour, without what a click does there."""
    plain = style.clear_meta_and_links()
    if color.a == 0:
        return plain
    mixed = (each and (Color.from_rich_color(each) + color).rich_color for each in (plain.color, plain.bgcolor))
    return plain + Style.from_color(*mixed)
