"""What is wrong in a board's file: damage, the schema, references to missing rows, and rows that cannot be read."""

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple, TypeAlias, cast, get_args, get_origin

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER, Field, Id, Number, fields_of, instant_text, plain_default
from learnboard.domain.model.records import TABLES
from learnboard.storage.connection import BoardFile
from learnboard.storage.exports import ExportNote
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.schema_changes import CHANGES, with_added_parts
from learnboard.storage.tables import all_tables, from_rows, select, table_name, to_json

_MOST_MESSAGES: Final = 20
PartStatus: TypeAlias = Literal["missing", "other", "unknown"]
_INDEX_DAMAGE: Final = re.compile(r"row [0-9]+ missing from index .+|wrong # of entries in index .+")
# Rows that refer to missing rows, except to the one id that needs none, which is the parameter.
_DANGLING_FIELDS: Final = (
    'SELECT id, "{field}" FROM "{table}" WHERE "{field}" IS NOT NULL AND "{field}" IS NOT ? '
    'AND "{field}" NOT IN (SELECT id FROM "{parent}")'
)
_DANGLING_LISTS: Final = (
    'SELECT t.id, e.value FROM (SELECT id, "{field}" AS list FROM "{table}" WHERE json_valid("{field}") '
    "AND json_type(\"{field}\") = 'array') t, json_each(t.list) e WHERE e.value IS NOT ? "
    'AND e.value NOT IN (SELECT id FROM "{parent}")'
)
_KINDS: Final = ("table", "index", "trigger", "view")


class SchemaPart(NamedTuple):
    """A table, index, view or trigger that differs from a new board's; `sql` creates it as it should be."""

    kind: str
    name: str
    status: PartStatus
    sql: str = ""

    @property
    def rebuildable(self) -> bool:
        """Whether it can be created again without touching a row: an index has no content of its own."""
        return self.kind == "index" and bool(self.sql)


class DanglingReference(NamedTuple):
    """A field of a row that refers to a missing row.

    `optional` if the row can do without the reference, `enforced` if SQLite checks it too.
    """

    table: str
    id: Id
    field: str
    parent: str
    missing_id: Id
    optional: bool
    enforced: bool


class UnreadableCell(NamedTuple):
    """A cell of a row that no learnboard can have written."""

    table: str
    id: Id
    column: str


class RowsRead(NamedTuple):
    """The values of each table, and the cells of the rows that cannot be read as values."""

    values: dict[str, tuple[Any, ...]]
    unreadable: list[UnreadableCell]


# Damage and schema


def find_damage(board: BoardFile) -> list[str]:
    """Return what SQLite finds wrong in the file, at most 20 messages of its own; none if it is sound."""
    found = [str(row[0]) for row in board.query(f"PRAGMA integrity_check({_MOST_MESSAGES})")]
    return [] if found == ["ok"] else found


def is_index_damage(damage: Collection[str]) -> bool:
    """Whether all damage is in indices, which can be rebuilt from the rows."""
    return all(map(_INDEX_DAMAGE.fullmatch, damage))


def find_schema_differences(board: BoardFile, schema: int) -> list[SchemaPart]:
    """Return what differs from a new board of this schema."""
    current, expected = _schema_parts(board.connection), _expected_parts(schema)
    different = [
        SchemaPart(kind, name, "other" if (kind, name) in current else "missing", sql)
        for (kind, name), sql in expected.items()
        if (kind, name) not in current or current[kind, name].split() != sql.split()
    ]
    return different + [SchemaPart(kind, name, "unknown") for kind, name in current if (kind, name) not in expected]


def columns_in(board: BoardFile, table: str) -> list[str]:
    """Return the columns that a table has in the file; a board of an older schema lacks some."""
    return [row[1] for row in board.query(f'PRAGMA table_info("{table}")')]


def table_names(board: BoardFile) -> set[str]:
    """Return the names of all tables in the file."""
    return {name for kind, name in _schema_parts(board.connection) if kind == "table"}


def _schema_parts(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Every table, index, view and trigger with its SQL, without SQLite's own."""
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    ordered = sorted(rows, key=lambda row: (_KINDS.index(row[0]), row[1]))
    return {(kind, name): sql for kind, name, sql in ordered}


def _expected_parts(schema: int) -> dict[tuple[str, str], str]:
    """The same of a new board of a schema, created in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for change in CHANGES[:schema]:
            change(cast("BoardFile", _BoardInMemory(connection)))
        return _schema_parts(connection)


class _BoardInMemory(NamedTuple):
    """As much of a board file as changes of the schema need."""

    connection: sqlite3.Connection

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return rows

    def execute(self, sql: str) -> None:
        self.connection.execute(sql)

    def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        self.connection.executemany(sql, rows)


# References


def find_dangling_references(board: BoardFile, tables: Collection[str]) -> list[DanglingReference]:
    """Return all references from rows of the given tables to missing rows."""
    found = [
        reference
        for name in tables
        if name in TABLES
        for field in fields_of(TABLES[name])
        if field.refers and field.refers.table in tables and field.name in columns_in(board, name)
        for reference in _dangling_in_field(board, name, field)
    ]
    known = {(reference.table, reference.id, reference.field) for reference in found}
    return found + [
        reference
        for reference in _dangling_for_sqlite(board)
        if (reference.table, reference.id, reference.field) not in known
    ]


def _dangling_in_field(board: BoardFile, table: str, field: Field) -> Iterator[DanglingReference]:
    assert field.refers
    parent, is_list = field.refers.table, get_origin(field.base) is tuple
    sql = (_DANGLING_LISTS if is_list else _DANGLING_FIELDS).format(table=table, field=field.name, parent=parent)
    is_person = parent == "people"
    for id_, missing in board.query(sql, (OWNER if is_person else None,)):
        yield DanglingReference(
            table=table,
            id=str(id_),
            field=field.name,
            parent=parent,
            missing_id=str(missing),
            optional=is_list or field.nullable,
            enforced=not (is_list or is_person),
        )


def _dangling_for_sqlite(board: BoardFile) -> Iterator[DanglingReference]:
    """What SQLite's own check of foreign keys finds."""
    for table, rowid, parent, key in board.query("PRAGMA foreign_key_check"):
        column = next(row[3] for row in board.query(f'PRAGMA foreign_key_list("{table}")') if row[0] == key)
        sql = f'SELECT id, "{column}" FROM "{table}" WHERE rowid = ?'
        ((id_, missing),) = board.query(sql, (rowid,))
        yield DanglingReference(table, str(id_), column, parent, str(missing), optional=False, enforced=True)


# Rows


def read_all_rows(board: BoardFile, tables: Collection[str]) -> RowsRead:
    """Read all rows of the given tables, as far as they can be read as values."""
    read = RowsRead({}, [])
    for name, record in {**all_tables(), ExportNote.TABLE: ExportNote}.items():
        if name not in tables:
            continue
        rows = _rows_in(board, record)
        unreadable = [
            cell
            for place, field in enumerate(fields_of(record))
            for cell in _unreadable_in_column(name, rows, place, field)
        ]
        read.unreadable.extend(unreadable)
        ids = {cell.id for cell in unreadable}
        read.values[name] = tuple(from_rows(record, [row for row in rows if str(row[0]) not in ids] if ids else rows))
    return read


def _rows_in(board: BoardFile, record: type) -> Sequence[Sequence[Any]]:
    """The cells of all rows of a table; where an older schema lacks some, what its migration will put there."""
    if board.pragma("user_version") == SCHEMA:
        return board.query(*select(record, {}))
    name, fields = table_name(record), fields_of(record)
    there = columns_in(board, name)
    columns = [f'"{field.name}"' if field.name in there or not field.since else "?" for field in fields]
    added = [_default_cell(field) for field, column in zip(fields, columns, strict=True) if column == "?"]
    rows = board.query(f'SELECT {", ".join(columns)} FROM "{name}" ORDER BY 1', added)
    return [[_with_added_parts(name, field, cell) for field, cell in zip(fields, row, strict=True)] for row in rows]


def _default_cell(field: Field) -> Any:
    plain = plain_default(field)
    return to_json(plain) if isinstance(plain, list) else plain


def _with_added_parts(table: str, field: Field, cell: Any) -> Any:
    changed = with_added_parts(table, field.name, cell) if isinstance(cell, str) else None
    return cell if changed is None else changed


def _unreadable_in_column(table: str, rows: Sequence[Sequence[Any]], place: int, field: Field) -> list[UnreadableCell]:
    wrong = {cell for cell in {row[place] for row in rows} if not _is_valid_cell(field, cell)}
    return [UnreadableCell(table, str(row[0]), field.name) for row in rows if row[place] in wrong] if wrong else []


def _is_valid_cell(field: Field, cell: Any) -> bool:
    """Whether a cell is a value of its field, as learnboard writes it."""
    if cell is None:
        return field.nullable
    base: Any = field.base
    if base is bool:
        return type(cell) is int and cell in (0, 1)
    if base in _SIMPLE or get_origin(base) is Literal:
        return matches_type(base, cell)
    try:
        return isinstance(cell, str) and matches_type(base, json.loads(cell))
    except (ValueError, RecursionError):
        return False


def matches_type(base: Any, plain: Any) -> bool:
    """Whether plain data of the format is a value of a type."""
    outer: Any = get_origin(base)
    parts = get_args(base)
    if base in _SIMPLE:
        matches = _SIMPLE[base](plain)
    elif outer is Literal:
        matches = isinstance(plain, str) and plain in parts
    elif outer is tuple:
        matches = isinstance(plain, list) and _match_items(parts, plain)
    elif is_dataclass(base):
        fields = fields_of(cast("type", base))
        matches = isinstance(plain, dict) and all(_matches_field(field, plain) for field in fields)
    else:
        items = plain.items() if isinstance(plain, dict) else [(None, None)]
        matches = all(is_text(key) and matches_type(parts[1], value) for key, value in items)
    return matches


def _match_items(types: tuple[Any, ...], items: list[Any]) -> bool:
    if types[-1] is Ellipsis:
        types = types[:1] * len(items)
    return len(types) == len(items) and all(map(matches_type, types, items))


def _matches_field(field: Field, plain: Mapping[str, Any]) -> bool:
    if field.name not in plain:
        return False
    value = plain[field.name]
    return field.nullable if value is None else matches_type(field.base, value)


def is_text(value: object) -> bool:
    """Whether it is a text that can be written as UTF-8."""
    if not isinstance(value, str):
        return False
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def is_instant(value: object) -> bool:
    """Whether it is an instant as the format writes it."""
    try:
        return isinstance(value, str) and instant_text(datetime.fromisoformat(value)) == value
    except ValueError:
        return False


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(Number(value).text)
    except InvalidValue:
        return False


_SIMPLE: Final[Mapping[Any, Callable[[Any], bool]]] = {
    str: is_text,
    int: lambda value: type(value) is int,
    bool: lambda value: type(value) is bool,
    Number: _is_number,
    date: _is_day,
    datetime: is_instant,
}
