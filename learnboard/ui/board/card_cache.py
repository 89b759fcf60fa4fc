"""The cache of painted cards."""

from collections.abc import Callable, Sequence
from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.board import Card
from learnboard.domain.model.fields import Id
from learnboard.ui.board.render import Detail, stripe_of
from learnboard.ui.toolkit.painting import RowStrip
from learnboard.ui.toolkit.styles import CARD, CARD_AT_CURSOR, LANE, StripStyler
from learnboard.ui.toolkit.text import CURSOR_SIGN, Line, StyledText

_MOST_CARDS = 2_000
_STRIPE: Final = "▍"
_THIN_STRIPE: Final = "▎"
BEFORE_TEXT: Final = 3
"""Cells of a column before its text: its margin, a card's stripe, and a blank."""
AROUND_TEXT: Final = BEFORE_TEXT + 3
"""Cells of a column that are not for a card's text: behind that are a blank, the margin, and the edge."""


class CardCache(StripStyler):
    """A styler that caches the strips of cards; discarded when the theme changes.

    Where no grounds tell a card from its column, or a column from the next, signs do: edges are lines, and half lines
    of a surface are left out, as they are in ASCII.
    """

    def __init__(self, widget: Widget) -> None:
        super().__init__(widget)
        grounds = self.grounds
        flat = grounds[LANE] == grounds[CARD]
        signs = ("│", "█") if grounds[LANE] == widget.background_colors[1] or flat else (" ", "▕")
        self._edge = [self.line([StyledText(sign, "thumb")], 1) for sign in signs]
        self._halves = "" if flat or self.ascii else "▄▀"
        self._stripe = _THIN_STRIPE if flat else _STRIPE  # without colours it must not be taken for the cursor's
        self._empty: dict[int, Strip] = {}
        self._cards: dict[tuple[Id, bool, int, Detail], tuple[Card, Sequence[Strip]]] = {}

    def card(
        self, card: Card, width: int, detail: Detail, *, selected: bool, draw: Callable[[], Sequence[Line]]
    ) -> Sequence[Strip]:
        """Return a card's strips of `width` cells, those above and below its text included; `draw` returns the text."""
        key = card.id, selected, width, detail
        found = self._cards.get(key)
        if found and found[0] is card:
            return found[1]
        if len(self._cards) >= _MOST_CARDS:
            self._cards.clear()
        strips = self._painted(card, draw(), width, detail, selected=selected)
        self._cards[key] = card, strips
        return strips

    def _painted(self, card: Card, lines: Sequence[Line], width: int, detail: Detail, *, selected: bool) -> list[Strip]:
        ground = CARD_AT_CURSOR if selected else LANE if detail.compact else CARD
        lane, styles = self.on(LANE), self.on(ground)
        margin = Segment(" ", lane.ground)
        sign = Segment(CURSOR_SIGN if selected else self._stripe, styles["accent" if selected else stripe_of(card)])
        start, room = [margin, sign, Segment(" ", styles.ground)], width - BEFORE_TEXT - 1
        strips = [self.final([*start, *self.segments(line, room, styles), margin], width) for line in lines]
        above = self._half(0, ground, width) if detail.above else None
        below = (self._half(1, ground, width) if detail.above else self.empty(width)) if detail.below else None
        return [strip for strip in (above, *strips, below) if strip]

    def _half(self, lower: int, ground: str, width: int) -> Strip:
        """Return half a line of a card's surface, above or below its text."""
        if not self._halves:
            return self.empty(width)
        margin = Segment(" ", self.on(LANE).ground)
        return self.final([margin, Segment(self._halves[lower] * (width - 2), self.edge_of(ground)), margin], width)

    def lane(self, line: Line, width: int) -> Strip:
        """Return a line on the ground of a column, without its edge."""
        return self.final(self.segments(line, width, self.on(LANE)), width)

    def empty(self, width: int) -> Strip:
        """Return a blank line of a column, without its edge."""
        if width not in self._empty:
            self._empty[width] = self.lane([], width)
        return self._empty[width]

    def edged(self, strip: Strip, *, shown: bool) -> Strip:
        """Return a line of a column with its right edge, where the scroll thumb may be `shown`."""
        return RowStrip([strip, self._edge[shown]], strip.cell_length + 1)
