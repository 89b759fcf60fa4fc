"""Screens over another one, which stays visible behind a veil."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object
Answer = TypeVar("Answer")
_PLAIN: Final = Style()


class _Behind(BackgroundScreen):
    """What stands behind a screen, as it is: Textual's own mixes two colours for each segment."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:  # noqa: ARG003
        """Return the segments."""
        return segments


class Veiled(_Screen):
    """What a screen is that paints what it stands over once, and keeps it.

    Textual dims it segment by segment and paints it through its cache of styled lines; and since a function of that
    cache remembers each cache, the lines of every form that was ever closed stayed in memory.
    """

    _veil: list[Strip] | None = None

    def refresh(self, *regions: Region, **options: Any) -> Self:
        """Paint again, also what stands behind: Textual asks the top screen for it."""
        self._veil = None
        return super().refresh(*regions, **options)

    def notify_style_update(self) -> None:
        """Discard what was painted in the old colours."""
        self._veil = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished lines; the compositor asks for all of them at each partial update."""
        width, height = self.size
        if self._veil is None or len(self._veil) != height or (height and self._veil[0].cell_length != width):
            filters, ground = self.get_line_filters(), self.background_colors[1]
            self._veil = [_filtered(line, filters, ground) for line in self._painted(width, height)]
        lines = self._veil[crop.y : crop.bottom]
        return lines if (crop.x, crop.width) == (0, width) else [line.crop(crop.x, crop.right) for line in lines]

    def _painted(self, width: int, height: int) -> list[Strip]:
        """Return what stands behind, dimmed once for each style."""
        behind, over = self.render(), self.visual_style.rich_style
        if not isinstance(behind, BackgroundScreen):
            return [Strip.blank(width, Style(bgcolor=self.background_colors[1].rich_color))] * height
        console = self.app.console
        options = console.options.update(width=width, height=height)
        segments = console.render(_Behind(behind.screen, behind.color), options)
        dimmed: dict[Style | None, Style] = {}
        lines = []
        for line in Segment.split_lines(segments):
            for style in {style for _, style, _ in line} - dimmed.keys():
                dimmed[style] = over + _dimmed(style or _PLAIN, behind.color)
            lines.append(Strip([Segment(text, dimmed[style]) for text, style, _ in line]))
        return [*lines, *[Strip.blank(width, over)] * height][:height]


class VeiledScreen(Veiled, ModalScreen[Answer]):
    """A modal screen over another one, which is seen dimmed."""

    DEFAULT_CSS = ""  # none beside Textual's own


def _filtered(strip: Strip, filters: Sequence[LineFilter], ground: Color) -> Strip:
    """Return a strip as it goes to the terminal: without colours, say."""
    for each in filters:
        strip = strip.apply_filter(each, ground)
    return strip


def _dimmed(style: Style, color: Color) -> Style:
    """Return a style under a transparent colour, without what a click does there."""
    plain = style.clear_meta_and_links()
    if color.a == 0:
        return plain
    mixed = (each and (Color.from_rich_color(each) + color).rich_color for each in (plain.color, plain.bgcolor))
    return plain + Style.from_color(*mixed)
