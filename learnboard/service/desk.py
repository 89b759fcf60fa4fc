"""The desk: owns the store and answers what a person asks for."""

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from learnboard.domain import rounding
from learnboard.domain.board import Board, KeyResultHistory, make_card
from learnboard.domain.errors import BoardBusy
from learnboard.domain.fields import Id
from learnboard.domain.figures import Figures
from learnboard.domain.identity import BoardInfo
from learnboard.domain.key_results import CheckIn, KeyResult
from learnboard.domain.known_rows import known_row
from learnboard.domain.objectives import Objective
from learnboard.service import handlers, reading
from learnboard.service.handlers import HandlerResult, quoted
from learnboard.service.safety.custody import Custody
from learnboard.service.wishes import (
    CheckInKeyResult,
    CheckInPreview,
    Command,
    MoveKeyResult,
    MoveObjective,
    Redo,
    Result,
    ToggleDone,
    Undo,
)
from learnboard.storage.journal import Step
from learnboard.storage.store import Store

if TYPE_CHECKING:
    from learnboard.domain.people import Person
    from learnboard.domain.snapshot import Snapshot
    from learnboard.service.details import CardDetails
    from learnboard.service.edits import RowCommand
    from learnboard.service.feedback.inbox import ImportPreview, OpenItems

SLICE = 100
"""Cards read at a time once the board is on the screen."""


class BoardService:
    """The one place where wishes become steps. Everything it gives out is a value."""

    def __init__(self, store: Store) -> None:
        self.custody = Custody(store)
        """The board's file, and what can be done with it as a file."""
        self._seen = self.custody.mark

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the board's file."""
        self.store.close()

    @property
    def store(self) -> Store:
        """The store, for the services that read or fill whole boards."""
        return self.custody.store

    @property
    def path(self) -> Path:
        """The board's file."""
        return self.store.path

    def open(self, day: date, *, first: int = 24) -> Board:
        """The board on a day; of a large one the `first` cards a column, the rest by `more`."""
        self._seen = self.custody.mark
        return reading.read_board(self.store, day, first=first)

    def board_info(self) -> BoardInfo:
        """Whose board it is, and how it counts."""
        return self.store.board_info()

    @property
    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the board since it was opened here."""
        return self.custody.mark != self._seen

    def more(self, board: Board, count: int = SLICE) -> Board:
        """The board with some more of its cards, if it lacks any."""
        return board if board.complete else reading.read_more(self.store, board, count)

    def do(self, command: "Command | RowCommand", board: Board) -> Result:
        """Do what was asked for, and say what that changes on the board.

        Raises:
            LearnboardError: if it cannot be done; nothing was changed then.
        """
        match command:
            case MoveKeyResult():
                outcome = handlers.move_key_result(self.store, command)
            case MoveObjective():
                outcome = handlers.move_objective(self.store, command)
            case CheckInKeyResult():
                return self._checked_in(command, board)
            case ToggleDone():
                outcome = handlers.toggle_done(self.store, command)
            case Undo():
                return self._stepped("undid", self.store.undo(), board)
            case Redo():
                return self._stepped("did again", self.store.redo(), board)
            case _:
                # Making and shaping a board is rare beside moving and checking in; no start should wait for it.
                from learnboard.service.editing import edit  # noqa: PLC0415

                outcome = edit(self.store, command, board.day)
        return self._done(outcome, board)

    def preview(self, command: CheckInKeyResult, board: Board) -> CheckInPreview:
        """What a check-in would change, without writing it.

        Raises:
            LearnboardError: if it could not be saved as it is.
        """
        assert board.cycle_context is not None
        key_result = known_row(self.store.row(KeyResult, command.key_result), board.day)
        row = handlers.check_in_of(key_result, command, handlers.check_in_id(self.store, command))
        committed = self.store.row(Objective, key_result.objective_id).okr_type == "committed"
        histories = reading.evidence_for(self.store, [key_result.id], board.day)
        before = make_card(key_result, histories, committed=committed, cycle_context=board.cycle_context)
        told = (row,) if row.on <= board.day else ()
        said = sorted((*histories.check_ins.get(key_result.id, ()), *told), key=lambda one: (one.on, one.id))
        then = KeyResultHistory({key_result.id: said}, histories.milestones, histories.ilo)
        after = make_card(key_result, then, committed=committed, cycle_context=board.cycle_context)
        return CheckInPreview(before.figures, after.figures)

    def last_check_in(self, key_result: Id, day: date) -> CheckIn | None:
        """The latest check-in of a key result known on a day."""
        said = [one for one in self.store.rows(CheckIn, key_result_id=key_result) if one.on <= day]
        return said[-1] if said else None

    def details(self, key_result: Id, board: Board) -> "CardDetails":
        """All there is to know of a key result on the board's day.

        Raises:
            NotFound: if it is gone.
        """
        # Only a card that is opened needs the tables of learning, money and feedback.
        from learnboard.service.details import read_details  # noqa: PLC0415

        return read_details(self.store, key_result, board)

    def open_items(self, board: Board) -> "OpenItems":
        """What waits for the owner before a meeting, on the board's day."""
        # As for `details`: only a meeting needs all this.
        from learnboard.service.feedback.inbox import open_items  # noqa: PLC0415

        return open_items(self.store, board)

    def readers(self, board: Board) -> "tuple[Person, ...]":
        """The people a snapshot can be written for, mentors first."""
        from learnboard.service.handover.readers import readers  # noqa: PLC0415 - as for `preparation`

        return readers(self.store, board.day)

    def arriving(self, path: Path) -> "ImportPreview | Snapshot":
        """What would become of a feedback file, or the whole board in a full snapshot; nothing is written.

        Raises:
            LearnboardError: if it is not to be opened, is neither, or is feedback about another board.
        """
        # As for `preparation`; files need Pydantic too.
        from learnboard.domain.snapshot import Snapshot  # noqa: PLC0415
        from learnboard.service.feedback.inbox import import_preview  # noqa: PLC0415
        from learnboard.service.files import read_any  # noqa: PLC0415
        from learnboard.service.importing import refuse_part  # noqa: PLC0415

        found = read_any(path)
        if isinstance(found, Snapshot):
            refuse_part(found, path)
            return found
        return import_preview(self.store, found)

    def _checked_in(self, command: CheckInKeyResult, board: Board) -> Result:
        before = reading.read_cards(self.store, [command.key_result], board)
        done = self._done(handlers.check_in(self.store, command), board)
        try:
            last = self.last_check_in(command.key_result, board.day)
        except BoardBusy:
            return done
        if command.on > board.day:
            return done._replace(message=f"{done.message}: it counts from {command.on} on")
        if last and last.on > command.on:
            return done._replace(message=f"{done.message} for {command.on}: the one of {last.on} still counts")
        if not before or not done.changes.cards:
            return done
        card = done.changes.cards[0]
        message = f"{quoted(card.key_result.title)}: {describe_progress(before[0].figures.shown, card.figures)}"
        return done._replace(message=message)

    def _done(self, outcome: HandlerResult, board: Board) -> Result:
        return Result(outcome.message, reading.changes_of(self.store, outcome.changes, board), outcome.focus)

    def _stepped(self, verb: str, step: Step, board: Board) -> Result:
        changes = reading.changes_of(self.store, step.changes, board)
        focus = changes.cards[0].id if changes.cards else None
        return Result(f"{verb}: {step.label}", changes, focus)


def describe_progress(before: str, after: Figures) -> str:
    """A change of progress in words: `53 % → 61 %, on pace`."""
    pace = after.pace.replace("_", " ")
    said = rounding.spaced(after.shown)
    moved = said if before == after.shown else f"{rounding.spaced(before)} → {said}"
    return f"{moved}, {pace}"
