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
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import OWNER, Field, Id, Number, fields_of, instant_text
from learnboard.domain.model.records import TABLES
from learnboard.storage.connection import BoardFile
from learnboard.storage.migrations import CHANGES
from learnboard.storage.queries import select_sql
from learnboard.storage.readonly_copy import lenient
from learnboard.storage.side_tables import ExportNote
from learnboard.storage.tables import values_of

MOST: Final = 20
"""So many faults of one kind are told; the others are counted."""
PartStatus: TypeAlias = Literal["missing", "other", "unknown"]
_INDEX_ALONE: Final = re.compile(r"row [0-9]+ missing from index .+|wrong # of entries in index .+")
_IN_FIELDS: Final = (
    'SELECT id, "{field}" FROM "{table}" WHERE "{field}" IS NOT NULL AND "{field}" IS NOT ? '
    'AND "{field}" NOT IN (SELECT id FROM "{parent}")'
)
_IN_LISTS: Final = (
    'SELECT t.id, e.value FROM (SELECT id, "{field}" AS list FROM "{table}" WHERE json_valid("{field}") '
    "AND json_type(\"{field}\") = 'array') t, json_each(t.list) e WHERE e.value IS NOT ? "
    'AND e.value NOT IN (SELECT id FROM "{parent}")'
)
"""Rows that refer to what is not there, except to the one id that is always right, which is the parameter."""
_KINDS: Final = ("table", "index", "trigger", "view")


class SchemaPart(NamedTuple):
    """A table, index, view or trigger that is not as in a new board; `sql` makes it as it should be."""

    kind: str
    name: str
    status: PartStatus
    sql: str = ""

    @property
    def mendable(self) -> bool:
        """Whether it can be made again without touching a row: an index holds nothing of its own."""
        return self.kind == "index" and bool(self.sql)


class DanglingReference(NamedTuple):
    """A field of a row that refers to a row that is not there.

    `loose` says that the row can do without, `enforced` that SQLite watches over the reference too.
    """

    table: str
    id: Id
    field: str
    parent: str
    gone: Id
    loose: bool
    enforced: bool


def damage(board: BoardFile) -> list[str]:
    """What SQLite finds wrong in the file, at most 20 sentences of its own; none if it is sound."""
    found = [str(row[0]) for row in lenient(board, f"PRAGMA integrity_check({MOST})")]
    return [] if found == ["ok"] else found


def in_indices_alone(found: Collection[str]) -> bool:
    """Whether all that SQLite finds wrong is in indices, which can be made again from the rows."""
    return all(_INDEX_ALONE.fullmatch(each) for each in found)


def unexpected_parts(board: BoardFile, schema: int) -> list[SchemaPart]:
    """What is not as in a new board of this schema."""
    here, wanted = _parts(board.connection), _wanted(schema)
    strange = [
        SchemaPart(kind, name, "other" if (kind, name) in here else "missing", sql)
        for (kind, name), sql in wanted.items()
        if _bare(here.get((kind, name))) != _bare(sql)
    ]
    return strange + [SchemaPart(kind, name, "unknown") for kind, name in here if (kind, name) not in wanted]


def tables_of(board: BoardFile) -> set[str]:
    """The names of all tables there are."""
    return {name for kind, name in _parts(board.connection) if kind == "table"}


def dangling_references(board: BoardFile, tables: Collection[str]) -> list[DanglingReference]:
    """All references of the tables named to rows that are not there."""
    found = [
        each
        for name in tables
        if name in TABLES
        for field in fields_of(TABLES[name])
        if field.refers and field.refers.table in tables
        for each in _of_field(board, name, field)
    ]
    known = {(each.table, each.id, each.field) for each in found}
    return found + [each for each in _by_sqlite(board) if (each.table, each.id, each.field) not in known]


def _of_field(board: BoardFile, table: str, field: Field) -> Iterator[DanglingReference]:
    assert field.refers
    parent, many = field.refers.table, get_origin(field.base) is tuple
    asked = (_IN_LISTS if many else _IN_FIELDS).format(table=table, field=field.name, parent=parent)
    enforced = not many and parent != "people"
    for id_, gone in lenient(board, asked, (OWNER if parent == "people" else None,)):
        yield DanglingReference(table, str(id_), field.name, parent, str(gone), many or field.nullable, enforced)


def _by_sqlite(board: BoardFile) -> Iterator[DanglingReference]:
    """What SQLite's own look at the references finds."""
    for table, rowid, parent, key in board.query("PRAGMA foreign_key_check"):
        column = next(row[3] for row in board.query(f'PRAGMA foreign_key_list("{table}")') if row[0] == key)
        ((id_, gone),) = lenient(
            board,
            f'SELECT id, "{column}" FROM "{table}" WHERE rowid = ?',  # noqa: S608 - names out of the file's schema
            (rowid,),
        )
        yield DanglingReference(table, str(id_), column, parent, str(gone), loose=False, enforced=True)


def _parts(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Every table, index, view and trigger with its SQL; what SQLite makes for itself is left out."""
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    ordered = sorted(rows, key=lambda row: (_KINDS.index(row[0]), row[1]))
    return {(kind, name): sql for kind, name, sql in ordered}


def _wanted(schema: int) -> dict[tuple[str, str], str]:
    """The same of a new board of a schema, made in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for change in CHANGES[:schema]:
            change(cast("BoardFile", _Blank(connection)))
        return _parts(connection)


class _Blank:
    """A board in memory, as far as migrations of an empty one need it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def change(self, sql: str, parameters: tuple[Any, ...] = ()) -> None:
        self._connection.execute(sql, parameters)

    def query(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters).fetchall()


def _bare(sql: str | None) -> str | None:
    """A statement whatever its blanks."""
    return None if sql is None else " ".join(sql.split())


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
