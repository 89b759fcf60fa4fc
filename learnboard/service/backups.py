"""Backups made, told and brought back, each in the thread that asks for it and with a connection of its own."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from learnboard.domain.text import clean_line
from learnboard.presentation.values import short_day
from learnboard.storage import backups, board_summary, restore, sync_folders
from learnboard.storage.backups import Backup, Progress, Reason
from learnboard.storage.board_summary import BoardSummary
from learnboard.storage.restore import Restored
from learnboard.storage.store import WAIT

__all__ = [
    "Backup",
    "BoardSummary",
    "Progress",
    "Reason",
    "Restored",
    "back_up",
    "backup_time",
    "current_summary",
    "describe_restored",
    "describe_summary",
    "list_backups",
    "move_aside",
    "restore_backup",
    "sync_folder_warning",
]
BACKUP_REASONS: Final[dict[Reason, str]] = {
    "hand": "by hand",
    "start": "at the start",
    "open": "while it was open",
    "migration": "before it was brought up to date",
    "import": "before an import",
    "restore": "before a backup was brought back",
    "repair": "before a repair",
    "lost": "before another file took its place",
}


def back_up(
    board: Path, why: Reason, *, to: Path | None = None, wait: float = WAIT, progress: Progress | None = None
) -> Path | None:
    """Back a board up into its folder, or to a file; None if a routine backup would say nothing new.

    Raises:
        BoardRefused: if the board is damaged or missing, or the backup cannot be written.
        BoardBusy: if another program keeps the board locked for `wait` seconds.
    """
    return backups.make(board, why, now=datetime.now(UTC), wait=wait, progress=progress, to=to)


def list_backups(board: Path) -> Sequence[Backup]:
    """The backups of a board, the newest first."""
    return backups.listed(board)


def restore_backup(board: Path, backup: Path, *, wait: float = WAIT, progress: Progress | None = None) -> Restored:
    """Make the board what a backup holds; what is there is backed up first, or kept aside if it is no board.

    Raises:
        BoardRefused: if the backup cannot be used, or the board not be written.
        BoardBusy: if another program keeps the board locked for `wait` seconds.
    """
    return restore.restore(board, backup, now=datetime.now(UTC), wait=wait, progress=progress)


def current_summary(board: Path) -> BoardSummary | None:
    """What the board holds now; None if that cannot be read just now, or there is none."""
    return board_summary.current_summary(board)


def sync_folder_warning(board: Path) -> tuple[str, str] | None:
    """What is to be said of the folder a board lies in, and the folder; None if nothing is.

    Told once for a folder: a person may have their reasons.
    """
    found = sync_folders.risk(board)
    if found is None:
        return None
    folder = clean_line(str(board.resolve().parent))
    message = (
        f"The board lies in {folder}, which belongs to {found}: two machines that write there lose each other's "
        "changes. Keep it in a folder of this machine alone, and carry snapshots between machines: “learnboard export "
        "--profile full”, “learnboard import --replace FILE”"
    )
    return message, folder


def move_aside(board: Path) -> Path | None:
    """Give what stands where the board should be another name; None if nothing stands there.

    Raises:
        BoardRefused: if it cannot be renamed.
    """
    return restore.keep_aside(board, datetime.now(UTC))


def backup_time(backup: Backup, today: date) -> str:
    """When a backup was made, where the person is: `3 May, 14:05`, or `yesterday, 14:05`."""
    at = backup.at.astimezone()
    near = {0: "today", 1: "yesterday"}.get((today - at.date()).days)
    return f"{near or short_day(at.date(), today)}, {at:%H:%M}"


def describe_summary(what: BoardSummary) -> str:
    """What a board holds: `4 objectives, 15 key results, 66 check-ins`."""
    counts = (
        (what.objectives, "objective", "objectives"),
        (what.key_results, "key result", "key results"),
        (what.check_ins, "check-in", "check-ins"),
    )
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in counts)


def describe_restored(backup: Path, restored: Restored) -> str:
    """What was done, and where what was there before is."""
    done = f"restored {clean_line(backup.name)}"
    if restored.saved:
        return f"{done}; the board as it was is in {clean_line(restored.saved.name)}"
    if restored.aside:
        return f"{done}; the file that was there is kept as {clean_line(restored.aside.name)}"
    return done
