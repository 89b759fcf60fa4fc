"""The example year as a board to try things on, in a temporary copy: as it was known on the day of a meeting."""

import fcntl
import json
import os
import shutil
import stat
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
from learnboard.storage.store import Store

DEMO_DAY: Final = date(2026, 6, 26)
"""The day of a mentor meeting in the middle of the year."""
_PREFIX: Final = "learnboard-demo-"
_LOCK: Final = "lock"
_YEAR: Final = Path(__file__).parent.parent / "demo" / "year.learnboard.json"


@contextmanager
def demo_store(day: date | None = DEMO_DAY) -> Iterator[Store]:
    """Yield a store that holds the example year as known on a day, or all of it, until the block ends.

    The folders of demos that were killed are removed first.
    """
    _remove_abandoned(Path(gettempdir()))
    with (
        TemporaryDirectory(prefix=_PREFIX) as folder,
        _in_use(Path(folder)),
        _filled_store(Path(folder) / "board.db", day) as store,
    ):
        yield store


@contextmanager
def _in_use(folder: Path) -> Iterator[None]:
    """Keep a folder locked, as its program does until it ends in whatever way. Without its lock it is nobody's."""
    beginning = folder / "begin"
    descriptor = os.open(beginning, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with suppress(OSError):  # some file systems have no locks: there the folder has no lock, and stays
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            beginning.rename(folder / _LOCK)  # only now, so that nobody finds it unlocked meanwhile
        yield
    finally:
        os.close(descriptor)


def _remove_abandoned(temporary: Path) -> None:
    """Remove the folders of demos whose program is gone, as after a kill: those with a lock that nobody holds."""
    with suppress(OSError):
        for folder in list(temporary.glob(f"{_PREFIX}*")):
            with suppress(OSError):
                found = folder.lstat()
                if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and _is_abandoned(folder):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _filled_store(path: Path, day: date | None) -> Store:
    # Our own file is trusted: reading it without the checks saves the time that Pydantic takes to import.
    year: dict[str, Any] = json.loads(_YEAR.read_bytes())
    board_info = BoardInfo(year["board_id"], from_plain(Owner, year["owner"]), from_plain(Settings, year["settings"]))
    tables = {name: tuple(from_plain(record, row) for row in year[name]) for name, record in TABLES.items()}
    records = Records(board_info, **tables)
    return Store.create(path, board_info, as_known(records, day) if day else records)
