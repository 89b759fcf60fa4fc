"""ASCII output: replaces every sign that the program draws with ASCII characters of the same width.

Letters, and signs in the user's text that the program does not draw itself, stay as they are. Every sign keeps its
number of cells, so that nothing moves.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from learnboard.domain.patterns import pattern

# Eighths of a cell. In a bar they follow a full cell or precede the rest; alone, some are other signs.
_EIGHTHS: Final = "▏▎▍▌▋▊▉"
_IN_BAR: Final = pattern(f"(?<=[█┆])[{_EIGHTHS}]|[{_EIGHTHS}](?=[·┆])")
_BETWEEN_WORDS: Final = pattern("(?<= )·(?= )")
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
    "◆": "@",
    "◇": "?",
    "⊘": "X",
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
    "⇡": "^",
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
    "▌": ">",  # the cursor, if not part of a bar
    "▏": "|",  # the caret, likewise
    "▎": "|",
    "▍": "|",
    "▐": "|",
    "▕": "|",
    "▔": "-",
    "▀": "#",
    "▄": "#",
    "▁": ".",  # a line of values, the higher the denser
    "▂": ":",
    "▃": "-",
    "▅": "=",
    "▇": "#",
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
    """Yield the replacements for whole Unicode blocks: box drawing, block elements and Braille."""
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
    """Return the character with its dots at the same height as a Braille cell of two by four dots."""
    upper, lower = dots & 0b00011011, dots & 0b11100100
    if dots.bit_count() > _HALF:
        return "#"
    return {(0, 0): " ", (1, 0): "'", (0, 1): ".", (1, 1): ":"}[bool(upper), bool(lower)]


TABLE: Final = {**dict(_ranges()), **_SIGNS}
"""Every translated sign and its replacement."""


def key_in_words(display: str) -> str:
    """Spell out a key whose replaced sign could be mistaken for another key: `shift+left` for `shift+←`."""
    for sign, word in _KEY_WORDS.items():
        display = display.replace(sign, word)
    return display


class AsciiFilter(LineFilter):
    """Filter that translates lines to ASCII. Letters that `encoding` lacks become `?`."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's
        """Return the segments with translated signs, as wide as before."""
        line = "".join(segment.text for segment in segments)
        if line.isascii():
            return segments
        signs = iter(_translated(line, self._encoding))
        return [Segment("".join(_taken(signs, segment.text)), segment.style, segment.control) for segment in segments]


def _taken(signs: Iterator[str], text: str) -> Iterable[str]:
    return (next(signs) for _ in text)


@lru_cache(_MOST_LINES)
def _translated(line: str, encoding: str) -> tuple[str, ...]:
    """Return the replacement of each character of a line."""
    line = _BETWEEN_WORDS.sub("-", _IN_BAR.sub("-", line))
    signs = [TABLE.get(character, character) for character in line]
    if "utf" not in encoding:
        signs = [sign if sign.isascii() else _carried(sign, encoding) for sign in signs]
    return tuple(signs)


def _carried(sign: str, encoding: str) -> str:
    """Return a letter if the encoding has it, otherwise one `?` per cell."""
    try:
        sign.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "?" * cell_len(sign)
    return sign
