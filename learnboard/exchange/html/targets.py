"""What a reader can give feedback on, and the prompts they find there."""

from typing import NamedTuple

from learnboard.domain.board import Card
from learnboard.domain.comparison import KeyResultChange
from learnboard.domain.model.feedback import FeedbackKind, TargetKind
from learnboard.domain.model.fields import Id
from learnboard.presentation.feedback import KIND_PROMPTS, TARGET_PROMPTS, WORTH, feedback_context
from learnboard.presentation.labels import WHOLE_BOARD


class FeedbackTarget(NamedTuple):
    """A target of feedback; `first` are the decisions requested, `prompt` is asked in the empty field of a comment."""

    kind: TargetKind
    id: Id
    title: str
    prompt: str
    first: tuple[FeedbackKind, ...] = ()


def key_result_target(card: Card, change: KeyResultChange | None) -> FeedbackTarget:
    """A key result, and what became of it since the baseline."""
    question = feedback_context(card, change).question
    return FeedbackTarget("key_result", card.id, card.key_result.title, question or KIND_PROMPTS["comment"])


def target(kind: TargetKind, id_: Id, title: str) -> FeedbackTarget:
    """A goal or an objective."""
    return FeedbackTarget(kind, id_, title, TARGET_PROMPTS[kind])


def board_target(board: Id) -> FeedbackTarget:
    """The board as a whole."""
    return target("board", board, WHOLE_BOARD)


def entry_target(entry: Id, title: str, *, proposed: bool) -> FeedbackTarget:
    """A budget entry; one that is proposed wants a decision."""
    found = target("budget_entry", entry, title)
    return found._replace(prompt=WORTH, first=("approve", "decline")) if proposed else found


def proposal_target(proposal: Id, title: str, *, open_now: bool) -> FeedbackTarget:
    """A proposal; one that is open wants consent or an objection."""
    return target("proposal", proposal, title)._replace(first=("consent", "objection") if open_now else ())
