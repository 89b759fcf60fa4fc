"""What is wrong in a board's file, found through SQLite; and what can be mended in it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardBusy, BoardUnavailable
from learnboard.domain.model.goals import Goal
from learnboard.service.doctor.findings import Check
from learnboard.service.doctor.journal import (
    delete_drafts,
    find_unreadable_drafts,
    journal_findings,
    read_steps,
    repair_journal,
)
from learnboard.service.doctor.rows import (
    Dangling,
    UnreadableCell,
    clear_references,
    find_dangling,
    is_of,
    read_all_rows,
)
from learnboard.service.doctor.schema import (
    Part,
    find_damage,
    find_differences,
    is_index_damage,
    rebuild_indices,
    table_names,
)
from learnboard.storage.inspection import open_for_inspection
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import open_unmigrated
from learnboard.storage.schema_changes import CHANGES
from learnboard.storage.store import Store
from tests.storage.harm import leave_half_written, released, spoil
from tests.storage.year import NOON, everything_in, records, sqlite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the board of a test is."""
    return tmp_path / "board.learnboard"


@pytest.fixture
def board(path: Path) -> Path:
    """The example year in a file that nobody has open, filled in one step."""
    with Store.create(path, records().board_info, clock=lambda: NOON) as store, store.step("import the year") as record:
        record.put_records(records())
    return path


def corrupt(path: Path, *statements: str) -> None:
    """Change a board as a program that minds no rule would."""
    sqlite(path, "PRAGMA ignore_check_constraints = 1", "PRAGMA writable_schema = 0", *statements)


def spoil_index(path: Path, index: str, change: str) -> None:
    """Change rows past an index: it no longer fits them."""
    with closing(sqlite3.connect(path)) as connection:
        (kept,) = connection.execute("SELECT * FROM sqlite_schema WHERE name = ?", (index,)).fetchall()
    for statement, cells in (
        ("DELETE FROM sqlite_schema WHERE name = ?", (index,)),
        (change, ()),
        ("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", kept),
    ):  # each by a connection of its own, which reads the schema anew
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = 1")
            connection.execute(statement, cells)


def inspected(path: Path, inspect):
    with open_for_inspection(path, 0.01) as opened:
        return inspect(opened.board)


def parts(path: Path) -> list[Part]:
    return inspected(path, find_differences)


def dangling(path: Path) -> list[Dangling]:
    return inspected(path, lambda board: find_dangling(board, table_names(board)))


def unreadable(path: Path) -> list[UnreadableCell]:
    return inspected(path, lambda board: read_all_rows(board, table_names(board))).unreadable


def journal(path: Path) -> str:
    """The sentences about the journal."""
    found = inspected(path, lambda board: journal_findings(board, table_names(board)))
    return "\n".join(Check("journal", found).sentences)


def unreadable_steps(path: Path):
    return [step for step in inspected(path, read_steps) if step.unreadable]


def repaired(path: Path, repair_board) -> list[str]:
    with open_unmigrated(path, 0.01) as board, closing(board):
        return list(repair_board(board))


# Looking changes nothing


def test_a_sound_board_has_no_findings_and_stays_as_it_is(board: Path) -> None:
    before = everything_in(board.parent)
    assert inspected(board, find_damage) == parts(board) == dangling(board) == unreadable(board) == []
    assert journal(board) == "1 step, and all can be read."
    assert inspected(board, find_unreadable_drafts) == []
    assert everything_in(board.parent) == before


def test_a_board_left_in_the_middle_of_a_step_is_inspected_as_it_was_before(board: Path) -> None:
    leave_half_written(board)
    before = everything_in(board.parent)
    with open_for_inspection(board, 0.01) as seen:
        assert seen.leftover == "journal"
        assert seen.board.query("SELECT count(*) FROM key_results WHERE title = 'half done'") == [(0,)]
        assert find_damage(seen.board) == []
    assert everything_in(board.parent) == before


def test_a_board_with_a_write_ahead_log_is_inspected_with_the_log(board: Path) -> None:
    with closing(sqlite3.connect(board, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("UPDATE goals SET statement = 'in the log'")
        before = everything_in(board.parent)
        with open_for_inspection(board, 0.01) as seen:
            assert seen.leftover == "log"
            assert ("in the log",) in seen.board.query("SELECT statement FROM goals")
        assert everything_in(board.parent) == before


def test_an_inspection_waits_for_writers_only(board: Path) -> None:
    with closing(sqlite3.connect(board, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE goals SET statement = 'not yet'")
        before = everything_in(board.parent)
        assert inspected(board, find_damage) == []
        assert everything_in(board.parent) == before
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BoardBusy):
            inspected(board, find_damage)


def test_an_inspection_never_fails_on_text_that_is_not_utf8(board: Path) -> None:
    corrupt(board, "UPDATE goals SET statement = CAST(x'41ff42' AS TEXT) WHERE id = (SELECT min(id) FROM goals)")
    assert [(item.table, item.column) for item in unreadable(board)] == [("goals", "statement")]


# The schema


@pytest.mark.parametrize("schema", range(1, len(CHANGES) + 1))
def test_a_released_board_has_the_tables_and_indices_of_its_schema(path: Path, schema: int) -> None:
    path.write_bytes(released(schema))
    assert parts(path) == dangling(path) == unreadable(path) == []
    assert unreadable_steps(path) == []


def test_a_missing_and_another_index_are_made_again(board: Path) -> None:
    corrupt(
        board,
        "DROP INDEX one_identity",
        "DROP INDEX topics_of_meeting",
        "CREATE INDEX topics_of_meeting ON topics (tag)",
    )
    assert [(part.name, part.missing, part.rebuildable) for part in parts(board)] == [
        ("one_identity", True, True),
        ("topics_of_meeting", False, True),
    ]
    assert repaired(board, rebuild_indices) == [
        "Rebuilt the index “one_identity”.",
        "Rebuilt the index “topics_of_meeting”.",
    ]
    assert parts(board) == []


def test_an_index_that_rows_violate_is_not_created_and_nothing_changes(board: Path) -> None:
    corrupt(
        board,
        "DROP INDEX topics_of_meeting",
        "DROP INDEX one_identity",
        "INSERT INTO identity SELECT 'b', owner, settings FROM identity",
    )
    with pytest.raises(BoardUnavailable, match="rows of it stand twice"):
        repaired(board, rebuild_indices)
    assert len(parts(board)) == 2


def test_unknown_and_different_parts_of_the_schema_are_reported(board: Path) -> None:
    corrupt(
        board,
        "CREATE TABLE mine (x)",
        "CREATE VIEW seen AS SELECT id FROM goals",
        "CREATE TRIGGER spy AFTER UPDATE ON goals BEGIN SELECT 1; END",
        "CREATE INDEX fast ON goals (status)",
        "ALTER TABLE goals ADD COLUMN colour TEXT",
        "DROP TABLE drafts",
        "ANALYZE",
    )
    assert {(part.kind, part.name, bool(part.sql), part.missing) for part in parts(board)} == {
        ("table", "mine", False, False),
        ("view", "seen", False, False),
        ("trigger", "spy", False, False),
        ("index", "fast", False, False),
        ("table", "goals", True, False),
        ("table", "drafts", True, True),
    }
    assert not any(part.rebuildable for part in parts(board))


def test_damage_in_indices_only_is_repaired_from_the_rows(board: Path) -> None:
    spoil_index(board, "objectives_of_goal", "UPDATE objectives SET goal_id = NULL")
    damage = inspected(board, find_damage)
    assert damage
    assert is_index_damage(damage)
    repaired(board, rebuild_indices)
    assert inspected(board, find_damage) == []
    assert not is_index_damage(["Tree 5 page 12: btreeInitPage() returns error code 11"])


def test_a_damaged_page_is_reported(board: Path) -> None:
    spoil(board)
    before = everything_in(board.parent)
    with pytest.raises(BoardUnavailable, match="is damaged"):
        inspected(board, find_damage)
    assert everything_in(board.parent) == before


# References

LOOSE = {
    "a goal": ("objectives", "goal_id", "UPDATE objectives SET goal_id = 'gone' WHERE id = '{}'"),
    "a person": ("ilo_periods", "helped_by_id", "UPDATE ilo_periods SET helped_by_id = 'gone' WHERE id = '{}'"),
    "people in a list": (
        "meetings",
        "with_ids",
        "UPDATE meetings SET with_ids = '[\"owner\",\"gone\"]' WHERE id = '{}'",
    ),
}


def first(path: Path, table: str) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT min(id) FROM {table}").fetchone()[0]


@pytest.mark.parametrize("kind", LOOSE)
def test_a_dangling_reference_is_found_and_cleared_in_one_step(board: Path, kind: str) -> None:
    table, field, statement = LOOSE[kind]
    row = first(board, table)
    corrupt(board, statement.format(row))
    (found,) = dangling(board)
    assert (found.table, found.id, found.field, found.missing_id, found.optional) == (table, row, field, "gone", True)
    assert repaired(board, clear_references) == [
        "Cleared references to missing rows for good, in 1 row: the backup has them."
        if found.enforced
        else "Cleared references to missing rows, in 1 row: “undo” restores them."
    ]
    assert dangling(board) == []
    with Store.open(board) as store:
        undo = store.next_undo
    assert undo == (None if found.enforced else "doctor: clear references to missing rows")
    assert journal(board) == "2 steps, and all can be read."


def test_what_sqlite_watches_over_does_not_bar_the_way_to_older_steps(board: Path) -> None:
    with Store.open(board) as store, store.step("a new goal") as record:
        record.put(Goal("g9", "new", "active", None, "", "", "private", 9))
    corrupt(board, "UPDATE objectives SET goal_id = 'gone' WHERE id = (SELECT min(id) FROM objectives)")
    repaired(board, clear_references)
    with Store.open(board) as store:
        assert store.undo().label == "a new goal"
        assert store.find(Goal, "g9") is None
        assert store.next_undo is None


def test_a_row_that_belongs_to_a_missing_row_is_left_alone(board: Path) -> None:
    row = first(board, "ilo_periods")
    corrupt(board, f"UPDATE ilo_periods SET key_result_id = 'gone', helped_by_id = 'gone' WHERE id = '{row}'")
    assert {(item.field, item.optional) for item in dangling(board)} == {
        ("key_result_id", False),
        ("helped_by_id", True),
    }
    before = board.read_bytes()
    assert repaired(board, clear_references) == []
    assert board.read_bytes() == before


def test_an_invalid_list_does_not_fail_the_check(board: Path) -> None:
    corrupt(board, "UPDATE meetings SET with_ids = 'no list'")
    assert dangling(board) == []
    assert {item.column for item in unreadable(board)} == {"with_ids"}


def test_a_list_with_what_is_no_reference_is_left_alone_and_does_not_fail_the_repair(board: Path) -> None:
    row = first(board, "meetings")
    corrupt(board, f"UPDATE meetings SET with_ids = '[\"gone\",{{}}]' WHERE id = '{row}'")
    assert {item.missing_id for item in dangling(board)} == {"gone", "{}"}
    assert repaired(board, clear_references) == ["Cleared references to missing rows, in 1 row: “undo” restores them."]
    assert {item.missing_id for item in dangling(board)} == {"{}"}


# Rows that say nothing


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("check_ins", "on", "2026-13-01"),
        ("check_ins", "on", "20260101"),
        ("check_ins", "value", "1e5"),
        ("check_ins", "status", "dancing"),
        ("check_ins", "blocker", "{}"),
        ("check_ins", "blocker", "{"),
        ("check_ins", "blocker", '{"kind":"clarity","text":5,"next_action":"","due_on":null}'),
        ("key_results", "labels", '"abc"'),
        ("key_results", "labels", '["\\ud800"]'),
        ("key_results", "labels", "[" * 5000),
        ("assessments", "levels", "[]"),
        ("identity", "settings", '{"currency":"EUR"}'),
        ("meetings", "held", 7),
        ("feedback", "written_at", "2026-03-01"),
    ],
)
def test_an_unreadable_row_is_reported_and_the_others_are_read(board: Path, table: str, column: str, cell) -> None:
    row = first(board, table)
    with closing(sqlite3.connect(board, isolation_level=None)) as other:
        other.execute(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', (cell, row))
        ((count,),) = other.execute(f"SELECT count(*) FROM {table}")
    read = inspected(board, lambda board: read_all_rows(board, table_names(board)))
    assert read.unreadable == [UnreadableCell(table, row, column)]
    assert len(read.values[table]) == count - 1


def test_a_value_is_held_against_its_type() -> None:
    assert is_of(tuple[str, ...], ("a",))
    assert not is_of(tuple[str, str], ("a",))
    assert not is_of(int, True)
    assert not is_of(str, b"bytes")


# The journal


def test_changes_without_a_step_are_reported_and_deleted(board: Path) -> None:
    corrupt(board, """INSERT INTO changes (step_id, "table", row_id) VALUES (77, 'goals', 'g1')""")
    assert "Changes that belong to no step: 1; “learnboard doctor --repair” deletes them." in journal(board)
    assert repaired(board, repair_journal) == ["Deleted changes without a step: 1."]
    assert journal(board) == "1 step, and all can be read."
    with Store.open(board) as store:
        assert store.next_undo == "import the year"


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE changes SET after = '{' WHERE id = 1",
        "UPDATE changes SET after = '[]' WHERE id = 1",
        'UPDATE changes SET after = \'{"id":"x"}\' WHERE id = 1',
        "UPDATE changes SET \"table\" = 'dances' WHERE id = 1",
        "UPDATE changes SET after = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE steps SET at = 'noon'",
    ],
)
def test_an_unreadable_step_is_sealed(board: Path, spoilt: str) -> None:
    corrupt(board, spoilt)
    (found,) = unreadable_steps(board)
    assert found.label == "import the year"
    repaired(board, repair_journal)
    assert unreadable_steps(board) == []
    with Store.open(board) as store:
        assert store.next_undo is None
        assert store.steps_of([first(board, "key_results")], most=1) or found.itself


def test_steps_after_an_unreadable_one_can_still_be_undone(board: Path) -> None:
    with Store.open(board) as store, store.step("a new goal") as record:
        record.put(Goal("g9", "new", "active", None, "", "", "private", 9))
    corrupt(board, "UPDATE changes SET after = '{' WHERE id = 1")
    repaired(board, repair_journal)
    with Store.open(board) as store:
        assert store.undo().label == "a new goal"
        assert store.next_undo is None


def test_a_blocked_undo_is_reported(board: Path) -> None:
    row = first(board, "key_results")
    corrupt(board, f"UPDATE key_results SET title = 'behind your back' WHERE id = '{row}'")
    assert journal(board) == (
        f"The newest step, “import the year”, cannot be undone: key_results {row} was changed by another program "
        "since: “learnboard undo --skip” leaves it as it is, and undo goes on before it; a backup has the board as "
        "it was (“learnboard restore”)."
    )


def test_misplaced_undone_steps_are_reported_and_deleted(board: Path) -> None:
    corrupt(board, "INSERT INTO steps (id, label, at, undone) VALUES (0, 'odd', '2026-01-01T00:00:00Z', 1)")
    assert "Undone steps before one that was not undone: 1; they cannot be redone" in journal(board)
    assert repaired(board, repair_journal) == ["Deleted undone steps that could not be redone: 1."]
    assert "Undone" not in journal(board)


def test_excess_steps_are_counted(board: Path) -> None:
    corrupt(
        board,
        "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 503) "
        "INSERT INTO steps (id, label, at, undone) SELECT i, 's', '2026-01-01T00:00:00Z', 0 FROM n",
    )
    assert "There are 503 steps, more than the 500 that are kept" in journal(board)


@pytest.mark.parametrize("texts", ["{", "[]", '{"title": 5}'])
def test_an_unreadable_draft_is_reported_and_deleted(board: Path, texts: str) -> None:
    with Store.open(board) as store:
        store.save_draft("check_in", "k11", {"note": "kept"})
    with closing(sqlite3.connect(board, isolation_level=None)) as other:
        other.execute("INSERT INTO drafts VALUES ('goal', '', ?, '2026-01-01T00:00:00Z')", (texts,))
    assert len(inspected(board, find_unreadable_drafts)) == 1
    assert repaired(board, delete_drafts) == ["Deleted drafts of forms that no form can show: 1."]
    with Store.open(board) as store:
        assert store.draft("check_in", "k11") == {"note": "kept"}


def test_a_board_of_schema_1_is_repaired_without_a_migration(path: Path) -> None:
    path.write_bytes(released(1))
    path.chmod(0o600)
    corrupt(path, "UPDATE objectives SET goal_id = 'gone'", "UPDATE changes SET after = '{' WHERE id = 1")
    repaired(path, repair_journal)
    assert repaired(path, clear_references) == [
        "Cleared references to missing rows for good, in 4 rows: the backup has them."
    ]
    assert dangling(path) == []
    with Store.open(path) as store:
        assert store.records().objectives[0].goal_id is None
    assert inspected(path, lambda board: board.pragma("user_version")) == SCHEMA


def test_an_inspection_releases_its_lock(board: Path) -> None:
    inspected(board, find_damage)
    with Store.open(board, wait=0.01) as store, store.step("write") as record:
        record.put(Goal("g9", json.dumps("new"), "active", None, "", "", "private", 9))
