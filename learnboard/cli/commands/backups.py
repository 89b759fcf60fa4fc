"""Commands that keep a board safe: backup and restore."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.output import today
from learnboard.cli.paths import board_path
from learnboard.domain.errors import BoardUnavailable, NotFound, Rejected
from learnboard.domain.text import clean_line
from learnboard.service import backups
from learnboard.service.opening import no_board


def backup(options: Namespace) -> int:
    """Back the board up, into its folder of backups or to a file."""
    board = board_path(options.board)
    if not os.path.lexists(board):
        raise BoardUnavailable(no_board(board))
    path = backups.back_up(board, "hand", to=options.file, wait=options.wait, progress=_shown())
    print(f"backed up to {clean_line(str(path))}")
    return 0


def restore(options: Namespace) -> int:
    """Bring a backup back; without a word which one, list them."""
    board = board_path(options.board)
    if options.which is None:
        return _listed(board)
    path = _chosen(board, options.which)
    print(backups.describe_restored(path, backups.bring_back(board, path, wait=options.wait, progress=_shown())))
    return 0


def _listed(board: Path) -> int:
    found = backups.backups_of(board)
    if not found:
        raise Rejected(f"There are no backups of {clean_line(str(board))}.")
    for number, each in enumerate(found, 1):
        what = each.trouble or (backups.describe_summary(each.holds) if each.holds else "")
        print(f"{number:3}  {backups.backup_moment(each, today()):<20} {what}; {backups.REASONS[each.reason]}")
        if each.holds and each.holds.last_step:
            print(f"     {'last:':<20} {clean_line(each.holds.last_step)}")
    print("“learnboard restore NUMBER” brings one back; the board as it is now is backed up first.")
    return 0


def _chosen(board: Path, which: str) -> Path:
    """The backup that is meant: by its number in the list, its name, or the path of a file."""
    found = backups.backups_of(board)
    if which.isascii() and which.isdigit() and not Path(which).exists():
        number = int(which)
        if not 1 <= number <= len(found):
            raise NotFound(f"There is no backup {which}: “learnboard restore” lists all {len(found)} of them.")
        return found[number - 1].path
    named = next((each.path for each in found if each.path.name == which), None)
    path = named or Path(which)
    if not os.path.lexists(path):
        raise NotFound(
            f"There is no backup “{clean_line(which)}”: give a number of the list (“learnboard restore”), or the path "
            "of a file."
        )
    if path.suffix in (".json", ".html"):
        raise Rejected(
            f"{clean_line(which)} is no backup but an export: “learnboard import --replace {clean_line(which)}” puts a "
            "full snapshot in the place of the board, after a backup."
        )
    return path


def _shown() -> backups.Progress | None:
    """A line that counts, where somebody looks at it."""
    if not (sys.stderr and sys.stderr.isatty()):
        return None

    def show(done: int, pages: int) -> None:
        end = "\r\x1b[K" if done >= pages else ""
        sys.stderr.write(f"\r{100 * done // max(1, pages):3} %{end}")
        sys.stderr.flush()

    return show
