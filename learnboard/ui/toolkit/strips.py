"""Strips that cost little: one of Textual's own makes seven caches, of which those that are only painted use none."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip


class LeanStrip(Strip):
    """A strip that is only painted, as a rule; asked for anything else it becomes a whole one of Textual's.

    So it needs to know none of what Textual's strips are made of: what is looked up in it and is not there makes it
    whole.
    """

    __slots__ = ("_ansi", "_cells", "_made_of")

    def __init__(self, made_of: Sequence[Segment], width: int) -> None:
        """Keep the segments of a line of `width` cells, to be painted as they are."""
        self._made_of: Sequence[Any] | None = made_of
        self._cells = width
        self._ansi: str | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self._made_of is None:
            raise AttributeError(name)
        segments, self._made_of = [*iter(self)], None  # its length would ask for them
        super().__init__(segments, self._cells)
        return getattr(self, name)

    def __iter__(self) -> Iterator[Segment]:
        return super().__iter__() if self._made_of is None else self._segments_of(self._made_of)

    def _segments_of(self, made_of: Sequence[Any]) -> Iterator[Segment]:
        return iter(made_of)

    @property
    def cell_length(self) -> int:
        """The number of cells."""
        return self._cells

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Return the strip in pieces; mostly it is wanted as it is."""
        cuts = list(cuts)
        return [self] if cuts == [self._cells] else super().divide(cuts)

    def render(self, console: Console) -> str:
        """Return what is written to the terminal."""
        if self._ansi is None:
            self._ansi = self._rendered(console)
        return self._ansi

    def _rendered(self, console: Console) -> str:
        return Strip(iter(self), self._cells).render(console)


class RowStrip(LeanStrip):
    """Strips beside each other. Each is made ready for the terminal once, in whatever rows it stands."""

    __slots__ = ()

    def __init__(self, parts: Sequence[Strip], width: int) -> None:
        """Put strips, `width` cells in all, beside each other."""
        super().__init__(parts, width)  # type: ignore[arg-type]  # what it is made of is its own

    def _segments_of(self, made_of: Sequence[Any]) -> Iterator[Segment]:
        return (segment for part in made_of for segment in part)

    def _rendered(self, console: Console) -> str:
        if self._made_of is None:
            return super()._rendered(console)
        return "".join([part.render(console) for part in self._made_of])
