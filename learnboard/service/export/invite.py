"""Invitations to consent and to a review: a file and a page for each, as their profile and visibility have it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.proposal_invitations import (
    REVIEW_TITLE,
    invitation_leak_text,
    not_open_text,
    withheld_person_text,
    withheld_text,
)
from learnboard.service.export.checks import describe_leak, refused_leaks
from learnboard.service.export.prepare import ExportRequest, PreparedExport, prepare_export
from learnboard.service.export.write import write_pairs
from learnboard.service.opening import open_existing
from learnboard.service.queries.consultation import consultation
from learnboard.service.queries.exports import profile_for
from learnboard.storage.exports import list_exports
from learnboard.storage.store import Store


class InvitationFiles(NamedTuple):
    """What somebody gets, and where it is written."""

    prepared: PreparedExport
    file: Path
    page: Path


def prepare_invitations(store: Store, proposal: Id, now: datetime, today: date) -> tuple[PreparedExport, ...]:
    """Return what each of the invited would get, in the order of the invitation. Nothing is written.

    Everybody gets the profile that they got last, else that of their relation.

    Raises:
        NotFound: if the proposal was deleted.
        Rejected: if it is not open, is more private than somebody's profile, or private texts would leave with it.
    """
    row = store.row(Proposal, proposal)
    if refusal := not_open_text(consultation(store, proposal, today)):
        raise Rejected(refusal)
    return _prepared(store, row, row.invited_ids, now, today)


def prepare_review(store: Store, meeting: Id, now: datetime, today: date) -> tuple[PreparedExport, ...]:
    """Return what each of those invited to a review would get, as `prepare_invitations` does.

    Raises:
        NotFound: if the review was cancelled, or somebody invited was deleted.
        Rejected: if it is more private than somebody's profile, or private texts would leave with it.
    """
    row = store.row(Meeting, meeting)
    return _prepared(store, row, row.with_ids, now, today)


def _prepared(
    store: Store, row: Proposal | Meeting, invited: Sequence[Id], now: datetime, today: date
) -> tuple[PreparedExport, ...]:
    prepared: list[PreparedExport] = []
    for id_ in invited:
        person = store.row(Person, id_)
        request = ExportRequest(_profile(store, person), id_)
        one = prepare_export(store, request, now, today)
        _check_reaches(one, row, person)
        if leaks := refused_leaks(one.leaks):
            raise Rejected(invitation_leak_text(describe_leak(leaks[0], one.snapshot.records), person.name))
        prepared.append(one)
    return tuple(prepared)


def prepare_review_at(meeting: Id, board: Path, now: datetime, today: date) -> tuple[PreparedExport, ...]:
    """Prepare the invitations to a review with a connection of its own, for a thread."""
    with open_existing(board) as store:
        return prepare_review(store, meeting, now, today)


def prepare_invitations_at(proposal: Id, board: Path, now: datetime, today: date) -> tuple[PreparedExport, ...]:
    """Do the same with a connection of its own, for a thread."""
    with open_existing(board) as store:
        return prepare_invitations(store, proposal, now, today)


def _profile(store: Store, person: Person) -> Profile:
    """The profile of the last export for somebody, or that of their relation; a full copy is for no guest."""
    notes = [note for note in list_exports(store) if note.for_id == person.id and note.profile != "full"]
    last = max(notes, key=lambda note: note.exported_at, default=None)
    return last.profile if last else profile_for(person)


def _check_reaches(prepared: PreparedExport, row: Proposal | Meeting, person: Person) -> None:
    """Refuse what would leave without what it invites to, or without the reader among the invited."""
    records, profile = prepared.snapshot.records, prepared.snapshot.profile
    if isinstance(row, Proposal):
        title = row.title
        invited = next((each.invited_ids for each in records.proposals if each.id == row.id), None)
    else:
        title = REVIEW_TITLE
        invited = next((each.with_ids for each in records.meetings if each.id == row.id), None)
    if invited is None:
        raise Rejected(withheld_text(title, person.name, profile))
    if person.id not in invited:
        raise Rejected(withheld_person_text(person.name, profile))


def write_invitations_at(board: Path, files: Sequence[InvitationFiles]) -> None:
    """Write a file and a page for each, with a connection of its own, for a thread; all of them or none.

    Raises:
        Rejected: if a snapshot's number is taken by now.
        InvalidFile: if a file exists, or cannot be written.
    """
    with open_existing(board) as store:
        write_pairs(store, files)
