"""What a snapshot is held against: the board as its reader last knew it, reckoned from the days in its rows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from learnboard.domain.as_of import as_known
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Meeting
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.domain.relations import sole_mentor
from learnboard.presentation.values import local_day
from learnboard.service.factory import creation_time


def known_then(records: Records, day: date, until: datetime) -> Records:
    """Return the board as known on a day, as far as it had been entered by an instant.

    A row whose id does not say when it was made counts as entered.
    """
    limit = int(until.timestamp() * 1000)
    entered = {
        name: tuple(row for row in rows if (made := creation_time(row.id)) is None or made < limit)
        for name, rows in records.tables()
    }
    return as_known(records.restricted_to(entered), day)


def last_meeting_day(meetings: Iterable[Meeting], person: Id | None, day: date) -> date | None:
    """Return the day of the last meeting before a day that was held with a person, or with any mentor."""
    held = (row for row in meetings if row.held and row.on < day)
    return max((row.on for row in held if (person in row.with_ids if person else row.kind == "mentor")), default=None)


def end_of(day: date) -> datetime:
    """Return the first instant after a day, as this machine's clock has it."""
    return datetime.combine(day + timedelta(days=1), time.min).astimezone()


def baseline_in_file(snapshot: Snapshot) -> Baseline | None:
    """Return what the page of a snapshot holds it against, reckoned from the file alone.

    That is the board on the day of the snapshot it follows, as the id of that one tells, or for a first one on the day
    of the last meeting with its reader. None if the file does not tell of which day that was, if it was the day of the
    snapshot itself, or if nothing was known then.
    """
    if snapshot.previous:
        return _known_to_previous(snapshot, snapshot.previous.snapshot_id)
    met = last_meeting_day(snapshot.records.meetings, _reader_of(snapshot), snapshot.as_of)
    if met is None:
        return None
    known = known_then(snapshot.records, met, end_of(met))
    return Baseline(met, "meeting", replace(snapshot, records=known, as_of=met)) if known.key_results else None


def _known_to_previous(snapshot: Snapshot, previous: Id) -> Baseline | None:
    made = creation_time(previous)
    if made is None:
        return None
    instant = datetime.fromtimestamp(made / 1000, UTC)
    if (day := local_day(instant)) >= snapshot.as_of:
        return None
    known = known_then(snapshot.records, day, instant + timedelta(seconds=1))
    head = replace(snapshot, snapshot_id=previous, previous=None, records=known, as_of=day, exported_at=instant)
    return Baseline(day, "snapshot", head)


def _reader_of(snapshot: Snapshot) -> Id | None:
    """Whom a file was written for: a mentor's has no agreement but theirs."""
    agreed = [row.id for row in snapshot.records.people if row.agreement]
    if snapshot.profile == "mentor" and len(agreed) == 1:
        return agreed[0]
    return sole_mentor(snapshot.records.people, snapshot.as_of)
