"""A text being edited, as an immutable value. It is not a widget, so that no key of a burst can be lost."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from learnboard.domain.text import clean
from learnboard.ui.toolkit.text import cell_len, cells, cut, folds, line_of, plain

CARET: Final = "▏"
_LINE_BREAK = re.compile("[\t\n]+")


class TextBuffer(NamedTuple):
    """A text and the position of the caret in it, in characters. `many` allows more than one line.

    Typing into a `marked` text replaces it.
    """

    text: str = ""
    at: int = 0
    many: bool = False
    marked: bool = False

    @classmethod
    def of(cls, text: str, *, many: bool = False) -> "TextBuffer":
        """Return a text with the caret at its end, stripped of control characters."""
        text = clean(text) if many else _LINE_BREAK.sub(" ", clean(text))
        return cls(text, len(text), many)

    @property
    def before(self) -> str:
        """Text before the caret."""
        return self.text[: self.at]

    @property
    def after(self) -> str:
        """Text after the caret."""
        return self.text[self.at :]

    def key(self, key: str, character: str | None) -> "TextBuffer | None":
        """Return the text after a key; None if the key does not edit text."""
        move = _MOVES.get(key)
        if move:
            return TextBuffer(many=self.many) if self.marked and key in _TAKING else move(self._replace(marked=False))
        # Not only printable characters: joiners are part of a sign, and some blanks are not ASCII.
        if character and clean(character).strip("\t\n"):
            return self.inserted(character)
        return None

    def inserted(self, text: str) -> "TextBuffer":
        """Insert text at the caret, stripped of control characters."""
        text = clean(text)
        if not self.many:  # keep blanks at its ends: they separate words
            text = _LINE_BREAK.sub(" ", text.strip("\t\n"))
        before, after = ("", "") if self.marked else (self.before, self.after)
        return self._replace(text=before + text + after, at=len(before) + len(text), marked=False)

    def line_bounds(self) -> tuple[int, int]:
        """Return where the caret's line begins and ends."""
        end = self.text.find("\n", self.at)
        return self.before.rfind("\n") + 1, len(self.text) if end < 0 else end

    def moved(self, at: int) -> "TextBuffer":
        """Move the caret to a position, clamped to the text."""
        return self._replace(at=max(0, min(at, len(self.text))))

    def without(self, first: int, last: int) -> "TextBuffer":
        """Delete a range of the text."""
        return self._replace(text=self.text[:first] + self.text[last:], at=first)


def _left(entry: TextBuffer) -> int:
    """Return where the character before the caret begins, including combining marks and joined signs."""
    at = entry.at - 1
    while at > 0 and (_joins(entry.text[at]) or entry.text[at - 1] == "\u200d"):
        at -= 1
    return max(at, 0)


def _right(entry: TextBuffer) -> int:
    at = entry.at + 1
    text = entry.text
    while at < len(text) and (_joins(text[at]) or text[at - 1] == "\u200d"):
        at += 1
    return min(at, len(text))


def _joins(sign: str) -> bool:
    """Return whether a character belongs to the one before it or is invisible."""
    return not plain(sign) or unicodedata.category(sign) in ("Mn", "Me")


def _word_left(entry: TextBuffer) -> int:
    at, text = entry.at, entry.text
    while at and not text[at - 1].isalnum():
        at -= 1
    while at and text[at - 1].isalnum():
        at -= 1
    return at


def _word_right(entry: TextBuffer) -> int:
    at, text = entry.at, entry.text
    while at < len(text) and not text[at].isalnum():
        at += 1
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


_TAKING: Final = frozenset({"backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k"})
_MOVES: Final[Mapping[str, Callable[[TextBuffer], TextBuffer]]] = {
    "left": lambda one: one.moved(_left(one)),
    "right": lambda one: one.moved(_right(one)),
    "home": lambda one: one.moved(one.line_bounds()[0]),
    "ctrl+a": lambda one: one.moved(one.line_bounds()[0]),
    "end": lambda one: one.moved(one.line_bounds()[1]),
    "ctrl+e": lambda one: one.moved(one.line_bounds()[1]),
    "ctrl+left": lambda one: one.moved(_word_left(one)),
    "ctrl+right": lambda one: one.moved(_word_right(one)),
    "backspace": lambda one: one.without(_left(one), one.at),
    "delete": lambda one: one.without(one.at, _right(one)),
    "ctrl+w": lambda one: one.without(_word_left(one), one.at),
    "ctrl+u": lambda one: one.without(one.line_bounds()[0], one.at),
    "ctrl+k": lambda one: one.without(one.at, one.line_bounds()[1]),
}


def moved_lines(entry: TextBuffer, width: int, by: int) -> TextBuffer | None:
    """Move the caret down by some lines, to the nearest column; None beyond the edge of the text."""
    lines = folds(entry.text, width)
    number = line_of(lines, entry.at)
    if not 0 <= number + by < len(lines):
        return None
    x = cells(entry.text[lines[number][0] : entry.at])
    start, end = lines[number + by]
    soft = number + by + 1 < len(lines) and lines[number + by + 1][0] == end  # this position belongs to the next line
    places = range(start, end + (not soft))
    return entry.moved(min(places, key=lambda at: abs(cells(entry.text[start:at]) - x), default=start))


def with_caret(entry: TextBuffer, width: int) -> str:
    """Return the text with the caret in it, in at most `width` cells around the caret."""
    before, after = plain(entry.before), plain(entry.after)
    if cell_len(before) + 1 + cell_len(after) > width:
        least = min(cell_len(after), width // 3)
        before = _end_of(before, width - 1 - least)
    return before + CARET + cut(after, width - cell_len(before) - 1)


def _end_of(text: str, width: int) -> str:
    """Return the end of a text in at most `width` cells, with an ellipsis if it is cut."""
    if cell_len(text) <= width:
        return text
    kept = text[max(0, len(text) - width) :] if width > 1 else ""
    while kept and cell_len(kept) > width - 1:
        kept = kept[1:]
    return f"…{kept}" if width > 0 else ""
