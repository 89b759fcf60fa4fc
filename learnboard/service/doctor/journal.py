"""What a board keeps beside its rows: the journal and the drafts of forms, and how they are repaired."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.values import count_of
from learnboard.service.doctor.findings import REPAIR, Finding, RepairKind, fine, notice, short_id, wrong, wrong_each
from learnboard.service.doctor.rows import is_cell
from learnboard.service.doctor.schema import columns_in
from learnboard.storage.connection import BoardFile
from learnboard.storage.journal import MOST_STEPS, first_conflict, undo_changes
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.tables import all_tables, columns_of

_ORPHANED: Final = "FROM changes WHERE step_id NOT IN (SELECT id FROM steps)"
_TEXTS: Final = Mapping[str, str]
_CELL_TYPES: Final = {str, int, type(None)}


class UnreadableStep(NamedTuple):
    """A step that cannot be undone, since these of its changes are unreadable, or the step is, if `itself`."""

    id: int
    label: str
    changes: tuple[int, ...]
    itself: bool


def journal_findings(board: BoardFile, tables: Collection[str]) -> list[Finding]:
    """Return what is wrong with the steps in the journal, and with the drafts of forms."""
    if not {"steps", "changes"} <= set(tables):
        return [notice("Not checked, because its tables are missing")]
    unreadable = find_unreadable_steps(board)
    ((steps,),) = board.query("SELECT count(*) FROM steps")
    ((orphaned,),) = board.query(f"SELECT count(*) {_ORPHANED}")
    ((misplaced,),) = board.query(f"SELECT count(*) {_misplaced(board)}")
    drafts = len(find_unreadable_drafts(board)) if "drafts" in tables else 0
    keeps = f"{REPAIR} keeps it and the steps before it as history only"
    labels = (clean_line(step.label) for step in unreadable)
    findings = wrong_each(
        (f"The step “{label}” cannot be read, so it cannot be undone: {keeps}" for label in labels), "journal"
    )
    deleted: Sequence[tuple[int, str, RepairKind]] = (
        (orphaned, f"Changes that belong to no step: {orphaned:,};", "journal"),
        (misplaced, f"Undone steps before one that was not undone: {misplaced:,}; they cannot be redone,", "journal"),
        (drafts, f"Drafts of forms that no form can show: {drafts:,};", "drafts"),
    )
    findings += [wrong(f"{what} {REPAIR} deletes them", kind) for count, what, kind in deleted if count]
    if steps > MOST_STEPS:
        kept = f"There are {steps:,} steps, more than the {MOST_STEPS} that are kept"
        findings.append(notice(f"{kept}: the next step drops the oldest"))
    findings += _blocked_undo(board, {step.id for step in unreadable})
    whole = f"{count_of(steps, 'step')}, and all can be read" if steps else "No step has been done yet"
    return findings or [fine(whole)]


def _blocked_undo(board: BoardFile, unreadable: Collection[int]) -> Iterator[Finding]:
    """What keeps the newest step from being undone."""
    sql = f"SELECT id, label FROM steps WHERE NOT undone AND NOT {_sealed(board)} ORDER BY id DESC LIMIT 1"
    for id_, label in board.query(sql):
        if id_ not in unreadable and (found := first_conflict(board, undo_changes(board, id_))):
            row = f"{found.table} {short_id(found.id)} was changed by another program since"
            step = f"The newest step, “{clean_line(label)}”, cannot be undone: {row}"
            skip = "“learnboard undo --skip” leaves it as it is, and undo goes on before it"
            yield notice(f"{step}: {skip}; a backup has the board as it was (“learnboard restore”)")


def find_unreadable_steps(board: BoardFile) -> list[UnreadableStep]:
    """Return the steps that cannot be undone although they should be."""
    rows = board.query(
        f'SELECT s.id, s.label, s.at, {_sealed(board)}, c.id, "table", row_id, before, after '
        "FROM steps s LEFT JOIN changes c ON c.step_id = s.id ORDER BY s.id, c.id"
    )
    found = []
    for (step, label, at, sealed), changes in groupby(rows, itemgetter(0, 1, 2, 3)):
        itself = not (is_cell(datetime, at) and is_cell(str, label))
        wrong = [change[4] for change in changes if change[4] and not _is_readable(*change[5:], sealed=bool(sealed))]
        if itself or wrong:
            found.append(UnreadableStep(step, label, tuple(wrong), itself))
    return found


def find_unreadable_drafts(board: BoardFile) -> list[int]:
    """Return the numbers of the drafts that no form can show."""
    return [
        rowid
        for rowid, form, row, texts, at in board.query("SELECT rowid, form, row_id, texts, at FROM drafts")
        if not (is_cell(str, form) and is_cell(str, row) and is_cell(datetime, at) and is_cell(_TEXTS, texts))
    ]


def repair_journal(board: BoardFile) -> Iterator[str]:
    """Delete what is unreadable in the journal, and seal the steps up to it; yields what was done.

    A step that lacks a change must not be undone in part, nor an older step past it.
    """
    with board.lenient_text(), board.transaction():
        unreadable = find_unreadable_steps(board)
        orphaned = board.query(f"SELECT id {_ORPHANED}")
        misplaced = board.query(f"SELECT id {_misplaced(board)}")
        changes = [(change,) for step in unreadable for change in step.changes]
        board.execute_many("DELETE FROM changes WHERE id = ?", [*orphaned, *changes])
        _delete_steps(board, [*misplaced, *((step.id,) for step in unreadable if step.itself)])
        if unreadable and "sealed" in columns_in(board, "steps"):
            _delete_steps(board, board.query("SELECT id FROM steps WHERE undone = 1"))
            board.execute("UPDATE steps SET sealed = 1 WHERE id <= ?", (unreadable[-1].id,))
    if orphaned:
        yield f"Deleted changes without a step: {len(orphaned):,}."
    if misplaced:
        yield f"Deleted undone steps that could not be redone: {len(misplaced):,}."
    for step in unreadable:
        yield f"The step “{clean_line(step.label)}” and those before it are history only: they can no longer be undone."


def delete_drafts(board: BoardFile) -> Iterator[str]:
    """Delete the drafts that no form can show; yields how many there were."""
    with board.lenient_text(), board.transaction():
        drafts = find_unreadable_drafts(board)
        board.execute_many("DELETE FROM drafts WHERE rowid = ?", [(rowid,) for rowid in drafts])
    if drafts:
        yield f"Deleted drafts of forms that no form can show: {len(drafts):,}."


def _misplaced(board: BoardFile) -> str:
    """What finds undone steps before one that was not undone; a sealed one was skipped, or is history."""
    done = "NOT undone AND NOT sealed" if board.pragma("user_version") == SCHEMA else "NOT undone"
    return f"FROM steps WHERE undone AND id < (SELECT max(id) FROM steps WHERE {done})"


def _sealed(board: BoardFile) -> str:
    """What says whether a step is history only: in an older schema all are as good as that."""
    return "sealed" if board.pragma("user_version") == SCHEMA else "1"


def _is_readable(table: str, row_id: Any, *states: Any, sealed: bool) -> bool:
    """Whether a change holds rows of a table; those of a sealed step may be of an older schema."""
    record = all_tables().get(table)
    columns = set(columns_of(record)) if record else None
    rows = [_parse_object(text) for text in states if text is not None]
    if None in rows or not is_cell(str, row_id):
        return False
    right = (row and row.keys() == columns and _CELL_TYPES.issuperset(map(type, row.values())) for row in rows)
    return sealed or (record is not None and all(right))


def _parse_object(text: Any) -> dict[str, Any] | None:
    """The object that a text is in JSON; None if it is none."""
    try:
        plain = json.loads(text) if is_cell(str, text) else None
    except (ValueError, RecursionError):
        return None
    return plain if isinstance(plain, dict) else None


def _delete_steps(board: BoardFile, ids: Sequence[tuple[int]]) -> None:
    board.execute_many("DELETE FROM changes WHERE step_id = ?", ids)
    board.execute_many("DELETE FROM steps WHERE id = ?", ids)
