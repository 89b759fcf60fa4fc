"""A list to be walked through: blocks of lines, some of which the cursor can stand on, drawn when they are seen."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, overload

from learnboard.ui import signs
from learnboard.ui.mentor.things import FeedbackSubject
from learnboard.ui.spans import Line, StyledText

MARGIN = 3
"""Cells before every line; the last but one is the cursor's."""


class Block(NamedTuple):
    """Lines that belong together: so many, made by `draw` when they are seen. With a thing, the cursor stops there."""

    height: int
    draw: Callable[[], Sequence[Line]]
    subject: FeedbackSubject | None = None


def ready_block(lines: Iterable[Line], subject: FeedbackSubject | None = None) -> Block:
    """A block of lines that are made already."""
    ready = tuple(lines)
    return Block(len(ready), lambda: ready, subject)


class BlockList:
    """Blocks one below the other; a thousand of them cost little, since only those in view are drawn."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = tuple(blocks)
        self._tops = (0, *accumulate(block.height for block in self._blocks))
        self._drawn: dict[int, Sequence[Line]] = {}

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """The numbers of the blocks on which the cursor can stand."""
        return tuple(number for number, block in enumerate(self._blocks) if block.subject)

    @property
    def height(self) -> int:
        """How many lines there are."""
        return self._tops[-1]

    def subject(self, at: int) -> FeedbackSubject | None:
        """What the cursor stands on at a stop."""
        return self._blocks[self.stops[at]].subject if 0 <= at < len(self.stops) else None

    def find(self, subject: FeedbackSubject | None) -> int | None:
        """The first stop with the same thing, or else with something about the same target."""
        here = [self._blocks[number].subject for number in self.stops]
        same = (at for at, each in enumerate(here) if subject and each and each.target == subject.target)
        places = list(same)
        exact = (at for at in places if subject and (each := here[at]) and each.item == subject.item)
        return next(exact, next(iter(places), None))

    def lines_of(self, at: int) -> range:
        """The lines of a stop."""
        if not 0 <= at < len(self.stops):
            return range(0)
        number = self.stops[at]
        return range(self._tops[number], self._tops[number + 1])

    def lead(self, at: int) -> int:
        """Where what stands over a stop begins: its heading, say."""
        return self.lines_of(at - 1).stop if at > 0 else 0

    def stop_at(self, line: int) -> int | None:
        """The stop that is drawn on a line."""
        number = bisect_right(self._tops, line) - 1
        return self.stops.index(number) if number in self.stops else None

    def line(self, number: int, *, marked: bool) -> Line:
        """One line behind its margin, in which the cursor's sign stands if it is marked."""
        block = bisect_right(self._tops, number) - 1
        if block not in self._drawn:
            self._drawn[block] = self._blocks[block].draw()
        line = self._drawn[block][number - self._tops[block]]
        if marked:
            return [StyledText(" " * (MARGIN - 2)), StyledText(signs.CURSOR, "accent"), StyledText(" "), *line]
        return [StyledText(" " * MARGIN), *line] if line else []

    def body(self, at: int) -> "BlockLines":
        """All lines, with the cursor at a stop."""
        return BlockLines(self, self.lines_of(at))


class BlockLines(Sequence[Line]):
    """The lines of a listing with the cursor on some of them, each made when it is asked for."""

    def __init__(self, blocks: BlockList, marked: range) -> None:
        self._blocks = blocks
        self._marked = marked

    def __len__(self) -> int:
        return self._blocks.height

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        """A line, or some of them."""
        numbers = range(len(self))[index]
        if isinstance(numbers, int):
            return self._line(numbers)
        return [self._line(number) for number in numbers]

    def _line(self, number: int) -> Line:
        return self._blocks.line(number, marked=number in self._marked)
