"""Invitations to consent: a file and a page for each of the invited, as their profile and visibility have it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal
from learnboard.presentation.proposal_invitations import (
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
    prepared: list[PreparedExport] = []
    for id_ in row.invited_ids:
        person = store.row(Person, id_)
        request = ExportRequest(_profile(store, person), id_)
        one = prepare_export(store, request, now, today)
        _check_reaches(one, row, person)
        if leaks := refused_leaks(one.leaks):
            raise Rejected(invitation_leak_text(describe_leak(leaks[0], one.snapshot.records), person.name))
        prepared.append(one)
    return tuple(prepared)


def prepare_invitations_at(board: Path, proposal: Id, now: datetime, today: date) -> tuple[PreparedExport, ...]:
    """Do the same with a connection of its own, for a thread."""
    with open_existing(board) as store:
        return prepare_invitations(store, proposal, now, today)


def _profile(store: Store, person: Person) -> Profile:
    """The profile of the last export for somebody, or that of their relation; a full copy is for no guest."""
    notes = [note for note in list_exports(store) if note.for_id == person.id and note.profile != "full"]
    last = max(notes, key=lambda note: note.exported_at, default=None)
    return last.profile if last else profile_for(person)


def _check_reaches(prepared: PreparedExport, row: Proposal, person: Person) -> None:
    """Refuse what would leave without the proposal in it, or without the reader among the invited."""
    there = next((each for each in prepared.snapshot.records.proposals if each.id == row.id), None)
    if there is None:
        raise Rejected(withheld_text(row, person.name, prepared.snapshot.profile))
    if person.id not in there.invited_ids:
        raise Rejected(withheld_person_text(person.name, prepared.snapshot.profile))


def write_invitations_at(board: Path, files: Sequence[InvitationFiles]) -> None:
    """Write a file and a page for each, with a connection of its own, for a thread; all of them or none.

    Raises:
        Rejected: if a snapshot's number is taken by now.
        InvalidFile: if a file exists, or cannot be written.
    """
    with open_existing(board) as store:
        write_pairs(store, files)
