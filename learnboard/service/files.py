"""Files that others wrote, or that one wrote oneself: read, shown and compared."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from learnboard.domain.comparison import Comparison, compare
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.report import BoardReport, board_report
from learnboard.domain.text import clean_line
from learnboard.exchange import plain_text


def read_file(path: Path) -> Snapshot:
    """A snapshot from a file, checked whole.

    Raises:
        FileRefused: if it is not one, or says what no board can hold.
    """
    # Pydantic takes longer to import than a board takes to open; only files need it.
    from learnboard.exchange.documents import open_snapshot  # noqa: PLC0415

    return open_snapshot(path)


def read_any(path: Path) -> Snapshot | FeedbackDocument:
    """A snapshot or feedback, told apart by what is in the file; a page holds a snapshot.

    Raises:
        FileRefused: if it is neither, or says what no board can hold.
    """
    from learnboard.exchange.documents import open_document  # noqa: PLC0415 - as in `read_file`

    return open_document(path)


def report_of_board(path: Path, as_of: date, *, wait: float) -> tuple[BoardReport, tuple[str, ...]]:
    """Where a board stands on a day, and what is to be said of it. None is made where there is none yet.

    Another program's lock is waited for `wait` seconds.

    Raises:
        BoardRefused: if it cannot be opened.
    """
    # Peewee takes half as long to import as a large file takes to read; only boards need it.
    from learnboard.service.opening import missing_board_message, new_board_info, open_existing, refuse_lost_board  # noqa: PLC0415

    if not os.path.lexists(path):
        refuse_lost_board(path)
        return board_report(Records(new_board_info()), as_of), (missing_board_message(path),)
    with open_existing(path, wait=wait) as store:
        return board_report(store.records(), as_of), ()


def report_of_file(path: Path, as_of: date | None) -> tuple[BoardReport, tuple[str, ...]]:
    """Where a snapshot stands, on its own day if none is given, and what is to be said of the file."""
    snapshot = read_file(path)
    report = replace(board_report(snapshot.records, as_of or snapshot.as_of), withheld=snapshot.withheld)
    return report, file_notices(snapshot, path)


def compare_files(old: Path, new: Path) -> tuple[Comparison, tuple[str, ...]]:
    """Two snapshot files held against each other, and what is to be said of the files."""
    first, second = read_file(old), read_file(new)
    return compare(first, second), (*file_notices(first, old), *file_notices(second, new))


def file_notices(snapshot: Snapshot, path: Path) -> tuple[str, ...]:
    """What is to be said of a file that was read: that it is newer than we are, or no longer as it was written."""
    name = clean_line(str(path))
    altered = f"{name} was altered after it was written: ask its owner for a new one."
    return (*snapshot.notices, altered) if snapshot.altered else snapshot.notices


def describe(of: BoardReport | Comparison) -> str:
    """A board or a comparison in plain text."""
    return plain_text.board_text(of) if isinstance(of, BoardReport) else plain_text.comparison_text(of)


def to_json(plain: object) -> bytes:
    """What was computed of files as JSON for people and programs; it takes what has read the files."""
    from learnboard.exchange.canonical import indented_json  # noqa: PLC0415 - as in `read_file`

    return indented_json(plain)


def schema(document: Literal["snapshot", "feedback"] = "snapshot") -> dict[str, object]:
    """The JSON Schema of a document of the format."""
    from learnboard.exchange.document_schema import FEEDBACK, SNAPSHOT, json_schema  # noqa: PLC0415 - as in `read_file`

    return json_schema(FEEDBACK if document == "feedback" else SNAPSHOT)
