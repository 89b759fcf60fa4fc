"""The service of an open board: carries out commands, answers queries, and looks after the board's file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, Self, TypeVar

from learnboard.domain.board import Board
from learnboard.domain.errors import BoardBusy, Rejected
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import CheckIn
from learnboard.presentation.cycles import closed_refusal
from learnboard.presentation.values import PACE, day_text, is_yes_or_no, quoted, reached_since
from learnboard.service.commands import (
    CheckInKeyResult,
    Command,
    Redo,
    ReopenCycle,
    Result,
    Undo,
)
from learnboard.service.dispatch import HandlerResult, handler_of, seen_handler_of
from learnboard.service.queries.board import closed_cycle_of, read_board, read_cards, read_changes, read_more
from learnboard.service.queries.check_in_day import check_in_day
from learnboard.storage.journal import Change
from learnboard.storage.store import Store

if TYPE_CHECKING:
    from learnboard.domain.model.snapshot import Snapshot
    from learnboard.service.queries.card import CardDetails
    from learnboard.service.queries.feedback_import import ImportPreview
    from learnboard.service.queries.open_items import OpenItems

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
SLICE: Final = 100
"""Cards that are read at a time once the board is on the screen."""
_BRIEF: Final = 0.1
"""Seconds that a screen waits for another program's lock."""


class BoardService:
    """The only way from a screen to a board. Everything it returns is a value."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen = self._version
        self._as_seen = True
        """Whether what was changed here since is on the board, as far as it is known."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the board's file."""
        self._store.close()

    def prepare_to_write(self) -> None:
        """Import what the first change needs, so that no key waits for it; any thread may do so."""
        self._store.prepare_to_write()

    # -- commands -------------------------------------------------------------------------------------------------

    def execute(self, command: Command, board: Board) -> Result:
        """Carry out a command and return what it changes on the board.

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
        handled = self._handled(command, board)
        changes = read_changes(self._store, handled.changes, board)
        self._as_seen = self._as_seen and not changes.reload
        return Result(handled.message, changes, handled.focus)

    def _handled(self, command: Command, board: Board) -> HandlerResult:
        """Let the command's handler carry it out, unless it would change a closed cycle."""
        handler = handler_of(type(command))  # type: ignore[arg-type]  # mypy finds a union of classes unhashable
        if isinstance(command, ReopenCycle):
            return handler(self._store, command, board.day)
        with self._store.checked(self._refuse_closed):
            from_seen = seen_handler_of(type(command)) if self._as_seen else None  # type: ignore[arg-type]  # the same
            handled = from_seen(self._store, command, board, self._is_seen) if from_seen else None
            return handled or handler(self._store, command, board.day)

    def _is_seen(self) -> bool:
        """Whether nobody else has written since the board was read."""
        return not self.changed_elsewhere

    def _refuse_closed(self, changes: Sequence[Change]) -> None:
        if title := closed_cycle_of(self._store, changes):
            raise Rejected(closed_refusal(title))

    def _check_in(self, command: CheckInKeyResult, board: Board) -> Result:
        """Check in, and say what that changed."""
        before = read_cards(self._store, [command.key_result], board)
        on = command.on or check_in_day(self._store, command.key_result, board.day)
        result = self._carry_out(command._replace(on=on), board)
        try:
            rows = self._store.rows(CheckIn, key_result_id=command.key_result)
        except BoardBusy:
            return result
        # What is unexpected comes first: a narrow window cuts the rest.
        done, day = f"c{result.message.removesuffix('.')[1:]}", day_text(on)
        if on > board.day and command.on is None:
            return result._replace(message=f"It counts from {day} on, as the check-in before it: {done}.")
        if on > board.day:
            return result._replace(message=f"It counts from {day} on: {done}.")
        last = max(row.on for row in rows if row.on <= board.day)
        if last > on:
            return result._replace(message=f"The check-in of {day_text(last)} still counts: {done} for {day}.")
        if not before or not result.changes.cards:
            return result
        card = result.changes.cards[0]
        kind = card.key_result.kind
        progress = reached_since(kind, before[0].figures, card.figures)
        pace = "" if is_yes_or_no(kind) else f", {PACE[card.figures.pace].label}"
        message = f"{quoted(card.key_result.title)}: {progress}{pace}."
        return result._replace(message=message)

    # -- queries --------------------------------------------------------------------------------------------------

    def open(self, day: date, *, first: int = 24, cycle: Id | None = None) -> Board:
        """Read the board of a cycle on a day, by default that of the day.

        Of a large one the `first` cards of each column are read, the rest by `more`.
        """
        self._seen, self._as_seen = self._version, True
        return read_board(self._store, day, first=first, cycle=cycle)

    def more(self, board: Board, count: int = SLICE) -> Board:
        """Return the board with up to `count` more of its cards, if it lacks any."""
        return board if board.complete else read_more(self._store, board, count)

    def board_info(self) -> BoardInfo:
        """Return whose board it is, and its settings."""
        return self._store.board_info()

    def query(
        self, read: Callable[Concatenate[Store, Parameters], Answer], *args: Parameters.args, **more: Parameters.kwargs
    ) -> Answer:
        """Return what a query of `learnboard.service.queries` reads from this board: a screen knows its query."""
        return read(self._store, *args, **more)

    def read(self, query: Callable[[Store, Board], Answer], board: Board) -> Answer:
        """Return what a function of `service.queries` reads on the board's day."""
        return query(self._store, board)

    # The rest needs the tables of money and feedback, which no board waits for when it opens.

    def details(self, key_result: Id, board: Board) -> "CardDetails":
        """Return all there is to know about a key result on the board's day.

        Raises:
            NotFound: if it was deleted.
        """
        from learnboard.service.queries.mentions import details_with_titles  # noqa: PLC0415

        return details_with_titles(self._store, key_result, board)

    def open_items(self, board: Board) -> "OpenItems":
        """Return what waits for the owner before a meeting, on the board's day."""
        from learnboard.service.queries.open_items import open_items  # noqa: PLC0415

        return open_items(self._store, board)

    def import_preview(self, path: Path) -> "ImportPreview | Snapshot":
        """Return what importing a feedback file would do, or the whole board in a full snapshot. Nothing is written.

        Raises:
            LearnboardError: if the file cannot be read, is neither, or is feedback about another board.
        """
        from learnboard.service.importing import preview_file  # noqa: PLC0415

        return preview_file(self._store, path)

    # -- the file -------------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The store, for the command line; no screen uses it."""
        return self._store

    @property
    def path(self) -> Path:
        """The board's file."""
        return self._store.path

    @property
    def _version(self) -> object:
        """A value that differs once another program has written, or the file was switched."""
        return self._store, self._store.data_version()

    @property
    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the board since it was opened here."""
        return self._version != self._seen

    @property
    def last_step(self) -> object:
        """A value that differs after every step that any program does, undoes or redoes; drafts are none."""
        return self._store.last_step()

    @property
    def writes(self) -> object:
        """A value that differs after every write of this or any other program."""
        return self._store.change_marker()

    @property
    def read_only(self) -> str:
        """Why nothing on the board can be changed; empty if it can."""
        return self._store.read_only

    @property
    def renewed(self) -> bool:
        """Whether the board was migrated when it was opened; there is a backup of it as it was."""
        return self._store.migrated

    @property
    def in_place(self) -> bool:
        """Whether the board's file still has its name; one that was moved or replaced cannot be written."""
        return self._store.in_place

    def lock(self, why: str) -> None:
        """Refuse all further changes for a reason, which every refusal gives."""
        self._store.make_read_only(why)

    def draft(self, form: str, row: Id) -> dict[str, str]:
        """Return the draft of a form about a row, by field."""
        return self._store.draft(form, row)

    def keep_draft(self, form: str, row: Id, texts: Mapping[str, str]) -> None:
        """Save the draft of a form; no texts delete it.

        Raises:
            BoardUnavailable: if it cannot be written.
        """
        self._store.save_draft(form, row, texts)

    def back_up(self) -> Path | None:
        """Back up what is open, even if the file has lost its name.

        Raises:
            BoardUnavailable: if it cannot be written.
        """
        return self._store.back_up()

    def save_as(self, path: Path) -> None:
        """Write the open board into a new file.

        Raises:
            BoardUnavailable: if the file exists, or cannot be written.
        """
        self._store.copy_to(path)

    def go_on_with(self, path: Path) -> None:
        """Switch to another file: where the board was saved, or what has its name now.

        Raises:
            BoardUnavailable: if it cannot be opened; nothing changes then.
        """
        other = Store.open(path, wait=_BRIEF)
        self._store.close()
        self._store = other
