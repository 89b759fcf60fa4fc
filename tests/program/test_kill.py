"""A program that is killed while it is used; `python -m tests.faults` does it many times."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from learnboard.storage.store import Store
from tests.faults.driver import Acknowledged, label_of, sentences
from tests.faults.kills import kill_once
from tests.program.boards import assert_sound
from tests.storage.year import dump


@pytest.mark.parametrize("seed", [1])
def test_what_was_acknowledged_before_a_kill_is_on_the_board(tmp_path: Path, seed: int) -> None:
    killed = kill_once(tmp_path, seed, keys=120)
    assert killed.acknowledged > 0
    assert killed.found > 0


def test_a_kill_between_the_pages_of_a_step_that_made_the_file_longer_is_repaired(board: Path, tmp_path: Path) -> None:
    before = dump(board, journal=True)
    killed = tmp_path / "killed" / board.name
    killed.parent.mkdir()
    size = board.stat().st_size
    with closing(sqlite3.connect(board, isolation_level=None)) as other:
        for statement in ("PRAGMA journal_mode = delete", "PRAGMA cache_size = 2", "BEGIN IMMEDIATE"):
            other.execute(statement)
        other.executemany("INSERT INTO steps VALUES (?, ?, '', 0, 0)", [(n, "x" * 900) for n in range(1, 500)])
        for each in (board, board.with_name(f"{board.name}-journal")):  # what a kill at this moment leaves behind
            shutil.copy(each, killed.parent)
        other.execute("ROLLBACK")
    # SQLite writes the first page first: it says already how long the file is going to be, but the rest is missing.
    with killed.open("r+b") as file:
        file.truncate(size)
        head = bytearray(file.read(100))
        head[24:28] = head[92:96] = (int.from_bytes(head[24:28]) + 1).to_bytes(4)
        head[28:32] = (int.from_bytes(head[28:32]) + 100).to_bytes(4)
        file.seek(0)
        file.write(head)
    Store.open(killed).close()
    assert dump(killed, journal=True) == before
    assert_sound(killed)


def test_the_check_hears_what_the_program_says() -> None:
    heard = Acknowledged()
    for sentence in (
        "moved “A” to “B”, place 2   u undo",
        "“A”: 53 % → 61 %, on pace   u undo",
        "undid: check in “A”   U redo",
        "did again: check in “A”   u undo",
        "undid: check in “A”   U redo",
        "“A” is not done   u undo",
        "step “s” is open again   u undo",
        "undid: mark step “s” open again   U redo",
        "The example year",
    ):
        heard.hear(sentence)
    assert heard.live == ["move “A”", "mark “A” not done"]
    assert heard.undone == ["mark step “s” open again"]
    assert label_of("moved “A: 1” to column 2   u undo") == "move “A: 1”"


def test_the_check_notices_a_step_that_was_never_done() -> None:
    heard = Acknowledged()
    heard.hear("moved “A” to “B”, place 2   u undo")
    with pytest.raises(AssertionError, match="was last"):
        heard.hear("undid: move “B”   U redo")


def test_the_status_line_is_read_from_what_was_painted_there() -> None:
    output = b"\x1b[?2026h\x1b[44;1H\x1b[1m moved\x1b[0m it \x1b[1;1Hnot this\x1b[44;1Hagain\x1b[45;1H"
    assert list(sentences(output, 43)) == ["moved it", "again"]
