"""Text in terminal cells: measuring, cutting, folding and styling."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count, pairwise
from typing import Final, TypeAlias
from unicodedata import category

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean, clean_line
from learnboard.ui.toolkit.cell_widths import rich_cells

cell_len: Final = rich_cells.cell_len
"""Return the width of a text in cells."""
ELLIPSIS: Final = "…"
_WIDEST_LABEL: Final = 32
"""Most cells of a name used as a label."""
# Characters that some terminals hide and others show as a blank or a box.
_UNSURE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Joined, coloured and keycap emoji vary in width between terminals; their plain parts do not.
_JOINED = pattern(f"\u200d.|[{_UNSURE}\u20e3\U0001f3fb-\U0001f3ff]")
_REGIONAL = pattern("[\U0001f1e6-\U0001f1ff]")
_REGIONAL_A = 0x1F1E6


def simplified(text: str) -> str:
    """Return the text on one line, with the same width in every terminal."""
    if text.isascii() and text.isprintable():
        return text
    shown = plain(cleaned := clean_line(text))
    return shown if shown == cleaned else clean_line(shown)  # what stood between a letter and its marks may be gone


def plain(text: str) -> str:
    """Return a clean text without characters whose width depends on the terminal."""
    text = _JOINED.sub("", text)
    return _REGIONAL.sub(lambda letter: chr(ord(letter.group()) - _REGIONAL_A + ord("A")), text)


def cut(text: str, width: int) -> str:
    """Return the text in at most `width` cells, with an ellipsis if it is cut."""
    if (len(text) if text.isascii() else cell_len(text)) <= width:
        return text
    if width <= 0:
        return ""
    return _cropped(text, width - 1).rstrip() + ELLIPSIS


_QUOTED = pattern("“([^“”]*)”")
_LEAST_NAME = 12
"""Least cells of a name before the sentence around it is cut."""


def shortened(message: str, width: int) -> str:
    """Return a sentence in at most `width` cells, cutting quoted names first, the longest one before others."""
    for name in sorted(_QUOTED.findall(message), key=cell_len, reverse=True):
        over = cell_len(message) - width
        if over > 0 and cell_len(name) > _LEAST_NAME:
            shorter = cut(name, max(_LEAST_NAME, cell_len(name) - over))
            message = message.replace(f"“{name}”", f"“{shorter}”", 1)
    return cut(message, width)


def fitted(text: str, width: int) -> str:
    """Return the text in exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - cell_len(text))


def wrapped(text: str, width: int, most: int = 2) -> list[str]:
    """Return the text in at most `most` lines of at most `width` cells; the last ends in an ellipsis if it is cut."""
    lines: list[str] = []
    while len(lines) < most - 1 and (len(text) if text.isascii() else cell_len(text)) > width:
        head = _cropped(text, width + 1)
        space = head.rfind(" ")
        lines.append(head[:space] if space > 0 else _cropped(text, width))
        text = text[len(lines[-1]) :].lstrip()
    return [*lines, cut(text, width)]


def _cropped(text: str, width: int) -> str:
    """Return as much of the start of the text as fits, without splitting a wide character."""
    if text.isascii():
        return text[:width]
    cropped = rich_cells.set_cell_size(text, width)
    # Rich replaces a wide character at the edge with a blank.
    at = len(cropped) if text.startswith(cropped) else len(cropped) - 1
    return text[:at] if not 0 < at < len(text) or _begins_sign(text, at) else text[: sign_left(text, at)]


def _is_flag_part(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def joins(sign: str) -> bool:
    """Whether a sign belongs to the one before it, or is one that is not shown."""
    return not plain(sign) or category(sign) in ("Mn", "Me", "Mc")


def _begins_sign(text: str, at: int) -> bool:
    """Whether what a person takes for one sign begins here: marks, joined signs and flags are not torn apart."""
    if joins(text[at]) or text[at - 1] == "\u200d":
        return False
    if _is_flag_part(text[at]) and _is_flag_part(text[at - 1]):
        first = at
        while first > 0 and _is_flag_part(text[first - 1]):
            first -= 1
        return (at - first) % 2 == 0
    return True


def sign_left(text: str, at: int) -> int:
    """Return where the sign before a place begins."""
    at -= 1
    while at > 0 and not _begins_sign(text, at):
        at -= 1
    return max(at, 0)


def sign_right(text: str, at: int) -> int:
    """Return where the sign at a place ends."""
    at += 1
    while at < len(text) and not _begins_sign(text, at):
        at += 1
    return min(at, len(text))


_WORD = pattern(r"(?:[^\s\d]+|\d+(?: (?:h(?: \d\d)?|min|%|[A-Z]{3})(?!\w))?)+\s*|\s+")  # no break before a unit


def displayed(text: str) -> str:
    """Return part of a text as it is drawn: simplified, but with the blanks at its ends."""
    if text.isascii() and text.isprintable():
        return text
    core = text.strip()
    before = text[: len(text) - len(text.lstrip())] if core else text
    after = text[len(text.rstrip()) :] if core else ""
    return f"{' ' * cell_len(before)}{simplified(core)}{' ' * cell_len(after)}"


def cells(text: str) -> int:
    """Return the width in cells of part of a text as it is drawn."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(displayed(text))


def folds(text: str, width: int) -> list[tuple[int, int]]:
    """Return where each line of the text begins and ends, in characters. Trailing blanks may exceed `width`."""
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        marks = (*_starts(paragraph, max(width, 2)), len(paragraph))
        lines += [(start + first, start + last) for first, last in pairwise(marks)]
        start += len(paragraph) + 1
    return lines


@lru_cache(maxsize=512)
def _starts(paragraph: str, width: int) -> tuple[int, ...]:
    """Return where the lines of a paragraph begin."""
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
    """Break a word that is wider than a line. Return the width of its last line."""
    x = 0
    for place, sign in enumerate(word):
        size = cells(sign)
        if x and x + size > width:
            starts.append(start + place)
            x = 0
        x += size
    return x


def line_of(lines: list[tuple[int, int]], at: int) -> int:
    """Return the number of the line that contains a position."""
    return max((number for number, (start, _) in enumerate(lines) if start <= at), default=0)


def paragraphs(text: str, width: int) -> list[str]:
    """Return the text folded into lines, ready to be drawn; what stands between two facts is at neither end of one."""
    lines = [(text[a:b].rstrip(), text[a - 1 : a] == " ", text[b - 1 : b] == " ") for a, b in folds(text, width)]
    return [displayed(row.removeprefix("· " * first).removesuffix(" ·" * last)) for row, first, last in lines]


CARET: Final = "▏"
"""The sign between the characters where a text is being typed."""
CURSOR_SIGN: Final = "▌"
"""The sign before the line under the cursor."""


class StyledText(NamedTuple):
    """A piece of text and the name of its style."""

    text: str
    style: str = "text"
    click: str = ""
    """What a click on it means: keys as they are written, or another name that its widget knows."""


Line: TypeAlias = list[StyledText]


def size_of(line: Iterable[StyledText]) -> int:
    """Return the width of a line in cells."""
    return sum(cell_len(span.text) for span in line)


def clicked(line: Iterable[StyledText], x: int) -> str:
    """Return what a click on a cell of a line means; empty for nothing, as blanks around a text are.

    Of keys that are written it means the one that stands there.
    """
    for span in line if x >= 0 else ():
        size = cell_len(span.text)
        if x < size:
            words = _WORD.finditer(span.text) if span.text == span.click else ()
            key = next((word.group().strip() for word in words if x < cell_len(span.text[: word.end()])), span.click)
            start = size - cell_len(span.text.lstrip())
            return key if start <= x < cell_len(span.text.rstrip()) else ""
        x -= size
    return ""


def clipped(line: Iterable[StyledText], width: int) -> Line:
    """Return the line cut to a width."""
    kept: Line = []
    for span in line:
        size = cell_len(span.text)
        if width > 0:
            kept.append(span if size <= width else span._replace(text=cut(span.text, width)))
        width -= size
    return kept


GAP: Final = "   "
INDENT: Final = "  "
_LEAST_BESIDE = 20
"""Least cells for a text beside its row; with less room it goes below."""
_WIDEST_CELL = 24


def heading(text: str, beside: str = "") -> Line:
    """Return the heading of a section, with a summary beside it."""
    return [StyledText(text, "heading"), *([StyledText(f"{GAP}{beside}", "muted")] if beside else [])]


def paragraph_lines(text: str, width: int, style: str = "text", indent: str = "") -> list[Line]:
    """Return the lines of a text of one or more paragraphs."""
    rows = paragraphs(clean(text).strip(), width - len(indent)) if text.strip() else []
    return [[StyledText(indent), StyledText(cut(row, width - len(indent)), style)] for row in rows]


def flow_lines(items: Sequence[Line], width: int) -> list[Line]:
    """Return facts side by side, in as many lines as needed. A fact that fits on a line is not split."""
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
    """One row of a table: cells in columns, and a text preceded by `first`."""

    cells: Sequence[StyledText]
    text: str = ""
    first: StyledText | None = None


def table_lines(rows: Sequence[TableRow], width: int) -> list[Line]:
    """Return rows in columns, each with its text beside it, or below it if there is little room."""
    return [line for lines in table_rows(rows, width) for line in lines]


def table_rows(rows: Sequence[TableRow], width: int) -> Iterator[list[Line]]:
    """Return the lines of each row of a table."""
    sizes = [max(_size(row.cells[at]) for row in rows) for at in range(len(rows[0].cells) if rows else 0)]
    used = len(INDENT) + sum(size + len(INDENT) for size in sizes if size)
    beside = width - used >= _LEAST_BESIDE
    indent = " " * used if beside else INDENT * 2
    for row in rows:
        cells: Line = [StyledText(INDENT)]
        for cell, size in zip(row.cells, sizes, strict=True):
            text = cut(cell.text, _WIDEST_CELL)
            cells.append(StyledText(text + " " * (size - cell_len(text) + len(INDENT)) if size else "", cell.style))
        texts = _texts(row, width - len(indent))
        if beside and texts:
            yield [[*cells, *texts[0]], *([StyledText(indent), *text] for text in texts[1:])]
        else:
            yield [_without_end(cells), *([StyledText(indent), *text] for text in texts)]


def _size(cell: StyledText) -> int:
    return min(cell_len(cell.text), _WIDEST_CELL)


def _texts(row: TableRow, width: int) -> list[Line]:
    """Return the lines of a row's text."""
    if row.first is None or not row.text.strip():
        lead = [] if row.first is None else paragraph_lines(row.first.text, width, row.first.style)
        return [*lead, *paragraph_lines(row.text, width)]
    texts = paragraph_lines(row.text, width - cell_len(row.first.text) - len(GAP))
    pad = StyledText(" " * (cell_len(row.first.text) + len(GAP)))
    return [[row.first, StyledText(GAP), *texts[0]], *([pad, *text] for text in texts[1:])]


def _without_end(cells: Line) -> Line:
    """Return the cells without trailing blanks."""
    said = [number for number, cell in enumerate(cells) if cell.text.strip()]
    return [*cells[: said[-1]], cells[said[-1]]._replace(text=cells[said[-1]].text.rstrip())] if said else []


def with_margin(line: Line, margin: int, *, marked: bool = False) -> Line:
    """Return a line with its margin, which shows the cursor if `marked`."""
    if marked:
        return [StyledText(" " * (margin - 2)), StyledText(CURSOR_SIGN, "accent"), StyledText(" "), *line]
    return [StyledText(" " * margin), *line] if line else []


def distinct_labels(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return names as distinct labels: cut to a width, numbered if equal, and different from those `taken`."""
    found: dict[str, None] = dict.fromkeys(taken)
    labels: list[str] = []
    for name in names:
        short = cut(name, _WIDEST_LABEL)
        tries = (short if number == 1 else f"{short} ({number})" for number in count(1))
        labels.append(next(label for label in tries if label not in found))
        found[labels[-1]] = None
    return tuple(labels)
