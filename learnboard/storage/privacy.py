"""The permissions of a board and its backups: for their owner alone."""

import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import BoardUnavailable
from learnboard.storage.backup_names import backup_folder, named_files

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_FILE_MODE: Final = 0o600
_FOLDER_MODE: Final = 0o700


class ExposedPath(NamedTuple):
    """A file or folder that others than its owner may use, and the mode that keeps it private."""

    path: Path
    private_mode: int

    @property
    def is_writable(self) -> bool:
        """Whether others may write it too."""
        return bool(self.path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def find_exposed(board: Path, own_folder: bool) -> list[ExposedPath]:
    """Return what others may use: the board, its backups and, if learnboard created it, the board's folder.

    A private mode gives its owner no right that they do not have.
    """
    return [exposed for path, mode in _private_paths(board, own_folder) if (exposed := _exposed(path, mode))]


def is_world_writable(folder: Path) -> bool:
    """Whether anybody may replace a file in this folder."""
    try:
        mode = folder.stat().st_mode
    except (OSError, ValueError):
        return False
    return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def make_private(exposed: ExposedPath) -> None:
    """Keep a file or folder to its owner.

    Raises:
        OSError: if that is not permitted, or the disk has no permissions.
    """
    exposed.path.chmod(exposed.private_mode)
    if exposed.path.stat().st_mode & _OTHERS:
        raise OSError(0, "its disk has no permissions")


def _private_paths(board: Path, own_folder: bool) -> Iterator[tuple[Path, int]]:
    if own_folder:
        yield board.parent, _FOLDER_MODE
    yield board, _FILE_MODE
    yield backup_folder(board), _FOLDER_MODE
    with suppress(BoardUnavailable):  # who may not list them is told so where backups are examined
        for path, _, _ in named_files(backup_folder(board)):
            yield path, _FILE_MODE


def _exposed(path: Path, most: int) -> ExposedPath | None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None
    expected = stat.S_ISDIR(mode) if most == _FOLDER_MODE else stat.S_ISREG(mode)
    return ExposedPath(path, mode & most) if expected and mode & _OTHERS else None
