"""The board screen: shows the session's board, filtered if a filter is set."""

import gc
from collections.abc import Callable, Iterable
from functools import cached_property
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region

from learnboard.domain.board import Board, Card, Column, Place
from learnboard.domain.errors import BoardBusy
from learnboard.domain.model.fields import Id
from learnboard.presentation.header import STILL_SEARCHING
from learnboard.service.board_service import BoardService
from learnboard.service.commands import Command, MoveKeyResult, Result
from learnboard.ui import features
from learnboard.ui.board.feature_actions import FeatureActions
from learnboard.ui.board.header import CYCLE, GOAL, HINTS, MEETING, PEOPLE, PROPOSALS, REVIEW, TIME, TIMER, HeaderLine
from learnboard.ui.board.layout import Cursor
from learnboard.ui.board.mouse import MouseActions
from learnboard.ui.board.view import OwnBoardView
from learnboard.ui.keys.bindings import BOARD_SCREEN
from learnboard.ui.session import TRY_AGAIN, Session
from learnboard.ui.toolkit.backdrop import CachedBackdrop
from learnboard.ui.toolkit.banner import Banner
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine

if TYPE_CHECKING:
    from learnboard.ui.board.filter import BoardFilter
    from learnboard.ui.board.prompts import BoardPrompts
    from learnboard.ui.board.titles import BoardTitles

_BETWEEN_SLICES: Final = 0.002
_AFTER_PAINT: Final = 0.02
_CHANGES: Final = ("check_in", "new_key_result")
"""What the footer does not offer on the board of a closed cycle."""
_OPENED_BY_KEYS: Final = (
    "learnboard.ui.board.prompts",
    "learnboard.ui.board.titles",
    "learnboard.ui.card.screen",
    "learnboard.ui.editing.check_in_form",
    "learnboard.ui.editing.key_result_forms",
)


def _get_ready(service: BoardService) -> None:
    """Import the modules that the first key may need, in the background."""
    service.prepare_to_write()
    for module in _OPENED_BY_KEYS:
        import_module(module)


class BoardScreen(CachedBackdrop, FeatureActions, MouseActions):
    """The home screen: the header line, the board, the status line and the footer."""

    DEFAULT_CSS = """
    BoardScreen { layout: vertical; overflow: hidden; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*BOARD_SCREEN]
    MORE_SIGNS: ClassVar = (("▶ 0:42", "the timer runs, for so long"),)

    def __init__(
        self,
        session: Session,
        notice: str = "",
        *,
        compact: bool = False,
        keep_density: Callable[[bool], object] = lambda _: None,
    ) -> None:
        """Show a session's board; `keep_density` receives the user's choice of compact cards."""
        super().__init__(session)
        session.observers.append(self)
        self.board_filter: BoardFilter | None = None
        self.overlay: Callable[[Board], Board] | None = None
        """Applied to the board before it is shown, for instance to show a title being typed."""
        self._notice = notice
        self._compact = compact
        self._keep_density = keep_density
        self._hides = False

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return self.view.card

    @property
    def board(self) -> Board:
        """The whole board, including what a filter hides."""
        return self.session.board

    @cached_property
    def prompts(self) -> "BoardPrompts":
        """The prompts of the board."""
        from learnboard.ui.board.prompts import BoardPrompts  # noqa: PLC0415 - not needed by the first paint

        return BoardPrompts(self)

    @cached_property
    def titles(self) -> "BoardTitles":
        """The title edits on the board."""
        from learnboard.ui.board.titles import BoardTitles  # noqa: PLC0415 - not needed by the first paint

        return BoardTitles(self)

    # -- opening --------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Compose the header line, a banner if the board is read-only, the board, the status line and the footer."""
        opened = {
            GOAL: self.action_open_goals,
            CYCLE: self.action_open_cycles,
            MEETING: self.action_prepare_meeting,
            PEOPLE: self.action_open_people,
            TIME: self.action_open_learning,
            TIMER: self.action_turn_timer,
            PROPOSALS: self.open_proposals,
            HINTS: self.action_open_hints,
            REVIEW: self.action_open_review,
        }
        yield HeaderLine(self.board, opened, STILL_SEARCHING, clock=self.session.clock)
        if why := self.session.service.read_only:
            yield Banner(f"Read-only: nothing can be changed; ctrl+e exports. {why}")
        yield OwnBoardView(
            self.board,
            request=self.request,
            read_all=self.session.read_all,
            open_card=self.action_open_card,
            open_column=self.action_open_objective,
            compact=self._compact,
        )
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the rest of a large board after the first paint; open the guide on an empty one."""
        self.view.focus()
        self.call_after_refresh(self.hints.count_first)
        self.call_after_refresh(self.set_timer, _AFTER_PAINT, self._read_on)
        if self.board.goal is None and self.board.cycle_context is None:
            self.call_after_refresh(features.open_guide, self)

    def _read_on(self) -> None:
        """Read the board to its end, one slice in each turn of the event loop."""
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
        """Exclude the finished board from garbage collection, since it is there to stay."""
        if not gc.isenabled():
            gc.freeze()  # without collecting first, which would hold up a key for as long as three frames
            gc.enable()
            Thread(target=_get_ready, args=[self.session.service], daemon=True).start()

    def warn(self, text: str) -> None:
        """Show a lasting warning in a banner."""
        if not self.query(Banner):
            self.mount(Banner(text), after=0)

    # -- showing --------------------------------------------------------------------------------------------------

    def show(self, result: Result | None) -> None:
        """Show the session's board, with the cursor on the changed card."""
        card = self.view.card
        focus = result.focus if result else card.id if card else None
        changed = (each for each in result.changes.cards if each.id == focus) if result else iter(())
        self.look(focus, near=next((each.place for each in changed), card.place if card else None))
        # No key waits for it. Asked of the screen, that would paint before the message line has said that it changed.
        self.status.call_after_refresh(self.hints.changed, result)
        found = self._filtered and result and focus and self.board.find(focus)
        self._hides = bool(found and focus and not self.view.board.find(focus))

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and add to it if the filter hides what was changed."""
        super().say(f"{message} The filter hides it." if self._hides else message, hint)
        self._hides = False

    def tell_time(self) -> None:
        """Show in the header how long the timer has run."""
        for header in self.query(HeaderLine):
            header.tell_time()

    def never_covered(self) -> Iterable[Region]:
        """The last two lines, and a title that is being typed."""
        return [*super().never_covered(), *(self.view.cursor_regions() if self.overlay else ())]

    def look(self, focus: Id | None = None, *, cursor: Cursor | None = None, near: Place | None = None) -> None:
        """Show the filtered board, with the cursor on the card or column `focus`, which is `near`, or at `cursor`."""
        header = self.query_one(HeaderLine)
        if not self.board.has_same_figures(header.board):
            header.board = self.board
            self.query_one(KeyLine).leave_out(_CHANGES if self.closed_cycle else ())
        shown = self.board_filter.applied(self.board) if self.board_filter else self.board
        if self.overlay:
            shown = self.overlay(shown)
        cursor = cursor or self.view.cursor
        self.view.follow(shown, cursor.following(focus, shown, near) if focus else cursor)
        self.status.note(self.board_filter.note if self.board_filter else "")
        if self.dragging:
            self.show_ghost()

    def request(self, command: Command) -> object:
        """Execute a command of the view; translate a place among the filtered cards to one among all cards."""
        if self._filtered and isinstance(command, MoveKeyResult):
            at = next(number for number, column in enumerate(self.board.columns) if column.id == command.objective)
            shown = self.view.board.columns[at].cards
            place = self.board.columns[at].place_among(shown, command.place, command.key_result)
            command = MoveKeyResult(command.key_result, command.objective, place)
        return self.session.execute(command)

    @property
    def _filtered(self) -> bool:
        """Whether a filter is set."""
        return self.board_filter is not None and bool(self.board_filter.query)

    def end_filter(self) -> None:
        """Clear the filter without showing the board."""
        if self.board_filter:
            self.board_filter.query = ""

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Leave what is dragged where it is; escape does no more than that."""
        if self.dragging:
            self.end_drag()
            return key == "escape"
        return super().on_typed_key(key, character)

    # -- actions --------------------------------------------------------------------------------------------------

    def need_card(self) -> Card | None:
        """Return the card under the cursor; show a message if there is none."""
        self.session.keep_up()
        if self.refuses_closed():
            return None
        if self.card is None:
            hidden = "The filter hides every key result here: escape shows them."
            self.say(hidden if self._filtered else self.NO_CARD)
        return self.card

    def need_column(self) -> Column | None:
        """Return the unfiltered column under the cursor; show a message if there is none."""
        self.session.keep_up()
        if self.refuses_closed():
            return None
        shown = self.view.cursor.on(self.view.board)
        found = next((column for column in self.board.columns if shown and column.id == shown.id), None)
        if found is None:
            self.say("There is no objective here yet: N makes one.")
        return found

    def action_open_card(self) -> None:
        """Open the card's page; in an empty column, the form of its objective; on an empty board, the guide."""
        self.session.keep_up()
        if self.card:
            features.open_card(self, self.card.id)
        elif self.board.columns:
            self.action_open_objective()
        else:
            features.open_guide(self)

    def action_filter(self) -> None:
        """Prompt for a filter."""
        self.session.keep_up()
        if self.session.read_all():
            self.prompts.filter()

    def action_clear_filter(self) -> None:
        """Clear the filter, and dismiss notifications."""
        self.app.clear_notifications()
        if self._filtered:
            card = self.view.card
            self.end_filter()
            self.look(card.id if card else None)
            self.say("The filter is cleared.")

    def action_jump(self) -> None:
        """Find a card by a few letters and go to it, clearing a filter that hides it."""
        self.session.keep_up()
        if self.session.read_all():
            features.open_jump(self.app, self.board, self._arrive)

    def _arrive(self, card: Id | None) -> None:
        if card is None:
            return
        if self.view.board.find(card) is None:
            self.end_filter()
        self.look(card)

    def action_go_to_column(self, number: int) -> None:
        """Go to a column by its number, counted from 1."""
        if not self.view.go_to_column(number - 1):
            self.say(f"There is no column {number}: N makes an objective.")

    def action_turn_density(self) -> None:
        """Switch between full cards and cards of one line."""
        self._compact = not self._compact
        self.view.compact = self._compact
        self._keep_density(self._compact)

    # -- key results ----------------------------------------------------------------------------------------------

    def action_new_key_result(self) -> None:
        """Prompt for new key results in the column under the cursor."""
        if column := self.need_column():
            self.titles.add_key_results(column)
        elif not (self.board.columns or self.refuses_closed()):
            self.titles.add_objectives()

    def action_edit_title(self) -> None:
        """Edit the card's title in place."""
        if card := self.need_card():
            self.titles.rename(card.key_result)

    def action_carry_to(self) -> None:
        """Prompt for the number of the column to carry the card to."""
        if card := self.need_card():
            self.prompts.carry_to(card)

    # -- objectives -----------------------------------------------------------------------------------------------

    def action_new_objective(self) -> None:
        """Prompt for new objectives, to the right of the one under the cursor."""
        self.session.keep_up()
        if not self.refuses_closed():
            self.titles.add_objectives()

    def action_edit_objective_title(self) -> None:
        """Edit the objective's title in place."""
        if column := self.need_column():
            self.titles.rename(column.objective)

    def action_open_objective(self) -> None:
        """Open the form of the objective under the cursor."""
        if column := self.need_column():
            features.open_objective(self, column.objective)

    def action_delete_objective(self) -> None:
        """Delete the objective; with key results, once it is confirmed."""
        if column := self.need_column():
            self.prompts.delete_objective(column)
