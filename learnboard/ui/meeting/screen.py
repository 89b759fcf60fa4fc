"""The page that prepares a meeting: a list of open items that ends with the export."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from learnboard.domain.agenda import ProposedTopic
from learnboard.domain.board import Card
from learnboard.domain.consent import Consultation
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Topic
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.presentation.header import next_meeting
from learnboard.service.commands import DeleteRow, FinishAction, Result
from learnboard.service.queries.agenda import MeetingAgenda, read_agenda
from learnboard.service.queries.open_items import InboxItem, OpenAction, OpenItems, StaleCard
from learnboard.service.queries.stretches import DueTalk
from learnboard.service.queries.worth import SpentEntry
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.keys.bindings import AGENDA_KEYS, MEETING_PAGE
from learnboard.ui.meeting.agenda_actions import AgendaActions
from learnboard.ui.meeting.offers import is_of_review, key_words, offers
from learnboard.ui.meeting.preparation import Preparation
from learnboard.ui.meeting.render import (
    PreparationContext,
    RowCache,
    render_preparation,
)
from learnboard.ui.session import Session
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.text import simplified


class MeetingScreen(AgendaActions):
    """List of the open items of the session's board before a meeting, and its agenda."""

    BINDINGS: ClassVar[list[BindingType]] = [*MEETING_PAGE, *AGENDA_KEYS]

    def __init__(self, session: Session, open_items: OpenItems, agenda: MeetingAgenda) -> None:
        super().__init__(session, Preparation.begun(open_items, agenda))
        self._finished: set[Id] = set()
        self._kept: RowCache = {}

    def action_close(self) -> None:
        """Return to the board."""
        self.stop_observing()
        self.dismiss()

    # -- showing --------------------------------------------------------------------------------------------------

    def show(self, result: Result | None) -> None:  # noqa: ARG002 - any change
        """Show the items that are open now."""
        service = self.session.service
        try:
            open_items = service.open_items(self.session.board)
            agenda = service.query(read_agenda, self.session.board, open_items, self.chosen)
        except LearnboardError as error:
            self.refuse(error)
            return
        self.chosen = agenda.meeting.key if agenda.meeting else ""
        self._become(self.preparation.renewed(open_items, frozenset(self._finished), agenda))

    def show_meeting(self, key: str) -> None:
        """Show the agenda of the meeting with a key, with the cursor on that meeting."""
        self.chosen = key
        self.show(None)
        at = next((place for place, row in enumerate(self.preparation.shown) if row.section == "meeting"), 0)
        self._become(self.preparation.to(at))
        self.say("")

    def _become(self, preparation: Preparation) -> None:
        self.preparation = preparation
        self.redraw()

    def content(self, width: int) -> PageContent:
        """Return the open items, with the row under the cursor in full."""
        board, keys = self.session.board, self.first_keys()
        meeting = board.meeting
        context = PreparationContext(
            width,
            self.app.size.height,
            board.day,
            next_meeting(simplified(meeting.name), meeting.on, board.day) if meeting else "",
            offers(self.preparation.row, keys),
            keys["meeting.fold"],
            self.footer(width),
            self.typed_topic,
        )
        rendered = render_preparation(self.preparation, context, self._kept)
        self.places = rendered.places
        return rendered.content

    def key_words(self) -> Sequence[tuple[str, str]]:
        """Return the keys for the footer and their descriptions."""
        return key_words(self.preparation, self.first_keys())

    # -- moving ---------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Move the cursor, or scroll at either end of the list."""
        before = self.preparation.at
        self._become(self.preparation.to(before + rows_moved(move)))
        if self.preparation.at == before:
            self.scroll(move)

    def action_turn_fold(self) -> None:
        """Show or hide answered feedback and feedback on what is not on the board."""
        if self.preparation.of("answered") or self.preparation.of("unattached"):
            self._become(self.preparation.turned())
        else:
            self.say(f"No other feedback has arrived yet: {self.first_keys()['meeting.take_in']} imports a file.")

    def row_clicked(self, place: int, *, double: bool) -> None:
        """Move the cursor to the clicked row. Handle the row on a double click."""
        if not self.typing:
            self._become(self.preparation.to(place))
            if double:
                self.action_settle()

    # -- actions --------------------------------------------------------------------------------------------------

    def action_settle(self) -> None:
        """Handle the row under the cursor: check in, answer, finish, rate or export."""
        self.session.keep_up()
        match self.preparation.row.subject:
            case StaleCard(card=card):
                if found := self._need_card(card.id):
                    features.open_check_in(self, found)
            case OpenAction():
                self.action_finish()
            case InboxItem():
                self.action_answer()
            case DueTalk() as talk:
                self._talk(talk)
            case SpentEntry(id=entry):
                features.open_evaluation(self, entry)
            case Consultation(id=proposal):
                features.open_proposal(self, proposal)
            case UpcomingMeeting():
                self.change_meeting()
            case Topic() | ProposedTopic() as topic:
                self.keep_topic(topic)
            case _:
                self.action_export()

    def _talk(self, talk: DueTalk) -> None:
        """Ask what came of the talk about a stretch, unless that is kept already."""
        if self.preparation.row.done:
            self.say("That you talked is kept: ! on the board lists the stretches.")
        else:
            features.ask_talk(self, talk.entry, talk.name)

    def _need_card(self, key_result: Id) -> Card | None:
        """Return a card from the present board. If it is not there, say so and return None."""
        board = self.session.board
        at = board.find(key_result)
        if at is None:
            self.say("This key result is not on the board.")
        return board.columns[at[0]].cards[at[1]] if at else None

    def action_finish(self) -> None:
        """Mark the action as done, or as open again; keep a topic that is proposed or parked."""
        row = self.preparation.row
        if isinstance(row.subject, Topic | ProposedTopic):
            self.keep_topic(row.subject)
            return
        if not isinstance(row.subject, OpenAction):
            self.say("This is not an action: press enter to handle it.")
            return
        if not row.done:
            self._finished.add(row.id)
        self.session.execute(FinishAction(row.id, None if row.done else self.session.board.day))

    def delete_action(self) -> None:
        """Delete the action under the cursor, without asking, since this can be undone."""
        subject = self.preparation.row.subject
        if isinstance(subject, OpenAction):
            self.session.execute(DeleteRow(subject.action))

    def action_export(self) -> None:
        """Open the form of the export."""
        self.session.keep_up()
        features.open_export(self)

    def action_open_card(self) -> None:
        """Open the page of the row's key result, or the review that it is or belongs to."""
        subject = self.preparation.row.subject
        if is_of_review(subject):
            self.session.keep_up()
            features.open_review(self)
            return
        key_result = subject.card.id if isinstance(subject, StaleCard) else None
        if isinstance(subject, InboxItem) and subject.feedback.target.kind == "key_result":
            key_result = subject.feedback.target.id
        if isinstance(subject, SpentEntry):
            key_result = subject.entry.key_result_id
        if isinstance(subject, DueTalk):
            key_result = subject.entry.stretch.key_result_id
        if key_result is None:
            self.say("This is not about a key result.")
        elif self._need_card(key_result):
            features.open_card(self, key_result)


def open_meeting(screen: EditorScreen) -> None:
    """Open the page that prepares the next meeting."""
    session = screen.session
    if not session.read_all():
        return
    try:
        open_items = session.service.open_items(session.board)
        agenda = session.service.query(read_agenda, session.board, open_items)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(MeetingScreen(session, open_items, agenda))
