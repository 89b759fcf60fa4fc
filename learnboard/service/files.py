"""Boards out to files and in from them: snapshots written, read, compared and imported."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from learnboard.domain.clean import clean_line
from learnboard.domain.comparison import Comparison, compare
from learnboard.domain.errors import Refused
from learnboard.domain.fields import Id
from learnboard.domain.known import as_known
from learnboard.domain.people import Acquaintance
from learnboard.domain.profiles import leaving
from learnboard.domain.snapshot import Previous, Profile, Snapshot
from learnboard.domain.standing import Standing, standing
from learnboard.exchange import plain_text
from learnboard.service.ids import new_id
from learnboard.storage.exports import ExportNote
from learnboard.storage.store import Store

_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Handover:
    """What a snapshot is written for: the profile, the person (an id), and the day the board is shown as known on."""

    profile: Profile = "mentor"
    person: Id | None = None
    as_of: date | None = None


def read_file(path: Path) -> Snapshot:
    """A snapshot from a file, checked whole.

    Raises:
        FileRefused: if it is not one, or says what no board can hold.
    """
    # Pydantic takes longer to import than a board takes to open; only files need it.
    from learnboard.exchange.snapshot import open_snapshot  # noqa: PLC0415

    return open_snapshot(path)


def person_named(store: Store, words: str) -> Id:
    """The person with this id, or whose name holds these words as no other's does.

    Raises:
        Refused: if nobody fits, or more than one.
    """
    people = store.rows(Acquaintance)
    sought = words.casefold()
    fitting = [one for one in people if one.id == words] or [one for one in people if sought in one.name.casefold()]
    if len(fitting) == 1:
        return fitting[0].id
    known = ", ".join(sorted({clean_line(one.name) for one in fitting or people})) or "nobody yet"
    which = "more than one person" if fitting else "nobody"
    raise Refused(f"“{clean_line(words)}” names {which} of this board: {known}. Give a whole name or an id.")


def snapshot_of(store: Store, handover: Handover, now: datetime, today: date) -> Snapshot:
    """The board as it leaves for somebody, next in the row of what was written for them before."""
    records = store.records()
    if handover.as_of is not None:
        records = as_known(records, handover.as_of)
    outgoing, withheld = leaving(records, handover.profile, person=handover.person)
    last = store.last_export(handover.profile, handover.person)
    return Snapshot(
        snapshot_id=new_id(),
        sequence=last.sequence + 1 if last else 1,
        previous=Previous(last.snapshot_id, last.content_hash) if last else None,
        exported_at=now,
        as_of=handover.as_of or today,
        profile=handover.profile,
        withheld=withheld,
        records=outgoing,
    )


def default_name(snapshot: Snapshot) -> str:
    """The name a snapshot's file gets when none is given: whose, when and for whom it is."""
    owner = _NOT_A_NAME.sub("-", snapshot.records.identity.owner.name.casefold()).strip("-")
    return f"{owner or 'board'}-{snapshot.as_of}-{snapshot.profile}.learnboard.json"


def export_snapshot(store: Store, snapshot: Snapshot, handover: Handover, path: Path | None, *, force: bool) -> bytes:
    """Write a snapshot to a file, or only make its bytes, and remember that it was handed over.

    Raises:
        FileRefused: if the file is there already and `force` is not given, or cannot be written.
    """
    # As in `read_file`: only files need Pydantic.
    from learnboard.exchange.safe_writer import write_whole  # noqa: PLC0415
    from learnboard.exchange.snapshot import sealed  # noqa: PLC0415

    data, content_hash = sealed(snapshot)
    if path is not None:
        write_whole(path, data, force=force)
    store.note_export(
        ExportNote(
            snapshot_id=snapshot.snapshot_id,
            profile=snapshot.profile,
            for_id=handover.person,
            sequence=snapshot.sequence,
            content_hash=content_hash,
            exported_at=snapshot.exported_at,
            as_of=snapshot.as_of,
            file=str(path) if path else None,
        )
    )
    return data


def importable(path: Path) -> Snapshot:
    """A snapshot that can become a board: the owner's own full copy.

    Raises:
        Refused: if it was made for somebody else, so that things are missing in it.
    """
    snapshot = read_file(path)
    if snapshot.profile != "full":
        raise Refused(
            f"{clean_line(str(path))} was written for a {snapshot.profile} reader and is no whole board: look at it "
            "with “learnboard show FILE”, or import one made with “learnboard export --profile full”."
        )
    return snapshot


def standing_of_store(store: Store, as_of: date) -> Standing:
    """Where the board in the store stands on a day."""
    return standing(store.records(), as_of)


def compare_files(old: Path, new: Path) -> tuple[Comparison, tuple[str, ...]]:
    """Two snapshot files held against each other, and what is to be said of the files."""
    first, second = read_file(old), read_file(new)
    return compare(first, second), (*first.notices, *second.notices)


def standing_of_file(path: Path, as_of: date | None) -> tuple[Standing, tuple[str, ...]]:
    """Where a snapshot stands, on its own day if none is given, and what is to be said of the file."""
    snapshot = read_file(path)
    altered = f"{clean_line(str(path))} was altered after it was written: ask its owner for a new one."
    notices = (*snapshot.notices, altered) if snapshot.altered else snapshot.notices
    return standing(snapshot.records, as_of or snapshot.as_of), notices


def described(of: Standing | Comparison) -> str:
    """A board or a comparison in plain text."""
    return plain_text.board_text(of) if isinstance(of, Standing) else plain_text.comparison_text(of)


def schema() -> dict[str, object]:
    """The JSON Schema of the snapshot document."""
    from learnboard.exchange.snapshot import json_schema  # noqa: PLC0415 - as in `read_file`

    return json_schema()
