"""Positions: the numbers by which rows are in board order, with gaps for what comes between."""

from typing import Final

GAP: Final = 1024
"""The distance between fresh positions."""
_LARGEST_POSITION: Final = 2**62


def position_between(before: int | None, after: int | None) -> int | None:
    """Return a position between two others; None for an end of the list. Return None if there is no room."""
    if before is not None and after is not None:
        return (before + after) // 2 if after - before > 1 else None
    position = (before or 0) + GAP if after is None else after - GAP
    return position if abs(position) <= _LARGEST_POSITION else None


def evenly_spaced(count: int) -> range:
    """Return fresh positions for a list of rows."""
    return range(GAP, GAP * (count + 1), GAP)
