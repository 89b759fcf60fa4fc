"""Repairs that lose no row that a person wrote."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, NamedTuple

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import TABLES
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import RESTORE_ADVICE
from learnboard.storage.integrity import (
    DanglingReference,
    find_dangling_references,
    find_schema_differences,
    is_index_damage,
    table_names,
)
from learnboard.storage.journal_integrity import (
    JournalReport,
    check_journal,
    find_unreadable_drafts,
    has_sealed_steps,
)
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.store import Store
from learnboard.storage.tables import to_json

_LABEL: Final = "doctor: clear references to missing rows"


class ClearedReferences(NamedTuple):
    """In how many rows references were cleared, permanently and as a step that can be undone."""

    permanent: int
    undoable: int


def rebuild_indices(board: BoardFile, damage: Sequence[str]) -> list[str]:
    """Create missing and wrong indices, and rebuild all if the damage is in indices only; returns those created.

    Raises:
        BoardUnavailable: if one cannot be created, because rows stand twice.
    """
    parts = [part for part in find_schema_differences(board, board.pragma("user_version")) if part.rebuildable]
    try:
        with board.transaction():
            for part in parts:
                if part.status == "other":
                    board.execute(f'DROP INDEX "{part.name}"')
                board.execute(part.sql)
            if damage and is_index_damage(damage):
                board.execute("REINDEX")
    except BoardUnavailable:
        raise
    except LearnboardError as error:
        message = f"An index of the board cannot be created, because rows of it stand twice: {RESTORE_ADVICE}."
        raise BoardUnavailable(message, "damaged") from error
    return [part.name for part in parts]


def repair_journal(board: BoardFile) -> JournalReport:
    """Delete what is unreadable in the journal, and seal the steps up to it; returns what was wrong.

    A step that lacks a change must not be undone in part, nor an older step past it.
    """
    with board.lenient_text(), board.transaction():
        report = check_journal(board)
        board.execute("DELETE FROM changes WHERE step_id NOT IN (SELECT id FROM steps)")
        _delete_steps(board, report.misplaced)
        for step in report.unreadable:
            board.execute_many("DELETE FROM changes WHERE id = ?", [(change,) for change in step.changes])
        _delete_steps(board, [step.step for step in report.unreadable if step.itself])
        if report.unreadable and has_sealed_steps(board):
            _delete_steps(board, [row[0] for row in board.query("SELECT id FROM steps WHERE undone = 1")])
            board.execute("UPDATE steps SET sealed = 1 WHERE id <= ?", (report.unreadable[-1].step,))
    return report


def delete_unreadable_drafts(board: BoardFile) -> int:
    """Delete the drafts that no form can show; returns how many there were."""
    with board.lenient_text(), board.transaction():
        drafts = find_unreadable_drafts(board)
        board.execute_many("DELETE FROM drafts WHERE rowid = ?", [(draft.rowid,) for draft in drafts])
    return len(drafts)


def clear_references(board: BoardFile) -> ClearedReferences:
    """Clear references to missing rows where a row can do without them.

    This takes two steps. References that SQLite checks cannot be restored, since it would refuse them: their step is
    sealed, together with the last step that changed one of the rows, and those before it. The other can be undone.

    On a board of an older schema, no step is made: its migration would seal it.
    """
    if board.pragma("user_version") < SCHEMA:
        return ClearedReferences(_clear_before_migration(board), 0)
    permanent = _clear_references(board, enforced=True)
    if permanent and has_sealed_steps(board):
        with board.transaction():
            board.execute_many(
                "UPDATE steps SET sealed = 1 WHERE id = (SELECT max(id) FROM steps) OR id <= (SELECT max(step_id) FROM "
                "changes WHERE row_id = ? AND step_id < (SELECT max(id) FROM steps))",
                [(id_,) for id_ in permanent],
            )
    return ClearedReferences(len(permanent), len(_clear_references(board, enforced=False)))


def _clear_references(board: BoardFile, *, enforced: bool) -> list[Id]:
    store = Store(board)
    with board.lenient_text():
        rows = _optional_references(find_dangling_references(board, TABLES), enforced=enforced)
    with store.step(_LABEL) as recorder:
        for (table, id_), fields in rows.items():
            with suppress(LearnboardError):  # a row that cannot be read is reported elsewhere, and left as it is
                recorder.put(_without(store.row(TABLES[table], id_), fields))
    return [change.id for change in recorder.changes]


def _clear_before_migration(board: BoardFile) -> int:
    with board.lenient_text(), board.transaction():
        references = find_dangling_references(board, table_names(board))
        rows = [
            each for enforced in (True, False) for each in _optional_references(references, enforced=enforced).items()
        ]
        for (table, id_), fields in rows:
            for name, missing in fields.items():
                ((cell,),) = board.query(f'SELECT "{name}" FROM "{table}" WHERE id = ?', (id_,))
                left = None if cell in missing else to_json([one for one in json.loads(cell) if one not in missing])
                board.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE id = ?', (left, id_))
    return len({row for row, _ in rows})


def _optional_references(
    references: Sequence[DanglingReference], *, enforced: bool
) -> Mapping[tuple[str, Id], Mapping[str, set[Id]]]:
    """The missing ids that rows can do without, by row and field.

    Rows that belong to a missing row are left out: SQLite would refuse to change them.
    """
    orphans = {(reference.table, reference.id) for reference in references if not reference.optional}
    rows: dict[tuple[str, Id], dict[str, set[Id]]] = {}
    for reference in references:
        row = (reference.table, reference.id)
        if reference.optional and reference.enforced == enforced and row not in orphans:
            rows.setdefault(row, {}).setdefault(reference.field, set()).add(reference.missing_id)
    return rows


def _without(row: Any, fields: Mapping[str, set[Id]]) -> Any:
    """The row without references to missing ids."""
    changes: dict[str, Any] = {}
    for name, missing in fields.items():
        value = getattr(row, name)
        changes[name] = tuple(id_ for id_ in value if id_ not in missing) if isinstance(value, tuple) else None
    return replace(row, **changes)


def _delete_steps(board: BoardFile, ids: Sequence[int]) -> None:
    board.execute_many("DELETE FROM changes WHERE step_id = ?", [(id_,) for id_ in ids])
    board.execute_many("DELETE FROM steps WHERE id = ?", [(id_,) for id_ in ids])
