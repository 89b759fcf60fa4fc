"""Backups of a board: whole copies in a folder beside it, named, listed and rotated."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Final, TypeAlias

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.rotation import BackupTime, backups_to_keep
from learnboard.ownership import give_to_owner
from learnboard.storage.backup_names import TIME, BackupName, Reason, backup_folder, named_files, parse_name
from learnboard.storage.connection import BoardFile, sqlite_uri
from learnboard.storage.errors import board_busy, board_damaged, file_exists, os_reason, quoted_path, translate_error
from learnboard.storage.files import check_file, create_folder
from learnboard.storage.inspection import BoardSummary, have_same_content, inspect_backup, quick_check
from learnboard.storage.opening import open_unmigrated

Progress: TypeAlias = Callable[[int, int], object]
"""Called with the number of pages that are copied, and of all pages."""
_ROUTINE: Final = ("start", "open")
_PART: Final = (".learnboard-", ".part")
_PART_AGE: Final = timedelta(days=1)
"""When a partial file is deleted: no program can be writing it any more."""
_PAGES: Final = 1024
"""Pages copied at a time; in between, other programs may write."""
_PAUSE: Final = 0.02
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Backup(NamedTuple):
    """A backup: when and why it was made (UTC), its schema, and what it holds; or why it cannot be restored."""

    path: Path
    at: datetime
    reason: Reason
    size: int
    schema: int
    summary: BoardSummary | None
    trouble: str = ""


def create_backup(
    board: Path, why: Reason, *, now: datetime, wait: float, progress: Progress | None = None, to: Path | None = None
) -> Path | None:
    """Back a board up into its folder, or to a file or folder; None if a routine backup would hold nothing new.

    Raises:
        BoardBusy: if another program keeps the board locked for `wait` seconds.
        BoardUnavailable: if it is no board or damaged, or the backup cannot be written; no part of it remains then.
    """
    with open_unmigrated(board, wait) as file, closing(file):
        return back_up_open(file, why, now=now, wait=wait, progress=progress, to=to)


def back_up_open(
    board: BoardFile,
    why: Reason,
    *,
    now: datetime,
    wait: float,
    progress: Progress | None = None,
    to: Path | None = None,
) -> Path | None:
    """Back up a board that is open, even when its file has lost its name; as for `create_backup`."""
    folder = backup_folder(board.path)
    # It gets its name at the end: until then it can only be told where it belongs.
    what = "" if to else f"A backup in {quoted_path(folder)}"
    with partial_file(to or folder / "backup", create=to is None, what=what) as part:
        copy_board(board.connection, part, of=board.path, wait=wait, progress=progress)
        if damage := quick_check(part):
            raise board_damaged(board.path, damage)
        if why in _ROUTINE and (_is_blank(part) or _is_known(part, folder)):
            return None
        if to and not to.is_dir():
            _publish_at(part, to, "choose another name for the backup")
            return to
        path = _publishnamed_files(part, to or folder, why, now, board.path.stem if to else "")
    if not to:
        with suppress(BoardUnavailable):  # a folder that takes files and lists none
            rotate(board.path, now)
    return path


def copy_open(board: BoardFile, path: Path, *, wait: float) -> None:
    """Copy a board that is open to a new file.

    Raises:
        BoardUnavailable: if there is a file already, or it cannot be written.
    """
    with partial_file(path) as part:
        copy_board(board.connection, part, of=board.path, wait=wait)
        _publish_at(part, path, "choose another name")


def rotate(board: Path, now: datetime) -> None:
    """Delete the backups that need not be kept, of each board that ever had this name, and stale partial files.

    Backups of a newer schema are kept.
    """
    by_board: dict[str, list[Backup]] = {}
    for backup in list_backups(board):
        if backup.summary and not backup.trouble:
            by_board.setdefault(backup.summary.board_id, []).append(backup)
    for folder in (backup_folder(board), board.absolute().parent):
        _delete_parts(folder, (now - _PART_AGE).timestamp())
    for backups in by_board.values():
        times = [BackupTime(backup.at.astimezone(), backup.reason not in _ROUTINE) for backup in backups]
        keep = backups_to_keep(times, now.astimezone())
        for place, backup in enumerate(backups):
            if place not in keep and not quick_check(backup.path):
                with suppress(OSError):  # the next backup tries again
                    backup.path.unlink()


def _is_blank(part: Path) -> bool:
    """Whether nothing was ever put on the board."""
    summary = inspect_backup(part)[1]
    return summary is not None and not (summary.objectives or summary.key_results or summary.last_step)


def _is_known(part: Path, folder: Path) -> bool:
    """Whether there is a backup with the same content, whatever the clock said when it was made."""
    inside = inspect_backup(part)
    return any(have_same_content(part, path) for path, _, _ in named_files(folder) if inspect_backup(path) == inside)


def _publishnamed_files(part: Path, folder: Path, why: Reason, now: datetime, stem: str = "") -> Path:
    """Give a backup its usual name, after that of its board where backups of others may be beside it."""
    prefix = f"{stem}-" if stem else ""
    for number in count(1):
        path = folder / f"{prefix}{now.astimezone(UTC):{TIME}}-{why}{f'-{number}' if number > 1 else ''}.db"
        with suppress(FileExistsError):
            publish(part, path)
            return path
    raise AssertionError


def _publish_at(part: Path, path: Path, advice: str) -> None:
    try:
        publish(part, path)
    except FileExistsError as error:
        raise file_exists(Path(error.filename), advice) from None


def list_backups(board: Path) -> list[Backup]:
    """Return the backups of a board, newest first; other files in the folder are left out.

    Raises:
        BoardUnavailable: if there is a folder of backups that cannot be read.
    """
    found = sorted(
        named_files(backup_folder(board)), key=lambda item: (item[1].at, item[2].st_mtime_ns, item[1]), reverse=True
    )
    return [Backup(path, name.at, name.reason, stat.st_size, *inspect_backup(path)) for path, name, stat in found]


def has_backups(board: Path) -> bool:
    """Whether there are backups of a board, without opening them.

    Raises:
        BoardUnavailable: if there is a folder of backups that cannot be read.
    """
    return any(True for _ in named_files(backup_folder(board)))


def read_backup(path: Path) -> Backup:
    """Return a file as a backup, wherever it is; a file of another name has the time of the file.

    Raises:
        BoardUnavailable: if it is missing or not a regular file.
    """
    check_file(path)
    stat = path.stat()
    name = parse_name(path) or BackupName(datetime.fromtimestamp(stat.st_mtime, UTC).replace(microsecond=0), 1, "hand")
    return Backup(path, name.at, name.reason, stat.st_size, *inspect_backup(path))


@contextmanager
def partial_file(path: Path, *, create: bool = True, what: str = "") -> Iterator[Path]:
    """An empty file in the folder of `path`, for its owner alone, which is deleted at the end unless it was renamed.

    With `create`, a missing folder is created. `what` is to be written, by default the copy of that path.

    Raises:
        BoardUnavailable: if no file can be created there.
    """
    try:
        if create:
            create_folder(path.absolute().parent)
        folder = path.absolute() if path.is_dir() else path.absolute().parent
        handle, name = tempfile.mkstemp(dir=folder, prefix=_PART[0], suffix=_PART[1])
        try:
            os.fchmod(handle, 0o600)  # whatever the umask took away
            give_to_owner(handle, folder)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        raise _unwritable(what or f"The copy {quoted_path(path)}", os_reason(error)) from error
    part = Path(name)
    try:
        yield part
    finally:
        for file in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def copy_board(
    source: sqlite3.Connection, target: Path, *, of: Path, wait: float, progress: Progress | None = None
) -> None:
    """Copy the board `of`, through its connection `source`, into the file `target`.

    Raises:
        BoardBusy: if another program keeps the board locked for `wait` seconds.
        BoardUnavailable: if the board cannot be read, or the copy cannot be written.
    """
    try:
        with closing(sqlite3.connect(sqlite_uri(target), uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = off")  # the whole file is synced at the end
            copy_database(source, connection, of=of, wait=wait, progress=progress)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise _unwritable(f"The copy of {quoted_path(of)}", "no space left on the disk") from error
        raise translate_error(error, of) or error from error


def copy_database(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    *,
    of: Path,
    wait: float,
    progress: Progress | None = None,
) -> None:
    """Copy all of one database over another, in one transaction of the latter.

    Raises:
        BoardBusy: if the board `of` is kept locked for `wait` seconds.
        sqlite3.Error: for any other reason.
    """
    deadline = monotonic() + wait

    def report(status: int, remaining: int, total: int) -> None:
        if status in _BUSY and monotonic() > deadline:
            raise board_busy(of)
        if progress:
            progress(total - remaining, total)

    source.backup(target, pages=_PAGES, progress=report, sleep=_PAUSE)


def publish(part: Path, path: Path) -> None:
    """Sync a finished copy to the disk and give it its name.

    Raises:
        FileExistsError: if the name is taken, or a journal of that name is there.
        BoardUnavailable: if it cannot be written.
    """
    try:
        _sync(part)
        _rename(part, path)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        raise _unwritable(f"The copy {quoted_path(path)}", os_reason(error)) from error
    # The file is there. That its folder cannot be synced, as on some USB sticks, is no failure.
    with suppress(OSError):
        _sync(path.parent)


def _rename(part: Path, path: Path) -> None:
    for ending in ("-journal", "-wal"):
        # SQLite would take it for the copy's, and write its content over the copy.
        _refuse_existing(f"{path}{ending}")
    try:
        path.hardlink_to(part)
    except OSError:
        _refuse_existing(str(path))
        part.rename(path)  # some file systems, as on USB sticks, have no links


def _refuse_existing(name: str) -> None:
    if os.path.lexists(name):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _delete_parts(folder: Path, older_than: float) -> None:
    """Delete the partial files that killed programs left in a folder before an instant (seconds since 1970)."""
    with suppress(OSError):
        for path in list(folder.iterdir()):
            name = path.name.removesuffix("-journal")
            if name.startswith(_PART[0]) and name.endswith(_PART[1]) and path.lstat().st_mtime < older_than:
                path.unlink()


def _unwritable(what: str, why: str) -> BoardUnavailable:
    full = "no space" in why
    advice = "free some space" if full else "check the folder"
    return BoardUnavailable(f"{what} could not be written ({why}): {advice}.", "full" if full else "other")
