"""Actions on a meeting's agenda: its lines are kept, dropped, written, moved; the meeting is planned and held."""

from dataclasses import replace

from learnboard.domain.agenda import ProposedTopic
from learnboard.domain.model.fields import Visibility
from learnboard.domain.model.people import Tag, Topic
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.presentation.meetings import proposed_text
from learnboard.service.commands import (
    CancelMeeting,
    ChangeRow,
    DeleteRow,
    DropProposal,
    MoveTopic,
    PutOnAgenda,
)
from learnboard.service.factory import new_id
from learnboard.ui.editing.title_edit import EditedTitle, Titled, add_titles, rename
from learnboard.ui.meeting.actions import FeedbackActions
from learnboard.ui.meeting.agenda_lines import TypedTopic
from learnboard.ui.meeting.held_form import open_held
from learnboard.ui.meeting.plan_form import open_plan, planned_row
from learnboard.ui.meeting.preparation import Preparation
from learnboard.ui.session import Session
from learnboard.ui.toolkit.styles import CaretView, with_caret
from learnboard.ui.toolkit.text_buffer import TextBuffer

_NO_MEETING = "There is no meeting to come yet: N plans one."
_NO_LINE = "There is no line of an agenda here: t adds one."
_MARGINS = 8


class AgendaActions(FeedbackActions):
    """Page with the agenda of a meeting among its rows."""

    def __init__(self, session: Session, preparation: Preparation) -> None:
        super().__init__(session, preparation)
        self.chosen = preparation.agenda.meeting.key if preparation.agenda.meeting else ""
        """The key of the meeting whose agenda is shown."""
        self.typed_topic: TypedTopic | None = None

    def show_meeting(self, key: str) -> None:
        """Show the agenda of the meeting with a key."""
        raise NotImplementedError

    def _need_meeting(self) -> UpcomingMeeting | None:
        """Return the meeting whose agenda is shown; say what to do if there is none."""
        self.session.keep_up()
        if self.preparation.agenda.meeting is None:
            self.say(_NO_MEETING)
        return self.preparation.agenda.meeting

    def _need_topic(self) -> Topic | None:
        """Return the topic under the cursor; say what to do if it is none, or not kept yet."""
        self.session.keep_up()
        subject = self.preparation.row.subject
        if isinstance(subject, Topic):
            return subject
        keeps = self.first_keys()["meeting.settle"]
        self.say(f"This is only proposed: {keeps} keeps it." if isinstance(subject, ProposedTopic) else _NO_LINE)
        return None

    # -- lines ----------------------------------------------------------------------------------------------------

    def keep_topic(self, subject: Topic | ProposedTopic) -> None:
        """Put what is proposed or parked on the agenda; a line that is there already is edited."""
        if isinstance(subject, Topic) and subject.meeting_id is not None:
            self.action_edit_title()
        elif meeting := self._need_meeting():
            topic, proposal = self._topic(subject), subject.key if isinstance(subject, ProposedTopic) else ""
            self.session.execute(PutOnAgenda(planned_row(meeting), topic, meeting.key, proposal))

    def _topic(self, subject: Topic | ProposedTopic) -> Topic:
        if isinstance(subject, Topic):
            return subject
        text, seen = proposed_text(subject), subject.visibility
        return Topic(new_id(), None, text, subject.tag, by_id="owner", visibility=seen)

    def action_write_topic(self) -> None:
        """Prompt for new lines at the end of the agenda."""
        meeting = self._need_meeting()
        if meeting is None:
            return

        def add(text: str) -> bool:
            topic = Topic(new_id(), None, text, "development", by_id="owner")
            present = self.preparation.agenda.meeting or meeting
            return self.session.execute(PutOnAgenda(planned_row(present), topic, present.key))

        edited = EditedTitle(Topic("", None, "", "development"), len(self.preparation.agenda.topics))
        add_titles(self, "new line", edited, add=add, go_on=self.action_write_topic)

    def action_edit_title(self) -> None:
        """Edit the line in place."""
        if topic := self._need_topic():
            rename(self, topic, name="line")

    def action_turn(self) -> None:
        """Turn a line between development and operational; elsewhere, show the next meeting."""
        agenda = self.preparation.agenda
        if isinstance(self.preparation.row.subject, Topic | ProposedTopic):
            if topic := self._need_topic():
                tag: Tag = "operational" if topic.tag == "development" else "development"
                self.session.execute(ChangeRow(topic, replace(topic, tag=tag)))
        elif len(agenda.upcoming) > 1:
            self.show_meeting(agenda.upcoming[(agenda.number + 1) % len(agenda.upcoming)].key)
        elif self._need_meeting():
            self.say("This is the only meeting to come: N plans another.")

    def action_turn_visibility(self) -> None:
        """Keep a line at home, or show it to those who are met."""
        if topic := self._need_topic():
            seen: Visibility = "shared" if topic.visibility == "private" else "private"
            self.session.execute(ChangeRow(topic, replace(topic, visibility=seen)))

    def action_carry(self, by: int) -> None:
        """Move a line before or after its neighbour."""
        if topic := self._need_topic():
            agenda = self.preparation.agenda
            ids = [row.id for row in (agenda.topics if topic.meeting_id else agenda.parked)]
            place = ids.index(topic.id) + by
            if 0 <= place < len(ids):
                self.session.execute(MoveTopic(topic.id, place))

    def action_drop(self) -> None:
        """Drop a line or a proposal, delete an action, or cancel the meeting."""
        self.session.keep_up()
        row, meeting = self.preparation.row, self.preparation.agenda.meeting
        match row.subject:
            case ProposedTopic() as proposed if meeting:
                self.session.execute(DropProposal(meeting.key, proposed.key, proposed_text(proposed)))
            case Topic() as topic:
                self.session.execute(DeleteRow(topic))
            case UpcomingMeeting() as upcoming:
                self._cancel(upcoming)
            case _ if row.section == "actions":
                self.delete_action()
            case _:
                self.say("Nothing here can be removed: enter handles it.")

    def delete_action(self) -> None:
        """Delete the action under the cursor."""
        raise NotImplementedError

    def _cancel(self, upcoming: UpcomingMeeting) -> None:
        if upcoming.state == "proposed":
            self.say("This meeting is only proposed: there is nothing to cancel.")
            return
        meeting = upcoming.meeting.id if upcoming.meeting else None
        self.session.execute(CancelMeeting(upcoming.kind, upcoming.with_ids, meeting))

    # -- the meeting ----------------------------------------------------------------------------------------------

    def action_plan(self) -> None:
        """Open the form of a new meeting."""
        self.session.keep_up()
        open_plan(self, self.preparation.agenda, None)

    def change_meeting(self) -> None:
        """Open the form of the meeting: its day and whom it is with."""
        if meeting := self._need_meeting():
            open_plan(self, self.preparation.agenda, meeting)

    def action_hold(self) -> None:
        """Open the form of what came of the meeting."""
        if self._need_meeting():
            open_held(self, self.preparation.agenda)

    # -- a line being typed ---------------------------------------------------------------------------------------

    def show_title(self, edited: EditedTitle, entry: TextBuffer) -> CaretView:
        """Show the line being typed in its place."""
        seen = with_caret(entry, max(_MARGINS, self.page.size.width - _MARGINS))
        self.typed_topic = TypedTopic(None if edited.place is not None else edited.row.id, seen.text)
        self.redraw()
        return seen

    def hide_title(self) -> None:
        """Show the page without a line being typed."""
        self.typed_topic = None
        self.redraw()

    def present(self, row: Titled) -> Titled | None:
        """Return a line as it is now."""
        agenda = self.preparation.agenda
        return next((topic for topic in (*agenda.topics, *agenda.parked) if topic.id == row.id), None)
