"""Lines of styled text, and the headings, paragraphs and lists that are made of them."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from learnboard.domain.text import clean
from learnboard.ui.toolkit.folding import paragraphs
from learnboard.ui.toolkit.text import cell_len, cut

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
