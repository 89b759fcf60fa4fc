"""The board while it is open: commands carried out in their order, drafts kept, and observers told."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Protocol

from learnboard.domain.board import Board
from learnboard.domain.errors import BoardBusy, LearnboardError
from learnboard.service.board_service import BoardService
from learnboard.service.commands import Command, Redo, Result, Undo

TRY_AGAIN = 0.5
"""Seconds until a command is tried again that found the board locked by another program."""
_ALL = 1_000_000
_ELSEWHERE = "Another window has changed the board"


class BoardObserver(Protocol):
    """A screen that shows the board."""

    def show(self, result: Result | None) -> None:
        """Show the session's board; `result` is what changed it, None for a change from elsewhere."""

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""

    def refuse(self, error: LearnboardError) -> None:
        """Say why something was not done."""

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call back when some time is over."""


class Session:
    """One open board. `today` is asked for the day; the last observer is the screen on top."""

    def __init__(
        self, service: BoardService, board: Board, today: Callable[[], date], *, backs_up: bool = False
    ) -> None:
        self.service = service
        self.board = board
        self.backs_up = backs_up
        """Whether the board is backed up, as the demo is not."""
        self.observers: list[BoardObserver] = []
        self.unkept: dict[tuple[str, str], Mapping[str, str]] = {}
        """What stands in forms and could not be written yet, by the form's name and the id of the row."""
        self._today = today
        self._stale = False
        self._trouble = ""
        self._waiting: list[Command] = []

    @property
    def waiting(self) -> int:
        """How many commands wait for another program to end its writing."""
        return len(self._waiting)

    # -- the board ----------------------------------------------------------------------------------------------

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done wherever that is said: what `u` takes back must be the last thing said everywhere."""
        for observer in tuple(self.observers):
            observer.say(message, hint)

    def refuse(self, error: LearnboardError) -> None:
        """Say on the screen on top why something was not done."""
        self.observers[-1].refuse(error)

    def read_more(self) -> bool:
        """Read a slice of a large board that is not whole yet; False when there is no more, or no reading it.

        Raises:
            BoardBusy: if another program is writing just now; trying again may help.
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
        """Read at once what is still to be read; False when that was refused, which is told."""
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
        """Show a new day on a board left open over midnight, and what another program has written meanwhile.

        While that one still writes, the board stays as it is: it is looked at again with every command.
        """
        with suppress(BoardBusy):
            self._follow()

    def go_on_with(self, path: Path) -> None:
        """Go on with the board at a path in the place of this one's file; what is half typed stays.

        Raises:
            BoardRefused: if it cannot be opened.
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
            self._stale = True  # until it is read: `changed_elsewhere` tells only once that another program has written
            board = self.service.open(self._today(), first=_ALL)
        except BoardBusy:
            raise
        except LearnboardError as error:
            if str(error) != self._trouble:  # it is looked at twice a second, and told once
                self._trouble = str(error)
                self.refuse(error)
            return
        self._stale, self._trouble = False, ""
        self._show(board)
        if elsewhere:  # what u would take back is no longer what was said last
            self.say(_ELSEWHERE)

    def _show(self, board: Board, done: Result | None = None) -> None:
        self.board = board
        for observer in tuple(self.observers):
            observer.show(done)

    # -- drafts ---------------------------------------------------------------------------------------------------

    def draft(self, form: str, row: str) -> Mapping[str, str]:
        """What stands in a form that was left; it is there again after a restart."""
        try:
            return self.unkept[form, row] if (form, row) in self.unkept else self.service.draft(form, row)
        except LearnboardError:
            return {}

    def keep_draft(self, form: str, row: str, texts: Mapping[str, str]) -> None:
        """Keep what stands in a form, nothing where it was saved; what cannot be written now is written later."""
        self.unkept[form, row] = dict(texts)
        self.keep_drafts()

    def keep_drafts(self) -> None:
        """Write what was not written yet."""
        for (form, row), texts in tuple(self.unkept.items()):
            try:
                if texts != self.service.draft(form, row):
                    self.service.keep_draft(form, row, texts)
            except LearnboardError:
                return
            del self.unkept[form, row]

    # -- doing --------------------------------------------------------------------------------------------------

    def execute(self, command: Command) -> bool:
        """Carry out a command; False when it was refused, which is told and changes nothing."""
        if self._waiting:
            self._waiting.append(command)
            return True
        seen = self.board
        self.keep_up()
        if isinstance(command, Undo | Redo) and self.board is not seen:  # it would take a step that nobody has seen yet
            self.say("The board has changed meanwhile: look, and press the key again")
            return False
        try:
            self._read_rest()
            done = self.service.execute(command, self.board)
        except BoardBusy:
            self._wait(command)
            return True
        except LearnboardError as error:
            self.refuse(error)
            return False
        self._show(self._changed(done), done)
        self.say(done.message, "U redo" if isinstance(command, Undo) else "u undo")
        return True

    def _changed(self, done: Result) -> Board:
        """The board after what was done. It is done, whether the board can be read just now or not."""
        if not done.changes.reload:
            return self.board.with_changes(done.changes)
        try:
            return self.service.open(self.board.day, first=_ALL)
        except BoardBusy:
            self.observers[0].later(TRY_AGAIN, self._catch_up)
        except LearnboardError as error:
            self.refuse(error)
        self._stale = True
        return self.board

    def _catch_up(self) -> None:
        """Show what was done while the board could not be read, as soon as it can be."""
        try:
            self._follow()
        except BoardBusy:
            self.observers[0].later(TRY_AGAIN, self._catch_up)

    def _wait(self, command: Command) -> None:
        """Keep a command until the other program is done; those that come after it wait behind it."""
        self._waiting.append(command)
        self.say("Another program is writing to this board: trying again …")
        self.observers[0].later(TRY_AGAIN, self.try_again)

    def try_again(self) -> None:
        """Do what waits for another program, as far as that one lets us."""
        waiting, self._waiting = self._waiting, []
        while waiting and not self._waiting:
            self.execute(waiting.pop(0))
        self._waiting += waiting
