"""The tables of a board: their SQL, and rows as values of the domain (FORMAT.md §1).

Numbers, dates and instants are text as the format writes them; a nested value, a list or a mapping is compact JSON.
The SQL that reads is written here, and not by Peewee, for the sake of the start; the SQL of changes is in `writing`.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache
from types import ModuleType
from typing import Any, Final, Literal, TypeAlias, TypeVar, get_args, get_origin

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import (
    Belongs,
    Id,
    Number,
    fields_of,
    from_plain,
    instant_text,
    once_per_class,
    plain_converter,
    to_plain,
)
from learnboard.domain.model.local_values import LocalValue
from learnboard.storage.connection import BoardFile

Value = TypeVar("Value")
Cell: TypeAlias = str | int | None
Row: TypeAlias = dict[str, Cell]
"""One row as SQLite keeps it, by column."""
Query: TypeAlias = tuple[str, list[Cell]]
"""A statement and its parameters."""
_Convert: TypeAlias = Callable[[Any], Any]
to_json: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Returns nested data as the text of a cell: the same data is always the same text."""
_SIMPLE: Final[Mapping[Any, _Convert]] = {
    Number: Number,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    bool: bool,
}
_COLLECTIONS = (list, tuple, set, frozenset)


@cache
def all_tables() -> Mapping[str, type[Any]]:
    """Return the class of the values of every table, by its name."""
    # Making all classes takes longer than a board's first page, which needs few of them.
    from learnboard.domain.model.records import TABLES  # noqa: PLC0415

    return {BoardInfo.TABLE: BoardInfo, LocalValue.TABLE: LocalValue, **TABLES}


def table_name(record: type) -> str:
    """Return the name of the table that holds values of this class."""
    table: str = record.TABLE  # type: ignore[attr-defined]  # every record names its table
    return table


@once_per_class
def columns_of(record: type) -> tuple[str, ...]:
    """Return the columns of a value's table, in order; the first one is its key."""
    return tuple(field.name for field in fields_of(record))


# Reading


def select_all(record: type) -> Query:
    """Select all rows of a table: by position, else as they stand, since sorting many by day takes half as long again.

    In a snapshot file they stand by id.
    """
    columns, order = _select_parts(record)
    order = f" ORDER BY {order}" if "position" in columns_of(record) else ""
    return f'SELECT {columns} FROM "{table_name(record)}"{order}', []


def select(record: type, where: Mapping[str, object], *, limit: int | None = None, offset: int = 0) -> Query:
    """Select the rows that match: by position, else by day, else by id.

    In `where`, None means null, a list, tuple or set any of its members, anything else itself.
    """
    columns, order = _select_parts(record)
    condition, parameters = _where(record, where)
    sql = f'SELECT {columns} FROM "{table_name(record)}"{condition} ORDER BY {order}'
    if limit is None and not offset:
        return sql, parameters
    return f"{sql} LIMIT ? OFFSET ?", [*parameters, -1 if limit is None else limit, offset]


def select_positions(record: type, where: Mapping[str, object], *, without: Id, limit: int, offset: int) -> Query:
    """Select the positions of the rows that match, in order, without one row."""
    _, order = _select_parts(record)
    condition, parameters = _where(record, where)
    condition = f"{condition} AND" if condition else " WHERE"
    sql = f'SELECT "position" FROM "{table_name(record)}"{condition} "id" <> ? ORDER BY {order} LIMIT ? OFFSET ?'
    return sql, [*parameters, without, limit, offset]


def select_count(record: type, where: Mapping[str, object]) -> Query:
    """Count the rows that match; `where` as in `select`."""
    condition, parameters = _where(record, where)
    return f'SELECT COUNT(*) FROM "{table_name(record)}"{condition}', parameters


def select_counts(record: type, by: str) -> Query:
    """Count the rows for each value of the column `by`."""
    column = _quoted(record, by)
    return f'SELECT {column}, COUNT(*) FROM "{table_name(record)}" GROUP BY {column}', []


def json_list(values: Iterable[object]) -> str:
    """Return any number of values as one parameter for `json_each`; some builds of SQLite allow few parameters."""
    return json.dumps([_cell(value) for value in values])


@once_per_class
def _select_parts(record: type) -> tuple[str, str]:
    """The columns of a select and its order."""
    columns = columns_of(record)
    first = [name for name in ("position", "on") if name in columns][:1]
    order = ", ".join(_quoted(record, name) for name in (*first, columns[0]))
    return ", ".join(_quoted(record, name) for name in columns), order


def _where(record: type, where: Mapping[str, object]) -> Query:
    conditions: list[str] = []
    parameters: list[Cell] = []
    for name, value in where.items():
        column = _quoted(record, name)
        if value is None:
            conditions.append(f"{column} IS NULL")
        elif isinstance(value, _COLLECTIONS):
            conditions.append(f"{column} IN (SELECT value FROM json_each(?))")
            parameters.append(json_list(value))
        else:
            conditions.append(f"{column} = ?")
            parameters.append(_cell(value))
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), parameters


def _quoted(record: type, name: str) -> str:
    """A column in SQL. SQLite would take a quoted name that it does not know for a text."""
    if name not in columns_of(record):
        raise KeyError(name)
    return f'"{name}"'


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Number):
        return str(value)
    if not isinstance(value, str | int):
        raise TypeError(f"no column holds a {type(value).__name__}")
    return int(value) if isinstance(value, bool) else value


# Values


def read_rows(board: BoardFile, record: type, **where: object) -> list[Row]:
    """Read the rows that match, as SQLite keeps them; `where` as in `select`."""
    columns = columns_of(record)
    return [dict(zip(columns, row, strict=True)) for row in board.query(*select(record, where))]


def rows_by_key(board: BoardFile, record: type, keys: Sequence[Id]) -> dict[Id, Row]:
    """Read the rows with these keys, as SQLite keeps them, by their keys."""
    key = columns_of(record)[0]
    return {str(row[key]): row for row in read_rows(board, record, **{key: keys})}


def write_rows(board: BoardFile, record: type[Any], rows: Iterable[Row]) -> None:
    """Insert rows, or overwrite those with their keys."""
    board.execute_many(sql_of_changes().upsert_sql(record), [cells_of(record, row) for row in rows])


def change_rows(board: BoardFile, record: type[Any], pairs: Iterable[tuple[Row | None, Row]]) -> None:
    """Write rows over those before them: a new one as a whole, of others the cells that differ."""
    new: list[Row] = []
    changed: dict[frozenset[str], list[Row]] = {}
    columns = columns_of(record)
    for before, after in pairs:
        if before is None:
            new.append(after)
        elif names := frozenset([name for name in columns if after[name] != before[name]]):
            changed.setdefault(names, []).append(after)
    if new:
        write_rows(board, record, new)
    for names, rows in changed.items():
        sql, order = sql_of_changes().update_sql(record, names)
        board.execute_many(sql, [[row[name] for name in order] for row in rows])


def delete_rows(board: BoardFile, record: type[Any], keys: Iterable[Cell]) -> None:
    """Delete the rows with these keys."""
    board.execute_many(sql_of_changes().delete_sql(record), [(key,) for key in keys])


@cache
def sql_of_changes() -> ModuleType:
    """Return the module that writes the SQL of changes; it brings Peewee, which no start needs."""
    from learnboard.storage import writing  # noqa: PLC0415

    return writing


def to_row(value: object) -> Row:
    """Return a value as the row that keeps it."""
    row: Row = to_plain(value)
    for name, pack in _packers(type(value)):
        if row[name] is not None:
            row[name] = pack(row[name])
    return row


def cells_of(record: type, row: Row) -> tuple[Cell, ...]:
    """Return the cells of a row in the order of the columns."""
    return tuple([row[name] for name in columns_of(record)])


def from_rows(record: type[Value], rows: Iterable[Sequence[Cell]]) -> list[Value]:
    """Return the values of rows whose cells are in the order of the columns.

    A whole column is converted at a time, and equal cells once: three times as fast as a row at a time.
    """
    columns = [
        column if convert is None else _converted(convert, column)
        for convert, column in zip(_converters(record), zip(*rows, strict=True), strict=False)
    ]
    return list(map(record, *columns)) if columns else []


def values_of(record: type, cells: Row) -> dict[str, Any] | None:
    """Return the values of some cells of a row, by their columns; None if a cell holds none."""
    converters = dict(zip(columns_of(record), _converters(record), strict=True))
    values: dict[str, Any] = dict(cells)
    try:
        for name, cell in cells.items():
            if cell is not None and (convert := converters[name]):
                values[name] = convert(cell)
    except (ValueError, TypeError, KeyError, LearnboardError):
        return None
    return values


def value_of(base: Any, cell: Cell) -> Any:
    """Return the value of a type that a cell holds; what the cell cannot hold raises any error of a conversion."""
    convert = _converter(base)
    return cell if convert is None else convert(cell)


def is_kept_as(base: Any, value: Any, cell: Cell) -> bool:
    """Whether a value of a type is kept as this cell: nested data may be written in several ways, all else in one."""
    if _is_nested(base):
        convert = plain_converter(base)
        return bool(json.loads(str(cell)) == (convert(value) if convert else value))
    kept = _cell(value)
    return type(kept) is type(cell) and kept == cell


def _converted(convert: _Convert, column: Sequence[Cell]) -> Iterable[object]:
    known: dict[Cell, object] = {cell: convert(cell) for cell in set(column) if cell is not None}
    return map(known.get, column)


@once_per_class
def _packers(record: type) -> tuple[tuple[str, _Convert], ...]:
    """The columns whose plain data SQLite cannot hold as it is."""
    return tuple(
        (field.name, int if field.base is bool else to_json)
        for field in fields_of(record)
        if field.base is bool or _is_nested(field.base)
    )


@once_per_class
def _converters(record: type) -> tuple[_Convert | None, ...]:
    # Many rows belong to one, or have the same unit: that is kept once for all that are read together.
    return tuple(
        str if isinstance(field.refers, Belongs) or field.name == "unit" else _converter(field.base)
        for field in fields_of(record)
    )


def _converter(base: Any) -> _Convert | None:
    if get_origin(base) is Literal:  # few different words stand in thousands of rows
        return sys.intern
    if not _is_nested(base):
        return _SIMPLE.get(base)
    if isinstance(base, type) and is_dataclass(base):
        return lambda text: from_plain(base, json.loads(text))
    if get_origin(base) is not tuple:
        return json.loads
    if get_args(base)[0] is Number:
        return lambda text: tuple(map(Number, json.loads(text)))
    return lambda text: tuple(json.loads(text))


def _is_nested(base: Any) -> bool:
    origin = get_origin(base)
    return is_dataclass(base) or origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping))
