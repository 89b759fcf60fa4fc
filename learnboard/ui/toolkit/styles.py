"""Styles: the named styles of a theme, state labels, bars, and the conversion of lines to strips."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import State, Tone
from learnboard.ui.toolkit.painting import LeanStrip
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
ON_BAR: Final = "-mark"
"""What the style of a mark on a filled bar adds to the name of the bar's style."""
REST: Final = "·"
FULL: Final = "█"
EIGHTHS: Final = " ▏▎▍▌▋▊▉"
UNKNOWN: Final = "…"
_EIGHTHS = 8
CALM: Final = "-bar"
"""What the style of a bar in a tone's colour adds to the name of the tone's style."""
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
    "bar": ("foreground-muted-bar", False),
    "chip": ("foreground-muted", False),
    "good": ("success", False),
    "heading": ("foreground-muted", True),
    "heading-current": ("primary", True),
    "mark": ("foreground", False),
    "mark-full": ("background", False),
    "muted": ("foreground-muted", False),
    "notice": ("warning", True),
    "rest": ("foreground-disabled", False),
    "text": ("foreground", False),
    "thumb": ("foreground-disabled", False),
    "title": ("foreground", True),
    "warn": ("warning", False),
}
"""Each style's theme colour, and whether it is bold.

Read from the theme rather than component classes, which would cost a fifth of the time to the first paint.
"""
_FAINT: Final = ("foreground-muted", "foreground-disabled")
_IN_BARS: Final = ("success", "warning", "error", "foreground-muted", "foreground")
_OWN_GROUNDS: Final = {"chip": "chip", "mark-full": "primary"}
"""Styles that bring a ground of their own."""
_COLOURS: Final = {"background", "surface", "panel", *(colour for colour, _ in _STYLES.values())}
LANE: Final = "lane"
CARD: Final = "card"
CARD_AT_CURSOR: Final = "card-cursor"
_WHITE: Final = Color(255, 255, 255)


def surfaces(colours: Mapping[str, Color], own: Mapping[str, str]) -> dict[str, Color]:
    """Return the grounds of a column, of a card in it, of the card under the cursor, and of a label's chip.

    They are mixed from a theme's colours: in a dark one a card is lighter than its column, in a light one it is paper
    on grey. A theme's `own` variables of these names win. A terminal's colours cannot be mixed: it has one ground.
    """
    back, text, accent = colours["background"], colours["foreground"], colours["primary"]
    if back.ansi is not None:
        return dict.fromkeys((LANE, CARD, CARD_AT_CURSOR, "chip"), back)
    dark = back.brightness < 0.5  # noqa: PLR2004
    card = back.blend(text, 0.12) if dark else back.blend(_WHITE, 0.8)
    mixed = {
        LANE: back.blend(text, 0.05 if dark else 0.07),
        CARD: card,
        CARD_AT_CURSOR: back.blend(accent, 0.22 if dark else 0.14),
        "chip": card.blend(text, 0.12),
    }
    return {name: Color.parse(own[name]) if name in own else colour for name, colour in mixed.items()}


def state_text(state: State) -> StyledText:
    """Return a state's sign and label in the style of its tone."""
    return StyledText(state.text, TONE_STYLES[state.tone])


def bar(progress: Fraction | None, expected: Fraction | None, width: int, style: str = "bar") -> Line:
    """Return a bar of `width` cells, filled to an eighth of a cell, with a mark at the expected value.

    `style` colours what is filled: a health's tone, where the bar has one.
    """
    eighths = 0 if progress is None else int(progress * width * _EIGHTHS)
    full, part = divmod(eighths, _EIGHTHS)
    cells = FULL * full + (EIGHTHS[part] if part else "")
    cells = cells + REST * (width - len(cells))
    filled = full + bool(part)
    if expected is None:
        return [StyledText(cells[:filled], style), StyledText(cells[filled:], "rest")]
    mark = min(int(expected * width), width - 1)
    return [
        StyledText(cells[: min(mark, filled)], style),
        StyledText(cells[filled:mark], "rest"),
        StyledText(MARK, f"{style}{ON_BAR}" if mark < full else "mark"),
        StyledText(cells[mark + 1 : filled], style),
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


class GroundStyles(dict[str, Style]):
    """The named styles on one ground, each made when it is first used."""

    def __init__(self, ground: str, colours: Mapping[str, RichColor]) -> None:
        super().__init__()
        self._colours = colours
        self.ground = Style(bgcolor=colours[ground])

    def __missing__(self, name: str) -> Style:
        colours, on_bar, calm = self._colours, name.endswith(ON_BAR), name.removesuffix(ON_BAR).endswith(CALM)
        colour, bold = _STYLES[name.removesuffix(ON_BAR).removesuffix(CALM)]
        text = colours.get(f"{colour}{CALM}" if calm else colour, colours["foreground"])  # no theme defines all colours
        behind = text if on_bar else colours.get(_OWN_GROUNDS.get(name, ""))
        faint = True if colour in _FAINT and text.is_default else None  # a terminal's own colours have no fainter one
        style = Style(color=colours["background"] if on_bar else text, bold=bold, dim=faint, bgcolor=behind)
        self[name] = style = self.ground + style
        return style


_SELECTED: Final = "mark-full"


def content_of(line: Line) -> Content:
    """Return a line as Textual content. Text in it is never markup."""
    return Content.assemble(*((span.text, _in_css(span.style)) for span in line))


def _in_css(style: str) -> str:
    colour, bold = _STYLES[style.removesuffix(ON_BAR)]
    if style.endswith(ON_BAR):
        return f"$background on ${colour}"
    return "$foreground reverse" if style == _SELECTED else f"bold ${colour}" if bold else f"${colour}"


def is_drawn_alike(line: Line, width: int) -> bool:
    """Whether a line looks the same as Textual's content and as a strip of `width` cells."""
    return size_of(line) <= width and all(span.style != _SELECTED for span in line)


class StripStyler:
    """Converts lines to strips for one widget on grounds of the theme; discarded when the theme changes."""

    def __init__(self, widget: Widget, ground: str = "background", lifted: str = "surface") -> None:
        """Read the colours of a widget's theme. `lifted` is the ground of highlighted lines."""
        self._filters = widget.get_line_filters()
        self._background = widget.background_colors[1]
        variables = widget.app.theme_variables
        colours = {name: _colour(text) for name, text in variables.items() if name in _COLOURS}
        probe = self.final([Segment("▀", Style(color="red", bgcolor="blue"))], 1)
        ((sign, style, _),) = probe
        self.colourless = style is None or style.bgcolor is None
        """Whether a filter removes the colours: there is one ground then, and what is a surface has to be a sign."""
        self.ascii = sign.isascii()
        self.grounds = surfaces(colours, {} if self.colourless else variables)
        if self.colourless:
            self.grounds = dict.fromkeys(self.grounds, colours["background"])
        # Some themes have transparent colours; Rich does not support them.
        back = colours["background"]
        solid = {name: back + colour for name, colour in {**colours, **self.grounds}.items()}
        calm = {f"{name}{CALM}": _calmer(solid[name], back) for name in _IN_BARS if name in solid}
        self._colours = {name: colour.rich_color for name, colour in {**solid, **calm}.items()}
        self._on: dict[str, GroundStyles] = {}
        self._ground, self._lifted = ground, lifted

    def on(self, ground: str) -> GroundStyles:
        """Return the styles on one of the grounds."""
        if ground not in self._on:
            self._on[ground] = GroundStyles(ground, self._colours)
        return self._on[ground]

    def edge_of(self, ground: str) -> Style:
        """Return the style of half a line of a ground above or below a column's."""
        return Style(color=self._colours[ground], bgcolor=self._colours[LANE])

    def blank(self, width: int) -> Strip:
        """Return a blank strip."""
        return self.final([Segment(" " * width, self.on(self._ground).ground)], width)

    def line(self, line: Line, width: int, *, lifted: bool = False) -> Strip:
        """Return a line as a strip of `width` cells."""
        return self.final(self.segments(line, width, self.on(self._lifted if lifted else self._ground)), width)

    @staticmethod
    def segments(line: Line, width: int, styles: GroundStyles) -> list[Segment]:
        """Return a line's segments, padded to `width`."""
        segments = [Segment(span.text, styles[span.style]) for span in line if span.text]
        return [*segments, Segment(" " * (width - size_of(line)), styles.ground)]

    def final(self, segments: list[Segment], width: int) -> Strip:
        """Return the strip after the widget's filters, such as no colours or ASCII."""
        for each in self._filters:
            segments = each.apply(segments, self._background)
        return LeanStrip(segments, width)


def _calmer(colour: Color, back: Color) -> Color:
    """Return a colour for a large surface; one of the terminal's own stays as it is."""
    return colour if colour.ansi is not None or back.ansi is not None else colour.blend(back, 0.3)


def _colour(text: str) -> Color:
    """Return a theme colour, without its opacity if Textual cannot parse it, as with ANSI colours."""
    try:
        return Color.parse(text)
    except ColorParseError:
        return Color.parse(text.split(" ", 1)[0])
