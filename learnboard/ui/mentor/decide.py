"""What waits for the mentor's decision: proposed budget entries and open proposals."""

from collections.abc import Mapping, Sequence
from typing import Final

from learnboard.domain.model.feedback import FeedbackKind, Target
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.reader import consents_wanted, own_agreement, undecided_entries, undecided_proposals

_MONEY: Final[Sequence[FeedbackKind]] = ("approve", "decline")
_DOES: Final[Mapping[FeedbackKind, str]] = {
    "approve": "A approves money, and none waits for you here",
    "decline": "D declines money, and none waits for you here",
    "consent": "C consents to proposals, and none waits for you here",
    "objection": "O objects to proposals, and none waits for you here",
}
"""What a key decides on, said where there is nothing of that."""


def waiting(kind: FeedbackKind, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Sequence[Target]:
    """Return all targets of a kind of decision, decided or not."""
    if kind in ("approve", "decline"):
        return [Target("budget_entry", entry.id) for entry in snapshot_view.requests.approvals]
    return [Target("proposal", proposal.id) for proposal in consents_wanted(snapshot_view, feedback_draft)]


def decidable(kind: FeedbackKind, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Sequence[Target]:
    """Return all that a kind of decision can be about: what waits for it, and the reader's own agreement."""
    reader = own_agreement(snapshot_view, feedback_draft) if kind == "approve" else None
    return [*waiting(kind, snapshot_view, feedback_draft), *([Target("person", reader.id)] if reader else [])]


def next_waiting(kind: FeedbackKind, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Target | None:
    """Return the first undecided target, otherwise the first one; None if there is none."""
    entries, proposals = (
        undecided_entries(snapshot_view, feedback_draft),
        undecided_proposals(snapshot_view, feedback_draft),
    )
    undecided = {*entries, *proposals}
    targets = waiting(kind, snapshot_view, feedback_draft)
    return next((target for target in targets if target in undecided), next(iter(targets), None))


def other_key(kind: FeedbackKind, target: Target, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> str:
    """Say which key decides on what is under the cursor, if not the one that was pressed; "" if none does."""
    if kind in _MONEY and target in waiting("consent", snapshot_view, feedback_draft):
        return "C consents to a proposal, O objects to it: A and D decide on money."
    if kind not in _MONEY and target in waiting("approve", snapshot_view, feedback_draft):
        return "A approves what costs money, D declines it: C and O are for proposals."
    if target.kind == "proposal" and kind not in _MONEY:
        return "Your consent is not asked for here, as it is closed, or you are not invited: c comments on it."
    if target.kind == "person" and kind == "decline":
        return "An agreement is not declined: press c to suggest a change of it."
    if target.kind == "person" and kind not in _MONEY:
        return "A agrees to an agreement, c suggests a change of it: C and O are for proposals."
    return ""


def nothing_waits(kind: FeedbackKind, target: Target, snapshot_view: SnapshotView) -> str:
    """Say what a key decides on, where nothing waits for it, and what can be done with what is under the cursor."""
    at = snapshot_view.board.find(target.id) if target.kind == "key_result" else None
    asks = at is not None and snapshot_view.board.columns[at[0]].cards[at[1]].asks
    return f"{_DOES[kind]}: c {'offers the help wanted' if asks else 'gives feedback instead'}."
