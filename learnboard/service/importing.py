"""Files imported: a whole board into an empty one or in place of another, feedback into one's own."""

import os
from datetime import UTC, datetime
from pathlib import Path

from learnboard.domain.errors import Rejected
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line, in_quotes
from learnboard.presentation.values import local_day, quoted
from learnboard.service.backups import back_up, current_summary, describe_records, describe_summary
from learnboard.service.commands import ImportFeedback
from learnboard.service.files import file_notices, read_any
from learnboard.service.handlers.feedback import import_feedback
from learnboard.service.opening import open_or_create, open_to_change, refuse_lost_board
from learnboard.service.queries.authors import describe_author
from learnboard.service.queries.feedback_import import ImportPreview, describe_import, describe_item, import_preview
from learnboard.storage.errors import quoted_path
from learnboard.storage.store import WAIT, Store


class ImportResult(NamedTuple):
    """What was or would be imported, in a sentence, and notices about the file."""

    message: str
    notices: tuple[str, ...]
    changed: bool = True
    """Whether anything was, or would be, changed."""


def import_file(
    file: Path,
    board: Path,
    *,
    dry_run: bool = False,
    replace: bool = False,
    add_author: bool = False,
    wait: float = WAIT,
) -> ImportResult:
    """Import feedback into the board at a path, or make it the board in a full snapshot, each as one step.

    The file is read before the board is touched. With `dry_run` nothing is written, and no board is made. With
    `replace` a board that is not empty gives way to the one in the snapshot, after a backup. With `add_author` an
    unknown author of feedback becomes a person on the board.

    Raises:
        Rejected: if the board is not empty, the snapshot is not a whole board, or the feedback is about another board.
        InvalidFile: if the file is neither a snapshot nor feedback.
        BoardUnavailable: if the board cannot be opened, or there is none yet that feedback could be imported into.
    """
    found = read_any(file)
    if isinstance(found, FeedbackDocument):
        return _import_feedback(found, board, dry_run=dry_run, add_author=add_author, wait=wait)
    return import_board(found, file, board, dry_run=dry_run, replace=replace, wait=wait)


def preview_file(store: Store, file: Path) -> ImportPreview | Snapshot:
    """Return what importing a feedback file would do, or the whole board in a full snapshot. Nothing is written.

    Raises:
        LearnboardError: if the file cannot be read, is neither, or is feedback about another board.
    """
    found = read_any(file)
    if isinstance(found, FeedbackDocument):
        return import_preview(store, found)
    _refuse_partial_board(found, file)
    return found


def _import_feedback(
    document: FeedbackDocument, board: Path, *, dry_run: bool, add_author: bool, wait: float
) -> ImportResult:
    with open_to_change(board, wait=wait) as store:
        preview = import_preview(store, document, add_author=add_author)
        message = f"Would import {describe_import(document, preview.items)}."
        if add_author and preview.author:
            message += f" That {describe_author(preview.author)}."
        if not dry_run:
            back_up(board, "import", wait=wait)
            message = import_feedback(store, ImportFeedback(document, add_author), local_day(datetime.now(UTC))).message
    offered: tuple[str, ...] = ()
    if preview.author and not add_author:
        offered = (f"“--add-author” {describe_author(preview.author)}, so that your answers can go back.",)
    troubled = (describe_item(item) for item in preview.items if item.status in ("unattached", "refused"))
    return ImportResult(message, (*preview.notices, *offered, *troubled))


def import_board(
    snapshot: Snapshot, file: Path, board: Path, *, dry_run: bool = False, replace: bool = False, wait: float = WAIT
) -> ImportResult:
    """Make the board at a path the one in a snapshot that was read from a file; as `import_file`."""
    _refuse_partial_board(snapshot, file)
    if not replace:
        refuse_lost_board(board)
    replaced, backup, same, before = None, None, False, None
    if os.path.lexists(board) or not dry_run:
        with open_or_create(board, wait=wait) as store:
            now = store.records()
            empty, same = now.empty, _hold_the_same(now, snapshot.records)
            replaced = None if empty else current_summary(board)
            if not (empty or replace):
                raise Rejected(
                    f"The board {quoted_path(board)} is not empty: “--replace” replaces it with this file, after a "
                    "backup; or import into a new board with “learnboard --board NEW.db import FILE”."
                )
            if not (dry_run or same):
                backup = None if empty else back_up(board, "import", wait=wait)
                with store.step(f"import {quoted(file.name)}") as record:
                    record.replace_records(snapshot.records)
            before = store.next_undo if same else None
    verb = "Would import" if dry_run else "Imported"
    instead = f", in place of {describe_summary(replaced)}" if replaced else ""
    message = f"{verb} {describe_records(snapshot.records)} into {quoted_path(board)}{instead}."
    if same:
        changes = "nothing would be changed" if dry_run else "nothing was changed"
        undo = f"; “undo” takes back the step before, {in_quotes(before)}" if before and not dry_run else ""
        message = f"The board {quoted_path(board)} is what {quoted(file.name)} holds: {changes}{undo}."
    elif backup:
        message = f"{message} The board as it was is in {clean_line(backup.name)}; “undo” restores it too."
    return ImportResult(message, file_notices(snapshot, file), changed=not same)


def _hold_the_same(first: Records, second: Records) -> bool:
    """Whether two boards hold the same rows, in whatever order."""
    tables = zip(first.tables(), second.tables(), strict=True)
    return first.board_info == second.board_info and all(
        len(rows) == len(others) and {row.id: row for row in rows} == {row.id: row for row in others}
        for (_, rows), (_, others) in tables
    )


def _refuse_partial_board(snapshot: Snapshot, file: Path) -> None:
    """Refuse a snapshot that was made for somebody else, so that rows are missing in it."""
    if snapshot.profile != "full":
        raise Rejected(
            f"{clean_line(str(file))} was written for a {snapshot.profile} reader and is not a whole board: look at it "
            "with “learnboard show FILE”, or import one made with “learnboard export --profile full”."
        )
