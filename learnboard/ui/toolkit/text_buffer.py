"""A text being typed, as a value: text, caret, selection and history, and what each key makes of them.

No widget, so that no key of a burst can overtake another. Every field, title and prompt is typed into one.
"""

from collections.abc import Callable, Mapping
from typing import Final

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean
from learnboard.ui.toolkit.text import cells, folds, joins, line_of, sign_left, sign_right

_LINE_BREAK = pattern("[\t\n]+")
_MOST_STEPS: Final = 200
"""Steps of a field's own history."""
_PAGE: Final = 6
"""Lines that page up and page down move in a long text."""


class TextBuffer(NamedTuple):
    """A text, the caret's place in it, in characters, and the other end of the selection; None for no selection.

    `many` allows several lines. `taken` is what the last key cut or copied, for the clipboard. `past` and `future` are
    the texts and places that undo and redo return to; an edit of the same kind as `doing` joins the last step.
    """

    text: str = ""
    at: int = 0
    many: bool = False
    anchor: int | None = None
    taken: str = ""
    past: tuple[tuple[str, int], ...] = ()
    future: tuple[tuple[str, int], ...] = ()
    doing: str = ""

    @classmethod
    def of(cls, text: str, *, many: bool = False, selected: bool = False) -> "TextBuffer":
        """Return a text with the caret at its end or all of it selected, cleaned of what a terminal could obey."""
        text = clean(text) if many else _LINE_BREAK.sub(" ", clean(text))
        return cls(text, len(text), many, 0 if selected and text else None)

    @property
    def before(self) -> str:
        """The text before the caret."""
        return self.text[: self.at]

    @property
    def after(self) -> str:
        """The text after the caret."""
        return self.text[self.at :]

    @property
    def selection(self) -> tuple[int, int]:
        """Where the selection begins and ends; twice the caret's place without one."""
        other = self.at if self.anchor is None else self.anchor
        return min(self.at, other), max(self.at, other)

    @property
    def selected(self) -> str:
        """The selected text."""
        first, last = self.selection
        return self.text[first:last]

    @property
    def marked(self) -> bool:
        """Whether all of a text is selected, so that what is typed next replaces it."""
        return bool(self.text) and self.selection == (0, len(self.text))

    # -- keys -------------------------------------------------------------------------------------------------------

    def key(self, key: str, character: str | None, width: int | None = None) -> "TextBuffer | None":
        """Return the text after a key; None for a key that means nothing in a text.

        With a width in cells at which the text is folded, keys move by lines, too; None over its first or last line.
        """
        here = self._replace(taken="") if self.taken else self
        if (edit := _EDITS.get(key)) is not None:
            return edit(here)
        name = _OTHER_NAMES.get(key, key)
        shifted = name.startswith(("shift+", "ctrl+shift+"))
        base = name.replace("shift+", "", 1) if shifted else name
        if (find := _MOVES.get(base)) is not None:
            return here.moved(find(here), select=shifted)
        if width is not None and base in _LINES:
            return here.by_lines(base, width, select=shifted)
        # Not only what is printable: joiners are part of signs, and some blanks are no ASCII.
        if character and clean(character).strip("\t\n"):
            return here.typed(character)
        return None

    def by_lines(self, key: str, width: int, *, select: bool) -> "TextBuffer | None":
        """Return the text with the caret lines further up or down; None over the edge, unless that selects."""
        by = _LINES[key]
        if abs(by) > 1 and not self.many:
            return None
        at = line_moved(self, width, by)
        if at is None and (select or abs(by) > 1):
            at = 0 if by < 0 else len(self.text)
        return None if at is None else self.moved(at, select=select)

    # -- the caret and the selection --------------------------------------------------------------------------------

    def moved(self, at: int, *, select: bool = False) -> "TextBuffer":
        """Return the text with the caret elsewhere; `select` extends the selection to there."""
        at = max(0, min(at, len(self.text)))
        if not select:
            return self._replace(at=at, anchor=None, doing="")
        anchor = self.at if self.anchor is None else self.anchor
        return self._replace(at=at, anchor=None if anchor == at else anchor, doing="")

    def clicked(self, at: int, times: int = 1) -> "TextBuffer":
        """Return the text after a click: the caret there; the second selects the word, the third the line."""
        here = self.moved(at)
        if times <= 1:
            return here
        first, last = here.line_bounds() if times > 2 else _word_at(self.text, here.at)  # noqa: PLR2004
        return here.moved(first).moved(last, select=True)

    def line_bounds(self) -> tuple[int, int]:
        """Return where the caret's line begins and ends."""
        end = self.text.find("\n", self.at)
        return self.before.rfind("\n") + 1, len(self.text) if end < 0 else end

    # -- edits --------------------------------------------------------------------------------------------------------

    def inserted(self, text: str) -> "TextBuffer":
        """Return the text with more of it in place of the selection, cleaned of what a terminal could obey."""
        text = clean(text)
        if not self.many:  # the blanks at its ends part words
            text = _LINE_BREAK.sub(" ", text.strip("\t\n"))
        return self.put(text)

    def without(self, first: int, last: int, kind: str = "") -> "TextBuffer":
        """Return the text without a stretch of it; `kind` names edits that are undone together."""
        if first >= last:
            return self
        return self._step(self.text[:first] + self.text[last:], first, kind)

    def undone(self) -> "TextBuffer":
        """Return the text before its newest step."""
        if not self.past:
            return self
        (text, at), future = self.past[-1], (*self.future, (self.text, self.at))
        return TextBuffer(text, at, self.many, past=self.past[:-1], future=future)

    def redone(self) -> "TextBuffer":
        """Return the text after the step that was undone last."""
        if not self.future:
            return self
        (text, at), past = self.future[-1], (*self.past, (self.text, self.at))
        return TextBuffer(text, at, self.many, past=past, future=self.future[:-1])

    def replaced(self, text: str) -> "TextBuffer":
        """Return another text in the place of all of it, the caret at its end, as one step."""
        other = TextBuffer.of(text, many=self.many).text
        return self if other == self.text else self._step(other, len(other), "")

    def typed(self, character: str) -> "TextBuffer":
        """Return the text with a character typed. Typing is undone by words: a word's first letter begins a step."""
        begins = character[:1].isalnum() and not self.before[-1:].isalnum()
        here = self._replace(doing="") if begins else self
        text = clean(character)
        return here.put(text if self.many else _LINE_BREAK.sub(" ", text), "typing")

    def put(self, text: str, kind: str = "") -> "TextBuffer":
        """Return the text with a clean text in place of the selection; edits of one `kind` are undone together."""
        first, last = self.selection
        return self._step(self.text[:first] + text + self.text[last:], first + len(text), kind)

    def _step(self, text: str, at: int, kind: str) -> "TextBuffer":
        joins = kind and kind == self.doing and self.anchor is None
        past = self.past if joins else (*self.past[1 - _MOST_STEPS :], (self.text, self.at))
        return self._replace(text=text, at=at, anchor=None, past=past, future=(), doing=kind)

    def erased(self, first: int, last: int, kind: str = "erasing", *, taken: bool = False) -> "TextBuffer":
        """Return the text without the selection, or else without a stretch; `taken` keeps it to be pasted."""
        if self.anchor is not None:
            first, last = self.selection
        if first >= last:
            return self
        return self.without(first, last, kind)._replace(taken=self.text[first:last] if taken else "")


# -- where things begin -----------------------------------------------------------------------------------------------


def _in_word(text: str, at: int) -> bool:
    """Whether the character at a place belongs to a word; a mark belongs to its letter."""
    return text[at].isalnum() or joins(text[at])


def _word_left(entry: TextBuffer) -> int:
    at, text = entry.at, entry.text
    while at and not _in_word(text, at - 1):
        at -= 1
    while at and _in_word(text, at - 1):
        at -= 1
    return at


def _word_right(entry: TextBuffer) -> int:
    at, text = entry.at, entry.text
    while at < len(text) and not _in_word(text, at):
        at += 1
    while at < len(text) and _in_word(text, at):
        at += 1
    return at


def _word_at(text: str, at: int) -> tuple[int, int]:
    """The word at a place, or the stretch between words."""
    at = min(at, len(text) - 1)
    if at < 0:
        return 0, 0
    first, last, inside = at, at + 1, _in_word(text, at)
    while first and _in_word(text, first - 1) == inside and text[first - 1] != "\n":
        first -= 1
    while last < len(text) and _in_word(text, last) == inside and text[last] != "\n":
        last += 1
    return first, last


def line_moved(entry: TextBuffer, width: int, by: int) -> int | None:
    """Return the place some lines further down, as near below as can be; None over the edge of the text."""
    lines = folds(entry.text, width)
    number = line_of(lines, entry.at)
    if not 0 <= number + by < len(lines):
        return None
    x = cells(entry.text[lines[number][0] : entry.at])
    return place_in_line(entry.text, lines, number + by, x)


def place_in_line(text: str, lines: list[tuple[int, int]], number: int, x: int) -> int:
    """Return the place in a line of a folded text that is drawn nearest to a cell `x` of it."""
    start, end = lines[number]
    soft = number + 1 < len(lines) and lines[number + 1][0] == end  # the end of the line is the next one's
    places = [start]
    while places[-1] < end:
        places.append(min(sign_right(text, places[-1]), end))
    if soft and len(places) > 1:
        places.pop()
    return min(places, key=lambda at: abs(cells(text[start:at]) - x))


# -- keys -------------------------------------------------------------------------------------------------------------


def _end_or(one: TextBuffer, end: int, at: int) -> int:
    """Where an arrow leads: to that end of the selection if there is one."""
    return at if one.anchor is None else one.selection[end]


_Find = Callable[[TextBuffer], int]
_Edit = Callable[[TextBuffer], TextBuffer]
_MOVES: Final[Mapping[str, _Find]] = {
    "left": lambda one: sign_left(one.text, one.at),
    "right": lambda one: sign_right(one.text, one.at),
    "home": lambda one: one.line_bounds()[0],
    "end": lambda one: one.line_bounds()[1],
    "ctrl+left": _word_left,
    "ctrl+right": _word_right,
    "ctrl+home": lambda _: 0,
    "ctrl+end": lambda one: len(one.text),
}
_LINES: Final[Mapping[str, int]] = {"up": -1, "down": 1, "pageup": -_PAGE, "pagedown": _PAGE}
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "ctrl+a": "home",
    "ctrl+e": "end",
    "alt+b": "ctrl+left",
    "alt+left": "ctrl+left",
    "alt+f": "ctrl+right",
    "alt+right": "ctrl+right",
    "shift+ctrl+left": "ctrl+shift+left",
    "shift+ctrl+right": "ctrl+shift+right",
    "alt+shift+left": "ctrl+shift+left",
    "alt+shift+right": "ctrl+shift+right",
}
"""Keys that move as another does."""


def _delete_line(one: TextBuffer) -> TextBuffer:
    """To the end of the line; at its end, the line break."""
    first, last = one.at, one.line_bounds()[1]
    return one.erased(first, last if last > first else min(first + 1, len(one.text)), "", taken=True)


def _erase(find: Callable[[TextBuffer], tuple[int, int]], kind: str = "", *, taken: bool = False) -> _Edit:
    return lambda one: one.erased(*find(one), kind, taken=taken)


_BACK = _erase(lambda one: (sign_left(one.text, one.at), one.at), "erasing")
_AHEAD = _erase(lambda one: (one.at, sign_right(one.text, one.at)), "erasing ahead")
_WORD_BACK = _erase(lambda one: (_word_left(one), one.at), taken=True)
_WORD_AHEAD = _erase(lambda one: (one.at, _word_right(one)), taken=True)
_EDITS: Final[Mapping[str, _Edit]] = {
    "backspace": _BACK,
    "delete": _AHEAD,
    "ctrl+d": _AHEAD,
    "ctrl+w": _WORD_BACK,
    "alt+backspace": _WORD_BACK,
    "ctrl+backspace": _WORD_BACK,
    "alt+d": _WORD_AHEAD,
    "ctrl+delete": _WORD_AHEAD,
    "alt+delete": _WORD_AHEAD,
    "ctrl+f": _WORD_AHEAD,
    "ctrl+u": _erase(lambda one: (one.line_bounds()[0], one.at), taken=True),
    "ctrl+k": _delete_line,
    "ctrl+x": lambda one: one.erased(one.at, one.at, "", taken=True),
    "ctrl+c": lambda one: one._replace(taken=one.selected),
    "ctrl+z": TextBuffer.undone,
    "ctrl+y": TextBuffer.redone,
    "ctrl+shift+z": TextBuffer.redone,
    "alt+a": lambda one: one.moved(0).moved(len(one.text), select=True),
    # Without shift an arrow first leaves the selection.
    "left": lambda one: one.moved(_end_or(one, 0, sign_left(one.text, one.at))),
    "right": lambda one: one.moved(_end_or(one, 1, sign_right(one.text, one.at))),
}
