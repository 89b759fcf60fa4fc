"""The layout of one column."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import accumulate, compress, islice
from operator import is_not
from typing import Final

from textual.strip import Strip

from learnboard.domain.board import Card, Column
from learnboard.ui.board.headings import Frame, counted, has_same_heading
from learnboard.ui.board.render import (
    DETAILS,
    ONE_LINE,
    TIGHT,
    WHOLE_TITLES,
    CardShape,
    Detail,
    card_shape,
    is_in_trouble,
    richer,
    tight_height,
)

_MOST_MEASURED: Final = 50_000
_MOST_AT_EASE: Final = 12
"""Cards up to which a column tells as much of each as there is room for; of more, little is told."""
_LEAST_IN_VIEW: Final = 4
"""Cards of a scrolled column that are in view at least; titles are cut for the fourth, and not for a fifth."""
DrawCard = Callable[[Card, Detail, bool], Sequence[Strip]]


class CardMeasures:
    """How much room cards take, each measured once for a width in cells and a day: a filter may show thousands anew."""

    def __init__(self, width: int, day: date) -> None:
        self.width = width
        self._day = day
        self._shapes: dict[int, CardShape] = {}
        self._tight: dict[int, int] = {}
        self._cards: list[Card] = []  # a card kept here keeps its id() from being reused

    def shapes(self, cards: Sequence[Card]) -> list[CardShape]:
        """Return what there is to tell of cards."""
        if len(self._cards) > _MOST_MEASURED:
            self._shapes.clear()
            self._tight.clear()
            self._cards.clear()
        for card in cards:
            if id(card) not in self._shapes:
                self._cards.append(card)
                self._shapes[id(card)] = card_shape(card, self.width, self._day)
        return [self._shapes[id(card)] for card in cards]

    def heights(self, cards: Sequence[Card], details: Sequence[Detail]) -> list[int]:
        """Return the lines that cards take of which so much is told, what is above and below their text included."""
        if details.count(ONE_LINE) == len(cards):
            return [1] * len(cards)
        if details.count(TIGHT) < len(cards):
            return [shape.height(detail) for shape, detail in zip(self.shapes(cards), details, strict=True)]
        known = self._tight
        with suppress(KeyError):
            return list(map(known.__getitem__, map(id, cards)))  # no loop in Python: there may be thousands
        new = [card for card in cards if id(card) not in known]
        self._cards += new
        known.update((id(card), tight_height(card.key_result, self.width)) for card in new)
        return list(map(known.__getitem__, map(id, cards)))


class ColumnLayout:
    """The geometry of one column. Lines are numbered from the top of its heading.

    Only changed lines are redrawn: `lines` holds the finished strips, but for those that are `stale`. Of each card as
    much is told as fits without scrolling.
    """

    def __init__(
        self, column: Column, width: int, frame: Frame, height: int, measures: CardMeasures, *, compact: bool
    ) -> None:
        self.column = column
        self.width = width
        self.height = height
        self.compact = compact
        self.selected = -1
        self.top = 0
        self._frame = frame
        self.end = min(height, max(frame.head, height - frame.foot))
        """The line below the last one for cards: the foot's, if there is one."""
        self.lines: list[Strip] = [Strip.blank(width)] * height
        self.stale = range(height)
        """The lines that are to be drawn anew; there may be others between them."""
        self._measures = measures
        self.details = self.fitting(column)
        """How much is told of each card."""
        self._heights = measures.heights(column.cards, self.details)
        self._tops = [0, *accumulate(self._heights)]

    @property
    def head(self) -> int:
        """The lines before the cards: the text of all columns begins on one line, with half a line above it or not."""
        return min(self.height, self._frame.head - (self.details[0].above if self.details else 0))

    @property
    def _gap(self) -> int:
        """The lines below each card, which need not be in view."""
        return int(not self.compact)

    @property
    def view(self) -> int:
        """The number of lines of cards in view."""
        return max(0, self.end - self.head)

    @property
    def text_width(self) -> int:
        """The cells for a card's text, without its stripe, blanks, the column's margins and the scroll thumb."""
        return self._measures.width

    @property
    def below(self) -> int:
        """How many cards are not in view as a whole, below those that are; those that are not read yet included."""
        seen = bisect_right(self._tops, self.top + self.view + self._gap) - 1
        return len(self._heights) - max(0, seen) + self.column.more

    def spoil(self, lines: range) -> None:
        """Have lines drawn anew."""
        old = self.stale
        self.stale = range(min(old.start, lines.start), max(old.stop, lines.stop)) if old and lines else old or lines

    @property
    def stale_below(self) -> range:
        """The stale lines below the cards."""
        return range(max(self.stale.start, min(self.end, self.head + self._tops[-1] - self.top)), self.stale.stop)

    def fitting(self, column: Column) -> Sequence[Detail]:
        """Return how much is told of each card of a column: as much as all have room for, little if it is scrolled.

        What is left of the room then goes to cards that are in trouble, and to those that come first.
        """
        count = len(column.cards)
        if self.compact:
            return [ONE_LINE] * count
        if column.more or count > _MOST_AT_EASE:
            return [TIGHT] * count
        shapes, room = self._measures.shapes(column.cards), self.end - self._frame.head
        for detail in DETAILS if self._frame.air else (each for each in DETAILS if not each.airy):
            spare = room + detail.above + detail.below - sum(shape.height(detail) for shape in shapes)
            if spare >= 0 or not shapes:
                return self._with_spare(column, detail, spare)
        whole = _LEAST_IN_VIEW * sum(shape.height(WHOLE_TITLES) for shape in shapes) <= count * (room + self._gap)
        return [WHOLE_TITLES if whole else TIGHT] * count

    def _with_spare(self, column: Column, detail: Detail, spare: int) -> Sequence[Detail]:
        """Tell more of some cards of which a `detail` is told, while lines are to spare."""
        details = [detail] * len(column.cards)
        shapes = self._measures.shapes(column.cards)
        troubled_first = sorted(range(len(details)), key=lambda place: not is_in_trouble(column.cards[place]))
        for more in richer(detail):
            for place in troubled_first:
                cost = shapes[place].height(more) - shapes[place].height(details[place])
                if 0 < cost <= spare:
                    spare -= cost
                    details[place] = more
        return details

    def show(self, column: Column, selected: int) -> Sequence[range]:
        """Take the column's new state and the cursor's place in it; return the lines to redraw."""
        old = self.column
        if old is column:
            return self.select(selected)
        below, thumb, head, self.column = self.below, self.thumb(), self.head, column
        told, whole = self.details, self._tops[-1]
        self.details = self.fitting(column)
        first, last = _unlike((old.cards, told), (column.cards, self.details))
        heights, new = self._heights, slice(first, len(column.cards) - last)
        heights[first : len(heights) - last] = self._measures.heights(column.cards[new], self.details[new])
        self._tops[first:] = accumulate(islice(heights, first, None), initial=self._tops[first])
        grown = len(column.cards) - len(old.cards)
        is_last = selected >= len(column.cards) - last or self.selected >= len(old.cards) - last
        kept, self.selected = self.selected + grown * is_last == selected, selected
        scrolled = self.keep_in_view()
        start = self.head + self._tops[first] - self.top
        end = self.end
        if head != self.head or not kept or scrolled or bool(old.more) != bool(column.more):
            start = min(head, self.head)
        elif whole == self._tops[-1]:  # the lines below stay in place, and so does the scroll thumb
            end = self.head + self._tops[len(column.cards) - last] - self.top
        elif start < self.end:
            start = self.head
        # A column that only grew below the view, as a large board does while it is read, keeps its lines.
        start, end = max(min(head, self.head), start), min(end, self.end)
        if thumb != self.thumb():
            start, end = min(head, self.head), self.end
        recounted = below != self.below or counted(old) != counted(column)
        same = head == self.head and has_same_heading(old, column)
        heading = range(0 if same else min(self.head, self.height))
        foot = self.foot if recounted else range(0)
        return [lines for lines in (heading, range(start, end), foot) if lines]

    @property
    def foot(self) -> range:
        """The lines of the foot."""
        return range(self.end, self.height)

    def scrolled_lines(self, below: int) -> Sequence[range]:
        """Return the lines to redraw after scrolling, when so many cards were `below` the view before."""
        return [range(self.head, self.end if self.below == below else self.height)]

    def select(self, place: int) -> Sequence[range]:
        """Put the cursor on a card, -1 for none; return the lines to redraw."""
        old = self.selected
        if old == place:
            return ()
        below, self.selected = self.below, place
        if self.keep_in_view():
            return self.scrolled_lines(below)
        return tuple(self.lines_of(each) for each in (old, place) if 0 <= each < len(self._heights))

    def lines_of(self, place: int) -> range:
        """Return the lines in view of the card at a place; empty if it is scrolled out of view."""
        offset = self.head - self.top
        first = max(self.head, self._tops[place] + offset)
        return range(first, max(first, min(self.end, self._tops[place + 1] + offset)))

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
        at = line - self.head + self.top
        inside = self.head <= line < self.end and at < self._tops[-1]
        return bisect_right(self._tops, at) - 1 if inside else None

    def line_number(self, line: int) -> int:
        """The number of what is drawn on a line, counted from the column's first line, wherever it is scrolled."""
        if line >= self.end:
            return line + self._tops[-1]  # the foot's, after those of all cards
        return line if line < self.head else line + self.top

    def gap_at(self, line: int, own: int | None) -> int:
        """The gap between two cards that a line means for a dragged one: how many cards stand over it.

        A card of one line has no halves: among its `own` siblings it gives way to where the dragged one comes from.
        """
        place = self.place_at(line)
        if place is None:
            return 0 if line < self.head else len(self._heights)
        if not self.compact:
            return place + (2 * (line - self.head + self.top - self._tops[place]) >= self._heights[place])
        at_end = line == self.end - 1 and place == len(self._heights) - 1  # there is no line below it
        return place + (at_end if own is None else place > own)

    def gap_line(self, gap: int) -> int:
        """The line of a gap between two cards: the last one of the first, or else its own; never out of view."""
        first = self.head - self._gap
        line = first - self.top + self._tops[min(gap, len(self._heights))]
        return max(0, min(max(first, line), self.end - 1, self.height - 1))

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
        return range(self.head + at, self.head + at + size)

    def card_strips(self, draw: DrawCard) -> Iterator[tuple[int, Strip]]:
        """Yield the stale lines on which cards stand, with their strips."""
        first, end, offset = max(self.head, self.stale.start), min(self.end, self.stale.stop), self.head - self.top
        for place in range(max(0, bisect_right(self._tops, first - offset) - 1), len(self._heights)):
            at = self._tops[place] + offset
            if at >= end:
                return
            strips = draw(self.column.cards[place], self.details[place], place == self.selected)
            yield from ((line, strip) for line, strip in enumerate(strips, at) if first <= line < end)


def _unlike(old: tuple[Sequence[object], ...], new: tuple[Sequence[object], ...]) -> tuple[int, int]:
    """Return how many cards, with what is told of each, are identical at the start, and then at the end."""
    most = min(len(old[0]), len(new[0]))
    first = min(_alike(one, other, most) for one, other in zip(old, new, strict=True))
    last = min(_alike(reversed(one), reversed(other), most - first) for one, other in zip(old, new, strict=True))
    return first, last


def _alike(some: Iterable[object], others: Iterable[object], most: int) -> int:
    """Return how many pairs are identical before the first that is not, without a loop in Python."""
    return next(compress(range(most), map(is_not, some, others)), most)
