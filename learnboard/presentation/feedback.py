"""Feedback that was given before, its answers, and what is asked in the empty field of new feedback."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from learnboard.domain.board import Card
from learnboard.domain.consent import response_kind
from learnboard.domain.model.feedback import Answer, Feedback, FeedbackKind, SuggestedAction, Target, TargetKind
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import FEEDBACK_KINDS, author_label, target_noun
from learnboard.presentation.reader_context import ReaderContext, describe_target, named_target
from learnboard.presentation.review import verdict_text
from learnboard.presentation.rows import levels_text
from learnboard.presentation.values import State, Tone, is_yes_or_no, local_day, percent, short_day

if TYPE_CHECKING:  # a comparison needs the tables of all rows, and the page of a card does not
    from learnboard.domain.comparison import KeyResultChange

EARLIER: Final = "Earlier feedback"
ANSWERS: Final[Mapping[Answer, State]] = {
    "unanswered": State("○", "not answered yet", "warn"),
    "done": State("✓", "done", "good"),
    "will_do": State("●", "will do", "good"),
    "declined": State("–", "declined", "quiet"),
}
DONE: Final[Mapping[FeedbackKind, str]] = {
    "comment": "thanks",
    "question": "replied",
    "kudos": "thanks",
    "offer": "taken up",
    "call_out": "heard",
    "reaction": "thanks",
    "assessment": "thanks",
    "topic": "taken up",
}
"""What it is called that feedback of a kind is done with, where “done” does not say it (FORMAT.md §1)."""
_ALL_ANSWERS: Final[tuple[Answer, ...]] = ("done", "will_do", "declined")
_FITTING: Final[Mapping[FeedbackKind, tuple[Answer, ...]]] = {
    "comment": ("done",),
    "question": ("done",),
    "kudos": ("done",),
    "call_out": ("done", "will_do"),
    "reaction": ("done",),
    "assessment": ("done",),
}
"""The answers to what asks for nothing to be done; to everything else all of them fit."""
ANSWER_HINTS: Final[Mapping[str, str]] = {
    "thanks": "you read it, and say thank you",
    "replied": "you answer it here, or did when you met",
    "taken up": "you took it up",
    "heard": "you heard it; it stays with you",
    "done": "it is done",
    "will do": "you are going to",
    "declined": "you will not, and say why",
}
"""What an answer means, by what it is called."""
IN_PRIVATE: Final = "a gentle word in private, for the owner alone"
"""What a call-out is, wherever one is written or offered."""
ANSWER_LEAVES: Final = "goes back with the next export"
ANSWER_STAYS: Final = "stays with you: a call-out and its answer leave in no export"
"""Where the answer to a call-out goes (FORMAT.md §1, “Profiles”)."""


class FeedbackWay(NamedTuple):
    """A kind of feedback as it is offered to its author; `decided` is what is said once a decision is made."""

    kind: FeedbackKind
    name: str
    hint: str = ""
    decided: str = ""

    @property
    def signed(self) -> str:
        """The name with its sign: `✗ Decline`."""
        return f"{FEEDBACK_KINDS[self.kind].sign} {self.name}".lstrip()


WAYS_TO_REMARK: Final = (
    FeedbackWay("comment", "Comment", "what you noticed"),
    FeedbackWay("question", "Question", "what you would like to know"),
    FeedbackWay("suggestion", "Suggestion", "with something to do, if you like"),
    FeedbackWay("kudos", "Kudos", "what went well"),
    FeedbackWay("offer", "Offer", "what you can do for them"),
    FeedbackWay("call_out", "Call-out", IN_PRIVATE),
)
WAYS_TO_DECIDE: Final = (
    FeedbackWay("approve", "Approve", decided="You approve"),
    FeedbackWay("decline", "Decline", decided="You decline"),
    FeedbackWay("consent", "Consent", decided="You consent"),
    FeedbackWay("objection", "Object", decided="You object"),
)
"""What can be said and decided, in the order of all kinds."""
WAY_TO_RATE: Final = FeedbackWay("assessment", "Assessment", "a level from 1 to 5 on each axis, seen when both are in")
"""What is offered first on an assessment that has axes."""
WAY_TO_ADD: Final = FeedbackWay("topic", "Topic")
"""What is put on the agenda."""
SAY_WHY: Final[Mapping[FeedbackKind, str]] = {
    "decline": "Say why not, and what could be instead: a refusal without a reason helps nobody.",
    "objection": "Say what harm it would do: an objection needs a reason.",
}
"""What is said where a decision lacks its reason."""


def fitting_answers(kind: FeedbackKind) -> tuple[Answer, ...]:
    """The answers that fit a kind of feedback: praise is thanked for, a question replied to, a request done or not."""
    return _FITTING.get(kind, _ALL_ANSWERS)


def answer_state(kind: FeedbackKind, answer: Answer) -> State:
    """What an answer to feedback of a kind is called: a question that is done with is replied to."""
    state = ANSWERS[answer]
    return state._replace(label=DONE.get(kind, state.label)) if answer == "done" else state


def answer_of(row: Feedback) -> State:
    """What the answer to feedback is called; what stands among a proposal's responses without a reply is noted."""
    state = answer_state(row.kind, row.answer)
    noted = row.answer == "done" and not row.reply.strip() and response_kind(row.target.kind, row.kind)
    return state._replace(label="noted") if noted else state


class FeedbackText(NamedTuple):
    """Feedback that was given, and its answer; texts that do not apply are empty.

    `tone` tells a refusal from an approval; what is `private` is for the owner alone, with its answer.
    """

    id: Id
    target: Target
    on: str
    author: str
    kind: str
    about: str
    text: str
    action: str
    answer: State
    reply: str
    tone: Tone = "neutral"
    private: bool = False

    @property
    def heading(self) -> str:
        """Who gave what, and whether in private: `Rowan Teal, question about key result “Cut latency”`."""
        private = ", in private" if self.private else ""
        return f"{f'{self.author}, {self.kind} {self.about}'.rstrip()}{private}"

    @property
    def answer_text(self) -> str:
        """The answer with the reply: `declined: not this year`."""
        return f"{self.answer.label}: {self.reply}" if self.reply else self.answer.label


def earlier_feedback(context: ReaderContext) -> tuple[FeedbackText, ...]:
    """The feedback that was given before, the newest first."""
    records = context.report.records
    rows = sorted(records.feedback, key=lambda row: (row.written_at, row.id), reverse=True)
    texts = (
        feedback_text(
            row,
            context.day,
            author=context.name_of(row.person_id),
            about=about_text(row.kind, describe_target(records, row.target)),
        )
        for row in rows
    )
    named = context.titled
    return tuple(
        text._replace(text=named(text.text), action=named(text.action), reply=named(text.reply)) for text in texts
    )


def feedback_text(row: Feedback, day: date, *, author: str = "", about: str = "") -> FeedbackText:
    """Feedback and its answer; `author` is what the reader calls them, if not as in the feedback."""
    return FeedbackText(
        id=row.id,
        target=row.target,
        on=short_day(local_day(row.written_at), day),
        author=author or author_label(row.author),
        kind=FEEDBACK_KINDS[row.kind].signed,
        about=about,
        text="\n".join(filter(None, (levels_text(row.levels or {}), verdict_text(row.verdict), row.text.strip()))),
        action=suggested_action(row.action, day),
        answer=answer_of(row),
        reply=row.reply.strip(),
        tone=FEEDBACK_KINDS[row.kind].tone,
        private=row.kind == "call_out",
    )


def about_text(kind: FeedbackKind, target: str) -> str:
    """What feedback of a kind is about: `for key result “Cut latency”`."""
    return f"{FEEDBACK_KINDS[kind].preposition} {target}"


def item_text(kind: FeedbackKind, target: str) -> str:
    """Feedback of a kind on a target: `suggestion for key result “Cut latency”`."""
    return f"{FEEDBACK_KINDS[kind].noun} {about_text(kind, target)}"


def own_target(target: Target, title: str) -> str:
    """What feedback is about on the owner's board: by its title, or by its id if it is not there."""
    if title or target.kind == "board":
        return named_target(target.kind, title)
    return f"{target_noun(target.kind)} {target.id}"


def suggested_action(action: SuggestedAction | None, day: date) -> str:
    """What feedback suggests to do: `to do: measure it, by 1 Jul`; empty if it suggests nothing."""
    if action is None:
        return ""
    return f"to do: {action.text.strip()}" + (f", by {short_day(action.due_on, day)}" if action.due_on else "")


def answered_text(rows: Iterable[Feedback], owner: str) -> str:
    """How much feedback was answered: `Alder Finch answered 3 of 4`; empty if there is none."""
    answers = [row.answer != "unanswered" for row in rows]
    return f"{owner} answered {sum(answers)} of {len(answers)}" if answers else ""


# What is asked in an empty field

Situation: TypeAlias = Literal[
    "achieved",
    "dropped",
    "off_track",
    "confidence_fell",
    "divergent",
    "backward",
    "outdated",
    "at_risk",
    "pending",
    "on_track",
]
KIND_PROMPTS: Final[Mapping[FeedbackKind, str]] = {
    "comment": "What do you notice? What would you keep?",
    "question": "What would you like to know?",
    "suggestion": "What would you try, and why?",
    "kudos": "What went well, and what did it show?",
    "offer": "What could you do for it: time, a contact, a review?",
    "call_out": f"What did you see, and what did it do? It is {IN_PRIVATE}.",
    "approve": "Is there anything to add?",
    "decline": "Why not, and what could be instead?",
    "consent": "Is there anything to add?",
    "objection": "What harm would it do?",
    "reaction": "What is your first thought?",
    "amendment": "What would you change, and why?",
    "concern": "What worries you, even if it need not stop it?",
    "topic": "What should be talked about, and what should come of it?",
    "assessment": "What do you base it on?",
}
TARGET_PROMPTS: Final[Mapping[TargetKind, str]] = {
    "board": "What stands out when you look at all of it?",
    "goal": "Does the way so far lead there?",
    "objective": "Are these the right key results for it? What is missing?",
    "budget_entry": "What came of it, or what should come of it?",
    "proposal": "Is it good enough for now and safe enough to try?",
    "person": "Can you agree to it? What would you change?",
    "meeting": "What would you ask or say about it before you meet?",
    "action": "What came of it, or what would help to get it done?",
    "stretch": "What would make it safer, and still a stretch?",
    "assessment": "What have you seen that you base your view on?",
}
WORTH: Final = "What would make it worth the money?"
"""Asked about a budget entry that waits for approval."""
_CHANGE_AGREEMENT: Final = "What would you change in the agreement, and why?"
_KUDOS_ACHIEVED: Final = "What did they do that made it work? Say it so that they can do it again."
_SITUATION_PROMPTS: Final[Mapping[Situation, str]] = {
    "achieved": "What made it work, and what should be kept?",
    "dropped": "It was dropped. What is to be learned from it?",
    "off_track": "What would you try if the usual way stayed closed?",
    "confidence_fell": "Confidence fell from {before} to {now}. What would help it up again?",
    "divergent": "It is said to be on track, at {reached} of an expected {expected}. What makes that sure?",
    "backward": "It went backward. What would you try if nothing else could change?",
    "outdated": "It is outdated. When did you last look at it, and what did you see?",
    "at_risk": "What would have to change for it to be on track again?",
    "pending": "It has not begun. What would be a good first step?",
}
_DUE_AND_NOT_DONE: Final = "It is said to be on track, and is due and not done. What makes that sure?"
"""Asked of what is either done or not: it has no percentage."""


class FeedbackContext(NamedTuple):
    """The situation of what feedback is about, the question that it raises, if it raises one, and the help wanted."""

    situation: Situation
    question: str = ""
    ask: str = ""


PLAIN: Final = FeedbackContext("on_track")


def feedback_context(card: Card, change: "KeyResultChange | None") -> FeedbackContext:
    """The situation of a key result, from its figures and from what changed."""
    figures = card.figures
    before, now = change.confidence if change else (figures.confidence_before, figures.confidence)
    situation = _situation(card, change, before, now)
    question = _SITUATION_PROMPTS.get(situation, "")
    if situation == "divergent" and is_yes_or_no(card.key_result.kind):
        question = _DUE_AND_NOT_DONE
    numbers = {
        "before": before,
        "now": now,
        "reached": percent(figures.progress),
        "expected": percent(figures.expected),
    }
    ask = clean_line(card.key_result.ask) if card.asks else ""
    return FeedbackContext(situation, question.format(**numbers), ask)


def _situation(card: Card, change: "KeyResultChange | None", before: int | None, now: int | None) -> Situation:
    health = card.figures.health
    if health in ("achieved", "dropped", "off_track"):
        return health
    if before is not None and now is not None and now < before:
        return "confidence_fell"
    if card.figures.divergent:
        return "divergent"
    if change and (change.change == "backward" or change.last_step_backward):
        return "backward"
    return health


def first_kind(context: FeedbackContext, target: TargetKind = "key_result") -> FeedbackKind:
    """The kind of feedback to begin with: an offer where help is wanted, and for an agreement a change of it."""
    if target in ("person", "proposal"):
        return "suggestion" if target == "person" else "question"
    if context.ask:
        return "offer"
    if context.situation == "achieved":
        return "kudos"
    return "comment" if context.situation in ("on_track", "pending", "dropped") else "question"


def prompt_for(kind: FeedbackKind, context: FeedbackContext, target: TargetKind = "key_result") -> str:
    """What is asked in the empty field of a kind of feedback on a kind of target."""
    if target == "person" and kind == "suggestion":
        return _CHANGE_AGREEMENT
    if kind == "comment" and target in TARGET_PROMPTS:
        return TARGET_PROMPTS[target]
    if kind == "question" and context.question:
        return context.question
    if kind == "offer" and context.ask:
        return f"Wanted: {context.ask}. What could you do?"
    if kind == "kudos" and context.situation == "achieved":
        return _KUDOS_ACHIEVED
    return KIND_PROMPTS[kind]
