"""Proposals by consent for those who are asked: by when, in which ways they answer, and what became of their word."""

from typing import Final

from learnboard.domain.consent import Consultation
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.proposals import Proposal, ResponseKind
from learnboard.presentation.feedback import FeedbackWay
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import State, short_day

INVITED: Final = "You were asked to consent"
"""Heads the proposals to which the reader is invited, once they have answered all of them."""
CLOSED: Final = "What is closed can still be commented on; an answer is kept, and counts for nothing."
WAYS_TO_RESPOND: Final = (
    FeedbackWay("question", "Question", "what you need to know before you answer"),
    FeedbackWay("reaction", "Reaction", "your first thought"),
    FeedbackWay("amendment", "Amendment", "what you would change in it"),
    FeedbackWay("concern", "Concern", "a worry that need not stop it"),
)
"""What can be said of a proposal, beside consent and an objection."""
CURE: Final = "What would take it away?"
"""The second question that an objection answers; the first is what harm it would do."""
_SAID: Final[dict[ResponseKind, str]] = {"consent": "You consented", "objection": "You objected"}


def invitation_text(row: Proposal, context: ReaderContext) -> str:
    """What heads the proposals for which the reader is asked: by when, `You are asked to consent by 3 Jul`."""
    return f"You are asked to consent by {short_day(row.closes_on, context.today)}"


def own_word(found: Consultation, context: ReaderContext) -> State | None:
    """What the reader said, and what becomes of what they say now; None if there is nothing to say about that."""
    row, you, today = found.proposal, context.you, context.today
    if you == OWNER:
        return None
    if found.state == "open" and today > row.closes_on:
        closed = f"It closed on {short_day(row.closes_on, today)}: an answer is kept, and counts for nothing."
        return State("!", closed, "warn")
    if not found.asks(you):
        told = "You are not invited: you can comment on it, but a consent or an objection would count for nothing."
        return State("–", told, "quiet") if found.state == "open" else None
    if you and (word := found.words.get(you)):
        label = FEEDBACK_KINDS[word.kind]
        return State(label.sign, f"{_SAID[word.kind]} on {short_day(word.on, today)}.", label.tone)
    amended = found.amended_since(you)
    if amended and found.state == "open":
        on = short_day(amended.on, today)
        return State("!", f"It was amended on {on}, so your consent no longer stands: you are asked again.", "warn")
    return None


# Objections


def objection_text(harm: str, cure: str) -> str:
    """What an objection says: the harm, and below it what would take it away; empty without a harm."""
    harm, cure = harm.strip(), cure.strip()
    return f"{harm}\n\n{CURE} {cure}" if harm and cure else harm


def objection_parts(text: str) -> tuple[str, str]:
    """The harm and what would take it away, as `objection_text` joined them."""
    harm, found, cure = text.rpartition(f"\n\n{CURE} ")
    return (harm, cure) if found else (text, "")
