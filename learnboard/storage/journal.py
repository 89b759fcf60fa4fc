"""The journal: every change of a row is recorded with the rows before and after it, to be undone and redone.

An undone step stays until another one is done. Unless every row of a step is as the step left it, nothing is undone.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from learnboard.domain.errors import BlockedStep, Rejected
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Belongs, Field, Id, fields_of, instant_text
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import nouns_of
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import row_not_found
from learnboard.storage.tables import (
    Cell,
    Row,
    all_tables,
    change_rows,
    columns_of,
    delete_rows,
    read_rows,
    rows_by_key,
    table_name,
    to_json,
    to_row,
)

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records

MOST_STEPS: Final = 500
"""How many steps are kept to be undone."""
_to_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NAMES: Final = ("title", "statement", "name", "text")
_UNREADABLE: Final = (
    "The journal holds a step that can no longer be read: “learnboard doctor --repair” removes it. Nothing was changed."
)
_NOTHING: Final = "There is nothing to undo."
_NOTHING_MORE: Final = "There is nothing to undo: earlier steps are kept as history only."
"""Whatever made them history: an update of the board, a repair, or that they were skipped."""


class Change(NamedTuple):
    """One row before and after; None where it does not exist."""

    table: str
    id: Id
    before: Row | None
    after: Row | None


class Recorder:
    """Writes rows within one step, which will have the `label`, and records every change. It is of no use after it."""

    def __init__(self, board: BoardFile, label: str = "") -> None:
        self.label = label
        self._board = board
        self._changes: list[Change] = []
        self._closed = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes so far, in order."""
        return tuple(self._changes)

    def put(self, value: object) -> None:
        """Write a value over the row with its id, or as a new row; an equal one changes nothing."""
        self.put_all((value,))

    def put_all(self, values: Iterable[object]) -> None:
        """Put many values; those of one class are written together."""
        by_class: dict[type, list[Row]] = {}
        for value in values:
            by_class.setdefault(type(value), []).append(to_row(value))
        for record, rows in by_class.items():
            self._put_rows(record, rows)

    def row(self, record: type[Any], id_: Id) -> Row | None:
        """Return a row as it is kept; None if there is none."""
        return next(iter(read_rows(self._board, record, id=id_)), None)

    def put_cells(self, record: type[Any], row: Row, **cells: Cell) -> None:
        """Write some cells of a row that was read in this step; equal ones change nothing."""
        after = {**row, **cells}
        if after != row:
            self._write(record, [(row, after)])

    def put_records(self, records: "Records") -> None:
        """Put all rows of a board, and its identity."""
        self.put(records.board_info)
        for _, rows in records.tables():
            self.put_all(rows)

    def replace_records(self, records: "Records") -> None:
        """Put all rows of another board in the place of all that are here."""
        for name, rows in records.tables():
            record, ids = all_tables()[name], {row.id for row in rows}
            self._delete(record, [row for row in read_rows(self._board, record) if row["id"] not in ids])
        self.put_records(records)

    def remove(self, record: type[Any], id_: Id) -> None:
        """Delete a row with all that belongs to it; other references to what is deleted become null.

        Raises:
            NotFound: if there is no such row.
        """
        if not self._remove_rows(record, [id_]):
            raise row_not_found(table_name(record))

    def close(self) -> None:
        """Take no more changes: the step is over, and nothing would record them."""
        self._closed = True

    def _put_rows(self, record: type[Any], rows: Sequence[Row]) -> None:
        key = columns_of(record)[0]
        wanted = {str(row[key]): row for row in rows}
        if record is BoardInfo:  # a board has one
            self._delete(record, [row for row in read_rows(self._board, record) if row[key] not in wanted])
        current = rows_by_key(self._board, record, list(wanted))
        self._write(record, [(current.get(id_), row) for id_, row in wanted.items() if current.get(id_) != row])

    def _remove_rows(self, record: type[Any], ids: Sequence[Id]) -> int:
        """Delete rows, their parts first; returns how many there were."""
        for referrer, field in _referrers(table_name(record)) if ids else ():
            if isinstance(field.refers, Belongs):
                parts = read_rows(self._board, referrer, **{field.name: ids})
                self._remove_rows(referrer, [str(row["id"]) for row in parts])
            else:
                self._clear_references(referrer, field, ids)
        rows = read_rows(self._board, record, id=ids)
        self._delete(record, rows)
        return len(rows)

    def _clear_references(self, record: type[Any], field: Field, ids: Sequence[Id]) -> None:
        """Make references to these rows null, or remove them from the list they are in."""
        name = field.name
        if field.base is str:
            rows = read_rows(self._board, record, **{name: ids})
            self._write(record, [(row, {**row, name: None}) for row in rows])
            return
        removed = frozenset(ids)
        lists = [(row, json.loads(str(row[name]))) for row in read_rows(self._board, record)]
        changed = [
            (row, {**row, name: to_json([id_ for id_ in listed if id_ not in removed])})
            for row, listed in lists
            if not removed.isdisjoint(listed)
        ]
        self._write(record, changed)

    def _write(self, record: type[Any], pairs: Sequence[tuple[Row | None, Row]]) -> None:
        self._record(record, pairs)
        change_rows(self._board, record, pairs)

    def _delete(self, record: type[Any], rows: Sequence[Row]) -> None:
        self._record(record, [(row, None) for row in rows])
        delete_rows(self._board, record, [row["id"] for row in rows])

    def _record(self, record: type[Any], pairs: Sequence[tuple[Row | None, Row | None]]) -> None:
        if self._closed:
            raise RuntimeError("a step that is over takes no more changes")
        table = table_name(record)
        self._changes += [Change(table, str((before or after or {})["id"]), before, after) for before, after in pairs]


@cache
def _referrers(table: str) -> tuple[tuple[type[Any], Field], ...]:
    """The fields of all tables that refer to rows of this one."""
    return tuple(
        (record, field)
        for record in all_tables().values()
        for field in fields_of(record)
        if field.refers and field.refers.table == table
    )


class Step(NamedTuple):
    """A step that was undone or redone, with its label and time; `changes` is what that did to the board."""

    label: str
    changes: tuple[Change, ...]
    at: datetime


def write_step(board: BoardFile, label: str, at: datetime, changes: Sequence[Change]) -> None:
    """Write the newest step; undone steps are dropped, and the oldest beyond 500."""
    ((last, oldest, undone),) = board.query(
        "SELECT (SELECT max(id) FROM steps WHERE undone = 0), min(id), (SELECT 1 FROM steps WHERE undone) FROM steps"
    )
    number = int(last or 0) + 1
    if undone:
        drop_steps(board, "undone = 1")
    if oldest and oldest <= number - MOST_STEPS:
        drop_steps(board, f"id <= {number - MOST_STEPS}")
    board.execute("INSERT INTO steps (id, label, at, undone) VALUES (?, ?, ?, 0)", (number, label, instant_text(at)))
    board.execute_many(
        'INSERT INTO changes (step_id, "table", row_id, before, after) VALUES (?, ?, ?, ?, ?)',
        [(number, change.table, change.id, _packed(change.before), _packed(change.after)) for change in changes],
    )


def last_step(board: BoardFile) -> tuple[int, datetime | None, int]:
    """Return the newest step's number, the latest time of any, and how many are undone; 0 and None without a step.

    This differs after every step, undo or redo; number and time are of different steps where the clock was set back.
    """
    ((number, at, undone),) = board.query("SELECT max(id), max(at), total(undone) FROM steps")
    return int(number or 0), step_instant(at) if at else None, int(undone)


def next_label(board: BoardFile, *, undone: bool) -> str | None:
    """Return the label of the step that is undone next, or redone next if `undone`; None if there is none."""
    step = next_step(board, undone=undone)
    return step[1] if step else None


def undo(board: BoardFile) -> Step:
    """Undo the newest step, within a transaction.

    Raises:
        Rejected: if there is none, or a row of it was changed since; nothing is undone then.
    """
    if not (step := next_step(board, undone=False)):
        raise nothing_to_undo(board)
    return _apply(board, step, undo_changes(board, step[0]), undone=True)


def nothing_to_undo(board: BoardFile) -> Rejected:
    """Return why no step can be undone: there is none, or what there was is history."""
    has_sealed = board.query("SELECT 1 FROM steps WHERE sealed = 1 LIMIT 1")
    return Rejected(_NOTHING_MORE if has_sealed else _NOTHING)


def redo(board: BoardFile) -> Step:
    """Redo the step that was undone last, within a transaction.

    Raises:
        Rejected: if there is none, or a row of it was changed since; nothing is redone then.
    """
    if not (step := next_step(board, undone=True)):
        raise Rejected("There is nothing to redo.")
    return _apply(board, step, _net_changes(board, step[0]), undone=False)


def next_step(board: BoardFile, *, undone: bool) -> tuple[int, str, datetime] | None:
    """Return the first of the undone steps, which are always the newest ones; or the last of those before them."""
    order = "id" if undone else "id DESC"
    sql = f"SELECT id, label, at FROM steps WHERE undone = ? AND sealed = 0 ORDER BY {order} LIMIT 1"
    found = board.query(sql, (int(undone),))
    return (found[0][0], found[0][1], step_instant(found[0][2])) if found else None


def _net_changes(board: BoardFile, number: int) -> list[Change]:
    """The changes of a step, each row once: as it was before the step and as the step left it."""
    rows: dict[tuple[str, Id], Change] = {}
    for table, id_, before, after in board.query(
        'SELECT "table", row_id, before, after FROM changes WHERE step_id = ? ORDER BY id', (number,)
    ):
        first = rows.get((table, id_))
        rows[table, id_] = Change(table, id_, first.before if first else _unpacked(before), _unpacked(after))
    return [change for change in rows.values() if change.before != change.after]


def undo_changes(board: BoardFile, number: int) -> list[Change]:
    """Return the changes that undo a step."""
    return [Change(change.table, change.id, change.after, change.before) for change in _net_changes(board, number)]


def first_conflict(board: BoardFile, changes: Iterable[Change]) -> Change | None:
    """Return the first change whose row is not as before it, with the row as it is; None if there is no such change.

    Raises:
        Rejected: if a change is of an unknown table.
    """
    for table, of_table in _by_table(changes).items():
        if table not in all_tables():
            raise Rejected(_UNREADABLE)
        rows = rows_by_key(board, all_tables()[table], [change.id for change in of_table])
        for change in of_table:
            if rows.get(change.id) != change.before:
                return change._replace(before=rows.get(change.id) or change.before)
    return None


def _apply(board: BoardFile, step: tuple[int, str, datetime], changes: Sequence[Change], *, undone: bool) -> Step:
    """Write the row after each change if all are as before it; foreign keys are checked when the transaction ends."""
    if conflict := first_conflict(board, changes):
        known = conflict.before or {}
        name = next((clean_line(str(known[field])) for field in _NAMES if known.get(field)), "")
        noun, nouns = nouns_of(conflict.table)
        what = f"“{name}” ({noun})" if name else f"One of the {nouns}"
        message = f"{what} was changed by another program since then. Nothing was"
        raise BlockedStep(f"{message} undone.") if undone else Rejected(f"{message} redone.")
    for table, of_table in _by_table(changes).items():
        record = all_tables()[table]
        delete_rows(board, record, [change.id for change in of_table if change.after is None])
        change_rows(board, record, [(change.before, change.after) for change in of_table if change.after])
    number, label, at = step
    board.execute("UPDATE steps SET undone = ? WHERE id = ?", (int(undone), number))
    return Step(label, tuple(changes), at)


def _by_table(changes: Iterable[Change]) -> dict[str, list[Change]]:
    tables: dict[str, list[Change]] = {}
    for change in changes:
        tables.setdefault(change.table, []).append(change)
    return tables


def drop_steps(board: BoardFile, condition: str) -> None:
    """Drop the steps that match a condition, with their changes."""
    board.execute(f"DELETE FROM changes WHERE step_id IN (SELECT id FROM steps WHERE {condition})")
    board.execute(f"DELETE FROM steps WHERE {condition}")


def _packed(row: Row | None) -> str | None:
    return None if row is None else _to_json(row)


def _unpacked(text: str | None) -> Row | None:
    try:
        row: Row | None = None if text is None else json.loads(text)
    except ValueError:
        raise Rejected(_UNREADABLE) from None
    return row


def step_instant(text: str) -> datetime:
    """Return when a step was done.

    Raises:
        Rejected: if that can no longer be read.
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Rejected(_UNREADABLE) from None
