"""An export as it would leave: the snapshot for its reader, and what it is compared with (FORMAT.md §1 and §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, Literal, TypeAlias

from learnboard.domain.as_of import as_known, known_rows
from learnboard.domain.errors import InvalidValue
from learnboard.domain.leaks import Leak, find_leaks
from learnboard.domain.learning_block import LearningBlock
from learnboard.domain.metrics.progress import current_cycle
from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Baseline, Previous, Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.profiles import apply_profile
from learnboard.domain.text import slug
from learnboard.presentation.values import full_day
from learnboard.service.baseline import end_of, known_then, last_meeting_day
from learnboard.service.factory import new_id
from learnboard.service.opening import open_existing
from learnboard.service.queries.exports import PastExport, named_exports, profile_for
from learnboard.service.queries.learning_block import learning_block
from learnboard.storage.exports import ExportNote, list_exports
from learnboard.storage.store import Store

ExportFormat: TypeAlias = Literal["json", "html", "story", "markdown", "ics", "csv"]
"""A snapshot as a file or as a page, the story of a cycle as a page or in Markdown, a calendar, and one table."""
SNAPSHOTS: Final[frozenset[ExportFormat]] = frozenset({"json", "html"})
"""What is numbered and noted on the board; the others are made of what a snapshot would hold."""
STORIES: Final[frozenset[ExportFormat]] = frozenset({"story", "markdown"})
_SUFFIXES: Final[Mapping[ExportFormat, str]] = {
    "json": ".learnboard.json",
    "html": ".html",
    "story": ".html",
    "markdown": ".md",
    "ics": ".ics",
    "csv": ".csv",
}
_REVISIONS_FROM: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""In seconds from here, calendars can count until 2088."""
_LAST_REVISION: Final = 2**31 - 1
_SAME_SECOND: Final = timedelta(seconds=1)
"""Exports are noted to the second: what was made in the same second may have been in them."""


class ExportRequest(NamedTuple):
    """What to export: for which profile, for whom (the person's id), and as known on which day.

    Without a profile it follows from the person, see `profile_for`. Without a day nothing is cut. A story is that of
    the `cycle`, by its id, or of the day's; of a `table`, CSV is made.
    """

    profile: Profile | None = None
    person: Id | None = None
    as_of: date | None = None
    cycle: Id | None = None
    table: str = ""


class PreparedExport(NamedTuple):
    """A snapshot as it would leave. Exactly this is written, whatever happens to the board meanwhile.

    The request has its profile filled in. `counts` are the rows of each table that is not empty. `leaks` are private
    texts that are in it all the same. `baseline` is what it is compared with. `past_exports` has the newest first.
    `later_rows` counts the rows dated after today if no day was chosen; `last_day` is the day of the last export for
    the same reader. The `block` is the weekly learning time of its owner, and `revision` the number of what is on the
    board: both are for calendars.
    """

    snapshot: Snapshot
    request: ExportRequest
    person: Person | None
    counts: tuple[tuple[str, int], ...]
    leaks: tuple[Leak, ...]
    baseline: Baseline | None
    past_exports: tuple[PastExport, ...]
    later_rows: int = 0
    last_day: date | None = None
    block: LearningBlock | None = None
    revision: int = 0

    @property
    def unnumbered(self) -> "PreparedExport":
        """The same as what is no snapshot: of its day, whatever is dated later, and without one before it."""
        return self._replace(later_rows=0, last_day=None)

    @property
    def cycle(self) -> Cycle | None:
        """The cycle that a story tells of; None if there is none yet."""
        cycles = self.snapshot.records.cycles
        if self.request.cycle is None:
            return current_cycle(cycles, self.snapshot.as_of)
        return next((row for row in cycles if row.id == self.request.cycle), None)


def prepare_export(
    store: Store, request: ExportRequest, now: datetime, today: date, *, compared: bool = True
) -> PreparedExport:
    """Return the snapshot that the request asks for, numbered after the last one. Nothing is written.

    Only pages show what it is compared with: `compared=False` saves the time to find that.

    Raises:
        NotFound: if the person is not on the board.
        InvalidValue: if it is to be as known on a day that is still to come.
    """
    if request.as_of and request.as_of > today:
        raise InvalidValue(
            f"{full_day(request.as_of)} is still to come: “as of” says what was known on a day. Choose a day up to "
            "today, or leave it out to export all there is."
        )
    person = store.row(Person, request.person) if request.person else None
    request = request._replace(profile=request.profile or profile_for(person))
    records, notes = store.records(), list_exports(store)
    chain = [note for note in notes if (note.profile, note.for_id) == (request.profile, request.person)]
    snapshot = _snapshot(records, request, chain, now, today)
    return PreparedExport(
        snapshot=snapshot,
        request=request,
        person=person,
        counts=tuple((name, len(rows)) for name, rows in snapshot.records.tables() if rows),
        leaks=() if snapshot.profile == "full" else find_leaks(records, snapshot.records, person=request.person),
        baseline=baseline_of(records, chain, snapshot, request.person) if compared else None,
        past_exports=named_exports(notes, records.people),
        later_rows=0 if request.as_of else count_later_rows(snapshot.records, today),
        last_day=last_export_day(notes, snapshot.profile, request.person),
        block=learning_block(store),
        revision=board_revision(store, now),
    )


def prepare_export_at(board: Path, request: ExportRequest, now: datetime, today: date) -> PreparedExport:
    """Do the same with a connection of its own, for a thread."""
    with open_existing(board) as store:
        return prepare_export(store, request, now, today)


def _snapshot(
    records: Records, request: ExportRequest, chain: Iterable[ExportNote], now: datetime, today: date
) -> Snapshot:
    profile: Profile = request.profile or "mentor"
    known = as_known(records, request.as_of) if request.as_of else records
    first = _first_snapshot(known, profile, request.person, request.as_of or today, now)
    last = max(chain, key=lambda note: note.sequence, default=None)
    if last is None:
        return first
    return replace(first, sequence=last.sequence + 1, previous=Previous(last.snapshot_id, last.content_hash))


def _first_snapshot(known: Records, profile: Profile, person: Id | None, day: date, now: datetime) -> Snapshot:
    """A snapshot of a board as known on a day, without one before it."""
    outgoing, withheld = apply_profile(known, profile, person=person)
    return Snapshot(
        snapshot_id=new_id(),
        sequence=1,
        previous=None,
        exported_at=now,
        as_of=day,
        profile=profile,
        withheld=withheld,
        records=outgoing,
    )


def count_later_rows(records: Records, day: date) -> int:
    """Count the rows dated after a day. Planned meetings do not count: they lie ahead as they should."""
    count = 0
    for _, rows in records.tables():
        dated = tuple(row for row in rows if row.held) if rows and isinstance(rows[0], Meeting) else rows
        count += len(dated) - len(known_rows(dated, day))
    return count


def board_revision(store: Store, now: datetime) -> int:
    """Return a number that grows with every step: the second of the last one, and which one it is of its second.

    Seconds outlast a restored backup and a new board, where steps are counted from 1 again; without a step they are
    those of the export. What was undone and not yet replaced counts as well, so that the number does not fall.
    """
    number, at, _ = store.last_step()
    seconds = int(((at or now) - _REVISIONS_FROM).total_seconds())
    return min(max(0, seconds) + number, _LAST_REVISION)


def last_export_day(notes: Iterable[ExportNote], profile: Profile, person: Id | None) -> date | None:
    """Return the day of the last export for a person, with any profile, or for nobody with this one."""
    return next((note.as_of for note in notes if note.for_id == person and (person or note.profile == profile)), None)


def file_name(prepared: PreparedExport, kind: ExportFormat) -> str:
    """Return the default name of the file: whose it is, its day or the cycle that it tells of, and its reader."""
    snapshot, person, cycle = prepared.snapshot, prepared.person, prepared.cycle
    reader = f"{snapshot.profile}-{slug(person.name, 'person')}" if person else snapshot.profile
    what = f"story-{slug(cycle.title, 'cycle')}" if kind in STORIES and cycle else str(snapshot.as_of)
    if kind == "csv":
        what = f"{prepared.request.table.replace('_', '-')}-{what}"
    return f"{slug(snapshot.records.board_info.owner.name, 'board')}-{what}-{reader}{_SUFFIXES[kind]}"


# -- the baseline -------------------------------------------------------------------------------------------------


def baseline_of(
    records: Records, chain: Iterable[ExportNote], snapshot: Snapshot, person: Id | None
) -> Baseline | None:
    """Return the board as its reader last knew it; None if they knew nothing before.

    That is the board on the day of the last export in the chain, else of the last meeting, before the snapshot's day.
    It shows what its profile shows today, so that nothing comes back that is withheld by now. An export of the same
    day does not count, since a second one is written to correct the first.
    """
    day = snapshot.as_of
    last = max((note for note in chain if note.as_of < day), key=lambda note: (note.as_of, note.sequence), default=None)
    if last:
        known = _known_then(records, snapshot, person, last.as_of, last.exported_at + _SAME_SECOND)
        head = replace(
            known,
            snapshot_id=last.snapshot_id,
            sequence=last.sequence,
            content_hash=last.content_hash,
            exported_at=last.exported_at,
        )
        return Baseline(last.as_of, "snapshot", head)
    met = last_meeting_day(records.meetings, person, day)
    if met is None:
        return None
    known = _known_then(records, snapshot, person, met, end_of(met))
    # On a board that was begun after the meeting, everything would be new.
    return Baseline(met, "meeting", known) if known.records.key_results else None


def _known_then(records: Records, snapshot: Snapshot, person: Id | None, day: date, until: datetime) -> Snapshot:
    """What would have left on a day, as far as it had been entered by an instant."""
    return _first_snapshot(known_then(records, day, until), snapshot.profile, person, day, until)
