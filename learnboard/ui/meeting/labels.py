"""What the things of a meeting are called: feedback and answers, actions, exports, in a person's words."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import Answer, Feedback, FeedbackKind, SuggestedAction, Target
from learnboard.presentation.values import short_day
from learnboard.service.queries.exports import PastExport
from learnboard.presentation.labels import author_label
from learnboard.service.queries.open_items import OpenAction
from learnboard.ui.toolkit.styled_text import away
from learnboard.ui.toolkit.text import simplified

_SAYS: Final[Mapping[FeedbackKind, str]] = {
    "comment": "comments on",
    "question": "asks about",
    "suggestion": "suggests for",
    "kudos": "praises",
    "call_out": "calls out on",
    "offer": "offers help with",
    "approve": "approves",
    "decline": "declines",
    "consent": "consents to",
    "objection": "objects to",
}
_ANSWERS: Final[Mapping[Answer, str]] = {
    "unanswered": "not answered yet",
    "done": "done",
    "will_do": "you will do it",
    "declined": "declined",
}


def says(kind: FeedbackKind, author: str, about: str) -> str:
    """Who says what about what: `Rowan Teal asks about “Speak at a meetup”`."""
    target = f"“{simplified(about)}”" if about else "the board"
    return f"{simplified(author_label(author))} {_SAYS[kind]} {target}"


def target_words(target: Target, about: str, *, lost: bool) -> str:
    """What feedback is about by its title; what is not on the board by its id."""
    return f"{target.kind.replace('_', ' ')} {target.id}" if lost and not about else about


def suggested(action: SuggestedAction | None, day: date) -> str:
    """What feedback suggests to do, and by when; nothing if it suggests nothing."""
    if action is None:
        return ""
    due = f", by {short_day(action.due_on, day)}" if action.due_on else ""
    return f"to do: {simplified(action.text)}{due}"


def answered(feedback: Feedback) -> str:
    """What was answered: `declined: not this year`."""
    reply = simplified(feedback.reply)
    return f"{_ANSWERS[feedback.answer]}: {reply}" if reply else _ANSWERS[feedback.answer]


def action_words(one: OpenAction, day: date) -> str:
    """Whose an action is, and when it is due: `you, by 3 Jul, in 7 days`; `Hazel Brook, overdue since 22 May`."""
    who = "you" if one.mine else simplified(one.who) or "nobody"
    on = one.action.due_on
    if on is None:
        return who
    due = f"overdue since {short_day(on, day)}" if one.late else f"by {short_day(on, day)}, {away(on, day)}"
    return f"{who}, {due}"


def handed_words(handed: PastExport, day: date) -> str:
    """What was exported to somebody last: `Rowan Teal: snapshot 3, as of 26 Jun, profile mentor`."""
    name = simplified(handed.person_name) or "Nobody in particular"
    return f"{name}: snapshot {handed.sequence}, as of {short_day(handed.as_of, day)}, profile {handed.profile}"
