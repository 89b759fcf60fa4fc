"""What the newest snapshots of several people say to their mentor, for the list of all."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.offers import is_offer
from learnboard.domain.profiles import apply_profile
from learnboard.domain.relations import sole_mentor
from learnboard.domain.report import board_report
from learnboard.exchange.asks_markdown import asks_markdown
from learnboard.presentation.desk import DeskSummary, desk_summary
from learnboard.presentation.shared_asks import PersonAsks, SharedAsks, ask_rows, shared_asks
from learnboard.service.mentor.snapshot_files import FoundSnapshots, Mentee
from learnboard.service.mentor.snapshot_view import read_file


class NewestSnapshot(NamedTuple):
    """The newest snapshot of somebody, and what it says; `problem` is why it cannot be read, and then there is none.

    `asks` holds what its owner asks everybody for, and offers everybody.
    """

    snapshot: Snapshot | None
    summary: DeskSummary | None
    problem: str = ""
    asks: SharedAsks = SharedAsks()


def read_newest(mentee: Mentee, you: Id | None) -> NewestSnapshot:
    """Read the newest snapshot of a mentee for a reader, if it is known who that is; else for their only mentor."""
    try:
        snapshot = read_file(mentee, mentee.files[-1])
    except LearnboardError as error:
        return NewestSnapshot(None, None, str(error))
    reader = you or sole_mentor(snapshot.records.people, snapshot.as_of)
    summary = desk_summary(board_report(snapshot.records, snapshot.as_of), reader)
    return NewestSnapshot(snapshot, summary, asks=asks_in(snapshot))


def asks_in(snapshot: Snapshot) -> SharedAsks:
    """Return the asks and offers that would leave with a snapshot for everybody, whoever this one was written for.

    What several people are told of each other is held to the profile `shared` as a whole, and not row by row: so a key
    result is as visible as its objective, and whoever is not shared has no name (FORMAT.md §1, "Profiles").
    """
    records = snapshot.records
    if not any(row.ask for row in records.key_results) and not any(map(is_offer, records.budget_entries)):
        return SharedAsks()
    return shared_asks(board_report(apply_profile(records, "shared")[0], snapshot.as_of))


def asks_among(found: FoundSnapshots) -> Iterator[PersonAsks | str]:
    """Read the newest snapshots of all; yield what each shares, or a sentence on why a file cannot be read."""
    for mentee in found.mentees:
        try:
            snapshot = read_file(mentee, mentee.files[-1])
        except LearnboardError as error:
            yield str(error)
        else:
            yield PersonAsks(mentee.board_id, mentee.owner.name, asks_in(snapshot))


def asks_document(people: Sequence[PersonAsks]) -> bytes:
    """Return the asks and offers of people in Markdown, as they are sent to the group."""
    return asks_markdown(ask_rows(people))
