"""A board as exported for a reader (FORMAT.md §1)."""

from datetime import date, datetime
from typing import Literal

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple


@dataclass(frozen=True, slots=True)
class Previous:
    """The snapshot before, for the same profile and person."""

    snapshot_id: Id
    content_hash: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of a file. `content_hash` is the hash in it; `altered` if the content does not match it.

    `older` if the file is of minor 0, which lacks much of what rows have now.
    """

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
    older: bool = False

    @property
    def board_id(self) -> Id:
        """The board of the snapshot."""
        return self.records.board_info.id


class Baseline(NamedTuple):
    """The board as its reader knew it on the day of the last snapshot, or of the last meeting."""

    day: date
    what: Literal["snapshot", "meeting"]
    snapshot: Snapshot
