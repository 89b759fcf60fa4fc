"""The desk: owns the store and answers what a person asks for."""

from collections.abc import Mapping
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

_BRIEF = 0.1
_NEVER_SEEN = -1
SLICE = 100
"""Cards read at a time once the board is on the screen."""


class Desk:
    """The one place where wishes become steps. Everything it gives out is a value."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = store.data_version()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the board's file."""
        self._store.close()

    @property
    def store(self) -> Store:
        """The store, for the services that read or fill whole boards."""
        return self._store

    @property
    def path(self) -> Path:
        """The board's file."""
        return self._store.path

    def open(self, day: date, *, first: int = 24) -> Board:
        """The board on a day; of a large one the `first` cards a column, the rest by `more`."""
        self._version = self._store.data_version()
        return reading.read_board(self._store, day, first=first)

    def identity(self) -> Identity:
        """Whose board it is, and how it counts."""
        return self._store.identity()

    @property
    def read_only(self) -> str:
        """Why nothing on the board can be changed; empty where it can."""
        return self._store.read_only

    @property
    def renewed(self) -> bool:
        """Whether the board was brought up to date just now; there is a backup of it as it was."""
        return self._store.renewed

    @property
    def in_place(self) -> bool:
        """Whether the board's file still has its name: nothing can be written into one that was moved or replaced."""
        return self._store.in_place

    def draft(self, form: str, row: Id) -> dict[str, str]:
        """What stands in a form about a row that was left, by field."""
        return self._store.draft(form, row)

    def keep_draft(self, form: str, row: Id, texts: Mapping[str, str]) -> None:
        """Keep what stands in a form; nothing takes the draft away.

        Raises:
            BoardRefused: if it cannot be written.
        """
        self._store.keep_draft(form, row, texts)

    def save_as(self, path: Path) -> None:
        """Make a new board of the one that is open, as it was last seen.

        Raises:
            BoardRefused: if something is there already, or nothing can be written there.
        """
        self._store.copy_to(path)

    def lock(self, why: str) -> None:
        """Write nothing any more, for a reason that is told with every refusal."""
        self._store.lock(why)

    def back_up(self) -> Path | None:
        """Keep what is seen here among the backups, even when the file has lost its name.

        Raises:
            BoardRefused: if it cannot be written.
        """
        return self._store.back_up()

    def go_on_with(self, path: Path) -> None:
        """Let go of the board's file and go on with another: where the board was saved, or what has its name now.

        Raises:
            BoardRefused: if it cannot be opened; all stays as it is then.
        """
        other = Store.open(path, wait=_BRIEF)
        self._store.close()
        self._store, self._version = other, _NEVER_SEEN

    @property
    def writes(self) -> object:
        """Something that is another after every write of this or any other program."""
        return self._store.writes()

    @property
    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the board since it was opened here."""
        return self._store.data_version() != self._version

    def more(self, board: Board, count: int = SLICE) -> Board:
        """The board with some more of its cards, if it lacks any."""
        return board if board.complete else reading.read_more(self._store, board, count)

    def do(self, wish: "Wish | Edit", board: Board) -> Done:
        """Do what was asked for, and say what that changes on the board.

        Raises:
            LearnboardError: if it cannot be done; nothing was changed then.
        """
        match wish:
            case MoveKeyResult():
                outcome = handlers.move_key_result(self._store, wish)
            case MoveObjective():
                outcome = handlers.move_objective(self._store, wish)
            case CheckInKeyResult():
                return self._checked_in(wish, board)
            case ToggleDone():
                outcome = handlers.toggle_done(self._store, wish)
            case Undo():
                return self._stepped("undid", self._store.undo(), board)
            case Redo():
                return self._stepped("did again", self._store.redo(), board)
            case _:
                # Making and shaping a board is rare beside moving and checking in; no start should wait for it.
                from learnboard.service.editing import edit  # noqa: PLC0415

                outcome = edit(self._store, wish, board.day)
        return self._done(outcome, board)

    def preview(self, wish: CheckInKeyResult, board: Board) -> Preview:
        """What a check-in would change, without writing it.

        Raises:
            LearnboardError: if it could not be saved as it is.
        """
        assert board.yardstick is not None
        key_result = known_row(self._store.row(KeyResult, wish.key_result), board.day)
        row = handlers.check_in_of(key_result, wish, handlers.check_in_id(self._store, wish))
        committed = self._store.row(Objective, key_result.objective_id).okr_type == "committed"
        evidence = reading.evidence_for(self._store, [key_result.id], board.day)
        before = make_card(key_result, evidence, committed=committed, yardstick=board.yardstick)
        told = (row,) if row.on <= board.day else ()
        said = sorted((*evidence.check_ins.get(key_result.id, ()), *told), key=lambda one: (one.on, one.id))
        then = Evidence({key_result.id: said}, evidence.milestones, evidence.ilo)
        after = make_card(key_result, then, committed=committed, yardstick=board.yardstick)
        return Preview(before.figures, after.figures)

    def last_check_in(self, key_result: Id, day: date) -> CheckIn | None:
        """The latest check-in of a key result known on a day."""
        said = [one for one in self._store.rows(CheckIn, key_result_id=key_result) if one.on <= day]
        return said[-1] if said else None

    def details(self, key_result: Id, board: Board) -> "CardDetails":
        """All there is to know of a key result on the board's day.

        Raises:
            NotFound: if it is gone.
        """
        # Only a card that is opened needs the tables of learning, money and feedback.
        from learnboard.service.details import read_details  # noqa: PLC0415

        return read_details(self._store, key_result, board)

    def preparation(self, board: Board) -> "Preparation":
        """What waits for the owner before a meeting, on the board's day."""
        # As for `details`: only a meeting needs all this.
        from learnboard.service.feedback.inbox import prepare  # noqa: PLC0415

        return prepare(self._store, board)

    def readers(self, board: Board) -> "tuple[Acquaintance, ...]":
        """The people a snapshot can be written for, mentors first."""
        from learnboard.service.handover.readers import readers  # noqa: PLC0415 - as for `preparation`

        return readers(self._store, board.day)

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
        return arrival(self._store, found)

    def _checked_in(self, wish: CheckInKeyResult, board: Board) -> Done:
        before = reading.read_cards(self._store, [wish.key_result], board)
        done = self._done(handlers.check_in(self._store, wish), board)
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
        return Done(outcome.sentence, reading.changes_of(self._store, outcome.changes, board), outcome.focus)

    def _stepped(self, verb: str, step: Step, board: Board) -> Done:
        changes = reading.changes_of(self._store, step.changes, board)
        focus = changes.cards[0].id if changes.cards else None
        return Done(f"{verb}: {step.label}", changes, focus)


def describe_step(before: str, after: Figures) -> str:
    """A change of progress in words: `53 % → 61 %, on pace`."""
    pace = after.pace.replace("_", " ")
    said = rounding.spaced(after.shown)
    moved = said if before == after.shown else f"{rounding.spaced(before)} → {said}"
    return f"{moved}, {pace}"
