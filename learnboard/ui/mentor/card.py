"""The page of a key result as a mentor sees it: the owner's own page, to be read and commented on."""

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen

from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.service.mentor.snapshot_view import snapshot_details
from learnboard.ui.card.render import WIDEST, CardContext, card_sheet
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import FeedbackSubject, subject_of
from learnboard.ui.toolkit.dialog_layout import FOOT, stand
from learnboard.ui.toolkit.key_groups import MOVE
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.status_lines import key_line, shown_keys, status_line
from learnboard.ui.toolkit.styled_text import Line, heading, paragraph_lines

_ALL: Final = 1_000_000
_WORDS: Final = 60
"""Cells of what was written on it."""


class MentorCard(FeedbackScreen, ModalScreen[Any]):
    """One key result of the snapshot that is open; answers the one that was shown last."""

    DEFAULT_CSS = "MentorCard { align: center top; overflow: hidden; }"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "down", id="page.down", show=False, group=MOVE),
        Binding("k,up", "scroll(-1)", "up", id="page.up", show=False, group=MOVE),
        Binding("pagedown", "page(1)", "page down", id="page.page_down", show=False, group=MOVE),
        Binding("pageup", "page(-1)", "page up", id="page.page_up", show=False, group=MOVE),
        Binding("g,home", "edge(-1)", "to the top", id="page.top", show=False, group=MOVE),
        Binding("G,end", "edge(1)", "to the bottom", id="page.bottom", show=False, group=MOVE),
        Binding("h,left", "turn(-1)", "the card before", id="page.previous", group=MOVE),
        Binding("l,right", "turn(1)", "the next card", id="page.next", group=MOVE),
        Binding("escape,q", "close", "back", id="page.close", group=MOVE),
    ]

    def __init__(self, mentor_session: MentorSession, key_result: Id, cards: tuple[Id, ...]) -> None:
        """Show a key result of the snapshot; `cards` are those to turn to, in their order."""
        super().__init__(mentor_session)
        self._key_result = key_result
        self._cards = cards
        self._details = snapshot_details(mentor_session.snapshot_view, key_result)
        self._said = ("", "")
        self._window = Size()
        self._page = LinesView(self._draw)

    @property
    def subject(self) -> FeedbackSubject:
        """The key result."""
        return subject_of(self.mentor_session.snapshot_view.snapshot.records, Target("key_result", self._key_result))

    # -- showing ------------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One page, where it will stand."""
        self._fit()
        yield self._page

    def on_resize(self) -> None:
        """Stand in another window; the first time it is told, it is the same one."""
        if self.app.size != self._window:
            self._fit()
            self._page.redraw()

    def _fit(self) -> None:
        self._window = self.app.size
        stand(self._page, self._window, WIDEST, self._draw)

    def _draw(self, width: int) -> PageContent:
        board = self.mentor_session.snapshot_view.board
        foot = [status_line(*self._said, width - FOOT), key_line(list(shown_keys(self)), width - FOOT)]
        context = CardContext(
            width,
            self.app.size.height,
            board.day,
            board.settings,
            foot=foot,
            own=False,
            more=self._written(min(width - FOOT, _WORDS)),
        )
        return card_sheet(self._details, context)

    def _written(self, width: int) -> list[Line]:
        """What the mentor wrote about it."""
        items = self.mentor_session.feedback_draft.items_on(Target("key_result", self._key_result))
        lines: list[Line] = [heading("You wrote")] if items else []
        for item in items:
            lines += paragraph_lines(f"{FEEDBACK_KINDS[item.kind].noun}: {item.text}", width, "accent", "  ")
        return lines

    def say(self, message: str, hint: str = "") -> None:
        """Say in the line under the page what was done."""
        self._said = (message, hint)
        self.renew()

    def renew(self) -> None:
        """Draw the page again."""
        self._page.redraw()

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self._page.scroll_lines(lines)

    def action_page(self, by: int) -> None:
        """Scroll by nearly all that is in view."""
        self._page.scroll_lines(by * max(1, self._page.view - 2))

    def action_edge(self, by: int) -> None:
        """Scroll to the top or the bottom."""
        self._page.scroll_lines(by * _ALL)

    def action_turn(self, by: int) -> None:
        """Show the card before or after this one."""
        if self._key_result not in self._cards:
            return
        place = self._cards.index(self._key_result) + by
        if 0 <= place < len(self._cards):
            self._key_result, self._said = self._cards[place], ("", "")
            self._details = snapshot_details(self.mentor_session.snapshot_view, self._key_result)
            self._page.scroll_lines(-_ALL)
            self.renew()

    def action_close(self) -> None:
        """Go back to where it was opened."""
        self.dismiss(self._key_result)
