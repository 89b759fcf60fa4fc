"""Where a form stands in its window: in the middle, with an upper edge that stays while lines come and go."""

from textual.geometry import Size

from learnboard.ui.page import LinesView


class FormPlacement:
    """The place of a page. Heights are lines."""

    def __init__(self, page: LinesView) -> None:
        self._page = page
        self._top = 0
        self._window = Size(0, 0)

    def is_in(self, window: Size) -> bool:
        """Whether it was placed in a window of that size."""
        return window == self._window

    def centre(self, window: Size, height: int, growth: int) -> None:
        """Stand in the middle of a window, the form with as many lines more as it may have."""
        self._window = window
        self._top = max(0, (window.height - height - growth) // 2)
        self.hold(height)

    def hold(self, height: int) -> None:
        """Keep the upper edge where it is, as long as the form has room below it."""
        top = max(0, min(self._top, self._window.height - height))
        if self._page.styles.margin.top != top:
            self._page.styles.margin = (top, 0, 0, 0)
