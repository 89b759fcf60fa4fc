"""What the owner should know before an export leaves: rows dated later, and private words in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.as_of import known_rows
from learnboard.domain.errors import Rejected
from learnboard.domain.leaks import Leak, leaks
from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Baseline, Previous, Snapshot
from learnboard.domain.profiles import known_and_leaving
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.labels import short_name
from learnboard.presentation.values import day_text
from learnboard.service.export.baseline import baseline_of
from learnboard.service.export.leak_messages import leak_notices, refuse_leaks
from learnboard.service.factory import new_id
from learnboard.service.opening import open_existing
from learnboard.service.queries.exports import PastExport, named_exports, profile_for
from learnboard.storage.side_tables import ExportNote
from learnboard.storage.store import Store


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


ExportFormat: TypeAlias = Literal["json", "html"]
_SUFFIXES: Final[Mapping[ExportFormat, str]] = {"json": ".learnboard.json", "html": ".html"}
_NOT_A_NAME = re.compile(r"[\W_]+")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What a snapshot is written for: the profile, the person (an id), and the day the board is shown as known on.

    Without a profile it follows the person, see `profile_for`; without a day nothing is cut.
    """

    profile: Profile | None = None
    person: Id | None = None
    as_of: date | None = None


class PreparedExport(NamedTuple):
    """A snapshot as it would leave: exactly this is written, whatever becomes of the board meanwhile.

    `handover` has its profile. `counts` are rows by table, of tables that are not empty. `leaks` are private texts
    that stand in it all the same. `baseline` is what it is compared with. `earlier` is the newest first. `later` counts
    the rows dated after today where no day was chosen, `last_day` is that of the last one for the same reader.
    """

    snapshot: Snapshot
    request: ExportRequest
    person: Person | None
    counts: tuple[tuple[str, int], ...]
    leaks: tuple[Leak, ...]
    baseline: Baseline | None
    earlier: tuple[PastExport, ...]
    later: int = 0
    last_day: date | None = None


def prepare_export(
    store: Store, request: ExportRequest, now: datetime, today: date, *, compared: bool = True
) -> PreparedExport:
    """The board as it leaves, next in the row of what was written for this profile and person; nothing is written.

    Only pages show what it is compared with: for a file, `compared` spares the time to find that.

    Raises:
        NotFound: if the person is not on the board.
    """
    person = store.row(Person, request.person) if request.person else None
    request = replace(request, profile=request.profile or profile_for(person))
    records, notes = store.records(), store.exports()
    snapshot = _snapshot(records, request, notes, now, today)
    return PreparedExport(
        snapshot=snapshot,
        request=request,
        person=person,
        counts=tuple((name, len(rows)) for name, rows in snapshot.records.tables() if rows),
        leaks=() if snapshot.profile == "full" else leaks(records, snapshot.records),
        baseline=baseline_of(records, _chain(notes, request), snapshot, request.person) if compared else None,
        earlier=named_exports(notes, records.people),
        later=0 if request.as_of else rows_after(snapshot.records, today),
        last_day=last_day(notes, snapshot.profile, request.person),
    )


def prepare_export_at(board: Path, request: ExportRequest, now: datetime, today: date) -> PreparedExport:
    """The same for a thread, which opens the board at a path for itself."""
    with open_existing(board) as store:
        return prepare_export(store, request, now, today)


def _snapshot(
    records: Records, request: ExportRequest, notes: Iterable[ExportNote], now: datetime, today: date
) -> Snapshot:
    profile: Profile = request.profile or "mentor"
    outgoing, withheld = known_and_leaving(records, profile, request.as_of, person=request.person)
    last = max(_chain(notes, request), key=lambda note: note.sequence, default=None)
    return Snapshot(
        snapshot_id=new_id(),
        sequence=last.sequence + 1 if last else 1,
        previous=Previous(last.snapshot_id, last.content_hash) if last else None,
        exported_at=now,
        as_of=request.as_of or today,
        profile=profile,
        withheld=withheld,
        records=outgoing,
    )


def _chain(notes: Iterable[ExportNote], request: ExportRequest) -> list[ExportNote]:
    """What was written for the same profile and person."""
    return [note for note in notes if (note.profile, note.for_id) == (request.profile, request.person)]


def file_name(prepared: PreparedExport, kind: ExportFormat) -> str:
    """The name a file gets when none is given: whose, when and for whom it is."""
    snapshot, person = prepared.snapshot, prepared.person
    reader = f"{snapshot.profile}-{_in_a_name(person.name, 'person')}" if person else snapshot.profile
    return f"{_in_a_name(snapshot.records.board_info.owner.name, 'board')}-{snapshot.as_of}-{reader}{_SUFFIXES[kind]}"


def _in_a_name(name: str, otherwise: str) -> str:
    return _NOT_A_NAME.sub("-", name.casefold())[:_LONGEST_NAME].strip("-") or otherwise


def write_export(
    store: Store, prepared: PreparedExport, kind: ExportFormat, path: Path | None, *, force: bool, anyway: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """Write a parcel to a file, or only make its bytes, and remember that it was handed over.

    Answers the bytes, and what is to be said of them.

    Raises:
        Refused: if private words stand in it, unless it shall leave `anyway`; if its number is taken by now.
        FileRefused: if the file is there already and `force` is not given, or cannot be written.
    """
    # Only files need Pydantic, which takes longer to import than a board takes to open.
    from learnboard.exchange.safe_io import atomic_write  # noqa: PLC0415

    if path and _same(path, store.path):
        raise Rejected(f"{clean_line(str(path))} is the board itself: choose another name with -o.")
    if not anyway:
        refuse_leaks(prepared.leaks, prepared.snapshot.records)
    data, content_hash = _written(prepared, kind)
    note = _note(prepared, content_hash, path)
    # The file takes its place only when its number is taken: two files of one number would break the chain.
    with atomic_write(path, data, force=force) if path else nullcontext():
        if not store.read_only:
            store.note_export(note)
    notices = (*_unremembered(store), *_too_large(data, kind))
    return data, (*leak_notices(prepared.leaks, prepared.snapshot.records), *notices)


def write_export_at(
    board: Path, prepared: PreparedExport, kind: ExportFormat, path: Path | None, *, force: bool, anyway: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """The same for a thread, which opens the board at a path for itself."""
    with open_existing(board) as store:
        return write_export(store, prepared, kind, path, force=force, anyway=anyway)


def _written(prepared: PreparedExport, kind: ExportFormat) -> tuple[bytes, str]:
    """The bytes of the file, and the hash that stands in the snapshot."""
    from learnboard.exchange.documents import encode_snapshot  # noqa: PLC0415 - as in `hand_over`

    document, content_hash = encode_snapshot(prepared.snapshot)
    if kind == "json":
        return document, content_hash
    # Templates take 40 ms to load, and only pages need them.
    from learnboard.exchange.html import html_page  # noqa: PLC0415

    snapshot = replace(prepared.snapshot, content_hash=content_hash)
    return html_page(snapshot, document, baseline=prepared.baseline, reader=prepared.person), content_hash


def _note(prepared: PreparedExport, content_hash: str, path: Path | None) -> ExportNote:
    snapshot = prepared.snapshot
    return ExportNote(
        snapshot_id=snapshot.snapshot_id,
        profile=snapshot.profile,
        for_id=prepared.request.person,
        sequence=snapshot.sequence,
        content_hash=content_hash,
        exported_at=snapshot.exported_at,
        as_of=snapshot.as_of,
        file=clean(str(path)) if path else None,
    )


def _unremembered(store: Store) -> tuple[str, ...]:
    """A notice when a board cannot remember what was handed over."""
    if not store.read_only:
        return ()
    return (f"{store.read_only}. This snapshot is not remembered on it: the next one will have the same number.",)


def _same(path: Path, board: Path) -> bool:
    try:
        return path.samefile(board)
    except OSError:
        return False


def _too_large(data: bytes, kind: ExportFormat) -> tuple[str, ...]:
    """A notice when learnboard itself would refuse to read the bytes."""
    from learnboard.exchange.safe_io import SNAPSHOT_LIMIT  # noqa: PLC0415 - as in `hand_over`

    if len(data) <= SNAPSHOT_LIMIT:
        return ()
    size, most = (count / 2**20 for count in (len(data), SNAPSHOT_LIMIT))
    message = (
        f"The {'page' if kind == 'html' else 'snapshot'} has {size:.1f} MiB, and learnboard reads up to {most:g} MiB: "
        "shorten the longest texts, or keep a copy of the board's own file instead."
    )
    return (message,)


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
