"""Where the page of a card stands in its window."""

from collections.abc import Callable
from typing import Final

from textual.geometry import Size

from learnboard.ui.card.picture import WIDEST
from learnboard.ui.page import Page, Sheet

_SIDES, _SMALL_SIDES, _SMALL = 4, 0, 90
"""Cells left at each side of the page, also in a window of fewer cells."""
_EDGE, _LOW = 1, 20
"""Lines left over and under the page, but for a low window."""
FOOT: Final = 6
"""Cells of the page's width that are no room for its last lines."""


def stand(page: Page, window: Size, draw: Callable[[int], Sheet]) -> None:
    """Take the room there is: nearly all of a small window, not more than can be read well of a large one."""
    (columns, rows), styles = window, page.styles
    edge = _EDGE if rows >= _LOW else 0
    width = min(WIDEST, columns - 2 * (_SMALL_SIDES if columns < _SMALL else _SIDES))
    styles.width = width
    top = max(edge, min(rows // 6, (rows - draw(width).height) // 2))
    styles.margin = (top, 0, 0, 0)
    styles.max_height = max(1, rows - top - edge)
