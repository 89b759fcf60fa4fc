"""A backup brought back: into the board that is there, or to where a board was; what was there is never lost."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import BoardBusy, BoardUnavailable, Trouble
from learnboard.storage import backups
from learnboard.storage.backups import Backup, Progress, beside, copy, settle, sound, transfer
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import DATABASE_ERRORS, refusal, shown
from learnboard.storage.files import place_of, reason, uri
from learnboard.storage.opening import as_it_is, open_board

_OWNERS: Final = 0o700
_TRIES: Final = 9
"""So often a board is backed up that other programs go on writing."""
_ASIDE: Final[tuple[Trouble, ...]] = ("empty", "foreign", "newer", "damaged")
"""What a file is that another one may take the place of, once it is kept aside."""


class Restored(NamedTuple):
    """What became of what was there before: the backup it is in, or the file it was moved to; neither if none was."""

    saved: Path | None = None
    aside: Path | None = None


def restore(board: Path, backup: Path, *, now: datetime, wait: float, progress: Progress | None = None) -> Restored:
    """Make the board at a path what a backup holds; what is there is backed up first, or kept aside.

    Other programs that have the board open see it change. It is one transaction: a killed program leaves the one
    board or the other.

    Raises:
        BoardRefused: if the backup is none or cannot be used, or the board can neither be written nor moved.
        BoardBusy: if another program keeps the board locked for `wait` seconds.
    """
    board = Path(os.path.realpath(board))  # a link to it stays one
    if not os.path.lexists(backup):
        raise BoardUnavailable(f"There is no backup {shown(backup)}: choose another", "other")
    if place_of(backup) is not None and place_of(backup) == place_of(board):
        raise BoardUnavailable(f"{shown(backup)} is the board itself: give the path of a backup")
    _refuse_unfit(backups.look_into(backup))
    with beside(board) as part:
        with closing(sqlite3.connect(uri(backup, "mode=ro&immutable=1"), uri=True)) as source:
            copy(source, part, of=backup, wait=wait)
        _bring_up_to_date(part, backup, wait)
        try:
            with as_it_is(board, wait) as here, closing(here):
                _refuse_read_only(here)
                with _saved(here, now, wait) as saved:
                    _fill(here, part, wait, progress)
                return Restored(saved=saved)
        except BoardUnavailable as error:
            if error.trouble not in (*_ASIDE, "missing"):
                raise
        aside = keep_aside(board, now)
        try:
            settle(part, board)
        except FileExistsError:
            raise BoardUnavailable(
                f"Another program has made a board {shown(board)} meanwhile: open it, or try again"
            ) from None
    return Restored(aside=aside)


def keep_aside(board: Path, now: datetime) -> Path | None:
    """Give what stands where the board should be another name, its journal with it; None if nothing stands there.

    Raises:
        BoardRefused: if it cannot be renamed.
    """
    aside = next(
        each
        for number in count(1)
        if not os.path.lexists(each := _aside(board, now, number))
        and not os.path.lexists(each.with_name(f"{each.name}-journal"))
    )
    there = os.path.lexists(board)
    try:
        _rename_with_journals(board, aside)
    except OSError as error:
        raise BoardUnavailable(
            f"The file {shown(board)} cannot be kept aside ({reason(error)}): give yourself the right to write in "
            "its folder"
        ) from error
    return aside if there else None


def _rename_with_journals(board: Path, aside: Path) -> None:
    """Rename a file and what SQLite keeps beside it, so that a kill at any moment leaves them together somewhere."""
    names = [(f"{board}{ending}", f"{aside}{ending}") for ending in ("-journal", "-wal", "-shm")]
    there = [(Path(old), Path(new)) for old, new in names if os.path.lexists(old)]
    for old, new in there:
        with suppress(OSError):  # a USB stick knows no links: then it follows its board
            new.hardlink_to(old)
    if os.path.lexists(board):
        board.rename(aside)
        with suppress(OSError):  # it may hold what is nobody else's business
            aside.chmod(aside.stat().st_mode & _OWNERS)
    for old, new in there:  # one without its board would be taken for the next board's
        if os.path.lexists(new):
            old.unlink()
        else:
            old.rename(new)


def _aside(board: Path, now: datetime, number: int) -> Path:
    stamp = f"{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    return board.with_name(f"{board.name}.aside-{stamp}{f'-{number}' if number > 1 else ''}")


def _refuse_unfit(backup: Backup) -> None:
    if any(os.path.lexists(f"{backup.path}{ending}") for ending in ("-journal", "-wal")):
        raise BoardUnavailable(
            f"The backup {shown(backup.path)} was left in the middle of a step by a killed program: open it once "
            "(“learnboard --board FILE”), so that the step is taken back, or choose another"
        )
    if backup.trouble:
        raise BoardUnavailable(
            f"The backup {shown(backup.path)} cannot be brought back, {backup.trouble}: choose another"
        )


def _bring_up_to_date(part: Path, backup: Path, wait: float) -> None:
    """Have the copy of a backup take this learnboard's schema, before it takes the board's place."""
    wrong = sound(part)
    try:
        if not wrong:
            open_board(part, wait=wait).close()
    except BoardUnavailable as error:
        if error.trouble != "damaged":
            raise
        wrong = "rows of it refer to nothing, or are none of ours"
    if wrong:
        raise BoardUnavailable(f"The backup {shown(backup)} is damaged ({wrong}): choose another one", "damaged")


def _refuse_read_only(board: BoardFile) -> None:
    if board.read_only:
        raise BoardUnavailable(f"{board.read_only}; nothing was changed", "read_only")


@contextmanager
def _saved(board: BoardFile, now: datetime, wait: float) -> Iterator[Path | None]:
    """The backup of a board, which is this connection's alone inside: what is saved is what is replaced.

    In between, another program may have done a step; then that is saved too.
    """
    for _ in range(_TRIES):
        seen = board.number("data_version")
        saved = backups.make(board.path, "restore", now=now, wait=wait)
        try:
            # The lock outlives the transaction, so that the copy that takes the board's place finds it held.
            board.query("PRAGMA locking_mode = EXCLUSIVE")
            board.change("BEGIN EXCLUSIVE")
            board.change("COMMIT")
            if board.number("data_version") == seen:
                yield saved
                return
        finally:
            board.query("PRAGMA locking_mode = NORMAL")
            board.query("SELECT count(*) FROM sqlite_schema")  # only now the lock goes, and the journal with it
    raise BoardBusy(f"The board {shown(board.path)} is being written by another program: try again in a moment")


def _fill(board: BoardFile, part: Path, wait: float, progress: Progress | None) -> None:
    """Write all of a finished copy into a board that is open."""
    try:
        with closing(sqlite3.connect(uri(part, "mode=ro&immutable=1"), uri=True)) as source:
            transfer(source, board.connection, of=board.path, wait=wait, progress=progress)
    except DATABASE_ERRORS as error:
        raise refusal(error, board.path) or error from error
