"""`learnboard doctor`: every fault is told with what to do, nothing is changed unasked, and repairs can be undone."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from learnboard.cli import main
from tests.builders import EXAMPLE_BOARD
from tests.cli.conftest import refused
from tests.hostile import HOSTILE
from tests.storage.harm import released, spoil

BOARD = Path("mine.db")
NAMES = ["file", "schema", "references", "invariants", "journal", "backups", "permissions", "settings", "place"]


@pytest.fixture
def mine(learnboard, monkeypatch):
    """Commands on a board in the working folder that holds the example year and has a backup."""
    monkeypatch.setattr(main, "_FIRST_WAIT", 0.01)
    monkeypatch.setattr(main, "_SECOND_WAIT", 1.01)
    assert learnboard("--board", BOARD, "import", EXAMPLE_BOARD).code == 0
    assert learnboard("--board", BOARD, "backup").code == 0
    return lambda *words: learnboard("--board", BOARD, *words)


def change(*statements, path=BOARD):
    """Change the board as a program that minds no rule would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def examined(mine, *words):
    """What `doctor --json` says, by check."""
    result = mine("doctor", "--json", *words)
    plain = json.loads(result.out)
    assert result.err == ""
    assert result.code == (0 if plain["ok"] else 1)
    assert [check["name"] for check in plain["checks"]] == NAMES
    return plain, {check["name"]: check for check in plain["checks"]}


def everything():
    return {item: item.read_bytes() for item in Path().rglob("*") if item.is_file()}


def test_a_board_that_is_well_has_a_line_for_each_check(mine, world):
    result = mine("doctor")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == str(world / BOARD)
    assert [line.split()[:3] for line in lines[1:10]] == [["✓", name, "fine:"] for name in NAMES]
    assert lines[-1] == "Everything is fine: there is nothing to do."


def test_plain_signs_for_terminals_that_know_no_others(learnboard):
    result = learnboard("--ascii", "--board", BOARD, "doctor")
    assert {line[0] for line in result.out.splitlines() if line[1:2] == " " and line[0] != " "} == {"x", "!", "+"}


def test_notices_alone_are_no_failure(mine):
    next(Path("mine.db.backups").iterdir()).unlink()
    result = mine("doctor")
    assert result.code == 0
    assert "! backups      notice\n    There is no backup" in result.out
    assert result.out.endswith("Nothing is wrong; look at what is marked with !.\n")


REPAIRABLE = {
    "a goal that is gone": ("UPDATE objectives SET goal_id = 'gone'", "references", "goals has no row gone"),
    "a person who is gone": (
        "UPDATE ilo_periods SET helped_by_id = 'gone'",
        "references",
        "people has no row gone",
    ),
    "people of a meeting who are gone": (
        "UPDATE meetings SET with_ids = '[\"gone\"]'",
        "references",
        "with_ids: people has no row gone",
    ),
    "an index that is gone": ("DROP INDEX topics_of_meeting", "schema", "“topics_of_meeting” is missing"),
    "a change without a step": (
        """INSERT INTO changes (step_id, "table", row_id) VALUES (77, 'goals', 'g1')""",
        "journal",
        "Changes that belong to no step: 1",
    ),
    "a step that says nothing": (
        "UPDATE changes SET after = '{' WHERE id = 1",
        "journal",
        "The step “import “year.learnboard.json”” cannot be read",
    ),
    "a step of an unknown table": ("""UPDATE changes SET "table" = 'x' WHERE id = 1""", "journal", "cannot be read"),
    "a draft that says nothing": (
        "INSERT INTO drafts VALUES ('goal', '', '{', '2026-01-01T00:00:00Z')",
        "journal",
        "Drafts of forms that no form can show: 1",
    ),
}


@pytest.mark.parametrize("kind", REPAIRABLE)
def test_problems_are_reported_then_repaired_and_then_gone(mine, kind):
    statement, name, words = REPAIRABLE[kind]
    change(statement)
    before = everything()
    result = mine("doctor")
    assert (result.code, result.err) == (1, "")
    assert f"✗ {name:<12} wrong\n" in result.out
    assert words in result.out
    assert result.out.endswith(
        "Next: “learnboard --board mine.db doctor --repair” repairs what can be repaired, after a backup.\n"
    )
    _, checks = examined(mine)
    assert (checks[name]["state"], checks[name]["repairable"]) == ("wrong", True)
    assert everything() == before
    result = mine("doctor", "--repair")
    assert (result.code, result.err) == (0, "")
    assert "Repaired:\n    The board as it was is in 20" in result.out
    assert result.out.endswith("Everything is fine: there is nothing to do.\n")
    assert sorted(path.stem.rpartition("-")[2] for path in Path("mine.db.backups").iterdir()) == ["hand", "repair"]
    plain, _ = examined(mine, "--repair")
    assert (plain["ok"], plain["repaired"]) == (True, [])


def test_a_repair_that_changes_rows_can_be_undone_and_redone(mine):
    change("UPDATE ilo_periods SET helped_by_id = 'gone'")
    assert mine("doctor", "--repair").code == 0
    assert mine("undo").out == "Undid: doctor: clear references to missing rows.\n"
    _, checks = examined(mine)
    assert "people has no row gone" in checks["references"]["sentences"][0]
    assert mine("redo").code == 0
    assert examined(mine)[0]["ok"]


def test_the_backup_of_a_repair_restores_what_cannot_be_undone(mine):
    change("UPDATE objectives SET goal_id = 'gone'")
    plain, _ = examined(mine, "--repair")
    assert plain["repaired"][-1] == ("Cleared references to missing rows for good, in 5 rows: the backup has them.")
    assert "There is nothing to undo: earlier steps are kept" in refused(mine("undo"))
    assert mine("restore", "1").code == 0
    assert not examined(mine)[0]["ok"]


TOLD = {
    "a confidence of 11": (
        "UPDATE check_ins SET confidence = 11 WHERE id = (SELECT min(id) FROM check_ins)",
        "invariants",
        "confidence: 11 is out of range: write 1 to 10.",
    ),
    "periods that overlap": (
        "INSERT INTO ilo_periods SELECT 'twin', key_result_id, from_on, to_on, relation, NULL FROM ilo_periods LIMIT 1",
        "invariants",
        "but there is one Individual Learning Objective at a time",
    ),
    "an id over tables": (
        "UPDATE goals SET id = 'k11' WHERE id = (SELECT max(id) FROM goals)",
        "invariants",
        "the id is used twice, first in goals",
    ),
    "a day that is none": (
        "UPDATE check_ins SET \"on\" = '2026-02-30' WHERE id = (SELECT min(id) FROM check_ins)",
        "invariants",
        ", on: learnboard did not write this and cannot read it",
    ),
    "a check-in of nothing": (
        "UPDATE check_ins SET key_result_id = 'gone' WHERE id = (SELECT min(id) FROM check_ins)",
        "references",
        "key_results has no row gone; go back to a backup (“learnboard restore”) that has it.",
    ),
    "a table that is gone": ("DROP TABLE drafts", "schema", "The table “drafts” is missing"),
    "a trigger": (
        "CREATE TRIGGER spy AFTER UPDATE ON goals BEGIN SELECT 1; END",
        "schema",
        "There is a trigger “spy” that no learnboard made",
    ),
    "a newer schema": ("PRAGMA user_version = 99", "schema", "install the newer learnboard"),
    "another program's file": ("PRAGMA application_id = 7", "file", "belongs to another program"),
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_cannot_be_repaired_is_reported_and_left_alone(mine, kind):
    statement, name, words = TOLD[kind]
    change(statement)
    before = everything()
    plain, checks = examined(mine)
    assert not plain["ok"]
    assert checks[name]["state"] == "wrong"
    assert words in "\n".join(checks[name]["sentences"])
    if kind != "an id over tables":  # there, references to the old id can be let go
        assert not any(check["repairable"] for check in checks.values())
        assert mine("doctor", "--repair").code == 1
    assert everything() == before


def test_a_damaged_board_is_reported_with_the_backups_to_restore(mine):
    spoil(BOARD)
    before = everything()
    result = mine("doctor", "--repair")
    assert result.code == 1
    assert "✗ file         wrong\n" in result.out
    last = result.out.splitlines()[-1]
    assert last.startswith("“learnboard --board mine.db restore 1” restores the board of today, ")
    assert last.endswith(" (5 objectives, 18 key results, 72 check-ins).")
    assert everything() == before
    assert mine("restore", "1").code == 0
    assert mine("doctor").code == 0


def test_a_missing_board_is_not_created(learnboard, world):
    result = learnboard("doctor", "--repair")
    assert result.code == 1
    assert "“learnboard” makes one" in result.out.splitlines()[-1]
    assert not (world.parent / "home").exists()


def test_an_older_board_is_a_notice_and_stays_older(mine):
    BOARD.write_bytes(released(1))
    before = everything()
    plain, checks = examined(mine, "--repair")
    assert plain["ok"]
    assert checks["schema"]["state"] == "notice"
    assert everything() == before


def test_a_locked_board_is_waited_for_and_then_reported(mine):
    with closing(sqlite3.connect(BOARD, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        result = mine("doctor")
        other.execute("ROLLBACK")
    assert result.code == 1
    assert result.err.endswith("is being written by another program: waiting for it …\n")
    assert "✗ file         wrong\n" in result.out


def test_permissions_are_reported_and_repaired_also_of_the_data_folder(learnboard, world):
    learnboard("import", EXAMPLE_BOARD)
    board = world.parent / "home" / "data" / "learnboard" / "board.db"
    board.chmod(0o644)
    board.parent.chmod(0o755)
    result = learnboard("doctor")
    assert result.code == 1
    assert f"Others on this machine may read “{board}”" in result.out
    assert f"Others on this machine may read “{board.parent}”" in result.out
    assert learnboard("doctor", "--repair").code == 0
    assert (board.stat().st_mode & 0o777, board.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not board.with_name("board.db.backups").exists()


def test_the_problems_of_the_settings_are_reported(mine, monkeypatch, world):
    (world / "mine.toml").write_text('density = "dense"')
    monkeypatch.setenv("LEARNBOARD_SETTINGS", "mine.toml")
    _, checks = examined(mine)
    assert checks["settings"]["state"] == "wrong"
    assert checks["settings"]["sentences"] == [
        'mine.toml, line 1: “density” must be "comfortable" or "compact", not “dense”.'
    ]


def test_what_people_wrote_reaches_the_terminal_clean(mine):
    for number, title in enumerate(HOSTILE):
        with closing(sqlite3.connect(BOARD, isolation_level=None)) as other:
            other.execute("UPDATE key_results SET title = ?, decimals = 77, baseline_id = ?", (title[:250], title))
            other.execute("UPDATE steps SET label = ?, at = 'never'", (title,))
        result = mine("doctor", *(["--json"] if number % 2 else []))
        assert result.code == 1
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\x00", "\r"} & set(result.out + result.err)


def test_a_name_that_is_no_text_is_a_name(process):
    done = process(b"--board", b"\xff.db", "import", str(EXAMPLE_BOARD))
    assert done.returncode == 0
    done = process(b"--board", b"\xff.db", "doctor", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"]


def test_no_screen_and_no_reader_of_files_is_loaded(mine):
    code = (
        "import sys; from learnboard.cli.main import run; run(['--board', 'mine.db', 'doctor']); "
        "sys.exit(any(name in sys.modules for name in ('textual', 'rich', 'pydantic', 'msgspec', 'jinja2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
