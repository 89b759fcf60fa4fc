"""From lines of styled text to ready strips: styles looked up once, every card painted once."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.board import Card
from learnboard.domain.fields import Id
from learnboard.ui import signs
from learnboard.ui.board.picture import Line
from learnboard.ui.text import cell_len

STYLES: Final = frozenset(
    {
        "accent",
        "bad",
        "bar",
        "good",
        "heading",
        "heading-current",
        "mark",
        "mark-full",
        "muted",
        "rest",
        "text",
        "thumb",
        "title",
        "warn",
    }
)
"""The names of styles a line can use; each is a component class of the board."""
_MOST_CARDS = 2_000


class Painter:
    """Paints for one widget; thrown away when its theme changes."""

    def __init__(self, widget: Widget) -> None:
        self._filters = widget.get_line_filters()
        self._background = widget.background_colors[1]
        self._base = widget.rich_style
        self._selected = widget.get_component_rich_style("selected")
        behind = Style(bgcolor=self._selected.bgcolor)
        plain = {name: widget.get_component_rich_style(name) for name in STYLES}
        lifted = {name: style if name == "mark-full" else style + behind for name, style in plain.items()}
        self._styles: Mapping[bool, Mapping[str, Style]] = {False: plain, True: lifted}
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
