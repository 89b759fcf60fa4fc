"""Boards out to files and in from them: snapshots written, read, compared and imported."""

import os
import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from learnboard.domain.clean import clean, clean_line
from learnboard.domain.comparison import Comparison, compare
from learnboard.domain.errors import Refused
from learnboard.domain.fields import Id
from learnboard.domain.people import Acquaintance
from learnboard.domain.profiles import known_and_leaving
from learnboard.domain.records import Records
from learnboard.domain.snapshot import Previous, Profile, Snapshot
from learnboard.domain.standing import Standing, standing
from learnboard.exchange import plain_text
from learnboard.service.ids import new_id
from learnboard.service.opening import new_identity, no_board, open_existing
from learnboard.storage.exports import ExportNote
from learnboard.storage.store import Store

_NOT_A_NAME = re.compile(r"[\W_]+")
_LONGEST_NAME = 40


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


def snapshot_of(store: Store, handover: Handover, now: datetime, today: date) -> Snapshot:
    """The board as it leaves for somebody, next in the row of what was written for them before."""
    outgoing, withheld = known_and_leaving(store.records(), handover.profile, handover.as_of, person=handover.person)
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


def default_name(snapshot: Snapshot, person: Acquaintance | None = None) -> str:
    """The name a snapshot's file gets when none is given: whose, when and for whom it is."""
    reader = f"{snapshot.profile}-{_file_name(person.name, 'person')}" if person else snapshot.profile
    return f"{_file_name(snapshot.records.identity.owner.name, 'board')}-{snapshot.as_of}-{reader}.learnboard.json"


def _file_name(name: str, otherwise: str) -> str:
    return _NOT_A_NAME.sub("-", name.casefold())[:_LONGEST_NAME].strip("-") or otherwise


def export_snapshot(
    store: Store, snapshot: Snapshot, handover: Handover, path: Path | None, *, force: bool
) -> tuple[bytes, tuple[str, ...]]:
    """Write a snapshot to a file, or only make its bytes, and remember that it was handed over.

    Answers the bytes, and what is to be said of them.

    Raises:
        FileRefused: if the file is there already and `force` is not given, or cannot be written.
    """
    # As in `read_file`: only files need Pydantic.
    from learnboard.exchange.safe_writer import written_beside  # noqa: PLC0415
    from learnboard.exchange.snapshot import sealed  # noqa: PLC0415

    if path and _same(path, store.path):
        raise Refused(f"{clean_line(str(path))} is the board itself: choose another name with -o.")
    data, content_hash = sealed(snapshot)
    note = ExportNote(
        snapshot_id=snapshot.snapshot_id,
        profile=snapshot.profile,
        for_id=handover.person,
        sequence=snapshot.sequence,
        content_hash=content_hash,
        exported_at=snapshot.exported_at,
        as_of=snapshot.as_of,
        file=clean(str(path)) if path else None,
    )
    # The file takes its place only when its number is taken: two files of one number would break the chain.
    with written_beside(path, data, force=force) if path else nullcontext():
        store.note_export(note)
    return data, _too_large(data)


def _same(path: Path, board: Path) -> bool:
    try:
        return path.samefile(board)
    except OSError:
        return False


def _too_large(data: bytes) -> tuple[str, ...]:
    """A notice when learnboard itself would refuse to read the bytes."""
    from learnboard.exchange.safe_reader import SNAPSHOT_LIMIT  # noqa: PLC0415 - as in `read_file`

    if len(data) <= SNAPSHOT_LIMIT:
        return ()
    size, most = (count / 2**20 for count in (len(data), SNAPSHOT_LIMIT))
    sentence = (
        f"The snapshot has {size:.1f} MiB, and learnboard reads up to {most:g} MiB: shorten the longest texts, or keep "
        "a copy of the board's own file instead."
    )
    return (sentence,)


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


def standing_of_board(path: Path, as_of: date) -> tuple[Standing, tuple[str, ...]]:
    """Where a board stands on a day, and what is to be said of it. None is made where there is none yet.

    Raises:
        BoardRefused: if it cannot be opened.
    """
    if not os.path.lexists(path):
        return standing(Records(new_identity()), as_of), (no_board(path),)
    with open_existing(path) as store:
        return standing(store.records(), as_of), ()


def standing_of_file(path: Path, as_of: date | None) -> tuple[Standing, tuple[str, ...]]:
    """Where a snapshot stands, on its own day if none is given, and what is to be said of the file."""
    snapshot = read_file(path)
    stands = replace(standing(snapshot.records, as_of or snapshot.as_of), withheld=snapshot.withheld)
    return stands, notices_of(snapshot, path)


def compare_files(old: Path, new: Path) -> tuple[Comparison, tuple[str, ...]]:
    """Two snapshot files held against each other, and what is to be said of the files."""
    first, second = read_file(old), read_file(new)
    return compare(first, second), (*notices_of(first, old), *notices_of(second, new))


def notices_of(snapshot: Snapshot, path: Path) -> tuple[str, ...]:
    """What is to be said of a file that was read: that it is newer than we are, or no longer as it was written."""
    name = clean_line(str(path))
    altered = f"{name} was altered after it was written: ask its owner for a new one."
    return (*snapshot.notices, altered) if snapshot.altered else snapshot.notices


def described(of: Standing | Comparison) -> str:
    """A board or a comparison in plain text."""
    return plain_text.board_text(of) if isinstance(of, Standing) else plain_text.comparison_text(of)


def schema() -> dict[str, object]:
    """The JSON Schema of the snapshot document."""
    from learnboard.exchange.snapshot import json_schema  # noqa: PLC0415 - as in `read_file`

    return json_schema()
