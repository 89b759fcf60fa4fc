"""Plain ASCII for terminals and eyes that want it: every sign the program draws becomes one that every font has.

People's letters stay as they are, and so do the signs of people that the program does not draw itself. A sign takes as
many cells as before, so that nothing moves.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# One eighth after the other: in a bar they stand behind a full cell or before the rest. Alone, some are other signs.
_EIGHTHS: Final = "▏▎▍▌▋▊▉"
_IN_BAR: Final = re.compile(f"(?<=[█┆])[{_EIGHTHS}]|[{_EIGHTHS}](?=[·┆])")
_BETWEEN_WORDS: Final = re.compile("(?<= )·(?= )")
_SIGNS: Final = {
    "✓": "+",
    "✔": "+",
    "●": "o",
    "✗": "x",
    "✘": "x",
    "○": ".",
    "★": "*",
    "☆": "*",
    "▲": "^",
    "▼": "v",
    "△": "^",
    "▽": "v",
    "▸": ">",
    "▶": ">",
    "▹": ">",
    "◂": "<",
    "◀": "<",
    "▾": "v",
    "▴": "^",
    "◆": "*",
    "◇": "*",
    "■": "#",
    "□": ".",
    "▪": "*",
    "↑": "^",
    "↓": "v",
    "←": "<",
    "→": ">",
    "↔": "-",
    "↕": "|",
    "⇧": "^",
    "⇥": ">",
    "⏎": "=",
    "↵": "=",
    "⌫": "<",
    "·": ".",
    "•": "*",
    "∙": ".",
    "…": "~",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "«": '"',
    "»": '"',
    "‹": "<",
    "›": ">",
    "×": "x",
    "÷": "/",
    "±": "~",
    "≤": "<",
    "≥": ">",
    "≈": "~",
    "≠": "!",
    "∞": "8",
    "°": "o",
    "§": "S",
    "⌃": "^",
    "⌥": "~",
    "⇆": "=",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "🔎": "? ",
    "▌": ">",  # the cursor, where it is no part of a bar
    "▏": "|",  # the caret likewise
    "▎": "|",
    "▍": "|",
    "▐": "|",
    "▕": "|",
    "▔": "-",
    "▀": "#",
    "▄": "#",
    "░": ".",
    "▒": ":",
    "▓": "#",
}
_KEY_WORDS: Final = {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
    "⌫": "backspace",
    "⏎": "enter",
}
_MOST_LINES: Final = 1_024
_HALF = 4


def _ranges() -> Iterator[tuple[str, str]]:
    """Whole blocks of Unicode: boxes, blocks and Braille dots."""
    upright = {*"│┃┆┇┊┋╎╏║╵╷╹╻╽╿"}
    level = {*"─━┄┅┈┉╌╍═╴╶╸╺╼╾"}
    for code in range(0x2500, 0x2580):
        yield chr(code), "|" if chr(code) in upright else "-" if chr(code) in level else "+"
    yield from {"╱": "/", "╲": "\\", "╳": "x"}.items()
    for eighths, code in enumerate(range(0x2581, 0x2589), 1):  # from below
        yield chr(code), "_" if eighths < _HALF else "#"
    for code in range(0x2589, 0x25A0):
        yield chr(code), "#"
    for dots in range(256):
        yield chr(0x2800 + dots), _of_dots(dots)


def _of_dots(dots: int) -> str:
    """A Braille cell, two by four dots, as the sign that has its dots at the same height."""
    upper, lower = dots & 0b00011011, dots & 0b11100100
    if dots.bit_count() > _HALF:
        return "#"
    return {(0, 0): " ", (1, 0): "'", (0, 1): ".", (1, 1): ":"}[bool(upper), bool(lower)]


TABLE: Final = {**dict(_ranges()), **_SIGNS}
"""Every sign that is translated, and what it becomes."""


def key_in_words(display: str) -> str:
    """How a key is called where its sign would be mistaken for another key: `shift+left` for `shift+←`."""
    for sign, word in _KEY_WORDS.items():
        display = display.replace(sign, word)
    return display


class AsciiFilter(LineFilter):
    """Translates a line. A terminal whose `encoding` has no other letters than its own gets `?` for those."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - what Textual asks
        """The segments with plain signs; they are as wide as before."""
        line = "".join(segment.text for segment in segments)
        if line.isascii():
            return segments
        signs = iter(_translated(line, self._encoding))
        return [Segment("".join(_taken(signs, segment.text)), segment.style, segment.control) for segment in segments]


def _taken(signs: Iterator[str], text: str) -> Iterable[str]:
    return (next(signs) for _ in text)


@lru_cache(_MOST_LINES)
def _translated(line: str, encoding: str) -> tuple[str, ...]:
    """For each character of a line what it becomes."""
    line = _BETWEEN_WORDS.sub("-", _IN_BAR.sub("-", line))
    signs = [TABLE.get(character, character) for character in line]
    if "utf" not in encoding:
        signs = [sign if sign.isascii() else _carried(sign, encoding) for sign in signs]
    return tuple(signs)


def _carried(sign: str, encoding: str) -> str:
    """A letter that a terminal's encoding has, or as many `?` as it takes cells."""
    try:
        sign.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "?" * cell_len(sign)
    return sign
