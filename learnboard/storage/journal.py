"""The steps that were done, kept with the rows themselves, so that each can be undone and done again.

An undone step stays until another is done. Every row of a step must be as the step left it, or nothing is undone.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id, instant_text
from learnboard.domain.text import clean_line
from learnboard.storage.connection import BoardFile
from learnboard.storage.queries import asked, delete_sql, one_of, select_sql, upsert_sql
from learnboard.storage.recorder import Change
from learnboard.storage.tables import Raw, cells_of, columns_of, record_of

KEPT: Final = 500
"""So many steps can be undone."""

_as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NAMES: Final = ("title", "statement", "name", "text")
_UNREADABLE: Final = (
    "The journal holds a step that cannot be read any more, nothing was changed: “learnboard doctor --repair” puts it "
    "aside."
)
_NOTHING_MORE: Final = (
    "There is nothing to undo: what was done before the board was brought up to date stands, told as history."
)


class Step(NamedTuple):
    """What was done, undone or done again, under one label; `changes` is what it did to the board just now."""

    label: str
    changes: tuple[Change, ...]
    at: datetime


class HistoryEntry(NamedTuple):
    """One change of one row, with the label and the time of its step."""

    change: Change
    label: str
    at: datetime


def write_step(board: BoardFile, label: str, at: datetime, changes: Sequence[Change]) -> None:
    """Keep a step as the newest; undone steps and the oldest beyond 500 are dropped."""
    _drop(board, "undone = 1")
    ((number,),) = board.query("SELECT coalesce(max(id), 0) + 1 FROM steps")
    board.change("INSERT INTO steps (id, label, at, undone) VALUES (?, ?, ?, 0)", (number, label, instant_text(at)))
    board.change_many(
        'INSERT INTO changes (step_id, "table", row_id, before, after) VALUES (?, ?, ?, ?, ?)',
        [(number, each.table, each.id, _packed(each.before), _packed(each.after)) for each in changes],
    )
    _drop(board, f"id <= {int(number) - KEPT}")


def next_label(board: BoardFile, *, undone: bool) -> str | None:
    """The label of the step to be undone next, or to be done again next."""
    step = _next(board, undone=undone)
    return step[1] if step else None


def undo(board: BoardFile) -> Step:
    """Take back the newest step, within a transaction.

    Raises:
        Refused: if there is none, or a row of it was changed since; nothing is undone then.
    """
    step = _next(board, undone=False)
    if not step:
        raise Rejected(_NOTHING_MORE if _sealed(board) else "There is nothing to undo.")
    number, label, at = step
    changes = [Change(each.table, each.id, each.after, each.before) for each in _net(board, number)]
    _apply(board, changes, "undone")
    board.change("UPDATE steps SET undone = 1 WHERE id = ?", (number,))
    return Step(label, tuple(changes), at)


def redo(board: BoardFile) -> Step:
    """Do the step again that was undone last, within a transaction.

    Raises:
        Refused: if there is none, or a row of it was changed since; nothing is done then.
    """
    step = _next(board, undone=True)
    if not step:
        raise Rejected("There is nothing to do again.")
    number, label, at = step
    changes = _net(board, number)
    _apply(board, changes, "done again")
    board.change("UPDATE steps SET undone = 0 WHERE id = ?", (number,))
    return Step(label, tuple(changes), at)


def seal(board: BoardFile) -> None:
    """Have what was done so far stand as history: the schema changes, and no row of a step is as it left it."""
    _drop(board, "undone = 1")
    board.change("UPDATE steps SET sealed = 1")


def history(board: BoardFile, table: str, id_: Id) -> list[HistoryEntry]:
    """What the journal still knows of one row, newest first; what was undone did not happen."""
    found = board.query(
        "SELECT c.before, c.after, s.label, s.at FROM changes c JOIN steps s ON s.id = c.step_id "
        'WHERE c.row_id = ? AND c."table" = ? AND s.undone = 0 ORDER BY c.id DESC',
        (id_, table),
    )
    return [
        HistoryEntry(Change(table, id_, _unpacked(before), _unpacked(after)), label, _instant(at))
        for before, after, label, at in found
    ]


def steps_of(board: BoardFile, ids: Sequence[Id], most: int) -> list[tuple[datetime, str]]:
    """The times and labels of the steps that changed any of these rows, newest first; what was undone did not happen.

    Rows are found by their ids alone, which are unique over all tables (FORMAT.md §1).
    """
    found = board.query(
        "SELECT at, label FROM steps WHERE undone = 0 AND id IN "
        "(SELECT step_id FROM changes WHERE row_id IN (SELECT value FROM json_each(?))) ORDER BY id DESC LIMIT ?",
        (one_of(ids), most),
    )
    return [(_instant(at), label) for at, label in found]


def _next(board: BoardFile, *, undone: bool) -> tuple[int, str, datetime] | None:
    """Undone steps are always the newest ones: the first of them comes next, or else the last before them."""
    found = board.query(
        "SELECT id, label, at FROM steps WHERE undone = 1 AND sealed = 0 ORDER BY id LIMIT 1"
        if undone
        else "SELECT id, label, at FROM steps WHERE undone = 0 AND sealed = 0 ORDER BY id DESC LIMIT 1"
    )
    return (found[0][0], found[0][1], _instant(found[0][2])) if found else None


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Rejected(_UNREADABLE) from None


def _sealed(board: BoardFile) -> bool:
    return bool(board.query("SELECT 1 FROM steps WHERE sealed = 1 LIMIT 1"))


def _net(board: BoardFile, number: int) -> list[Change]:
    """The changes of a step, each row once: as it was before the step and as the step left it."""
    rows: dict[tuple[str, Id], Change] = {}
    for table, id_, before, after in board.query(
        'SELECT "table", row_id, before, after FROM changes WHERE step_id = ? ORDER BY id', (number,)
    ):
        first = rows.get((table, id_))
        rows[table, id_] = Change(table, id_, first.before if first else _unpacked(before), _unpacked(after))
    return [change for change in rows.values() if change.before != change.after]


def _apply(board: BoardFile, changes: Iterable[Change], done: str) -> None:
    """Write the afters if every row is as its before says; foreign keys are looked at when the step is over."""
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    for table, alike in by_table.items():
        try:
            record = record_of(table)
        except KeyError:
            raise Rejected(_UNREADABLE) from None
        _refuse_changed(_rows(board, record, [change.id for change in alike]), alike, done)
        board.change_many(delete_sql(record), [(change.id,) for change in alike if change.after is None])
        board.change_many(upsert_sql(record), [cells_of(record, change.after) for change in alike if change.after])


def _refuse_changed(here: dict[Id, Raw], changes: Iterable[Change], done: str) -> None:
    for change in changes:
        if here.get(change.id) != change.before:
            known = here.get(change.id) or change.before or {}
            name = next((str(known[field]) for field in _NAMES if known.get(field)), change.id)
            raise Rejected(
                f"“{clean_line(name)}” ({change.table.replace('_', ' ')}) was changed by another program since: "
                f"nothing was {done}"
            )


def _rows(board: BoardFile, record: type[Any], ids: Sequence[Id]) -> dict[Id, Raw]:
    shape, parameters = asked({"id": ids})
    columns = columns_of(record)
    found = board.query(select_sql(record, shape), parameters)
    return {str(row[0]): dict(zip(columns, row, strict=True)) for row in found}


def _drop(board: BoardFile, which: str) -> None:
    """Drop the steps a condition names, with their changes."""
    board.change(f"DELETE FROM changes WHERE step_id IN (SELECT id FROM steps WHERE {which})")  # noqa: S608
    board.change(f"DELETE FROM steps WHERE {which}")  # noqa: S608 - the condition is this module's own text


def _packed(row: Raw | None) -> str | None:
    return None if row is None else _as_json(row)


def _unpacked(text: str | None) -> Raw | None:
    try:
        row: Raw | None = None if text is None else json.loads(text)
    except ValueError:
        raise Rejected(_UNREADABLE) from None
    return row
