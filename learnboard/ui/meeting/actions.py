"""Actions on the feedback under the cursor, and the import of more feedback."""

from typing import ClassVar

from textual.binding import BindingType

from learnboard.service.commands import ConfirmDecision, SuggestionForm, TakeUpSuggestion
from learnboard.service.queries.open_items import InboxItem
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorPage
from learnboard.ui.keys.bindings import FEEDBACK_KEYS
from learnboard.ui.meeting.preparation import Preparation
from learnboard.ui.session import Session


class FeedbackActions(EditorPage):
    """Page with a list of open items."""

    BINDINGS: ClassVar[list[BindingType]] = [*FEEDBACK_KEYS]

    def __init__(self, session: Session, preparation: Preparation) -> None:
        super().__init__(session)
        self.preparation = preparation

    def _need_item(self) -> InboxItem | None:
        """Return the feedback under the cursor. If there is none, say so and return None."""
        subject = self.preparation.row.subject
        if isinstance(subject, InboxItem):
            return subject
        self.say("This is not feedback: press enter to handle it.")
        return None

    def action_answer(self) -> None:
        """Open the answer form."""
        if item := self._need_item():
            features.open_answer(self, item)

    def action_confirm(self) -> None:
        """Confirm the decision in the feedback. The row shows the effect."""
        item = self._need_item()
        if item and "confirm" in item.actions:
            self.session.execute(ConfirmDecision(item.feedback.id, self.session.board.day))
        elif item:
            self.say(item.effect or "There is nothing to confirm here: press enter to answer.")

    def action_take_up(self, form: SuggestionForm) -> None:
        """Turn the suggestion into a key result or an action."""
        item = self._need_item()
        if item and "take_up" in item.actions:
            self.session.execute(TakeUpSuggestion(item.feedback.id, form))
        elif item:
            self.say(item.effect or "Only a suggestion can be taken up: press enter to answer.")

    def action_import_file(self) -> None:
        """Prompt for a feedback file."""
        self.session.keep_up()
        features.ask_for_import(self)
