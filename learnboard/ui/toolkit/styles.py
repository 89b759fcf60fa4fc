"""Styles: the named styles of a theme, state labels, bars, and the conversion of lines to strips."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.strip import Strip
from textual.widget import Widget

from learnboard.presentation.values import State, Tone
from learnboard.ui.toolkit.text import (
    CARET,
    ELLIPSIS,
    Line,
    StyledText,
    cell_len,
    plain,
    sign_left,
    sign_right,
    size_of,
)
from learnboard.ui.toolkit.text_buffer import TextBuffer

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


# -- a text with its caret --------------------------------------------------------------------------------------------


class _Sign(NamedTuple):
    """A sign as it is drawn, the place in the text that a click on it means, and its style."""

    text: str
    at: int
    style: str = "text"


class CaretView(NamedTuple):
    """A text on one line with the caret in it; what stands around the caret is in view."""

    signs: tuple[_Sign, ...]
    end: int

    @classmethod
    def of(cls, entry: TextBuffer, width: int, *, bars: bool = False) -> "CaretView":
        """Draw a text in at most `width` cells; `bars` show both ends of a selection where there is no style for it."""
        caret = [] if entry.marked and not bars else [_Sign(CARET, entry.at, "accent")]
        room = width - len(caret)
        before, after = _signs(entry, -1, room, bars=bars), _signs(entry, 1, room, bars=bars)
        if _width(before) + _width(after) > room:
            before = [*_fitting([*reversed(before)], room - min(_width(after), width // 3))][::-1]
            after = _fitting(after, room - _width(before))
        return cls((*before, *caret, *after), len(entry.text))

    @property
    def text(self) -> str:
        """What is drawn, without styles."""
        return "".join(sign.text for sign in self.signs)

    @property
    def line(self) -> Line:
        """What is drawn, in styles."""
        groups = groupby(self.signs, key=attrgetter("style"))
        return [StyledText("".join(sign.text for sign in same), style) for style, same in groups]

    def place_of(self, index: int) -> int:
        """Return the place in the text of a character of what is drawn."""
        for sign in self.signs:
            index -= len(sign.text)
            if index < 0:
                return sign.at
        return self.end


def _signs(entry: TextBuffer, step: int, room: int, *, bars: bool) -> list[_Sign]:
    """The signs before the caret, or behind it, in their order: as many as may fit, and a little more."""
    text, at, (first, last) = entry.text, entry.at, entry.selection
    signs: list[_Sign] = []
    cells = 0
    while cells <= room and 0 <= (at if step > 0 else at - 1) < len(text):
        start, stop = (at, sign_right(text, at)) if step > 0 else (sign_left(text, at), at)
        signs.append(_Sign(plain(text[start:stop]), start, "mark-full" if first <= start < last else "text"))
        cells += cell_len(signs[-1].text)
        at = stop if step > 0 else start
        if bars and at == entry.anchor:
            signs.append(_Sign(CARET, at, "accent"))
            cells += 1
    return signs if step > 0 else signs[::-1]


def _width(signs: Iterable[_Sign]) -> int:
    return sum(cell_len(sign.text) for sign in signs)


def _fitting(signs: list[_Sign], width: int) -> list[_Sign]:
    """As many of the first signs as fit, with an ellipsis where something is left out."""
    if _width(signs) <= width:
        return signs
    kept, cells = list[_Sign](), 1
    for sign in signs:
        cells += cell_len(sign.text)
        if cells > width:
            break
        kept.append(sign)
    return [*kept, _Sign(ELLIPSIS, kept[-1].at if kept else signs[0].at)] if width > 0 else []


def with_caret(entry: TextBuffer, width: int) -> CaretView:
    """Return the text with the caret in it, and with a bar at both ends of a selection, in at most `width` cells."""
    return CaretView.of(entry, width, bars=True)


# -- strips ----------------------------------------------------------------------------------------------------------


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
