"""The board's screen: shows the session's board, through a filter if there is one, and asks for what is typed."""

import gc
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from learnboard.domain.board import Board, Card, Column
from learnboard.domain.errors import BoardBusy
from learnboard.domain.model.fields import Id
from learnboard.service.commands import Command, MoveKeyResult, Result
from learnboard.ui.board.cursor import Cursor
from learnboard.ui.board.filter import BoardFilter
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.board.view import BoardView, OwnBoardView
from learnboard.ui.editing.key_result_actions import KeyResultActions
from learnboard.ui.session import TRY_AGAIN, Session
from learnboard.ui.toolkit.key_groups import BOARD, CARD, CARRY, COLUMN, FIND
from learnboard.ui.toolkit.status_lines import Banner, KeyLine, StatusLine

_BETWEEN_SLICES = 0.002
_AFTER_PAINT = 0.02
_OPENED_BY_KEYS = ("learnboard.ui.board.actions", "learnboard.ui.card.screen", "learnboard.ui.editing.check_in_form")


def _get_ready() -> None:
    """Load what the first key opens, while nobody waits for it."""
    for module in _OPENED_BY_KEYS:
        import_module(module)


class BoardScreen(KeyResultActions):
    """Home: the board, one line over it and two under it."""

    DEFAULT_CSS = """
    BoardScreen { layout: vertical; overflow: hidden; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "make('card')", "new", id="card.new", group=CARD),
        Binding("M", "make('carry_to')", "carry to a column by number", id="card.carry_to", show=False, group=CARRY),
        Binding("N", "make('column')", "new objective", id="column.new", show=False, group=COLUMN),
        Binding(
            "E", "make('column_title')", "edit the objective's title", id="column.edit_title", show=False, group=COLUMN
        ),
        Binding("o", "make('column_form')", "open objective", id="column.open", show=False, group=COLUMN),
        Binding("D", "make('column_gone')", "delete objective", id="column.delete", show=False, group=COLUMN),
        Binding("slash", "make('filter')", "filter", id="board.filter", group=FIND),
        Binding("escape", "clear_filter", "clear the filter", id="board.clear_filter", show=False, group=FIND),
        Binding("f", "make('jump')", "find and jump", id="board.jump", show=False, group=FIND),
        Binding("z", "turn_density", "comfortable or compact", id="board.turn_density", show=False, group=FIND),
        Binding("O", "make('goal')", "goal", id="board.goal", show=False, group=BOARD),
        Binding("C", "make('cycle')", "cycle", id="board.cycle", show=False, group=BOARD),
        Binding("comma", "make('settings')", "board settings", id="board.settings", show=False, group=BOARD),
        Binding("m", "make('meeting')", "prepare the meeting", id="board.meeting", group=BOARD),
        Binding("ctrl+e", "make('export')", "export", id="board.export", group=BOARD),
        Binding("I", "make('import')", "import a file", id="board.import", show=False, group=BOARD),
        Binding("B", "make('backups')", "backups", id="board.backups", show=False, group=BOARD),
        Binding("q", "app.quit", "quit", id="board.quit", group=BOARD),
    ]

    def __init__(
        self,
        session: Session,
        notice: str = "",
        *,
        compact: bool = False,
        keep_density: Callable[[bool], object] = lambda _: None,
    ) -> None:
        """Show a session's board; `keep_density` is told whether the person wants it compact from now on."""
        super().__init__(session)
        session.observers.append(self)
        self.board_filter = BoardFilter()
        self._notice = notice
        self._compact = compact
        self._keep_density = keep_density
        self._hides = False

    @property
    def view(self) -> BoardView:
        """The board's widget."""
        return self.query_one(BoardView)

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return self.view.card

    @property
    def board(self) -> Board:
        """The whole board, whatever a filter hides of it."""
        return self.session.board

    def compose(self) -> ComposeResult:
        """One line, the board, two lines."""
        yield HeaderLine(self.board)
        if self.session.service.read_only:
            yield Banner(f"Read-only, nothing can be changed; ctrl+e exports. {self.session.service.read_only}")
        yield OwnBoardView(
            self.board,
            ask=self._asked,
            read_all=self.session.read_all,
            open_card=self.action_open_card,
            compact=self._compact,
        )
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the rest of a large board once the first of it is on the screen."""
        self.view.focus()
        self.call_after_refresh(self.set_timer, _AFTER_PAINT, self._read_on)
        if self.board.goal is None and self.board.cycle_context is None:
            self.call_after_refresh(self.action_make, "guide")

    def _read_on(self) -> None:
        """Read a slice more, a slice each turn of the event loop, until the board is whole."""
        try:
            more = self.session.read_more()
        except BoardBusy:
            self.set_timer(TRY_AGAIN, self._read_on)
            return
        if more:
            self.set_timer(_BETWEEN_SLICES, self._read_on)
        elif self.board.complete:
            self._settle()

    def _settle(self) -> None:
        """Everything that stays is made: from now on the collector need not look at it again."""
        if not gc.isenabled():
            gc.collect()
            gc.freeze()
            gc.enable()
            Thread(target=_get_ready, daemon=True).start()

    def warn(self, text: str) -> None:
        """Say in a line of its own what holds for the whole board from now on."""
        if not self.query(Banner):
            self.mount(Banner(text), after=0)

    # -- showing ------------------------------------------------------------------------------------------------

    def show(self, done: Result | None) -> None:
        """Show the session's board, with the cursor where the card is that was worked on."""
        card = self.view.card
        focus = done.focus if done else card.id if card else None
        self.look(focus)
        self._hides = bool(done and focus and self.board.find(focus) and not self.view.board.find(focus))

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done; and when a filter hides what it was done to, where it went."""
        super().say(f"{message}, and the filter hides it" if self._hides else message, hint)
        self._hides = False

    def look(self, focus: Id | None = None, *, cursor: Cursor | None = None) -> None:
        """Show the board through the lens, the cursor on a card or in a column, or where it is said to be."""
        self.query_one(HeaderLine).board = self.board
        shown = self.board_filter.through(self.board)
        cursor = cursor or self.view.cursor
        self.view.follow(shown, cursor.following(focus, shown) if focus else cursor)
        self.status.note(self.board_filter.note)

    def _asked(self, command: Command) -> object:
        """Grant the view's wish; among what a filter shows, a place means that of the card that stands there."""
        if self.board_filter.query and isinstance(command, MoveKeyResult):
            at = next(number for number, column in enumerate(self.board.columns) if column.id == command.objective)
            shown = self.view.board.columns[at].cards
            place = self.board.columns[at].place_among(shown, command.place, command.key_result)
            command = MoveKeyResult(command.key_result, command.objective, place)
        return self.session.execute(command)

    # -- actions ------------------------------------------------------------------------------------------------

    def need_card(self) -> Card | None:
        """The card under the cursor; without one, a word about it."""
        card = super().need_card()
        if card is None and self.board_filter.query:
            self.say("The filter hides every key result here: escape shows them.")
        return card

    def need_column(self) -> Column | None:
        """The whole column under the cursor, whatever a filter hides of it; without one, a word about it."""
        shown = self.view.cursor.on(self.view.board)
        found = next((column for column in self.board.columns if shown and column.id == shown.id), None)
        if found is None:
            self.say("There is no objective here yet: N makes one.")
        return found

    def action_open_card(self) -> None:
        """Open the page of the card; in an empty column, the form of its objective."""
        from learnboard.ui.card.screen import CardScreen  # noqa: PLC0415 - not needed by the first paint

        self.session.keep_up()
        if self.card:
            self.app.push_screen(CardScreen(self.session, self.card.id))
        else:
            self.action_make("column_form" if self.board.columns else "guide")

    def action_edit_title(self) -> None:
        """Have the card's title typed where it stands."""
        self.action_make("card_title")

    def action_make(self, what: str) -> None:
        """Make, name, find or open something of the board."""
        from learnboard.ui.board import actions  # noqa: PLC0415 - not needed by the first paint

        self.session.keep_up()
        actions.MAKE[what](self)

    def action_clear_filter(self) -> None:
        """Show every card again, and let go of boxes over them."""
        self.app.clear_notifications()
        if self.board_filter.query:
            card = self.view.card
            self.board_filter.query = ""
            self.look(card.id if card else None)
            self.say("The filter is cleared.")

    def action_turn_density(self) -> None:
        """A line a card, or a card in full."""
        self._compact = not self._compact
        self.view.compact = self._compact
        self._keep_density(self._compact)
