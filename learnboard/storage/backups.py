"""Backups of a board: whole copies in a folder beside it, each told by its name, looked into, and rotated."""

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.rotation import BackupTime, backups_to_keep
from learnboard.storage.copies import Progress, beside, copy, settle, sound, sweep
from learnboard.storage.database import BoardFile
from learnboard.storage.files import look_at
from learnboard.storage.holdings import BoardSummary, look_inside, say_the_same
from learnboard.storage.opening import as_it_is
from learnboard.storage.refusals import damaged, shown

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
