"""New boards at a twentieth of the time: their tables are made once in a process, and copied for every board."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from learnboard.storage import opening, store
from learnboard.storage.connection import BoardFile
from learnboard.storage.files import create_file
from learnboard.storage.opening import create_board


@contextmanager
def copied_tables() -> Iterator[None]:
    """While this lasts, a board that is created gets a copy of its tables, and is filled as ever.

    For tests of what is done with boards. How they are created is for the tests of storage, and for those of the
    program: nothing is copied there.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "create_board", _created)
        yield


def _created(path: Path, *, wait: float, fill: Callable[[BoardFile], None]) -> BoardFile:
    create_file(path)
    try:
        path.write_bytes(_tables())
        with opening._open(path, wait) as board, board.transaction():
            fill(board)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return board


@cache
def _tables() -> bytes:
    with TemporaryDirectory(prefix="learnboard-test-") as folder:
        path = Path(folder) / "board.db"
        create_board(path, wait=1.0, fill=lambda _: None).close()
        return path.read_bytes()
