"""A program that is killed while it is used; `python -m tests.faults` does it many times."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from learnboard.service.backups import list_backups
from learnboard.storage.store import Store
from tests.faults.aftermath import Damaged, check_folders, check_steps
from tests.faults.driver import Driver
from tests.faults.ears import Acknowledged, Lost, label_of, labels_told, sentences
from tests.faults.endings import Left
from tests.faults.kills import kill_once
from tests.faults.shelf import names
from tests.program.boards import assert_sound, opened
from tests.storage.year import dump


@pytest.mark.parametrize(("seed", "ending"), [(17, "draft")])
def test_what_was_acknowledged_before_a_kill_is_on_the_board(tmp_path: Path, seed: int, ending: str) -> None:
    killed = kill_once(tmp_path, seed, 24, ending)
    assert killed.acknowledged > 0
    assert killed.found > 0
    assert killed.restores > 0


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
    told = [
        heard.hear(message)
        for message in (
            "Moved “A” to “B”, place 2.",
            "“A”: 53 % → 61 %, on pace.",
            "Undid: check in “A”.",
            "Redid: check in “A”.",
            "Undid: check in “A”.",
            "“A” is not done.",
            "Step “s” is open again.",
            "Undid: mark step “s” open again.",
            "The example year",
        )
    ]
    assert heard.live == ["move “A”", "mark “A” not done"]
    assert heard.undone == ["mark step “s” open again"]
    assert told == [True] * 8 + [False]
    assert heard.found_in([("move “A”", False), ("mark “A” not done", False), ("mark step “s” open again", True)])
    assert not heard.found_in([("move “A”", False), ("mark “A” not done", False)])


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("Moved “A: 1” to column 2.", "move “A: 1”"),
        ("“A” is due Mon 3 May 2027.", "set the due date of “A”"),
        ("“A” has no due date any more.", "remove the due date of “A”"),
        ("Labels of “A”: #one #two.", "change the labels of “A”"),
        ("“A”: only you see it, since its objective is private.", "change who sees “A”"),
        ("“A”: shared with your mentor only, since its objective is.", "change who sees “A”"),
        ("“A”: everybody you share with sees it.", "change who sees “A”"),
        ("“A”: your mentor sees it.", "change who sees “A”"),
        ("“A”: 3 of 5, on pace.", "check in “A”"),
        ("Dropped “A”: too much.", "drop “A”"),
        ("“A” is taken up again.", "take up “A” again"),
        ("Renamed “A” to “B”.", "rename “A”"),
        ("Added “A”, a metric from 1 to 2.", "add “A”"),
        ("Deleted “A” with 3 check-ins.", "delete “A”"),
        ("The filter is cleared.", None),
    ],
)
def test_a_sentence_is_that_of_a_step_of_the_journal(message: str, label: str | None) -> None:
    assert label_of(message) == label


def test_the_check_notices_a_step_that_was_never_done() -> None:
    heard = Acknowledged()
    heard.hear("Moved “A” to “B”, place 2.")
    with pytest.raises(Lost, match="was last"):
        heard.hear("Undid: move “B”.")


@pytest.mark.parametrize(
    ("steps", "told", "fits"),
    [
        ("ab", "", True),
        ("abcd", "d", True),
        ("abcde", "c", False),  # more than was typed
        ("abd", "c", False),
        ("a", "", False),
        ("ac", "c", False),
        ("xyz", "", True),  # the board that was to be brought back
        ("xyzc", "", True),
        ("xyc", "c", False),
    ],
)
def test_the_check_notices_what_is_gone(steps: str, told: str, fits: bool) -> None:
    left = Left([Acknowledged(["a", "b"]), Acknowledged(["x", "y", "z"])], list(told), most=2)
    found = [(each, False) for each in steps]
    if fits:
        check_steps(found, left)
    else:
        with pytest.raises(Lost):
            check_steps(found, left)


def test_the_check_notices_a_backup_that_is_none(board: Path) -> None:
    folder = board.with_name(f"{board.name}.backups")
    folder.mkdir()
    shutil.copy(board, folder / "2026-03-02T120000Z-hand.db")
    (folder / ".learnboard-abc.part").write_bytes(b"half of one")
    check_folders(board)
    assert names(board) == ["2026-03-02T120000Z-hand.db"]
    (folder / "2026-03-02T120000Z-hand-2.db").write_bytes(board.read_bytes()[:-4096])
    with pytest.raises(Damaged, match="hand-2"):
        check_folders(board)
    (folder / "2026-03-02T120000Z-hand-2.db").rename(folder / "other.db")
    with pytest.raises(Damaged, match=r"other\.db"):
        check_folders(board)


def test_backups_are_listed_as_the_program_lists_them(board: Path) -> None:
    folder = board.with_name(f"{board.name}.backups")
    folder.mkdir()
    for stamp in ("120000Z-hand", "120000Z-restore", "120000Z-hand-10", "120000Z-hand-9", "120001Z-start"):
        shutil.copy(board, folder / f"2026-03-02T{stamp}.db")
    assert names(board) == [each.path.name for each in list_backups(board)]


def test_the_check_sees_the_screen_as_a_terminal_does(board: Path) -> None:
    with opened(board) as terminal:
        driver = Driver(terminal, board, random.Random(1))
        driver.type(b"L")
        assert driver.changes == 1
        terminal.send(b"B")
        driver.eyes.shown("Backups of ")
        terminal.quiet()
        assert driver.eyes.lines() == terminal.lines()


def test_the_status_line_is_read_from_what_was_painted_there() -> None:
    output = b"\x1b[?2026h\x1b[44;1H\x1b[1m moved\x1b[0m it \x1b[1;1Hnot this\x1b[44;1Hagain\x1b[45;1H"
    assert list(sentences(output, 43)) == ["moved it", "again"]
    painted = b"".join(
        f"\x1b[44;1H {each}\x1b[1;1H".encode()
        for each in ("“A” is done.   u undo", "“A” is", "“A” is done.", "“B” is done.")
    )
    assert labels_told(painted, 43, "“A” is not done") == ["mark “A” done", "mark “B” done"]
