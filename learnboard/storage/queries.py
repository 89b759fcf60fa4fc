"""The SQL of a board's tables, written by Peewee once for each shape of question and remembered as text."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from peewee import SQL, SqliteDatabase, fn

from learnboard.domain.model.fields import Number, instant_text
from learnboard.storage.tables import Cell, columns_of, remembered, row_class, table_of

Shape: TypeAlias = tuple[tuple[str, str], ...]
"""For each column that is asked for, how: `is`, `in` or `null`."""

_DIALECT: Final = SqliteDatabase(None)
_ASKS: Final = {"null": "{} IS NULL", "is": "{} = ?", "in": "{} IN (SELECT value FROM json_each(?))"}
_MANY = (list, tuple, set, frozenset)


def asked(where: Mapping[str, object]) -> tuple[Shape, list[Cell]]:
    """What is asked of a table, as the shape of the question and its parameters.

    None asks for no value, a list, tuple or set for any of its members, anything else for itself.
    """
    shape: list[tuple[str, str]] = []
    parameters: list[Cell] = []
    for name, value in where.items():
        if value is None:
            shape.append((name, "null"))
        elif isinstance(value, _MANY):
            shape.append((name, "in"))
            parameters.append(one_of(value))
        else:
            shape.append((name, "is"))
            parameters.append(_cell(value))
    return tuple(shape), parameters


def one_of(values: Any) -> str:
    """Any number of values as the one parameter of an `in`; SQLite allows few parameters in some builds."""
    return json.dumps([_cell(value) for value in values])


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


@remembered
def select_sql(record: type, shape: Shape, *, limited: bool = False) -> str:
    """Whole rows in the order of their table: by position, else by day, else by id; `limit` and `offset` come last.

    Written here and not by Peewee: its models and their queries would take 5 ms of every start.
    """
    columns = columns_of(record)
    order = "position" if "position" in columns else "on" if "on" in columns else None
    keys = ", ".join(_quoted(record, name) for name in (order, columns[0]) if name)
    listed = ", ".join(_quoted(record, name) for name in columns)
    requests = " AND ".join(_ASKS[how].format(_quoted(record, name)) for name, how in shape)
    where = f" WHERE {requests}" if requests else ""
    limit = " LIMIT ? OFFSET ?" if limited else ""
    return f'SELECT {listed} FROM "{table_of(record)}"{where} ORDER BY {keys}{limit}'  # noqa: S608 - names of ours


@remembered
def positions_sql(record: type, shape: Shape) -> str:
    """The positions of rows in their order, but for one row; that row's id, `limit` and `offset` come last."""
    model = row_class(record)
    position, key = _field(model, "position"), _field(model, columns_of(record)[0])
    query = _where(model.select(position), model, shape).where(key != "")
    return _sql(query.order_by(position, key).limit(1).offset(1))


@remembered
def count_sql(record: type, shape: Shape) -> str:
    """How many rows there are."""
    model = row_class(record)
    return _sql(_where(model.select(fn.COUNT(SQL("*"))), model, shape))


@remembered
def counts_sql(record: type, by: str) -> str:
    """How many rows there are for each value of a column; by hand for the same reason as `select_sql`."""
    column = _quoted(record, by)
    return f'SELECT {column}, COUNT(*) FROM "{table_of(record)}" GROUP BY {column}'  # noqa: S608 - names of ours


@remembered
def upsert_sql(record: type) -> str:
    """Insert a row, or write over the one with its key; REPLACE would delete that row first."""
    model = row_class(record)
    key, *others = (_field(model, name) for name in columns_of(record))
    query = model.insert(dict.fromkeys((key, *others), ""))
    return _sql(query.on_conflict(conflict_target=[key], preserve=others))


@remembered
def delete_sql(record: type) -> str:
    """Delete the row with a key."""
    model = row_class(record)
    return _sql(model.delete().where(_field(model, columns_of(record)[0]) == ""))


def _quoted(record: type, name: str) -> str:
    """A column as SQL. SQLite would take a quoted name that it does not know for a text."""
    if name not in columns_of(record):
        raise KeyError(name)
    return f'"{name}"'


def _where(query: Any, model: Any, shape: Shape) -> Any:
    for name, how in shape:
        column = _field(model, name)
        if how == "null":
            query = query.where(column.is_null())
        elif how == "in":
            query = query.where(column.in_(SQL("(SELECT value FROM json_each(?))", [""])))
        else:
            query = query.where(column == "")
    return query


def _field(model: Any, name: str) -> Any:
    """A column by its name; as an attribute it could be hidden by a method of the model."""
    return model._meta.fields[name]  # noqa: SLF001 - Peewee's own name for it


def _sql(query: Any) -> str:
    text: str = query.bind(_DIALECT).sql()[0]
    return text
