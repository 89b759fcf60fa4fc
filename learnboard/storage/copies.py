"""Whole copies of a board's file, made by SQLite while the board may be used, looked at, and put in their place."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Final, TypeAlias

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import BoardBusy, BoardUnavailable
from learnboard.storage.files import make_folder, reason, uri
from learnboard.storage.refusals import refusal, shown

Progress: TypeAlias = Callable[[int, int], object]
"""Told how many pages are done, of how many."""

_PART: Final = (".learnboard-", ".part")
_PAGES: Final = 1024
"""Pages copied at a time; between them other programs may write."""
_PAUSE: Final = 0.02
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def beside(path: Path, *, make: bool = True) -> Iterator[Path]:
    """An empty file in the folder of `path`, for its owner alone; it is gone when the block ends, unless it was moved.

    A folder that is missing is made, if it may be.

    Raises:
        BoardRefused: if none can be made there.
    """
    try:
        if make:
            make_folder(path.absolute().parent)
        folder = path.absolute() if path.is_dir() else path.absolute().parent
        handle, name = tempfile.mkstemp(dir=folder, prefix=_PART[0], suffix=_PART[1])
        try:
            os.fchmod(handle, 0o600)  # whatever the umask took away
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        raise _unwritable(path, reason(error)) from error
    part = Path(name)
    try:
        yield part
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def sweep(folder: Path, older_than: float) -> None:
    """Delete the halves of copies that killed programs left in a folder before an instant (seconds since 1970)."""
    with suppress(OSError):
        for path in list(folder.iterdir()):
            name = path.name.removesuffix("-journal")
            if name.startswith(_PART[0]) and name.endswith(_PART[1]) and path.lstat().st_mtime < older_than:
                path.unlink()


def copy(source: sqlite3.Connection, target: Path, *, of: Path, wait: float, progress: Progress | None = None) -> None:
    """Copy all that is in the board `of`, through its connection `source`, into the file `target`.

    Raises:
        BoardBusy: if another program keeps the board locked for `wait` seconds.
        BoardRefused: if the board cannot be read, or the copy not be written.
    """
    with _told(of, target), closing(sqlite3.connect(uri(target), uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = off")  # it is brought down to the disk as a whole
        transfer(source, connection, of=of, wait=wait, progress=progress)


def transfer(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    *,
    of: Path,
    wait: float,
    progress: Progress | None = None,
) -> None:
    """Copy all of one database into another, in one transaction of the latter.

    Raises:
        BoardBusy: if the board `of` is kept locked for `wait` seconds.
        sqlite3.Error: whatever else goes wrong.
    """
    deadline = monotonic() + wait

    def stepped(status: int, remaining: int, total: int) -> None:
        if status in _BUSY and monotonic() > deadline:
            raise BoardBusy(f"The board {shown(of)} is being written by another program: try again in a moment")
        if progress:
            progress(total - remaining, total)

    source.backup(target, pages=_PAGES, progress=stepped, sleep=_PAUSE)


def settle(part: Path, path: Path) -> None:
    """Bring a finished copy down to the disk and give it its name, which must be free.

    Raises:
        BoardRefused: if it cannot be; FileExistsError comes as such, also when a journal has the copy's name.
    """
    try:
        _to_disk(part)
        _give_name(part, path)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        raise _unwritable(path, reason(error)) from error
    # It is there; that its folder cannot be brought down to the disk, as on some sticks, is no failure.
    with suppress(OSError):
        _to_disk(path.parent)


def sound(path: Path) -> str:
    """What SQLite finds wrong in a file that nobody has open; empty if nothing."""
    try:
        with closing(sqlite3.connect(uri(path, "mode=ro&immutable=1"), uri=True)) as connection:
            found = [clean_line(str(row[0])) for row in connection.execute("PRAGMA quick_check(1)")]
    except sqlite3.Error as error:
        return clean_line(str(error))
    return "" if found == ["ok"] else "; ".join(found)


def _give_name(part: Path, path: Path) -> None:
    for ending in ("-journal", "-wal"):
        if os.path.lexists(other := f"{path}{ending}"):
            # SQLite would take it for the copy's, and write what is in it over the copy.
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), other)
    try:
        path.hardlink_to(part)
    except OSError as error:
        if isinstance(error, FileExistsError) or os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        part.rename(path)  # a USB stick knows no links


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, why: str) -> BoardUnavailable:
    full = "no space" in why
    advice = "free some space" if full else "check the folder"
    return BoardUnavailable(
        f"The copy {shown(path)} could not be written ({why}): {advice}", "full" if full else "other"
    )


@contextmanager
def _told(board: Path, target: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise _unwritable(target, "no space left on the disk") from error
        raise refusal(error, board) or error from error
