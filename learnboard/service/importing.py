"""Files brought in: a whole board into an empty one, feedback into one's own."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from learnboard.domain.errors import Rejected
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import quoted
from learnboard.service import backups as board_backups
from learnboard.service import files
from learnboard.service.opening import open_or_create, open_to_change, refuse_lost_board
from learnboard.storage import backups
from learnboard.storage.store import WAIT, Store

if TYPE_CHECKING:
    from learnboard.service.queries.feedback_import import ImportPreview


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came in, or would, in a sentence, and what is to be said of the file."""

    message: str
    notices: tuple[str, ...]


def import_file(
    file: Path, board: Path, *, dry_run: bool = False, replace: bool = False, wait: float = WAIT
) -> ImportResult:
    """Take feedback into the board at a path, or make it the board in a full snapshot, each as one step.

    The file is read before the board is touched; with `dry_run` nothing is written, and no board is made. With
    `replace` a board that holds something gives way to the one in the snapshot, after a backup.

    Raises:
        Refused: if there is something on the board already, the snapshot is not a whole board, or the feedback is
            about another board.
        FileRefused: if the file is neither.
        BoardRefused: if the board cannot be opened, or feedback comes where no board is yet.
    """
    found = files.read_any(file)
    if isinstance(found, FeedbackDocument):
        return _feedback(found, board, dry_run=dry_run, wait=wait)
    return import_board(found, file, board, dry_run=dry_run, replace=replace, wait=wait)


def preview_file(store: Store, file: Path) -> "ImportPreview | Snapshot":
    """What would become of a feedback file, or the whole board in a full snapshot; nothing is written.

    Raises:
        LearnboardError: if it cannot be read, is neither, or is feedback about another board.
    """
    from learnboard.service.queries.feedback_import import import_preview  # noqa: PLC0415 - as for `_feedback`

    found = files.read_any(file)
    if isinstance(found, Snapshot):
        refuse_partial_board(found, file)
        return found
    return import_preview(store, found)


def _feedback(document: FeedbackDocument, board: Path, *, dry_run: bool, wait: float) -> ImportResult:
    # Only feedback needs its tables.
    from learnboard.service.commands import ImportFeedback  # noqa: PLC0415
    from learnboard.service.handlers.feedback import import_feedback  # noqa: PLC0415
    from learnboard.service.queries import feedback_import  # noqa: PLC0415

    with open_to_change(board, wait=wait) as store:
        arriving = feedback_import.import_preview(store, document)
        message = f"would take in {feedback_import.summary(document, arriving.items)}"
        if not dry_run:
            backups.make(board, "import", now=datetime.now(UTC), wait=wait)
            message = import_feedback(store, ImportFeedback(document), datetime.now(UTC).date()).message
    told = (feedback_import.describe_item(item) for item in arriving.items if item.status in ("unattached", "refused"))
    return ImportResult(message, (*arriving.notices, *told))


def import_board(
    snapshot: Snapshot, file: Path, board: Path, *, dry_run: bool = False, replace: bool = False, wait: float = WAIT
) -> ImportResult:
    """Make the board at a path the one in a snapshot that was read from a file; as for `import_file`."""
    refuse_partial_board(snapshot, file)
    if not replace:
        refuse_lost_board(board)
    saved, goes = None, None
    if os.path.lexists(board) or not dry_run:
        with open_or_create(board, wait=wait) as store:
            empty = store.records().empty
            goes = None if empty else board_backups.current_summary(board)
            if not (empty or replace):
                raise Rejected(
                    f"{clean_line(str(board))} is not empty: “--replace” puts this file in its place, after a backup; "
                    "or import into a new board with “learnboard --board NEW.db import FILE”."
                )
            if not dry_run:
                saved = None if empty else backups.make(board, "import", now=datetime.now(UTC), wait=wait)
                with store.step(f"import {quoted(file.name)}") as record:
                    record.become(snapshot.records)
    held = snapshot.records
    counts = board_backups.describe_summary(
        board_backups.BoardSummary("", "", len(held.objectives), len(held.key_results), len(held.check_ins))
    )
    message = f"{'would import' if dry_run else 'imported'} {counts} into {clean_line(str(board))}"
    if goes:
        message = f"{message}, in the place of {board_backups.describe_summary(goes)}"
    if saved:
        message = f"{message}; the board as it was is in {clean_line(saved.name)}, and “undo” brings it back too"
    return ImportResult(message, files.file_notices(snapshot, file))


def refuse_partial_board(snapshot: Snapshot, file: Path) -> None:
    """Refuse a snapshot that was made for somebody else, so that things are missing in it.

    Raises:
        Refused: if it is one.
    """
    if snapshot.profile != "full":
        raise Rejected(
            f"{clean_line(str(file))} was written for a {snapshot.profile} reader and is no whole board: look at it "
            "with “learnboard show FILE”, or import one made with “learnboard export --profile full”."
        )
