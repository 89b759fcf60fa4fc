"""One open board: values of the domain, read from its rows and written as steps."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id, instant_text
from learnboard.storage import journal, journal_skip
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import RESTORE_ADVICE, board_damaged, invalid_row, quoted_path, row_not_found
from learnboard.storage.journal import Change, Recorder, Step
from learnboard.storage.journal_history import History, PastStep
from learnboard.storage.opening import create_board, open_board
from learnboard.storage.tables import (
    columns_of,
    from_rows,
    select,
    select_all,
    select_count,
    select_counts,
    select_positions,
    sql_of_changes,
    table_name,
)

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records

Value = TypeVar("Value")
Clock: TypeAlias = Callable[[], datetime]
Check: TypeAlias = Callable[[Sequence[Change]], None]
WAIT = 5.0
"""Seconds a command waits for another program's lock; the screen waits 0.1 and tries again."""


def now() -> datetime:
    """Return the instant of a step, in UTC."""
    return datetime.now(UTC)


class Reader:
    """Reads an open board. All methods raise BoardBusy or BoardUnavailable when the file cannot be used."""

    def __init__(self, file: BoardFile) -> None:
        self.file = file
        self._history = History(file)

    @property
    def path(self) -> Path:
        """Where the board is."""
        return self.file.path

    def rows(self, record: type[Value], *, limit: int | None = None, offset: int = 0, **where: object) -> list[Value]:
        """Return the rows of a table that match: by position, else by day, else by id.

        In `where`, None means null, a list, tuple or set any of its members, anything else itself.
        """
        return self._values(record, self.file.query(*select(record, where, limit=limit, offset=offset)))

    def find(self, record: type[Value], id_: Id) -> Value | None:
        """Return a row, or None."""
        return next(iter(self._values(record, self.file.query(*select(record, {columns_of(record)[0]: id_})))), None)

    def row(self, record: type[Value], id_: Id) -> Value:
        """Return a row.

        Raises:
            NotFound: if there is none with this id.
        """
        value = self.find(record, id_)
        if value is None:
            raise row_not_found(table_name(record))
        return value

    def count(self, record: type, **where: object) -> int:
        """Return how many rows match; `where` as in `rows`."""
        return int(self.file.query(*select_count(record, where))[0][0])

    def counts(self, record: type, by: str) -> dict[Id, int]:
        """Return how many rows there are for each value of the column `by`; values without rows are left out."""
        return dict(self.file.query(*select_counts(record, by)))

    def unanswered_feedback(self) -> int:
        """Return how many pieces of feedback wait for an answer, without loading their class."""
        return int(self.file.query("SELECT COUNT(*) FROM feedback WHERE answer = 'unanswered'")[0][0])

    def open_proposal(self, day: date) -> Id | None:
        """Return the proposal that closes next of those open on a day, without loading their class."""
        sql = (
            "SELECT id FROM proposals WHERE opened_on <= ? AND closes_on >= ? AND withdrawn_on IS NULL "
            "ORDER BY closes_on, id LIMIT 1"
        )
        found = self.file.query(sql, [day.isoformat()] * 2)
        return str(found[0][0]) if found else None

    def last_days(self, record: type, day: date) -> dict[Id, date]:
        """Return the day of the latest row about each key result up to a day, without reading the rows."""
        sql = f'SELECT key_result_id, MAX("on") FROM {table_name(record)} WHERE "on" <= ? GROUP BY key_result_id'
        return {id_: date.fromisoformat(on) for id_, on in self.file.query(sql, [day.isoformat()])}

    def positions_around(self, record: type, place: int, without: Id, **where: object) -> tuple[int | None, int | None]:
        """Return the positions before and after a place (from 0) among the rows that match, without one of them."""
        first = max(0, place - 1)
        query = select_positions(record, where, without=without, limit=place - first + 1, offset=first)
        found = [row[0] for row in self.file.query(*query)]
        before = found.pop(0) if place and found else None
        return before, found[0] if found else None

    def board_info(self) -> BoardInfo:
        """Return the identity of the board: its id, its owner and its settings."""
        for board_info in self.rows(BoardInfo):
            return board_info
        raise BoardUnavailable(
            f"The board {quoted_path(self.path)} has lost its identity: {RESTORE_ADVICE}.", "damaged"
        )

    def records(self) -> "Records":
        """Return all rows of the board as they are at one moment, those that have positions by these."""
        # Making all classes takes longer than a board's first page; only export, backup and some rules need them.
        from learnboard.domain.model.records import TABLES, Records  # noqa: PLC0415

        with self.file.read_transaction():
            board_info = self.board_info()  # then a table at a time: one takes the memory of the cells before it
            rows = {name: tuple(self._values(row, self.file.query(*select_all(row)))) for name, row in TABLES.items()}
        return Records(board_info, **rows)

    @staticmethod
    def prepare_to_write() -> None:
        """Import what the first change needs."""
        sql_of_changes()

    def draft(self, form: str, row: Id) -> dict[str, str]:
        """Return the unfinished texts of a form about a row, by field; an invalid draft counts as none."""
        found = self.file.query("SELECT texts FROM drafts WHERE form = ? AND row_id = ?", (form, row))
        try:
            texts: Any = json.loads(found[0][0]) if found else {}
        except (ValueError, RecursionError):
            return {}
        items = texts.items() if isinstance(texts, dict) else ()
        return {name: text for name, text in items if isinstance(text, str)}

    def steps_of(self, ids: Sequence[Id], *, most: int, deleted_of: Id | None = None) -> list[PastStep]:
        """Return the newest steps that changed these rows, or deleted a part of `deleted_of`."""
        return self._history.steps_of(ids, most, deleted_of=deleted_of)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return self.file.pragma("data_version")

    def _values(self, record: type[Value], rows: Sequence[Sequence[Any]]) -> list[Value]:
        try:
            return from_rows(record, rows)
        except (ValueError, TypeError, KeyError, LearnboardError) as error:
            raise invalid_row(self.path, table_name(record), str(error)) from error


class Store(Reader):
    """Reads and writes an open board. All methods raise BoardBusy or BoardUnavailable when the file cannot be used.

    It belongs to the thread that opened it; another thread opens its own.
    """

    def __init__(self, file: BoardFile, clock: Clock = now) -> None:
        super().__init__(file)
        self._clock = clock
        self._check: Check | None = None
        self.migrated = False
        """Whether the board had an older schema when it was opened, and was brought up to date."""

    @classmethod
    def open(cls, path: Path, *, wait: float = WAIT, clock: Clock = now) -> Self:
        """Open the board at `path`; another program's lock is waited for `wait` seconds.

        A board of an older schema is backed up and brought up to date.
        """
        migrated = False

        def back_up(board: Path) -> None:
            from learnboard.storage.backups import create_backup  # noqa: PLC0415 - once in the life of a schema

            nonlocal migrated
            migrated = True
            create_backup(board, "migration", now=clock(), wait=wait)

        store = cls(open_board(path, wait=wait, before_migration=back_up), clock)
        store.migrated = migrated
        return store

    @classmethod
    def create(
        cls,
        path: Path,
        board_info: BoardInfo,
        content: "Records | None" = None,
        *,
        wait: float = WAIT,
        clock: Clock = now,
    ) -> Self:
        """Create a board; its first content is no step, so that it cannot be undone."""

        def fill(board: BoardFile) -> None:
            recorder = Recorder(board)
            recorder.put(board_info)
            if content:
                recorder.put_records(content)

        return cls(create_board(path, wait=wait, fill=fill), clock)

    @property
    def read_only(self) -> str:
        """Why nothing can be written; empty if it can."""
        return self.file.read_only

    @property
    def in_place(self) -> bool:
        """Whether the board's file still has its name: it may have been moved, deleted or replaced."""
        return self.file.in_place

    def now(self) -> datetime:
        """Return the instant that a step begun now would have, in UTC."""
        return self._clock()

    def make_read_only(self, reason: str) -> None:
        """Write nothing any more; the reason is part of every refusal."""
        self.file.read_only = reason

    def check_integrity(self) -> None:
        """Check a board before it is written to; takes 3 ms for each MB.

        Raises:
            BoardUnavailable: with trouble `damaged`, if SQLite finds something wrong.
        """
        found = [str(row[0]) for row in self.file.query("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise board_damaged(self.path, "; ".join(found))

    def back_up(self) -> Path | None:
        """Back up what is open here, even when the file has lost its name.

        Raises:
            BoardUnavailable: if the backup cannot be written.
        """
        from learnboard.storage.backups import back_up_open  # noqa: PLC0415 - rare

        return back_up_open(self.file, "lost", now=self._clock(), wait=WAIT)

    def copy_to(self, path: Path) -> None:
        """Copy the open board to a new file, even when its own file has lost its name.

        Raises:
            BoardUnavailable: if there is a file already, or it cannot be written.
        """
        from learnboard.storage.backups import copy_open  # noqa: PLC0415 - rare

        copy_open(self.file, path, wait=WAIT)

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def checked(self, check: Check) -> Iterator[None]:
        """Within the block, pass the changes of every step to `check`, which may refuse the step by raising."""
        self._check = check
        try:
            yield
        finally:
            self._check = None

    @contextmanager
    def step(self, label: str) -> Iterator[Recorder]:
        """Write rows in one transaction, as one step to undo; nothing is written if anything is raised."""
        if self.file.in_transaction:
            raise RuntimeError("a step is open already")
        recorder = Recorder(self.file, label)
        try:
            with self.file.transaction():
                before = self.file.total_changes
                yield recorder
                if self.file.total_changes - before != len(recorder.changes):
                    raise RuntimeError(f"“{recorder.label}” wrote rows past the journal")
                if self._check:
                    self._check(recorder.changes)
                if recorder.changes:
                    journal.write_step(self.file, recorder.label, self._clock(), recorder.changes)
        finally:
            recorder.close()

    def undo(self) -> Step:
        """Undo the newest step, whichever window did it.

        Raises:
            Rejected: if there is none, or a row of it was changed outside of the journal since.
        """
        return journal_skip.undo(self.file)

    def redo(self) -> Step:
        """Redo the step that was undone last.

        Raises:
            Rejected: if there is none, or a row of it was changed outside of the journal since.
        """
        with self.file.transaction():
            return journal.redo(self.file)

    @property
    def next_undo(self) -> str | None:
        """The label of the step that `undo` undoes; None if there is none."""
        return journal.next_label(self.file, undone=False)

    @property
    def next_redo(self) -> str | None:
        """The label of the step that `redo` redoes; None if there is none."""
        return journal.next_label(self.file, undone=True)

    def last_step(self) -> tuple[int, datetime | None, int]:
        """Return the newest step's number and time, and how many are undone: it differs after every step of anybody."""
        return journal.last_step(self.file)

    def save_draft(self, form: str, row: Id, texts: Mapping[str, str]) -> None:
        """Save the unfinished texts of a form about a row; no texts delete the draft. It is no step to undo."""
        with self.file.transaction():
            if not texts:
                self.file.execute("DELETE FROM drafts WHERE form = ? AND row_id = ?", (form, row))
                return
            self.file.execute(
                'INSERT INTO drafts (form, row_id, texts, "at") VALUES (?, ?, ?, ?) '
                'ON CONFLICT (form, row_id) DO UPDATE SET texts = excluded.texts, "at" = excluded."at"',
                (form, row, json.dumps(dict(texts), ensure_ascii=False), instant_text(self._clock())),
            )

    def change_marker(self) -> object:
        """Return a value that differs after every write of this or any other program."""
        return self.data_version(), self.file.total_changes
