"""The rows of a board: whether each can be read, which rules it breaks, and whether the rows it refers to are there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import is_dataclass, replace
from typing import Any, Final, Literal, cast, get_args, get_origin

from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import OWNER, Id, fields_of, plain_default
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.row_rules import problem
from learnboard.domain.validation import violations
from learnboard.presentation.values import count_of
from learnboard.service.backups import describe_records
from learnboard.service.doctor.findings import REPAIR, RESTORE, Finding, fine, place, short_id, wrong, wrong_each
from learnboard.service.doctor.schema import columns_in, table_names
from learnboard.storage.connection import BoardFile
from learnboard.storage.exports import ExportNote
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.schema_changes import with_added_parts
from learnboard.storage.store import Store
from learnboard.storage.tables import all_tables, from_rows, is_kept_as, select, to_json, value_of

_SURROGATE: Final = pattern("[\ud800-\udfff]")
# Rows that refer to missing rows, except to the one id that needs none, which is the parameter.
_DANGLING: Final = (
    'SELECT id, "{field}" FROM "{table}" WHERE "{field}" IS NOT NULL AND "{field}" IS NOT ? '
    'AND "{field}" NOT IN (SELECT id FROM "{parent}")'
)
_DANGLING_LISTED: Final = (
    'SELECT t.id, e.value FROM (SELECT id, "{field}" AS list FROM "{table}" WHERE json_valid("{field}") '
    "AND json_type(\"{field}\") = 'array') t, json_each(t.list) e WHERE e.value IS NOT ? "
    'AND e.value NOT IN (SELECT id FROM "{parent}")'
)
# What clears a reference, by the missing id and the id of its row.
_CLEAR: Final = 'UPDATE "{table}" SET "{field}" = nullif("{field}", ?) WHERE id = ?'
_CLEAR_LISTED: Final = (
    'UPDATE "{table}" SET "{field}" = (SELECT json_group_array(value) FROM json_each("{field}") WHERE value <> ?) '
    "WHERE id = ?"
)
# Seals the newest step, and the last one before it that changed one of its rows, with all before that.
_SEAL: Final = (
    "WITH newest (id) AS (SELECT max(id) FROM steps) UPDATE steps SET sealed = 1 WHERE id IN newest OR id <= "
    "(SELECT max(step_id) FROM changes WHERE step_id NOT IN newest AND row_id IN "
    "(SELECT row_id FROM changes WHERE step_id IN newest))"
)


class UnreadableCell(NamedTuple):
    """A cell of a row that no learnboard can have written."""

    table: str
    id: Id
    column: str


class RowsRead(NamedTuple):
    """The values of each table, and the cells of the rows that cannot be read as values."""

    values: dict[str, tuple[Any, ...]]
    unreadable: list[UnreadableCell]


class Dangling(NamedTuple):
    """A field of a row that refers to a missing row; `listed` if it is a list of references.

    `optional` if the row can do without the reference, `enforced` if SQLite checks it too.
    """

    table: str
    id: Id
    field: str
    parent: str
    missing_id: Id
    listed: bool
    optional: bool
    enforced: bool


def read_all_rows(board: BoardFile, tables: Collection[str]) -> RowsRead:
    """Read all rows of the given tables, as far as they can be read as values."""
    read = RowsRead({}, [])
    for name, record in {**all_tables(), ExportNote.TABLE: ExportNote}.items():
        if name in tables:
            rows = _rows_in(board, name, record)
            unreadable: set[Id] = set()
            for column, field in enumerate(fields_of(record)):
                cells = {row[column] for row in rows}
                bad = {cell for cell in cells if not (field.nullable if cell is None else is_cell(field.base, cell))}
                ids = [str(row[0]) for row in rows if row[column] in bad] if bad else []
                read.unreadable.extend(UnreadableCell(name, id_, field.name) for id_ in ids)
                unreadable.update(ids)
            read.values[name] = tuple(from_rows(record, [row for row in rows if str(row[0]) not in unreadable]))
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
    return findings or [fine(f"{describe_records(records)}; no row breaks a rule")]


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


def find_dangling(board: BoardFile, tables: Collection[str]) -> list[Dangling]:
    """Return all references from rows of the given tables to missing rows."""
    found: list[Dangling] = []
    for table in (name for name in TABLES if name in tables):
        there = columns_in(board, table)
        for field in fields_of(TABLES[table]):
            parent = field.refers.table if field.refers and field.name in there else ""
            if parent in tables:
                listed, to_person = get_origin(field.base) is tuple, parent == "people"
                sql = (_DANGLING_LISTED if listed else _DANGLING).format(table=table, field=field.name, parent=parent)
                kind = (listed, listed or field.nullable, not (listed or to_person))
                rows = board.query(sql, (OWNER if to_person else None,))
                found += [Dangling(table, str(id_), field.name, parent, str(missing), *kind) for id_, missing in rows]
    return found


def reference_findings(dangling: Sequence[Dangling], values: Mapping[str, tuple[Any, ...]]) -> list[Finding]:
    """Return the rows that refer to missing rows. A row that belongs to a missing one keeps all its references."""
    tables = {each.table for each in dangling}
    places = {(table, row.id): place(row) for table in tables for row in values.get(table, ())}
    clearable = _clearable(dangling)
    messages: dict[bool, list[str]] = {True: [], False: []}
    for table, id_, field, parent, missing, *_ in dangling:
        clears = (table, id_) in clearable
        name = places.get((table, id_)) or f"{table} {short_id(id_)}"
        what = f"{name}, {field}: {parent} has no row {short_id(missing)}"
        messages[clears].append(f"{what}; {REPAIR} clears it" if clears else f"{what}; {RESTORE} that has it")
    findings = [*wrong_each(messages[False]), *wrong_each(messages[True], "references")]
    return findings or [fine("Every reference finds its row")]


def _clearable(dangling: Sequence[Dangling]) -> dict[tuple[str, Id], list[Dangling]]:
    """What rows can do without. Those that belong to a missing row are left out: SQLite would refuse to change them."""
    orphans = {(each.table, each.id) for each in dangling if not each.optional}
    rows: dict[tuple[str, Id], list[Dangling]] = {}
    for each in dangling:
        if (each.table, each.id) not in orphans:
            rows.setdefault((each.table, each.id), []).append(each)
    return rows


def clear_references(board: BoardFile) -> Iterator[str]:
    """Clear references to missing rows where a row can do without them; yields what was done.

    This takes two steps. References that SQLite checks cannot be restored, since it would refuse them: their step is
    sealed, together with the last step that changed one of the rows, and those before it. The other can be undone.

    On a board of an older schema, no step is made: its migration would seal it.
    """
    older = board.pragma("user_version") < SCHEMA
    with board.lenient_text():
        rows = _clearable(find_dangling(board, table_names(board) if older else TABLES))
    if older:
        with board.transaction():
            for each in (each for found in rows.values() for each in found):
                sql = _CLEAR_LISTED if each.listed else _CLEAR
                board.execute(sql.format(table=each.table, field=each.field), (each.missing_id, each.id))
        permanent, undoable = len(rows), 0
    else:
        permanent = _clear_in_a_step(board, rows, enforced=True)
        if permanent:
            board.execute(_SEAL)
        undoable = _clear_in_a_step(board, rows, enforced=False)
    if permanent:
        yield f"Cleared references to missing rows for good, in {count_of(permanent, 'row')}: the backup has them."
    if undoable:
        yield f"Cleared references to missing rows, in {count_of(undoable, 'row')}: “undo” restores them."


def _clear_in_a_step(board: BoardFile, rows: Mapping[tuple[str, Id], Sequence[Dangling]], *, enforced: bool) -> int:
    store = Store(board)
    with store.step("doctor: clear references to missing rows") as recorder:
        for (table, id_), found in rows.items():
            if loose := [each for each in found if each.enforced == enforced]:
                with suppress(LearnboardError):  # a row that cannot be read is reported elsewhere, and left as it is
                    row = store.row(TABLES[table], id_)
                    for each in loose:
                        listed = tuple(id_ for id_ in getattr(row, each.field) or () if id_ != each.missing_id)
                        row = replace(row, **{each.field: listed if each.listed else None})
                    recorder.put(row)
    return len(recorder.changes)
