"""What the newest snapshots of several people say to their mentor, for the list of all."""

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.relations import sole_mentor
from learnboard.domain.report import board_report
from learnboard.presentation.desk import DeskSummary, desk_summary
from learnboard.service.mentor.snapshot_files import Mentee
from learnboard.service.mentor.snapshot_view import read_file


class NewestSnapshot(NamedTuple):
    """The newest snapshot of somebody, and what it says; `problem` is why it cannot be read, and then there is none."""

    snapshot: Snapshot | None
    summary: DeskSummary | None
    problem: str = ""


def read_newest(mentee: Mentee, you: Id | None) -> NewestSnapshot:
    """Read the newest snapshot of a mentee for a reader, if it is known who that is; else for their only mentor."""
    try:
        snapshot = read_file(mentee, mentee.files[-1])
    except LearnboardError as error:
        return NewestSnapshot(None, None, str(error))
    reader = you or sole_mentor(snapshot.records.people, snapshot.as_of)
    return NewestSnapshot(snapshot, desk_summary(board_report(snapshot.records, snapshot.as_of), reader))
