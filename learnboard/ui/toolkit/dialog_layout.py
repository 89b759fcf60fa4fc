"""Placement of pages and forms in the window."""

from typing import Final

from textual.geometry import Size

from learnboard.ui.toolkit.lines_view import LinesView
from learnboard.ui.toolkit.text import Line

WIDEST: Final = 130
"""Most cells of a page: titles stand at the same place on every one."""
_AIRY: Final = 30
"""Lines of a window from which on a page has a blank line above its title and below its keys."""
_SIDES, _SMALL_SIDES, _SMALL = 4, 0, 90
"""Cells left at each side of the page: normally, and in a window narrower than the third value."""
_EDGE, _LOW = 1, 20
"""Lines left above and below the page, unless the window has fewer lines than the second value."""
FOOT: Final = 6
"""Cells of the page's width that are not available to the footer."""


def page_edge(height: int) -> list[Line]:
    """Return what stands above the title and below the keys of every page, in a window of so many lines."""
    return [] if height < _AIRY else [[]]


def fill(page: LinesView, window: Size) -> None:
    """Let the page fill the window's height, so that it does not move when its content grows or shrinks."""
    width, edge = _fitting(window, WIDEST)
    page.styles.width = width
    page.styles.margin = (edge, 0, 0, 0)
    page.styles.height = max(1, window.height - 2 * edge)


def _fitting(window: Size, widest: int) -> tuple[int, int]:
    """Return the page's width in cells, and the lines left above and below it."""
    width = min(widest, window.width - 2 * (_SMALL_SIDES if window.width < _SMALL else _SIDES))
    return width, _EDGE if window.height >= _LOW else 0


class FormPlacement:
    """Vertical placement of a form's page. Heights are in lines."""

    def __init__(self, page: LinesView) -> None:
        self._page = page
        self._top = 0
        self._window = Size(0, 0)
        self._height = self._free = 0

    def is_in(self, window: Size) -> bool:
        """Return whether the page was placed in a window of this size."""
        return window == self._window

    def centre(self, window: Size, height: int, growth: int) -> None:
        """Centre the page in a window, allowing for `growth` more lines."""
        self._window = window
        self._top = max(0, (window.height - height - growth) // 2)
        self.hold(height)

    def hold(self, height: int) -> None:
        """Keep the upper edge where it is, as long as the page has room below it."""
        self._height = height
        top = max(self._free, min(self._top, self._window.height - height))
        if self._page.styles.margin.top != top:
            self._page.styles.margin = (top, 0, 0, 0)

    def leave_free(self, lines: int) -> None:
        """Stand below so many lines at the top of the window; a form that is too high for what is left scrolls."""
        if lines != self._free:
            self._free = lines
            self._page.styles.max_height = self._window.height - lines if lines else None
            self.hold(self._height)
