"""The service of an open board: carries out commands, answers queries, and looks after the board's file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from learnboard.domain.as_of import known_row
from learnboard.domain.board import Board, KeyResultHistory, make_card
from learnboard.domain.errors import BoardBusy
from learnboard.domain.metrics import rounding
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.presentation.labels import quoted
from learnboard.service.commands import CheckInKeyResult, CheckInPreview, Command, Redo, Result, Undo
from learnboard.service.dispatch import handler_of
from learnboard.service.handlers import check_ins
from learnboard.service.queries.board import changes_of, history_of, read_board, read_cards, read_more
from learnboard.storage.store import Store

if TYPE_CHECKING:
    from learnboard.domain.model.people import Person
    from learnboard.domain.model.snapshot import Snapshot
    from learnboard.service.queries.card import CardDetails
    from learnboard.service.queries.exports import PastExport
    from learnboard.service.queries.feedback_import import ImportPreview
    from learnboard.service.queries.open_items import OpenItems

SLICE: Final = 100
"""Cards read at a time once the board is on the screen."""
_BRIEF: Final = 0.1
"""Seconds a screen waits for another program's lock."""


class BoardService:
    """The only way from a screen to a board. Everything it returns is a value."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen = self._version

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the board's file."""
        self._store.close()

    # -- commands -------------------------------------------------------------------------------------------------

    def execute(self, command: Command, board: Board) -> Result:
        """Carry out a command and say what it changes on the board.

        Raises:
            LearnboardError: if it cannot be carried out; nothing was changed then.
        """
        if isinstance(command, CheckInKeyResult):
            return self._check_in(command, board)
        result = self._carry_out(command, board)
        if isinstance(command, Undo | Redo) and result.changes.cards:
            return result._replace(focus=result.changes.cards[0].id)
        return result

    def _carry_out(self, command: Command, board: Board) -> Result:
        handled = handler_of(type(command))(self._store, command, board.day)
        return Result(handled.message, changes_of(self._store, handled.changes, board), handled.focus)

    def _check_in(self, command: CheckInKeyResult, board: Board) -> Result:
        """Check in, and say what that changed."""
        before = read_cards(self._store, [command.key_result], board)
        result = self._carry_out(command, board)
        try:
            last = self.last_check_in(command.key_result, board.day)
        except BoardBusy:
            return result
        if command.on > board.day:
            return result._replace(message=f"{result.message}: it counts from {command.on} on")
        if last and last.on > command.on:
            return result._replace(message=f"{result.message} for {command.on}: the one of {last.on} still counts")
        if not before or not result.changes.cards:
            return result
        card = result.changes.cards[0]
        progress = describe_progress(before[0].figures.shown, card.figures)
        return result._replace(message=f"{quoted(card.key_result.title)}: {progress}")

    def preview(self, command: CheckInKeyResult, board: Board) -> CheckInPreview:
        """What a check-in would change, without writing it.

        Raises:
            LearnboardError: if it could not be saved as it is.
        """
        assert board.cycle_context is not None
        key_result = known_row(self._store.row(KeyResult, command.key_result), board.day)
        row = check_ins.check_in_of(key_result, command, check_ins.check_in_id(self._store, command))
        committed = self._store.row(Objective, key_result.objective_id).okr_type == "committed"
        history = history_of(self._store, [key_result.id], board.day)
        before = make_card(key_result, history, committed=committed, cycle_context=board.cycle_context)
        added = (row,) if row.on <= board.day else ()
        rows = sorted((*history.check_ins.get(key_result.id, ()), *added), key=lambda each: (each.on, each.id))
        then = KeyResultHistory({key_result.id: rows}, history.milestones, history.ilo)
        after = make_card(key_result, then, committed=committed, cycle_context=board.cycle_context)
        return CheckInPreview(before.figures, after.figures)

    # -- queries --------------------------------------------------------------------------------------------------

    def open(self, day: date, *, first: int = 24) -> Board:
        """The board on a day; of a large one the `first` cards a column, the rest by `more`."""
        self._seen = self._version
        return read_board(self._store, day, first=first)

    def more(self, board: Board, count: int = SLICE) -> Board:
        """The board with some more of its cards, if it lacks any."""
        return board if board.complete else read_more(self._store, board, count)

    def board_info(self) -> BoardInfo:
        """Whose board it is, and how it counts."""
        return self._store.board_info()

    def last_check_in(self, key_result: Id, day: date) -> CheckIn | None:
        """The latest check-in of a key result known on a day."""
        known = [row for row in self._store.rows(CheckIn, key_result_id=key_result) if row.on <= day]
        return known[-1] if known else None

    # What follows needs tables, and files need Pydantic, that no board waits for when it opens.

    def details(self, key_result: Id, board: Board) -> "CardDetails":
        """All there is to know of a key result on the board's day.

        Raises:
            NotFound: if it is gone.
        """
        from learnboard.service.queries.card import read_details  # noqa: PLC0415

        return read_details(self._store, key_result, board)

    def open_items(self, board: Board) -> "OpenItems":
        """What waits for the owner before a meeting, on the board's day."""
        from learnboard.service.queries.open_items import open_items  # noqa: PLC0415

        return open_items(self._store, board)

    def readers(self, board: Board) -> "tuple[Person, ...]":
        """The people a snapshot can be written for, mentors first."""
        from learnboard.service.queries.exports import readers  # noqa: PLC0415

        return readers(self._store, board.day)

    def past_exports(self) -> "tuple[PastExport, ...]":
        """The snapshots that were written, the newest first."""
        from learnboard.service.queries.exports import past_exports  # noqa: PLC0415

        return past_exports(self._store)

    def import_preview(self, path: Path) -> "ImportPreview | Snapshot":
        """What would become of a feedback file, or the whole board in a full snapshot; nothing is written.

        Raises:
            LearnboardError: if it cannot be read, is neither, or is feedback about another board.
        """
        from learnboard.service.importing import preview_file  # noqa: PLC0415

        return preview_file(self._store, path)

    # -- the file -------------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The store, for commands of the command line; no screen uses it."""
        return self._store

    @property
    def path(self) -> Path:
        """The board's file."""
        return self._store.path

    @property
    def _version(self) -> object:
        """Changes once another program has written, or the file is another."""
        return self._store, self._store.data_version()

    @property
    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the board since it was opened here."""
        return self._version != self._seen

    @property
    def writes(self) -> object:
        """Changes with every write of this or any other program."""
        return self._store.writes()

    @property
    def read_only(self) -> str:
        """Why nothing on the board can be changed; empty where it can."""
        return self._store.read_only

    @property
    def renewed(self) -> bool:
        """Whether the board was migrated just now; there is a backup of it as it was."""
        return self._store.renewed

    @property
    def in_place(self) -> bool:
        """Whether the board's file still has its name: nothing can be written into one that was moved or replaced."""
        return self._store.in_place

    def lock(self, why: str) -> None:
        """Write nothing any more, for a reason that is told with every refusal."""
        self._store.lock(why)

    def draft(self, form: str, row: Id) -> dict[str, str]:
        """What was left in a form about a row, by field."""
        return self._store.draft(form, row)

    def keep_draft(self, form: str, row: Id, texts: Mapping[str, str]) -> None:
        """Keep what stands in a form; no texts remove the draft.

        Raises:
            BoardUnavailable: if it cannot be written.
        """
        self._store.keep_draft(form, row, texts)

    def back_up(self) -> Path | None:
        """Keep what is seen here among the backups, even when the file has lost its name.

        Raises:
            BoardUnavailable: if it cannot be written.
        """
        return self._store.back_up()

    def save_as(self, path: Path) -> None:
        """Write the open board, as it was last seen, into a new file.

        Raises:
            BoardUnavailable: if something is there already, or nothing can be written there.
        """
        self._store.copy_to(path)

    def go_on_with(self, path: Path) -> None:
        """Go on with another file: where the board was saved, or what has its name now.

        Raises:
            BoardUnavailable: if it cannot be opened; all stays as it is then.
        """
        other = Store.open(path, wait=_BRIEF)
        self._store.close()
        self._store = other


def describe_progress(before: str, after: Figures) -> str:
    """A change of progress in words: `53 % → 61 %, on pace`."""
    pace = after.pace.replace("_", " ")
    shown = rounding.spaced(after.shown)
    moved = shown if before == after.shown else f"{rounding.spaced(before)} → {shown}"
    return f"{moved}, {pace}"
