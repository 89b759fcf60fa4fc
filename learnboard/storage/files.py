"""The board's file in the file system: created for its owner alone, and checked before SQLite opens it."""

import os
import sqlite3
import stat
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.ownership import give_to_owner
from learnboard.storage.connection import file_identity, sqlite_uri
from learnboard.storage.errors import file_exists, os_reason, quoted_path

_HEADER_SIZE: Final = 100  # bytes before the content of the first page
_SMALLEST: Final = 512  # bytes: one page of the smallest size SQLite knows
_ANYBODY_WRITES: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_HANDLES: Final[dict[tuple[int, int] | None, int]] = {}
"""Files whose header was read, by their identity. They stay open: closing one would drop the locks that this process
has on the board through other connections, as that of a thread that is writing."""


def connect_immutable(path: Path) -> sqlite3.Connection:
    """Connect to a file to read it as it is, without locks and without rolling anything back.

    Raises:
        sqlite3.Error: if it cannot be opened.
    """
    return sqlite3.connect(sqlite_uri(path, "mode=ro&immutable=1"), uri=True, isolation_level=None)


def read_header(path: Path) -> bytes:
    """Read the 100 bytes of SQLite's header, whatever SQLite would say of the file."""
    identity = file_identity(path)
    if identity not in _HANDLES:
        _HANDLES[identity] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return os.pread(_HANDLES[identity], _HEADER_SIZE, 0)


def create_file(path: Path) -> None:
    """Create an empty file with mode 0600, in folders that get mode 0700 if they are missing.

    Raises:
        BoardUnavailable: if there is a file already, or it cannot be created.
    """
    try:
        create_folder(path.absolute().parent)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(handle, 0o600)  # whatever the umask took away
            give_to_owner(handle, path.absolute().parent)
        finally:
            os.close(handle)
    except FileExistsError:
        raise file_exists(path, "choose another name for the new board") from None
    except (OSError, ValueError) as error:
        raise BoardUnavailable(
            f"The board {quoted_path(path)} cannot be created ({os_reason(error)}): choose a folder you may write to."
        ) from error


def create_folder(folder: Path) -> None:
    """Create a folder and its missing parents, each for the owner alone.

    Raises:
        OSError: if it cannot be created.
    """
    if folder.is_dir():
        return
    create_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # by another program in between; or it is a file, which creating the board will report
        return
    folder.chmod(0o700)
    give_to_owner(folder, folder.parent)


def check_file(path: Path) -> str:
    """Check a board's file before it is opened; returns why it can only be read, or an empty text.

    Raises:
        BoardUnavailable: if it is missing, empty, not a regular file, or may not be read.
    """
    shown = quoted_path(path)
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise BoardUnavailable(
            f"There is no board {shown}: check the path, or make a new board there.", "missing"
        ) from None
    except (OSError, ValueError) as error:
        raise BoardUnavailable(f"The board {shown} cannot be opened ({os_reason(error)}): check the path.") from error
    _refuse_other_files(found, shown)
    if not _is_writable(path):
        return f"The board {shown} is read-only: give yourself write permission for it."
    folder = path.resolve().parent
    if not _is_writable(folder):
        return f"The folder {quoted_path(folder)} is read-only: a board needs write permission for its folder."
    return ""


def _refuse_other_files(found: os.stat_result, shown: str) -> None:
    """Refuse what cannot be a board by its type or its size."""
    if stat.S_ISDIR(found.st_mode):
        raise BoardUnavailable(f"{shown} is a folder: give the path of the board file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise BoardUnavailable(f"{shown} is not a file but a device or a pipe: give the path of a board file.")
    if not found.st_size:
        advice = "go back to a backup (“learnboard restore”), or delete it and make a new board"
        raise BoardUnavailable(f"The file {shown} is empty: {advice}.", "empty")
    if found.st_size < _SMALLEST:
        advice = "give the path of a file that learnboard made"
        raise BoardUnavailable(f"The file {shown} is not a board: {advice}.", "foreign")


def _is_writable(path: Path) -> bool:
    """Whether the file or folder may be written; one that nobody may write is respected even by root."""
    return bool(path.stat().st_mode & _ANYBODY_WRITES) and os.access(path, os.W_OK)
