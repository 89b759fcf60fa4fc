"""What the people of a folder ask for and offer, as the whole group may read it."""

from collections.abc import Iterator, Sequence

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.offers import is_offer
from learnboard.domain.profiles import apply_profile
from learnboard.domain.report import board_report
from learnboard.exchange.asks_markdown import asks_markdown
from learnboard.presentation.shared_asks import PersonAsks, SharedAsks, ask_rows, shared_asks
from learnboard.service.mentor.snapshot_files import FoundSnapshots
from learnboard.service.mentor.snapshot_view import read_file


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
