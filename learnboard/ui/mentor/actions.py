"""Actions of the snapshot screen."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.model.feedback import FeedbackItem, FeedbackKind, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action
from learnboard.presentation.feedback import item_text
from learnboard.ui import features
from learnboard.ui.board.layout import Cursor
from learnboard.ui.board.view import BoardView
from learnboard.ui.keys.bindings import SNAPSHOT
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.people import CARDS, REQUESTS, VIEWS, WRITTEN
from learnboard.ui.mentor.reader import assessments_of
from learnboard.ui.mentor.subjects import FeedbackSubject, subject_of
from learnboard.ui.toolkit.list_view import ListView

_NOTHING_WRITTEN: Final = "Nothing to write yet: c gives feedback on the item under the cursor."


class SnapshotActions(FeedbackScreen):
    """Screen with the views of a snapshot: the board, and lists by view number."""

    BINDINGS: ClassVar[list[BindingType]] = [*SNAPSHOT]

    board: BoardView
    lists: Mapping[int, ListView[FeedbackSubject]]
    view: int
    """Number of the visible view."""

    def show_view(self, view: int) -> None:
        """Show one of the views."""
        raise NotImplementedError

    def _find(self, view: int, target: Target) -> None:
        """Show a view with the cursor on a target."""
        self.show_view(view)
        self.lists[view].find(FeedbackSubject(target, ""))

    # -- views ----------------------------------------------------------------------------------------------------

    def action_step_view(self, by: int) -> None:
        """Show the next or previous view."""
        self.show_view((self.view + by) % len(VIEWS))

    def action_jump(self) -> None:
        """Find a key result by a few letters and move the cursor to it on the board."""
        board = self.mentor_session.snapshot_view.board

        def arrive(key_result: Id | None) -> None:
            at = board.find(key_result) if key_result else None
            if at:
                self.show_view(CARDS)
                self.board.cursor = Cursor(*at)

        features.open_jump(self.app, board, arrive)

    def action_open_rows(self) -> None:
        """List every table of the snapshot, and its rows with every field."""
        session = self.mentor_session
        features.open_contents(self, assessments_of(session.snapshot_view, session.feedback_draft).records, own=False)

    # -- opening --------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the feedback item in its form, or the page of the key result the subject belongs to."""
        subject = self.subject
        if item := self._item(subject):
            self.write_about(subject._replace(item=None), item)
        elif key_result := subject.key_result or self._spent_for(subject):
            self._open_card(key_result)
        elif self.view != WRITTEN or subject.item:
            self.say("It has no page of its own: c gives feedback on it.")

    def _item(self, subject: FeedbackSubject) -> FeedbackItem | None:
        """Return the feedback item under the cursor, if any."""
        return next((item for item in self.mentor_session.feedback_draft.items if item.id == subject.item), None)

    def _spent_for(self, subject: FeedbackSubject) -> Id | None:
        """Return the key result of a budget entry, log entry or action."""
        records = self.mentor_session.snapshot_view.snapshot.records
        rows: Sequence[BudgetEntry | LogEntry | Action] = ()
        if subject.target.kind == "budget_entry":
            rows = records.budget_entries
        elif subject.target.kind == "log_entry":
            rows = records.log_entries
        elif subject.target.kind == "action":
            rows = records.actions
        return next((row.key_result_id for row in rows if row.id == subject.target.id), None)

    def _open_card(self, key_result: Id) -> None:
        """Open the page of a key result. On closing it, move the cursor to the key result shown last."""
        board, view = self.mentor_session.snapshot_view.board, self.view

        def closed(last: Id | None) -> None:
            if last is None or last == key_result:
                return
            if view == CARDS:
                at = board.find(last)
                self.board.cursor = Cursor(*at) if at else self.board.cursor
            else:
                self.lists[view].find(FeedbackSubject(Target("key_result", last), ""))

        if view == CARDS:
            cards = [card.id for column in board.columns for card in column.cards]
        else:
            # What is listed twice, such as a remark on a key result that changed too, has its place among the changes.
            listed = [(id_, subject.item) for subject in self.lists[view].subjects if (id_ := subject.key_result)]
            once = [id_ for id_, item in listed if not item]
            cards = once if key_result in once else [id_ for id_, _ in listed]
        features.open_mentor_card(self, key_result, tuple(cards), closed)

    # -- feedback -------------------------------------------------------------------------------------------------

    def action_delete(self) -> None:
        """Delete the feedback item under the cursor. Undo restores it."""
        subject = self.subject
        item = self._item(subject)
        if item is None:
            self.say("There is nothing here to delete.")
            return
        self.mentor_session.delete(item.id)
        self.say(f"Deleted your {item_text(item.kind, subject.named)}.", "u undo")
        self.renew()

    def action_decide(self, kind: FeedbackKind) -> None:
        """Decide on the subject under the cursor, or move to one that waits for such a decision."""
        from learnboard.ui.mentor.decide import decidable, next_waiting, nothing_waits, other_key  # noqa: PLC0415 - used rarely

        snapshot_view, subject = self.mentor_session.snapshot_view, self.subject
        if subject.target in decidable(kind, snapshot_view, self.mentor_session.feedback_draft):
            features.open_decision(self, kind, subject)
        elif other := other_key(kind, subject.target, snapshot_view, self.mentor_session.feedback_draft):
            self.say(other)
        elif target := next_waiting(kind, snapshot_view, self.mentor_session.feedback_draft):
            self._find(REQUESTS, target)
            named = subject_of(snapshot_view.snapshot.records, target).named
            self.say(f"Your decision on {named} is needed: press the key again.")
        else:
            self.say(nothing_waits(kind, subject.target, snapshot_view))

    def action_write_topic(self) -> None:
        """Write a topic for the agenda, or put the proposed one under the cursor on it."""
        features.open_topic(self, self.subject)

    def action_write_file(self) -> None:
        """Open the form that writes the feedback file."""
        if self.mentor_session.feedback_draft.items:
            features.open_write_file(self)
        else:
            self.say(_NOTHING_WRITTEN)

    # -- leaving --------------------------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Return to the people, or quit. Warn once about unwritten items."""
        self.app.clear_notifications()
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.leave(on_snapshot=True)

    def action_back(self) -> None:
        """Return to the people, if there are several."""
        if len(self.app.screen_stack) > 1:
            self.action_leave()
        else:
            super().action_back()
