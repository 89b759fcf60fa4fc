"""Addresses in people's texts that may be opened: what of a text is a link, and what stays plain.

A link is an address as it stands there, so that what is opened is what is read. So an address has nothing in it that a
reader could not see or that changes the order of what is seen, no name and password before its host, and a host in
plain letters. Whatever is not sure to be such an address stays plain.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern

# From the scheme up to a blank, or to a character that no address holds and that often ends one.
_CANDIDATE: Final = pattern(r"(?<![^\W_])(?:https?://|mailto:)[^\s<>\"\\^`{|}\x00-\x1f\x7f]+", re.IGNORECASE)
_HOST: Final = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
_WEB: Final = pattern(rf"https?://{_HOST}(?::\d{{1,5}})?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_MAIL: Final = pattern(rf"mailto:[\w.!#$%&'*+/=?~-]+@{_HOST}(?:\?.*)?", re.ASCII | re.IGNORECASE | re.DOTALL)
_ENDS: Final = ".,;:!?'*_~"
"""What ends a sentence rather than an address."""
_BRACKETS: Final = {")": "(", "]": "["}
"""Closing brackets, which belong to an address that holds the opening one."""
_BLANK_LETTERS: Final = "\u115f\u1160\u3164\uffa0"
"""Letters that are drawn as nothing."""
_VISIBLE: Final = ("L", "N")
"""The categories of what may stand in an address besides plain characters: letters and numbers."""
_HIDING: Final = ("L", "N", "M", "C")
"""The categories of what goes on with an address or hides in it; other signs end it."""


class TextPart(NamedTuple):
    """A part of a text; `link` if it is an address that may be opened."""

    text: str
    link: bool = False


def text_parts(text: str) -> tuple[TextPart, ...]:
    """Split a text into plain parts and links (http, https, mailto); joined, they are the text."""
    return tuple(part for part in _parts(text) if part.text)


def _parts(text: str) -> Iterator[TextPart]:
    done = 0
    for found in _CANDIDATE.finditer(text):
        address = _address(found[0])
        if address:
            yield TextPart(text[done : found.start()])
            yield TextPart(address, link=True)
            done = found.start() + len(address)
    yield TextPart(text[done:])


def _address(run: str) -> str:
    """The address that a run of characters begins with; empty if it is none that may be opened."""
    end = next((at for at, character in enumerate(run) if not _is_visible(character)), len(run))
    if end < len(run) and unicodedata.category(run[end])[0] in _HIDING:
        return ""
    address = _without_end(run[:end])
    return address if _WEB.fullmatch(address) or _MAIL.fullmatch(address) else ""


def _is_visible(character: str) -> bool:
    """Whether a character is seen, and seen where it stands."""
    if character.isascii():
        return True
    upright = unicodedata.category(character)[0] in _VISIBLE and character not in _BLANK_LETTERS
    return upright and unicodedata.bidirectional(character) in ("L", "EN", "ON")


def _without_end(address: str) -> str:
    """An address without what belongs to the sentence around it."""
    counts = Counter(character for character in address if character in "()[]")
    end = len(address)
    while end:
        last = address[end - 1]
        if last in _BRACKETS and counts[last] > counts[_BRACKETS[last]]:
            counts[last] -= 1
        elif last not in _ENDS:
            break
        end -= 1
    return address[:end]
