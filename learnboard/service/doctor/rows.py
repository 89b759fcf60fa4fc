"""The rows of a board: whether each can be read, and which rules they break."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, Final, Literal, cast, get_args, get_origin

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Field, Id, fields_of, plain_default
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.row_rules import problem
from learnboard.domain.validation import violations
from learnboard.presentation.labels import count_text
from learnboard.service.doctor.findings import RESTORE, Finding, fine, place, short_id, wrong, wrong_each
from learnboard.service.doctor.schema import columns_in
from learnboard.storage.connection import BoardFile
from learnboard.storage.exports import ExportNote
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.schema_changes import with_added_parts
from learnboard.storage.tables import all_tables, from_rows, is_kept_as, select, to_json, value_of

_COUNTED: Final = ("objectives", "key_results", "check_ins")
_SURROGATE: Final = pattern("[\ud800-\udfff]")


class UnreadableCell(NamedTuple):
    """A cell of a row that no learnboard can have written."""

    table: str
    id: Id
    column: str


class RowsRead(NamedTuple):
    """The values of each table, and the cells of the rows that cannot be read as values."""

    values: dict[str, tuple[Any, ...]]
    unreadable: list[UnreadableCell]


def read_all_rows(board: BoardFile, tables: Collection[str]) -> RowsRead:
    """Read all rows of the given tables, as far as they can be read as values."""
    read = RowsRead({}, [])
    for name, record in {**all_tables(), ExportNote.TABLE: ExportNote}.items():
        if name in tables:
            rows = _rows_in(board, name, record)
            unreadable = [
                cell for column, field in enumerate(fields_of(record)) for cell in _unreadable(rows, column, field)
            ]
            read.unreadable.extend(UnreadableCell(name, *cell) for cell in unreadable)
            ids = {id_ for id_, _ in unreadable}
            read.values[name] = tuple(from_rows(record, [row for row in rows if str(row[0]) not in ids]))
    return read


def _rows_in(board: BoardFile, name: str, record: type) -> Sequence[Sequence[Any]]:
    """The cells of all rows of a table; where an older schema lacks some, what its migration will put there."""
    if board.pragma("user_version") == SCHEMA:
        return board.query(*select(record, {}))
    there, fields = columns_in(board, name), fields_of(record)
    defaults = {field.name: plain_default(field) for field in fields if field.since and field.name not in there}
    added = [to_json(default) if isinstance(default, list) else default for default in defaults.values()]
    names = [field.name for field in fields]
    columns = ", ".join("?" if column in defaults else f'"{column}"' for column in names)
    rows = board.query(f'SELECT {columns} FROM "{name}" ORDER BY 1', added)
    return [[_migrated(name, *cell) for cell in zip(names, row, strict=True)] for row in rows]


def _migrated(table: str, column: str, cell: Any) -> Any:
    return (isinstance(cell, str) and with_added_parts(table, column, cell)) or cell


def _unreadable(rows: Sequence[Sequence[Any]], column: int, field: Field) -> list[tuple[Id, str]]:
    """The ids of the rows with an invalid cell in a column, each with the column's name."""
    cells = {row[column] for row in rows}
    invalid = {cell for cell in cells if not (field.nullable if cell is None else is_cell(field.base, cell))}
    return [(str(row[0]), field.name) for row in rows if row[column] in invalid] if invalid else []


def is_cell(base: Any, cell: Any) -> bool:
    """Whether a cell is a value of a type, as learnboard writes it."""
    if base is str:  # nine cells of ten
        return is_of(str, cell)
    try:
        value = value_of(base, cell)
        return is_of(base, value) and is_kept_as(base, value, cell)
    except (ValueError, TypeError, LookupError, RecursionError, InvalidValue):
        return False


def is_of(base: Any, value: Any) -> bool:
    """Whether a value is of a type that fields have, and its texts can be written as UTF-8."""
    if base is str:
        return type(value) is str and not _SURROGATE.search(value)
    outer, parts = get_origin(base), get_args(base)
    if outer is Literal:
        return value in parts
    if outer is tuple:
        types = parts[:1] * len(value) if parts[-1] is Ellipsis else parts
        return len(types) == len(value) and all(map(is_of, types, value))
    if outer is Mapping:
        return isinstance(value, dict) and all(
            is_of(str, name) and is_of(parts[1], part) for name, part in value.items()
        )
    if is_dataclass(base):
        found = ((field, getattr(value, field.name)) for field in fields_of(cast("type", base)))
        return all(field.nullable if part is None else is_of(field.base, part) for field, part in found)
    return type(value) is base


def row_findings(read: RowsRead, *, references_found: bool) -> list[Finding]:
    """Return the rows that cannot be read or break a rule; `references_found` if references were checked already."""
    cannot = f"learnboard did not write this and cannot read it; {RESTORE}"
    findings = wrong_each(f"{cell.table} {short_id(cell.id)}, {cell.column}: {cannot}" for cell in read.unreadable)
    identities = read.values.get(BoardInfo.TABLE, ())
    if len(identities) != 1:
        state = f"has {len(identities)} identities" if identities else "has lost its identity"
        return [*findings, wrong(f"The board {state}: {RESTORE}")]
    records = Records(identities[0], **{name: read.values[name] for name in TABLES if name in read.values})
    whole = not read.unreadable and all(name in read.values for name in TABLES)
    findings += wrong_each(broken_rules(records, references=whole and not references_found))
    counts = ", ".join(count_text(name, len(records.table(name))) for name in _COUNTED)
    return findings or [fine(f"{counts}; no row breaks a rule")]


def broken_rules(records: Records, *, references: bool) -> Iterator[str]:
    """Yield a message for each rule that a row breaks; references to missing rows only if `references`."""
    if found := problem(records.board_info):
        yield f"The board's identity, {found.field}: {found.message}"
    for violation in violations(records):
        field = f", {violation.field}" if violation.field else ""
        message = f"{place(violation.row)}{field}: {violation.message}"
        if violation.rule == "id":
            yield f"{message}; {RESTORE}, or delete one of them on the board"
        elif references or violation.rule != "reference":
            yield f"{message}: {violation.advice}" if violation.advice else message
