"""Backups of a board: whole copies in a folder beside it, each told by its name, looked into, and rotated."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from learnboard.domain.errors import BoardRefused
from learnboard.domain.rotation import Made, kept
from learnboard.storage.copies import Progress, beside, copy, settle, sound
from learnboard.storage.files import look_at, uri
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION
from learnboard.storage.refusals import shown

Reason: TypeAlias = Literal["hand", "start", "open", "migration", "import", "restore", "repair"]
"""When a backup was made: by hand, at the start, while the board was open, or before one of these."""

_ROUTINE: Final = ("start", "open")
_NAME: Final = re.compile(rf"([0-9-]{{10}}T[0-9]{{6}}Z)-({'|'.join(get_args(Reason))})(?:-[0-9]+)?\.db")
_TIME: Final = "%Y-%m-%dT%H%M%SZ"
_COUNTERS: Final = ((24, 28), (40, 44), (92, 96))
"""Bytes of a file's head that count writes: two copies that differ there alone say the same."""
_COUNTS: Final = ("objectives", "key_results", "check_ins")


class Holding(NamedTuple):
    """What a board's file holds: whose it is, how much, and what was done last."""

    board_id: str
    owner: str
    objectives: int
    key_results: int
    check_ins: int
    last_step: str = ""
    last_at: datetime | None = None


class Backup(NamedTuple):
    """A backup: when and why it was made (UTC), its schema, and what it holds; or why it cannot be brought back."""

    path: Path
    at: datetime
    reason: Reason
    size: int
    schema: int
    holds: Holding | None
    trouble: str = ""


def folder_of(board: Path) -> Path:
    """Where the backups of a board are: beside it, so that they are found when the board is gone."""
    board = board.absolute()
    return board.with_name(f"{board.name}.backups")


def make(
    board: Path, why: Reason, *, now: datetime, wait: float, progress: Progress | None = None, to: Path | None = None
) -> Path | None:
    """Back the board up into its folder, or to a file of that name; None if a routine one would say nothing new.

    Raises:
        BoardBusy: if another program keeps it locked for `wait` seconds.
        BoardRefused: if the board is damaged, or the backup cannot be written; there is no half of one then.
    """
    read_only = look_at(board)
    place = to or folder_of(board) / "backup"
    with beside(place) as part:
        with closing(_connected(board, "mode=ro" if read_only else "mode=rw", wait)) as source:
            copy(source, part, of=board, wait=wait, progress=progress)
        if why in _ROUTINE and _known(part, folder_of(board)):
            return None
        if wrong := sound(part):
            raise BoardRefused(f"The board {shown(board)} is damaged ({wrong}): see “learnboard doctor”", "damaged")
        if to:
            _settle_at(part, to)
            return to
        path = _settle_named(part, folder_of(board), why, now)
    rotate(board, now)
    return path


def listed(board: Path) -> list[Backup]:
    """The backups of a board, the newest first; what is no backup of ours is not told."""
    found = [_looked_into(path, match) for path, match in _named(folder_of(board))]
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def any_of(board: Path) -> bool:
    """Whether there are backups of a board, without looking into them."""
    return any(True for _ in _named(folder_of(board)))


def look_into(path: Path) -> Backup:
    """A file as a backup, wherever it is and whatever its name; its time is then that of the file.

    Raises:
        BoardRefused: if it is not there or no regular file.
    """
    look_at(path)
    found = _NAME.fullmatch(path.name)
    if found:
        return _looked_into(path, found)
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return Backup(path, at, "hand", path.stat().st_size, *_inside(path))


def rotate(board: Path, now: datetime) -> None:
    """Delete the backups that need not be kept; of each board that ever had this name, and never a newer schema's."""
    by_board: dict[str, list[Backup]] = {}
    for backup in listed(board):
        if backup.holds and not backup.trouble:
            by_board.setdefault(backup.holds.board_id, []).append(backup)
    for backups in by_board.values():
        made = [Made(each.at.astimezone(), each.reason not in _ROUTINE) for each in backups]
        stay = kept(made, now.astimezone())
        for place, backup in enumerate(backups):
            if place not in stay:
                with suppress(OSError):  # it is tried again with the next one
                    backup.path.unlink()


def holding(connection: sqlite3.Connection) -> Holding:
    """What the board behind a connection holds.

    Raises:
        sqlite3.Error: if it cannot be read.
    """
    board_id, owner = connection.execute("SELECT id, owner ->> '$.name' FROM identity").fetchone() or ("", "")
    counts = (connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTS)  # noqa: S608 - ours
    step = connection.execute('SELECT label, "at" FROM steps WHERE undone = 0 ORDER BY id DESC LIMIT 1').fetchone()
    last = (str(step[0]), datetime.fromisoformat(step[1])) if step else ("", None)
    return Holding(board_id, owner, *counts, *last)


def _connected(path: Path, options: str, wait: float) -> sqlite3.Connection:
    return sqlite3.connect(uri(path, options), uri=True, timeout=wait, isolation_level=None)


def _named(folder: Path) -> Iterable[tuple[Path, re.Match[str]]]:
    try:
        paths: Sequence[Path] = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        match = _NAME.fullmatch(path.name)
        if match and path.is_file():
            yield path, match


def _looked_into(path: Path, match: re.Match[str]) -> Backup:
    why: Reason = match[2]  # type: ignore[assignment]  # the pattern knows no others
    try:
        at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    except ValueError:  # 2026-99-99: named by nobody's clock
        at = datetime.fromtimestamp(0, UTC)
    return Backup(path, at, why, path.stat().st_size, *_inside(path))


def _inside(path: Path) -> tuple[int, Holding | None, str]:
    """The schema of a file that nobody writes, what it holds, and why it could not be brought back."""
    try:
        with closing(_connected(path, "mode=ro&immutable=1", 0)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION:
                return schema, None, "it is no board"
            if schema > SCHEMA:
                return schema, None, f"it needs a newer learnboard (schema {schema}, this one knows {SCHEMA})"
            return schema, holding(connection), ""
    except (sqlite3.Error, ValueError, TypeError):
        return 0, None, "it is damaged"


def _known(part: Path, folder: Path) -> bool:
    """Whether there is a backup that says the same, whatever the clock said when it was made."""
    size = part.stat().st_size
    alike = [path for path, _ in _named(folder) if path.stat().st_size == size]
    content = _content(part) if alike else b""
    return any(_content(path) == content for path in alike)


def _content(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    for start, end in _COUNTERS:
        content[start:end] = bytes(end - start)
    return bytes(content)


def _settle_named(part: Path, folder: Path, why: Reason, now: datetime) -> Path:
    for number in count(1):
        path = folder / f"{now.astimezone(UTC):{_TIME}}-{why}{f'-{number}' if number > 1 else ''}.db"
        with suppress(FileExistsError):
            settle(part, path)
            return path
    raise AssertionError


def _settle_at(part: Path, path: Path) -> None:
    try:
        settle(part, path)
    except FileExistsError:
        raise BoardRefused(f"There is a file {shown(path)} already: choose another name for the backup") from None
