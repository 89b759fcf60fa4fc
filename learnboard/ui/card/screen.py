"""The page of one key result, with actions on it and on its steps."""

import sys
from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError, NotFound
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import quoted
from learnboard.service.commands import Result
from learnboard.ui.card.line_actions import LineActions, line_id
from learnboard.ui.card.render import CardContext, card_page, has_markdown
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.keys.bindings import CARD_PAGE, STEPS
from learnboard.ui.session import Session
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.lines_view import PageContent

_AFTER_PAINT: Final = 0.02
_NEW_STEP: Final = STEPS[0].description


class CardScreen(LineActions):
    """The page of one key result; closes when the key result is gone."""

    BINDINGS: ClassVar[list[BindingType]] = [*CARD_PAGE]

    def __init__(self, session: Session, key_result: Id) -> None:
        super().__init__(session)
        self._key_result = self._opened = key_result
        self._gone = False
        self._markdown = "learnboard.ui.card.markdown" in sys.modules
        self._read()
        self.go_to_first_open()

    @property
    def card(self) -> Card | None:
        """The card shown; None once it is gone."""
        board = self.session.board
        at = board.find(self._key_result)
        return board.columns[at[0]].cards[at[1]] if at else None

    # -- opening and closing --------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Close if there is nothing to show; otherwise render its Markdown soon."""
        if self.details is None:
            self._vanish("This key result is no longer on the board.")
        else:
            self._load_markdown()

    def on_screen_resume(self) -> None:
        """Close if the key result went while a form covered the page."""
        if self._gone:
            self._leave()

    def _vanish(self, message: str = "") -> None:
        self._gone = True
        self.stop_observing()
        if message:
            self.session.say(message)
        self._leave()

    def _leave(self) -> None:
        """Close once; if a form covers the page, close when the form does."""
        if self.is_active:
            self._gone = False
            self.dismiss()

    def action_close(self) -> None:
        """Go back to the board, with the cursor on the card shown last."""
        self.stop_observing()
        if self._key_result != self._opened:
            for observer in tuple(self.session.observers):
                observer.show(Result("", focus=self._key_result))
        self._leave()

    # -- showing --------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the card's details; if that fails, show why and keep the previous ones."""
        try:
            self.details = self.session.service.details(self._key_result, self.session.board)
        except NotFound:
            self.details = None
        except LearnboardError as error:
            self.refuse(error)
        if self.is_mounted:
            self._load_markdown()

    def _load_markdown(self) -> None:
        """Render Markdown after the first paint; until then the text is shown unformatted."""
        if not self._markdown and self.details and has_markdown(self.details.key_result.description):
            self.set_timer(_AFTER_PAINT, self._show_markdown)

    def _show_markdown(self) -> None:
        self._markdown = True
        self.redraw()

    def show(self, result: Result | None) -> None:
        """Show the card as it is now; close if it is gone."""
        before = self.details
        if self.card:
            self._read()
        if self.card is None or self.details is None:
            name = quoted(before.key_result.title) if before else "This key result"
            self._vanish("" if result else f"{name} is no longer on this board.")
            return
        self.settle()
        self.redraw()

    def content(self, width: int) -> PageContent:
        """Return the card's page."""
        if self.details is None:
            return PageContent(())
        board, height = self.session.board, self.app.size.height
        foot = self.footer(width)
        on = line_id(self.line) if self.line and not self.step else None
        context = CardContext(
            width, height, board.day, board.settings, self.at, on, self.typed_title, foot, self._markdown
        )
        return card_page(self.details, context)

    def key_words(self) -> Sequence[tuple[str, str]]:
        """Return the keys for the footer, and what they do."""
        return [(key, word) for key, word in super().key_words() if self.has_steps or word != _NEW_STEP]

    # -- moving ---------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Go to the previous or next card, or move the cursor to a line; if there is none, scroll."""
        if move in ("left", "right"):
            self._turn(1 if move == "right" else -1)
        elif move in ("up", "down") and self.lines:
            self._go_to_line((-1 if self.place is None else self.place) + rows_moved(move), move)
        else:
            if move == "first" and self.place is not None:
                self.go_to(None)
                self.redraw()
            self.scroll(move)

    def _go_to_line(self, place: int, move: Move) -> None:
        """Move the cursor to the line at a place, -1 for the card itself; beyond that, scroll."""
        if not -1 <= place < len(self.lines):
            self.scroll(move)
            return
        self.go_to(line_id(self.lines[place]) if place >= 0 else None)
        self.redraw()
        if place < 0:
            self.scroll("first")

    def _turn(self, by: int) -> None:
        """Show the previous or next card, column by column."""
        self.session.keep_up()
        cards = [card.id for column in self.session.board.columns for card in column.cards]
        if self._key_result not in cards:
            return
        place = cards.index(self._key_result) + by
        if 0 <= place < len(cards):
            self._key_result, self.message = cards[place], ("", "")
            self._read()
            self.go_to_first_open()
            self.scroll("first")
            self.redraw()


def open_card(screen: EditorScreen, key_result: Id) -> None:
    """Open the page of a key result."""
    screen.app.push_screen(CardScreen(screen.session, key_result))
