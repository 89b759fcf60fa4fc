"""The parts of an export that need no screen: its context, its order, and how it is prepared and written."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.export.contents import describe_file
from learnboard.service.export.prepare import ExportFormat, ExportRequest, PreparedExport, prepare_export_at
from learnboard.service.export.write import write_export_at
from learnboard.service.queries.exports import PastExport
from learnboard.ui.toolkit.file_names import here, is_folder, short
from learnboard.ui.toolkit.text import simplified


class ExportOrder(NamedTuple):
    """The order to write a prepared export: the kind of file, its path, and what the user confirmed."""

    prepared: PreparedExport
    kind: ExportFormat
    path: Path
    force: bool
    anyway: bool


class ExportContext(NamedTuple):
    """The context of an export: the board's file and day, the possible readers, and past exports, newest first.

    `cycle` is the one that a story tells of, None for that of the day.
    """

    path: Path
    day: date
    people: Sequence[Person]
    earlier: Sequence[PastExport]
    cycle: Id | None = None


def prepare(context: ExportContext, request: ExportRequest) -> PreparedExport | LearnboardError:
    """Prepare an export, or return why that fails. Meant for a thread."""
    try:
        return prepare_export_at(context.path, request, datetime.now(UTC), context.day)
    except LearnboardError as error:
        return error


def write(board: Path, order: ExportOrder) -> Sequence[str]:
    """Write the file and return the notices about it. Meant for a thread.

    Raises:
        LearnboardError: if it cannot be written.
    """
    prepared, kind, path, force, anyway = order
    _, notices = write_export_at(board, prepared, kind, path, force=force, anyway=anyway)
    return notices


def same(path: Path, board: Path) -> bool:
    """Return whether a path is that of the board itself."""
    try:
        return path.samefile(board)
    except (OSError, ValueError):
        return False


def message(order: ExportOrder) -> str:
    """Return the message for the status line: `Wrote “~/a.html”: snapshot 3 for Rowan Teal.`, say."""
    snapshot, person = order.prepared.snapshot, order.prepared.person
    what = simplified(describe_file(order.prepared, order.kind))
    reader = f"for {simplified(person.name)}" if person else f"with profile {snapshot.profile}"
    held_back = ", something was withheld" if snapshot.withheld else ""
    return f"Wrote “{short(order.path)}”: {what} {reader}{held_back}."


def last_folder(earlier: Sequence[PastExport]) -> Path:
    """Return the folder of the last export if it still exists, else the working folder."""
    folders = (Path(one.file).parent for one in earlier if one.file)
    return next((folder for folder in folders if folder.is_absolute() and is_folder(folder)), here())
