"""The rows of a snapshot, asked for as those of a board are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from learnboard.domain.board import Board
from learnboard.domain.comparison import Comparison, Group, changes, compare
from learnboard.domain.errors import InvalidFile, LearnboardError, NotFound
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import main_goal
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.report import BoardReport, OpenRequests, board_report, open_requests
from learnboard.domain.text import clean_line
from learnboard.service.mentor.snapshot_files import Mentee, SnapshotFile, read_whole
from learnboard.service.queries.card import CardDetails, read_details

Row = TypeVar("Row")
_MANY = (list, tuple, set, frozenset)


class SnapshotRowSource:
    """Answers as a board's store does, from values."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def row(self, record: type[Row], id_: Id) -> Row:
        """One row that is there.

        Raises:
            NotFound: if it is not.
        """
        for row in self.rows(record, id=id_):
            return row
        raise NotFound(f"This snapshot has no {_table(record)} {id_}.")

    def rows(self, record: type[Row], *, limit: int | None = None, offset: int = 0, **where: object) -> list[Row]:
        """The rows of a table that fit: by position, else by day, else by id."""
        found: Iterable[Any] = self._records.table(_table(record))
        for name, value in where.items():
            asked = value if isinstance(value, _MANY) else (value,)
            found = [row for row in found if getattr(row, name) in asked]
        return sorted(found, key=_order)[offset : None if limit is None else offset + limit]

    def steps_of(self, ids: Sequence[Id], *, most: int) -> Sequence[tuple[datetime, str]]:  # noqa: ARG002
        """A snapshot does not tell how it came about."""
        return ()


def _table(record: Any) -> str:
    table: str = record.TABLE
    return table


def _order(row: Any) -> tuple[Any, Id]:
    return next((getattr(row, name) for name in ("position", "on") if hasattr(row, name)), 0), row.id


_AT_RISK = ("at_risk", "off_track")


class SnapshotView(NamedTuple):
    """One snapshot of one person, opened; `number` is its place among their files, 0 for the oldest.

    `before` is the file it is compared with, None if there is none; `groups` are the comparison's rows in the order
    they are told. `notices` are sentences about the files.
    """

    mentee: Mentee
    number: int
    snapshot: Snapshot
    report: BoardReport
    board: Board
    before: SnapshotFile | None
    comparison: Comparison | None
    groups: tuple[Group, ...]
    requests: OpenRequests
    notices: tuple[str, ...]

    @property
    def file(self) -> SnapshotFile:
        """The file that was opened."""
        return self.mentee.files[self.number]


class Overview(NamedTuple):
    """Somebody in the list of several people, by their newest snapshot.

    `days` passed since it until today; `at_risk` key results are at risk or off track, `outdated` ones not heard of
    for long; `decisions` are asked for; `actions` are open; `open_answers` is feedback the owner has not answered.
    A file that turned out not to be read has a `problem`, a sentence, and counts nothing.
    """

    mentee: Mentee
    as_of: date
    days: int
    at_risk: int = 0
    outdated: int = 0
    decisions: int = 0
    actions: int = 0
    open_answers: int = 0
    problem: str = ""


def open_snapshot_view(mentee: Mentee, number: int = -1) -> SnapshotView:
    """Open one snapshot of a person, the newest unless a number is given, and hold it against the one before.

    Raises:
        FileRefused: if it is not to be read, or is of another board by now.
    """
    number %= len(mentee.files)
    file = mentee.files[number]
    snapshot = _read(mentee, file)
    report = replace(board_report(snapshot.records, snapshot.as_of), withheld=snapshot.withheld)
    before, comparison, notices = _compared(mentee, number, snapshot)
    return SnapshotView(
        mentee=mentee,
        number=number,
        snapshot=snapshot,
        report=report,
        board=board_of(report),
        before=before,
        comparison=comparison,
        groups=changes(comparison.rows) if comparison else (),
        requests=open_requests(report),
        notices=(*_notices(snapshot, file), *notices),
    )


def overview(mentee: Mentee, today: date) -> Overview:
    """What a mentor is told of a person in the list of several."""
    last = mentee.files[-1]
    days = (today - last.as_of).days
    try:
        snapshot = _read(mentee, last)
    except LearnboardError as error:
        return Overview(mentee, last.as_of, days, problem=str(error))
    report = board_report(snapshot.records, snapshot.as_of)
    healths = [card.figures.health for column in report.columns for card in column.cards]
    asked = open_requests(report)
    return Overview(
        mentee=mentee,
        as_of=last.as_of,
        days=days,
        at_risk=sum(health in _AT_RISK for health in healths),
        outdated=healths.count("outdated"),
        decisions=asked.decisions,
        actions=len(asked.actions),
        open_answers=sum(one.answer == "unanswered" for one in report.records.feedback),
    )


def details_of(snapshot_view: SnapshotView, id_: Id) -> CardDetails:
    """All that a snapshot says of a key result; it has no history.

    Raises:
        NotFound: if it is not in the snapshot.
    """
    return read_details(SnapshotRowSource(snapshot_view.snapshot.records), id_, snapshot_view.board)


def board_of(report: BoardReport) -> Board:
    """The board of a snapshot as the screens draw it, whole."""
    settings = report.records.board_info.settings
    return Board(
        settings=settings,
        day=report.as_of,
        cycle_context=CycleContext(report.cycle, report.as_of, settings) if report.cycle else None,
        goal=main_goal(report.records.goals),
        columns=report.columns,
        minutes_left=report.minutes_left,
        meeting=report.meeting,
    )


def _read(mentee: Mentee, file: SnapshotFile) -> Snapshot:
    snapshot = read_whole(file.path)
    if snapshot.board_id != mentee.board_id:
        raise InvalidFile(f"{clean_line(str(file.path))} is of another board by now: open it again.")
    return snapshot


def _notices(snapshot: Snapshot, file: SnapshotFile) -> Iterator[str]:
    name = clean_line(file.path.name)
    yield from snapshot.notices
    if snapshot.altered:
        yield f"{name} was altered after it was written: ask its owner for a new one."
    if snapshot.snapshot_id != file.snapshot_id:
        yield f"{name} was replaced by another snapshot meanwhile: open it again."


def _compared(
    mentee: Mentee, number: int, snapshot: Snapshot
) -> tuple[SnapshotFile | None, Comparison | None, tuple[str, ...]]:
    """What the snapshot is held against: the first file before it that can be read, and what is to be said."""
    refused: list[str] = []
    for file in _earlier(mentee.files[:number], snapshot):
        try:
            before = _read(mentee, file)
            return file, compare(before, snapshot), (*refused, *_notices(before, file))
        except LearnboardError as error:
            refused.append(str(error))
    return None, None, tuple(refused)


def _earlier(files: tuple[SnapshotFile, ...], snapshot: Snapshot) -> list[SnapshotFile]:
    """The files it may be held against, the best first: the one it follows, then the newest of its profile."""
    others = [file for file in reversed(files) if file.snapshot_id != snapshot.snapshot_id]
    follows = snapshot.previous and snapshot.previous.snapshot_id
    return sorted(others, key=lambda file: (file.snapshot_id != follows, file.profile != snapshot.profile))
