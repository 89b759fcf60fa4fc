"""Backups: made, listed, described and restored. Each works in the calling thread, with its own connection."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from learnboard.domain.text import clean_line
from learnboard.presentation.labels import count_text
from learnboard.presentation.values import short_day
from learnboard.storage import backups, inspection, restore, sync_folders
from learnboard.storage.backup_names import Reason
from learnboard.storage.backups import Backup, Progress
from learnboard.storage.inspection import BoardSummary
from learnboard.storage.restore import Restored
from learnboard.storage.store import WAIT

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records

# Screens name the values of the storage through this module.
__all__ = ["Backup", "BoardSummary", "Progress", "Reason", "Restored"]
BACKUP_REASONS: Final[dict[Reason, str]] = {
    "hand": "by hand",
    "start": "at the start",
    "open": "while it was open",
    "migration": "before it was brought up to date",
    "import": "before an import",
    "restore": "before a backup was restored",
    "repair": "before a repair",
    "lost": "before it was replaced by another file",
}
_COUNTED: Final = ("objectives", "key_results", "check_ins")


def back_up(
    board: Path, reason: Reason, *, to: Path | None = None, wait: float = WAIT, progress: Progress | None = None
) -> Path | None:
    """Back a board up into its folder, or to a file; return None if a routine backup would hold nothing new.

    Raises:
        BoardUnavailable: if the board is damaged or missing, or the backup cannot be written.
        BoardBusy: if another program keeps the board locked for `wait` seconds.
    """
    return backups.create_backup(board, reason, now=datetime.now(UTC), wait=wait, progress=progress, to=to)


def list_backups(board: Path) -> Sequence[Backup]:
    """Return the backups of a board, the newest first.

    Raises:
        BoardUnavailable: if there is a folder of backups that cannot be read.
    """
    return backups.list_backups(board)


def read_backup(path: Path) -> Backup:
    """Return a file as a backup, wherever it is.

    Raises:
        BoardUnavailable: if it is missing or not a regular file.
    """
    return backups.read_backup(path)


def restore_backup(board: Path, backup: Path, *, wait: float = WAIT, progress: Progress | None = None) -> Restored:
    """Make the board what a backup holds. What is there is backed up before, or moved aside if it is no board.

    Raises:
        BoardUnavailable: if the backup cannot be used, or the board cannot be written.
        BoardBusy: if another program keeps the board locked for `wait` seconds.
    """
    return restore.restore(board, backup, now=datetime.now(UTC), wait=wait, progress=progress)


def move_aside(board: Path) -> Path | None:
    """Rename what is in the board's place; return None if nothing is.

    Raises:
        BoardUnavailable: if it cannot be renamed.
    """
    return restore.move_aside(board, datetime.now(UTC))


def current_summary(board: Path) -> BoardSummary | None:
    """Return what the board holds now; None if it cannot be read just now, or there is none."""
    return inspection.read_summary(board)


def sync_folder_warning(board: Path) -> tuple[str, str] | None:
    """Return a warning about the folder a board lies in, and the folder, if it is synchronized; else None.

    The warning is to be given once for a folder: a person may have their reasons.
    """
    found = sync_folders.find_risk(board)
    if found is None:
        return None
    folder = clean_line(str(board.resolve().parent))
    message = (
        f"The board lies in {folder}, which belongs to {found}: two machines that write there lose each other's "
        "changes. Keep it in a folder of this machine alone, and carry snapshots between machines: “learnboard export "
        "--profile full”, “learnboard import --replace FILE”."
    )
    return message, folder


def backup_time(backup: Backup, today: date, *, seconds: bool = False) -> str:
    """Say when a backup was made, in local time: `3 May, 14:05`, `yesterday, 14:05`, or to the second."""
    at = backup.at.astimezone()
    near = {0: "today", 1: "yesterday"}.get((today - at.date()).days)
    return f"{near or short_day(at.date(), today)}, {at:{'%H:%M:%S' if seconds else '%H:%M'}}"


def describe_summary(summary: BoardSummary) -> str:
    """Say how much a board holds: `4 objectives, 15 key results, 66 check-ins`."""
    return ", ".join(count_text(table, getattr(summary, table)) for table in _COUNTED)


def other_board(backup: Backup, now: BoardSummary | None) -> str:
    """Say whose board a backup holds, if that is another one than the board as it is now; empty if it is the same.

    Where there is no board now, it cannot be read or holds nothing, no backup is of another one.
    """
    held = backup.summary
    if held is None or now is None or held.board_id == now.board_id or not (now.objectives or now.key_results):
        return ""
    return f"another board, that of {clean_line(held.owner) or 'somebody'}"


def describe_records(records: "Records") -> str:
    """Say how much there is, as `describe_summary`."""
    return ", ".join(count_text(table, len(records.table(table))) for table in _COUNTED)


def describe_restored(backup: Path, restored: Restored) -> str:
    """Say what was restored, and where what was there before is."""
    done = f"Restored {clean_line(backup.name)}."
    if restored.saved:
        return f"{done} The board as it was is in {clean_line(restored.saved.name)}."
    if restored.aside:
        return f"{done} The file that was there is now {clean_line(restored.aside.name)}."
    return done
