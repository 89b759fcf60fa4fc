"""The tables of a board as Peewee models, made from the values they hold (FORMAT.md §1).

Numbers, dates and instants are text as the format writes them; a nested value, a list or a mapping is compact
JSON. A model is made when its table is first used: the start of the program needs few of them.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Literal, NamedTuple, ParamSpec, TypeAlias, TypeVar, get_args, get_origin

from peewee import IntegerField, Model, TextField

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Belongs, Field, Number, fields_of
from learnboard.domain.model.plain import from_plain, to_plain

Value = TypeVar("Value")
Known = TypeVar("Known")
Asked = ParamSpec("Asked")
Cell: TypeAlias = str | int | None
Raw: TypeAlias = dict[str, Cell]
"""One row as SQLite keeps it, by column."""
_Convert: TypeAlias = Callable[[Any], Any]
as_json: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Nested data as the text of a cell: the same data is always the same text."""
_SIMPLE: Final[Mapping[Any, _Convert]] = {
    Number: Number,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    bool: bool,
}


def remembered(function: Callable[Asked, Known]) -> Callable[Asked, Known]:
    """Ask a function once for each class of values, and whatever else it takes."""
    return cache(function)  # type: ignore[return-value]  # mypy takes a class for something without a hash


class RowModel(Model):
    """A row of any table; the models of the tables are made by `row_class`."""


@remembered
def row_class(record: type) -> type[RowModel]:
    """The model of a value's table: a column for each field, the first one its key."""
    columns: dict[str, object] = {
        field.name: _column(field, primary_key=place == 0) for place, field in enumerate(fields_of(record))
    }
    meta = type("Meta", (), {"table_name": table_of(record)})
    metaclass: Any = type(RowModel)
    model: type[RowModel] = metaclass(f"{record.__name__}Row", (RowModel,), {**columns, "Meta": meta})
    return model


def table_of(record: type) -> str:
    """The name of the table that holds values of this class."""
    table: str = record.TABLE  # type: ignore[attr-defined]  # every record names its table
    return table


@remembered
def columns_of(record: type) -> tuple[str, ...]:
    """The columns of a value's table, in order."""
    return tuple(field.name for field in fields_of(record))


def to_row(value: object) -> Raw:
    """A value as the row that keeps it."""
    row: Raw = to_plain(value)
    for name, pack in _packed(type(value)):
        if row[name] is not None:
            row[name] = pack(row[name])
    return row


def cells_of(record: type, row: Raw) -> tuple[Cell, ...]:
    """The cells of a row in the order of the columns."""
    return tuple([row[name] for name in columns_of(record)])


def from_row(record: type[Value], row: Mapping[str, Cell] | Sequence[Cell]) -> Value:
    """The value a row stands for; a sequence is in the order of the columns."""
    cells = cells_of(record, dict(row)) if isinstance(row, Mapping) else row
    return values_of(record, [cells])[0]


def values_of(record: type[Value], rows: Iterable[Sequence[Cell]]) -> list[Value]:
    """The values of many rows, each in the order of the columns.

    A whole column is converted at a time, and what stands in it twice once: three times as fast as a row at a time.
    """
    columns = [
        column if read is None else _converted(read, column)
        for read, column in zip(_readers(record), zip(*rows, strict=True), strict=False)
    ]
    return list(map(record, *columns)) if columns else []


def _converted(read: Callable[[Any], object], column: Sequence[Cell]) -> Iterable[object]:
    known: dict[Cell, object] = {cell: read(cell) for cell in set(column) if cell is not None}
    return map(known.get, column)


def _column(field: Field, *, primary_key: bool) -> Any:
    kind: Any = IntegerField if field.base in (int, bool) else TextField
    return kind(column_name=field.name, null=field.nullable, primary_key=primary_key)


@remembered
def _packed(record: type) -> tuple[tuple[str, _Convert], ...]:
    """The columns whose plain data SQLite cannot hold as it is."""
    return tuple(
        (field.name, int if field.base is bool else as_json)
        for field in fields_of(record)
        if field.base is bool or _nested(field.base)
    )


@remembered
def _readers(record: type) -> tuple[_Convert | None, ...]:
    return tuple(_reader(field.base) for field in fields_of(record))


def _reader(base: Any) -> _Convert | None:
    if get_origin(base) is Literal:  # a few words stand in thousands of rows
        return sys.intern
    if not _nested(base):
        return _SIMPLE.get(base)
    if isinstance(base, type) and is_dataclass(base):
        return lambda text: from_plain(base, json.loads(text))
    if get_origin(base) is not tuple:
        return json.loads
    if get_args(base)[0] is Number:
        return lambda text: tuple(map(Number, json.loads(text)))
    return lambda text: tuple(json.loads(text))


def _nested(base: Any) -> bool:
    origin = get_origin(base)
    return is_dataclass(base) or origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping))


class Referrer(NamedTuple):
    """A field that names rows of a table: `part` if its row belongs to them, `many` if it lists several."""

    record: type[Any]
    field: str
    part: bool
    many: bool


@remembered
def referrers(table: str) -> tuple[Referrer, ...]:
    """The fields of all tables that refer to rows of this one."""
    # All tables cost more to make than a board's first page, which needs no deletion.
    from learnboard.domain.model.records import TABLES  # noqa: PLC0415

    return tuple(
        Referrer(record, field.name, part=isinstance(field.refers, Belongs), many=field.base is not str)
        for record in TABLES.values()
        for field in fields_of(record)
        if field.refers and field.refers.table == table
    )


@remembered
def record_of(table: str) -> type[Any]:
    """The class of a table's values."""
    if table == BoardInfo.TABLE:
        return BoardInfo
    # As above: only undo and redo ask for a table by its name.
    from learnboard.domain.model.records import TABLES  # noqa: PLC0415

    return TABLES[table]
