"""The answer to feedback: done, will do, or declined and why; what it asks for can be done in the same form."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from learnboard.domain.text import clean
from learnboard.presentation.feedback import about_text, feedback_text, own_target
from learnboard.presentation.options import OPTIONS, Option
from learnboard.service.commands import AnswerFeedback, ConfirmDecision, TakeUpSuggestion
from learnboard.service.queries.open_items import InboxItem
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.fields import Choice, FormField, Long, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen, WrongField
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.text import Line, StyledText, cut, paragraphs, simplified

_GRANTED: Final = ("confirm", "key_result", "action")
"""What is chosen to do what the feedback asks for; the rest are answers."""
_LONGEST: Final = 360
"""Characters of the feedback that stand over the form; all of it stands on the page below."""
_CONFIRM: Final = Option("confirm", "confirm", "do what it says, as told below")
_TAKE_UP: Final = (
    Option("action", "action", "it becomes an open action of yours"),
    Option("key_result", "key result", "it becomes a key result on the board"),
)


def _options(item: InboxItem) -> tuple[Option, ...]:
    confirm = (_CONFIRM,) if "confirm" in item.actions else ()
    take_up = _TAKE_UP if "take_up" in item.actions else ()
    return (*confirm, *take_up, *OPTIONS["feedback", "answer"])


def _offered(item: InboxItem) -> Any:
    """What is chosen when the form opens: what was answered, else what is asked for in so many words."""
    feedback = item.feedback
    if feedback.answer != "unanswered":
        return feedback.answer
    if "confirm" in item.actions:
        return "confirm"
    return "action" if "take_up" in item.actions and feedback.action else "done"


def _replies(values: Values) -> bool:
    return values.get("answer") not in _GRANTED


class AnswerScreen(FormScreen):
    """Asks what is answered; its command is AnswerFeedback, TakeUpSuggestion or ConfirmDecision."""

    def __init__(
        self,
        item: InboxItem,
        day: date,
        *,
        save: Callable[[Any], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._item = item
        self._day = day
        feedback = item.feedback
        answer = Choice("answer", "answer", _options(item), letters_to="reply")
        reply = Long("reply", "reply", "goes back with the next export", gap=True, applies=_replies)
        opened = {"answer": answer.text_of(_offered(item)), "reply": feedback.reply}
        fields: list[FormField] = [answer, reply]
        text = feedback_text(feedback, day, about=about_text(feedback.kind, own_target(feedback.target, item.about)))
        super().__init__(simplified(text.heading), fields, opened, save=save, draft=draft)
        intro = (cut(clean(text.text).strip(), _LONGEST), simplified(text.action))
        self.intro = tuple(text for text in intro if text)

    def preview(self, width: int) -> list[Line]:
        """What confirming or taking up would do."""
        if self._chosen(self.form_state) not in _GRANTED or not self._item.effect:
            return []
        return [[StyledText(row, "accent")] for row in paragraphs(simplified(self._item.effect), width)]

    def _chosen(self, form_state: FormState) -> Any:
        return form_state.values()[0].get("answer")

    def command(self, values: Values) -> AnswerFeedback | TakeUpSuggestion | ConfirmDecision | object:
        """What was answered, or what shall be done.

        Raises:
            WrongField: if something is declined without a reason.
        """
        feedback, answer = self._item.feedback, values["answer"]
        if answer == "confirm":
            return ConfirmDecision(feedback.id, self._day)
        if answer in _GRANTED:
            return TakeUpSuggestion(feedback.id, answer)
        if answer == "declined" and not values["reply"]:
            raise WrongField("reply", "Say why: a reason is the least that somebody who helps can expect.")
        if (answer, values["reply"]) == (feedback.answer, feedback.reply):
            return NO_CHANGE
        return AnswerFeedback(feedback.id, answer, values["reply"])


def open_answer(screen: EditorScreen, item: InboxItem) -> None:
    """Open the form of the answer to feedback."""
    session = screen.session

    def form(draft: Mapping[str, str]) -> AnswerScreen:
        return AnswerScreen(item, session.board.day, save=session.execute, draft=draft)

    screen.open_form("answer", item.feedback.id, form)
