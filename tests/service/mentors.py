"""Snapshots of other people's boards, as files for a mentor."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from learnboard.domain.model.snapshot import Snapshot
from learnboard.exchange.documents import encode_snapshot
from learnboard.exchange.embedded import embedded
from tests.builders import EXAMPLE_YEAR, year_of

MARCH = EXAMPLE_YEAR / "mentor-2026-03-27.learnboard.json"
JUNE = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
FEEDBACK = EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"


def snapshot(
    name: str, day: str, *rows: Any, board: str = "brd", owner: str = "Alder Finch", **changes: Any
) -> Snapshot:
    """A snapshot of a small board on a day."""
    records = year_of(*rows)
    board_info = replace(records.board_info, id=board, owner=replace(records.board_info.owner, name=owner))
    plain = Snapshot(
        snapshot_id=name,
        sequence=1,
        previous=None,
        exported_at=datetime(2026, 12, 31, tzinfo=UTC),
        as_of=date.fromisoformat(day),
        profile="mentor",
        withheld=False,
        records=replace(records, board_info=board_info),
    )
    return replace(plain, **changes)


def put(folder: Path, of: Snapshot, name: str | None = None) -> Path:
    """The snapshot in a file of its own, a page if the name says so; it is called after its id."""
    path = folder / (name or f"{of.snapshot_id}.learnboard.json")
    data = encode_snapshot(of)[0]
    path.write_bytes(page(data) if path.suffix == ".html" else data)
    return path


def page(data: bytes) -> bytes:
    """A page with a snapshot's file in it."""
    return b"<!doctype html>\n<html><body><h1>a board</h1>" + embedded(data) + b"</body></html>\n"


def example(folder: Path) -> Path:
    """The folder with the two snapshots of the example year in it."""
    for path in (MARCH, JUNE):
        shutil.copy(path, folder)
    return folder
