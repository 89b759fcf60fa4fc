"""The board's screen: owns the board's value, sends wishes to the desk, and turns refusals into words."""

import gc
from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from learnboard.domain.board import Board, Card
from learnboard.domain.errors import BoardBusy, LearnboardError
from learnboard.domain.fields import Id
from learnboard.service.desk import Desk
from learnboard.service.wishes import CheckInKeyResult, Done, MoveObjective, Preview, Redo, ToggleDone, Undo, Wish
from learnboard.ui.board.cursor import Cursor
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.board.view import BoardView
from learnboard.ui.keys import BOARD, CARD
from learnboard.ui.lines import KeyLine, StatusLine

TRY_AGAIN = 0.5
"""Seconds until a wish is tried again that found the board locked by another program."""
_BETWEEN_SLICES = 0.002
_AFTER_PAINT = 0.02
_ALL = 1_000_000


class BoardScreen(Screen[None]):
    """Home: the board, one line over it and two under it."""

    DEFAULT_CSS = """
    BoardScreen { layout: vertical; overflow: hidden; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "check_in", "check in", id="card.check_in", group=CARD),
        Binding("x", "toggle_done", "done", id="card.toggle_done", group=CARD),
        Binding("u", "undo", "undo", id="board.undo", group=BOARD),
        Binding("U", "redo", "redo", id="board.redo", group=BOARD),
        Binding("question_mark", "help", "help", id="board.help", group=BOARD),
        Binding("q", "app.quit", "quit", id="board.quit", group=BOARD),
    ]

    def __init__(self, desk: Desk, board: Board, today: Callable[[], date], notice: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._today = today
        self._notice = notice
        self._drafts: dict[Id, tuple[str, ...]] = {}
        self._waiting: list[Wish] = []
        self.board = board

    @property
    def view(self) -> BoardView:
        """The board's widget."""
        return self.query_one(BoardView)

    def compose(self) -> ComposeResult:
        """One line, the board, two lines."""
        yield HeaderLine(self.board)
        yield BoardView(self.board, ask=self.do, read_all=self._read_on_demand)
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the rest of a large board once the first of it is on the screen."""
        self.view.focus()
        self.call_after_refresh(self.set_timer, _AFTER_PAINT, self._read_on)

    def _read_on(self) -> None:
        """Read a slice more, a slice each turn of the event loop, until the board is whole."""
        if self.board.complete:
            self._settle()
            return
        try:
            self._show(self._desk.more(self.board), self.view.cursor)
        except LearnboardError as error:
            self._refuse(error)
            return
        self.set_timer(_BETWEEN_SLICES, self._read_on)

    def _settle(self) -> None:
        """Everything that stays is made: from now on the collector need not look at it again."""
        if not gc.isenabled():
            gc.collect()
            gc.freeze()
            gc.enable()

    def _read_all(self) -> None:
        """Read at once what is still to be read: a wish needs the whole board."""
        board = self.board
        while not board.complete:
            board = self._desk.more(board, count=_ALL)
        if board is not self.board:
            self._show(board, self.view.cursor)

    def _read_on_demand(self) -> None:
        """Read all for a cursor that came to cards that are not read yet."""
        try:
            self._read_all()
        except LearnboardError as error:
            self._refuse(error)

    def _all_of(self, day: date) -> Board:
        return self._desk.open(day, first=_ALL)

    def keep_up(self) -> None:
        """Show a new day on a board left open over midnight, and what another program has written meanwhile."""
        try:
            if self._today() == self.board.day and not self._desk.changed_elsewhere:
                return
            board = self._all_of(self._today())
        except LearnboardError as error:
            self._refuse(error)
            return
        card, cursor = self.view.card, self.view.cursor
        self._show(board, cursor.following(card.id, board) if card else cursor)

    # -- doing ----------------------------------------------------------------------------------------------------

    def do(self, wish: Wish) -> bool:
        """Have the desk do what was asked for; False when it was refused, which is told and changes nothing."""
        if self._waiting:
            self._waiting.append(wish)
            return True
        self.keep_up()
        try:
            self._read_all()
            done = self._desk.do(wish, self.board)
            board = self._all_of(self.board.day) if done.changes.reload else self.board.with_changes(done.changes)
        except BoardBusy:
            self._wait(wish)
            return True
        except LearnboardError as error:
            self._refuse(error)
            return False
        self._show(board, self._followed(wish, done, board))
        if isinstance(wish, CheckInKeyResult):
            self._drafts.pop(wish.key_result, None)
        hint = "U redo" if isinstance(wish, Undo) else "u undo"
        self.query_one(StatusLine).say(done.sentence, hint)
        return True

    def _followed(self, wish: Wish, done: Done, board: Board) -> Cursor:
        """The cursor where the card or the column is that the wish was about."""
        cursor = self.view.cursor
        if done.focus:
            return cursor.following(done.focus, board)
        return cursor.following_column(wish.objective, board) if isinstance(wish, MoveObjective) else cursor

    def _show(self, board: Board, cursor: Cursor) -> None:
        self.board = board
        self.query_one(HeaderLine).board = board
        self.view.follow(board, cursor)

    def _refuse(self, error: LearnboardError) -> None:
        self.notify(str(error), severity="warning", markup=False)

    def _wait(self, wish: Wish) -> None:
        """Keep a wish until the other program is done; those that come after it wait behind it."""
        self._waiting.append(wish)
        self.query_one(StatusLine).say("Another program is writing to this board: trying again …")
        self.set_timer(TRY_AGAIN, self._try_again)

    def _try_again(self) -> None:
        waiting, self._waiting = self._waiting, []
        while waiting and not self._waiting:
            self.do(waiting.pop(0))
        self._waiting += waiting

    # -- actions --------------------------------------------------------------------------------------------------

    def _need_card(self) -> Card | None:
        card = self.view.card
        if card is None:
            self.query_one(StatusLine).say("There is no key result here to work on.")
        return card

    def action_undo(self) -> None:
        """Take the last step back."""
        self.do(Undo())

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.do(Redo())

    def action_toggle_done(self) -> None:
        """Mark the card done, or not done after all."""
        card = self._need_card()
        if card:
            self.do(ToggleDone(card.id, self.board.day))

    def action_check_in(self) -> None:
        """Open the small form for the card's value, confidence and note."""
        # The form's widgets are needed by the first check-in, not by the first paint.
        from learnboard.ui.forms.check_in import CheckInScreen  # noqa: PLC0415

        self.keep_up()
        card = self._need_card()
        if card is None:
            return

        def save(wish: CheckInKeyResult) -> bool:
            self._drafts[card.id] = form.draft  # until it is on the disk
            return self.do(wish)

        def answered(saved: bool | None) -> None:
            if not saved:
                self._drafts[card.id] = form.draft

        draft = self._drafts.get(card.id, ())
        form = CheckInScreen(card, self.board.day, preview=self._preview, save=save, draft=draft)
        self.app.push_screen(form, answered)

    def _preview(self, wish: CheckInKeyResult) -> Preview:
        return self._desk.preview(wish, self.board)

    def action_help(self) -> None:
        """Show every key of this screen."""
        from learnboard.ui.help import HelpScreen  # noqa: PLC0415 - not needed by the first paint

        self.app.push_screen(HelpScreen(self))
