"""The page of a key result as a mentor sees it: the owner's own page, to be read and commented on."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.geometry import Region

from learnboard.domain.errors import NotFound
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.service.mentor.snapshot_view import snapshot_details
from learnboard.ui.card.render import WIDEST, CardContext, card_page
from learnboard.ui.keys.bindings import MENTOR_CARD
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import FeedbackSubject, subject_of
from learnboard.ui.toolkit.keys import Move
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.text import Line, heading, paragraph_lines

_WORDS: Final = 60
"""Cells of what was written on it."""


class MentorCard(FeedbackScreen, PageScreen):
    """One key result of the snapshot that is open; answers the one that was shown last."""

    WIDEST = WIDEST
    STANDS = "upper"
    BINDINGS: ClassVar[list[BindingType]] = [*MENTOR_CARD]

    def __init__(self, mentor_session: MentorSession, key_result: Id, cards: tuple[Id, ...]) -> None:
        """Show a key result of the snapshot; `cards` are those to turn to, in their order."""
        super().__init__(mentor_session)
        self._key_result = key_result
        self._cards = cards
        self._details = snapshot_details(mentor_session.snapshot_view, key_result)

    @property
    def subject(self) -> FeedbackSubject:
        """The key result."""
        return subject_of(self.mentor_session.snapshot_view.snapshot.records, Target("key_result", self._key_result))

    # -- showing ------------------------------------------------------------------------------------------------------

    def content(self, width: int) -> PageContent:
        """The owner's own page, with what was written on it."""
        board = self.mentor_session.snapshot_view.board
        context = CardContext(
            width,
            self.app.size.height,
            board.day,
            board.settings,
            foot=self.footer(width),
            own=False,
            more=self._written(min(self.footer_width(width), _WORDS)),
        )
        return card_page(self._details, context)

    def _written(self, width: int) -> list[Line]:
        """What the mentor wrote about it."""
        items = self.mentor_session.feedback_draft.items_on(Target("key_result", self._key_result))
        lines: list[Line] = [heading("You wrote")] if items else []
        for item in items:
            lines += paragraph_lines(f"{FEEDBACK_KINDS[item.kind].noun}: {item.text}", width, "accent", "  ")
        return lines

    @property
    def said(self) -> tuple[str, str]:
        """What the footer says was done, and what can be done about it."""
        return self.message

    def say(self, message: str, hint: str = "") -> None:
        """Say in the footer what was done."""
        PageScreen.say(self, message, hint)

    def never_covered(self) -> Iterable[Region]:
        """The footer."""
        return PageScreen.never_covered(self)

    def renew(self) -> None:
        """Show what is written now."""
        self.redraw()

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Show the card beside this one; up and down scroll."""
        if move in ("left", "right"):
            self._turn(1 if move == "right" else -1)
        else:
            self.scroll(move)

    def _turn(self, by: int) -> None:
        if self._key_result not in self._cards:
            return
        place = self._cards.index(self._key_result) + by
        if 0 <= place < len(self._cards):
            self._key_result, self.message = self._cards[place], ("", "")
            self._details = snapshot_details(self.mentor_session.snapshot_view, self._key_result)
            self.scroll("first")
            self.redraw()

    def action_close(self) -> None:
        """Go back to where it was opened."""
        self.dismiss(self._key_result)


def open_mentor_card(
    screen: FeedbackScreen, key_result: Id, cards: tuple[Id, ...], closed: Callable[[Id | None], None]
) -> None:
    """Open the page of a key result; `cards` are those to turn to, and `closed` is told which was shown last."""
    try:
        page = MentorCard(screen.mentor_session, key_result, cards)
    except NotFound:
        screen.say("It is not in this snapshot any more: [ opens the one before.")
    else:
        screen.app.push_screen(page, closed)
