"""The example year as values, and a look at a board's file that does not go through learnboard."""

import gzip
import json
import sqlite3
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Feedback, SuggestedAction, Target
from learnboard.domain.model.fields import from_plain
from learnboard.domain.model.records import TABLES, Records
from learnboard.exchange.upgrade import upgraded
from learnboard.storage.store import Store

YEAR_OF_MINOR_0 = Path(__file__).with_name("released") / "year-of-minor-0.learnboard.json.gz"
NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
JOURNAL = ("steps", "changes")
FEEDBACK = Feedback(
    id="f1",
    author="Rowan Teal",
    person_id="p-mentor",
    snapshot_id="snp-1",
    target=Target(kind="key_result", id="k11"),
    kind="suggestion",
    text="Profile it first — “flame graph” ⏱",
    action=SuggestedAction(text="book an hour", due_on=None),
    written_at=datetime(2026, 3, 1, 8, 30, 0, tzinfo=UTC),
    revision=2,
    answer="will_do",
    reply="",
    attached=True,
)


@cache
def document() -> dict[str, Any]:
    """The example year as it stands in its file."""
    text = files("learnboard.demo").joinpath("year.learnboard.json").read_text(encoding="utf-8")
    plain: dict[str, Any] = json.loads(text)
    return plain


@cache
def records() -> Records:
    """The example year, with the feedback it lacks."""
    return _with_feedback(document())


def record_of(id_: str) -> Any:
    """The row of the example year with an id."""
    return next(row for _, rows in records().tables() for row in rows if row.id == id_)


@cache
def records_of_minor_0() -> Records:
    """The example year of the format's minor 0, with what minor 1 adds, and the feedback it lacks."""
    plain = json.loads(gzip.decompress(YEAR_OF_MINOR_0.read_bytes()))
    assert plain["minor"] == 0
    return _with_feedback(upgraded(plain))


def _with_feedback(plain: dict[str, Any]) -> Records:
    board_info = from_plain(
        BoardInfo, {"id": plain["board_id"], "owner": plain["owner"], "settings": plain["settings"]}
    )
    tables = {name: tuple(from_plain(record, row) for row in plain[name]) for name, record in TABLES.items()}
    return Records(board_info, **{**tables, "feedback": (FEEDBACK,)})


def make(path: Path) -> None:
    """A new board."""
    Store.create(path, records().board_info).close()


def sqlite(path: Path, *statements: str) -> None:
    """Run statements as another program would."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """The bytes of every file in a folder."""
    return {found.name: found.read_bytes() if found.is_file() else None for found in folder.iterdir()}


def by_id(board: Records) -> dict[str, dict[str, Any]]:
    """The rows of every table by their ids: their order says nothing."""
    return {name: {row.id: row for row in rows} for name, rows in board.tables()}


def dump(path: Path, *, journal: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as SQLite writes it, read through a connection of its own."""
    connection = sqlite3.connect(path)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = [name for name in names if journal or name not in JOURNAL]
        return {name: sorted(map(_exact, connection.execute(f"SELECT * FROM {name}"))) for name in kept}
    finally:
        connection.close()


def _exact(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Each cell with its type, so that 1 is not "1" and nothing is not empty."""
    return tuple(f"{type(cell).__name__}:{cell}" for cell in row)
