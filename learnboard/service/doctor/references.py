"""References to missing rows, and how they are cleared where a row can do without."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, get_origin

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import OWNER, Field, Id, fields_of
from learnboard.domain.model.records import TABLES
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import count_of
from learnboard.service.doctor.findings import REPAIR, RESTORE, Finding, fine, place, short_id, wrong_each
from learnboard.service.doctor.schema import columns_in, table_names
from learnboard.storage.connection import BoardFile
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.store import Store
from learnboard.storage.tables import to_json

_LABEL: Final = "doctor: clear references to missing rows"
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
_Rows = Mapping[tuple[str, Id], Mapping[str, set[Id]]]
"""The missing ids of rows, by table and id and then by field."""


class Dangling(NamedTuple):
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


def find_dangling(board: BoardFile, tables: Collection[str]) -> list[Dangling]:
    """Return all references from rows of the given tables to missing rows."""
    return [
        dangling
        for name, record in TABLES.items()
        if name in tables
        for field in fields_of(record)
        if field.refers and field.refers.table in tables and field.name in columns_in(board, name)
        for dangling in _dangling_in(board, name, field, field.refers.table)
    ]


def _dangling_in(board: BoardFile, table: str, field: Field, parent: str) -> Iterator[Dangling]:
    is_list, is_person = get_origin(field.base) is tuple, parent == "people"
    sql = (_DANGLING_LISTS if is_list else _DANGLING_FIELDS).format(table=table, field=field.name, parent=parent)
    for id_, missing in board.query(sql, (OWNER if is_person else None,)):
        optional, enforced = is_list or field.nullable, not (is_list or is_person)
        yield Dangling(table, str(id_), field.name, parent, str(missing), optional, enforced)


def reference_findings(dangling: Sequence[Dangling], values: Mapping[str, tuple[Any, ...]]) -> list[Finding]:
    """Return the rows that refer to missing rows. A row that belongs to a missing one keeps all its references."""
    tables = {each.table for each in dangling}
    places = {(table, row.id): place(row) for table in tables for row in values.get(table, ())}
    orphans = _orphans(dangling)
    messages: dict[bool, list[str]] = {True: [], False: []}
    for each in dangling:
        row = (each.table, each.id)
        name = places.get(row) or f"{each.table} {short_id(each.id)}"
        way = f"{RESTORE} that has it" if row in orphans else f"{REPAIR} clears it"
        messages[row in orphans].append(
            f"{name}, {each.field}: {each.parent} has no row {short_id(each.missing_id)}; {way}"
        )
    findings = [*wrong_each(messages[True]), *wrong_each(messages[False], "references")]
    return findings or [fine("Every reference finds its row")]


def clear_references(board: BoardFile) -> Iterator[str]:
    """Clear references to missing rows where a row can do without them; yields what was done.

    This takes two steps. References that SQLite checks cannot be restored, since it would refuse them: their step is
    sealed, together with the last step that changed one of the rows, and those before it. The other can be undone.

    On a board of an older schema, no step is made: its migration would seal it.
    """
    if board.pragma("user_version") < SCHEMA:
        permanent, undoable = _clear_before_migration(board), 0
    else:
        rows = _clear(board, enforced=True)
        if rows:
            with board.transaction():
                board.execute_many(
                    "UPDATE steps SET sealed = 1 WHERE id = (SELECT max(id) FROM steps) OR id <= (SELECT max(step_id) "
                    "FROM changes WHERE row_id = ? AND step_id < (SELECT max(id) FROM steps))",
                    [(id_,) for id_ in rows],
                )
        permanent, undoable = len(rows), len(_clear(board, enforced=False))
    if permanent:
        yield f"Cleared references to missing rows for good, in {count_of(permanent, 'row')}: the backup has them."
    if undoable:
        yield f"Cleared references to missing rows, in {count_of(undoable, 'row')}: “undo” restores them."


def _clear(board: BoardFile, *, enforced: bool) -> list[Id]:
    store = Store(board)
    with board.lenient_text():
        rows = _clearable(find_dangling(board, TABLES), enforced=(enforced,))
    with store.step(_LABEL) as recorder:
        for (table, id_), fields in rows.items():
            with suppress(LearnboardError):  # a row that cannot be read is reported elsewhere, and left as it is
                row = store.row(TABLES[table], id_)
                recorder.put(replace(row, **{name: _without(getattr(row, name), ids) for name, ids in fields.items()}))
    return [change.id for change in recorder.changes]


def _clear_before_migration(board: BoardFile) -> int:
    with board.lenient_text(), board.transaction():
        rows = _clearable(find_dangling(board, table_names(board)), enforced=(True, False))
        for (table, id_), fields in rows.items():
            for name, missing in fields.items():
                ((cell,),) = board.query(f'SELECT "{name}" FROM "{table}" WHERE id = ?', (id_,))
                left = None if cell in missing else to_json(_without(tuple(json.loads(cell)), missing))
                board.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE id = ?', (left, id_))
    return len(rows)


def _clearable(dangling: Sequence[Dangling], *, enforced: Collection[bool]) -> _Rows:
    """What rows can do without. Those that belong to a missing row are left out: SQLite would refuse to change them."""
    orphans = _orphans(dangling)
    rows: dict[tuple[str, Id], dict[str, set[Id]]] = defaultdict(lambda: defaultdict(set))
    for each in dangling:
        if each.enforced in enforced and (each.table, each.id) not in orphans:
            rows[each.table, each.id][each.field].add(each.missing_id)
    return rows


def _orphans(dangling: Sequence[Dangling]) -> set[tuple[str, Id]]:
    return {(each.table, each.id) for each in dangling if not each.optional}


def _without(value: Any, missing: set[Id]) -> Any:
    """A reference or a list of them without the missing ids."""
    return tuple(id_ for id_ in value if id_ not in missing) if isinstance(value, tuple) else None
