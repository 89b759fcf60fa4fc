"""The program's colour themes, and a filter that removes all colours."""

from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DARK: Final = Theme(
    name="learnboard-dark",
    primary="#7aa2f7",
    secondary="#7aa2f7",
    accent="#7aa2f7",
    foreground="#d5d9e2",
    background="#14161b",
    surface="#1e222b",
    panel="#272c38",
    success="#8fbf7f",
    warning="#e0af68",
    error="#ee7d7d",
    dark=True,
    variables={"foreground-muted": "#9aa2b4", "foreground-disabled": "#555d6e"},
)
LIGHT: Final = Theme(
    name="learnboard-light",
    primary="#2456b8",
    secondary="#2456b8",
    accent="#2456b8",
    foreground="#22262e",
    background="#f6f6f4",
    surface="#eaebed",
    panel="#e2e4e8",
    success="#276b2d",
    warning="#885800",
    error="#b3261e",
    dark=False,
    variables={"foreground-muted": "#585e6a", "foreground-disabled": "#b4b9c3"},
)
CONTRAST: Final = Theme(
    name="learnboard-contrast",
    primary="#6cd4ff",
    secondary="#6cd4ff",
    accent="#6cd4ff",
    foreground="#ffffff",
    background="#000000",
    surface="#141414",
    panel="#222222",
    success="#5dff7f",
    warning="#ffd24a",
    error="#ffa0a0",
    dark=True,
    variables={
        "foreground-muted": "#dcdcdc",
        "foreground-disabled": "#a0a0a0",
        "lane": "#000000",
        "card": "#1a1a1a",
        "card-cursor": "#00263d",
        "chip": "#303030",
    },
)
"""For whoever needs more: all that is read has a contrast of 7 to its ground, and columns are divided by lines."""
THEMES: Final = (DARK, LIGHT, CONTRAST)
"""All of ours, beside those of Textual."""
_OUTSTANDING: Final = 0.12
"""Least difference in brightness, from 0 to 1, of a background from the theme's to be drawn reversed."""
_REVERSED: Final = Style(reverse=True)


class ColourlessFilter(LineFilter):
    """Filter that removes every colour from a line, so that no colour code reaches the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours; bold, underline and reverse remain."""
        ground = background.brightness
        return [Segment(text, style and _plain(style, ground), control) for text, style, control in segments]


@lru_cache(1024)
def _plain(style: Style, ground: float) -> Style:
    plain = style.without_color + Style(meta=style.meta or None)
    if style.bgcolor is None or style.bgcolor.is_default:
        return plain
    outstanding = abs(Color.from_rich_color(style.bgcolor).brightness - ground) > _OUTSTANDING
    return plain + _REVERSED if outstanding else plain
