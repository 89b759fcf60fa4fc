"""The snapshots that were written from a board. They are no steps: what was handed over cannot be undone."""

from datetime import date, datetime
from typing import ClassVar

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import Id, Profile
from learnboard.storage.store import Store
from learnboard.storage.tables import cells_of, columns_of, to_row


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


def list_exports(store: Store) -> list[ExportNote]:
    """Return every snapshot that was written, for whichever profile and person, newest first."""
    return sorted(store.rows(ExportNote), key=lambda note: (note.exported_at, note.sequence), reverse=True)


def last_export(store: Store, profile: str, for_id: Id | None) -> ExportNote | None:
    """Return the newest snapshot that was written for a profile and a person, or for nobody in particular."""
    notes = store.rows(ExportNote, profile=profile, for_id=for_id)
    return max(notes, key=lambda note: note.sequence, default=None)


def add_export(store: Store, note: ExportNote) -> None:
    """Note a snapshot that was written.

    Raises:
        Rejected: if another window has taken its sequence number.
    """
    # Not by the builder of the SQL of changes: it would take a twentieth of an export to import.
    key, *others = columns_of(ExportNote)
    kept = ", ".join(f"{name} = excluded.{name}" for name in others)
    sql = (
        f"INSERT INTO exports ({', '.join((key, *others))}) VALUES (?{', ?' * len(others)}) "
        f"ON CONFLICT ({key}) DO UPDATE SET {kept}"
    )
    with store.file.transaction():
        store.file.execute(sql, cells_of(ExportNote, to_row(note)))
