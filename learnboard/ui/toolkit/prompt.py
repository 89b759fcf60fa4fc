"""One thing typed in one line: what it is called, what stands there, and what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from learnboard.domain.model.fields import LONGEST_TEXT
from learnboard.ui.toolkit.text import cell_len, cut, plain
from learnboard.ui.toolkit.text_buffer import CARET, TextBuffer


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
    fresh: bool = False
    """Whether the first letter typed takes the place of what stands there."""
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


def with_caret(entry: TextBuffer, width: int) -> str:
    """The text with the caret in it, in at most `width` cells: what stands around the caret is seen."""
    before, after = plain(entry.before), plain(entry.after)
    if cell_len(before) + 1 + cell_len(after) > width:
        least = min(cell_len(after), width // 3)
        before = _end_of(before, width - 1 - least)
    return before + CARET + cut(after, width - cell_len(before) - 1)


def _end_of(text: str, width: int) -> str:
    """The end of a text in at most `width` cells, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    kept = text[max(0, len(text) - width) :] if width > 1 else ""
    while kept and cell_len(kept) > width - 1:
        kept = kept[1:]
    return f"…{kept}" if width > 0 else ""
