"""The layout of one column, and the cache of painted cards."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, compress
from operator import is_not
from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.board import Card, Column
from learnboard.domain.model.fields import Id
from learnboard.ui.board.render import HEADING_LINES, card_height
from learnboard.ui.toolkit.styles import StripStyler
from learnboard.ui.toolkit.text import CURSOR_SIGN, Line, StyledText

_MOST_CARDS: Final = 2_000


class CardCache(StripStyler):
    """A styler that caches the strips of cards; discarded when the theme changes."""

    def __init__(self, widget: Widget) -> None:
        super().__init__(widget)
        self._edge = [self.line([StyledText(sign, "thumb")], 1) for sign in " ▕"]
        self._cards: dict[tuple[Id, bool, int], tuple[Card, Sequence[Strip]]] = {}

    def card(self, lines: Sequence[Line], width: int, *, selected: bool, gap: bool) -> Sequence[Strip]:
        """Return a card's strips with the cursor's sign in front, and a blank one below if `gap`."""
        sign = Segment(CURSOR_SIGN if selected else " ", self._styles[selected]["accent"])
        strips = [self.final([sign, *self.segments(line, width - 1, lifted=selected)], width) for line in lines]
        if gap:
            strips.append(self.blank(width))
        return strips

    def thumb(self, *, shown: bool) -> Strip:
        """Return one cell of a column's right edge."""
        return self._edge[shown]

    def remembered(self, card: Card, width: int, *, selected: bool) -> Sequence[Strip] | None:
        """Return the cached strips of a card, if it is still the same object."""
        found = self._cards.get((card.id, selected, width))
        return found[1] if found and found[0] is card else None

    def remember(self, card: Card, width: int, strips: Sequence[Strip], *, selected: bool) -> Sequence[Strip]:
        """Cache the strips of a card and return them."""
        if len(self._cards) >= _MOST_CARDS:
            self._cards.clear()
        self._cards[card.id, selected, width] = card, strips
        return strips


_MOST_MEASURED: Final = 50_000
DrawCard = Callable[[Card, bool], Sequence[Strip]]


class ColumnLayout:
    """The geometry of one column. Lines are numbered from the top of its heading.

    Only changed lines are redrawn: `lines` holds the finished strips, and None for a line to redraw.
    """

    def __init__(self, column: Column, width: int, height: int, *, compact: bool) -> None:
        self.column = column
        self.width = width
        self.height = height
        self.compact = compact
        self.selected = -1
        self.top = 0
        self.lines: list[Strip | None] = [None] * height
        self._gap = 0 if compact else 1  # the blank line under a card need not be in view
        self._known: dict[int, int] = {}
        self._measured: list[Card] = []
        self._heights = self._measure(column.cards)
        self._tops = [0, *accumulate(self._heights)]

    @property
    def view(self) -> int:
        """The number of lines of cards in view."""
        return max(0, self.height - HEADING_LINES)

    @property
    def text_width(self) -> int:
        """The cells for a card's text, without the cursor's sign, a blank and the scroll thumb."""
        return max(1, self.width - 3)

    def _measure(self, cards: Sequence[Card]) -> list[int]:
        """Return the heights of cards, measuring each only once: a filter may hide and show thousands."""
        if len(self._measured) > _MOST_MEASURED:
            self._known.clear()
            self._measured.clear()
        known, places = self._known, list(map(id, cards))
        heights = list(map(known.get, places))  # no loop in Python: there may be thousands
        if None in heights:
            new = [card for card, height in zip(cards, heights, strict=True) if height is None]
            self._measured += new  # a card kept here keeps its id() from being reused
            width = self.text_width
            known.update((id(card), card_height(card.key_result, width, compact=self.compact)) for card in new)
        return list(map(known.__getitem__, places))

    def show(self, column: Column, selected: int) -> Sequence[range]:
        """Take the column's new state and the cursor's place in it; return the lines to redraw."""
        old, self.column = self.column, column
        if old is column:
            return self.select(selected)
        first, last = _unlike(old.cards, column.cards)
        heights, whole = self._heights, self._tops[-1]
        heights[first : len(heights) - last] = self._measure(column.cards[first : len(column.cards) - last])
        self._tops[first + 1 :] = list(accumulate(heights[first:], initial=self._tops[first]))[1:]
        kept, self.selected = self.selected == selected, selected
        scrolled = self.keep_in_view()
        heading = () if _same_heading(old, column) else (range(min(HEADING_LINES, self.height)),)
        start = HEADING_LINES + self._tops[first] - self.top
        end = self.height
        if not kept or scrolled or bool(old.more) != bool(column.more):
            start = HEADING_LINES
        elif whole == self._tops[-1]:  # the lines below stay in place, and so does the scroll thumb
            end = HEADING_LINES + self._tops[len(column.cards) - last] - self.top
        elif start < self.height:
            start = HEADING_LINES
        # A column that only grew below the view, as a large board does while it is read, keeps its lines.
        start, end = max(HEADING_LINES, start), min(end, self.height)
        return (*heading, range(start, end)) if start < end else heading

    def select(self, place: int) -> Sequence[range]:
        """Put the cursor on a card, -1 for none; return the lines to redraw."""
        old, self.selected = self.selected, place
        if old == place:
            return ()
        if self.keep_in_view():
            return (range(HEADING_LINES, self.height),)
        return tuple(self.lines_of(each) for each in (old, place) if 0 <= each < len(self._heights))

    def lines_of(self, place: int) -> range:
        """Return the lines in view of the card at a place; empty if it is scrolled out of view."""
        offset = HEADING_LINES - self.top
        first = max(HEADING_LINES, self._tops[place] + offset)
        return range(first, max(first, min(self.height, self._tops[place + 1] + offset)))

    def keep_in_view(self) -> bool:
        """Keep the offset in range and the selected card in view; return whether that scrolled."""
        top = max(0, min(self.top, self._tops[-1] - self.view))
        if 0 <= self.selected < len(self._heights):
            first, last = self._tops[self.selected], self._tops[self.selected + 1]
            if first < top:
                top = first
            elif last - self._gap > top + self.view:
                top = min(first, last - self._gap - self.view)
        moved, self.top = top != self.top, top
        return moved

    def scroll(self, lines: int) -> bool:
        """Scroll by some lines, as far as possible; return whether that scrolled."""
        top = max(0, min(self.top + lines, self._tops[-1] - self.view))
        moved, self.top = top != self.top, top
        return moved

    def place_at(self, line: int) -> int | None:
        """Return the place of the card drawn on a line, if any."""
        at = line - HEADING_LINES + self.top
        return bisect_right(self._tops, at) - 1 if line >= HEADING_LINES and at < self._tops[-1] else None

    def line_number(self, line: int) -> int:
        """The number of what is drawn on a line, counted from the column's first line, wherever it is scrolled."""
        return line if line < HEADING_LINES else line + self.top

    def gap_at(self, line: int, own: int | None) -> int:
        """The gap between two cards that a line means for a dragged one: how many cards stand over it.

        A card of one line has no halves: among its `own` siblings it gives way to where the dragged one comes from.
        """
        place = self.place_at(line)
        if place is None:
            return 0 if line < HEADING_LINES else len(self._heights)
        if not self.compact:
            return place + (2 * (line - HEADING_LINES + self.top - self._tops[place]) >= self._heights[place])
        at_end = line == self.height - 1 and place == len(self._heights) - 1  # there is no line below it
        return place + (at_end if own is None else place > own)

    def gap_line(self, gap: int) -> int:
        """The line of a gap between two cards: the blank one over the second, or else its own; never out of view."""
        first = HEADING_LINES - self._gap
        line = first - self.top + self._tops[min(gap, len(self._heights))]
        return min(max(first, line), self.height - 1)

    def page_from(self, place: int, pages: int) -> int:
        """Return the place some screenfuls of cards further down, or up if `pages` is negative."""
        at = max(0, min(self._tops[place] + pages * self.view, self._tops[-1] - 1))
        return bisect_right(self._tops, at) - 1

    def thumb(self) -> range:
        """Return the lines of the scroll thumb; empty if everything is in view."""
        total = self._tops[-1]
        if self.column.more:  # assume that unread cards are as high as the others
            total += total * self.column.more // max(1, len(self.column.cards))
        if total - self._gap <= self.view or self.view <= 0:
            return range(0)
        size = max(1, self.view * self.view // total)
        at = (self.view - size) * self.top // max(1, total - self.view)
        return range(HEADING_LINES + at, HEADING_LINES + at + size)

    def card_strip(self, line: int, draw: DrawCard) -> Strip | None:
        """Return the strip of a card's line; None if no card is on that line."""
        at = line - HEADING_LINES + self.top
        if at >= self._tops[-1]:
            return None
        place = bisect_right(self._tops, at) - 1
        return draw(self.column.cards[place], place == self.selected)[at - self._tops[place]]


def _same_heading(old: Column, new: Column) -> bool:
    """Return whether two states of a column have the same heading."""
    same = old.objective is new.objective and old.totals is new.totals and old.hidden == new.hidden
    if old.more and new.more:  # figures appear once every card is read
        same = old.objective is new.objective and old.hidden == new.hidden
    return same and len(old.cards) + old.more == len(new.cards) + new.more and bool(old.more) == bool(new.more)


def _unlike(old: Sequence[Card], new: Sequence[Card]) -> tuple[int, int]:
    """Return how many cards are identical at the start, and then at the end."""
    most = min(len(old), len(new))
    first = _alike(old, new, most)
    return first, _alike(reversed(old), reversed(new), most - first)


def _alike(some: Iterable[Card], others: Iterable[Card], most: int) -> int:
    """Return how many pairs are identical before the first that is not, without a loop in Python."""
    return next(compress(range(most), map(is_not, some, others)), most)
