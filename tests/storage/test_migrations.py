"""From one schema to the next."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from learnboard.domain.errors import BoardUnavailable, Rejected
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import fields_of, plain_default
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.records import TABLES
from learnboard.storage.backups import backup_folder, read_backup
from learnboard.storage.connection import BoardFile
from learnboard.storage.exports import list_exports
from learnboard.storage.migrations import SCHEMA, migrate
from learnboard.storage.schema_changes import CHANGES
from learnboard.storage.store import Store
from learnboard.storage.tables import to_json
from tests.storage.harm import RELEASED, released, released_records, small_disk
from tests.storage.year import NOON, by_id, dump, make, records_of_minor_0

Change = Callable[[BoardFile], None]

OLDER = [schema for schema in sorted(RELEASED) if schema < SCHEMA]
OPENS = """
import sys
from pathlib import Path
from learnboard.storage.store import Store

Store.open(Path(sys.argv[1])).close()
"""
NOTHING_MORE = "There is nothing to undo: earlier steps are kept as history only."


def colours(board: BoardFile) -> None:
    board.execute("ALTER TABLE goals ADD COLUMN colour TEXT")


def shades(board: BoardFile) -> None:
    board.execute("ALTER TABLE goals ADD COLUMN shade TEXT")


def orphan(board: BoardFile) -> None:
    board.execute("ALTER TABLE goals ADD COLUMN colour TEXT")
    board.execute("UPDATE milestones SET key_result_id = 'nowhere'")


def breaks(board: BoardFile) -> None:
    board.execute("ALTER TABLE goals ADD COLUMN colour TEXT")
    raise ZeroDivisionError


def asked(path: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def columns(path: Path) -> list[str]:
    return [row[1] for row in asked(path, "PRAGMA table_info(goals)")]


def schema_of(path: Path) -> dict[str, str]:
    """What makes the tables and indices, by their names, and the columns of each table."""
    made: dict[str, str] = dict(asked(path, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    return {name: str(asked(path, f"PRAGMA table_xinfo({name})") or sql) for name, sql in made.items()}


def cells_in(path: Path) -> dict[str, dict[int, dict[str, Any]]]:
    """Every row of every table as SQLite keeps it, by table, row and column."""
    names = [name for (name,) in asked(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    columns = {name: [row[1] for row in asked(path, f"PRAGMA table_info({name})")] for name in names}
    return {
        name: {
            row[0]: dict(zip(columns[name], row[1:], strict=True))
            for row in asked(path, f"SELECT rowid, * FROM {name}")
        }
        for name in names
    }


def added_cells(record: type) -> dict[str, Any]:
    """What a row of an older schema gets in the columns that it lacks."""
    defaults = {field.name: plain_default(field) for field in fields_of(record) if field.since}
    return {
        name: "[]" if default == [] else int(default) if isinstance(default, bool) else default
        for name, default in defaults.items()
    }


AGREED_SINCE = {"length_minutes": None, "owner_expects": "", "they_expect": "", "between_meetings": "", "ends_on": None}


def with_parts(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of an older schema with what its JSON lacks: of agreements and settings."""
    for name, added in ((("agreement", AGREED_SINCE)), ("settings", {"cost_per_hour": None})):
        if table in ("people", "identity") and row.get(name):
            row = row | {name: to_json(json.loads(row[name]) | added)}
    return row


@pytest.fixture(params=OLDER)
def older(request: pytest.FixtureRequest, path: Path) -> Path:
    """A board as an older schema left it."""
    path.write_bytes(released(request.param))
    return path


# The boards that were released


def test_there_is_a_stored_board_of_every_schema() -> None:
    assert sorted(RELEASED) == list(range(1, SCHEMA + 1))


@pytest.mark.parametrize("schema", sorted(RELEASED))
def test_the_stored_boards_have_the_schema_they_are_named_for(path: Path, schema: int) -> None:
    path.write_bytes(released(schema))
    assert asked(path, "PRAGMA user_version") == [(schema,)]
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("schema", sorted(RELEASED))
def test_a_stored_board_opens_with_all_its_rows(path: Path, schema: int) -> None:
    path.write_bytes(released(schema))
    kept = released_records(schema)
    expected = by_id(kept)
    with Store.open(path, clock=lambda: NOON) as store:
        assert store.file.pragma("user_version") == SCHEMA
        found = by_id(store.records())
        assert found["key_results"].pop("k11").title == "Cut p95 latency"
        del expected["key_results"]["k11"]
        assert found == expected
        assert store.board_info() == kept.board_info
        (note,) = list_exports(store)
        assert (note.snapshot_id, note.profile, note.for_id, note.sequence) == ("snp-1", "mentor", "p-mentor", 1)
        assert note.file == "/home/a/rowan.html"
        draft = {"value": "5", "note": "“half”"} if schema >= 2 else {}
        assert store.draft("check in", "k11") == draft


def test_an_older_board_gets_the_schema_of_a_new_board(older: Path, tmp_path: Path) -> None:
    Store.open(older).close()
    new = tmp_path / "new"
    make(new)
    assert schema_of(older) == schema_of(new)
    assert asked(older, "PRAGMA integrity_check") == [("ok",)]
    assert asked(older, "PRAGMA foreign_key_check") == []


def test_every_row_of_an_older_board_is_kept(older: Path) -> None:
    before = cells_in(older)
    Store.open(older).close()
    after = cells_in(older)
    for table, record in {**TABLES, "identity": BoardInfo}.items():
        expected = [with_parts(table, row) | added_cells(record) for row in before.get(table, {}).values()]
        found = list(after[table].values())
        assert sorted(found, key=lambda row: row["id"]) == sorted(expected, key=lambda row: row["id"]), table
    assert after["exports"] == before["exports"]
    assert after["drafts"] == before.get("drafts", {})
    assert after["local_values"] == {}
    # A step that is undone does not outlive a migration.
    kept = {number: row | {"sealed": 1} for number, row in before["steps"].items() if not row["undone"]}
    assert after["steps"] == kept
    assert len(kept) == 2
    assert after["changes"] == {id_: row for id_, row in before["changes"].items() if row["step_id"] in kept}


@pytest.mark.parametrize("spoilt", ["'[]'", "'{'", "CAST(x'7b22ff227d' AS TEXT)", "'7'"])
def test_an_agreement_that_is_none_is_left_to_the_doctor(older: Path, spoilt: str) -> None:
    connection = sqlite3.connect(older, isolation_level=None)
    connection.execute(f"UPDATE people SET agreement = {spoilt} WHERE id = 'p-mentor'")
    connection.close()
    Store.open(older).close()
    assert asked(older, f"SELECT agreement = {spoilt} FROM people WHERE id = 'p-mentor'") == [(1,)]
    ((settings,),) = asked(older, "SELECT settings ->> '$.cost_per_hour' FROM identity")
    assert settings is None


def test_an_older_board_is_backed_up_first_with_its_own_bytes(older: Path) -> None:
    before = older.read_bytes()
    Store.open(older, clock=lambda: NOON).close()
    (saved,) = backup_folder(older).iterdir()
    assert saved.name == "2026-03-02T120000Z-migration.db"
    # SQLite counts writes and changes of the schema at these places; a copy counts as one.
    differing = {place for place, pair in enumerate(zip(before, saved.read_bytes(), strict=True)) if pair[0] != pair[1]}
    assert differing <= {*range(24, 28), *range(40, 44), *range(92, 100)}
    assert read_backup(saved).schema < SCHEMA
    Store.open(older).close()
    assert len(list(backup_folder(older).iterdir())) == 1


def test_a_board_of_this_schema_is_not_backed_up(path: Path) -> None:
    path.write_bytes(released(SCHEMA))
    Store.open(path).close()
    assert path.read_bytes() == released(SCHEMA)
    assert not backup_folder(path).exists()


def test_an_older_board_that_cannot_be_backed_up_stays_as_it_is(older: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", older.stat().st_size + (64 << 10)) as disk:
        path = disk / "board"
        shutil.copyfile(older, path)
        before = path.read_bytes()
        with pytest.raises(BoardUnavailable, match=r"could not be written.*: free some space") as error:
            Store.open(path)
        assert error.value.trouble == "full"
        assert path.read_bytes() == before
        assert [found.name for found in disk.rglob("*") if found.is_file()] == ["board"]


def told(steps):
    """The times and labels of steps."""
    return [(step.at, step.label) for step in steps]


def test_steps_of_an_older_board_are_kept_as_history(older: Path) -> None:
    with Store.open(older) as store:
        assert told(store.steps_of(["k11"], most=9)) == [(NOON, "rename “Cut p95”"), (NOON, "import the year")]
        assert told(store.steps_of(["k12"], most=9)) == [(NOON, "import the year")]
    states = asked(older, "SELECT after FROM changes WHERE row_id = 'k11' ORDER BY id")
    assert [json.loads(after)["title"] for (after,) in states] == [
        next(card.title for card in records_of_minor_0().key_results if card.id == "k11"),
        "Cut p95 latency",
    ]


def test_steps_of_an_older_board_cannot_be_undone(older: Path) -> None:
    with Store.open(older) as store:
        before = dump(older, journal=True)
        assert (store.next_undo, store.next_redo) == (None, None)
        with pytest.raises(Rejected) as error:
            store.undo()
        assert str(error.value) == NOTHING_MORE
        with pytest.raises(Rejected, match="There is nothing to redo"):
            store.redo()
        assert dump(older, journal=True) == before


def test_steps_after_a_migration_can_be_undone_and_redone(older: Path) -> None:
    with Store.open(older) as store:
        before = dump(older)
        with store.step("delete") as recorder:
            recorder.remove(KeyResult, "k12")
        after = dump(older)
        assert (store.next_undo, store.undo().label) == ("delete", "delete")
        assert dump(older) == before
        with pytest.raises(Rejected, match="earlier steps are kept as history"):
            store.undo()
        store.redo()
        assert dump(older) == after


def test_steps_of_this_schema_are_undone_after_the_board_was_stored(path: Path) -> None:
    path.write_bytes(released(SCHEMA))
    with Store.open(path) as store:
        assert (store.next_undo, store.next_redo) == ("rename “Cut p95”", "delete “k12”")
        store.redo()
        assert store.find(KeyResult, "k12") is None
        for _ in range(3):
            store.undo()
        assert store.records().empty


def test_two_programs_that_open_an_older_board_bring_it_up_to_date_once(older: Path) -> None:
    programs = [subprocess.Popen([sys.executable, "-c", OPENS, str(older)]) for _ in range(2)]
    assert [program.wait() for program in programs] == [0, 0]
    with Store.open(older) as store:
        assert store.file.query("PRAGMA integrity_check") == [("ok",)]
        assert len(store.steps_of(["k11"], most=9)) == 2


# A program that is killed meanwhile

KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from learnboard.storage.connection import BoardFile
from learnboard.storage.store import Store

board, folder, copies = map(Path, sys.argv[1:])
check_pragmas = BoardFile.check_pragmas

def counted(self):
    check_pragmas(self)
    self.connection.execute("PRAGMA cache_size = 1")  # the file is half written long before the end
    self.connection.set_trace_callback(begun)

def begun(statement):
    global number
    number += 1
    if kill == number:
        os.kill(os.getpid(), signal.SIGKILL)
    elif kill is None:  # by a process of its own: where this one closes a file, its locks on it are gone
        os.spawnlp(os.P_WAIT, "cp", "cp", "-Rp", str(here.parent), str(copies / str(number)))

def run(name):
    global here, number
    here, number = folder / name / "board", -1
    here.parent.mkdir()
    shutil.copyfile(board, here)
    Store.open(here).close()

BoardFile.check_pragmas = counted
kill = None
run("whole")
for kill in range(0, number + 1, 10):
    if not os.fork():
        run(str(kill))
        os._exit(0)
    _, status = os.wait()
    if not os.WIFSIGNALED(status):
        sys.exit(1)
"""


def sound_schema(board: Path, states: dict[int, Any]) -> int:
    """The schema of a board, which is sound and in the state that belongs to it."""
    ((schema,),) = asked(board, "PRAGMA user_version")
    assert (dump(board, journal=True), schema_of(board)) == states[schema]
    assert asked(board, "PRAGMA integrity_check") == [("ok",)]
    return int(schema)


def test_a_program_that_is_killed_after_any_statement_leaves_one_schema_or_the_next(path: Path, tmp_path: Path) -> None:
    """The statement is counted that begins: killed there, the ones before it are over.

    What a kill leaves is what the files hold then: they are copied at every statement. At every tenth the program is
    killed too, and leaves the same. The board is of schema 1: its way leads through every schema.
    """
    older = path
    older.write_bytes(released(1))
    killed, copies, whole = tmp_path / "killed", tmp_path / "copies", tmp_path / "whole"
    killed.mkdir()
    copies.mkdir()
    shutil.copyfile(older, whole)
    states = {1: (dump(older, journal=True), schema_of(older))}
    for schema in range(2, SCHEMA + 1):
        board = BoardFile(whole, 1.0)
        migrate(board, CHANGES[:schema])
        board.close()
        states[schema] = dump(whole, journal=True), schema_of(whole)
    subprocess.run([sys.executable, "-c", KILLED, str(older), str(killed), str(copies)], check=True)
    deaths = [int(left.name) for left in killed.iterdir() if left.name != "whole"]
    assert len(deaths) > 6
    for number in deaths:
        dead, copy = killed / str(number), copies / str(number)
        assert {file.name for file in dead.iterdir()} == {file.name for file in copy.iterdir()}
        assert (dead / "board").stat().st_size == (copy / "board").stat().st_size
    found, half_written, opened = [], 0, 0
    for number in range(len(list(copies.iterdir()))):
        here = copies / str(number) / "board"
        half_written += here.read_bytes() not in (older.read_bytes(), whole.read_bytes())
        found.append(here)
        schema = sound_schema(here, states)
        if number in deaths:
            assert sound_schema(killed / str(number) / "board", states) == schema
        # Those of one schema are the same by now. Some go on from there: the first of each schema, and every eighth.
        if schema > opened or number % 8 == 0:
            opened = schema
            Store.open(here).close()
            assert (dump(here, journal=True), schema_of(here)) == states[SCHEMA]
    assert half_written
    assert sound_schema(killed / "whole" / "board", states) == SCHEMA
    # At least: BEGIN, a look at the schema, what changes, seals, the check, the number; 48 statements are in schema 3.
    assert len(found) > 60


# Any migration


def test_missing_changes_are_made_in_order(year: Store, path: Path) -> None:
    migrate(year.file, [*CHANGES, colours, shades])
    assert columns(path)[-2:] == ["colour", "shade"]
    assert year.file.pragma("user_version") == SCHEMA + 2


def test_a_board_of_the_current_schema_stays_byte_for_byte(year: Store, path: Path) -> None:
    before = path.read_bytes()
    migrate(year.file)
    assert path.read_bytes() == before


def test_a_migration_keeps_the_rows_and_seals_the_steps(year: Store, path: Path) -> None:
    with year.step("delete") as recorder:
        recorder.remove(KeyResult, "k12")
    year.undo()
    before, history = dump(path), told(year.steps_of(["k12"], most=9))
    migrate(year.file, [*CHANGES, lambda board: board.execute("CREATE TABLE more (x TEXT) STRICT")])
    assert dump(path) == before | {"more": []}
    assert (year.next_undo, year.next_redo) == (None, None)
    assert told(year.steps_of(["k12"], most=9)) == history
    assert [label for _, label in history] == ["import the year"]


@pytest.mark.parametrize(("change", "error"), [(orphan, BoardUnavailable), (breaks, ZeroDivisionError)])
def test_a_change_that_fails_leaves_the_board_at_the_schema_before(
    year: Store, path: Path, change: Change, error: type[Exception]
) -> None:
    before = dump(path, journal=True)
    with pytest.raises(error):
        migrate(year.file, [*CHANGES, shades, change])
    assert columns(path)[-1] == "shade"
    assert year.file.pragma("user_version") == SCHEMA + 1
    assert dump(path)["milestones"] == before["milestones"]


def test_rows_that_refer_to_nothing_are_reported_as_damage(year: Store) -> None:
    with pytest.raises(
        BoardUnavailable, match=rf"to schema {SCHEMA + 1}, because some of its rows refer to nothing"
    ) as error:
        migrate(year.file, [*CHANGES, orphan])
    assert error.value.trouble == "damaged"
    assert year.undo().label == "import the year"


def test_a_change_that_another_window_made_meanwhile_is_not_made_again(year: Store, path: Path) -> None:
    other = Store.open(path)

    class Slow(BoardFile):
        """Sees the old schema, and then another program migrates."""

        def pragma(self, name: str) -> int:
            found = super().pragma(name)
            if not self.in_transaction:
                migrate(other.file, [*CHANGES, colours])
            return found

    board = Slow(path, 1.0)
    migrate(board, [*CHANGES, colours])
    assert columns(path).count("colour") == 1
    board.close()
    other.close()
