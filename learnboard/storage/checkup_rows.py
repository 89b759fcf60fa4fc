"""Rows of a board read one by one, so that those that say nothing are told and the others can be looked at."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args, get_origin

from learnboard.domain.errors import InvalidValue
from learnboard.domain.fields import Field, Id, Number, fields_of, instant_text
from learnboard.domain.identity import BoardInfo
from learnboard.domain.records import TABLES
from learnboard.storage.database import BoardFile
from learnboard.storage.exports import ExportNote
from learnboard.storage.queries import select_sql
from learnboard.storage.tables import values_of
from learnboard.storage.untouched import lenient

_Judge: TypeAlias = Callable[[Any], bool]

_ALL: Final[Mapping[str, type[Any]]] = {BoardInfo.TABLE: BoardInfo, **TABLES, ExportNote.TABLE: ExportNote}


class UnreadableCell(NamedTuple):
    """A row with something in a column that no learnboard wrote."""

    table: str
    id: Id
    column: str


class RowsRead(NamedTuple):
    """The values of each table, and the rows that are none."""

    values: dict[str, tuple[Any, ...]]
    illegible: list[UnreadableCell]


def read_rows(board: BoardFile, tables: Collection[str]) -> RowsRead:
    """All rows of the tables named, as far as they can be read as values."""
    read = RowsRead({}, [])
    for name, record in _ALL.items():
        if name not in tables:
            continue
        rows = lenient(board, select_sql(record, ()))
        found = [each for place, field in enumerate(fields_of(record)) for each in _of_column(name, rows, place, field)]
        read.illegible.extend(found)
        out = {each.id for each in found}
        legible = [row for row in rows if str(row[0]) not in out] if found else rows
        read.values[name] = tuple(values_of(record, legible))
    return read


def _of_column(table: str, rows: Sequence[Sequence[Any]], place: int, field: Field) -> list[UnreadableCell]:
    judge = _judge(field.base)
    wrong = {cell for cell in {row[place] for row in rows} if not (field.nullable if cell is None else judge(cell))}
    return [UnreadableCell(table, str(row[0]), field.name) for row in rows if row[place] in wrong] if wrong else []


def _judge(base: Any) -> _Judge:
    """Whether a cell says a value of a class, and says it as learnboard writes it."""
    if base is bool:
        return lambda cell: type(cell) is int and cell in (0, 1)
    if base in (str, int, Number, date, datetime) or get_origin(base) is Literal:
        return lambda cell: fits(base, cell)
    return lambda cell: isinstance(cell, str) and _holds(base, cell)


def _holds(base: Any, text: str) -> bool:
    try:
        return fits(base, json.loads(text))
    except (ValueError, RecursionError):
        return False


def fits(base: Any, plain: Any) -> bool:
    """Whether plain data of the format is a value of a class."""
    if base in _SIMPLE:
        return _SIMPLE[base](plain)
    outer, parts = get_origin(base), get_args(base)
    if outer is Literal:
        return isinstance(plain, str) and plain in parts
    if is_dataclass(base):
        return isinstance(plain, dict) and all(_has(field, plain) for field in fields_of(base))  # type: ignore[arg-type]
    if outer is tuple:
        if not isinstance(plain, list):
            return False
        bases = parts[:1] * len(plain) if parts[-1] is Ellipsis else parts
        return len(bases) == len(plain) and all(map(fits, bases, plain))
    return isinstance(plain, dict) and all(is_text(key) and fits(parts[1], one) for key, one in plain.items())


def _has(field: Field, plain: Mapping[str, Any]) -> bool:
    if field.name not in plain:
        return False
    value = plain[field.name]
    return field.nullable if value is None else fits(field.base, value)


def is_text(value: object) -> bool:
    """Whether it is a text that can be written as UTF-8."""
    if not isinstance(value, str):
        return False
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_instant(value: object) -> bool:
    """Whether it is an instant as the format writes it."""
    try:
        return isinstance(value, str) and instant_text(datetime.fromisoformat(value)) == value
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(Number(value).text)
    except InvalidValue:
        return False


_SIMPLE: Final[Mapping[Any, _Judge]] = {
    str: is_text,
    int: lambda value: type(value) is int,
    bool: lambda value: type(value) is bool,
    Number: _is_number,
    date: _is_day,
    datetime: is_instant,
}
