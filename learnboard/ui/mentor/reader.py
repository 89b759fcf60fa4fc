"""The reader of a snapshot and the decisions they have not made yet."""

from learnboard.domain.consent import is_asked
from learnboard.domain.model.feedback import DECISIONS, FeedbackKind, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.relations import ended, sole_mentor
from learnboard.domain.text import slug
from learnboard.presentation.assessments import Assessments
from learnboard.presentation.feedback import PLAIN, FeedbackContext, feedback_context
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import requests_text
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView


def reader_context(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> ReaderContext:
    """Return the report for its reader: the draft's author, otherwise the one mentor of the day."""
    author = feedback_draft.author
    you = author.person_id if author else guessed_reader(snapshot_view)
    return ReaderContext(snapshot_view.report, you, snapshot_view.known, snapshot_view.today)


def assessments_of(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Assessments:
    """Return what the reader sees of the owner's skills, with what they have rated and not sent yet."""
    blind = snapshot_view.snapshot.profile != "full"
    return Assessments(reader_context(snapshot_view, feedback_draft), feedback_draft.items, blind=blind)


def ratings_wanted(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> int:
    """Return on how many instruments the reader is asked to rate the owner."""
    return sum(text.asked for text in assessments_of(snapshot_view, feedback_draft).texts)


def guessed_reader(snapshot_view: SnapshotView) -> Id | None:
    """Return the owner's mentor on the day of the snapshot; None if there is none or more than one."""
    snapshot = snapshot_view.snapshot
    return sole_mentor(snapshot.records.people, snapshot.as_of)


def likely_reader(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Id | None:
    """Return whom a file was most likely written for, to be offered as its reader; None if several are as likely.

    A file does not say that, but only its reader's agreement leaves with it, its name ends with theirs, and among
    those invited to what is open, or else among all people, there may be one only.
    """
    records = snapshot_view.snapshot.records
    if own := own_agreement(snapshot_view, feedback_draft):
        return own.id
    name = snapshot_view.file.path.name.split(".")[0]
    end, day = f"-{snapshot_view.snapshot.profile}-", snapshot_view.snapshot.as_of
    called = [row for row in records.people if name.endswith(f"{end}{slug(row.name, '')}")]
    named = [row.id for row in called if not ended(row, day)] or [row.id for row in called]
    if named:  # somebody who is listed twice, such as a mentor who became a supervisor, is meant as who they are now
        return next(iter(named)) if len(named) == 1 else None
    if guess := guessed_reader(snapshot_view):
        return guess
    invited = {person for row in snapshot_view.requests.consents for person in row.invited_ids}
    likely = invited or {row.id for row in records.people}
    return next(iter(likely)) if len(likely) == 1 else None


def own_agreement(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Person | None:
    """Return the reader with the agreement between them and the owner; None if there is none.

    A mentor's file has no agreement but that of the person it was written for.
    """
    snapshot = snapshot_view.snapshot
    people = [row for row in snapshot.records.people if row.agreement]
    if snapshot.profile == "mentor" and len(people) == 1:
        return people[0]
    you = reader_context(snapshot_view, feedback_draft).you
    return next((row for row in people if row.id == you), None)


def consent_reader(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> Id | None:
    """Return the reader as the one whose consent may be asked; None if they are not known well enough.

    A file for one of those invited does not say whom it is for: who is only guessed, and not invited, may be another.
    """
    if feedback_draft.author:
        return feedback_draft.author.person_id
    own = own_agreement(snapshot_view, feedback_draft)
    guessed = own.id if own else guessed_reader(snapshot_view)
    invited = {person for row in snapshot_view.requests.consents for person in row.invited_ids}
    sure = own is not None and snapshot_view.snapshot.profile == "mentor"
    return guessed if sure or not invited or guessed in invited else None


def review_reader(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> ReaderContext:
    """Return the report for somebody who may be invited to a review; nobody is known if who is guessed is not."""
    context = reader_context(snapshot_view, feedback_draft)
    invited = {
        person
        for row in snapshot_view.report.records.meetings
        if row.kind == "progress_review" and not row.held
        for person in row.with_ids
    }
    if feedback_draft.author or context.you in invited:
        return context
    return ReaderContext(snapshot_view.report, None, snapshot_view.known, snapshot_view.today)


def consents_wanted(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> list[Proposal]:
    """Return the open proposals for which the reader is asked, also those on which their word stands already."""
    reader = consent_reader(snapshot_view, feedback_draft)
    return [row for row in snapshot_view.requests.consents if is_asked(row, reader)]


def decision_on(feedback_draft: FeedbackDraft, target: Target) -> FeedbackKind | None:
    """Return the decision on a target, if any."""
    return next((item.kind for item in feedback_draft.items_on(target) if item.kind in DECISIONS), None)


def undecided_entries(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> list[Target]:
    """Return the budget entries that wait for a decision."""
    targets = [Target("budget_entry", entry.id) for entry in snapshot_view.requests.approvals]
    return [target for target in targets if not decision_on(feedback_draft, target)]


def undecided_proposals(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> list[Target]:
    """Return the proposals that wait for consent or objection, and have not closed since the snapshot."""
    context = consent_context(snapshot_view, feedback_draft)
    still_open = (row.id for row in snapshot_view.requests.consents if row.closes_on >= context.today)
    targets = [Target("proposal", id_) for id_ in still_open if context.consultations[id_].waits_for(context.you)]
    return [target for target in targets if not decision_on(feedback_draft, target)]


def consent_context(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> ReaderContext:
    """Return the report for whoever's consent may be asked."""
    reader = consent_reader(snapshot_view, feedback_draft)
    return ReaderContext(snapshot_view.report, reader, today=snapshot_view.today)


def open_requests_text(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> str:
    """Return what is still requested of the reader: `1 approval and 2 actions`; "" for nothing."""
    you = reader_context(snapshot_view, feedback_draft).you
    return requests_text(
        len(undecided_entries(snapshot_view, feedback_draft)),
        len(undecided_proposals(snapshot_view, feedback_draft)),
        len(snapshot_view.requests.actions_of(you)) if you else 0,
        ratings_wanted(snapshot_view, feedback_draft),
    )


def feedback_context_of(snapshot_view: SnapshotView, target: Target) -> FeedbackContext:
    """Return the feedback context of a key result; PLAIN for anything else."""
    at = snapshot_view.board.find(target.id) if target.kind == "key_result" else None
    if at is None:
        return PLAIN
    rows = snapshot_view.comparison.rows if snapshot_view.comparison else ()
    change = next((row for row in rows if row.id == target.id), None)
    return feedback_context(snapshot_view.board.columns[at[0]].cards[at[1]], change)
