"""A table of the format as CSV (RFC 4180, FORMAT.md §5), with nothing in it that a spreadsheet would compute."""

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Final

from learnboard.domain.model.fields import Plain, fields_of, to_plain
from learnboard.domain.text import clean

_FORMULA: Final = frozenset("=+-@＝＋－＠")
"""With these a cell is computed by one spreadsheet or another, also after blanks."""
_BREAKS: Final = frozenset("\t\r\n")
"""What a spreadsheet may drop, or take for the next cell."""
_TRUTH: Final = {True: "true", False: "false"}


def csv_table(record: type[Any], rows: Sequence[Any]) -> bytes:
    """Return the rows of a table by their ids, below the names of its fields, in UTF-8.

    What is null is empty, a list or a nested value is compact JSON. A text that a spreadsheet would take for a formula
    begins with an apostrophe; numbers stay numbers.
    """
    names = [field.name for field in fields_of(record)]
    numbers = {field.name for field in fields_of(record) if field.base is not str}
    ordered = map(to_plain, sorted(rows, key=attrgetter("id")))
    cells = ([_cell(row[name], text=name not in numbers) for name in names] for row in ordered)
    return "".join(map(_line, (names, *cells))).encode()


def _cell(value: Plain, *, text: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _TRUTH[value]
    if isinstance(value, list | dict):
        return defused(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    return defused(clean(value)) if text else str(value)


def defused(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet would take it for a formula."""
    computed = text.lstrip()[:1] in _FORMULA or text.lstrip(" ")[:1] in _BREAKS
    return f"'{text}" if computed else text


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"
