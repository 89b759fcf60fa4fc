"""The SQL that changes tables, written by Peewee's query builder.

The start of the program changes nothing, so it does not import this: Peewee would take 20 ms of it. Peewee imports
`hashlib` for what is not used here, and with it OpenSSL, which takes 3 MB: that is loaded once somebody hashes.
"""

from functools import cache
from typing import Any, Final

from learnboard.domain.model.fields import fields_of, once_per_class
from learnboard.stand_ins import put_off

with put_off("hashlib"):
    from peewee import Column, Query, SqliteDatabase, Table

_DIALECT: Final = SqliteDatabase(None)


@once_per_class
def upsert_sql(record: type) -> str:
    """Insert a row, its cells in the order of the fields, or overwrite the one with its key.

    REPLACE would delete that row first, and with it what belongs to it.
    """
    table, columns = _table(record)
    key, *others = columns
    query = table.insert([("",) * len(columns)], columns=columns)
    return _sql(query.on_conflict(conflict_target=[key], preserve=others))


@cache
def update_sql(record: type, names: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Update some columns of the row with a key; SQLite then writes no index of any other column anew.

    Returned are also the columns that its parameters are of, in the order that Peewee has given them.
    """
    table, columns = _table(record)
    key, *_ = columns
    changed = {column: column.name for column in columns if column.name in names}
    text, parameters = table.update(changed).where(key == key.name).bind(_DIALECT).sql()
    return text, tuple(parameters)


@once_per_class
def delete_sql(record: type) -> str:
    """Delete the row with a key."""
    table, (key, *_) = _table(record)
    return _sql(table.delete().where(key == ""))


def _table(record: Any) -> tuple[Table, list[Column]]:
    """The table of a value's class and its columns, the first one its key."""
    table = Table(record.TABLE)
    return table, [Column(table, field.name) for field in fields_of(record)]


def _sql(query: Query) -> str:
    text: str = query.bind(_DIALECT).sql()[0]
    return text
