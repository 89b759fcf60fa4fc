"""The example year as a store to be changed: made once in a process, and copied for every test."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from learnboard.service.demo import demo_store
from learnboard.storage.store import Store


@contextmanager
def year_store() -> Iterator[Store]:
    """The whole example year, from a copy of one file."""
    with TemporaryDirectory(prefix="learnboard-test-") as folder:
        path = copied(Path(folder) / "board.db", _demo())
        with Store.open(path) as store:
            yield store


def copied(path: Path, board: bytes) -> Path:
    """Write the bytes of a board to a path where nothing is yet; like every board it is its owner's alone."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(board)
    return path


@cache
def _demo() -> bytes:
    with demo_store(day=None) as store:
        return store.path.read_bytes()
