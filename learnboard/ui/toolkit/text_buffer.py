"""A text being typed, as a value: what a key makes of it. No widget, so that no key of a burst can pass it by."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from learnboard.domain.text import clean
from learnboard.ui.toolkit.text import cell_len, cells, cut, folds, line_of, plain

CARET: Final = "▏"
_LINE_BREAK = re.compile("[\t\n]+")


class TextBuffer(NamedTuple):
    """A text and the place of the caret in it, in characters. `many` lets it have more than one line.

    What is typed into a `marked` text takes its place.
    """

    text: str = ""
    at: int = 0
    many: bool = False
    marked: bool = False

    @classmethod
    def of(cls, text: str, *, many: bool = False) -> "TextBuffer":
        """A text with the caret at its end, cleaned of what a terminal could obey."""
        text = clean(text) if many else _LINE_BREAK.sub(" ", clean(text))
        return cls(text, len(text), many)

    @property
    def before(self) -> str:
        """What stands before the caret."""
        return self.text[: self.at]

    @property
    def after(self) -> str:
        """What stands behind the caret."""
        return self.text[self.at :]

    def key(self, key: str, character: str | None) -> "TextBuffer | None":
        """The text after a key; None when the key is none for a text."""
        move = _MOVES.get(key)
        if move:
            return TextBuffer(many=self.many) if self.marked and key in _TAKING else move(self._replace(marked=False))
        # Not only what is printable: joiners are part of signs, and some blanks are no ASCII.
        if character and clean(character).strip("\t\n"):
            return self.inserted(character)
        return None

    def inserted(self, text: str) -> "TextBuffer":
        """The text with more of it at the caret, cleaned of what a terminal could obey."""
        text = clean(text)
        if not self.many:  # the blanks at its ends part words
            text = _LINE_BREAK.sub(" ", text.strip("\t\n"))
        before, after = ("", "") if self.marked else (self.before, self.after)
        return self._replace(text=before + text + after, at=len(before) + len(text), marked=False)

    def line_bounds(self) -> tuple[int, int]:
        """Where the caret's line begins and ends."""
        end = self.text.find("\n", self.at)
        return self.before.rfind("\n") + 1, len(self.text) if end < 0 else end

    def moved(self, at: int) -> "TextBuffer":
        """The caret somewhere else."""
        return self._replace(at=max(0, min(at, len(self.text))))

    def without(self, first: int, last: int) -> "TextBuffer":
        """The text without a stretch of it."""
        return self._replace(text=self.text[:first] + self.text[last:], at=first)


def _left(entry: TextBuffer) -> int:
    """Where the sign before the caret begins; marks and joined signs go with what they stand on."""
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
    """Whether a sign belongs to the one before it, or is one that is not shown."""
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
    """The caret some lines further down, as near below as can be; None over the edge of the text."""
    lines = folds(entry.text, width)
    number = line_of(lines, entry.at)
    if not 0 <= number + by < len(lines):
        return None
    x = cells(entry.text[lines[number][0] : entry.at])
    start, end = lines[number + by]
    soft = number + by + 1 < len(lines) and lines[number + by + 1][0] == end  # the end of the line is the next one's
    places = range(start, end + (not soft))
    return entry.moved(min(places, key=lambda at: abs(cells(entry.text[start:at]) - x), default=start))


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
