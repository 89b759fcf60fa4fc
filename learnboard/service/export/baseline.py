"""What a snapshot is held against: the board as its reader knew it last (FORMAT.md §4)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from learnboard.domain.as_of import as_known
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Meeting
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.domain.profiles import leaving
from learnboard.service.factory import made_at, new_id
from learnboard.storage.side_tables import ExportNote

_SAME_SECOND = timedelta(seconds=1)
"""Instants of exports are kept to the second: what was made in the same second may have been in it."""


def baseline_of(
    records: Records, chain: Iterable[ExportNote], snapshot: Snapshot, person: Id | None
) -> Baseline | None:
    """The board on the day of the last snapshot in the chain, else of the last meeting, before the snapshot's day.

    It shows what its profile shows today, so that nothing comes back that is withheld by now. A snapshot of the same
    day is not looked at, since a second one is written to mend the first. None if nothing was known before.
    """
    day = snapshot.as_of
    last = max((note for note in chain if note.as_of < day), key=lambda note: (note.as_of, note.sequence), default=None)
    if last:
        known = _known_then(records, snapshot, person, last.as_of, last.exported_at + _SAME_SECOND)
        head = replace(known, snapshot_id=last.snapshot_id, sequence=last.sequence, content_hash=last.content_hash)
        return Baseline(last.as_of, "snapshot", replace(head, exported_at=last.exported_at))
    met = _last_meeting(records.meetings, person, day)
    if met is None:
        return None
    known = _known_then(records, snapshot, person, met, datetime.combine(met + timedelta(days=1), time.min, UTC))
    # Of a board that was begun after the meeting, all would be new.
    return Baseline(met, "meeting", known) if known.records.key_results else None


def _last_meeting(meetings: Iterable[Meeting], person: Id | None, day: date) -> date | None:
    """The day of the last meeting that was held with a person, or with a mentor, before a day."""
    held = (one for one in meetings if one.held and one.on < day)
    return max((one.on for one in held if (person in one.with_ids if person else one.kind == "mentor")), default=None)


def _known_then(records: Records, snapshot: Snapshot, person: Id | None, day: date, until: datetime) -> Snapshot:
    """What would have left on a day, as far as it had been written down by an instant."""
    known = as_known(_written_by(records, until), day)
    outgoing, withheld = leaving(known, snapshot.profile, person=person)
    return Snapshot(
        snapshot_id=new_id(),
        sequence=1,
        previous=None,
        exported_at=until,
        as_of=day,
        profile=snapshot.profile,
        withheld=withheld,
        records=outgoing,
    )


def _written_by(records: Records, until: datetime) -> Records:
    """The rows that were there already; ids that do not say when they were made say nothing against their rows."""
    limit = int(until.timestamp() * 1000)
    return records.keeping(
        {
            name: tuple(row for row in rows if (made := made_at(row.id)) is None or made < limit)
            for name, rows in records.tables()
        }
    )
