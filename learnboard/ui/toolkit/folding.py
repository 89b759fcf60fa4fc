"""A text folded into lines by width, with the way back from a line to the text."""

import re
from functools import lru_cache
from itertools import pairwise

from learnboard.ui.toolkit.text import cell_len, simplified

_WORD = re.compile(r"\S+\s*|\s+")


def displayed(text: str) -> str:
    """A stretch of a text as it is drawn: simplified, but for the blanks at its ends, which were typed."""
    if text.isascii() and text.isprintable():
        return text
    core = text.strip()
    before = text[: len(text) - len(text.lstrip())] if core else text
    after = text[len(text.rstrip()) :] if core else ""
    return f"{' ' * cell_len(before)}{simplified(core)}{' ' * cell_len(after)}"


def cells(text: str) -> int:
    """The cells a stretch of a text takes when it is drawn."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(displayed(text))


def folds(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line of the text begins and ends, in characters; blanks at the end of a line may hang over."""
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        marks = (*_starts(paragraph, max(width, 2)), len(paragraph))
        lines += [(start + first, start + last) for first, last in pairwise(marks)]
        start += len(paragraph) + 1
    return lines


@lru_cache(maxsize=512)
def _starts(paragraph: str, width: int) -> tuple[int, ...]:
    """Where the lines of a paragraph begin."""
    if cells(paragraph) <= width:
        return (0,)
    starts, x = [0], 0
    for word in _WORD.finditer(paragraph):
        size = cells(word.group().rstrip())
        if x and x + size > width:
            starts.append(word.start())
            x = 0
        if size > width:
            x = _break(word.group(), word.start(), width, starts)
        else:
            x += cells(word.group())
    return tuple(starts)


def _break(word: str, start: int, width: int, starts: list[int]) -> int:
    """Break a word that is wider than a line; answers how far its last line reaches."""
    x = 0
    for place, sign in enumerate(word):
        size = cells(sign)
        if x and x + size > width:
            starts.append(start + place)
            x = 0
        x += size
    return x


def line_of(lines: list[tuple[int, int]], at: int) -> int:
    """The number of the line that a place in the text stands on."""
    return max((number for number, (start, _) in enumerate(lines) if start <= at), default=0)


def paragraphs(text: str, width: int) -> list[str]:
    """The lines of a sentence or more, ready to be drawn."""
    return [displayed(text[start:end].rstrip()) for start, end in folds(text, width)]
