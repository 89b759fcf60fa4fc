"""A widget of a few lines that is drawn from finished strips."""

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from learnboard.ui.toolkit.mouse import SelectableText
from learnboard.ui.toolkit.styles import StripStyler, content_of, is_drawn_alike
from learnboard.ui.toolkit.text import Line, StyledText

_MARGIN = StyledText(" ")


class StyledLines(SelectableText):
    """A few lines with a cell of padding at each side.

    They are finished strips: a letter that is typed waits for them, and Textual's way takes five times as long.
    """

    _styler: StripStyler | None = None

    def lines(self) -> list[Line]:
        """Return the lines as they are now."""
        raise NotImplementedError

    def render(self) -> RenderResult:
        """Render the lines, where they are wanted as a text."""
        return Content("\n").join(map(content_of, self.lines()))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return finished lines, unless something is selected or does not fit."""
        lines, size = self.lines(), self.outer_size
        whole = crop == size.region and len(lines) == size.height and self.selected is None
        if not whole or not all(is_drawn_alike(line, self.size.width) for line in lines):
            return super().render_lines(crop)
        styler = self._styler = self._styler or StripStyler(self)
        return [styler.line([_MARGIN, *line], size.width) for line in lines]

    def notify_style_update(self) -> None:
        """Discard the old colours."""
        self._styler = None
        super().notify_style_update()
