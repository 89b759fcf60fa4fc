"""What the owner of a board can ask for about feedback and actions. Read when the first of them is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from learnboard.domain.feedback import Answer
from learnboard.domain.feedback_document import FeedbackDocument
from learnboard.domain.fields import Id

SuggestionForm: TypeAlias = Literal["key_result", "action"]


@dataclass(frozen=True, slots=True)
class TakeInFeedback:
    """Keep what somebody wrote about a snapshot of this board; what is known already is left as it is."""

    document: FeedbackDocument


@dataclass(frozen=True, slots=True)
class AnswerFeedback:
    """Answer feedback, with a reply to its author; to decline wants a reason."""

    feedback: Id
    answer: Answer
    reply: str = ""


@dataclass(frozen=True, slots=True)
class TakeUpSuggestion:
    """Make a card or an action of one's own from a suggestion, which is answered “will do” with that."""

    feedback: Id
    form: SuggestionForm


@dataclass(frozen=True, slots=True)
class ConfirmDecision:
    """Let an approval, a refusal, a consent or an objection count from a day on; it is answered “done” with that."""

    feedback: Id
    on: date


@dataclass(frozen=True, slots=True)
class FinishAction:
    """An action is done on a day; None: it is still to be done."""

    action: Id
    on: date | None


FeedbackCommand: TypeAlias = TakeInFeedback | AnswerFeedback | TakeUpSuggestion | ConfirmDecision | FinishAction
