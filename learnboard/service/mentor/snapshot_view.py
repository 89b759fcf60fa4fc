"""A mentor's view of a snapshot: its board, what changed since the one before, and what is requested."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.board import Board
from learnboard.domain.comparison import (
    Comparison,
    ConcernGroup,
    KeyResultChange,
    compare,
    group_changes,
    told_changes,
)
from learnboard.domain.cycles import in_order
from learnboard.domain.errors import InvalidFile, LearnboardError
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import main_goal
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.report import BoardReport, OpenRequests, board_report, open_requests
from learnboard.domain.text import clean_line
from learnboard.presentation.mentions import Mentions, read_rows
from learnboard.presentation.review import as_read
from learnboard.service.baseline import baseline_in_file
from learnboard.service.files import file_notices
from learnboard.service.mentor.snapshot_files import Mentee, SnapshotFile, cached_snapshot
from learnboard.service.queries.card import CardDetails, read_details
from learnboard.service.queries.snapshot_rows import SnapshotRows

_MOST_AT_ONCE: Final = 1_000
"""Key results of a file that is held against itself before it is shown: 0.02 s of a machine of 2025."""


class SnapshotView(NamedTuple):
    """An opened snapshot; `number` is its place among the files of its mentee, 0 for the oldest.

    `before` is the file it is compared with; without one the `baseline` was reckoned from the snapshot itself, or is
    None, too. `changes` are the comparison's rows that are told, and `groups` the same in the order of presentation.
    `notices` are sentences about the files. `known` are the check-ins that the reader has seen before, by their ids.
    `today` is the day on which it is looked at; None counts as the snapshot's own. Of a large file opened alone the
    baseline is still to be reckoned if it is `unreckoned`.
    """

    mentee: Mentee
    number: int
    snapshot: Snapshot
    report: BoardReport
    board: Board
    before: SnapshotFile | None
    baseline: Baseline | None
    comparison: Comparison | None
    changes: tuple[KeyResultChange, ...]
    groups: tuple[ConcernGroup, ...]
    requests: OpenRequests
    notices: tuple[str, ...]
    known: frozenset[Id] = frozenset()
    today: date | None = None
    unreckoned: bool = False

    @property
    def older_days(self) -> tuple[date, ...]:
        """The days of the snapshots shown whose files are of minor 0."""
        if self.comparison:
            return self.comparison.older_days
        return (self.snapshot.as_of,) if self.snapshot.older else ()

    @property
    def relative(self) -> bool:
        """Whether it is told how far away a day is: only from today."""
        return self.today in (None, self.snapshot.as_of)

    def looked_at_on(self, today: date) -> "SnapshotView":
        """Return the same as it is looked at on a day."""
        return self if self.today == today else self._replace(today=today)

    @property
    def file(self) -> SnapshotFile:
        """The file that was opened."""
        return self.mentee.files[self.number]


def open_snapshot_view(
    mentee: Mentee, number: int = -1, today: date | None = None, *, at_once: bool = True
) -> SnapshotView:
    """Open a snapshot of a mentee, the newest unless a number is given, and compare it with the one before.

    `today` is the day on which it is opened. Unless all is to be known `at_once`, a large file without one before is
    held against nothing yet: `reckoned` goes on.

    Raises:
        InvalidFile: if it cannot be read, or is of another board by now.
    """
    number %= len(mentee.files)
    file = mentee.files[number]
    snapshot = as_read(read_file(mentee, file))
    report = replace(board_report(snapshot.records, snapshot.as_of), withheld=snapshot.withheld)
    before, baseline, notices = _earlier(mentee, number, snapshot)
    later = before is None and not at_once and len(snapshot.records.key_results) > _MOST_AT_ONCE
    if before is None and not later:
        baseline = baseline_in_file(snapshot)
    view = SnapshotView(
        mentee=mentee,
        number=number,
        snapshot=snapshot,
        report=report,
        board=board_of(report),
        before=before,
        baseline=None,
        comparison=None,
        changes=(),
        groups=(),
        requests=open_requests(report),
        notices=(*_notices(snapshot, file), *notices),
        today=today,
        unreckoned=later,
    )
    return _held_against(view, baseline)


def reckoned(view: SnapshotView) -> SnapshotView:
    """Return a view held against what its reader last knew of the board, as far as its own file tells that."""
    return _held_against(view._replace(unreckoned=False), baseline_in_file(view.snapshot))


def _held_against(view: SnapshotView, baseline: Baseline | None) -> SnapshotView:
    if baseline is None:
        return view
    comparison = compare(baseline.snapshot, view.snapshot)
    changes = told_changes(comparison.rows, (card.id for column in view.report.columns for card in column.cards))
    return view._replace(
        baseline=baseline,
        comparison=comparison,
        changes=changes,
        groups=group_changes(changes),
        known=frozenset(row.id for row in baseline.snapshot.records.check_ins),
    )


def board_of(report: BoardReport) -> Board:
    """Return the whole board of a report, as screens draw it."""
    settings = report.records.board_info.settings
    return Board(
        settings=settings,
        day=report.as_of,
        cycle_context=CycleContext(report.cycle, report.as_of, settings) if report.cycle else None,
        goal=main_goal(report.records.goals),
        columns=report.columns,
        cycles=in_order(report.records.cycles),
        minutes_left=report.minutes_left,
        meeting=report.meeting,
    )


def read_file(mentee: Mentee, file: SnapshotFile) -> Snapshot:
    """Read a file of a mentee in full.

    Raises:
        InvalidFile: if it cannot be read, or is of another board by now.
    """
    snapshot = cached_snapshot(file.path)
    if snapshot.board_id != mentee.board_id:
        raise InvalidFile(f"{clean_line(str(file.path))} is of another board by now: open it again.")
    return snapshot


def _notices(snapshot: Snapshot, file: SnapshotFile) -> Iterator[str]:
    yield from file_notices(snapshot, file.path.name)
    if snapshot.snapshot_id != file.snapshot_id:
        yield f"{clean_line(file.path.name)} was replaced by another snapshot meanwhile: open it again."


def _earlier(
    mentee: Mentee, number: int, snapshot: Snapshot
) -> tuple[SnapshotFile | None, Baseline | None, tuple[str, ...]]:
    """The first of the earlier files that can be read, what was known then, and notices."""
    problems: list[str] = []
    for file in _earlier_files(mentee.files[:number], snapshot):
        try:
            before = read_file(mentee, file)
            return file, Baseline(before.as_of, "snapshot", before), (*problems, *_notices(before, file))
        except LearnboardError as error:
            problems.append(str(error))
    return None, None, tuple(problems)


def _earlier_files(files: tuple[SnapshotFile, ...], snapshot: Snapshot) -> list[SnapshotFile]:
    """The files to compare with, the best first: the one it follows, then the newest of its profile.

    What is of the same day comes last: it tells the same again.
    """
    others = [file for file in reversed(files) if file.snapshot_id != snapshot.snapshot_id]
    follows = snapshot.previous.snapshot_id if snapshot.previous else None
    return sorted(others, key=lambda file: _worth(file, snapshot, follows))


def _worth(file: SnapshotFile, snapshot: Snapshot, follows: Id | None) -> tuple[bool, bool, bool]:
    return file.as_of >= snapshot.as_of, file.snapshot_id != follows, file.profile != snapshot.profile


# -- cards --------------------------------------------------------------------------------------------------------


def snapshot_details(snapshot_view: SnapshotView, id_: Id) -> CardDetails:
    """Return all that a snapshot says about a key result; it has no history.

    Raises:
        NotFound: if the key result is not in the snapshot.
    """
    return read_details(SnapshotRows(snapshot_view.snapshot.records), id_, snapshot_view.board)


def with_titles(details: CardDetails, records: Records) -> CardDetails:
    """Return what is said about a key result with the ids in its texts read as the titles of rows."""
    return read_rows(details, Mentions(records).read)
