"""Painting what has changed on a screen, and no more.

For one changed line Textual asks each widget of the screen for all of its lines, cuts these where any widget begins or
ends, puts them together anew, and writes them from the widget's left edge on. Here the widget that is in front is asked
for the lines and cells that changed, which are written as they are. And one of Textual's strips makes seven caches, of
which those that are only painted use none.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object

# -- strips -----------------------------------------------------------------------------------------------------------


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
        return written([*iter(self)], console)


_NO_STYLE: Final = Style()
_PLAIN: Final = ("", "", "")
_SYSTEMS: Final = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "windows": ColorSystem.WINDOWS}
_WEIGHTS: Final = ("1", "2")
_OFF: Final = ("22", "39", "49")
"""What ends bold and dim, a colour, and a ground."""


@lru_cache(4096)
def _codes(style: Style, system: ColorSystem) -> tuple[str, str, str]:
    """Return what writes a style: attributes, colour and ground."""
    parts = style.without_color, Style(color=style.color), Style(bgcolor=style.bgcolor)
    attributes, colour, ground = (Strip.render_ansi(part, system) for part in parts)
    return attributes, colour, ground


def written(segments: Sequence[Segment], console: Console) -> str:
    """Return what writes segments to a terminal: of each style what is other than in the one before.

    Textual begins and ends each style anew, which are twice as many bytes, and a terminal takes 4,096 at once.
    """
    system = _SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
    now, pieces = _PLAIN, list[str]()
    for text, style, _ in segments:
        if style and style.link:
            return Strip(segments).render(console)
        wanted = _codes(style or _NO_STYLE, system)
        if wanted != now and text:
            if now[0] != wanted[0] and now[0] and (wanted[0] or now[0] not in _WEIGHTS):
                now = _PLAIN
                pieces.append("\x1b[0m")
            changed = (new or off for old, new, off in zip(now, wanted, _OFF, strict=True) if old != new)
            if codes := ";".join(changed):
                pieces.append(f"\x1b[{codes}m")
            now = wanted
        pieces.append(text)
    if now != _PLAIN:
        pieces.append("\x1b[0m")
    return "".join(pieces)


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


# -- regions ----------------------------------------------------------------------------------------------------------


class PaintsParts(Widget):
    """A widget of which parts may be painted alone that are narrower than itself."""

    def is_part(self, region: Region) -> bool:
        """Whether nothing that is drawn reaches over the left or right edge of a region: half a sign would be left."""
        raise NotImplementedError


class RegionsUpdate(CompositorUpdate):
    """Regions of the screen, each with its lines."""

    def __init__(self, painted: Sequence[tuple[Region, Sequence[Strip]]]) -> None:
        self._painted = painted

    def render_segments(self, console: Console) -> str:
        """Return what is written to the terminal, from top to bottom: not all terminals show a frame as a whole."""
        pieces = [
            (line, region.x + 1, strip)
            for region, strips in self._painted
            for line, strip in enumerate(strips, region.y + 1)
        ]
        pieces.sort(key=itemgetter(0, 1))
        return "".join([f"\x1b[{line};{column}H{strip.render(console)}" for line, column, strip in pieces])


class RegionsCompositor(Compositor):
    """A compositor that paints changed regions if in each a single widget is seen, and else does as Textual does."""

    def render_partial_update(self) -> Any:
        """Return the update for what has changed since the last one; None for nothing."""
        screen = self.size.region
        dirty = [seen for region in self._dirty_regions if (seen := region.intersection(screen))]
        in_front = [self._in_front(region) for region in dirty]
        if not dirty or None in in_front:
            return super().render_partial_update()
        self._dirty_regions.clear()
        return RegionsUpdate(
            [
                (region, widget.render_lines(region - at.offset))
                for region, (widget, at) in zip(dirty, filter(None, in_front), strict=True)
            ]
        )

    def _in_front(self, dirty: Region) -> tuple[Widget, Region] | None:
        """Return the widget that alone is seen in a region, and where it is; None if that cannot be painted alone."""
        for widget, (region, clip) in self.visible_widgets.items():  # from front to back
            seen = region.intersection(clip)
            if seen.contains_region(dirty):
                whole = (dirty.x, dirty.width) == (seen.x, seen.width)
                part = whole or (isinstance(widget, PaintsParts) and widget.is_part(dirty - region.offset))
                return (widget, region) if part else None
            if seen and seen.overlaps(dirty):
                return None
        return None


class PaintsRegions(_Screen):
    """What a screen is that paints only what has changed on it."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._compositor = RegionsCompositor()
