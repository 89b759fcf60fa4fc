"""The single lines around the board: what was done, and which keys do something here."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from learnboard.ui.keys import BOARD, ORDER
from learnboard.ui.text import cell_len, cut, simplified


class StatusLine(Widget):
    """What was done last, with the key that takes it back."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = simplified(text)
        self._hint = ""

    @property
    def text(self) -> str:
        """The sentence that stands there."""
        return self._text

    def say(self, sentence: str, hint: str = "") -> None:
        """Show a sentence, and beside it what can be done about it."""
        self._text, self._hint = simplified(sentence), hint
        self.refresh()

    def render(self) -> RenderResult:
        """The sentence, cut so that the hint stays readable."""
        hint = f"   {self._hint}" if self._hint else ""
        width = self.size.width - cell_len(hint)
        return Content.assemble((cut(self._text, width), "$foreground"), (hint, "$primary"))


class KeyLine(Widget):
    """The keys worth knowing here, read from the bindings, as many as the width holds."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }
    """
    _GAP: ClassVar[str] = "   "

    def render(self) -> RenderResult:
        """Keys and what they do, from the left."""
        parts: list[tuple[str, str]] = []
        room = self.size.width
        for key, description in shown_keys(self.screen):
            size = cell_len(key) + 1 + cell_len(description) + len(self._GAP)
            if size - len(self._GAP) > room:
                break
            parts += [(key, "$primary"), (f" {description}{self._GAP}", "")]
            room -= size
        return Content.assemble(*parts)


def shown_keys(screen: Screen[Any]) -> Iterator[tuple[str, str]]:
    """The keys of a screen that are worth a place on its last line, each action once, by their groups."""
    shown: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.binding.show:
            shown.setdefault(active.binding.action, active.binding)
    for binding in sorted(shown.values(), key=lambda binding: ORDER.index(binding.group or BOARD)):
        yield screen.app.get_key_display(binding), binding.description
