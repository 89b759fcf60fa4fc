"""What was handed over: every snapshot file, for `sequence` and `previous` of the next one (FORMAT.md §1)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from learnboard.domain.fields import Id
from learnboard.domain.snapshot import Profile


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A snapshot that was written; `for_id` is the person it was written for, if it was for one."""

    TABLE: ClassVar[str] = "exports"

    snapshot_id: Id
    profile: Profile
    for_id: Id | None
    sequence: int
    content_hash: str
    exported_at: datetime
    as_of: date
    file: str | None
