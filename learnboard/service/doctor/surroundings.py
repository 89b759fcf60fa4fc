"""A look at what is around a board: its backups, who may read it, and where it lies."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from learnboard.domain.text import clean_line
from learnboard.service.backups import backup_time, describe_summary
from learnboard.service.doctor.findings import REPAIR, Finding, fine, notice, wrong
from learnboard.storage import backups
from learnboard.storage.backups import Backup
from learnboard.storage.errors import quoted_path
from learnboard.storage.inspection import quick_check
from learnboard.storage.privacy import find_exposed, is_world_writable
from learnboard.storage.sync_folders import find_risk

_MOST_TOLD = 3


def look_at_backups(board: Path, now: datetime, *, empty: bool, lost: bool) -> list[Finding]:
    """How many there are, what the newest holds, and which of them are of no use.

    `empty` says that nothing is on the board, `lost` that nothing could be backed up now.
    """
    folder = backups.backup_folder(board)
    if folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK):
        return [wrong(f"The folder {quoted_path(folder)} cannot be read: give yourself the right to")]
    found = backups.list_backups(board)
    troubles = [(each, each.trouble or _unsound(each)) for each in found]
    usable = [each for each, trouble in troubles if not trouble]
    told = [
        notice(f"The backup {clean_line(each.path.name)} cannot be brought back: {trouble}")
        for each, trouble in troubles
        if trouble
    ]
    if usable:
        return [*told, fine(_newest(usable, now))]
    if empty:
        return [*told, fine("There is none, and nothing is on the board yet")]
    none = "There is no backup that could be brought back"
    return [*told, notice(none if lost else f"{none}: “learnboard backup” makes one")]


def way_back(board: Path, now: datetime) -> str:
    """The newest backups that could be brought back, each with the command for it; empty if there are none."""
    numbered = [
        (number, each)
        for number, each in enumerate(backups.list_backups(board), 1)
        if not (each.trouble or _unsound(each))
    ][:_MOST_TOLD]
    told = [
        f"“learnboard restore {number}” brings back the board of {backup_time(each, now.astimezone().date())}"
        + (f" ({describe_summary(each.summary)})" if each.summary else "")
        for number, each in numbered
    ]
    return f"{', '.join(told)}." if told else ""


def look_at_permissions(board: Path, *, own_folder: bool) -> list[Finding]:
    """Who may read and write the board and its backups."""
    found = [
        wrong(
            f"Others on this machine may {'write' if each.is_writable else 'read'} {quoted_path(each.path)}: {REPAIR} "
            "keeps it to you",
            "permissions",
        )
        for each in find_exposed(board, own_folder)
    ]
    if not own_folder and is_world_writable(board.parent):
        found.append(
            notice(
                "Anybody on this machine may put another file in the place of the board, in "
                f"{quoted_path(board.parent)}: keep it in a folder of your own"
            )
        )
    return found or [fine("The board and its backups are yours alone")]


def look_at_place(board: Path) -> list[Finding]:
    """What moves or locks files where the board lies."""
    if found := find_risk(board):
        return [
            notice(
                f"The board lies in a folder of {clean_line(found)}, where two machines that write lose each other's "
                "changes: keep it in a folder of this machine alone, and carry snapshots between machines (“learnboard "
                "export --profile full”, “learnboard import --replace FILE”)"
            )
        ]
    return [fine("A folder of this machine, as far as can be told")]


def _unsound(backup: Backup) -> str:
    wrong_in_it = quick_check(backup.path)
    return f"it is damaged ({wrong_in_it})" if wrong_in_it else ""


def _newest(usable: Sequence[Backup], now: datetime) -> str:
    newest = usable[0]
    count = "1 backup, made" if len(usable) == 1 else f"{len(usable):,} backups, the newest made"
    what = f": {describe_summary(newest.summary)}" if newest.summary else ""
    return f"{count} {_age(newest, now)}{what}"


def _age(backup: Backup, now: datetime) -> str:
    days = (now.astimezone().date() - backup.at.astimezone().date()).days
    if days <= 0:
        return f"today at {backup.at.astimezone():%H:%M}" if days == 0 else "later than now, by its name"
    return "yesterday" if days == 1 else f"{days:,} days ago"
