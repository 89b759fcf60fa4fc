"""People's words on a grid of cells: measured, cut and wrapped, with nothing in them that shifts the grid."""

import re
from typing import Final

from rich.cells import cell_len, set_cell_size

from learnboard.domain.text import clean_line

__all__ = ["cell_len", "cut", "fitted", "plain", "shortened", "simplified", "wrapped"]
ELLIPSIS: Final = "…"
# Signs that some terminals show as nothing and others as a blank or a box.
_UNSURE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Joined, coloured and keycapped signs take one or several places depending on the terminal: their plain parts do not.
_JOINED = re.compile(f"\u200d.|[{_UNSURE}\u20e3\U0001f3fb-\U0001f3ff]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")
_REGIONAL_A = 0x1F1E6


def simplified(text: str) -> str:
    """A text on one line that takes the same number of cells in every terminal."""
    if text.isascii() and text.isprintable():
        return text
    return plain(clean_line(text)).strip()


def plain(text: str) -> str:
    """A clean text without the signs that take one place in some terminals and another in others."""
    text = _JOINED.sub("", text)
    return _REGIONAL.sub(lambda letter: chr(ord(letter.group()) - _REGIONAL_A + ord("A")), text)


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where something is left out."""
    if (len(text) if text.isascii() else cell_len(text)) <= width:
        return text
    if width <= 0:
        return ""
    return _cropped(text, width - 1).rstrip() + ELLIPSIS


_QUOTED = re.compile("“([^“”]*)”")
_LEAST_NAME = 12
"""Cells of a name that are kept, before the sentence around it is cut."""


def shortened(message: str, width: int) -> str:
    """A sentence in at most `width` cells: the names in it give way, the longest first, before its point does."""
    for name in sorted(_QUOTED.findall(message), key=cell_len, reverse=True):
        over = cell_len(message) - width
        if over > 0 and cell_len(name) > _LEAST_NAME:
            shorter = cut(name, max(_LEAST_NAME, cell_len(name) - over))
            message = message.replace(f"“{name}”", f"“{shorter}”", 1)
    return cut(message, width)


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - cell_len(text))


def wrapped(text: str, width: int) -> list[str]:
    """The text in one or two lines of at most `width` cells; the second says by an ellipsis that there is more."""
    if (len(text) if text.isascii() else cell_len(text)) <= width:
        return [text]
    head = _cropped(text, width + 1)
    space = head.rfind(" ")
    first = head[:space] if space > 0 else _cropped(text, width)
    return [first, cut(text[len(first) :].lstrip(), width)]


def _cropped(text: str, width: int) -> str:
    """As much of the start of the text as fits; a wide character is never split."""
    if text.isascii():
        return text[:width]
    cropped = set_cell_size(text, width)
    # A wide character that would have been split is answered as a blank by Rich.
    return cropped if text.startswith(cropped) else cropped[:-1]
