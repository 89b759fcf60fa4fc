"""Files written beside and replaced: there is the old one whole, or the new one whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import InvalidFile


@contextmanager
def written_beside(path: Path, data: bytes, *, force: bool = False) -> Iterator[None]:
    """Write a file that only its owner can read, down to the disk; it takes its place when the block has done its part.

    If the block raises, there is no new file.

    Raises:
        FileRefused: if it is there already and `force` is not given, or cannot be written; nothing is left behind.
    """
    name = clean_line(os.fspath(path))
    beside = None
    try:
        _refuse(path, name, force=force)
        beside = _write_beside(path, data)
        yield
        _take_place(beside, path, force=force)
    except FileExistsError:
        raise _there_already(name) from None
    except OSError as error:
        what = f"{name} could not be written: {error.strerror}."
        raise InvalidFile(f"{what} Choose another place with -o.", f"{what} Choose another file.") from error
    finally:
        if beside:
            beside.unlink(missing_ok=True)


def _refuse(path: Path, name: str, *, force: bool) -> None:
    """Refuse what no file should take the place of."""
    if path.is_dir():
        what = f"{name} is a folder: name a file in it"
        raise InvalidFile(f"{what} with -o.", f"{what}.")
    # Replacing would make /dev/stdout a file.
    if path.exists() and not path.is_file():
        what = f"{name} is a device or a pipe"
        raise InvalidFile(f"{what}: write to standard output with “-o -”.", f"{what}: choose another file.")
    if not force and os.path.lexists(path):
        raise _there_already(name)


def _there_already(name: str) -> InvalidFile:
    what = f"{name} is there already: choose another name"
    return InvalidFile(f"{what} with -o, or replace it with --force.", f"{what}, or replace it.")


def _write_beside(path: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".learnboard-", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _take_place(beside: Path, path: Path, *, force: bool) -> None:
    if force:
        beside.replace(path)
    else:
        _take_free_place(beside, path)
    # The file is there; that its folder cannot be brought down to the disk, as on a USB stick, is no failure.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _take_free_place(beside: Path, path: Path) -> None:
    """Take a place unless a file appeared there meanwhile: a link refuses, and a rename does not."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # A USB stick knows no links. Nearly as sure: look once more.
        if os.path.lexists(path):
            raise FileExistsError from None
        beside.rename(path)
