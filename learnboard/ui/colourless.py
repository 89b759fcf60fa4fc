"""NO_COLOR: what is told by colours is told by signs anyway; what is told by a block of colour is shown reversed."""

from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_OUTSTANDING: Final = 0.12
"""How far, of the way from black to white, a ground must be from the theme's to count as a block of its own."""
_REVERSED: Final = Style(reverse=True)


class ColourlessFilter(LineFilter):
    """Takes every colour out of a line: no code of one reaches the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in bold, underlined or reversed, and in nothing else."""
        ground = background.brightness
        return [Segment(text, style and _plain(style, ground), control) for text, style, control in segments]


@lru_cache(1024)
def _plain(style: Style, ground: float) -> Style:
    plain = style.without_color + Style(meta=style.meta or None)
    if style.bgcolor is None or style.bgcolor.is_default:
        return plain
    outstanding = abs(Color.from_rich_color(style.bgcolor).brightness - ground) > _OUTSTANDING
    return plain + _REVERSED if outstanding else plain
