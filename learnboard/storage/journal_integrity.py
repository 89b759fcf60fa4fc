"""What is wrong with what a board keeps beside its rows: the journal, and the drafts of forms."""

import json
from collections.abc import Collection
from typing import Any, Final, NamedTuple

from learnboard.domain.model.fields import Id
from learnboard.storage.connection import BoardFile
from learnboard.storage.integrity import is_instant, is_text
from learnboard.storage.journal import MOST_STEPS, first_conflict, undo_changes
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.tables import all_tables, columns_of

_CELL_TYPES: Final = {str, int, type(None)}


class UnreadableStep(NamedTuple):
    """A step that cannot be undone, since these of its changes are unreadable, or the step is, if `itself`."""

    step: int
    label: str
    changes: tuple[int, ...]
    itself: bool = False


class BlockedUndo(NamedTuple):
    """The newest step, which cannot be undone because a row is not as the step left it."""

    label: str
    table: str
    id: Id


class JournalReport(NamedTuple):
    """What is wrong with the journal.

    `orphaned_changes` counts changes without a step, `misplaced` are undone steps before a step that was not undone.
    """

    steps: int
    orphaned_changes: int
    unreadable: tuple[UnreadableStep, ...]
    misplaced: tuple[int, ...]
    blocked: BlockedUndo | None

    @property
    def excess(self) -> int:
        """How many more steps there are than should be kept."""
        return max(0, self.steps - MOST_STEPS)


class UnreadableDraft(NamedTuple):
    """A draft that no form can show."""

    rowid: int
    form: str


class _Step(NamedTuple):
    id: int
    label: str
    at: str
    undone: int
    sealed: int


def check_journal(board: BoardFile) -> JournalReport:
    """Check the steps and their changes; on a board of an older schema all are as good as sealed."""
    sealed = "sealed" if board.pragma("user_version") == SCHEMA else "1"
    sql = f"SELECT id, label, at, undone, {sealed} FROM steps ORDER BY id"
    steps = [_Step(*row) for row in board.query(sql)]
    ((orphaned,),) = board.query("SELECT count(*) FROM changes WHERE step_id NOT IN (SELECT id FROM steps)")
    unreadable = _unreadable_steps(board, steps)
    is_current = sealed == "sealed"
    done = [step.id for step in steps if not step.undone and not (is_current and step.sealed)]  # those are skipped
    misplaced = tuple(step.id for step in steps if step.undone and done and step.id < done[-1])
    blocked = None
    newest = next((step for step in reversed(steps) if not (step.undone or step.sealed)), None)
    if newest and newest.id not in {step.step for step in unreadable}:
        conflict = first_conflict(board, undo_changes(board, newest.id))
        blocked = BlockedUndo(newest.label, conflict.table, conflict.id) if conflict else None
    return JournalReport(len(steps), orphaned, unreadable, misplaced, blocked)


def find_unreadable_drafts(board: BoardFile) -> list[UnreadableDraft]:
    """Return the drafts that no form can show."""
    drafts = board.query("SELECT rowid, form, row_id, texts, at FROM drafts")
    return [UnreadableDraft(rowid, form) for rowid, form, *rest in drafts if not _is_draft(form, *rest)]


def has_sealed_steps(board: BoardFile) -> bool:
    """Whether the board's schema has steps that are kept as history only."""
    return any(row[1] == "sealed" for row in board.query("PRAGMA table_info(steps)"))


def _is_draft(form: Any, row: Any, texts: Any, at: Any) -> bool:
    fields = _parse_object(texts)
    if fields is None or not (is_text(form) and is_text(row) and is_instant(at)):
        return False
    return all(is_text(name) and is_text(text) for name, text in fields.items())


def _unreadable_steps(board: BoardFile, steps: list[_Step]) -> tuple[UnreadableStep, ...]:
    by_id = {step.id: step for step in steps}
    found: dict[int, list[int]] = {step.id: [] for step in steps if not (is_instant(step.at) and is_text(step.label))}
    themselves = frozenset(found)
    for id_, step, table, row, *states in board.query(
        'SELECT id, step_id, "table", row_id, before, after FROM changes ORDER BY id'
    ):
        if step in by_id and not (is_text(row) and _is_readable(table, states, sealed=bool(by_id[step].sealed))):
            found.setdefault(step, []).append(id_)
    return tuple(
        UnreadableStep(step, by_id[step].label, tuple(ids), itself=step in themselves)
        for step, ids in sorted(found.items())
    )


def _is_readable(table: str, states: Collection[Any], *, sealed: bool) -> bool:
    """Whether a change holds rows of a table; those of a sealed step may be of an older schema."""
    record = all_tables().get(table)
    if record is None and not sealed:
        return False
    for text in states:
        if text is None:
            continue
        row = _parse_object(text)
        if row is None:
            return False
        if record and not sealed and row.keys() != set(columns_of(record)):
            return False
        if record and not sealed and not _CELL_TYPES.issuperset(map(type, row.values())):
            return False
    return True


def _parse_object(text: Any) -> dict[str, Any] | None:
    """The object that a text is in JSON; None if it is none."""
    if not is_text(text):
        return None
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return plain if isinstance(plain, dict) else None
