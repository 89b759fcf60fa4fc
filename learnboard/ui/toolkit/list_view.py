"""A list of blocks of lines with a cursor. Blocks are drawn when they come into view."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import ClassVar, Final, Generic, Protocol, TypeVar, overload

from textual import events
from textual.binding import BindingType

from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.toolkit.keys import ALL, CURSOR, Move, rows_moved
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.text import Line, with_margin

MARGIN: Final = 3
"""Cells before every line; the last but one holds the cursor."""
WIDEST: Final = 150
"""Most cells of a line that is still easy to read."""
_DOUBLE: Final = 2


class Subject(Protocol):
    """Something the cursor can select: a target, or one of several items about it."""

    @property
    def target(self) -> object:
        """Target of the subject."""

    @property
    def item(self) -> object:
        """Identity among several subjects with the same target."""


S = TypeVar("S", bound=Subject)


class Block(NamedTuple, Generic[S]):
    """`height` lines, made by `draw` when they come into view. The cursor stops at blocks with a subject."""

    height: int
    draw: Callable[[], Sequence[Line]]
    subject: S | None = None


def ready_block(lines: Iterable[Line], subject: S | None = None) -> Block[S]:
    """Return a block of existing lines."""
    ready = tuple(lines)
    return Block(len(ready), lambda: ready, subject)


class BlockList(Generic[S]):
    """Blocks one below the other. Thousands cost little, since only those in view are drawn."""

    def __init__(self, blocks: Iterable[Block[S]]) -> None:
        self.blocks = tuple(blocks)
        self._tops = (0, *accumulate(block.height for block in self.blocks))
        self._drawn: dict[int, Sequence[Line]] = {}

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """Indices of the blocks where the cursor can stop."""
        return tuple(number for number, block in enumerate(self.blocks) if block.subject)

    @property
    def height(self) -> int:
        """Number of lines."""
        return self._tops[-1]

    def followed_by(self, other: "BlockList[S]") -> "BlockList[S]":
        """Return these blocks with those of another list below them."""
        return BlockList((*self.blocks, *other.blocks))

    def subject(self, at: int) -> S | None:
        """Return the subject of a stop."""
        return self.blocks[self.stops[at]].subject if 0 <= at < len(self.stops) else None

    @property
    def subjects(self) -> Sequence[S]:
        """All subjects."""
        return [subject for block in self.blocks if (subject := block.subject)]

    def find(self, subject: S | None) -> int | None:
        """Return the first stop with the same target and item, otherwise with the same target."""
        here = [self.blocks[number].subject for number in self.stops]
        same = (at for at, each in enumerate(here) if subject and each and each.target == subject.target)
        places = list(same)
        exact = (at for at in places if subject and (each := here[at]) and each.item == subject.item)
        return next(exact, next(iter(places), None))

    def lines_of(self, at: int) -> range:
        """Return the lines of a stop."""
        if not 0 <= at < len(self.stops):
            return range(0)
        number = self.stops[at]
        return range(self._tops[number], self._tops[number + 1])

    def lead(self, at: int) -> int:
        """Return the first line of what precedes a stop, such as its heading."""
        return self.lines_of(at - 1).stop if at > 0 else 0

    def stop_at(self, line: int) -> int | None:
        """Return the stop on a line."""
        number = bisect_right(self._tops, line) - 1
        return self.stops.index(number) if number in self.stops else None

    def line(self, number: int, *, marked: bool) -> Line:
        """Return a line with its margin, which shows the cursor if `marked`."""
        block = bisect_right(self._tops, number) - 1
        if block not in self._drawn:
            self._drawn[block] = self.blocks[block].draw()
        line = self._drawn[block][number - self._tops[block]]
        return with_margin(line, MARGIN, marked=marked)

    def body(self, at: int) -> "BlockLines[S]":
        """Return all lines, with the cursor at a stop."""
        return BlockLines(self, self.lines_of(at))


class BlockLines(Sequence[Line], Generic[S]):
    """Lines of a BlockList with the cursor on some of them, each made on access."""

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
        """Return a line or a slice of lines."""
        numbers = range(len(self))[index]
        if isinstance(numbers, int):
            return self._line(numbers)
        return [self._line(number) for number in numbers]

    def _line(self, number: int) -> Line:
        return self._blocks.line(number, marked=number in self._marked)


class ListView(LinesView, Generic[S]):
    """List over the whole width. `lay_out` returns its blocks for a line width; a double click calls `choose`."""

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
        self._paged = (0, 0, 0)
        """From which stop to which, and by how many pages, the cursor went last."""
        self._ready: tuple[int, BlockList[S]] | None = None

    # -- content ----------------------------------------------------------------------------------------------------

    def blocks(self, width: int | None = None) -> BlockList[S]:
        """Return the blocks laid out for a width, by default the present one."""
        room = min(width or self.size.width or 2 * MARGIN, WIDEST) - 2 * MARGIN
        if self._ready is None or self._ready[0] != room:
            self._ready = room, self._lay_out(max(2, room))
        return self._ready[1]

    @property
    def subject(self) -> S | None:
        """Subject under the cursor."""
        return self.blocks().subject(self._at)

    @property
    def subjects(self) -> Sequence[S]:
        """All subjects."""
        return self.blocks().subjects

    def renew(self) -> None:
        """Lay everything out again. Keep the cursor on its subject, or where that was."""
        subject, self._ready = self.subject, None
        found = self.blocks().find(subject)
        self._at = max(0, min(self._at, len(self.blocks().stops) - 1)) if found is None else found
        self.redraw()

    def begin(self) -> None:
        """Lay everything out again, with the cursor on the first subject."""
        self._ready, self._at = None, 0
        self.redraw()
        self.scroll_lines(-ALL)

    def find(self, subject: S) -> bool:
        """Move the cursor to a subject. Return False if it is not listed."""
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
        """Move the cursor by one stop, by a screenful, or to the first or last stop; at either end, scroll."""
        last = len(self.blocks().stops) - 1
        match move:
            case "page_up" | "page_down":
                self._page(-1 if move == "page_up" else 1)
            case "first" | "last":
                self.go_to(0 if move == "first" else max(0, last))
                self.scroll_lines(rows_moved(move))
            case _ if 0 <= self._at + rows_moved(move) <= last:
                self.go_to(self._at + rows_moved(move))
            case _:
                self.scroll_lines(rows_moved(move))

    @property
    def at(self) -> int:
        """Number of the stop under the cursor."""
        return self._at

    def go_to(self, at: int) -> None:
        """Move the cursor to a stop."""
        self._at = at
        self.redraw()

    def show_lead(self) -> None:
        """Scroll to what precedes the stop under the cursor, such as its heading, if there is room for both."""
        blocks = self.blocks()
        lead = blocks.lead(self._at)
        if blocks.lines_of(self._at).stop - lead <= self.view:
            self.scroll_lines(lead - self._top)

    def _page(self, pages: int) -> None:
        """Move the cursor by about as many lines as are in view."""
        blocks, lines = self.blocks(), pages * max(1, self.view - 1)
        starts = [blocks.lines_of(at).start for at in range(len(blocks.stops))]
        here = starts[self._at] if starts else 0
        if self._paged[1:] == (self._at, -pages):
            at = min(self._paged[0], len(starts) - 1)  # it leads back from where the other way has led
        elif pages > 0:
            at = next((at for at, start in enumerate(starts) if start >= here + lines), len(starts) - 1)
        else:
            at = max((at for at, start in enumerate(starts) if start <= here + lines), default=0)
        if starts and at != self._at:
            self._paged = self._at, at, pages
            self.go_to(at)
        else:
            self.scroll_lines(lines)

    def on_click(self, event: events.Click) -> None:
        """Select the clicked subject. A double click opens it."""
        line = self.line_at(event.y)
        at = None if line is None else self.blocks().stop_at(line)
        if at is not None:
            self.go_to(at)
            if event.chain == _DOUBLE:
                self._choose()
