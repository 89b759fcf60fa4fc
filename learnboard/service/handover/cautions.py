"""What the owner should know of a parcel before it leaves: no mistakes for certain, but often not meant."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from learnboard.domain.fields import Id
from learnboard.domain.known_rows import known_rows
from learnboard.domain.people import Meeting, Person
from learnboard.domain.records import Records
from learnboard.domain.snapshot import Profile
from learnboard.domain.wording import day_text
from learnboard.service.row_words import short_name
from learnboard.storage.exports import ExportNote

if TYPE_CHECKING:
    from learnboard.service.handover.parcels import PreparedExport


def rows_after(records: Records, day: date) -> int:
    """How many rows are dated after a day. Meetings that are planned are not meant: they lie ahead as they should."""
    count = 0
    for _, rows in records.tables():
        held = tuple(row for row in rows if row.held) if rows and isinstance(rows[0], Meeting) else rows
        count += len(held) - len(known_rows(held, day))
    return count


def last_day(notes: Iterable[ExportNote], profile: Profile, person: Id | None) -> date | None:
    """The day of the last snapshot for a person, with whatever profile, or for nobody with this one."""
    return next((one.as_of for one in notes if one.for_id == person and (person or one.profile == profile)), None)


def export_warnings(prepared: "PreparedExport", way_out: str) -> Iterator[str]:
    """Sentences without their point; `way_out` is how rows that are dated after today are left out."""
    profile, person = prepared.snapshot.profile, prepared.person
    if person and profile == "full":
        yield f"A full copy holds everything that is private, and this one is for {short_name(person.name)}"
    # Of one's own copy nothing should be cut.
    if prepared.later and (person or profile != "full"):
        rows, go = ("1 row is", "goes") if prepared.later == 1 else (f"{prepared.later:,} rows are", "go")
        yield f"{rows} dated after today and {go} as well: {way_out} {'it' if prepared.later == 1 else 'them'} out"
    if prepared.last_day and prepared.last_day > prepared.snapshot.as_of:
        days = f"was of {day_text(prepared.last_day)}, this is of {day_text(prepared.snapshot.as_of)}"
        yield f"The last one {_reader_name(person, profile)} {days}"


def _reader_name(person: Person | None, profile: Profile) -> str:
    return f"for {short_name(person.name)}" if person else f"with profile {profile}"
