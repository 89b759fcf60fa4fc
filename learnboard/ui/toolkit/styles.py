"""How things look: the styles of a theme, states and bars in them, and lines of styled text as ready strips."""

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
"""The style in which a tone is drawn."""
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
"""What a line's styles look like: a colour of the theme, and whether it is bold.

They are read from the theme and not from component classes: those cost a fifth of the time to the first paint.
"""
_GROUNDS: Final = ("background", "surface", "panel")
_COLOURS: Final = {*_GROUNDS, *(colour for colour, _ in _STYLES.values())}


def state_text(state: State) -> StyledText:
    """A state by its sign and its label, in the style of its tone."""
    return StyledText(state.text, TONE_STYLES[state.tone])


def bar(progress: Fraction | None, expected: Fraction | None, width: int) -> Line:
    """A bar of `width` cells, filled to the eighth of a cell, with a mark where the expected value stands."""
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
    """Paints lines for one widget on a ground of its theme; thrown away when the theme changes."""

    def __init__(self, widget: Widget, ground: str = "background", lifted: str = "surface") -> None:
        """Take the colours of a widget's theme; `lifted` lies behind a line that stands out."""
        self._filters = widget.get_line_filters()
        self._background = widget.background_colors[1]
        colours = {name: _colour(text) for name, text in widget.app.theme_variables.items() if name in _COLOURS}
        # Some themes say how much of a colour shows; Rich knows no such thing.
        solid = {name: (colours["background"] + colour).rich_color for name, colour in colours.items()}
        self._grounds = {False: Style(bgcolor=solid[ground]), True: Style(bgcolor=solid[lifted])}
        text = solid["foreground"]  # not every theme has all of them
        styler = {name: Style(color=solid.get(colour, text), bold=bold) for name, (colour, bold) in _STYLES.items()}
        full = Style(bgcolor=solid["primary"])
        self._styles: Mapping[bool, Mapping[str, Style]] = {
            raised: {name: behind + style + (full if name == "mark-full" else behind) for name, style in styler.items()}
            for raised, behind in self._grounds.items()
        }

    def blank(self, width: int) -> Strip:
        """A strip of nothing."""
        return self.final([Segment(" " * width, self._grounds[False])], width)

    def line(self, line: Line, width: int, *, lifted: bool = False) -> Strip:
        """A line from its start to `width`."""
        return self.final(self.segments(line, width, lifted=lifted), width)

    def segments(self, line: Line, width: int, *, lifted: bool = False) -> list[Segment]:
        """A line's segments, filled up to `width`."""
        styles = self._styles[lifted]
        segments = [Segment(span.text, styles[span.style]) for span in line if span.text]
        return [*segments, Segment(" " * (width - size_of(line)), self._grounds[lifted])]

    def final(self, segments: list[Segment], width: int) -> Strip:
        """The strip as it goes to the terminal: without colours, say, or in plain signs."""
        strip = Strip(segments, width)
        for each in self._filters:
            strip = strip.apply_filter(each, self._background)
        return strip


def _colour(text: str) -> Color:
    """A colour of a theme; how much of it shows is left out where the terminal's own colours know no such thing."""
    try:
        return Color.parse(text)
    except ColorParseError:
        return Color.parse(text.split(" ", 1)[0])
