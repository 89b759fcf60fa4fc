"""A list of blocks of lines with a cursor in it, drawn when they are seen."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import ClassVar, Final, Generic, NamedTuple, Protocol, TypeVar, overload

from textual import events
from textual.binding import BindingType

from learnboard.ui.toolkit.keys import ALL, CURSOR, Move, rows_moved
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.text import Line, with_margin

MARGIN: Final = 3
"""Cells before every line; the last but one is the cursor's."""
WIDEST: Final = 150
"""Cells of a line that can still be read well."""
_DOUBLE: Final = 2


class Subject(Protocol):
    """What the cursor can stand on: something about a target, and which of several items about it."""

    @property
    def target(self) -> object:
        """What it is about."""

    @property
    def item(self) -> object:
        """Which of several about the same target."""


S = TypeVar("S", bound=Subject)


class Block(NamedTuple, Generic[S]):
    """`height` lines that belong together, made by `draw` when they are seen; the cursor stops where a subject is."""

    height: int
    draw: Callable[[], Sequence[Line]]
    subject: S | None = None


def ready_block(lines: Iterable[Line], subject: S | None = None) -> Block[S]:
    """A block of lines that are made already."""
    ready = tuple(lines)
    return Block(len(ready), lambda: ready, subject)


class BlockList(Generic[S]):
    """Blocks one below the other; a thousand of them cost little, since only those in view are drawn."""

    def __init__(self, blocks: Iterable[Block[S]]) -> None:
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

    def subject(self, at: int) -> S | None:
        """What the cursor stands on at a stop."""
        return self._blocks[self.stops[at]].subject if 0 <= at < len(self.stops) else None

    @property
    def subjects(self) -> Sequence[S]:
        """All that the cursor can stand on."""
        return [subject for block in self._blocks if (subject := block.subject)]

    def find(self, subject: S | None) -> int | None:
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
        return with_margin(line, MARGIN, marked=marked)

    def body(self, at: int) -> "BlockLines[S]":
        """All lines, with the cursor at a stop."""
        return BlockLines(self, self.lines_of(at))


class BlockLines(Sequence[Line], Generic[S]):
    """The lines of a listing with the cursor on some of them, each made when it is asked for."""

    def __init__(self, blocks: "BlockList[S]", marked: range) -> None:
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


class ListView(LinesView, Generic[S]):
    """A list over the whole width: `lay_out` gives its blocks for the width of a line, a double click `choose`s."""

    GROUNDS = ("background", "surface")
    DEFAULT_CSS = "ListView { width: 1fr; height: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [*CURSOR]

    def __init__(
        self, lay_out: Callable[[int], BlockList[S]], *, choose: Callable[[], object], name: str | None = None
    ) -> None:
        super().__init__(self._page_of, name=name)
        self._lay_out = lay_out
        self._choose = choose
        self._at = 0
        self._ready: tuple[int, BlockList[S]] | None = None

    # -- what stands there ------------------------------------------------------------------------------------------

    def blocks(self, width: int | None = None) -> BlockList[S]:
        """What is listed, laid out for a width, or for the one it has."""
        room = min(width or self.size.width or 2 * MARGIN, WIDEST) - 2 * MARGIN
        if self._ready is None or self._ready[0] != room:
            self._ready = room, self._lay_out(max(2, room))
        return self._ready[1]

    @property
    def subject(self) -> S | None:
        """What the cursor stands on."""
        return self.blocks().subject(self._at)

    @property
    def subjects(self) -> Sequence[S]:
        """All that the cursor can stand on."""
        return self.blocks().subjects

    def renew(self) -> None:
        """Lay everything out anew; the cursor stays on its thing, or where that was."""
        subject, self._ready = self.subject, None
        found = self.blocks().find(subject)
        self._at = max(0, min(self._at, len(self.blocks().stops) - 1)) if found is None else found
        self.redraw()

    def begin(self) -> None:
        """Lay everything out anew, with the cursor on the first thing."""
        self._ready, self._at = None, 0
        self.redraw()
        self.scroll_lines(-ALL)

    def find(self, subject: S) -> bool:
        """Put the cursor on a thing; False where it is not listed."""
        found = self.blocks().find(subject)
        if found is not None:
            self._at = found
            self.redraw()
        return found is not None

    def _page_of(self, width: int) -> PageContent:
        blocks = self.blocks(width)
        lines, lead = blocks.lines_of(self._at), blocks.lead(self._at)
        whole = range(lead, lines.stop)
        keep = whole if self._at == 0 or len(whole) <= self.size.height // 2 else lines
        keep = keep if len(keep) <= self.size.height else lines
        return PageContent(blocks.body(self._at), keep=keep, lifted=lines)

    # -- moving -------------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Go to what stands above or below, to the first or the last, or a screenful further; else scroll."""
        last = len(self.blocks().stops) - 1
        match move:
            case "page_up" | "page_down":
                self._page(-1 if move == "page_up" else 1)
            case "first" | "last":
                self._go_to(0 if move == "first" else max(0, last))
                self.scroll_lines(rows_moved(move))
            case _ if 0 <= self._at + rows_moved(move) <= last:
                self._go_to(self._at + rows_moved(move))
            case _:
                self.scroll_lines(rows_moved(move))

    def _go_to(self, at: int) -> None:
        self._at = at
        self.redraw()

    def _page(self, pages: int) -> None:
        """Go about as many lines further as are in view."""
        blocks, lines = self.blocks(), pages * max(1, self.view - 1)
        starts = [blocks.lines_of(at).start for at in range(len(blocks.stops))]
        here = starts[self._at] if starts else 0
        at = next((at for at, start in enumerate(starts) if start >= here + lines), len(starts) - 1)
        if starts and at != self._at:
            self._go_to(at)
        else:
            self.scroll_lines(lines)

    def on_click(self, event: events.Click) -> None:
        """Select what is under the pointer; a double click opens it."""
        line = self.line_at(event.y)
        at = None if line is None else self.blocks().stop_at(line)
        if at is not None:
            self._go_to(at)
            if event.chain == _DOUBLE:
                self._choose()
