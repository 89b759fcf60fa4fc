"""A warning about a board as a whole, on a line of its own."""

from textual.app import RenderResult

from learnboard.ui.toolkit.mouse import SelectableText
from learnboard.ui.toolkit.styles import content_of
from learnboard.ui.toolkit.text import StyledText, shortened, simplified


class Banner(SelectableText):
    """A lasting warning about the board as a whole."""

    DEFAULT_CSS = "Banner { height: 1; padding: 0 1; color: $warning; background: $surface; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = simplified(text)

    def render(self) -> RenderResult:
        """Render the warning on one line."""
        return content_of([StyledText(shortened(f"! {self.text}", self.size.width), "warn")])
