"""Key names as a user may write them in settings, and a check that a plain terminal can send them."""

from difflib import get_close_matches
from typing import Final
from unicodedata import normalize

from textual.binding import Binding
from textual.keys import Keys, key_to_character

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line

_MODIFIERS: Final = ("ctrl", "shift", "alt")
_NAMED: Final = frozenset(key.value for key in Keys if not set(key.value) & set("+<-"))
_OTHER_NAMES: Final = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "spacebar": "space",
    "bksp": "backspace",
}
_SAME_BYTE: Final = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
}
_WITH_CTRL: Final = frozenset("abcdefgjklnopqrstuvwxyz") | {
    "backslash",
    "right_square_bracket",
    "circumflex_accent",
    "underscore",
}
_SEPARATORS: Final = {",": "comma", " ": "space"}
"""Characters that Textual splits or strips in a list of keys."""
_MODIFIABLE: Final = _NAMED - {"space", "tab", "escape", "enter", "backspace"}
"""Arrows, function keys and the like, which terminals send with any modifier."""
_LONGEST: Final = 40


class InvalidKey(NamedTuple):
    """The reason why a text names no key that a terminal can send."""

    reason: str


def normal_key(text: str) -> str | InvalidKey:
    """Return Textual's name of a key: `question_mark` for `?`, `ctrl+shift+left` for `Shift+Ctrl+Left`."""
    said = " " if text.isspace() and text.isprintable() else normalize("NFC", text.strip())
    if len(said) == 1:
        return _of_character(said) if said.isprintable() else InvalidKey("a control character is not a key.")
    if not said.isprintable() or not said:
        return InvalidKey("a control character is not a key.")
    if len(said.split()) > 1:
        return InvalidKey(f"“{_cut(said)}” is more than one key, and key sequences are not supported: choose one.")
    *modifiers, key = said.split("+")
    return _modified(sorted({one.lower() for one in modifiers}), key, said) if modifiers else _base(said)


def character_of(key: str) -> str | None:
    """Return the character that a key types, or None."""
    character = _SIGNS.get(key) or key_to_character(key)
    return character if character and len(character) == 1 and character.isprintable() else None


def _of_character(character: str) -> str:
    return _SEPARATORS.get(character) or next(iter(Binding.make_bindings([Binding(character, "")]))).key


_SIGNS: Final = {_of_character(sign): sign for sign in map(chr, range(33, 127))} | {"space": " "}
"""ASCII characters by Textual's key names, not all of which are Unicode names."""


def _base(said: str) -> str | InvalidKey:
    """Return the name of a key without modifiers."""
    name = said.lower()
    if len(said) == 1:
        return _of_character(said)
    if name in _OTHER_NAMES:
        return InvalidKey(f"“{_cut(said)}” is written “{_OTHER_NAMES[name]}”.")
    if name in _NAMED:
        return name
    if character := character_of(name):
        return _of_character(character)
    near = get_close_matches(name, [*_NAMED, *_OTHER_NAMES], 1)
    meant = _OTHER_NAMES.get(near[0], near[0]) if near else ""
    return InvalidKey(f"there is no key “{_cut(said)}”" + (f": did you mean “{meant}”?" if meant else "."))


def _modified(modifiers: list[str], said: str, whole: str) -> str | InvalidKey:
    """Return the name of a key with ctrl, shift or alt."""
    if unknown := [one for one in modifiers if one not in _MODIFIERS]:
        return InvalidKey(f"“{_cut(unknown[0])}+” is not a modifier of a plain terminal: use ctrl, shift or alt.")
    if (modifiers, said) == (["ctrl"], "@"):
        return "ctrl+@"  # a name that Textual defines itself
    key = _base(said) if said else InvalidKey(f"“{_cut(whole)}” has no key after its plus.")
    if isinstance(key, InvalidKey):
        return key
    name = "+".join([*modifiers, key])
    if name in _SAME_BYTE:
        return InvalidKey(f"“{name}” arrives as “{_SAME_BYTE[name]}” in a plain terminal: choose another.")
    reason = "" if name == "shift+tab" or key in _MODIFIABLE else _unsendable(modifiers, key, name)
    return InvalidKey(reason) if reason else name


def _unsendable(modifiers: list[str], key: str, name: str) -> str:
    """Return why a plain terminal cannot send a character with these modifiers, or "" if it can."""
    is_letter = len(key) == 1
    if modifiers == ["shift"] and is_letter:
        return f"“{name}” is written “{key.upper()}”."
    if modifiers == ["ctrl"] and key in _WITH_CTRL:
        return ""
    if is_letter and key.lower() in _WITH_CTRL and "ctrl" in modifiers and "alt" not in modifiers:
        return f"a plain terminal cannot tell “{name}” from “ctrl+{key.lower()}”: choose another."
    if modifiers == ["alt"] and is_letter:
        return f"“{name}” is left to text that is being typed: choose another."
    return f"a plain terminal cannot send “{name}”: choose another."


def _cut(text: str) -> str:
    return clean_line(text)[:_LONGEST]
