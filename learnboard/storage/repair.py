"""What can be repaired in a board without losing a row that a person wrote."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, NamedTuple

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import TABLES
from learnboard.storage.connection import BoardFile
from learnboard.storage.integrity import DanglingReference, dangling_references, in_indices_alone, unexpected_parts
from learnboard.storage.journal_integrity import JournalReport, look_at_journal, seals, unreadable_drafts
from learnboard.storage.store import Store

_LABEL: Final = "doctor: let go of what is gone"


class ClearedReferences(NamedTuple):
    """How many rows let go of something, for good and so that it can be undone."""

    for_good: int
    undoable: int


def rebuild_indices(board: BoardFile, damage: Sequence[str]) -> list[str]:
    """Make the indices that are missing or not as they should be, and all of them if the damage is in them alone.

    Raises:
        BoardRefused: if one cannot be made, because rows stand twice.
    """
    made = [part for part in unexpected_parts(board, board.number("user_version")) if part.mendable]
    try:
        with board.transaction():
            for part in made:
                if part.status == "other":
                    board.change(f'DROP INDEX "{part.name}"')
                board.change(part.sql)
            if damage and in_indices_alone(damage):
                board.change("REINDEX")
    except BoardUnavailable:
        raise
    except LearnboardError as error:
        raise BoardUnavailable(
            "An index cannot be made, because rows of the board stand twice: go back to the newest backup of it "
            "(“learnboard restore”)",
            "damaged",
        ) from error
    return [part.name for part in made]


def repair_journal(board: BoardFile) -> JournalReport:
    """Take out of the journal what says nothing, and have the steps before it stand as history; answers what was wrong.

    A step that lacks a change must not be taken back by half, nor one before it past it.
    """
    with board.transaction():
        found = look_at_journal(board)
        board.change("DELETE FROM changes WHERE step_id NOT IN (SELECT id FROM steps)")
        _drop_steps(board, found.stray)
        for each in found.unreadable:
            board.change_many("DELETE FROM changes WHERE id = ?", [(change,) for change in each.changes])
            if each.whole:
                _drop_steps(board, [each.step])
        if found.unreadable and seals(board):
            _drop_steps(board, [row[0] for row in board.query("SELECT id FROM steps WHERE undone = 1")])
            board.change("UPDATE steps SET sealed = 1 WHERE id <= ?", (found.unreadable[-1].step,))
    return found


def drop_drafts(board: BoardFile) -> int:
    """Delete the drafts that no form can show; answers how many there were."""
    with board.transaction():
        found = unreadable_drafts(board)
        board.change_many("DELETE FROM drafts WHERE rowid = ?", [(draft.rowid,) for draft in found])
    return len(found)


def clear_references(board: BoardFile) -> ClearedReferences:
    """Let go of the references to rows that are gone, where a row can do without.

    They are two steps. What SQLite watches over cannot be given back, since it would refuse it: that one stands as
    history, and so do the last step that changed one of its rows and those before. The other can be undone.
    """
    watched = _clear_references(board, enforced=True)
    if watched and seals(board):
        with board.transaction():
            board.change_many(
                "UPDATE steps SET sealed = 1 WHERE id = (SELECT max(id) FROM steps) OR id <= (SELECT max(step_id) FROM "
                "changes WHERE row_id = ? AND step_id < (SELECT max(id) FROM steps))",
                [(id_,) for id_ in watched],
            )
    return ClearedReferences(len(watched), len(_clear_references(board, enforced=False)))


def _clear_references(board: BoardFile, *, enforced: bool) -> list[Id]:
    store = Store(board)
    with store.step(_LABEL) as record:
        for (table, id_), fields in _loose(dangling_references(board, TABLES), enforced=enforced).items():
            with suppress(LearnboardError):  # a row that cannot be read is told, and left as it is
                record.put(_without(store.row(TABLES[table], id_), fields))
    return [change.id for change in record.changes]


def _loose(found: Sequence[DanglingReference], *, enforced: bool) -> Mapping[tuple[str, Id], Mapping[str, set[Id]]]:
    """What rows can do without, by row and field. SQLite takes nothing of a row that belongs to one that is gone."""
    orphans = {(each.table, each.id) for each in found if not each.loose}
    rows: dict[tuple[str, Id], dict[str, set[Id]]] = {}
    for each in found:
        if each.loose and each.enforced == enforced and (each.table, each.id) not in orphans:
            rows.setdefault((each.table, each.id), {}).setdefault(each.field, set()).add(each.gone)
    return rows


def _without(row: Any, fields: Mapping[str, set[Id]]) -> Any:
    """The row without references to what is gone."""
    changes: dict[str, Any] = {}
    for name, gone in fields.items():
        value = getattr(row, name)
        changes[name] = tuple(one for one in value if one not in gone) if isinstance(value, tuple) else None
    return replace(row, **changes)


def _drop_steps(board: BoardFile, ids: Sequence[int]) -> None:
    board.change_many("DELETE FROM changes WHERE step_id = ?", [(id_,) for id_ in ids])
    board.change_many("DELETE FROM steps WHERE id = ?", [(id_,) for id_ in ids])
