"""Restores a backup over a board, or where one was; what was there before is never lost."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable, Trouble
from learnboard.domain.named_tuple import NamedTuple
from learnboard.storage import backups
from learnboard.storage.backups import Backup, Progress, copy_board, copy_database, partial_file, publish
from learnboard.storage.connection import BoardFile, file_identity
from learnboard.storage.errors import board_busy, os_reason, quoted_path, translate_error
from learnboard.storage.files import connect_immutable
from learnboard.storage.inspection import quick_check
from learnboard.storage.opening import open_board, open_unmigrated

_OWNER_ONLY: Final = 0o700
_TRIES: Final = 9
"""How often a board is backed up again that another program goes on writing."""
_REPLACEABLE: Final[tuple[Trouble, ...]] = ("missing", "empty", "foreign", "newer", "damaged")
"""The troubles of a file that is moved aside, so that the backup can take its place."""


class Restored(NamedTuple):
    """What became of what was there before: the backup it is in, or the file it was moved to; neither if none was."""

    saved: Path | None = None
    aside: Path | None = None


def restore(board: Path, backup: Path, *, now: datetime, wait: float, progress: Progress | None = None) -> Restored:
    """Replace the board at a path with a backup; what is there is backed up first, or moved aside.

    Other programs that have the board open see it change. It is one transaction: a killed program leaves either the
    old board or the new one.

    Raises:
        BoardUnavailable: if the backup cannot be used, or the board can neither be written nor moved.
        BoardBusy: if another program keeps the board locked for `wait` seconds.
    """
    board = Path(os.path.realpath(board))  # a link to it stays a link
    _check_backup(board, backup)
    with partial_file(board) as part:
        with closing(connect_immutable(backup)) as source:
            copy_board(source, part, of=backup, wait=wait)
        _migrate_copy(part, backup, wait)
        try:
            with open_unmigrated(board, wait) as file, closing(file):
                file.check_writable()
                with _backed_up_and_locked(file, now, wait) as saved:
                    _overwrite(file, part, wait, progress)
                return Restored(saved=saved)
        except BoardUnavailable as error:
            if error.trouble not in _REPLACEABLE:
                raise
        aside = move_aside(board, now)
        try:
            publish(part, board)
        except FileExistsError:
            raise BoardUnavailable(
                f"Another program has created a board {quoted_path(board)} meanwhile: open it, or try again."
            ) from None
    return Restored(aside=aside)


def move_aside(board: Path, now: datetime) -> Path | None:
    """Rename the file at a board's path, with its journals; returns its new name, or None if there was no file.

    Raises:
        BoardUnavailable: if it cannot be renamed.
    """
    aside = _free_name(board, now)
    exists = os.path.lexists(board)
    try:
        _rename_with_journals(board, aside)
    except OSError as error:
        raise BoardUnavailable(
            f"The file {quoted_path(board)} cannot be moved aside ({os_reason(error)}): give yourself write permission "
            "for its folder."
        ) from error
    return aside if exists else None


def _free_name(board: Path, now: datetime) -> Path:
    prefix = f"{board.name}.aside-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    names = (board.with_name(f"{prefix}-{number}" if number > 1 else prefix) for number in count(1))
    return next(name for name in names if not (os.path.lexists(name) or os.path.lexists(f"{name}-journal")))


def _rename_with_journals(board: Path, aside: Path) -> None:
    """Rename a file and what SQLite keeps beside it, so that a kill at any moment leaves them together."""
    names = [(Path(f"{board}{ending}"), Path(f"{aside}{ending}")) for ending in ("-journal", "-wal", "-shm")]
    journals = [(old, new) for old, new in names if os.path.lexists(old)]
    for old, new in journals:
        with suppress(OSError):  # some file systems, as on USB sticks, have no links: it is renamed below
            new.hardlink_to(old)
    if os.path.lexists(board):
        board.rename(aside)
        with suppress(OSError):  # its content may be nobody else's business
            aside.chmod(aside.stat().st_mode & _OWNER_ONLY)
    for old, new in journals:  # SQLite would take one without its board for the next board's
        if os.path.lexists(new):
            old.unlink()
        else:
            old.rename(new)


def _check_backup(board: Path, path: Path) -> None:
    shown = quoted_path(path)
    if not os.path.lexists(path):
        raise BoardUnavailable(f"There is no backup {shown}: choose another.")
    if file_identity(path) is not None and file_identity(path) == file_identity(board):
        raise BoardUnavailable(f"{shown} is the board itself: give the path of a backup.")
    backup: Backup = backups.read_backup(path)
    if any(os.path.lexists(f"{path}{ending}") for ending in ("-journal", "-wal")):
        raise BoardUnavailable(
            f"The backup {shown} was left in the middle of a step by a killed program: open it once (“learnboard "
            "--board FILE”), so that the step is rolled back, or choose another."
        )
    if backup.trouble:
        raise BoardUnavailable(f"The backup {shown} cannot be restored because {backup.trouble}: choose another.")


def _migrate_copy(part: Path, backup: Path, wait: float) -> None:
    """Bring the copy of a backup up to date before it takes the board's place."""
    damage = quick_check(part)
    try:
        if not damage:
            open_board(part, wait=wait).close()
    except BoardUnavailable as error:
        if error.trouble != "damaged":
            raise
        damage = "some of its rows refer to nothing, or cannot be read"
    if damage:
        raise BoardUnavailable(f"The backup {quoted_path(backup)} is damaged ({damage}): choose another.", "damaged")


@contextmanager
def _backed_up_and_locked(board: BoardFile, now: datetime, wait: float) -> Iterator[Path | None]:
    """Back a board up and keep it locked, so that what was backed up is what is replaced.

    If another program does a step in between, the board is backed up once more.
    """
    for _ in range(_TRIES):
        version = board.pragma("data_version")
        saved = backups.create_backup(board.path, "restore", now=now, wait=wait)
        try:
            # The lock outlives the transaction, so that copying over the board finds it held.
            board.query("PRAGMA locking_mode = EXCLUSIVE")
            board.execute("BEGIN EXCLUSIVE")
            board.execute("COMMIT")
            if board.pragma("data_version") == version:
                yield saved
                return
        finally:
            board.query("PRAGMA locking_mode = NORMAL")
            board.query("SELECT count(*) FROM sqlite_schema")  # only now the lock goes, and the journal with it
    raise board_busy(board.path)


def _overwrite(board: BoardFile, part: Path, wait: float, progress: Progress | None) -> None:
    try:
        with closing(connect_immutable(part)) as source:
            copy_database(source, board.connection, of=board.path, wait=wait, progress=progress)
    except sqlite3.Error as error:
        raise translate_error(error, board.path) or error from error
