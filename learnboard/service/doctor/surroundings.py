"""What is around a board: its backups, and where it lies."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.text import clean_line
from learnboard.presentation.values import count_of
from learnboard.service.backups import backup_time, describe_summary
from learnboard.service.doctor.findings import Finding, fine, notice, wrong
from learnboard.storage import backups
from learnboard.storage.backups import Backup
from learnboard.storage.inspection import quick_check
from learnboard.storage.sync_folders import find_risk

_MOST_WAYS: Final = 3


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
        return [*findings, fine(_describe_backups(usable, now))]
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
    usable = islice(((number, backup) for number, backup in numbered if not _trouble(backup)), _MOST_WAYS)
    today = now.astimezone().date()
    ways = [
        f"“learnboard restore {number}” restores the board of {backup_time(backup, today)}"
        + (f" ({describe_summary(backup.summary)})" if backup.summary else "")
        for number, backup in usable
    ]
    return f"{', '.join(ways)}." if ways else ""


def place_findings(board: Path) -> list[Finding]:
    """Return what else changes or locks files where the board lies."""
    if not (found := find_risk(board)):
        return [fine("A folder of this machine, as far as learnboard can tell")]
    what = f"The board lies in a folder of {clean_line(found)}, where two machines that write lose each other's changes"
    carry = "carry snapshots between machines (“learnboard export --profile full”, “learnboard import --replace FILE”)"
    return [notice(f"{what}: keep it in a folder of this machine alone, and {carry}")]


def _trouble(backup: Backup) -> str:
    """Why a backup cannot be restored; empty if it can."""
    if backup.trouble:
        return backup.trouble
    damage = quick_check(backup.path)
    return f"it is damaged ({damage})" if damage else ""


def _describe_backups(usable: Sequence[Backup], now: datetime) -> str:
    newest = usable[0]
    made = ", made" if len(usable) == 1 else ", the newest made"
    summary = f": {describe_summary(newest.summary)}" if newest.summary else ""
    return f"{count_of(len(usable), 'backup')}{made} {_age(newest, now)}{summary}"


def _age(backup: Backup, now: datetime) -> str:
    at = backup.at.astimezone()
    days = (now.astimezone().date() - at.date()).days
    if days <= 0:
        return f"today at {at:%H:%M}" if days == 0 else "later than now, by its name"
    return "yesterday" if days == 1 else f"{days:,} days ago"
