"""Where toasts stand: at the top right, or wherever they hide nothing that is needed just now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, cast

from textual.app import App
from textual.css.query import NoMatches
from textual.geometry import Offset, Region, Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import ToastRack

TOAST_CSS: Final = """
ToastRack { dock: top; margin: 0; align: left top; overflow: hidden; offset: 0 -100; }
Toast { width: 100%; max-width: 100%; margin: 0; padding: 0 1; }
"""
"""Out of sight until there is a place for them."""
_RACK: Final = "textual-toastrack"
_AWAY: Final = Offset(0, -100)
_WIDE: Final = 60
_LEAST: Final = 36
"""Cells of a toast, where the window has them."""


class ToastGround:
    """What a screen is that toasts may lie over. Few ever have one, so what holds them comes with the first."""

    def _extend_compose(self, widgets: list[Widget]) -> None:
        if cast("Screen[Any]", self).app._notifications:  # noqa: SLF001 - Textual has no other way to ask
            super()._extend_compose(widgets)  # type: ignore[misc]  # of the screen that this is a part of

    def never_covered(self) -> Iterable[Region]:
        """Regions over which no toast may lie."""
        return ()

    def rather_uncovered(self) -> Iterable[Region]:
        """Regions over which toasts lie only if they find no other place."""
        return ()

    def make_room(self, lines: int) -> None:
        """Leave so many lines of the window free for toasts that find no place; 0 if there are none any more."""


def last_lines(window: Size, above: int = 0) -> Region:
    """The lines of a window with what was done, how it is undone, and the keys; and so many above them."""
    return Region(0, window.height - 2 - above, window.width, 2 + above)


def toast_region(
    window: Size, never: Sequence[Region], rather: Sequence[Region], height: Callable[[int], int]
) -> Region | None:
    """Find a place for toasts that covers nothing in `never`, and of `rather`, the most important first, little.

    `height` tells how many lines they have in a width in cells; they get at most half of the window. None if there is
    no such place.
    """
    wide = min(window.width, max(_LEAST, min(_WIDE, window.width // 2)))
    for kept in range(len(rather), -1, -1):
        taken = (*never, *rather[:kept])
        for x, width in ((window.width - wide, wide), (0, wide), (0, window.width)):
            lines = _most(window, height(width))
            for gap in _gaps(window, taken, x, width):
                if len(gap) >= lines:
                    return Region(x, gap.start, width, lines)
    return None


def _most(window: Size, lines: int) -> int:
    return max(1, min(lines, window.height // 2))


def _gaps(window: Size, taken: Sequence[Region], x: int, width: int) -> Iterator[range]:
    """The runs of lines on which nothing is taken between two cells of the width."""
    strip = Region(x, 0, width, window.height)
    parts = sorted(part for region in taken if (part := strip.intersection(region)))
    start = 0
    for part in sorted(parts, key=lambda part: part.y):
        if part.y > start:
            yield range(start, part.y)
        start = max(start, part.bottom)
    if start < window.height:
        yield range(start, window.height)


def provide_rack(screen: Screen[Any]) -> None:
    """Give a screen what holds its toasts, unless it has it: one that is being composed takes it by itself."""
    if isinstance(screen, ToastGround) and screen.is_mounted and not any(screen.query_children(f"#{_RACK}")):
        screen.mount(ToastRack(id=_RACK))


def withdraw_toasts(app: App[Any], message: str) -> None:
    """Take away the toasts that say this."""
    for notification in tuple(app._notifications):  # noqa: SLF001 - Textual can only take away all of them
        if notification.message == message:
            app._unnotify(notification)  # noqa: SLF001


def place_toasts(screen: Screen[Any]) -> None:
    """Put the toasts of a screen where they hide nothing that is needed."""
    if not isinstance(screen, ToastGround):
        return
    with suppress(NoMatches):
        rack = screen.get_child_by_id(_RACK)
        for holder in rack.children:
            if holder.is_mounted and not holder.children:  # Textual leaves it there when toasts are cleared
                holder.remove()
        toasts = [*rack.query("Toast")] if rack.display else []
        if toasts:
            _place(screen, screen, rack, toasts)
        else:
            screen.make_room(0)
            if rack.styles.offset.y.value >= 0:
                screen.refresh()  # Textual may drop what was to be painted below them while it takes them away
            _put(rack, None)


def _place(screen: Screen[Any], ground: ToastGround, rack: Widget, toasts: Sequence[Widget]) -> None:
    window = screen.app.size

    def height(width: int) -> int:
        return sum(
            toast.get_content_height(window, window, width - toast.gutter.width) + toast.gutter.height
            for toast in toasts
        )

    rather = [*ground.rather_uncovered(), last_lines(window), Region(0, 0, window.width, 1)]
    place = toast_region(window, [*ground.never_covered()], rather, height)
    if place is None:
        ground.make_room(_most(window, height(window.width)))
    _put(rack, place)


def _put(rack: Widget, place: Region | None) -> None:
    """Put the rack into a region, or out of sight."""
    styles, offset = rack.styles, place.offset if place else _AWAY
    if place:
        styles.width, styles.max_height = place.width, place.height
    styles.offset = (offset.x, offset.y)
