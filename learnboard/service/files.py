"""Snapshot and feedback files: read, reported on and compared.

What reads a file needs Pydantic, what opens a board needs SQLite. Each takes longer to import than the other needs to
do its work, so each is imported by the first function that needs it.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from learnboard.domain.as_of import is_later
from learnboard.domain.comparison import Comparison, compare
from learnboard.domain.days import ONE_DAY
from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.relations import sole_mentor
from learnboard.domain.report import BoardReport, board_report
from learnboard.domain.text import clean_line
from learnboard.presentation.changes import order_notice
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.review import as_read, own_view_first
from learnboard.service.queries.naming import find_cycle_by_title


def read_snapshot(path: Path) -> Snapshot:
    """Read a snapshot from a file and check all of it.

    Raises:
        InvalidFile: if it is not a snapshot that a board can hold.
    """
    from learnboard.exchange.documents import open_snapshot  # noqa: PLC0415 - Pydantic

    return open_snapshot(path)


def read_any(path: Path) -> Snapshot | FeedbackDocument:
    """Read a snapshot, a page with one inside, or feedback from a file.

    Raises:
        InvalidFile: if it is neither, or what it says cannot be on a board.
    """
    from learnboard.exchange.documents import open_document  # noqa: PLC0415 - Pydantic

    return open_document(path)


def report_of_board(
    path: Path, as_of: date | None, cycle: str | None = None, *, today: date, wait: float, needed: bool = False
) -> tuple[BoardReport, tuple[str, ...]]:
    """Compute a board's report on a day, by default today's, and notices about it.

    Where there is no board yet, none is made, and one that is `needed` is refused. The report is of a `cycle` by its
    title, by default of the day's.

    Another program's lock is waited for `wait` seconds.

    Raises:
        BoardUnavailable: if the board cannot be opened.
        NotFound: if there is no such cycle.
        Rejected: if there are several.
    """
    from learnboard.service import opening  # noqa: PLC0415 - SQLite

    if not os.path.lexists(path):
        opening.refuse_lost_board(path)
        if needed:
            raise BoardUnavailable(opening.missing_board_message(path), "missing")
        return board_report(Records(opening.new_board_info()), as_of or today), (opening.missing_board_message(path),)
    with opening.open_existing(path, wait=wait) as store:
        records, day = store.records(), as_of or today
        notices = () if as_of else _later_notice(records, day)
        return _report(own_view_first(records, day), day, cycle), notices


def _later_notice(records: Records, day: date) -> tuple[str, ...]:
    """Say that something has been entered for the day after: a clock or a time zone may have gone back since."""
    tomorrow = day + ONE_DAY
    count = sum(
        getattr(row, "on", None) == tomorrow and is_later(row, day) for _, rows in records.tables() for row in rows
    )
    if not count:
        return ()
    what, it = ("1 row is", "it") if count == 1 else (f"{count:,} rows are", "them")
    return (f"{what} dated tomorrow and left out: “show --as-of {tomorrow}” counts {it} too.",)


def _report(records: Records, as_of: date, cycle: str | None) -> BoardReport:
    id_ = None if cycle is None else find_cycle_by_title(records.cycles, cycle).id
    return board_report(records, as_of, id_)


def report_of_file(path: Path, as_of: date | None, cycle: str | None = None) -> tuple[BoardReport, tuple[str, ...]]:
    """Compute the report of a snapshot file, on its own day if none is given, and notices about the file.

    It is of a `cycle` by its title, by default of the day's.

    Raises:
        InvalidFile: if it is not a snapshot that a board can hold.
        NotFound: if there is no such cycle.
        Rejected: if there are several.
    """
    snapshot = read_snapshot(path)
    return _report_of(snapshot, as_of or snapshot.as_of, cycle), file_notices(snapshot, path)


def _report_of(snapshot: Snapshot, day: date, cycle: str | None = None) -> BoardReport:
    """The report of a snapshot on a day for whom it was written, as far as that is known."""
    return replace(
        _report(as_read(snapshot).records, day, cycle),
        withheld=snapshot.withheld,
        older=snapshot.older,
        exported=snapshot.profile != "full",
        snapshots=snapshot.sequence,
        reader=sole_mentor(snapshot.records.people, day) if snapshot.profile == "mentor" else None,
    )


class ComparedFiles(NamedTuple):
    """Two snapshot files, compared, and notices about them."""

    older: Snapshot
    newer: Snapshot
    comparison: Comparison
    notices: tuple[str, ...]

    def context(self, today: date | None = None) -> ReaderContext:
        """Return the newer one as its reader has it `today`, by default on its own day."""
        report = _report_of(self.newer, self.newer.as_of)
        return ReaderContext(report, report.reader, (row.id for row in self.older.records.check_ins), today)


def compare_files(old: Path, new: Path) -> ComparedFiles:
    """Compare two snapshot files.

    Raises:
        InvalidFile: if one is not a snapshot that a board can hold.
        Rejected: if they are of two boards.
    """
    first, second = read_snapshot(old), read_snapshot(new)
    comparison = compare(first, second)
    order = order_notice(comparison, *(clean_line(str(path)) for path in (old, new)))
    notices = (*file_notices(first, old), *file_notices(second, new), *filter(None, (order,)))
    return ComparedFiles(first, second, comparison, notices)


def file_notices(snapshot: Snapshot, name: Path | str) -> tuple[str, ...]:
    """Return what a reader of a file should know: that it was altered, or written by a newer learnboard."""
    altered = f"{clean_line(str(name))} was altered after it was written: ask its owner for a new one."
    return (*snapshot.notices, altered) if snapshot.altered else snapshot.notices


def to_json(plain: object) -> bytes:
    """Return plain data computed from files as JSON, sorted by name."""
    from learnboard.exchange.json_writer import indented_json  # noqa: PLC0415 - 6 ms of msgspec

    return indented_json(plain)


def schema(document: Literal["snapshot", "feedback"] = "snapshot") -> dict[str, object]:
    """Return the JSON Schema of a document of the format."""
    from learnboard.exchange.document_schema import FEEDBACK, SNAPSHOT, json_schema  # noqa: PLC0415 - Pydantic

    return json_schema(FEEDBACK if document == "feedback" else SNAPSHOT)
