"""What is around a board: its backups, who may use the files, and where they lie."""

import stat
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.text import clean_line
from learnboard.presentation.values import count_of
from learnboard.service.backups import backup_time, describe_summary
from learnboard.service.doctor.findings import REPAIR, Finding, fine, notice, wrong
from learnboard.storage import backups
from learnboard.storage.backup_names import backup_folder, named_files
from learnboard.storage.backups import Backup, has_backups
from learnboard.storage.errors import quoted_path
from learnboard.storage.inspection import quick_check
from learnboard.storage.sync_folders import find_risk

_MOST_WAYS: Final = 3
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def backup_findings(board: Path, now: datetime, *, empty: bool, lost: bool) -> list[Finding]:
    """Return how many backups there are, how much the newest holds, and which of them cannot be used.

    `empty` says that nothing is on the board, `lost` that it could not be backed up now.
    """
    try:
        troubles = {backup: _trouble(backup) for backup in backups.list_backups(board)}
    except BoardUnavailable as error:
        return [wrong(str(error))]
    findings = [
        notice(f"The backup {clean_line(backup.path.name)} cannot be restored: {trouble}")
        for backup, trouble in troubles.items()
        if trouble
    ]
    if usable := [backup for backup, trouble in troubles.items() if not trouble]:
        newest = usable[0]
        made = ", made" if len(usable) == 1 else ", the newest made"
        summary = f": {describe_summary(newest.summary)}" if newest.summary else ""
        return [*findings, fine(f"{count_of(len(usable), 'backup')}{made} {_age(newest, now)}{summary}")]
    if empty:
        return [*findings, fine("There are none, and the board is still empty")]
    none = "There is no backup that could be restored"
    return [*findings, notice(none if lost else f"{none}: “learnboard backup” makes one")]


def restore_advice(board: Path, now: datetime) -> str:
    """Return the commands that restore the newest usable backups; empty if there are none."""
    try:
        numbered = enumerate(backups.list_backups(board), 1)
    except BoardUnavailable as error:
        return str(error)
    today = now.astimezone().date()
    ways = (
        f"“learnboard restore {number}” restores the board of {backup_time(backup, today)}"
        + (f" ({describe_summary(backup.summary)})" if backup.summary else "")
        for number, backup in numbered
        if not _trouble(backup)
    )
    advice = ", ".join(islice(ways, _MOST_WAYS))
    return f"{advice}." if advice else ""


def permission_findings(board: Path, *, own_folder: bool) -> list[Finding]:
    """Return who else may read and write the board and its backups."""
    findings = []
    for path, mode in find_exposed(board, own_folder=own_folder).items():
        may = "write" if mode & (stat.S_IWGRP | stat.S_IWOTH) else "read"
        what = f"Others on this machine may {may} {quoted_path(path)}: {REPAIR} makes it private"
        findings.append(wrong(what, "permissions"))
    if not own_folder and _mode(board.parent) & (stat.S_IWOTH | stat.S_ISVTX) == stat.S_IWOTH:
        what = "Anybody on this machine may replace the board with another file, in"
        findings.append(notice(f"{what} {quoted_path(board.parent)}: keep it in a folder of your own"))
    try:
        has_backups(board)
    except BoardUnavailable:
        return findings or [notice("The board is private, but its backups cannot be listed")]
    return findings or [fine("The board and its backups are private")]


def find_exposed(board: Path, *, own_folder: bool) -> dict[Path, int]:
    """Return what others may use, with its mode: the board, its backups and, if learnboard made it, its folder."""
    folder = backup_folder(board)
    private = {board.parent: stat.S_ISDIR} if own_folder else {}
    private |= {board: stat.S_ISREG, folder: stat.S_ISDIR}
    with suppress(BoardUnavailable):  # who may not list them is told so where backups are examined
        private.update((path, stat.S_ISREG) for path, _, _ in named_files(folder))
    modes = {path: _mode(path) for path in private}
    return {path: mode for path, mode in modes.items() if private[path](mode) and mode & _OTHERS}


def make_private(path: Path, mode: int) -> None:
    """Keep a file or folder to its owner, who gets no right that they do not have.

    Raises:
        OSError: if that is not permitted, or the disk has no permissions.
    """
    path.chmod(mode & (0o700 if stat.S_ISDIR(mode) else 0o600))
    if path.stat().st_mode & _OTHERS:
        raise OSError(0, "its disk has no permissions")


def place_findings(board: Path) -> list[Finding]:
    """Return what else changes or locks files where the board lies."""
    if not (found := find_risk(board)):
        return [fine("A folder of this machine, as far as learnboard can tell")]
    what = f"The board lies in a folder of {clean_line(found)}, where two machines that write lose each other's changes"
    carry = "carry snapshots between machines (“learnboard export --profile full”, “learnboard import --replace FILE”)"
    return [notice(f"{what}: keep it in a folder of this machine alone, and {carry}")]


def _trouble(backup: Backup) -> str:
    """Why a backup cannot be restored; empty if it can."""
    damage = "" if backup.trouble else quick_check(backup.path)
    return f"it is damaged ({damage})" if damage else backup.trouble


def _age(backup: Backup, now: datetime) -> str:
    at = backup.at.astimezone()
    days = (now.astimezone().date() - at.date()).days
    if days <= 0:
        return f"today at {at:%H:%M}" if days == 0 else "later than now, by its name"
    return "yesterday" if days == 1 else f"{days:,} days ago"


def _mode(path: Path) -> int:
    """What kind of file a path is and who may use it; 0 if there is none."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0
