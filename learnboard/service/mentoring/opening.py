"""Snapshots read in full for the mentor's view, the last two kept at hand."""

from functools import lru_cache
from pathlib import Path

from learnboard.domain.snapshot import Snapshot


def opened(path: Path) -> Snapshot:
    """A snapshot read in full. The last two stay at hand for as long as their files do not change.

    Raises:
        FileRefused: if it is not one, or says what no board can hold.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return _opened.__wrapped__(path, None)  # reading it says why
    return _opened(path, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=2)
def _opened(path: Path, _seen: tuple[int, ...] | None) -> Snapshot:
    # Pydantic takes longer to import than the list of people takes to be shown.
    from learnboard.exchange.snapshot import open_snapshot  # noqa: PLC0415

    return open_snapshot(path)
