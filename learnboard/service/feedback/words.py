"""Whose feedback it is, in a sentence."""

from typing import Final

from learnboard.domain.feedback import Feedback, FeedbackKind
from learnboard.service.row_words import short_name

KINDS: Final[dict[FeedbackKind, str]] = {
    "comment": "comment",
    "question": "question",
    "suggestion": "suggestion",
    "kudos": "kudos",
    "call_out": "call-out",
    "offer": "offer",
    "approve": "approval",
    "decline": "refusal",
    "consent": "consent",
    "objection": "objection",
}
"""What a kind of feedback is called."""


def author_of(name: str) -> str:
    """Who wrote it, on one line; of somebody without a name it says so."""
    return short_name(name) or "somebody without a name"


def describe_feedback(feedback: Feedback) -> str:
    """Feedback by its kind and author: `question of Rowan Teal`."""
    return f"{KINDS[feedback.kind]} of {author_of(feedback.author)}"
