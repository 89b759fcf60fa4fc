"""Who may read a board and its backups: their owner alone."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.storage.backups import folder_of, listed

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_FILE: Final = 0o600
_FOLDER: Final = 0o700


class Exposed(NamedTuple):
    """A file or folder that others than its owner may use, and the mode that keeps it to the owner."""

    path: Path
    private: int

    @property
    def written(self) -> bool:
        """Whether others may write it too."""
        return bool(self.path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def exposed(board: Path, own_folder: bool) -> list[Exposed]:
    """What others may read or write: the board, its backups and, if learnboard made it, the folder it lies in.

    What its owner may not write stays so.
    """
    return list(filter(None, (_exposed(path, most) for path, most in _kept(board, own_folder))))


def open_to_all(folder: Path) -> bool:
    """Whether anybody may put another file in the place of one in this folder."""
    try:
        mode = folder.stat().st_mode
    except (OSError, ValueError):
        return False
    return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def make_private(subject: Exposed) -> None:
    """Keep it to its owner.

    Raises:
        OSError: if that may not be, or the disk does not know it.
    """
    subject.path.chmod(subject.private)
    if subject.path.stat().st_mode & _OTHERS:
        raise OSError(0, "its disk knows no permissions")


def _kept(board: Path, own_folder: bool) -> Iterator[tuple[Path, int]]:
    if own_folder:
        yield board.parent, _FOLDER
    yield board, _FILE
    yield folder_of(board), _FOLDER
    for backup in listed(board):
        yield backup.path, _FILE


def _exposed(path: Path, most: int) -> Exposed | None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None
    ours = stat.S_ISDIR(mode) if most == _FOLDER else stat.S_ISREG(mode)
    return Exposed(path, mode & most) if ours and mode & _OTHERS else None
