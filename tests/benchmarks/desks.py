"""Folders of snapshots for a mentor: of twenty people, each with as many meetings as there are files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from learnboard.domain.model.snapshot import Snapshot
from learnboard.exchange.documents import encode_snapshot
from tests.builders import EXAMPLE_YEAR, document, snapshot_in

PEOPLE: Final = 20
FOLDERS: Final = (200, 1_000)
DESK_NAME: Final = "Person 00"
_BETWEEN: Final = timedelta(days=1)
_LAST: Final = date(2026, 6, 26)


def make_desks(folder: Path, sizes: Sequence[int] = FOLDERS) -> tuple[Path, ...]:
    """Write one snapshot, and folders of so many, each of about 50 kB; return their paths."""
    base = snapshot_in(document(EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"))
    one = folder / "one.learnboard.json"
    one.write_bytes(encode_snapshot(_snapshot(base, 0, 1, 1))[0])
    paths = [one]
    for size in sizes:
        target = folder / f"{size:,} files"
        target.mkdir()
        paths.append(target)
        for number in range(size):
            person, sequence = number % PEOPLE, number // PEOPLE + 1
            data = encode_snapshot(_snapshot(base, person, sequence, -(-size // PEOPLE)))[0]
            (target / f"{number}.learnboard.json").write_bytes(data)
    return tuple(paths)


def _snapshot(base: Snapshot, person: int, sequence: int, last: int) -> Snapshot:
    """The snapshot of a person with that number; the last is of the example year's day."""
    info = base.records.board_info
    owner = replace(info.owner, name=f"Person {person:02}")
    records = replace(base.records, board_info=replace(info, id=f"board-{person}", owner=owner))
    return replace(
        base,
        snapshot_id=f"snapshot-{person}-{sequence}",
        sequence=sequence,
        as_of=_LAST - (last - sequence) * _BETWEEN,
        previous=None,
        records=records,
    )
