"""The board's file and its schema: what SQLite finds wrong, and what differs from a new board."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable, Rejected
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean_line
from learnboard.service.doctor.findings import REPAIR, RESTORE, Finding, fine, notice, wrong, wrong_each
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import RESTORE_ADVICE
from learnboard.storage.inspection import Leftover, OpenedFile
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.schema_changes import CHANGES

_INDEX_DAMAGE: Final = pattern(r"row [0-9]+ missing from index .+|wrong # of entries in index .+")
_PARTS: Final = (
    "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    "ORDER BY instr('table index trigger view', type), name"
)
_LEFTOVERS: Final[Mapping[Leftover, str]] = {
    "journal": "A program was stopped in the middle of a step and left a journal beside the file: SQLite undoes the "
    "step when the board is opened next",
    "log": "Another program has switched the file to a write-ahead log (WAL): learnboard switches it back when the "
    "board is opened next",
}


class Part(NamedTuple):
    """A table, index, view or trigger that differs from a new board's, whose SQL is `sql`; empty if it has none."""

    kind: str
    name: str
    sql: str
    missing: bool = False

    @property
    def rebuildable(self) -> bool:
        """Whether it can be created again without touching a row: an index has no content of its own."""
        return self.kind == "index" and bool(self.sql)


def find_damage(board: BoardFile) -> list[str]:
    """Return what SQLite finds wrong in the file, at most 20 messages of its own; none if it is sound."""
    found = [str(row[0]) for row in board.query("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else found


def is_index_damage(damage: Collection[str]) -> bool:
    """Whether there is damage, all of it in indices, which can be rebuilt from the rows."""
    return bool(damage) and all(map(_INDEX_DAMAGE.fullmatch, damage))


def file_findings(opened: OpenedFile, damage: Sequence[str]) -> list[Finding]:
    """Return SQLite's findings, what lies beside the file, and whether it can be written."""
    if is_index_damage(damage):
        rebuilds = f": {REPAIR} rebuilds it"
        findings = wrong_each((f"An index does not match its rows ({each}){rebuilds}" for each in damage), "indices")
    else:
        findings = wrong_each(f"The file is damaged, SQLite reports: {each}" for each in damage)
    findings += [notice(message) for message in (_LEFTOVERS.get(opened.leftover), opened.read_only) if message]
    size = opened.board.pragma("page_count") * opened.board.pragma("page_size")
    return findings or [fine(f"SQLite finds nothing wrong; {size / 1000:,.0f} kB")]


def find_differences(board: BoardFile) -> list[Part]:
    """Return what differs from a new board of the same schema."""
    current = _parts(board)
    with closing(_NewBoard()) as new:
        for change in CHANGES[: board.pragma("user_version")]:
            change(new)
        expected = _parts(new)
    different = [
        Part(*part, sql, missing=part not in current)
        for part, sql in expected.items()
        if current.get(part, "").split() != sql.split()
    ]
    return different + [Part(*part, "") for part in current if part not in expected]


def schema_findings(schema: int, parts: Sequence[Part]) -> list[Finding]:
    """Return which schema a board has, and how its tables and indices differ from those of a new board."""
    which = f"learnboard (schema {schema}, this one knows {SCHEMA})"
    if schema > SCHEMA:
        return [wrong(f"The board was written by a newer {which}: install the newer learnboard")]
    findings = [_part_finding(part) for part in parts]
    if schema < SCHEMA:
        update = "it is brought up to date, after a backup, when it is opened"
        findings.append(notice(f"The board was written by an older {which}: {update}"))
    return findings or [fine(f"Schema {schema}, every table and index as in a new board")]


def _part_finding(part: Part) -> Finding:
    name = f"{part.kind} “{clean_line(part.name)}”"
    if not part.sql:
        unknown = f"There is {'an' if part.kind == 'index' else 'a'} {name} that no learnboard made"
        if part.kind != "trigger":
            return notice(f"{unknown}: it is left alone")
        way = f"{RESTORE}, or remove it with the program that made it"
        return wrong(f"{unknown}, and it may change rows past the journal: {way}")
    state = "is missing" if part.missing else "is not as learnboard makes it"
    if part.rebuildable:
        return wrong(f"The {name} {state}: {REPAIR} rebuilds it", "indices")
    return wrong(f"The {name} {state}: {RESTORE}")


def rebuild_indices(board: BoardFile) -> Iterator[str]:
    """Create missing and wrong indices, and rebuild all if the damage is in indices only; yields what was done.

    Raises:
        BoardUnavailable: if one cannot be created, because rows stand twice.
    """
    damage = find_damage(board)
    parts = [part for part in find_differences(board) if part.rebuildable]
    try:
        with board.transaction():
            for part in parts:
                board.execute(f'DROP INDEX IF EXISTS "{part.name}"')
                board.execute(part.sql)
            if is_index_damage(damage):
                board.execute("REINDEX")
    except Rejected as error:
        message = f"An index of the board cannot be created, because rows of it stand twice: {RESTORE_ADVICE}."
        raise BoardUnavailable(message, "damaged") from error
    yield from (f"Rebuilt the index “{part.name}”." for part in parts)
    if damage:
        yield "Rebuilt all indices from the rows."


def columns_in(board: BoardFile, table: str) -> list[str]:
    """Return the columns that a table has in the file; a board of an older schema lacks some."""
    return [row[1] for row in board.query(f'PRAGMA table_info("{table}")')]


def table_names(board: BoardFile) -> set[str]:
    """Return the names of all tables in the file."""
    return {name for kind, name in _parts(board) if kind == "table"}


def _parts(board: BoardFile) -> dict[tuple[str, str], str]:
    """Every table, index, trigger and view with its SQL, in this order, without SQLite's own."""
    return {(kind, name): sql for kind, name, sql in board.query(_PARTS)}


class _NewBoard(BoardFile):
    """A board in memory, of no schema yet."""

    def __init__(self) -> None:
        self.path, self.read_only = Path(":memory:"), ""
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
