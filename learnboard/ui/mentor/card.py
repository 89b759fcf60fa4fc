"""The page of a key result in the mentor's view: read-only, with the mentor's feedback."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.geometry import Region

from learnboard.domain.errors import NotFound
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.service.mentor.snapshot_view import snapshot_details, with_titles
from learnboard.service.queries.card import CardDetails
from learnboard.ui.card.render import CardContext, card_page
from learnboard.ui.keys.bindings import MENTOR_CARD
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import FeedbackSubject, subject_of
from learnboard.ui.toolkit.keys import Move
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import Line, heading, paragraph_lines

_WORDS: Final = 60
"""Width of the mentor's feedback, in cells."""


class MentorCard(FeedbackScreen, PageScreen):
    """Page of a key result of the open snapshot. Its result is the key result shown last."""

    BINDINGS: ClassVar[list[BindingType]] = [*MENTOR_CARD]

    def __init__(self, mentor_session: MentorSession, key_result: Id, cards: tuple[Id, ...]) -> None:
        """Show a key result. `cards` are the key results to step through, in order."""
        super().__init__(mentor_session)
        self._key_result = key_result
        self._cards = cards
        self._details = self._read(key_result)

    @property
    def subject(self) -> FeedbackSubject:
        """Key result of the page."""
        return subject_of(self.mentor_session.snapshot_view.snapshot.records, Target("key_result", self._key_result))

    def _read(self, key_result: Id) -> CardDetails:
        snapshot_view = self.mentor_session.snapshot_view
        return with_titles(snapshot_details(snapshot_view, key_result), snapshot_view.snapshot.records)

    # -- showing ------------------------------------------------------------------------------------------------------

    def content(self, width: int) -> PageContent:
        """Return the owner's page with the mentor's feedback on it."""
        board = self.mentor_session.snapshot_view.board
        context = CardContext(
            width,
            self.app.size.height,
            board.day,
            board.settings,
            foot=self.footer(width),
            own=False,
            relative=self.mentor_session.snapshot_view.relative,
            more=self._written(min(self.footer_width(width), _WORDS)),
        )
        return card_page(self._details, context)

    def _written(self, width: int) -> list[Line]:
        """Return the lines of the mentor's feedback on it."""
        items = self.mentor_session.feedback_draft.items_on(Target("key_result", self._key_result))
        lines: list[Line] = [heading("You wrote")] if items else []
        for item in items:
            label = FEEDBACK_KINDS[item.kind]
            style = TONE_STYLES[label.tone] if label.sign else "accent"
            lines += paragraph_lines(f"{label.signed}: {item.text}".removesuffix(": "), width, style, "  ")
        return lines

    @property
    def said(self) -> tuple[str, str]:
        """What the footer says was done, and what can be done about it."""
        return self.message

    def say(self, message: str, hint: str = "") -> None:
        """Show a message in the footer."""
        PageScreen.say(self, message, hint)

    def never_covered(self) -> Iterable[Region]:
        """The footer."""
        return PageScreen.never_covered(self)

    def renew(self) -> None:
        """Show the present feedback draft."""
        self.redraw()

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Show the previous or next card, or scroll up or down."""
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
            self._details = self._read(self._key_result)
            self.scroll("first")
            self.redraw()

    def action_close(self) -> None:
        """Close the page."""
        self.dismiss(self._key_result)


def open_mentor_card(
    screen: FeedbackScreen, key_result: Id, cards: tuple[Id, ...], closed: Callable[[Id | None], None]
) -> None:
    """Open the page of a key result, with `cards` to step through. `closed` gets the key result shown last."""
    try:
        page = MentorCard(screen.mentor_session, key_result, cards)
    except NotFound:
        screen.say("It is no longer in this snapshot: [ opens the previous one.")
    else:
        screen.app.push_screen(page, closed)
