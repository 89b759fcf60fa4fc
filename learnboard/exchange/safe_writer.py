"""Files written beside and replaced: there is the old one whole, or the new one whole (screens.md, Commands)."""

import os
import tempfile
from pathlib import Path

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import FileRefused


def write_whole(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file that only its owner can read, in one piece and down to the disk.

    Raises:
        FileRefused: if it is there already and `force` is not given, or cannot be written; nothing is left behind.
    """
    name = clean_line(os.fspath(path))
    if not force and os.path.lexists(path):
        raise FileRefused(f"{name} is there already: choose another name with -o, or replace it with --force.")
    if path.is_dir():
        raise FileRefused(f"{name} is a folder: name a file in it with -o.")
    try:
        _replace(path, data, force=force)
    except FileExistsError:
        raise FileRefused(
            f"{name} is there already: choose another name with -o, or replace it with --force."
        ) from None
    except OSError as error:
        raise FileRefused(f"{name} could not be written: {error.strerror}. Choose another place with -o.") from error


def _replace(path: Path, data: bytes, *, force: bool) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:64]}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if force:
            beside.replace(path)
        else:
            # A link, unlike a rename, refuses to take the place of a file that appeared meanwhile.
            path.hardlink_to(beside)
            beside.unlink()
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
