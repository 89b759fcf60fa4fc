"""Text on a grid of cells: measured, cut, folded and styled, with nothing in it that shifts the grid."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count, pairwise
from typing import Final, NamedTuple, TypeAlias
from unicodedata import normalize

from rich import cells as rich_cells

from learnboard.domain.text import clean, clean_line

cell_len: Final = rich_cells.cell_len
"""The cells that a text takes."""
ELLIPSIS: Final = "…"
_WIDEST_LABEL: Final = 32
"""Cells of a name that is chosen by."""
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
    return normalize("NFC", plain(clean_line(text))).strip()  # what stood between a letter and its mark may be gone


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
    cropped = rich_cells.set_cell_size(text, width)
    # A wide character that would have been split is answered as a blank by Rich.
    return cropped if text.startswith(cropped) else cropped[:-1]


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


CURSOR_SIGN: Final = "▌"
"""The sign before the line on which the cursor stands."""


class StyledText(NamedTuple):
    """A piece of text in one style, by the style's name."""

    text: str
    style: str = "text"


Line: TypeAlias = list[StyledText]


def size_of(line: Iterable[StyledText]) -> int:
    """The cells a line takes."""
    return sum(cell_len(span.text) for span in line)


def clipped(line: Iterable[StyledText], width: int) -> Line:
    """The line cut to a width, span by span."""
    kept: Line = []
    for span in line:
        room = width - size_of(kept)
        if room <= 0:
            break
        kept.append(span._replace(text=cut(span.text, room)))
    return kept


GAP: Final = "   "
INDENT: Final = "  "
_LEAST_BESIDE = 20
"""Cells that a text needs to stand beside its row; else it stands under it."""
_WIDEST_CELL = 24


def heading(text: str, beside: str = "") -> Line:
    """The heading of a section, with what there is to say of all of it."""
    return [StyledText(text, "heading"), *([StyledText(f"{GAP}{beside}", "muted")] if beside else [])]


def paragraph_lines(text: str, width: int, style: str = "text", indent: str = "") -> list[Line]:
    """A text of one or more paragraphs in as many lines as it takes."""
    rows = paragraphs(clean(text).strip(), width - len(indent)) if text.strip() else []
    return [[StyledText(indent), StyledText(cut(row, width - len(indent)), style)] for row in rows]


def flow_lines(items: Sequence[Line], width: int) -> list[Line]:
    """Facts one after the other, in as many lines as they take; none is torn apart that fits on a line."""
    lines: list[Line] = []
    for item in items:
        if size_of(item) > width:
            lines += [line for span in item for line in paragraph_lines(span.text, width, span.style)]
        elif lines and size_of(lines[-1]) + len(GAP) + size_of(item) <= width:
            lines[-1] = [*lines[-1], StyledText(GAP), *item]
        else:
            lines.append(list(item))
    return lines


class TableRow(NamedTuple):
    """One row of a list: cells that stand in columns, and a text, which `first` goes before."""

    cells: Sequence[StyledText]
    text: str = ""
    first: StyledText | None = None


def table_lines(rows: Sequence[TableRow], width: int) -> list[Line]:
    """Rows in columns, each with its text beside it, or under it where there is little room."""
    sizes = [max(_size(row.cells[at]) for row in rows) for at in range(len(rows[0].cells) if rows else 0)]
    used = len(INDENT) + sum(size + len(INDENT) for size in sizes if size)
    beside = width - used >= _LEAST_BESIDE
    indent = " " * used if beside else INDENT * 2
    lines: list[Line] = []
    for row in rows:
        cells: Line = [StyledText(INDENT)]
        for cell, size in zip(row.cells, sizes, strict=True):
            text = cut(cell.text, _WIDEST_CELL)
            cells.append(StyledText(text + " " * (size - cell_len(text) + len(INDENT)) if size else "", cell.style))
        texts = _texts(row, width - len(indent))
        if beside and texts:
            lines += [[*cells, *texts[0]], *([StyledText(indent), *text] for text in texts[1:])]
        else:
            lines += [_without_end(cells), *([StyledText(indent), *text] for text in texts)]
    return lines


def _size(cell: StyledText) -> int:
    return min(cell_len(cell.text), _WIDEST_CELL)


def _texts(row: TableRow, width: int) -> list[Line]:
    """The lines of a row's text."""
    if row.first is None or not row.text.strip():
        lead = [] if row.first is None else paragraph_lines(row.first.text, width, row.first.style)
        return [*lead, *paragraph_lines(row.text, width)]
    texts = paragraph_lines(row.text, width - cell_len(row.first.text) - len(GAP))
    pad = StyledText(" " * (cell_len(row.first.text) + len(GAP)))
    return [[row.first, StyledText(GAP), *texts[0]], *([pad, *text] for text in texts[1:])]


def _without_end(cells: Line) -> Line:
    """The cells without blanks behind the last that says something."""
    said = [number for number, cell in enumerate(cells) if cell.text.strip()]
    if not said:
        return []
    return [*cells[: said[-1]], cells[said[-1]]._replace(text=cells[said[-1]].text.rstrip())]


def with_margin(line: Line, margin: int, *, marked: bool = False) -> Line:
    """A line behind its margin, in which the cursor's sign stands if it is marked."""
    if marked:
        return [StyledText(" " * (margin - 2)), StyledText(CURSOR_SIGN, "accent"), StyledText(" "), *line]
    return [StyledText(" " * margin), *line] if line else []


def distinct_labels(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Names as labels to choose by: cut to a width, each another, and none that is `taken`, by numbers behind them."""
    found: dict[str, None] = dict.fromkeys(taken)
    labels: list[str] = []
    for name in names:
        short = cut(name, _WIDEST_LABEL)
        tries = (short if number == 1 else f"{short} ({number})" for number in count(1))
        labels.append(next(label for label in tries if label not in found))
        found[labels[-1]] = None
    return tuple(labels)
