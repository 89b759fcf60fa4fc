"""The example year as a board to try things on, in a temporary copy: as it was known on the day of a meeting."""

import fcntl
import json
import os
import re
import shutil
import signal
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, Final

from learnboard.domain.as_of import as_known
from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.domain.model.fields import from_plain
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.patterns import pattern
from learnboard.storage.store import Store

DEMO_DAY: Final = date(2026, 6, 26)
"""The day of a mentor meeting in the middle of the year."""
_PREFIX: Final = "learnboard-demo-"
_NAME: Final = pattern(rf"{_PREFIX}[a-z0-9_]{{8}}")
"""The name of a folder, as `tempfile` makes it."""
_LOCK: Final = "lock"
_BEGINNING: Final = "begin"
_BOARD: Final = "board.db"
_OURS: Final = pattern(rf"{_LOCK}|{_BEGINNING}|{re.escape(_BOARD)}.*|\.learnboard-.*")
"""The names of what is in such a folder."""
_EMPTY_AGE: Final = 60
_AGE: Final = 3_600
"""Seconds after which a folder without a lock is nobody's: an empty one, and one that holds a board."""
_ENDINGS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGALRM)
"""Signals that end a program, also one that has begun to leave."""
_YEAR: Final = Path(__file__).parent.parent / "demo" / "year.learnboard.json"


@contextmanager
def demo_store(day: date | None = DEMO_DAY) -> Iterator[Store]:
    """Yield a store that holds the example year as known on a day, or all of it, until the block ends.

    The folders of demos that were killed are removed first.
    """
    _remove_abandoned(Path(gettempdir()))
    with (
        _temporary_folder() as folder,
        _in_use(folder),
        _filled_store(folder / _BOARD, day) as store,
    ):
        yield store


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """Make a folder, and remove it at the end, whatever signals come meanwhile."""
    temporary = TemporaryDirectory(prefix=_PREFIX)
    try:
        yield Path(temporary.name)
    finally:
        with _signals_later():
            temporary.cleanup()


@contextmanager
def _signals_later() -> Iterator[None]:
    """Have the signals that would end the program take effect only at the end: each of them once."""
    if threading.current_thread() is not threading.main_thread():  # no other may handle signals
        yield
        return
    came: set[int] = set()
    before = {each: signal.signal(each, lambda number, _: came.add(number)) for each in _ENDINGS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, signal.SIG_DFL if handler is None else handler)
        for number in sorted(came):
            signal.raise_signal(number)


@contextmanager
def _in_use(folder: Path) -> Iterator[None]:
    """Keep a folder locked, as its program does until it ends in whatever way. Without its lock it is nobody's."""
    beginning = folder / _BEGINNING
    descriptor = os.open(beginning, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with suppress(OSError):  # some file systems have no locks: there the folder has no lock, and stays
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            beginning.rename(folder / _LOCK)  # only now, so that nobody finds it unlocked meanwhile
        yield
    finally:
        os.close(descriptor)


def _remove_abandoned(temporary: Path) -> None:
    """Remove the folders of demos whose program is gone, as after a kill."""
    with suppress(OSError):
        for folder in list(temporary.glob(f"{_PREFIX}*")):
            with suppress(OSError):
                found = folder.lstat()
                if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and _is_abandoned(folder):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    """Whether a folder is nobody's: nobody holds its lock, or it has none and is ours, and old."""
    try:
        return _is_free(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        # Where there are no locks, any demo that is open has none: its folder stays.
        return _is_old_and_ours(folder) and _is_free(folder, os.O_RDONLY)


def _is_free(path: Path, access: int) -> bool:
    """Whether a file or folder can be locked.

    Raises:
        OSError: if it cannot be opened, or is a link.
    """
    descriptor = os.open(path, access | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _is_old_and_ours(folder: Path) -> bool:
    """Whether a folder without a lock has a name of ours, holds nothing else than we put there, and is old enough."""
    if not _NAME.fullmatch(folder.name):
        return False
    entries = [(entry.name, entry.stat(follow_symlinks=False)) for entry in os.scandir(folder)]
    ours = all(
        _OURS.fullmatch(name) and found.st_uid == os.geteuid() and not stat.S_ISLNK(found.st_mode)
        for name, found in entries
    )
    changed = max([folder.lstat().st_mtime, *(found.st_mtime for _, found in entries)])
    return ours and time.time() - changed > (_AGE if entries else _EMPTY_AGE)


def _filled_store(path: Path, day: date | None) -> Store:
    # Our own file is trusted: reading it without the checks saves the time that Pydantic takes to import.
    year: dict[str, Any] = json.loads(_YEAR.read_bytes())
    board_info = BoardInfo(year["board_id"], from_plain(Owner, year["owner"]), from_plain(Settings, year["settings"]))
    tables = {name: tuple(from_plain(record, row) for row in year[name]) for name, record in TABLES.items()}
    records = Records(board_info, **tables)
    return Store.create(path, board_info, as_known(records, day) if day else records)
