"""What a terminal sends for a key, by the tables of Textual: the character, the sequence, or the key's number.

Terminals that speak kitty's protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol) or xterm's modifyOtherKeys
report keys by numbers: `CSI code:shifted;modifiers:event;text u`. A number that is no key's gives no key.
"""

import re
import sys
import unicodedata
from collections.abc import Mapping
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual.events import Key
from textual.keys import Keys, _character_to_key

from learnboard.domain.patterns import pattern

_CURSOR_REPORT = pattern(r"[?]?[0-9]+;[0-9;]+R")
_NUMBERS = pattern(
    r"(?P<code>[0-9]{1,7})(?::(?P<shifted>[0-9]{0,7})(?::[0-9]{0,7})?)?"
    r"(?:;(?P<modifiers>[0-9]{0,3})(?::(?P<event>[0-9]))?(?:;(?P<text>(?:[0-9]{0,7}:){0,63}[0-9]{0,7}))?)?"
    r"(?P<end>[u~A-FHPQS])"
)
_PRESSED: Final = (None, "1", "2")
"""The kinds of key event that count: pressed or repeated, and not released."""
_OTHER_KEYS: Final = "27~"
"""How modifyOtherKeys reports a key: the code that is meant is the third number."""
_SHIFT, _ALT, _CAPS, _LOCKS, _EVERY = 1, 2, 64, 192, 255
_MODIFIERS: Final = (("alt", 2), ("ctrl", 4), ("hyper", 16), ("meta", 32), ("shift", 1), ("super", 8))
"""In the order in which Textual names them; caps lock and num lock change the character and are no part of a name."""
_ALONE: Final = frozenset({*range(57358, 57361), *range(57441, 57455)})
"""Shift, caps lock and their like pressed alone: the key is the one that comes after."""
_PRIVATE: Final = range(0xE000, 0xF900)
"""Where kitty's protocol numbers keys that have no character."""
_PAD: Final[Mapping[int, int]] = {code: ord(sign) for code, sign in enumerate("0123456789./*-+\r=,", 57399)}
"""The number pad's keys by what they show."""
_PAD_LETTERS: Final[Mapping[str, int]] = dict(
    zip("jklmnopqrstuvwxyXMI ", map(ord, "*+,-./0123456789=\r\t "), strict=True)
)
"""The same by the letter behind SS3, as the VT100 did it."""
_CHARACTERS: Final = {"enter": "\r", "tab": "\t", "backspace": "\x7f"}


def character_key(character: str) -> list[Key]:
    """The key of a character that came alone; none for the controls from U+0080 on, which no key sends."""
    if "\x80" <= character < "\xa0":
        return []
    match ANSI_SEQUENCES_KEYS.get(character):
        case (key,):
            return [Key(key.value, character)]
    return [Key(_character_to_key(character), character)]


def alt_key(character: str) -> list[Key]:
    """The key of a character that came behind ESC."""
    if character == "\\":  # the end of a string that was given up
        return []
    if character == "\t":  # shift and tab on the Linux console
        return _named("\x1b\t")
    return [_with(character, _ALT)]


def csi_keys(text: str) -> list[Key]:
    """The keys of a control sequence, by what stands behind CSI."""
    if _CURSOR_REPORT.fullmatch(text):  # Textual's table has some of them as keys
        return []
    if len(text) == 1 and (name := FUNCTIONAL_KEYS.get(f"1{text}")):
        return [_key(name, 0)]
    keys = _by_number(found) if (found := _NUMBERS.fullmatch(text)) else None
    return _named(f"\x1b[{text}") if keys is None else keys


def ss3_keys(text: str) -> list[Key]:
    """The keys of an SS3 sequence: a letter, before which old xterms write modifiers."""
    modifiers, letter = int(text[:-1].rpartition(";")[2][:3] or 1) - 1, text[-1]
    if letter in _PAD_LETTERS:
        return _by_code(_PAD_LETTERS[letter], modifiers) or []
    if name := FUNCTIONAL_KEYS.get(f"1{letter}"):
        return [_key(name, modifiers)]
    return _named(f"\x1bO{text}")


def _by_number(found: re.Match[str]) -> list[Key] | None:
    """The keys that a terminal reports by numbers; None if there is no such key."""
    code, end, text = int(found["code"]), found["end"], found["text"] or ""
    modifiers = int(found["modifiers"] or 1) - 1
    if not 0 <= modifiers <= _EVERY or found["event"] not in _PRESSED or (end == "u" and code in _ALONE):
        return []
    if f"{code}{end}" == _OTHER_KEYS and text.isdigit():
        return _by_code(int(text), modifiers)
    if end == "u":
        return _by_code(_PAD.get(code, code), modifiers, text, int(found["shifted"] or 0))
    name = FUNCTIONAL_KEYS.get(f"{code}{end}")
    return [_key(name, modifiers)] if name else None


def _by_code(code: int, modifiers: int, text: str = "", shifted: int = 0) -> list[Key] | None:
    """What a character's key types, or its name; None if there is no such character.

    A terminal need not say what a key types (`text`, numbers parted by colons): then it is the key's own character.
    """
    if name := FUNCTIONAL_KEYS.get(f"{code}u"):
        return [_key(name, modifiers)]
    sign = "" if code in _PRIVATE else _character(code)
    typed = "".join(_character(int(part)) for part in text.split(":") if part)
    others = modifiers & ~_SHIFT & ~_LOCKS
    if others and typed.casefold() == sign.casefold():  # with alt or ctrl, unless they make another character of it
        typed = ""
    if not typed and not others:
        typed = _in_case(sign, _character(shifted), modifiers)
    if typed:
        return [key for character in typed for key in character_key(character)]
    return [_with(sign, modifiers)] if sign else None


def _with(character: str, modifiers: int) -> Key:
    """A character's key with modifiers: it types nothing."""
    lower = character.lower()
    if lower != character and len(lower) == 1:
        character, modifiers = lower, modifiers | _SHIFT
    return _key(character_key(character)[0].key, modifiers)


def _key(name: str, modifiers: int) -> Key:
    names = [modifier for modifier, bit in _MODIFIERS if modifiers & bit]
    return Key("+".join([*names, name]), None if names else _CHARACTERS.get(name))


def _named(sequence: str) -> list[Key]:
    """The keys of a sequence in Textual's table; escape and a key are alt and that key."""
    match ANSI_SEQUENCES_KEYS.get(sequence):
        case (Keys.Escape, key):
            return [Key(f"alt+{key.value}", None)]
        case (key,):
            return [Key(key.value, None)]
    return []


def _character(code: int) -> str:
    """The character with a number; none for controls, surrogates and what is no character's number."""
    if code <= sys.maxunicode and unicodedata.category(character := chr(code)) not in ("Cc", "Cs"):
        return character
    return ""


def _in_case(sign: str, shifted: str, modifiers: int) -> str:
    """What a key types with shift or caps lock; nothing if that cannot be known."""
    upper = sign.upper()
    if bool(modifiers & _SHIFT) == bool(modifiers & _CAPS and sign != upper):
        return sign
    if modifiers & _SHIFT and shifted:
        return shifted
    return upper if sign != upper and len(upper) == 1 else ""
