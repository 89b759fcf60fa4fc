"""The keys that work on the feedback under the cursor of the walk, and the one that brings more."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType

from learnboard.service.commands import ConfirmDecision, SuggestionForm, TakeUpSuggestion
from learnboard.service.queries.open_items import InboxItem
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.meeting.preparation import Preparation
from learnboard.ui.session import Session
from learnboard.ui.toolkit.key_groups import FEEDBACK


class FeedbackActions(EditorScreen):
    """A workplace with a walk through what is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer", "answer", id="meeting.answer", group=FEEDBACK),
        Binding("y", "confirm", "confirm the decision", id="meeting.confirm", show=False, group=FEEDBACK),
        Binding(
            "n",
            "take_up('key_result')",
            "make the suggestion a key result",
            id="meeting.take_up_key_result",
            show=False,
            group=FEEDBACK,
        ),
        Binding(
            "A",
            "take_up('action')",
            "make the suggestion an action",
            id="meeting.take_up_action",
            show=False,
            group=FEEDBACK,
        ),
        Binding("i", "take_in", "take in feedback", id="meeting.take_in", group=FEEDBACK),
    ]

    def __init__(self, session: Session, preparation: Preparation) -> None:
        super().__init__(session)
        self.preparation = preparation

    def _entry(self) -> InboxItem | None:
        """The feedback under the cursor; without any, a word about it."""
        subject = self.preparation.row.subject
        if isinstance(subject, InboxItem):
            return subject
        self.say("This is no feedback: enter does what it needs.")
        return None

    def action_answer(self) -> None:
        """Open the form of the answer."""
        from learnboard.ui.meeting.answer_form import AnswerScreen  # noqa: PLC0415 - as above

        session = self.session
        if entry := self._entry():

            def form(draft: Mapping[str, str]) -> AnswerScreen:
                return AnswerScreen(entry, session.board.day, save=session.execute, draft=draft)

            self.open_form("answer", entry.feedback.id, form)

    def action_confirm(self) -> None:
        """Let the decision count; what that changes stands in the row."""
        entry = self._entry()
        if entry and "confirm" in entry.actions:
            self.session.execute(ConfirmDecision(entry.feedback.id, self.session.board.day))
        elif entry:
            self.say(entry.effect or "There is nothing to confirm here: enter answers.")

    def action_take_up(self, form: SuggestionForm) -> None:
        """Make a key result or an action of the suggestion."""
        entry = self._entry()
        if entry and "take_up" in entry.actions:
            self.session.execute(TakeUpSuggestion(entry.feedback.id, form))
        elif entry:
            self.say(entry.effect or "Only a suggestion can be taken up: enter answers.")

    def action_take_in(self) -> None:
        """Ask for a feedback file."""
        from learnboard.ui.importing.prompt import ask_for_file  # noqa: PLC0415 - as above

        self.session.keep_up()
        last = self.preparation.now.exports
        ask_for_file(self, last[0].file if last else None)
