"""What a reader can speak about, and what they are asked there."""

from typing import Final, NamedTuple

from learnboard.domain.board import Card
from learnboard.domain.comparison import Concern
from learnboard.domain.metrics.health import Health
from learnboard.domain.model.feedback import FeedbackKind, TargetKind
from learnboard.domain.model.fields import Id

ALWAYS: Final[tuple[FeedbackKind, ...]] = ("comment", "question", "suggestion", "kudos", "offer", "call_out")
_BY_HEALTH: Final[dict[Health, str]] = {
    "achieved": "What made it work, and what should be kept?",
    "on_track": "What do you notice? What would you keep?",
    "at_risk": "What would help most right now?",
    "off_track": "What would you try if the usual way stayed closed?",
    "outdated": "Nothing was heard of it for long. What would you like to know?",
    "pending": "It has not begun. What would be a good first step?",
    "dropped": "It was dropped. What is to be learned from it?",
}
_BY_CONCERN: Final[dict[Concern, str]] = {
    "confidence_fell": "Confidence fell. What would help it up again?",
    "backward": "It went backward. What would you try if nothing else could change?",
    "last_step_backward": "The last step went backward. What do you make of it?",
    "divergent": "It is said to be on track, but is far behind. What would you ask?",
}


class FeedbackPrompt(NamedTuple):
    """Something to speak about: `first` are the decisions asked for, `prompt` stands in the empty field."""

    kind: TargetKind
    id: Id
    title: str
    prompt: str
    first: tuple[FeedbackKind, ...] = ()

    @property
    def kinds(self) -> tuple[FeedbackKind, ...]:
        """What kinds of words fit."""
        return (*self.first, *ALWAYS)


def of_card(card: Card, concern: Concern | None) -> FeedbackPrompt:
    """A key result; `concern` is the first thing to be said of it since last time."""
    prompt = _BY_HEALTH[card.figures.health]
    if card.figures.health not in ("off_track", "achieved", "dropped"):
        if card.figures.divergent:
            prompt = _BY_CONCERN["divergent"]
        prompt = _BY_CONCERN.get(concern or "forward", prompt)
    return FeedbackPrompt("key_result", card.id, card.key_result.title, prompt)


def of_goal(goal: Id, statement: str) -> FeedbackPrompt:
    """A long-term goal."""
    return FeedbackPrompt("goal", goal, statement, "Does the way so far lead there?")


def of_objective(objective: Id, title: str) -> FeedbackPrompt:
    """An objective."""
    return FeedbackPrompt("objective", objective, title, "Are these the right key results for it? What is missing?")


def of_board(board: Id) -> FeedbackPrompt:
    """The board as a whole."""
    return FeedbackPrompt("board", board, "the whole board", "What stands out when you look at all of it?")


def of_entry(entry: Id, title: str, *, proposed: bool) -> FeedbackPrompt:
    """A budget entry; one that is proposed wants a decision."""
    if proposed:
        return FeedbackPrompt(
            "budget_entry", entry, title, "What would make it worth the money?", ("approve", "decline")
        )
    return FeedbackPrompt("budget_entry", entry, title, "What came of it, or what should come of it?")


def of_proposal(proposal: Id, title: str, *, open_now: bool) -> FeedbackPrompt:
    """A proposal; one that is open wants consent or an objection."""
    prompt = "Is it good enough for now and safe enough to try?"
    return FeedbackPrompt("proposal", proposal, title, prompt, ("consent", "objection") if open_now else ())
