"""What stands in the empty field of feedback: a question that suits the state of what it is about."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.board import Card
from learnboard.domain.comparison import KeyResultChange, worries
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.feedback import FeedbackKind
from learnboard.service.mentor import SnapshotView
from learnboard.ui.mentor.subjects import FeedbackSubject

SubjectState: TypeAlias = Literal[
    "achieved", "dropped", "off_track", "confidence_fell", "divergent", "backward", "outdated", "at_risk", "plain"
]
_ASKS: Final[Mapping[SubjectState, str]] = {
    "achieved": "What will you do with what you learned?",
    "dropped": "What did you learn by letting it go?",
    "off_track": "What would you try if …?",
    "confidence_fell": "What took your confidence from {before} to {now}?",
    "divergent": "You say on track, at {shown} of an expected {expected} %. What makes you sure?",
    "backward": "What happened on the way back?",
    "outdated": "When did you last look at it, and what did you see?",
    "at_risk": "What would have to change for this to be on track again?",
    "plain": "What would you like to know?",
}
_SUGGESTS: Final[Mapping[SubjectState, str]] = {
    "off_track": "What would you try if it were yours?",
    "outdated": "the smallest step that would start it again",
    "divergent": "how to find out where it really stands",
}
_OTHERS: Final[Mapping[FeedbackKind, str]] = {
    "comment": "what you noticed",
    "suggestion": "one thing to try",
    "kudos": "what went well, and what it made possible",
    "offer": "what you can do: an hour, a name, a book",
    "call_out": "what you saw and what it did; it stays between the two of you",
    "approve": "a word about it, if you like",
    "decline": "why not, and what instead",
    "consent": "a word about it, if you like",
    "objection": "what harm it would do, and what would take the harm away",
}
_KUDOS_ACHIEVED: Final = "What did they do that made it work? Say it so that they can do it again."


class FeedbackContext(NamedTuple):
    """The state of what feedback is about, and the figures that questions name."""

    state: SubjectState
    before: int | None = None
    now: int | None = None
    shown: str = ""
    expected: str = ""


PLAIN: Final = FeedbackContext("plain")


def feedback_context(snapshot_view: SnapshotView, subject: FeedbackSubject) -> FeedbackContext:
    """The state of a key result as it matters to its mentor; plain for anything else."""
    at = snapshot_view.board.find(subject.key_result) if subject.key_result else None
    if at is None:
        return PLAIN
    card = snapshot_view.board.columns[at[0]].cards[at[1]]
    rows = snapshot_view.comparison.rows if snapshot_view.comparison else ()
    moved = next((row for row in rows if row.id == card.id), None)
    figures = card.figures
    before, now = moved.confidence if moved else (figures.confidence_before, figures.confidence)
    expected = half_up(figures.expected * 100, 0)
    return FeedbackContext(_state(card, moved, before, now), before, now, figures.shown.removesuffix("%"), expected)


def _state(card: Card, moved: KeyResultChange | None, before: int | None, now: int | None) -> SubjectState:
    health = card.figures.health
    if health in ("achieved", "dropped", "off_track"):
        return health
    if before is not None and now is not None and now < before:
        return "confidence_fell"
    worry = {*worries(moved)} if moved else set()
    if card.figures.divergent:
        return "divergent"
    if worry & {"backward", "last_step_backward"}:
        return "backward"
    return health if health in ("outdated", "at_risk") else "plain"


def first_kind(found: FeedbackContext) -> FeedbackKind:
    """The kind of feedback to begin with."""
    if found.state == "achieved":
        return "kudos"
    return "comment" if found.state in ("plain", "dropped") else "question"


def prompt_for(kind: FeedbackKind, found: FeedbackContext) -> str:
    """What stands in the empty field."""
    if kind == "question":
        return _ASKS[found.state].format(**found._asdict())
    if kind == "kudos" and found.state == "achieved":
        return _KUDOS_ACHIEVED
    if kind == "suggestion":
        return _SUGGESTS.get(found.state, _OTHERS[kind])
    return _OTHERS[kind]
