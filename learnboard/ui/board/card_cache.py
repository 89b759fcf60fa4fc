"""Cards and headings as ready strips: every card painted once."""

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.board import Card
from learnboard.domain.model.fields import Id
from learnboard.ui.toolkit.strip_styler import StripStyler
from learnboard.ui.toolkit.styled_text import CURSOR_SIGN, Line, StyledText

_MOST_CARDS: Final = 2_000


class CardCache(StripStyler):
    """Paints the board; thrown away when the theme changes."""

    def __init__(self, widget: Widget) -> None:
        super().__init__(widget)
        self._edge = [self.line([StyledText(sign, "thumb")], 1) for sign in " ▕"]
        self._cards: dict[tuple[Id, bool, int], tuple[Card, Sequence[Strip]]] = {}

    def card(self, lines: Sequence[Line], width: int, *, selected: bool, gap: bool) -> Sequence[Strip]:
        """A card's lines behind the cursor's sign, a blank one under them if `gap`."""
        sign = Segment(CURSOR_SIGN if selected else " ", self._styles[selected]["accent"])
        strips = [self.final([sign, *self.segments(line, width - 1, lifted=selected)], width) for line in lines]
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
