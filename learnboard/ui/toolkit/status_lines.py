"""The single lines around a screen: what was done or is being typed, and which keys do something here."""

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
_AFTER_LABEL: Final = "  "
_KEPT: Final = 2
"""So many keys at the end of the line, help and quit on the board, stay when there is little room."""
_COLOURS: Final[Mapping[str, str]] = {
    "accent": "$primary",
    "muted": "$foreground-muted",
    "text": "$foreground",
    "mark-full": "$foreground reverse",
    "warn": "$warning",
}


@dataclass(slots=True)
class Prompt:
    """A line being typed. `enter`, and `leave` for escape, answer whether that is the end of it."""

    label: str
    entry: TextBuffer
    enter: Callable[[str], bool]
    leave: Callable[[str], bool] = lambda _: True
    changed: Callable[[TextBuffer], object] = lambda _: None
    hint: Callable[[str], str] = lambda _: ""
    others: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    """Keys that are none for a text, and what they do here."""
    most: int = LONGEST_TEXT
    """Characters that may be typed."""
    keys: tuple[tuple[str, str], ...] = (("enter", "done"), ("escape", "back"))
    """What the last line of the screen says about keys meanwhile."""
    elsewhere: bool = False
    """Whether the text stands where it belongs, and not behind the label."""

    def take(self, key: str, character: str | None) -> bool:
        """Take a key; True when it was the end."""
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
        """Have another text, if there is one; of one that is too long what came last is left out."""
        if entry is None:
            return
        over = len(entry.text) - max(self.most, len(self.entry.text))
        if over > 0:
            entry = entry.without(entry.at - over, entry.at)
        if entry != self.entry:
            self.entry = entry
            self.changed(entry)

    def shown(self, width: int) -> str:
        """The text with the caret in it, in at most `width` cells."""
        if self.elsewhere:
            return ""
        return cut(plain(self.entry.text), width) if self.marked else with_caret(self.entry, width)

    @property
    def marked(self) -> bool:
        """Whether what is typed next takes the place of all that stands there."""
        return self.entry.marked and bool(self.entry.text)


def confirmation(
    question: str, yes: str, no: str, agreed: Callable[[], object], refused: Callable[[], object]
) -> Prompt:
    """Make a prompt that asks for a yes: `y` is one, `n` and escape are none, and nothing else that is typed counts.

    `yes` and `no` say in a verb what becomes of it: `delete`, `keep`.
    """

    def nothing(_: object) -> bool:
        prompt.entry = TextBuffer()  # a pasted `y` is no answer
        return False

    prompt = Prompt(
        question,
        TextBuffer(),
        enter=nothing,
        changed=nothing,
        hint=lambda _: f"y {yes}s, esc {no}s",
        others={"y": agreed, "Y": agreed, "n": refused, "N": refused},
        keys=(("y", yes), ("escape", no)),
        elsewhere=True,
    )
    return prompt


# -- lines ------------------------------------------------------------------------------------------------------------


def status_line(message: str, hint: str, width: int) -> Line:
    """What was done, cut so that what can be done about it stays readable."""
    beside = f"{GAP}{hint}" if hint else ""
    return [StyledText(shortened(simplified(message), width - cell_len(beside))), StyledText(beside, "accent")]


def prompt_line(prompt: Prompt, width: int) -> Line:
    """What is being typed, and what is known of it."""
    full = len(prompt.entry.text) >= prompt.most
    hint = f"{prompt.most} characters are the most" if full else simplified(prompt.hint(prompt.entry.text))
    label = ""
    if prompt.label:
        room = max(width - cell_len(hint), (width - 1) // 2) if prompt.elsewhere else width
        label = shortened(simplified(prompt.label), room - len(_AFTER_LABEL)) + _AFTER_LABEL
    room = width - cell_len(label)
    text = prompt.shown(max(room - cell_len(hint) - len(GAP), room // 2))
    gap = GAP if text and hint else ""
    return [
        StyledText(label, "accent"),
        StyledText(text, "mark-full" if prompt.marked else "text"),
        StyledText(gap + cut(hint, room - cell_len(text) - len(gap)), "muted"),
    ]


def key_line(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Keys and what they do, as many as there is room for; those before the last two give way first."""
    kept = list(keys)
    while kept and sum(cell_len(key) + 1 + cell_len(word) + len(GAP) for key, word in kept) - len(GAP) > width:
        del kept[-_KEPT - 1 if len(kept) > _KEPT else -1]
    return [part for key, word in kept for part in (StyledText(key, "accent"), StyledText(f" {word}{GAP}", "muted"))]


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


def content_of(line: Line) -> Content:
    """A line for a widget that renders; a person's words in it are never markup."""
    return Content.assemble(*((span.text, _COLOURS[span.style]) for span in line))


# -- widgets ----------------------------------------------------------------------------------------------------------


class StatusLine(Widget):
    """What was done last, with the key that takes it back; or what is being asked for, with what is typed."""

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
        """The message that stands there."""
        return self._text

    @property
    def said(self) -> tuple[str, str]:
        """The message that stands there, and what can be done about it."""
        return self._text, self._hint

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and beside it what can be done about it."""
        self._text, self._hint = simplified(message), hint
        self.refresh()

    def note(self, text: str) -> None:
        """Show at the right end what holds until it is taken away, such as a filter."""
        text = simplified(text)
        if text != self._note:
            self._note = text
            self.refresh()

    def prompt(self, prompt: Prompt | None) -> None:
        """Show what is being typed, as it stands now; None for nothing any more."""
        self._prompt = prompt
        self.refresh()

    def render(self) -> RenderResult:
        """One line, in which what is typed goes before what was done."""
        if self._prompt:
            return content_of(prompt_line(self._prompt, self.size.width))
        note = f"{GAP}{self._note}" if self._note else ""
        room = self.size.width - cell_len(note)
        line = status_line(self._text, self._hint, room)
        if note:
            line += [StyledText(" " * (room - size_of(line))), StyledText(note, "warn")]
        return content_of(line)


class Banner(Widget):
    """What is the matter with the board as a whole, for as long as it is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Banner { height: 1; padding: 0 1; color: $warning; background: $surface; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = simplified(text)

    def render(self) -> RenderResult:
        """One line."""
        return content_of([StyledText(shortened(f"! {self.text}", self.size.width), "warn")])


class KeyLine(Widget):
    """The keys worth knowing here, read from the bindings, as many as the width holds."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[tuple[str, str]] = ()

    def prompt(self, prompt: Prompt | None) -> None:
        """Show the keys of what is being typed; None for nothing any more."""
        keys = prompt.keys if prompt else ()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> RenderResult:
        """Keys and what they do, from the left."""
        return content_of(key_line(self._keys or list(shown_keys(self.screen)), self.size.width))
