"""Backups of a board: whole copies in a folder beside it, named, listed and rotated."""

import errno
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from learnboard.domain.errors import BoardBusy, BoardUnavailable
from learnboard.domain.rotation import BackupTime, backups_to_keep
from learnboard.domain.text import clean_line
from learnboard.storage.board_summary import BoardSummary, look_inside, say_the_same
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import damaged, refusal, shown
from learnboard.storage.files import look_at, make_folder, reason, uri
from learnboard.storage.opening import as_it_is

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


Reason: TypeAlias = Literal["hand", "start", "open", "migration", "import", "restore", "repair", "lost"]
"""When a backup was made: by hand, at the start, while the board was open, or before one of these."""
_ROUTINE: Final = ("start", "open")
_NAME: Final = re.compile(rf"([0-9-]{{10}}T[0-9]{{6}}Z)-({'|'.join(get_args(Reason))})(?:-([0-9]+))?\.db")
_TIME: Final = "%Y-%m-%dT%H%M%SZ"
_HALF_DONE: Final = timedelta(days=1)


class _Name(NamedTuple):
    """What the name of a backup says; the number is that among those of one second."""

    at: datetime
    number: int
    reason: Reason


class Backup(NamedTuple):
    """A backup: when and why it was made (UTC), its schema, and what it holds; or why it cannot be brought back."""

    path: Path
    at: datetime
    reason: Reason
    size: int
    schema: int
    holds: BoardSummary | None
    trouble: str = ""


def folder_of(board: Path) -> Path:
    """Where the backups of a board are: beside its file, so that they are found when the board is gone."""
    real = Path(os.path.realpath(board))
    return real.with_name(f"{real.name}.backups")


def make(
    board: Path, why: Reason, *, now: datetime, wait: float, progress: Progress | None = None, to: Path | None = None
) -> Path | None:
    """Back the board up into its folder, or to a file or folder; None if a routine one would say nothing new.

    Raises:
        BoardBusy: if another program keeps it locked for `wait` seconds.
        BoardRefused: if it is no board or damaged, or the backup cannot be written; there is no half of one then.
    """
    with as_it_is(board, wait) as here, closing(here):
        return keep(here, why, now=now, wait=wait, progress=progress, to=to)


def keep(
    board: BoardFile,
    why: Reason,
    *,
    now: datetime,
    wait: float,
    progress: Progress | None = None,
    to: Path | None = None,
) -> Path | None:
    """The same for a board that is open, even when its file has lost its name.

    Raises:
        BoardBusy, BoardRefused: as for `make`.
    """
    folder = folder_of(board.path)
    with beside(to or folder / "backup", make=to is None) as part:
        copy(board.connection, part, of=board.path, wait=wait, progress=progress)
        if wrong := sound(part):
            raise damaged(board.path, wrong)
        if why in _ROUTINE and (_says_nothing(part) or _known(part, folder)):
            return None
        if to and not to.is_dir():
            _settle_at(part, to)
            return to
        path = _settle_named(part, to or folder, why, now, board.path.stem if to else "")
    if not to:
        rotate(board.path, now)
    return path


def listed(board: Path) -> list[Backup]:
    """The backups of a board, the newest first; what is no backup of ours is not told."""
    found = sorted(_named(folder_of(board)), key=lambda each: (each[1].at, each[2].st_mtime_ns, each[1]), reverse=True)
    return [Backup(path, name.at, name.reason, there.st_size, *look_inside(path)) for path, name, there in found]


def any_of(board: Path) -> bool:
    """Whether there are backups of a board, without looking into them."""
    return any(True for _ in _named(folder_of(board)))


def look_into(path: Path) -> Backup:
    """A file as a backup, wherever it is and whatever its name; its time is then that of the file.

    Raises:
        BoardRefused: if it is not there or no regular file.
    """
    look_at(path)
    there = path.stat()
    name = _name(path) or _Name(datetime.fromtimestamp(there.st_mtime, UTC).replace(microsecond=0), 1, "hand")
    return Backup(path, name.at, name.reason, there.st_size, *look_inside(path))


def rotate(board: Path, now: datetime) -> None:
    """Delete the backups that need not be kept; of each board that ever had this name, and never a newer schema's.

    What a killed program left of a copy goes too, once nobody can be at it any more.
    """
    by_board: dict[str, list[Backup]] = {}
    for backup in listed(board):
        if backup.holds and not backup.trouble:
            by_board.setdefault(backup.holds.board_id, []).append(backup)
    for folder in (folder_of(board), board.absolute().parent):
        sweep(folder, (now - _HALF_DONE).timestamp())
    for backups in by_board.values():
        made = [BackupTime(each.at.astimezone(), each.reason not in _ROUTINE) for each in backups]
        stay = backups_to_keep(made, now.astimezone())
        for place, backup in enumerate(backups):
            if place not in stay and not sound(backup.path):
                with suppress(OSError):  # it is tried again with the next one
                    backup.path.unlink()


def _named(folder: Path) -> Iterable[tuple[Path, _Name, os.stat_result]]:
    """The files in a folder that are named as backups are, with what the system knows of them."""
    try:
        paths: Sequence[Path] = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        with suppress(OSError):  # another program rotates them too
            if (name := _name(path)) and path.is_file():
                yield path, name, path.stat()


def _name(path: Path) -> _Name | None:
    """What a backup's name says; None if learnboard gives no such name, as one with the 99th day."""
    if not (match := _NAME.fullmatch(path.name)):
        return None
    why: Reason = match[2]  # type: ignore[assignment]  # the pattern knows no others
    try:
        at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    # Local time knows neither the first day of all nor the last.
    return _Name(at, int(match[3] or 1), why) if MINYEAR < at.year < MAXYEAR else None


def _says_nothing(part: Path) -> bool:
    """Whether nothing was ever put on the board."""
    holds = look_inside(part)[1]
    return holds is not None and not (holds.objectives or holds.key_results or holds.last_step)


def _known(part: Path, folder: Path) -> bool:
    """Whether there is a backup that says the same, whatever the clock said when it was made."""
    inside = look_inside(part)
    return any(say_the_same(part, path) for path, _, _ in _named(folder) if look_inside(path) == inside)


def _settle_named(part: Path, folder: Path, why: Reason, now: datetime, stem: str = "") -> Path:
    """Give a backup its usual name, behind that of its board where others may lie beside it."""
    lead = f"{stem}-" if stem else ""
    for number in count(1):
        path = folder / f"{lead}{now.astimezone(UTC):{_TIME}}-{why}{f'-{number}' if number > 1 else ''}.db"
        with suppress(FileExistsError):
            settle(part, path)
            return path
    raise AssertionError


def _settle_at(part: Path, path: Path) -> None:
    try:
        settle(part, path)
    except FileExistsError as error:
        taken = shown(Path(error.filename))
        raise BoardUnavailable(f"There is a file {taken} already: choose another name for the backup") from None
