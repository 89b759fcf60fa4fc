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


def fitting_position(own: int, before: int | None, after: int | None) -> int | None:
    """Return a row's own position if it lies between two others, so that it need not be written; else one that does."""
    fits = (before is None or before < own) and (after is None or own < after)
    return own if fits else position_between(before, after)


def evenly_spaced(count: int) -> range:
    """Return fresh positions for a list of rows."""
    return range(GAP, GAP * (count + 1), GAP)
