"""A board as it was written to a file for somebody (FORMAT.md §1, the head)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.records import Records


@dataclass(frozen=True, slots=True)
class Previous:
    """The snapshot written before this one for the same profile and person."""

    snapshot_id: Id
    content_hash: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a file says. `content_hash` is what stands in it, `altered` whether its content no longer fits it."""

    snapshot_id: Id
    sequence: int
    previous: Previous | None
    exported_at: datetime
    as_of: date
    profile: Profile
    withheld: bool
    records: Records
    content_hash: str = ""
    altered: bool = False
    notices: tuple[str, ...] = ()

    @property
    def board_id(self) -> Id:
        """The board the snapshot was taken of."""
        return self.records.board_info.id


class Baseline(NamedTuple):
    """The board as it was known on the day of the last snapshot, or of the last meeting, for the same reader."""

    day: date
    what: Literal["snapshot", "meeting"]
    snapshot: Snapshot
