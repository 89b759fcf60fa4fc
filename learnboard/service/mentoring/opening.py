"""Snapshots read in full for the mentor's view, the last two kept at hand."""

from functools import lru_cache
from pathlib import Path

from learnboard.domain.snapshot import Snapshot


def read_whole(path: Path) -> Snapshot:
    """A snapshot read in full. The last two stay at hand for as long as their files do not change.

    Raises:
        FileRefused: if it is not one, or says what no board can hold.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return _read_whole.__wrapped__(path, None)  # reading it says why
    return _read_whole(path, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=2)
def _read_whole(path: Path, _seen: tuple[int, ...] | None) -> Snapshot:
    # Pydantic takes longer to import than the list of people takes to be shown.
    from learnboard.exchange.snapshot import open_snapshot  # noqa: PLC0415

    return open_snapshot(path)
