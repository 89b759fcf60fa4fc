"""The board's file in the file system: made for its owner alone, and looked at before SQLite opens it."""

import os
import stat
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.errors import shown

_HEAD: Final = 100
"""Bytes of an SQLite file before its first page's content; 68 to 71 are the application's id."""
_SMALLEST: Final = 512  # bytes: one page of the smallest size SQLite knows
_ANYBODY_WRITES: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def uri(path: Path, options: str = "mode=rw") -> str:
    """The path as SQLite takes it with options; `mode=rw` opens a file and never makes one."""
    return f"{path.absolute().as_uri()}?{options}"


_HANDLES: Final[dict[tuple[int, int] | None, int]] = {}
"""Files whose head was read by hand, by their places. None is closed again: closing one would drop the locks that this
process has on the board by other connections, as of a thread that is writing just now."""


def head_of(path: Path) -> bytes:
    """The first bytes of a file as they stand, whatever SQLite would say of it."""
    place = place_of(path)
    if place not in _HANDLES:
        _HANDLES[place] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return os.pread(_HANDLES[place], _HEAD, 0)


def make_file(path: Path) -> None:
    """Make an empty file with mode 0600, in folders that get mode 0700 if they are not there yet.

    Raises:
        BoardRefused: if something is there already, or it cannot be made.
    """
    try:
        make_folder(path.absolute().parent)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(handle, 0o600)  # whatever the umask took away
        finally:
            os.close(handle)
    except FileExistsError:
        raise BoardUnavailable(
            f"There is a file {shown(path)} already: choose another name for the new board"
        ) from None
    except (OSError, ValueError) as error:
        raise BoardUnavailable(
            f"The board {shown(path)} cannot be made ({reason(error)}): choose a folder you may write to"
        ) from error


def look_at(path: Path) -> str:
    """Look at a board's file from outside: why it can only be read, nothing if it can be written too.

    Raises:
        BoardRefused: if it is missing, empty, no regular file, or may not be read.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise BoardUnavailable(
            f"There is no board {shown(path)}: check the path, or make a new board there", "missing"
        ) from None
    except (OSError, ValueError) as error:
        raise BoardUnavailable(f"The board {shown(path)} cannot be opened ({reason(error)}): check the path") from error
    if stat.S_ISDIR(found.st_mode):
        raise BoardUnavailable(f"{shown(path)} is a folder: give the path of the board file in it")
    if not stat.S_ISREG(found.st_mode):
        raise BoardUnavailable(f"{shown(path)} is not a file but a device or a pipe: give the path of a board file")
    if not found.st_size:
        raise BoardUnavailable(
            f"The file {shown(path)} is empty: go back to a backup (“learnboard restore”), or remove it and make a "
            "new board",
            "empty",
        )
    if found.st_size < _SMALLEST:
        raise BoardUnavailable(
            f"The file {shown(path)} is not a board: give the path of a file that learnboard made", "foreign"
        )
    return _read_only(path)


def _read_only(path: Path) -> str:
    if not _writable(path):
        return f"The board {shown(path)} is read-only: give yourself the right to write it"
    folder = path.resolve().parent
    if not _writable(folder):
        return f"The folder {shown(folder)} is read-only: a board needs the right to write in it"
    return ""


def place_of(path: Path) -> tuple[int, int] | None:
    """Which file has this name, whatever is in it: its device and number; None if none has."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for the owner alone.

    Raises:
        OSError: if it cannot be made.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # made by another program in between, or no folder: making the file will tell
        return
    folder.chmod(0o700)


def _writable(path: Path) -> bool:
    """Whether it may be written; what nobody may write is taken at its word, even for root."""
    return bool(path.stat().st_mode & _ANYBODY_WRITES) and os.access(path, os.W_OK)


def reason(error: OSError | ValueError) -> str:
    """What the system says of an error, in lower case."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()
