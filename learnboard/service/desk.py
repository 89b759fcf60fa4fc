"""The desk: owns the store and answers what a person asks for."""

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from learnboard.domain import rounding
from learnboard.domain.board import Board, Evidence, make_card
from learnboard.domain.errors import BoardBusy
from learnboard.domain.fields import Id
from learnboard.domain.figures import Figures
from learnboard.domain.identity import Identity
from learnboard.domain.key_results import CheckIn, KeyResult
from learnboard.domain.known_rows import known_row
from learnboard.domain.objectives import Objective
from learnboard.service import handlers, reading
from learnboard.service.handlers import Outcome, named
from learnboard.service.safety.custody import Custody
from learnboard.service.wishes import (
    CheckInKeyResult,
    Done,
    MoveKeyResult,
    MoveObjective,
    Preview,
    Redo,
    ToggleDone,
    Undo,
    Wish,
)
from learnboard.storage.journal import Step
from learnboard.storage.store import Store

if TYPE_CHECKING:
    from learnboard.domain.people import Acquaintance
    from learnboard.domain.snapshot import Snapshot
    from learnboard.service.details import CardDetails
    from learnboard.service.edits import Edit
    from learnboard.service.feedback.inbox import Arrival, Preparation

SLICE = 100
"""Cards read at a time once the board is on the screen."""


class Desk:
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

    def identity(self) -> Identity:
        """Whose board it is, and how it counts."""
        return self.store.identity()

    @property
    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the board since it was opened here."""
        return self.custody.mark != self._seen

    def more(self, board: Board, count: int = SLICE) -> Board:
        """The board with some more of its cards, if it lacks any."""
        return board if board.complete else reading.read_more(self.store, board, count)

    def do(self, wish: "Wish | Edit", board: Board) -> Done:
        """Do what was asked for, and say what that changes on the board.

        Raises:
            LearnboardError: if it cannot be done; nothing was changed then.
        """
        match wish:
            case MoveKeyResult():
                outcome = handlers.move_key_result(self.store, wish)
            case MoveObjective():
                outcome = handlers.move_objective(self.store, wish)
            case CheckInKeyResult():
                return self._checked_in(wish, board)
            case ToggleDone():
                outcome = handlers.toggle_done(self.store, wish)
            case Undo():
                return self._stepped("undid", self.store.undo(), board)
            case Redo():
                return self._stepped("did again", self.store.redo(), board)
            case _:
                # Making and shaping a board is rare beside moving and checking in; no start should wait for it.
                from learnboard.service.editing import edit  # noqa: PLC0415

                outcome = edit(self.store, wish, board.day)
        return self._done(outcome, board)

    def preview(self, wish: CheckInKeyResult, board: Board) -> Preview:
        """What a check-in would change, without writing it.

        Raises:
            LearnboardError: if it could not be saved as it is.
        """
        assert board.yardstick is not None
        key_result = known_row(self.store.row(KeyResult, wish.key_result), board.day)
        row = handlers.check_in_of(key_result, wish, handlers.check_in_id(self.store, wish))
        committed = self.store.row(Objective, key_result.objective_id).okr_type == "committed"
        evidence = reading.evidence_for(self.store, [key_result.id], board.day)
        before = make_card(key_result, evidence, committed=committed, yardstick=board.yardstick)
        told = (row,) if row.on <= board.day else ()
        said = sorted((*evidence.check_ins.get(key_result.id, ()), *told), key=lambda one: (one.on, one.id))
        then = Evidence({key_result.id: said}, evidence.milestones, evidence.ilo)
        after = make_card(key_result, then, committed=committed, yardstick=board.yardstick)
        return Preview(before.figures, after.figures)

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

    def preparation(self, board: Board) -> "Preparation":
        """What waits for the owner before a meeting, on the board's day."""
        # As for `details`: only a meeting needs all this.
        from learnboard.service.feedback.inbox import prepare  # noqa: PLC0415

        return prepare(self.store, board)

    def readers(self, board: Board) -> "tuple[Acquaintance, ...]":
        """The people a snapshot can be written for, mentors first."""
        from learnboard.service.handover.readers import readers  # noqa: PLC0415 - as for `preparation`

        return readers(self.store, board.day)

    def arriving(self, path: Path) -> "Arrival | Snapshot":
        """What would become of a feedback file, or the whole board in a full snapshot; nothing is written.

        Raises:
            LearnboardError: if it is not to be opened, is neither, or is feedback about another board.
        """
        # As for `preparation`; files need Pydantic too.
        from learnboard.domain.snapshot import Snapshot  # noqa: PLC0415
        from learnboard.service.feedback.inbox import arrival  # noqa: PLC0415
        from learnboard.service.files import read_any  # noqa: PLC0415
        from learnboard.service.importing import refuse_part  # noqa: PLC0415

        found = read_any(path)
        if isinstance(found, Snapshot):
            refuse_part(found, path)
            return found
        return arrival(self.store, found)

    def _checked_in(self, wish: CheckInKeyResult, board: Board) -> Done:
        before = reading.read_cards(self.store, [wish.key_result], board)
        done = self._done(handlers.check_in(self.store, wish), board)
        try:
            last = self.last_check_in(wish.key_result, board.day)
        except BoardBusy:
            return done
        if wish.on > board.day:
            return done._replace(sentence=f"{done.sentence}: it counts from {wish.on} on")
        if last and last.on > wish.on:
            return done._replace(sentence=f"{done.sentence} for {wish.on}: the one of {last.on} still counts")
        if not before or not done.changes.cards:
            return done
        card = done.changes.cards[0]
        sentence = f"{named(card.key_result.title)}: {describe_step(before[0].figures.shown, card.figures)}"
        return done._replace(sentence=sentence)

    def _done(self, outcome: Outcome, board: Board) -> Done:
        return Done(outcome.sentence, reading.changes_of(self.store, outcome.changes, board), outcome.focus)

    def _stepped(self, verb: str, step: Step, board: Board) -> Done:
        changes = reading.changes_of(self.store, step.changes, board)
        focus = changes.cards[0].id if changes.cards else None
        return Done(f"{verb}: {step.label}", changes, focus)


def describe_step(before: str, after: Figures) -> str:
    """A change of progress in words: `53 % → 61 %, on pace`."""
    pace = after.pace.replace("_", " ")
    said = rounding.spaced(after.shown)
    moved = said if before == after.shown else f"{rounding.spaced(before)} → {said}"
    return f"{moved}, {pace}"
