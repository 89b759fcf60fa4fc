"""An export as values: what it begins with, what is to be written, and what becomes of both outside the screen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.people import Person
from learnboard.service.export.prepare import ExportFormat, ExportRequest, PreparedExport, prepare_export_at
from learnboard.service.export.write import write_export_at
from learnboard.service.queries.exports import PastExport
from learnboard.ui.toolkit.file_names import here, is_folder, short
from learnboard.ui.toolkit.text import simplified


class ExportOrder(NamedTuple):
    """What is to be written: the prepared export, as which kind of file, where, and what was agreed to."""

    prepared: PreparedExport
    kind: ExportFormat
    path: Path
    force: bool
    anyway: bool


class ExportContext(NamedTuple):
    """What an export begins with: the board's file and day, who can be written for, what was written, newest first."""

    path: Path
    day: date
    people: Sequence[Person]
    earlier: Sequence[PastExport]


def prepare(context: ExportContext, request: ExportRequest) -> PreparedExport | LearnboardError:
    """What would leave, or why that cannot be told. For a thread."""
    try:
        return prepare_export_at(context.path, request, datetime.now(UTC), context.day)
    except LearnboardError as error:
        return error


def write(board: Path, order: ExportOrder) -> Sequence[str]:
    """Write the file; answers what is to be said of it. For a thread.

    Raises:
        LearnboardError: if it cannot be written.
    """
    prepared, kind, path, force, anyway = order
    _, notices = write_export_at(board, prepared, kind, path, force=force, anyway=anyway)
    return notices[len(prepared.leaks) :]  # the places of private words were told before


def same(path: Path, board: Path) -> bool:
    """Whether a path is that of the board itself."""
    try:
        return path.samefile(board)
    except (OSError, ValueError):
        return False


def message(order: ExportOrder) -> str:
    """What was written: `wrote “~/a.html”: snapshot 3 for Rowan Teal, something was withheld`."""
    snapshot, person = order.prepared.snapshot, order.prepared.person
    reader = f"for {simplified(person.name)}" if person else f"with profile {snapshot.profile}"
    held_back = ", something was withheld" if snapshot.withheld else ""
    return f"wrote “{short(order.path)}”: snapshot {snapshot.sequence} {reader}{held_back}"


def last_folder(earlier: Sequence[PastExport]) -> Path:
    """The folder of the file that was written last, if it is there; else the working folder."""
    folders = (Path(one.file).parent for one in earlier if one.file)
    return next((folder for folder in folders if folder.is_absolute() and is_folder(folder)), here())
