"""The board's file in the file system: made for its owner alone, and looked at before SQLite opens it."""

import os
import stat
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardRefused
from learnboard.storage.refusals import shown

_SMALLEST: Final = 512  # bytes: one page of the smallest size SQLite knows
_ANYBODY_WRITES: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def uri(path: Path, options: str = "mode=rw") -> str:
    """The path as SQLite takes it with options; `mode=rw` opens a file and never makes one."""
    return f"{path.absolute().as_uri()}?{options}"


def make_file(path: Path) -> None:
    """Make an empty file with mode 0600, in folders that get mode 0700 if they are not there yet.

    Raises:
        BoardRefused: if something is there already, or it cannot be made.
    """
    try:
        _make_folder(path.absolute().parent)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(handle, 0o600)  # whatever the umask took away
        finally:
            os.close(handle)
    except FileExistsError:
        raise BoardRefused(f"There is a file {shown(path)} already: choose another name for the new board") from None
    except (OSError, ValueError) as error:
        raise BoardRefused(
            f"The board {shown(path)} cannot be made ({_reason(error)}): choose a folder you may write to"
        ) from error


def refuse_unusable(path: Path) -> None:
    """Look at a file from outside.

    Raises:
        BoardRefused: if it is missing, empty, no regular file, or may not be written.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise BoardRefused(f"There is no board {shown(path)}: check the path, or make a new board there") from None
    except (OSError, ValueError) as error:
        raise BoardRefused(f"The board {shown(path)} cannot be opened ({_reason(error)}): check the path") from error
    if stat.S_ISDIR(found.st_mode):
        raise BoardRefused(f"{shown(path)} is a folder: give the path of the board file in it")
    if not stat.S_ISREG(found.st_mode):
        raise BoardRefused(f"{shown(path)} is not a file but a device or a pipe: give the path of a board file")
    if not found.st_size:
        raise BoardRefused(f"The file {shown(path)} is empty: go back to a backup, or remove it and make a new board")
    if found.st_size < _SMALLEST:
        raise BoardRefused(f"The file {shown(path)} is not a board: give the path of a file that learnboard made")
    if not _writable(path):
        raise BoardRefused(f"The board {shown(path)} is read-only: give yourself the right to write it")
    folder = path.resolve().parent
    if not _writable(folder):
        raise BoardRefused(f"The folder {shown(folder)} is read-only: a board needs the right to write in it")


def _make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for the owner alone."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # made by another program in between, or no folder: making the file will tell
        return
    folder.chmod(0o700)


def _writable(path: Path) -> bool:
    """Whether it may be written; what nobody may write is taken at its word, even for root."""
    return bool(path.stat().st_mode & _ANYBODY_WRITES) and os.access(path, os.W_OK)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()
