"""The single lines around a screen: status line, prompt, banner and key line."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from textual import events
from textual.binding import Binding
from textual.screen import Screen

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import LONGEST_TEXT
from learnboard.ui.toolkit.keys import BOARD, ORDER
from learnboard.ui.toolkit.mouse import press_written
from learnboard.ui.toolkit.styled_lines import StyledLines
from learnboard.ui.toolkit.styles import CaretView
from learnboard.ui.toolkit.text import (
    ELLIPSIS,
    GAP,
    Line,
    StyledText,
    cell_len,
    clicked,
    cut,
    paragraphs,
    shortened,
    simplified,
    size_of,
)
from learnboard.ui.toolkit.text_buffer import TextBuffer

_AFTER_LABEL: Final = "  "
_LAST: Final = ("help", "app.quit")
_MOST: Final = 3
"""Most lines of a message."""
_NARROW: Final = 60
"""Cells of width below which a message has one line: a window so narrow has few lines, too."""
_KEPT: Final = 2
"""Number of keys at the end of the line that stay if there is little room: help and quit on the board."""


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
    """What the last line of the screen says about keys meanwhile."""
    stop: Callable[[str], object] | None = None
    """What becomes of the text when something else is about to have the keys; without it, what escape does."""
    elsewhere: bool = False
    """Whether the text is edited in place instead of after the label."""
    above: Callable[[str, int], Sequence[Line]] | None = None
    """What stands in `lines_above` lines above the text, of a width in cells, such as what it is understood as."""
    lines_above: int = 2

    seen: CaretView | None = None
    """What of the text was drawn last, for the mouse."""

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

    def view(self, width: int) -> CaretView:
        """The text as it is seen on a line of `width` cells, behind the label and before the hint."""
        room = width - cell_len(self.lead(width))
        return CaretView.of(self.entry, max(room - cell_len(self.told) - len(GAP), room // 2))

    def lead(self, width: int) -> str:
        """The label before the text; a long one is shortened."""
        if not self.label:
            return ""
        room = max(width - cell_len(self.told), (width - 1) // 2) if self.elsewhere else width
        return shortened(simplified(self.label), room - len(_AFTER_LABEL)) + _AFTER_LABEL

    @property
    def told(self) -> str:
        """The hint behind the text."""
        full = len(self.entry.text) >= self.most
        return f"{self.most} characters are the most" if full else simplified(self.hint(self.entry.text))


# -- lines ------------------------------------------------------------------------------------------------------------


def message_lines(message: str, hint: str, width: int) -> list[Line]:
    """Return a message with its hint behind it in lines of at most `width` cells.

    To fit one line, names in quotes are cut. Where that is not enough, it takes further lines rather than lose its end.
    """
    whole = simplified(message)
    beside = f"{GAP}{hint}" if hint else ""
    key = StyledText(beside, "accent", hint.partition(" ")[0])
    short = shortened(whole, width - cell_len(beside))
    if not short.endswith(ELLIPSIS) or whole.endswith(ELLIPSIS) or width < _NARROW:
        return [[StyledText(short), key]]
    rows = paragraphs(whole, width)
    if cell_len(rows[-1]) + cell_len(beside) > width:
        rows.append("")
    if len(rows) > _MOST:
        rest = " ".join(rows[_MOST - 1 :])
        rows = [*rows[: _MOST - 1], cut(rest, width - cell_len(beside))]
    *above, last = rows
    return [*([StyledText(row)] for row in above), [StyledText(last), key]]


def lines_above(prompt: Prompt, width: int) -> list[Line]:
    """Return what stands above a prompt, always as many lines, so that nothing moves while it is typed."""
    if prompt.above is None:
        return []
    lines = list(prompt.above(prompt.entry.text, width))[: prompt.lines_above]
    return [[] for _ in range(prompt.lines_above - len(lines))] + lines


def prompt_line(prompt: Prompt, width: int) -> Line:
    """What is being typed, and what is known of it."""
    hint = prompt.told
    line = [StyledText(prompt.lead(width), "accent")]
    if not prompt.elsewhere:
        prompt.seen = prompt.view(width)
        line += prompt.seen.line
    gap = GAP if len(line) > 1 and hint else ""
    return [*line, StyledText(gap + cut(hint, width - size_of(line) - len(gap)), "muted")]


def key_line(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Return as many keys with descriptions as fit. The last two keys are dropped last."""
    kept = list(keys)
    while kept and sum(cell_len(key) + 1 + cell_len(word) + len(GAP) for key, word in kept) - len(GAP) > width:
        del kept[-_KEPT - 1 if len(kept) > _KEPT else -1]
    return [
        part
        for key, word in kept
        for part in (StyledText(key, "title", key), StyledText(f" {word}{GAP}", "muted", key))
    ]


def shown_keys(screen: Screen[Any], without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the keys for a screen's key line, each action once but those left out, ordered by group."""
    shown: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.binding.show and active.binding.action not in without:
            shown.setdefault(active.binding.action, active.binding)
    for binding in sorted(shown.values(), key=_place):
        yield screen.app.get_key_display(binding), binding.description


def _place(binding: Binding) -> tuple[int, bool]:
    """Return the sort key of a binding: its group, with help and quit after the others."""
    return ORDER.index(binding.group or BOARD), binding.action in _LAST


# -- widgets ----------------------------------------------------------------------------------------------------------


class WrittenLine(StyledLines):
    """A line on which a click presses the key that is written there."""

    def line(self) -> Line:
        """Return the line as it is now."""
        raise NotImplementedError

    def lines(self) -> list[Line]:
        """Return the line alone."""
        return [self.line()]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        if key := clicked(self.line(), event.x - self.gutter.left):
            press_written(self.screen, key)


class StatusLine(WrittenLine):
    """The last message with its hint, or the open prompt."""

    DEFAULT_CSS = "StatusLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }"

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = simplified(text)
        self._hint = ""
        self._note = ""
        self._above = 0
        self._prompt: Prompt | None = None

    @property
    def text(self) -> str:
        """Message shown."""
        return self._text

    @property
    def said(self) -> tuple[str, str]:
        """The message that stands there, and what can be done about it."""
        return self._text, self._hint

    def say(self, message: str, hint: str = "") -> None:
        """Show a message with a hint beside it."""
        self._text, self._hint = simplified(message), hint
        if self.selected is not None:
            self.unselect()
        self._stand()
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
        if self.selected is not None:
            self.unselect()
        self._stand()
        self.refresh()

    @property
    def lines_above(self) -> int:
        """How many lines stand above the last one: what a prompt shows there, or a message that needs them."""
        return self._above

    def _stand(self) -> None:
        """Be as high as it needs to be."""
        if self._prompt:
            above = self._prompt.lines_above if self._prompt.above else 0
        else:
            above = len(self._message_lines()) - 1 if self.size.width else 0
        if above != self._above:  # a layout for nothing would cost every other prompt its time
            self._above = above
            self.styles.height = 1 + above

    def on_resize(self) -> None:
        """Fold the message for the width."""
        self._stand()

    def lines(self) -> list[Line]:
        """Return the line, below what stands above it."""
        above = lines_above(self._prompt, self.size.width) if self._prompt else self._message_lines()[:-1]
        return [*above, self.line()]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer; they stand on the last line."""
        if event.y == self._above:
            super().on_click(event)

    def _message_lines(self) -> list[Line]:
        return message_lines(self._text, self._hint, self.size.width - cell_len(self._beside))

    @property
    def _beside(self) -> str:
        return f"{GAP}{self._note}" if self._note else ""

    def line(self) -> Line:
        """Return the prompt if there is one, otherwise the end of the message, and the note."""
        if self._prompt:
            return prompt_line(self._prompt, self.size.width)
        line, note = self._message_lines()[-1], self._beside
        if note:
            gap = " " * (self.size.width - cell_len(note) - size_of(line))
            line = [*line, StyledText(gap), StyledText(note, "warn")]
        return line


class KeyLine(WrittenLine):
    """The most important keys of the screen, read from its bindings, as many as fit."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; color: $foreground-muted; background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[tuple[str, str]] = ()
        self._left_out: Collection[str] = ()

    def leave_out(self, actions: Collection[str]) -> None:
        """Leave out the keys of actions that would only be refused now."""
        if actions != self._left_out:
            self._left_out = actions
            self.refresh()

    def prompt(self, prompt: Prompt | None) -> None:
        """Show the keys of a prompt; None shows those of the screen."""
        keys = prompt.keys if prompt else ()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def line(self) -> Line:
        """Return the keys and their descriptions."""
        return key_line(self._keys or list(shown_keys(self.screen, self._left_out)), self.size.width)
