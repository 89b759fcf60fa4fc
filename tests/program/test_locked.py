"""A board that another program is writing to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.program.boards import asked, assert_sound, leave, open_form, opened, program, quit_program

BUSY = "Another program is writing to this board: trying again"


@contextmanager
def locked(board: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """Hold a lock of SQLite: IMMEDIATE keeps others from writing, EXCLUSIVE from reading too."""
    with closing(sqlite3.connect(board, isolation_level=None)) as connection:
        connection.execute(f"BEGIN {how}")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_change_waits_for_the_other_program_and_then_lands(board: Path, how: str) -> None:
    with opened(board) as terminal:
        with locked(board, how):
            terminal.send(b"L")
            terminal.wait_for(BUSY)
            terminal.press(b"j")
            terminal.press(b"k")
        terminal.wait_for("Moved “Cut p95 latency", "u undo")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT objective_id FROM key_results WHERE id = 'k11'") == [("o2",)]
    assert asked(board, "SELECT count(*) FROM steps") == [(1,)]
    assert_sound(board)


def test_a_change_that_still_waits_is_told_before_it_is_lost_by_leaving(board: Path) -> None:
    with opened(board) as terminal, locked(board):
        terminal.send(b"L")
        terminal.wait_for(BUSY)
        terminal.send(b"q")
        terminal.wait_for("A change is still waiting for another program. Quit again to leave anyway.")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM steps") == [(0,)]
    assert_sound(board)


def test_two_changes_that_wait_both_land(board: Path) -> None:
    with opened(board) as terminal:
        terminal.press(b"l")
        terminal.press(b"j")
        with locked(board):
            terminal.send(b"x")
            terminal.wait_for(BUSY)
            terminal.send(b"]")
            terminal.press(b"k")  # keys are taken in order: the other one has been refused too
        terminal.wait_for("Moved “Explain performance")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM steps") == [(2,)]


def test_a_check_in_that_cannot_be_read_for_is_refused_and_can_be_opened_after(board: Path) -> None:
    with opened(board) as terminal:
        with locked(board, "EXCLUSIVE"):
            terminal.send(b" ")
            terminal.wait_for("written")  # by another program: a sentence in a narrow box, folded anywhere
        open_form(terminal)
        assert b"Traceback" not in terminal.bytes_written
        terminal.signal(15)
        assert terminal.wait_exit() == 0


def test_a_check_in_typed_meanwhile_is_not_lost(board: Path) -> None:
    with opened(board) as terminal:
        open_form(terminal)
        with locked(board):
            terminal.send(b"500")
            terminal.wait_for("value        500", "→ 78 %")
            terminal.send(b"\r")
            terminal.wait_for(BUSY)
        terminal.wait_for("→ 78 %, ")  # (850 - 500) / (850 - 400) = 7/9
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM check_ins WHERE key_result_id = 'k11' AND value = '500'") == [(1,)]


def test_another_programs_change_is_not_undone_into_nonsense(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95 latency")
        with closing(sqlite3.connect(board, isolation_level=None)) as other:
            other.execute("UPDATE key_results SET title = 'renamed meanwhile' WHERE id = 'k11'")
        terminal.wait_for("Another window has changed the board.", "renamed meanwhile")
        terminal.send(b"u")
        terminal.wait_for("Nothing was undone")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT objective_id, title FROM key_results WHERE id = 'k11'") == [("o2", "renamed meanwhile")]


def test_a_board_that_is_locked_at_the_start_is_waited_for_and_opened(board: Path) -> None:
    with locked(board, "EXCLUSIVE"):
        terminal = program(board.parent.parent, "--board", str(board))
        terminal.wait_for("The board is in use", "tries again twice a second")
    with terminal:
        terminal.wait_for("Cut p95 latency", "? help")
        assert quit_program(terminal) == 0
    assert_sound(board)


def test_nobody_has_to_wait_for_a_board_that_is_locked(board: Path) -> None:
    with locked(board, "EXCLUSIVE"), program(board.parent.parent, "--board", str(board), columns=400) as terminal:
        terminal.wait_for("The board is in use")
        assert quit_program(terminal) == 1
        assert "is being written by another program" in terminal.text()
    assert_sound(board)


def test_a_form_is_left_while_the_board_is_locked(board: Path) -> None:
    with opened(board) as terminal:
        open_form(terminal)
        with locked(board):
            leave(terminal, "kept as a draft")
        assert quit_program(terminal) == 0
