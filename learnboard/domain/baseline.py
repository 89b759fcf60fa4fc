"""What a snapshot is held against when there is no earlier file at hand (FORMAT.md §4)."""

from datetime import date
from typing import Literal, NamedTuple

from learnboard.domain.snapshot import Snapshot


class Baseline(NamedTuple):
    """The board as it was known on the day of the last snapshot, or of the last meeting, for the same reader."""

    day: date
    what: Literal["snapshot", "meeting"]
    snapshot: Snapshot
