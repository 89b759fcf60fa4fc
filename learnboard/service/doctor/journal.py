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
from learnboard.service.doctor.findings import REPAIR, Finding, fine, notice, short_id, wrong, wrong_each
from learnboard.service.doctor.rows import is_cell
from learnboard.service.doctor.schema import columns_in
from learnboard.storage.connection import BoardFile
from learnboard.storage.journal import MOST_STEPS, first_conflict, undo_changes
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.tables import all_tables, columns_of

_ORPHANED: Final = "FROM changes WHERE step_id NOT IN (SELECT id FROM steps)"
_DRAFT: Final = (str, str, Mapping[str, str], datetime)
_CELL_TYPES: Final = {str, int, type(None)}


class ReadStep(NamedTuple):
    """A step, with its changes that are unreadable, and whether it is so `itself`.

    One that is `history` can no longer be undone. One that is `misplaced` was undone before one that was not: it cannot
    be redone.
    """

    id: int
    label: str
    changes: Sequence[int]
    itself: bool
    undone: bool
    history: bool
    misplaced: bool

    @property
    def unreadable(self) -> bool:
        """Whether it cannot be undone although it should be."""
        return self.itself or bool(self.changes)


def read_steps(board: BoardFile) -> list[ReadStep]:
    """Read the journal. A sealed step is history, or was skipped; in an older schema, each is as good as sealed."""
    current = board.pragma("user_version") == SCHEMA
    history, done = ("sealed", "NOT (undone OR sealed)") if current else ("1", "NOT undone")
    rows = board.query(
        f"SELECT s.id, label, at, undone, {history}, undone AND s.id < (SELECT max(id) FROM steps WHERE {done}), "
        'c.id, "table", row_id, before, after FROM steps s LEFT JOIN changes c ON c.step_id = s.id ORDER BY s.id, c.id'
    )
    steps = []
    for (id_, label, at, *kinds), changes in groupby(rows, itemgetter(slice(6))):
        wrong = [change[6] for change in changes if change[6] and not _is_readable(*change[7:], sealed=bool(kinds[1]))]
        itself = not (is_cell(datetime, at) and is_cell(str, label))
        steps.append(ReadStep(id_, label, wrong, itself, *map(bool, kinds)))
    return steps


def journal_findings(board: BoardFile, tables: Collection[str]) -> list[Finding]:
    """Return what is wrong with the steps in the journal, and with the drafts of forms."""
    if not {"steps", "changes"} <= set(tables):
        return [notice("Not checked, because its tables are missing")]
    steps = read_steps(board)
    keeps = f"cannot be read, so it cannot be undone: {REPAIR} keeps it and the steps before it as history only"
    findings = wrong_each(
        (f"The step “{clean_line(step.label)}” {keeps}" for step in steps if step.unreadable), "journal"
    )
    ((orphaned,),) = board.query(f"SELECT count(*) {_ORPHANED}")
    if orphaned:
        findings.append(wrong(f"Changes that belong to no step: {orphaned:,}; {REPAIR} deletes them", "journal"))
    if misplaced := sum(step.misplaced for step in steps):
        what = f"Undone steps before one that was not undone: {misplaced:,}; they cannot be redone"
        findings.append(wrong(f"{what}, {REPAIR} deletes them", "journal"))
    if "drafts" in tables and (drafts := find_unreadable_drafts(board)):
        what = f"Drafts of forms that no form can show: {len(drafts):,}"
        findings.append(wrong(f"{what}; {REPAIR} deletes them", "drafts"))
    if len(steps) > MOST_STEPS:
        kept = f"There are {len(steps):,} steps, more than the {MOST_STEPS} that are kept"
        findings.append(notice(f"{kept}: the next step drops the oldest"))
    findings += _blocked_undo(board, steps)
    whole = f"{count_of(len(steps), 'step')}, and all can be read" if steps else "No step has been done yet"
    return findings or [fine(whole)]


def _blocked_undo(board: BoardFile, steps: Sequence[ReadStep]) -> Iterator[Finding]:
    """What keeps the newest step from being undone."""
    newest = next((step for step in reversed(steps) if not (step.undone or step.history)), None)
    if newest and not newest.unreadable and (found := first_conflict(board, undo_changes(board, newest.id))):
        row = f"{found.table} {short_id(found.id)} was changed by another program since"
        step = f"The newest step, “{clean_line(newest.label)}”, cannot be undone: {row}"
        skip = "“learnboard undo --skip” leaves it as it is, and undo goes on before it"
        yield notice(f"{step}: {skip}; a backup has the board as it was (“learnboard restore”)")


def find_unreadable_drafts(board: BoardFile) -> list[tuple[int]]:
    """Return the numbers of the drafts that no form can show."""
    rows = board.query("SELECT rowid, form, row_id, texts, at FROM drafts")
    return [(rowid,) for rowid, *cells in rows if not all(map(is_cell, _DRAFT, cells))]


def repair_journal(board: BoardFile) -> Iterator[str]:
    """Delete what is unreadable in the journal, and seal the steps up to it; yields what was done.

    A step that lacks a change must not be undone in part, nor an older step past it.
    """
    with board.lenient_text(), board.transaction():
        steps = read_steps(board)
        unreadable = [step for step in steps if step.unreadable]
        misplaced = [step for step in steps if step.misplaced]
        ((orphaned,),) = board.query(f"SELECT count(*) {_ORPHANED}")
        board.execute_many("DELETE FROM changes WHERE id = ?", [(id_,) for step in unreadable for id_ in step.changes])
        removed = [(step.id,) for step in steps if step.misplaced or step.itself]
        board.execute_many("DELETE FROM steps WHERE id = ?", removed)
        if unreadable and "sealed" in columns_in(board, "steps"):
            board.execute("DELETE FROM steps WHERE undone = 1")
            board.execute("UPDATE steps SET sealed = 1 WHERE id <= ?", (unreadable[-1].id,))
        board.execute(f"DELETE {_ORPHANED}")
    if orphaned:
        yield f"Deleted changes without a step: {orphaned:,}."
    if misplaced:
        yield f"Deleted undone steps that could not be redone: {len(misplaced):,}."
    for step in unreadable:
        yield f"The step “{clean_line(step.label)}” and those before it are history only: they can no longer be undone."


def delete_drafts(board: BoardFile) -> Iterator[str]:
    """Delete the drafts that no form can show; yields how many there were."""
    with board.lenient_text(), board.transaction():
        drafts = find_unreadable_drafts(board)
        board.execute_many("DELETE FROM drafts WHERE rowid = ?", drafts)
    if drafts:
        yield f"Deleted drafts of forms that no form can show: {len(drafts):,}."


def _is_readable(table: str, row_id: Any, *states: Any, sealed: bool) -> bool:
    """Whether a change holds rows of a table; those of a sealed step may be of an older schema."""
    texts = [text for text in states if text is not None]
    try:
        rows = [json.loads(text) for text in texts if is_cell(str, text)]
    except (ValueError, RecursionError):
        return False
    if not is_cell(str, row_id) or [type(row) for row in rows] != [dict] * len(texts):
        return False
    columns = set(columns_of(all_tables()[table])) if table in all_tables() else None
    right = (row.keys() == columns and _CELL_TYPES.issuperset(map(type, row.values())) for row in rows)
    return sealed or (columns is not None and all(right))
