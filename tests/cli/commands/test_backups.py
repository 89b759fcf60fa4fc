"""`learnboard backup`, `restore`, `import --replace`, and commands on a board that is gone, in use or read-only."""

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import EXAMPLE_BOARD, VECTORS, document
from tests.cli.conftest import refused

BOARD = Path("mine.db")


@pytest.fixture
def mine(learnboard):
    """Commands on a board in the working folder that holds the example year."""
    assert learnboard("--board", BOARD, "import", EXAMPLE_BOARD).code == 0
    return lambda *words: learnboard("--board", BOARD, *words)


def full(mine):
    """The whole board as its owner's own copy, without what tells one export from another."""
    plain = json.loads(mine("export", "--profile", "full", "-o", "-").out)
    return {name: rows for name, rows in plain.items() if isinstance(rows, list)}


def backups():
    return sorted(path.name for path in Path("mine.db.backups").iterdir())


def test_a_backup_goes_beside_the_board_or_to_a_file(mine, world):
    result = mine("backup")
    (name,) = backups()
    assert result.out == f"Backed up to “{world / 'mine.db.backups' / name}”.\n"
    assert name.endswith("Z-hand.db")
    assert mine("backup", "stick.db").out == "Backed up to “stick.db”.\n"
    assert "There is already a file “stick.db”" in refused(mine("backup", "stick.db"))
    assert "could not be written (no such file or directory)" in refused(mine("backup", "no/where.db"))
    assert not Path("no").exists()


def test_a_backup_does_not_go_to_a_pipe(mine):
    assert refused(mine("backup", "-")) == ("A backup cannot go to a pipe: give the path of a file, or of a folder.")
    assert not Path("-").exists()


def test_a_number_means_the_list_also_where_a_file_has_its_name(mine):
    mine("backup")
    Path("1").mkdir()
    Path("2").write_text("no board")
    assert mine("restore", "1").code == 0
    Path("9").write_text("no board")
    assert "The file “9” is not a board" in refused(mine("restore", "9"))


def test_backups_are_listed_with_a_summary_and_restored_by_number(mine):
    mine("check-in", "k11", "500")
    before = full(mine)
    mine("backup")
    mine("check-in", "k11", "450")
    then = full(mine)
    listed = mine("restore").out.splitlines()
    assert "5 objectives, 18 key results, 73 check-ins; by hand" in listed[0]
    assert "last:" in listed[1]
    assert "check in “Cut p95 latency" in listed[1]
    assert "backed up first" in listed[-1]
    (hand,) = backups()
    result = mine("restore", "1").out
    assert result.startswith(f"Restored {hand}. The board as it was is in ")
    assert full(mine) == before
    assert [name.rpartition("-")[2] for name in backups()] == ["hand.db", "restore.db"]
    (saved,) = [name for name in backups() if name.endswith("restore.db")]
    mine("restore", saved)
    assert full(mine) == then


def test_two_backups_of_a_minute_are_told_apart_by_their_seconds(mine):
    for _ in range(3):
        mine("backup")
    # The first and the second are of one minute, the third of the next.
    for name, at in zip(backups(), ("140509", "140531", "140605"), strict=True):
        path = Path("mine.db.backups") / name
        path.rename(path.with_name(f"2026-06-25T{at}Z-hand.db"))
    told = [line.split(", ")[1].split()[0].split(":")[1:] for line in mine("restore").out.splitlines()[:-1:2]]
    assert told == [["06"], ["05", "31"], ["05", "09"]]


def test_a_backup_anywhere_is_restored_by_its_path(mine):
    before = full(mine)
    mine("backup", "stick.db")
    mine("undo")
    mine("restore", "stick.db")
    assert full(mine) == before


def test_a_backup_that_cannot_be_restored_is_refused_and_the_board_is_left_alone(mine):
    before = BOARD.read_bytes()
    assert "There are no backups of" in refused(mine("restore"))
    mine("backup")
    assert "There is no backup 7: “learnboard --board mine.db restore” lists all 1 of them." in refused(
        mine("restore", "7")
    )
    assert "There is no backup “nowhere.db”" in refused(mine("restore", "nowhere.db"))
    assert "is the board itself" in refused(mine("restore", BOARD))
    assert "“learnboard --board mine.db import --replace" in refused(mine("restore", EXAMPLE_BOARD))
    Path("notes.txt").write_text("dear diary\n" * 100)
    assert "it is no board" in refused(mine("restore", "notes.txt"))
    assert BOARD.read_bytes() == before


def test_every_command_reports_a_missing_board_with_its_backups(mine, learnboard):
    mine("backup")
    BOARD.unlink()
    for words in (("check-in", "k11", "500"), ("undo",), ("export",)):
        assert "“learnboard --board mine.db restore 1” restores the newest" in refused(mine(*words))
    assert "any more, but there are backups of it" in mine("show").err
    assert not BOARD.exists()
    assert mine("restore", "1").code == 0
    assert "18 key results" in mine("restore").out


def test_damage_is_reported_and_the_damaged_file_is_moved_aside(mine):
    before = full(mine)
    mine("backup")
    harmed = BOARD.read_bytes()[:6000]
    BOARD.write_bytes(harmed)
    assert "is damaged: go back to its newest backup (“learnboard --board mine.db restore”)" in refused(mine("show"))
    assert BOARD.read_bytes() == harmed
    result = mine("restore", "1").out
    (aside,) = Path().glob("mine.db.aside-*")
    assert result.endswith(f"The file that was there is now {aside.name}.\n")
    assert aside.read_bytes() == harmed
    assert full(mine) == before


def test_a_full_snapshot_replaces_a_board_after_a_backup_and_can_be_undone(mine):
    before = full(mine)
    other = Path("other.json")
    other.write_text(json.dumps(document(VECTORS[0])["board"]))
    would = mine("import", "--replace", "--dry-run", other)
    assert would.out.startswith("Would import ")
    assert (full(mine), list(Path().glob("*.backups"))) == (before, [])
    result = mine("import", "--replace", other)
    assert "The board as it was is in " in result.out
    assert full(mine) != before
    assert [name.rpartition("-")[2] for name in backups()] == ["import.db"]
    assert mine("undo").out == "Undid: import “other.json”.\n"
    assert full(mine) == before


def test_a_read_only_board_is_shown_and_exported_and_not_changed(mine):
    BOARD.chmod(0o400)
    before = BOARD.read_bytes()
    assert "Cut p95 latency" in mine("show").out
    result = mine("export", "-o", "out.json")
    assert result.code == 0
    assert "read-only" in result.err
    assert json.loads(Path("out.json").read_text())["sequence"] == 1
    Path("other.json").write_text(json.dumps(document(VECTORS[0])["board"]))
    for words in (("check-in", "k11", "500"), ("undo",), ("redo",), ("import", "--replace", "other.json")):
        assert "is read-only: give yourself write permission for it." in refused(mine(*words))
    assert BOARD.read_bytes() == before
    BOARD.chmod(0o600)


def test_a_command_reports_that_it_waits_and_then_continues(mine):
    with closing(sqlite3.connect(BOARD, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        later = threading.Timer(1.2, lambda: other.execute("ROLLBACK"))
        later.start()
        result = mine("check-in", "k11", "500")
        later.join()
    assert result.code == 0
    assert result.err == "learnboard: The board “" + str(BOARD.absolute()) + (
        "” is being written by another program: waiting for it …\n"
    )


def test_a_command_writes_nothing_into_a_board_that_is_damaged_somewhere(mine):
    with closing(sqlite3.connect(BOARD)) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'assessments'")
    with BOARD.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 64)
    before = BOARD.read_bytes()
    for words in (("check-in", "k11", "500"), ("undo",), ("redo",), ("backup",)):
        assert "is damaged" in refused(mine(*words))
    assert BOARD.read_bytes() == before


def test_an_import_does_not_replace_a_lost_board_by_itself(mine):
    mine("backup")
    BOARD.unlink()
    assert "“learnboard --board mine.db restore 1” restores the newest" in refused(mine("import", EXAMPLE_BOARD))
    assert "“learnboard --board mine.db restore 1” restores the newest" in refused(mine("backup"))
    assert not BOARD.exists()
    assert mine("import", "--replace", EXAMPLE_BOARD).code == 0


def test_a_folder_gets_a_backup_with_the_boards_name_in_it(mine):
    Path("stick").mkdir()
    assert mine("backup", "stick").code == 0
    (name,) = (path.name for path in Path("stick").iterdir())
    assert name.startswith("mine-")
    assert mine("restore", f"stick/{name}").code == 0


def test_only_boards_are_backed_up(mine, learnboard):
    with closing(sqlite3.connect("other.db")) as connection:
        connection.execute("CREATE TABLE a (b)")
    Path("words.db").write_text("dear diary\n" * 100)
    for name in ("other.db", "words.db"):
        assert learnboard("--board", name, "backup").code == 1
        assert not Path(f"{name}.backups").exists()


def test_a_dry_run_reports_what_would_be_replaced(mine):
    other = json.loads(EXAMPLE_BOARD.read_bytes())
    Path("other.json").write_text(json.dumps({**other, "owner": {"name": "Somebody", "role": ""}}))
    result = mine("import", "--replace", "--dry-run", "other.json").out
    assert result.endswith("in place of 5 objectives, 18 key results, 72 check-ins.\n")


def test_a_backup_of_another_board_is_remarked_on_before_it_is_restored(mine):
    before = full(mine)
    Path("other.json").write_text(json.dumps(document(VECTORS[0])["board"]))
    mine("import", "--replace", "other.json")
    there = full(mine)
    assert "; another board, that of Alder Finch; before an import" in mine("restore").out
    said = refused(mine("restore", "1"))
    assert "is a backup of another board, that of Alder Finch, and not of the one that is here: add --yes" in said
    assert full(mine) == there
    assert mine("restore", "1", "--yes").code == 0
    assert full(mine) == before


def test_importing_what_the_board_holds_changes_nothing_and_says_what_undo_would_do(mine):
    before = BOARD.read_bytes()
    assert mine("import", "--replace", EXAMPLE_BOARD).out.endswith(
        "holds: nothing was changed; “undo” takes back the step before, “import ‘year.learnboard.json’”.\n"
    )
    assert mine("import", "--replace", "--dry-run", EXAMPLE_BOARD).out.endswith("holds: nothing would be changed.\n")
    assert BOARD.read_bytes() == before
    assert not list(Path().glob("*.backups"))
