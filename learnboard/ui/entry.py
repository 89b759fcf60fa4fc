"""A text being typed, as a value: what a key makes of it. No widget, so that no key of a burst can pass it by."""

import re
from typing import Final, NamedTuple

from learnboard.domain.clean import clean, clean_line

CARET: Final = "▏"
_WORD_LEFT = re.compile(r"\w+\W*$|\W+$")
_WORD_RIGHT = re.compile(r"^\W*\w+|^\W+")


class Entry(NamedTuple):
    """A text and the place of the caret in it, in characters. `many` lets it have more than one line."""

    text: str = ""
    at: int = 0
    many: bool = False

    @classmethod
    def of(cls, text: str, *, many: bool = False) -> "Entry":
        """A text with the caret at its end."""
        return cls(text, len(text), many)

    @property
    def before(self) -> str:
        """What stands before the caret."""
        return self.text[: self.at]

    @property
    def after(self) -> str:
        """What stands behind the caret."""
        return self.text[self.at :]

    def key(self, key: str, character: str | None) -> "Entry | None":
        """The text after a key; None when the key is none for a text."""
        move = _MOVES.get(key)
        if move:
            return move(self)
        if character and character.isprintable():
            return self.inserted(character)
        return None

    def inserted(self, text: str) -> "Entry":
        """The text with more of it at the caret, cleaned of what a terminal could obey."""
        text = clean(text) if self.many else clean_line(text) if len(text) > 1 else clean(text)
        return self._replace(text=self.before + text + self.after, at=self.at + len(text))

    def line_bounds(self) -> tuple[int, int]:
        """Where the caret's line begins and ends."""
        end = self.text.find("\n", self.at)
        return self.before.rfind("\n") + 1, len(self.text) if end < 0 else end

    def moved(self, at: int) -> "Entry":
        """The caret somewhere else."""
        return self._replace(at=max(0, min(at, len(self.text))))

    def without(self, first: int, last: int) -> "Entry":
        """The text without a stretch of it."""
        return self._replace(text=self.text[:first] + self.text[last:], at=first)


def _left(entry: Entry) -> int:
    """Where the sign before the caret begins; marks and joined signs go with what they stand on."""
    at = entry.at - 1
    while at > 0 and (_joins(entry.text[at]) or entry.text[at - 1] == "\u200d"):
        at -= 1
    return max(at, 0)


def _right(entry: Entry) -> int:
    at = entry.at + 1
    text = entry.text
    while at < len(text) and (_joins(text[at]) or text[at - 1] == "\u200d"):
        at += 1
    return min(at, len(text))


def _joins(sign: str) -> bool:
    """Whether a sign belongs to the one before it."""
    import unicodedata  # noqa: PLC0415 - not needed before somebody types

    return sign in "\u200d\ufe0f\u20e3" or "\U0001f3fb" <= sign <= "\U0001f3ff" or unicodedata.combining(sign) > 0


def _word_left(entry: Entry) -> int:
    found = _WORD_LEFT.search(entry.before)
    return found.start() if found else 0


def _word_right(entry: Entry) -> int:
    found = _WORD_RIGHT.search(entry.after)
    return entry.at + (found.end() if found else 0)


_MOVES: Final = {
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
