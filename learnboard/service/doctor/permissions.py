"""Who may use a board and its backups: their owner alone."""

import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.doctor.findings import REPAIR, Finding, fine, notice, wrong
from learnboard.storage.backup_names import backup_folder, named_files
from learnboard.storage.backups import has_backups
from learnboard.storage.errors import quoted_path

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class ExposedPath(NamedTuple):
    """A file or folder that others may use, and its mode."""

    path: Path
    mode: int


def permission_findings(board: Path, *, own_folder: bool) -> list[Finding]:
    """Return who else may read and write the board and its backups."""
    findings = []
    for path, mode in find_exposed(board, own_folder=own_folder):
        may = "write" if mode & (stat.S_IWGRP | stat.S_IWOTH) else "read"
        what = f"Others on this machine may {may} {quoted_path(path)}: {REPAIR} makes it private"
        findings.append(wrong(what, "permissions"))
    if not own_folder and _mode(board.parent) & (stat.S_IWOTH | stat.S_ISVTX) == stat.S_IWOTH:
        what = "Anybody on this machine may replace the board with another file, in"
        findings.append(notice(f"{what} {quoted_path(board.parent)}: keep it in a folder of your own"))
    if findings or _is_listable(board):
        return findings or [fine("The board and its backups are private")]
    return [notice("The board is private, but its backups cannot be listed")]


def find_exposed(board: Path, *, own_folder: bool) -> list[ExposedPath]:
    """Return what others may use: the board, its backups and, if learnboard created it, the board's folder."""
    return [
        ExposedPath(path, mode)
        for path, is_kind in _private_paths(board, own_folder=own_folder)
        if is_kind(mode := _mode(path)) and mode & _OTHERS
    ]


def make_private(exposed: ExposedPath) -> None:
    """Keep a file or folder to its owner, who gets no right that they do not have.

    Raises:
        OSError: if that is not permitted, or the disk has no permissions.
    """
    exposed.path.chmod(exposed.mode & (0o700 if stat.S_ISDIR(exposed.mode) else 0o600))
    if exposed.path.stat().st_mode & _OTHERS:
        raise OSError(0, "its disk has no permissions")


def _private_paths(board: Path, *, own_folder: bool) -> Iterator[tuple[Path, Callable[[int], bool]]]:
    if own_folder:
        yield board.parent, stat.S_ISDIR
    yield board, stat.S_ISREG
    yield backup_folder(board), stat.S_ISDIR
    with suppress(BoardUnavailable):  # who may not list them is told so where backups are examined
        for path, _, _ in named_files(backup_folder(board)):
            yield path, stat.S_ISREG


def _is_listable(board: Path) -> bool:
    try:
        has_backups(board)
    except BoardUnavailable:
        return False
    return True


def _mode(path: Path) -> int:
    """What kind of file a path is and who may use it; 0 if there is none."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0
