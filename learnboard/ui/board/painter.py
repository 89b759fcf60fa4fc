"""From lines of styled text to ready strips: styles looked up once, every card painted once."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.board import Card
from learnboard.domain.fields import Id
from learnboard.ui import signs
from learnboard.ui.board.picture import Line
from learnboard.ui.text import cell_len

STYLES: Final[Mapping[str, tuple[str, bool]]] = {
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
_COLOURS: Final = {"background", "surface", *(colour for colour, _ in STYLES.values())}
_MOST_CARDS = 2_000


class Painter:
    """Paints for one widget; thrown away when its theme changes."""

    def __init__(self, widget: Widget) -> None:
        self._filters = widget.get_line_filters()
        self._background = widget.background_colors[1]
        colours = {name: Color.parse(text) for name, text in widget.app.theme_variables.items() if name in _COLOURS}
        # Some themes say how much of a colour shows; Rich knows no such thing.
        solid = {name: (colours["background"] + colour).rich_color for name, colour in colours.items()}
        page, lifted = (Style(bgcolor=solid[name]) for name in ("background", "surface"))
        ink = {name: Style(color=solid[colour], bold=bold) for name, (colour, bold) in STYLES.items()}
        full = Style(bgcolor=solid["primary"])
        self._styles: Mapping[bool, Mapping[str, Style]] = {
            selected: {name: behind + style + (full if name == "mark-full" else behind) for name, style in ink.items()}
            for selected, behind in ((False, page), (True, lifted))
        }
        self._base, self._selected = page, lifted
        plain = self._styles[False]
        self._edge = [self._final([Segment(sign, plain["thumb"])], 1) for sign in " ▕"]
        self._cards: dict[tuple[Id, bool, int], tuple[Card, Sequence[Strip]]] = {}

    def blank(self, width: int) -> Strip:
        """A strip of nothing."""
        return self._final([Segment(" " * width, self._base)], width)

    def line(self, line: Line, width: int) -> Strip:
        """A line from its start to `width`."""
        styles = self._styles[False]
        segments = [Segment(span.text, styles[span.style]) for span in line if span.text]
        rest = width - sum(cell_len(span.text) for span in line)
        return self._final([*segments, Segment(" " * rest, self._base)], width)

    def card(self, lines: Sequence[Line], width: int, *, selected: bool, gap: bool) -> Sequence[Strip]:
        """A card's lines behind the cursor's sign, a blank one under them if `gap`."""
        styles = self._styles[selected]
        base = self._selected if selected else self._base
        sign = Segment(signs.CURSOR if selected else " ", styles["accent"])
        strips = []
        for line in lines:
            rest = width - 1 - sum(cell_len(span.text) for span in line)
            segments = [Segment(span.text, styles[span.style]) for span in line if span.text]
            strips.append(self._final([sign, *segments, Segment(" " * rest, base)], width))
        if gap:
            strips.append(self.blank(width))
        return strips

    def thumb(self, *, shown: bool) -> Strip:
        """One cell of a lane's right edge."""
        return self._edge[shown]

    def remembered(self, card: Card, width: int, *, selected: bool) -> Sequence[Strip] | None:
        """The strips of a card that was painted before and is still the same value."""
        found = self._cards.get((card.id, selected, width))
        return found[1] if found and found[0] is card else None

    def remember(self, card: Card, width: int, strips: Sequence[Strip], *, selected: bool) -> Sequence[Strip]:
        """Keep the strips of a card."""
        if len(self._cards) >= _MOST_CARDS:
            self._cards.clear()
        self._cards[card.id, selected, width] = card, strips
        return strips

    def _final(self, segments: list[Segment], width: int) -> Strip:
        strip = Strip(segments, width)
        for each in self._filters:
            strip = strip.apply_filter(each, self._background)
        return strip
