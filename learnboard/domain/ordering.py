"""Positions with gaps, so that a move writes one row."""

from typing import Final

GAP: Final = 1024
_LARGEST: Final = 2**62


def between(before: int | None, after: int | None) -> int | None:
    """A position after `before` and before `after`; None is the end of the list, a None answer means no room."""
    if before is None and after is None:
        return GAP
    if before is None:
        return _within(after - GAP if after is not None else GAP)
    if after is None:
        return _within(before + GAP)
    return (before + after) // 2 if after - before > 1 else None


def evenly_spaced(count: int) -> range:
    """Fresh positions for a list of so many rows."""
    return range(GAP, GAP * (count + 1), GAP)


def _within(position: int) -> int | None:
    return position if abs(position) <= _LARGEST else None
