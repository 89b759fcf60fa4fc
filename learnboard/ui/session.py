"""The session of an open board: executes commands in order, keeps drafts and notifies observers."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from learnboard.domain.board import Board
from learnboard.domain.cycles import find_cycle
from learnboard.domain.errors import BoardBusy, LearnboardError, Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.timer import Moment
from learnboard.service.board_service import BoardService
from learnboard.service.clock import read_moment
from learnboard.service.commands import Command, MoveKeyResult, Redo, Result, Undo

TRY_AGAIN = 0.5
"""Seconds until a command is retried that found the board locked by another program."""
_ALL = 1_000_000
_STILL_TYPED = "What you typed is kept: it is there again when you open the form."
_Draft: TypeAlias = tuple[str, str]
"""The name of a form, and the id of the row it is about."""
_NEXT: Final = {"Undo": "U redo", "SkipStep": "u undo the step before"}
"""What can be done about a command, by its name, where that is not to undo it."""
_ELSEWHERE = "Another window has changed the board."


class BoardObserver(Protocol):
    """A screen that shows the board."""

    def show(self, result: Result | None) -> None:
        """Show the session's board; `result` is that of the command behind the change, None for one from elsewhere."""

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and a hint on what can be done about it."""

    def refuse(self, error: LearnboardError) -> None:
        """Show why a command was rejected."""

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call `call` after some seconds."""

    def tell_time(self) -> None:
        """Show how long the timer has run: another minute is over."""


class _Waiting(NamedTuple):
    """A command that waits for another program, and the drafts of the form that asked for it."""

    command: Command
    drafts: dict[_Draft, Mapping[str, str]]


def _is_among_read(command: Command, board: Board) -> bool:
    """Whether a command only moves a card among those that are read already: it need not wait for all others."""
    if not isinstance(command, MoveKeyResult):
        return False
    target = next((column for column in board.columns if column.id == command.objective), None)
    return target is not None and target.has_read_place(command.place, command.key_result)


class Session:
    """One open board. `today` returns the current day; the last observer is the topmost screen."""

    def __init__(
        self, service: BoardService, board: Board, today: Callable[[], date], *, backs_up: bool = False
    ) -> None:
        self.service = service
        self.board = board
        self.cycle: Id | None = None
        """The cycle that is shown; None for that of the day, whichever that is."""
        self.backs_up = backs_up
        """Whether the board is backed up; the demo is not."""
        self.observers: list[BoardObserver] = []
        self.unkept: dict[_Draft, Mapping[str, str]] = {}
        """Drafts that could not be written yet, by the form's name and the row's id."""
        self.clock: Callable[[], Moment] = read_moment
        """The clocks of this machine."""
        self.last_key: Moment | None = None
        """When the last key came while a timer runs; None without one."""
        self._today = today
        self._stale = False
        self._trouble = ""
        self._step: object = None
        self._waiting: list[_Waiting] = []
        self._stepped()

    @property
    def waiting(self) -> int:
        """The number of commands waiting for another program to finish writing."""
        return len(self._waiting)

    def key_came(self) -> None:
        """Remember when, if a timer runs: nothing else, since every key passes here."""
        self.last_key = self.clock() if self.board.timer else None

    # -- the board ----------------------------------------------------------------------------------------------

    def say(self, message: str, hint: str = "") -> None:
        """Show a message on every observer, so that the last message everywhere is about what `u` undoes."""
        for observer in tuple(self.observers):
            observer.say(message, hint)

    def refuse(self, error: LearnboardError) -> None:
        """Show on the topmost screen why a command was rejected."""
        self.observers[-1].refuse(error)

    def read_more(self) -> bool:
        """Read the next slice of a large board; return False if there is none or it cannot be read.

        Raises:
            BoardBusy: if another program is writing; a retry may succeed.
        """
        if self.board.complete:
            return False
        try:
            self._show(self.service.more(self.board))
        except BoardBusy:
            raise
        except LearnboardError as error:
            self.refuse(error)
            return False
        return True

    def read_all(self) -> bool:
        """Read the rest of the board at once; if that fails, show why and return False."""
        try:
            self._read_rest()
        except LearnboardError as error:
            self.refuse(error)
            return False
        return True

    def _read_rest(self) -> None:
        board = self.board
        while not board.complete:
            board = self.service.more(board, count=_ALL)
        if board is not self.board:
            self._show(board)

    def keep_up(self) -> None:
        """Show a new day after midnight, and changes by other programs.

        While another program is writing, the board stays as it is; every command checks again.
        """
        with suppress(BoardBusy):
            self._follow()

    def _open(self, day: date) -> Board:
        return self.service.open(day, first=_ALL, cycle=self.cycle)

    def show_cycle(self, cycle: Cycle) -> bool:
        """Show the board of a cycle; if it cannot be read now, show why and return False."""
        current = find_cycle(self.board.cycles, None, self.board.day)
        before, self.cycle = self.cycle, None if current and current.id == cycle.id else cycle.id
        try:
            self._show(self._open(self.board.day))
        except LearnboardError as error:
            self.cycle = before
            self.refuse(error)
            return False
        return True

    def go_on_with(self, path: Path) -> None:
        """Continue with the board at another path; drafts and text being typed stay.

        Raises:
            BoardUnavailable: if it cannot be opened.
        """
        self.service.go_on_with(path)
        self.keep_up()

    def _follow(self) -> None:
        if self.unkept:
            self.keep_drafts()
        try:
            elsewhere = self.service.changed_elsewhere
            if self._today() == self.board.day and not elsewhere and not self._stale:
                return
            self._stale = True  # until it is read: `changed_elsewhere` reports a change only once
            board = self._open(self._today())
        except BoardBusy:
            raise
        except LearnboardError as error:
            if str(error) != self._trouble:  # polled twice a second, reported once
                self._trouble = str(error)
                self.refuse(error)
            return
        self._stale, self._trouble = False, ""
        changed = elsewhere and (self._stepped() or board != self.board)
        self._show(board)
        if changed:  # the last message is no longer about what u undoes
            self.say(_ELSEWHERE)

    def _stepped(self) -> bool:
        """Whether a step was done since this was asked last; another window also writes drafts."""
        before, self._step = self._step, object()  # what cannot be read is as good as another one
        with suppress(LearnboardError):
            self._step = self.service.last_step
        return before != self._step

    def _show(self, board: Board, done: Result | None = None) -> None:
        self.board = board
        for observer in tuple(self.observers):
            observer.show(done)

    # -- drafts ---------------------------------------------------------------------------------------------------

    def draft(self, form: str, row: str) -> Mapping[str, str]:
        """Return the draft of a form, which survives a restart; empty if there is none."""
        try:
            return self.unkept[form, row] if (form, row) in self.unkept else self.service.draft(form, row)
        except LearnboardError:
            return {}

    def keep_draft(self, form: str, row: str, texts: Mapping[str, str]) -> None:
        """Keep the draft of a form; no `texts` delete it. If it cannot be written now, it is written later."""
        self.unkept[form, row] = dict(texts)
        self.keep_drafts()

    def finish_draft(self, form: str, row: str, texts: Mapping[str, str]) -> None:
        """Delete the draft of a saved form; while its command waits, keep `texts` until that is carried out."""
        if self._waiting:
            self._waiting[-1].drafts[form, row] = texts
        self.keep_draft(form, row, texts if self._waiting else {})

    def keep_drafts(self) -> None:
        """Write the drafts that were not written yet."""
        for (form, row), texts in tuple(self.unkept.items()):
            try:
                if texts != self.service.draft(form, row):
                    self.service.keep_draft(form, row, texts)
            except LearnboardError:
                return
            del self.unkept[form, row]

    # -- commands -----------------------------------------------------------------------------------------------

    def execute(self, command: Command) -> bool:
        """Execute a command, or queue it while another program writes; if it is rejected, show why and return False."""
        if self._waiting:
            self._waiting.append(_Waiting(command, {}))
            return True
        try:
            return self._carry_out(command)
        except BoardBusy:
            self._wait(_Waiting(command, {}))
            return True
        except LearnboardError as error:
            self.refuse(error)
            return False

    def _carry_out(self, command: Command) -> bool:
        seen = self.board
        self.keep_up()
        if isinstance(command, Undo | Redo) and self.board is not seen:  # the user has not seen what it would act on
            self.say("The board has changed meanwhile. Check it, then press the key again.")
            return False
        if not _is_among_read(command, self.board):
            self._read_rest()
        done = self.service.execute(command, self.board)
        self._stepped()
        self._show(self._changed(done), done)
        self.say(done.message, _NEXT.get(type(command).__name__, "u undo"))
        return True

    def _changed(self, done: Result) -> Board:
        """Return the board after a command, which has succeeded even if the board cannot be read now."""
        if not done.changes.reload:
            return self.board.with_changes(done.changes)
        try:
            return self._open(self.board.day)
        except BoardBusy:
            self.observers[0].later(TRY_AGAIN, self._catch_up)
        except LearnboardError as error:
            self.refuse(error)
        self._stale = True
        return self.board

    def _catch_up(self) -> None:
        """Show changes made while the board could not be read, as soon as it can be."""
        try:
            self._follow()
        except BoardBusy:
            self.observers[0].later(TRY_AGAIN, self._catch_up)

    def _wait(self, waiting: _Waiting) -> None:
        """Queue a command until the other program is done; later commands queue behind it."""
        self._waiting.append(waiting)
        self.say("Another program is writing to this board: trying again …")
        self.observers[0].later(TRY_AGAIN, self.try_again)

    def try_again(self) -> None:
        """Execute the queued commands, as far as the other program permits."""
        queue, self._waiting = self._waiting, []
        while queue and not self._waiting:
            self._try(queue.pop(0))
        self._waiting += queue

    def _try(self, waiting: _Waiting) -> None:
        try:
            self._carry_out(waiting.command)
        except BoardBusy:
            self._wait(waiting)
            return
        except LearnboardError as error:
            self.refuse(Rejected(f"{error} {_STILL_TYPED}") if waiting.drafts else error)
            return
        for (form, row), texts in waiting.drafts.items():
            if self.draft(form, row) == texts:  # nothing else has been typed there since
                self.keep_draft(form, row, {})
