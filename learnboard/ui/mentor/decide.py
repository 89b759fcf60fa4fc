"""What waits for the mentor's decision: proposed budget entries and open proposals."""

from collections.abc import Mapping, Sequence
from typing import Final

from learnboard.domain.model.feedback import FeedbackKind, Target
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.reader import consents_wanted, own_agreement, undecided_entries, undecided_proposals

_NO_ENTRY: Final = "No budget entry waits for an approval here."
ASK_FOR_CHANGE: Final = "An agreement is not declined: press c to suggest a change of it."
NOT_ASKED: Final = "Your consent is not asked for here, as it is closed, or you are not invited: c comments on it."
_NO_PROPOSAL: Final = "No proposal is open here."
NOTHING_WAITS: Final[Mapping[FeedbackKind, str]] = {
    "approve": _NO_ENTRY,
    "decline": _NO_ENTRY,
    "consent": _NO_PROPOSAL,
    "objection": _NO_PROPOSAL,
}
"""Message for each kind of decision if nothing waits for it."""


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
