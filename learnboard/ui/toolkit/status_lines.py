"""The single lines around a screen: status line, prompt, banner and key line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from learnboard.domain.model.fields import LONGEST_TEXT
from learnboard.ui.toolkit.keys import BOARD, ORDER
from learnboard.ui.toolkit.text import GAP, Line, StyledText, cell_len, cut, plain, shortened, simplified, size_of
from learnboard.ui.toolkit.text_buffer import TextBuffer, with_caret

_LAST: Final = ("help", "app.quit")
_KEPT: Final = 2
"""Number of keys at the end of the line that stay if there is little room: help and quit on the board."""
_COLOURS: Final[Mapping[str, str]] = {
    "accent": "$primary",
    "muted": "$foreground-muted",
    "text": "$foreground",
    "mark-full": "$foreground reverse",
    "warn": "$warning",
}


@dataclass(slots=True)
class Prompt:
    """A line of text input. `enter`, and `leave` for escape, return whether the prompt closes."""

    label: str
    entry: TextBuffer
    enter: Callable[[str], bool]
    leave: Callable[[str], bool] = lambda _: True
    changed: Callable[[TextBuffer], object] = lambda _: None
    hint: Callable[[str], str] = lambda _: ""
    others: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    """Keys that do not edit text, and what they do here."""
    most: int = LONGEST_TEXT
    """Most characters of the text."""
    keys: tuple[tuple[str, str], ...] = (("enter", "done"), ("escape", "back"))
    """Keys for the key line while the prompt is open."""
    elsewhere: bool = False
    """Whether the text is edited in place instead of after the label."""

    def take(self, key: str, character: str | None) -> bool:
        """Handle a key. Return True if the prompt closes."""
        if key == "enter":
            return self.enter(self.entry.text)
        if key == "escape":
            return self.leave(self.entry.text)
        if key in self.others:
            self.others[key]()
        else:
            self.become(self.entry.key(key, character))
        return False

    def become(self, entry: TextBuffer | None) -> None:
        """Replace the text, unless `entry` is None. If it is too long, drop what was inserted last."""
        if entry is None:
            return
        over = len(entry.text) - max(self.most, len(self.entry.text))
        if over > 0:
            entry = entry.without(entry.at - over, entry.at)
        if entry != self.entry:
            self.entry = entry
            self.changed(entry)

    def shown(self, width: int) -> str:
        """Return the text with the caret in it, in at most `width` cells."""
        if self.elsewhere:
            return ""
        return cut(plain(self.entry.text), width) if self.marked else with_caret(self.entry, width)

    @property
    def marked(self) -> bool:
        """Whether typing replaces the whole text."""
        return self.entry.marked and bool(self.entry.text)


# -- lines ------------------------------------------------------------------------------------------------------------


def status_line(message: str, hint: str, width: int) -> Line:
    """Return a message and its hint, the message cut so that the hint stays readable."""
    beside = f"{GAP}{hint}" if hint else ""
    return [StyledText(shortened(simplified(message), width - cell_len(beside))), StyledText(beside, "accent")]


def prompt_line(prompt: Prompt, width: int) -> Line:
    """Return the label, text and hint of a prompt."""
    label = f"{prompt.label}  " if prompt.label else ""
    full = len(prompt.entry.text) >= prompt.most
    hint = f"at most {prompt.most} characters" if full else simplified(prompt.hint(prompt.entry.text))
    room = width - cell_len(label)
    text = prompt.shown(max(room - cell_len(hint) - len(GAP), room // 2))
    gap = GAP if text and hint else ""
    return [
        StyledText(label, "accent"),
        StyledText(text, "mark-full" if prompt.marked else "text"),
        StyledText(gap + cut(hint, room - cell_len(text) - len(gap)), "muted"),
    ]


def key_line(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Return as many keys with descriptions as fit. The last two keys are dropped last."""
    kept = list(keys)
    while kept and sum(cell_len(key) + 1 + cell_len(word) + len(GAP) for key, word in kept) - len(GAP) > width:
        del kept[-_KEPT - 1 if len(kept) > _KEPT else -1]
    return [part for key, word in kept for part in (StyledText(key, "accent"), StyledText(f" {word}{GAP}", "muted"))]


def shown_keys(screen: Screen[Any]) -> Iterator[tuple[str, str]]:
    """Yield the keys for a screen's key line, each action once, ordered by group."""
    shown: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.binding.show:
            shown.setdefault(active.binding.action, active.binding)
    for binding in sorted(shown.values(), key=_place):
        yield screen.app.get_key_display(binding), binding.description


def _place(binding: Binding) -> tuple[int, bool]:
    """Return the sort key of a binding: its group, with help and quit after the others."""
    return ORDER.index(binding.group or BOARD), binding.action in _LAST


def content_of(line: Line) -> Content:
    """Return a line as Textual content. Text in it is never markup."""
    return Content.assemble(*((span.text, _COLOURS[span.style]) for span in line))


# -- widgets ----------------------------------------------------------------------------------------------------------


class StatusLine(Widget):
    """The last message with its hint, or the open prompt."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "StatusLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }"

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = simplified(text)
        self._hint = ""
        self._note = ""
        self._prompt: Prompt | None = None

    @property
    def text(self) -> str:
        """Message shown."""
        return self._text

    def say(self, message: str, hint: str = "") -> None:
        """Show a message with a hint beside it."""
        self._text, self._hint = simplified(message), hint
        self.refresh()

    def note(self, text: str) -> None:
        """Show a note at the right end until it is cleared, such as the filter."""
        text = simplified(text)
        if text != self._note:
            self._note = text
            self.refresh()

    def prompt(self, prompt: Prompt | None) -> None:
        """Show a prompt; None removes it."""
        self._prompt = prompt
        self.refresh()

    def render(self) -> RenderResult:
        """Render the prompt if there is one, otherwise the message and the note."""
        if self._prompt:
            return content_of(prompt_line(self._prompt, self.size.width))
        note = f"{GAP}{self._note}" if self._note else ""
        room = self.size.width - cell_len(note)
        line = status_line(self._text, self._hint, room)
        if note:
            line += [StyledText(" " * (room - size_of(line))), StyledText(note, "warn")]
        return content_of(line)


class Banner(Widget):
    """A lasting warning about the board as a whole."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Banner { height: 1; padding: 0 1; color: $warning; background: $surface; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = simplified(text)

    def render(self) -> RenderResult:
        """Render the warning on one line."""
        return content_of([StyledText(shortened(f"! {self.text}", self.size.width), "warn")])


class KeyLine(Widget):
    """The most important keys of the screen, read from its bindings, as many as fit."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[tuple[str, str]] = ()

    def prompt(self, prompt: Prompt | None) -> None:
        """Show the keys of a prompt; None shows those of the screen."""
        keys = prompt.keys if prompt else ()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> RenderResult:
        """Render the keys and their descriptions."""
        return content_of(key_line(self._keys or list(shown_keys(self.screen)), self.size.width))
