"""What stands on one open board: values of the domain, read from its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.storage import journal, side_tables
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import damaged, missing, shown, strange
from learnboard.storage.journal import HistoryEntry, Step
from learnboard.storage.opening import create_board, open_board
from learnboard.storage.queries import asked, count_sql, counts_sql, positions_sql, select_sql, upsert_sql
from learnboard.storage.recorder import Recorder
from learnboard.storage.tables import cells_of, columns_of, table_of, to_row, values_of

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records
    from learnboard.storage.side_tables import ExportNote


Value = TypeVar("Value")


class Reader:
    """One open board to be read. All its methods raise BoardBusy or BoardRefused when the file cannot be used."""

    def __init__(self, board: BoardFile) -> None:
        self._board = board

    @property
    def path(self) -> Path:
        """Where the board is."""
        return self._board.path

    def rows(self, record: type[Value], *, limit: int | None = None, offset: int = 0, **where: object) -> list[Value]:
        """The rows of a table that fit: by position, else by day, else by id.

        In `where`, None means null, a list, tuple or set any of its members, anything else itself.
        """
        shape, parameters = asked(where)
        limited = limit is not None or offset > 0
        if limited:
            parameters += [-1 if limit is None else limit, offset]
        return self._values(record, self._board.query(select_sql(record, shape, limited=limited), parameters))

    def find(self, record: type[Value], id_: Id) -> Value | None:
        """One row, or None."""
        shape, parameters = asked({columns_of(record)[0]: id_})
        return next(iter(self._values(record, self._board.query(select_sql(record, shape), parameters))), None)

    def row(self, record: type[Value], id_: Id) -> Value:
        """One row that is there.

        Raises:
            NotFound: if it is not.
        """
        value = self.find(record, id_)
        if value is None:
            raise missing(table_of(record), id_)
        return value

    def count(self, record: type, **where: object) -> int:
        """How many rows fit; `where` as in `rows`."""
        shape, parameters = asked(where)
        return int(self._board.query(count_sql(record, shape), parameters)[0][0])

    def counts(self, record: type, by: str) -> dict[Id, int]:
        """How many rows there are for each value of the column `by`; values without rows are left out."""
        return dict(self._board.query(counts_sql(record, by)))

    def unanswered(self) -> int:
        """How many pieces of feedback wait for an answer; their class is not needed for that."""
        return int(self._board.query("SELECT COUNT(*) FROM feedback WHERE answer = 'unanswered'")[0][0])

    def last_check_ins(self, day: date) -> dict[Id, date]:
        """The day of the latest check-in of each key result up to a day, without reading what they say."""
        sql = 'SELECT key_result_id, MAX("on") FROM check_ins WHERE "on" <= ? GROUP BY key_result_id'
        return {id_: date.fromisoformat(on) for id_, on in self._board.query(sql, [day.isoformat()])}

    def around(self, record: type, place: int, ignoring: Id, **where: object) -> tuple[int | None, int | None]:
        """The positions before and after a place among the rows that fit, as if one of them were not there."""
        shape, parameters = asked(where)
        first = max(0, place - 1)
        sql = positions_sql(record, shape)
        found = [row[0] for row in self._board.query(sql, [*parameters, ignoring, place - first + 1, first])]
        before = found.pop(0) if place and found else None
        return before, found[0] if found else None

    def board_info(self) -> BoardInfo:
        """Whose board it is."""
        for board_info in self.rows(BoardInfo):
            return board_info
        raise BoardUnavailable(
            f"The board {shown(self.path)} has lost its identity: go back to the newest backup of it "
            "(“learnboard restore”)",
            "damaged",
        )

    def records(self) -> "Records":
        """All rows of the board as they stand at one moment."""
        # All tables cost more to make than a board's first page; only export, backup and the rules over all ask.
        from learnboard.domain.model.records import TABLES, Records  # noqa: PLC0415

        with self._board.reading():
            board_info = self.board_info()
            raw = {name: self._board.query(select_sql(record, ())) for name, record in TABLES.items()}
        return Records(board_info, **{name: tuple(self._values(TABLES[name], rows)) for name, rows in raw.items()})

    def _values(self, record: type[Value], rows: Sequence[Sequence[Any]]) -> list[Value]:
        try:
            return values_of(record, rows)
        except (ValueError, TypeError, KeyError, LearnboardError) as error:
            raise strange(self.path, table_of(record), str(error)) from error


Clock: TypeAlias = Callable[[], datetime]
WAIT = 5.0
"""Seconds a command waits for another program's lock; the screen waits 0.1 and tries again."""


def now() -> datetime:
    """The instant of a step, in UTC."""
    return datetime.now(UTC)


class Store(Reader):
    """One open board. All its methods raise BoardBusy or BoardRefused when the file cannot be used.

    It belongs to the thread that opened it; another thread opens its own.
    """

    def __init__(self, board: BoardFile, clock: Clock = now) -> None:
        super().__init__(board)
        self._clock = clock
        self.renewed = False
        """Whether it had an older schema when it was opened, and was brought up to date."""

    @classmethod
    def open(cls, path: Path, *, wait: float = WAIT, clock: Clock = now) -> Self:
        """Open the board at `path`; another program's lock is waited for `wait` seconds.

        One of an older schema is backed up and brought up to date.
        """
        saved: list[Path | None] = []

        def back_up(board: Path) -> None:
            from learnboard.storage import backups  # noqa: PLC0415 - once in the life of a schema

            saved.append(backups.make(board, "migration", now=clock(), wait=wait))

        store = cls(open_board(path, wait=wait, before_migration=back_up), clock)
        store.renewed = bool(saved)
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
        """Make a new board; what it begins with is no step, so that it cannot be undone."""

        def first(board: BoardFile) -> None:
            beginning = Recorder(board)
            beginning.put(board_info)
            if content:
                beginning.fill(content)

        return cls(create_board(path, wait=wait, first=first), clock)

    @property
    def read_only(self) -> str:
        """Why nothing can be written; empty where something can."""
        return self._board.read_only

    @property
    def in_place(self) -> bool:
        """Whether the board's name still is that of the file that was opened."""
        return self._board.in_place

    def lock(self, why: str) -> None:
        """Write nothing any more, for a reason that is told with every refusal."""
        self._board.read_only = why

    def check(self) -> None:
        """Refuse a board in which SQLite finds something wrong, before it is written to; 3 ms for each MB.

        Raises:
            BoardRefused: with trouble `damaged`.
        """
        found = [str(row[0]) for row in self._board.query("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise damaged(self.path, "; ".join(found))

    def back_up(self) -> Path | None:
        """Keep what is here among the backups, even when the file has lost its name.

        Raises:
            BoardRefused: if it cannot be written.
        """
        from learnboard.storage import backups  # noqa: PLC0415 - rare

        return backups.keep(self._board, "lost", now=self._clock(), wait=WAIT)

    def close(self) -> None:
        """Let go of the file."""
        self._board.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def step(self, label: str) -> Iterator[Recorder]:
        """One transaction and one undo step: all of it is kept, or nothing if anything is raised."""
        if self._board.in_transaction:
            raise RuntimeError("a step is open already")
        recorder = Recorder(self._board)
        try:
            with self._board.transaction():
                before = self._board.total_changes
                yield recorder
                if self._board.total_changes - before != len(recorder.changes):
                    raise RuntimeError(f"“{label}” wrote rows past the journal")
                if recorder.changes:
                    journal.write_step(self._board, label, self._clock(), recorder.changes)
        finally:
            recorder.end()

    def undo(self) -> Step:
        """Take back the newest step, by whatever window it was done.

        Raises:
            Refused: if there is none, or a row of it was changed outside the journal since.
        """
        with self._board.transaction():
            return journal.undo(self._board)

    def redo(self) -> Step:
        """Do the step again that was undone last.

        Raises:
            Refused: if there is none, or a row of it was changed outside the journal since.
        """
        with self._board.transaction():
            return journal.redo(self._board)

    @property
    def next_undo(self) -> str | None:
        """The label of the step that `undo` takes back; None if there is none."""
        return journal.next_label(self._board, undone=False)

    @property
    def next_redo(self) -> str | None:
        """The label of the step that `redo` does again; None if there is none."""
        return journal.next_label(self._board, undone=True)

    def history(self, record: type, id_: Id) -> list[HistoryEntry]:
        """The changes of one row, newest first."""
        return journal.history(self._board, table_of(record), id_)

    def steps_of(self, ids: Sequence[Id], *, most: int) -> list[tuple[datetime, str]]:
        """The times and labels of the newest steps that changed any of these rows, newest first."""
        return journal.steps_of(self._board, ids, most)

    def last_export(self, profile: str, for_id: Id | None) -> "ExportNote | None":
        """The newest snapshot written for a profile and a person, or for nobody."""
        # Making the class takes a millisecond that no start should wait for.
        from learnboard.storage.side_tables import ExportNote  # noqa: PLC0415

        notes = self.rows(ExportNote, profile=profile, for_id=for_id)
        return max(notes, key=lambda note: note.sequence, default=None)

    def exports(self) -> "list[ExportNote]":
        """Every snapshot that was written, for whatever profile and person, the newest first."""
        from learnboard.storage.side_tables import ExportNote  # noqa: PLC0415 - as in `last_export`

        notes = self.rows(ExportNote)
        return sorted(notes, key=lambda note: (note.exported_at, note.sequence), reverse=True)

    def note_export(self, note: "ExportNote") -> None:
        """Remember a snapshot that was written; what was handed over is not undone.

        Raises:
            Refused: if another window has taken its sequence number.
        """
        with self._board.transaction():
            self._board.change(upsert_sql(type(note)), cells_of(type(note), to_row(note)))

    def draft(self, form: str, row: Id) -> dict[str, str]:
        """What stands in a form about a row that was left, by field; empty if nothing does."""
        return side_tables.read(self._board, form, row)

    def keep_draft(self, form: str, row: Id, texts: Mapping[str, str]) -> None:
        """Keep what stands in a form, or nothing any more. It is no step: nothing on the board is another."""
        with self._board.transaction():
            side_tables.keep(self._board, form, row, texts, self._clock())

    def copy_to(self, path: Path) -> None:
        """Make a new board of the one that is open, even when its file has lost its name.

        Raises:
            BoardRefused: if something is there already, or nothing can be written there.
        """
        from learnboard.storage.backups import beside, copy, settle  # noqa: PLC0415 - rare

        with beside(path) as part:
            copy(self._board.connection, part, of=self.path, wait=WAIT)
            try:
                settle(part, path)
            except FileExistsError:
                raise BoardUnavailable(f"There is a file {shown(path)} already: choose another name") from None

    def writes(self) -> object:
        """Something that is another after every write of this or any other program."""
        return self.data_version(), self._board.total_changes

    def data_version(self) -> int:
        """A number that changes when another window has written."""
        return self._board.number("data_version")
