"""What is wrong with what a board keeps beside its rows: the steps that were done, and half-filled forms."""

import json
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import TABLES
from learnboard.storage.connection import BoardFile
from learnboard.storage.integrity import is_instant, is_text
from learnboard.storage.journal import KEPT
from learnboard.storage.queries import asked, select_sql
from learnboard.storage.readonly_copy import lenient
from learnboard.storage.tables import columns_of

_RECORDS: Final[Mapping[str, type[Any]]] = {BoardInfo.TABLE: BoardInfo, **TABLES}
_CELLS: Final = {str, int, type(None)}


class UnreadableStep(NamedTuple):
    """A step that cannot be taken back: these changes of it say nothing, or, if `whole`, the step itself does not."""

    step: int
    label: str
    changes: tuple[int, ...]
    whole: bool = False


class BlockedUndo(NamedTuple):
    """The newest step, which cannot be undone because a row of it is not as it left it."""

    label: str
    table: str
    id: Id


class JournalReport(NamedTuple):
    """What is wrong with the journal. `ownerless` are changes without a step, `stray` undone steps before done ones."""

    steps: int
    ownerless: int
    unreadable: tuple[UnreadableStep, ...]
    stray: tuple[int, ...]
    blocked: BlockedUndo | None

    @property
    def beyond(self) -> int:
        """How many steps there are more than are kept."""
        return max(0, self.steps - KEPT)


class UnreadableDraft(NamedTuple):
    """A form that was left unfinished, by its name and the row it is about, as they stand in the file."""

    rowid: int
    form: str


class _Step(NamedTuple):
    id: int
    label: str
    at: str
    undone: int
    sealed: int


def look_at_journal(board: BoardFile) -> JournalReport:
    """What is wrong with the steps and their changes."""
    sealed = "sealed" if seals(board) else "0"
    steps = [_Step(*row) for row in lenient(board, f"SELECT id, label, at, undone, {sealed} FROM steps ORDER BY id")]  # noqa: S608
    ((ownerless,),) = board.query("SELECT count(*) FROM changes WHERE step_id NOT IN (SELECT id FROM steps)")
    unreadable = _unreadable(board, steps)
    done = [step.id for step in steps if not step.undone]
    stray = tuple(step.id for step in steps if step.undone and done and step.id < done[-1])
    newest = next((step for step in reversed(steps) if not step.undone and not step.sealed), None)
    blocked = None
    if newest and newest.id not in {each.step for each in unreadable}:
        blocked = _blocked(board, newest)
    return JournalReport(len(steps), ownerless, unreadable, stray, blocked)


def unreadable_drafts(board: BoardFile) -> list[UnreadableDraft]:
    """The drafts that no form can show."""
    found = lenient(board, "SELECT rowid, form, row_id, texts, at FROM drafts")
    return [
        UnreadableDraft(rowid, form) for rowid, form, row, texts, at in found if not _is_draft(form, row, texts, at)
    ]


def seals(board: BoardFile) -> bool:
    """Whether the board's schema knows steps that stand as history alone."""
    return any(row[1] == "sealed" for row in board.query("PRAGMA table_info(steps)"))


def _is_draft(form: Any, row: Any, texts: Any, at: Any) -> bool:
    plain = _loaded(texts)
    if plain is None or not (is_text(form) and is_text(row) and is_instant(at)):
        return False
    return all(is_text(name) and is_text(text) for name, text in plain.items())


def _unreadable(board: BoardFile, steps: list[_Step]) -> tuple[UnreadableStep, ...]:
    by_id = {step.id: step for step in steps}
    broken: dict[int, list[int]] = {step.id: [] for step in steps if not (is_instant(step.at) and is_text(step.label))}
    whole = frozenset(broken)
    for id_, step, table, row, *states in lenient(
        board, 'SELECT id, step_id, "table", row_id, before, after FROM changes ORDER BY id'
    ):
        if step in by_id and not (is_text(row) and _readable(table, states, sealed=bool(by_id[step].sealed))):
            broken.setdefault(step, []).append(id_)
    return tuple(
        UnreadableStep(step, by_id[step].label, tuple(ids), step in whole) for step, ids in sorted(broken.items())
    )


def _readable(table: str, states: Collection[Any], *, sealed: bool) -> bool:
    """Whether a change says rows of a table; what is history alone may say those of an older schema."""
    record = _RECORDS.get(table)
    if record is None and not sealed:
        return False
    for text in states:
        if text is None:
            continue
        row = _loaded(text)
        if row is None:
            return False
        if (
            record
            and not sealed
            and (row.keys() != set(columns_of(record)) or not _CELLS.issuperset(map(type, row.values())))
        ):
            return False
    return True


def _blocked(board: BoardFile, step: _Step) -> BlockedUndo | None:
    """The first row of a step that is not as the step left it."""
    net: dict[str, dict[Id, tuple[Any, Any]]] = {}
    for table, id_, before, after in board.query(
        'SELECT "table", row_id, before, after FROM changes WHERE step_id = ? ORDER BY id', (step.id,)
    ):
        first = net.setdefault(table, {}).get(id_)
        net[table][id_] = (first[0] if first else before, after)
    for table, states in net.items():
        here = _rows(board, table, list(states))
        for id_, (before, after) in states.items():
            wanted = None if after is None else json.loads(after)
            if before != after and here.get(id_) != wanted:
                return BlockedUndo(step.label, table, id_)
    return None


def _rows(board: BoardFile, table: str, ids: list[Id]) -> dict[Id, dict[str, Any]]:
    record = _RECORDS[table]
    shape, parameters = asked({"id": ids})
    columns = columns_of(record)
    found = lenient(board, select_sql(record, shape), parameters)
    return {str(row[0]): dict(zip(columns, row, strict=True)) for row in found}


def _loaded(text: Any) -> dict[str, Any] | None:
    """The object a text says in JSON; None if it is none."""
    if not is_text(text):
        return None
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return plain if isinstance(plain, dict) else None
