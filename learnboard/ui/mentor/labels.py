"""Sentences of the mentor's view that more than one of its pictures says."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import FeedbackKind, Target
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.model.records import Records
from learnboard.service.mentor import FeedbackDraft, SnapshotView
from learnboard.ui.toolkit.text import simplified

KINDS: Final[dict[FeedbackKind, str]] = {
    "comment": "comment",
    "question": "question",
    "suggestion": "suggestion",
    "kudos": "kudos",
    "offer": "offer",
    "call_out": "call-out",
    "approve": "approved",
    "decline": "declined",
    "consent": "consent",
    "objection": "objection",
}
SEVERAL: Final[dict[FeedbackKind, str]] = {
    kind: word if kind in ("kudos", "approve", "decline") else f"{word}s" for kind, word in KINDS.items()
}
"""The same for more than one."""
DECISIONS: Final[frozenset[FeedbackKind]] = frozenset({"approve", "decline", "consent", "objection"})


def counted(number: int, one: str, many: str = "") -> str:
    """So many of something: `1 item`, `3 items`."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def days_words(days: int) -> str:
    """A number of days in words."""
    return counted(days, "day")


def since_words(on: date, today: date) -> str:
    """How long ago a day is, seen from today."""
    days = (today - on).days
    if days < 0:
        return f"in {days_words(-days)}"
    return {0: "today", 1: "yesterday"}.get(days, f"{days_words(days)} ago")


def decision_on(feedback_draft: FeedbackDraft, target: Target) -> FeedbackKind | None:
    """What was decided about something, if anything was."""
    return next((item.kind for item in feedback_draft.items_on(target) if item.kind in DECISIONS), None)


def undecided_entries(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> list[BudgetEntry]:
    """The budget entries on which a word is still wanted."""
    return [
        one
        for one in snapshot_view.requests.approvals
        if not decision_on(feedback_draft, Target("budget_entry", one.id))
    ]


def undecided_proposals(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> list[Proposal]:
    """The proposals on which a word is still wanted."""
    return [
        one for one in snapshot_view.requests.consents if not decision_on(feedback_draft, Target("proposal", one.id))
    ]


def own_actions(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Sequence[Action]:
    """The open actions of whoever writes the letter, as far as that is known."""
    reader = reader_of(snapshot_view, feedback_draft)
    return snapshot_view.requests.actions_of(reader) if reader else ()


def reader_of(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Id | None:
    """Who of the people of the board reads it: whom they said to be, or else the one mentor of the day."""
    if feedback_draft.author:
        return feedback_draft.author.person_id
    return guessed_reader(snapshot_view)


def guessed_reader(snapshot_view: SnapshotView) -> Id | None:
    """The one person who is the owner's mentor on the day of the snapshot; None for none or several."""
    day = snapshot_view.snapshot.as_of
    mentors = [
        person.id
        for person in snapshot_view.snapshot.records.people
        if person.relation == "mentor"
        and (person.from_on is None or person.from_on <= day)
        and (person.to_on is None or day <= person.to_on)
    ]
    return mentors[0] if len(mentors) == 1 else None


def person_name(records: Records, person: Id | None) -> str:
    """A person's name on one line; the owner's for the owner, nothing for nobody."""
    if person == OWNER:
        return simplified(records.board_info.owner.name) or "the owner"
    name = next((one.name for one in records.people if one.id == person), "")
    return simplified(name)


def answered_words(snapshot_view: SnapshotView) -> str:
    """How much of the feedback in a snapshot its owner answered, in a line; nothing if there is none."""
    records = snapshot_view.snapshot.records
    if not records.feedback:
        return ""
    owner = simplified(records.board_info.owner.name) or "The owner"
    answered = sum(one.answer != "unanswered" for one in records.feedback)
    return f"{owner} answered {answered} of {len(records.feedback)}"


def asked_words(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> str:
    """What is still asked of the reader, in a line; nothing if nothing is."""
    entries, proposals = (
        len(undecided_entries(snapshot_view, feedback_draft)),
        len(undecided_proposals(snapshot_view, feedback_draft)),
    )
    own = len(own_actions(snapshot_view, feedback_draft))
    parts = [
        counted(entries, "approval") if entries else "",
        counted(proposals, "proposal") if proposals else "",
        counted(own, "action of yours", "actions of yours") if own else "",
    ]
    return ", ".join(part for part in parts if part)
