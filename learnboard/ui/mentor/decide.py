"""Saying yes or no: to budget entries that are proposed, and to proposals that are open."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from learnboard.domain.model.feedback import FeedbackKind, Target
from learnboard.presentation.feedback import item_text
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.forms import DecisionForm
from learnboard.ui.mentor.reader import DECISIONS, undecided_entries, undecided_proposals
from learnboard.ui.mentor.screen import ASKS
from learnboard.ui.mentor.subjects import FeedbackSubject, subject_of

if TYPE_CHECKING:
    from learnboard.ui.mentor.screen import SnapshotScreen


def _entries(snapshot_view: SnapshotView) -> list[Target]:
    return [Target("budget_entry", one.id) for one in snapshot_view.requests.approvals]


def _proposals(snapshot_view: SnapshotView) -> list[Target]:
    return [Target("proposal", one.id) for one in snapshot_view.requests.consents]


def _undecided(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> set[Target]:
    return {*undecided_entries(snapshot_view, feedback_draft), *undecided_proposals(snapshot_view, feedback_draft)}


def _decide(
    kind: FeedbackKind, wanted: Callable[[SnapshotView], list[Target]], nothing: str, screen: "SnapshotScreen"
) -> None:
    """Ask for a word, if what is under the cursor waits for one; else go to the next thing that does."""
    snapshot_view, feedback_draft, subject = (
        screen.mentor_session.snapshot_view,
        screen.mentor_session.feedback_draft,
        screen.subject,
    )
    targets = wanted(snapshot_view)
    if subject.target in targets:
        _ask(screen, kind, subject)
        return
    if not targets:
        screen.say(nothing)
        return
    open_ones = _undecided(snapshot_view, feedback_draft)
    there = next((target for target in targets if target in open_ones), targets[0])
    screen.find(ASKS, there)
    screen.say(
        f"{subject_of(snapshot_view.snapshot.records, there).named} waits for your word: press the key again for it"
    )


def _ask(screen: "SnapshotScreen", kind: FeedbackKind, subject: FeedbackSubject) -> None:
    mentor_session = screen.mentor_session
    before = next(
        (item for item in mentor_session.feedback_draft.items_on(subject.target) if item.kind in DECISIONS), None
    )

    def save(text: str) -> bool:
        mentor_session.decide(kind, subject.target, text)
        screen.say(item_text(kind, subject.named), "u undo")
        return True

    def form(draft: Mapping[str, str]) -> DecisionForm:
        text, other = (before.text, before.kind != kind) if before else ("", False)
        return DecisionForm(kind, subject, text=text, other=other, save=save, draft=draft)

    screen.open_form(f"{kind} {subject.target.id}", form)


_NO_ENTRY: Final = "No budget entry waits for an approval here."
_NO_PROPOSAL: Final = "No proposal is open here."
DECIDE: Final[Mapping[str, Callable[["SnapshotScreen"], None]]] = {
    "approve": partial(_decide, "approve", _entries, _NO_ENTRY),
    "decline": partial(_decide, "decline", _entries, _NO_ENTRY),
    "consent": partial(_decide, "consent", _proposals, _NO_PROPOSAL),
    "objection": partial(_decide, "objection", _proposals, _NO_PROPOSAL),
}
