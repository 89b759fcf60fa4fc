"""The single lines around a screen: what was done, and which keys do something here."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from learnboard.ui.toolkit.key_groups import BOARD, ORDER
from learnboard.ui.toolkit.prompt import Prompt
from learnboard.ui.toolkit.styled_text import GAP, Line, StyledText
from learnboard.ui.toolkit.text import cell_len, cut, shortened, simplified

_LAST = ("help", "app.quit")
_ALWAYS = 2
"""So many keys at the end of the line, help and quit on the board, stay when there is little room."""


class StatusLine(Widget):
    """What was done last, with the key that takes it back; or what is being asked for, with what is typed."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }
    """
    _GAP: ClassVar[str] = "   "

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = simplified(text)
        self._hint = ""
        self._note = ""
        self._prompt: Prompt | None = None

    @property
    def text(self) -> str:
        """The sentence that stands there."""
        return self._text

    def say(self, message: str, hint: str = "") -> None:
        """Show a sentence, and beside it what can be done about it."""
        self._text, self._hint = simplified(message), hint
        self.refresh()

    def note(self, text: str) -> None:
        """Show at the right end what holds until it is taken away, a filter say."""
        text = simplified(text)
        if text != self._note:
            self._note = text
            self.refresh()

    def ask(self, prompt: "Prompt | None") -> None:
        """Show what is being typed, as it stands now; None for nothing any more."""
        self._prompt = prompt
        self.refresh()

    def render(self) -> RenderResult:
        """One line, in which what is typed goes before what was done."""
        return Content.assemble(*(self._asking(self._prompt) if self._prompt else self._saying()))

    def _saying(self) -> list[tuple[str, str]]:
        """The sentence, cut so that the hint and the note stay readable."""
        hint = f"{self._GAP}{self._hint}" if self._hint else ""
        note = f"{self._GAP}{self._note}" if self._note else ""
        room = self.size.width - cell_len(hint) - cell_len(note)
        text = shortened(self._text, room)
        return [(text, "$foreground"), (hint, "$primary"), (" " * (room - cell_len(text)), ""), (note, "$warning")]

    def _asking(self, prompt: "Prompt") -> list[tuple[str, str]]:
        label = f"{prompt.label}  " if prompt.label else ""
        full = len(prompt.entry.text) >= prompt.most
        hint = f"{prompt.most} characters are the most" if full else simplified(prompt.hint(prompt.entry.text))
        room = self.size.width - cell_len(label)
        text = prompt.shown(max(room - cell_len(hint) - len(self._GAP), room // 2))
        gap = self._GAP if hint else ""
        return [
            (label, "$primary"),
            (text, "$foreground reverse" if prompt.marked else "$foreground"),
            (gap + cut(hint, room - cell_len(text) - len(gap)), "$foreground-muted"),
        ]


class Banner(Widget):
    """What is the matter with the board as a whole, for as long as it is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Banner { height: 1; padding: 0 1; color: $warning; background: $surface; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = simplified(text)

    def render(self) -> RenderResult:
        """One line."""
        return Content.assemble((shortened(f"! {self.text}", self.size.width), ""))


class KeyLine(Widget):
    """The keys worth knowing here, read from the bindings, as many as the width holds."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }
    """
    _GAP: ClassVar[str] = "   "

    def __init__(self) -> None:
        super().__init__()
        self._prompt: Prompt | None = None

    def ask(self, prompt: "Prompt | None") -> None:
        """Show the keys of what is being typed; None for nothing any more."""
        if (prompt and prompt.keys) != (self._prompt and self._prompt.keys):
            self.refresh()
        self._prompt = prompt

    def render(self) -> RenderResult:
        """Keys and what they do, from the left; those before the last two give way first."""
        keys = list(self._prompt.keys if self._prompt else shown_keys(self.screen))
        while len(keys) > _ALWAYS and self._width(keys) > self.size.width:
            del keys[-_ALWAYS - 1]
        if self._width(keys) > self.size.width:
            del keys[1:]
        parts = [part for key, word in keys for part in ((key, "$primary"), (f" {word}{self._GAP}", ""))]
        return Content.assemble(*parts)

    def _width(self, keys: list[tuple[str, str]]) -> int:
        return sum(cell_len(key) + 1 + cell_len(word) + len(self._GAP) for key, word in keys) - len(self._GAP)


def shown_keys(screen: Screen[Any]) -> Iterator[tuple[str, str]]:
    """The keys of a screen that are worth a place on its last line, each action once, by their groups."""
    shown: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.binding.show:
            shown.setdefault(active.binding.action, active.binding)
    for binding in sorted(shown.values(), key=_place):
        yield screen.app.get_key_display(binding), binding.description


def _place(binding: Binding) -> tuple[int, bool]:
    """Where a key stands on the line: by its group, and within that help and quit behind the others."""
    return ORDER.index(binding.group or BOARD), binding.action in _LAST


_KEPT_KEYS = 2
"""So many keys at the end of the line stay when there is little room."""


def status_line(message: str, hint: str, width: int) -> Line:
    """What was done, cut so that what can be done about it stays readable."""
    beside = f"{GAP}{hint}" if hint else ""
    return [StyledText(shortened(simplified(message), width - cell_len(beside))), StyledText(beside, "accent")]


def prompt_line(prompt: Prompt, width: int) -> Line:
    """What is being typed, and what is known of it."""
    label = f"{prompt.label}  "
    room = width - cell_len(label)
    hint = simplified(prompt.hint(prompt.entry.text))
    text = prompt.shown(max(room - cell_len(hint) - len(GAP), room // 2))
    gap = GAP if text and hint else ""
    hint = cut(hint, room - cell_len(text) - len(gap))
    return [StyledText(label, "accent"), StyledText(text), StyledText(gap + hint, "muted")]


def key_line(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Keys and what they do, as many as there is room for; those before the last two give way first."""
    kept = list(keys)
    while kept and sum(cell_len(key) + 1 + cell_len(word) + len(GAP) for key, word in kept) - len(GAP) > width:
        del kept[-_KEPT_KEYS - 1 if len(kept) > _KEPT_KEYS else 0]
    parts = ((StyledText(key, "accent"), StyledText(f" {word}{GAP}", "muted")) for key, word in kept)
    return [part for pair in parts for part in pair]
