"""Styles: the named styles of a theme, state labels, bars, and the conversion of lines to strips."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.strip import Strip
from textual.widget import Widget

from learnboard.presentation.values import State, Tone
from learnboard.ui.toolkit.text import Line, StyledText, size_of

MARK: Final = "┆"
REST: Final = "·"
FULL: Final = "█"
EIGHTHS: Final = " ▏▎▍▌▋▊▉"
UNKNOWN: Final = "…"
_EIGHTHS = 8
TONE_STYLES: Final[Mapping[Tone, str]] = {
    "good": "good",
    "warn": "warn",
    "bad": "bad",
    "quiet": "muted",
    "neutral": "text",
}
"""The style of each tone."""
_STYLES: Final[Mapping[str, tuple[str, bool]]] = {
    "accent": ("primary", False),
    "bad": ("error", True),
    "bar": ("primary", False),
    "good": ("success", False),
    "heading": ("foreground-muted", True),
    "heading-current": ("primary", True),
    "mark": ("foreground", False),
    "mark-full": ("background", False),
    "muted": ("foreground-muted", False),
    "rest": ("foreground-disabled", False),
    "text": ("foreground", False),
    "thumb": ("foreground-disabled", False),
    "title": ("foreground", True),
    "warn": ("warning", False),
}
"""Each style's theme colour, and whether it is bold.

Read from the theme rather than component classes, which would cost a fifth of the time to the first paint.
"""
_GROUNDS: Final = ("background", "surface", "panel")
_COLOURS: Final = {*_GROUNDS, *(colour for colour, _ in _STYLES.values())}


def state_text(state: State) -> StyledText:
    """Return a state's sign and label in the style of its tone."""
    return StyledText(state.text, TONE_STYLES[state.tone])


def bar(progress: Fraction | None, expected: Fraction | None, width: int) -> Line:
    """Return a bar of `width` cells, filled to an eighth of a cell, with a mark at the expected value."""
    eighths = 0 if progress is None else int(progress * width * _EIGHTHS)
    full, part = divmod(eighths, _EIGHTHS)
    cells = FULL * full + (EIGHTHS[part] if part else "")
    cells = cells + REST * (width - len(cells))
    filled = full + bool(part)
    if expected is None:
        return [StyledText(cells[:filled], "bar"), StyledText(cells[filled:], "rest")]
    mark = min(int(expected * width), width - 1)
    return [
        StyledText(cells[: min(mark, filled)], "bar"),
        StyledText(cells[filled:mark], "rest"),
        StyledText(MARK, "mark-full" if mark < full else "mark"),
        StyledText(cells[mark + 1 : filled], "bar"),
        StyledText(cells[max(mark + 1, filled) :], "rest"),
    ]


class StripStyler:
    """Converts lines to strips for one widget on a theme background; discarded when the theme changes."""

    def __init__(self, widget: Widget, ground: str = "background", lifted: str = "surface") -> None:
        """Read the colours of a widget's theme. `lifted` is the background of highlighted lines."""
        self._filters = widget.get_line_filters()
        self._background = widget.background_colors[1]
        colours = {name: _colour(text) for name, text in widget.app.theme_variables.items() if name in _COLOURS}
        # Some themes have transparent colours; Rich does not support them.
        solid = {name: (colours["background"] + colour).rich_color for name, colour in colours.items()}
        self._grounds = {False: Style(bgcolor=solid[ground]), True: Style(bgcolor=solid[lifted])}
        text = solid["foreground"]  # not every theme defines all colours
        styler = {name: Style(color=solid.get(colour, text), bold=bold) for name, (colour, bold) in _STYLES.items()}
        full = Style(bgcolor=solid["primary"])
        self._styles: Mapping[bool, Mapping[str, Style]] = {
            raised: {name: behind + style + (full if name == "mark-full" else behind) for name, style in styler.items()}
            for raised, behind in self._grounds.items()
        }

    def blank(self, width: int) -> Strip:
        """Return a blank strip."""
        return self.final([Segment(" " * width, self._grounds[False])], width)

    def line(self, line: Line, width: int, *, lifted: bool = False) -> Strip:
        """Return a line as a strip of `width` cells."""
        return self.final(self.segments(line, width, lifted=lifted), width)

    def segments(self, line: Line, width: int, *, lifted: bool = False) -> list[Segment]:
        """Return a line's segments, padded to `width`."""
        styles = self._styles[lifted]
        segments = [Segment(span.text, styles[span.style]) for span in line if span.text]
        return [*segments, Segment(" " * (width - size_of(line)), self._grounds[lifted])]

    def final(self, segments: list[Segment], width: int) -> Strip:
        """Return the strip after the widget's filters, such as no colours or ASCII."""
        strip = Strip(segments, width)
        for each in self._filters:
            strip = strip.apply_filter(each, self._background)
        return strip


def _colour(text: str) -> Color:
    """Return a theme colour, without its opacity if Textual cannot parse it, as with ANSI colours."""
    try:
        return Color.parse(text)
    except ColorParseError:
        return Color.parse(text.split(" ", 1)[0])
