"""`learnboard backup` and `learnboard restore`."""

import os
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.commands import today, with_board
from learnboard.cli.paths import board_path
from learnboard.domain.errors import BoardUnavailable, NotFound, Rejected
from learnboard.domain.text import clean_line
from learnboard.service import backups
from learnboard.service.opening import missing_board_message

_WHEN: Final = 21
"""As many characters as `30 Nov 2026, 14:05:09` has."""


def backup(options: Namespace) -> int:
    """Back the board up, into its folder of backups or to a file."""
    board = board_path(options.board)
    if options.file == Path("-"):
        raise Rejected("A backup cannot go to a pipe: give the path of a file, or of a folder.")
    if not os.path.lexists(board):
        raise BoardUnavailable(missing_board_message(board))
    path = backups.back_up(board, "hand", to=options.file, wait=options.wait, progress=_progress())
    print(f"Backed up to “{clean_line(str(path))}”.")
    return 0


def restore(options: Namespace) -> int:
    """Restore a backup; without a name, list them."""
    board = board_path(options.board)
    if options.which is None:
        return _print_list(board, options.board)
    path = _find_backup(board, options.which)
    if not options.yes:
        _refuse_other_board(board, path)
    print(backups.describe_restored(path, backups.restore_backup(board, path, wait=options.wait, progress=_progress())))
    return 0


def _print_list(board: Path, named: str | None) -> int:
    found = backups.list_backups(board)
    if not found:
        raise Rejected(_no_backups(board))
    now, minutes = backups.current_summary(board), Counter(backups.backup_time(item, today()) for item in found)
    for number, item in enumerate(found, 1):
        when = backups.backup_time(item, today())
        when = backups.backup_time(item, today(), seconds=True) if minutes[when] > 1 else when
        what = item.trouble or (backups.describe_summary(item.summary) if item.summary else "")
        other = backups.other_board(item, now)
        what = f"{what}; {other}" if other else what
        print(f"{number:3}  {when:<{_WHEN}} {what}; {backups.BACKUP_REASONS[item.reason]}")
        if item.summary and item.summary.last_step:
            print(f"     {'last:':<{_WHEN}} {clean_line(item.summary.last_step)}")
    print(with_board("“learnboard restore NUMBER” restores one; the board as it is now is backed up first.", named))
    return 0


def _no_backups(board: Path) -> str:
    return f"There are no backups of {clean_line(str(board))}."


def _refuse_other_board(board: Path, path: Path) -> None:
    backup, now = backups.read_backup(path), backups.current_summary(board)
    if other := backups.other_board(backup, now):
        raise Rejected(
            f"{clean_line(path.name)} is a backup of {other}, and not of the one that is here: add --yes to restore it "
            "all the same. Nothing was changed."
        )


def _find_backup(board: Path, which: str) -> Path:
    """Find a backup by its number in the list, its name, or the path of a file."""
    try:
        found = backups.list_backups(board)
    except BoardUnavailable:
        if which.isdecimal() or not os.path.lexists(which):
            raise
        found = ()  # a file somewhere else can be restored all the same
    if which.isascii() and which.isdecimal():
        number = int(which)
        if 1 <= number <= len(found):
            return found[number - 1].path
        if not Path(which).exists():
            missing = f"There is no backup {which}: “learnboard restore” lists all {len(found)} of them."
            raise NotFound(missing if found else _no_backups(board))
    named = next((item.path for item in found if item.path.name == which), None)
    return named or _backup_at(which)


def _backup_at(which: str) -> Path:
    path = Path(which)
    if not os.path.lexists(path):
        raise NotFound(
            f"There is no backup “{clean_line(which)}”: give a number of the list (“learnboard restore”), or the path "
            "of a file."
        )
    if path.suffix in (".json", ".html"):
        raise Rejected(
            f"{clean_line(which)} is not a backup but an export: “learnboard import --replace {clean_line(which)}” "
            "replaces the board with a full snapshot, after a backup."
        )
    return path


def _progress() -> backups.Progress | None:
    """Show progress in percent on a terminal."""
    if not (sys.stderr and sys.stderr.isatty()):
        return None

    def show(done: int, pages: int) -> None:
        end = "\r\x1b[K" if done >= pages else ""
        sys.stderr.write(f"\r{100 * done // max(1, pages):3} %{end}")
        sys.stderr.flush()

    return show
