"""The form that answers feedback. It can also confirm a decision or take up a suggestion."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from learnboard.domain.consent import COUNTED, response_kind
from learnboard.domain.model.feedback import Answer, Feedback
from learnboard.domain.text import clean
from learnboard.presentation.feedback import (
    ANSWER_HINTS,
    ANSWER_LEAVES,
    ANSWER_STAYS,
    about_text,
    answer_state,
    feedback_text,
    fitting_answers,
    own_target,
)
from learnboard.presentation.options import Option
from learnboard.service.commands import AnswerFeedback, ConfirmDecision, TakeUpSuggestion
from learnboard.service.queries.open_items import InboxItem
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.fields import Choice, FormField, Long, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen, WrongField
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.text import Line, StyledText, cut, paragraphs, simplified

_GRANTED: Final = ("confirm", "key_result", "action")
"""Choices that do what the feedback asks for; all others are plain answers."""
_LONGEST: Final = 360
"""Characters of the feedback shown above the fields; the page below shows all of it."""
_ANSWERS: Final[tuple[Answer, ...]] = ("done", "will_do", "declined")
_CONFIRM: Final = Option("confirm", "confirm", "do what it says, as shown below")
_KEEP: Final = Option("confirm", "keep", "it stands among the responses, as shown below")
_TAKE_UP: Final = (
    Option("action", "action", "it becomes an open action of yours"),
    Option("key_result", "key result", "it becomes a key result on the board"),
)


def _options(item: InboxItem, left: str) -> tuple[Option, ...]:
    confirm = (_KEEP if _is_kept(item) else _CONFIRM,) if "confirm" in item.actions else ()
    take_up = _TAKE_UP if "take_up" in item.actions else ()
    if take_up and item.feedback.target.kind in ("goal", "board"):
        take_up = (_TAKE_UP[0], Option("key_result", "objective", "it becomes a draft objective"))
    return (*confirm, *take_up, *_answers(item.feedback, left))


def _is_kept(item: InboxItem) -> bool:
    """Whether to answer feedback keeps it among the responses to a proposal, where it counts as no decision."""
    kind = response_kind(item.feedback.target.kind, item.feedback.kind)
    return "confirm" in item.actions and kind is not None and kind not in COUNTED


def _answers(feedback: Feedback, left: str) -> Iterator[Option]:
    """Yield the answers that fit the kind of the feedback, the one that it has already, and one left in a draft."""
    fitting = fitting_answers(feedback.kind)
    others = (answer for answer in _ANSWERS if answer not in fitting)
    for answer in (*fitting, *others):
        label = answer_state(feedback.kind, answer).label
        if answer in fitting or answer == feedback.answer or label == left:
            yield Option(answer, label, ANSWER_HINTS[label])


def _offered(item: InboxItem) -> Any:
    """Return the initial choice: the present answer, otherwise the one that the feedback suggests."""
    feedback = item.feedback
    if feedback.answer != "unanswered":
        return feedback.answer
    if "confirm" in item.actions and feedback.kind != "question":  # which wants a reply, and stands there with it
        return "confirm"
    return "action" if "take_up" in item.actions and feedback.action else "done"


def _replies(values: Values) -> bool:
    return values.get("answer") not in _GRANTED


class AnswerScreen(FormScreen):
    """Form for an answer. Its command is AnswerFeedback, TakeUpSuggestion or ConfirmDecision."""

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
        answer = Choice("answer", "answer", _options(item, (draft or {}).get("answer", "")), letters_to="reply")
        where = ANSWER_STAYS if feedback.kind == "call_out" else ANSWER_LEAVES
        reply = Long("reply", "reply", where, gap=True, applies=_replies)
        opened = {"answer": answer.text_of(_offered(item)), "reply": feedback.reply}
        fields: list[FormField] = [answer, reply]
        text = feedback_text(feedback, day, about=about_text(feedback.kind, own_target(feedback.target, item.about)))
        super().__init__(simplified(text.heading), fields, opened, save=save, draft=draft)
        intro = (cut(clean(text.text).strip(), _LONGEST), simplified(text.action))
        self.intro = tuple(text for text in intro if text)

    def preview(self, width: int) -> list[Line]:
        """Return the effect of confirming or taking up, and of any answer that keeps a response to a proposal."""
        acts = self._chosen(self.form_state) in _GRANTED or _is_kept(self._item)
        if not acts or not self._item.effect:
            return []
        return [[StyledText(row, "accent")] for row in paragraphs(simplified(self._item.effect), width)]

    def _chosen(self, form_state: FormState) -> Any:
        return form_state.values()[0].get("answer")

    def command(self, values: Values) -> AnswerFeedback | TakeUpSuggestion | ConfirmDecision | object:
        """Return the command for the chosen answer.

        Raises:
            WrongField: if feedback is declined without a reason.
        """
        feedback, answer = self._item.feedback, values["answer"]
        if answer == "confirm":
            return ConfirmDecision(feedback.id, self._day)
        if answer in _GRANTED:
            return TakeUpSuggestion(feedback.id, answer)
        if answer == "declined" and not values["reply"]:
            raise WrongField("reply", "Say why: whoever took the time to help deserves a reason.")
        if (answer, values["reply"]) == (feedback.answer, feedback.reply):
            return NO_CHANGE
        return AnswerFeedback(feedback.id, answer, values["reply"])


def open_answer(screen: EditorScreen, item: InboxItem) -> None:
    """Open the answer form for a feedback item."""
    session = screen.session

    def form(draft: Mapping[str, str]) -> AnswerScreen:
        return AnswerScreen(item, session.board.day, save=session.execute, draft=draft)

    screen.open_form("answer", item.feedback.id, form)
