"""The program from its start to its end, as a terminal sees it."""

import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program.boards import (
    KEY_LINE,
    asked,
    assert_sound,
    cursor_on,
    modes,
    opened,
    program,
    quit_program,
    wait_until,
)
from tests.terminal import Terminal

FIRST = "Cut p95 latency of the checkout"
# Off: the other screen, mouse, focus, paste, synchronized output; on: the cursor and wrapping.
RESTORED = dict.fromkeys((1000, 1003, 1004, 1006, 1015, 1049, 2004, 2026), False) | {25: True, 7: True}


def assert_restored(terminal: Terminal) -> None:
    """The terminal is as it was. A program that ends at once may never have asked for synchronized output."""
    assert {2026: False} | modes(terminal.bytes_written) == RESTORED


def place_of_k11(board: Path) -> object:
    return asked(board, "SELECT objective_id FROM key_results WHERE id = 'k11'")[0][0]


def labels(board: Path) -> list[tuple[object, ...]]:
    return asked(board, "SELECT label, undone FROM steps ORDER BY id")


@pytest.mark.usefixtures("own_interpreter")
def test_the_demo_shows_the_year_and_says_that_it_goes_away(tmp_path: Path) -> None:
    with program(tmp_path, "demo") as terminal:
        terminal.wait_for(
            *("2026 · I want to be a performance expert", "37 %, expected 38 %", "Rowan in 42 days"),
            *("1 Become the person", "2 Explain performance", "3 Understand where", "4 Grow others without"),
            *("41 %  ! at risk  aspirational", "31 %  ● on track", "610 ms   53 %", "3.9/5   70 %", "3 of 5   60 %"),
            *("! at risk: confidence 4 ↓2", "30 % ▼▼   21 %"),
            "a copy that is deleted",
        )
        assert quit_program(terminal) == 0
        assert_restored(terminal)


@pytest.mark.parametrize("end", ["q", "SIGTERM", "SIGHUP", "closed"])
def test_the_demos_copy_goes_away_however_it_ends(tmp_path: Path, end: str) -> None:
    with program(tmp_path, "demo") as terminal:
        terminal.wait_for(KEY_LINE)
        (copy,) = (tmp_path / "tmp").iterdir()
        assert (copy / "board.db").exists()
        if end == "closed":
            terminal.hang_up()
        elif end == "q":
            terminal.send(b"q")
        else:
            terminal.signal(signal.Signals[end])
        terminal.wait_exit(timeout=30)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_carried_card_is_where_it_was_carried_and_undo_reaches_over_a_restart(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95 latency", "u undo")
        assert quit_program(terminal) == 0
    assert place_of_k11(board) == "o2"
    with opened(board) as terminal:
        terminal.send(b"l")
        wait_until(terminal, cursor_on(FIRST))
        terminal.send(b"u")
        terminal.wait_for("Undid: move “Cut p95 latency")
        wait_until(terminal, cursor_on(FIRST))
        assert quit_program(terminal) == 0
    assert place_of_k11(board) == "o1"
    assert [undone for _, undone in labels(board)] == [1]
    assert_sound(board)


@pytest.mark.parametrize("key", [b"q", b"\x03", b"\x11"], ids=["q", "ctrl+c", "ctrl+q"])
def test_every_door_leaves_the_terminal_as_it_was(board: Path, key: bytes) -> None:
    with opened(board) as terminal:
        assert modes(terminal.bytes_written)[1049]
        assert quit_program(terminal, key) == 0
        assert_restored(terminal)
        assert terminal.bytes_written.count(b"\x1b[<u") == 1
    assert_sound(board)


@pytest.mark.parametrize("form", [b"", b" ", b"?", b"\x10"], ids=["board", "check-in", "help", "palette"])
def test_a_termination_in_any_screen_ends_the_program_in_order(board: Path, form: bytes) -> None:
    with opened(board) as terminal:
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95 latency")
        if form:
            terminal.press(form)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert b"Traceback" not in terminal.bytes_written
    assert place_of_k11(board) == "o2"
    assert_sound(board)


def test_a_hang_up_ends_the_program_in_order(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95 latency")
        terminal.signal(signal.SIGHUP)
        assert terminal.wait_exit() == 0
    assert place_of_k11(board) == "o2"
    assert_sound(board)


def test_a_closed_window_ends_the_program_and_nothing_is_lost(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95 latency")
        terminal.hang_up()
        terminal.wait_exit()
    assert place_of_k11(board) == "o2"
    assert_sound(board)


def test_a_window_closed_while_the_program_draws_ends_it(board: Path) -> None:
    for moment in (0, 2, 4, 7):
        with opened(board) as terminal:
            terminal.send(b"jlkh" * 500)
            terminal.quiet(0.05 + 0.01 * moment, timeout=0.05 + 0.01 * moment)
            terminal.hang_up()
            terminal.wait_exit(timeout=5)


def written_since(terminal: Terminal, before: int) -> Callable[[list[str]], bool]:
    """Whether the program has written anything since its output was that long."""
    return lambda _: len(terminal.bytes_written) > before


@pytest.mark.parametrize("form", [b"", b" ", b"?", b"\x10"], ids=["board", "check-in", "help", "palette"])
def test_no_size_of_the_window_is_too_small(board: Path, form: bytes) -> None:
    with opened(board) as terminal:
        if form:
            terminal.press(form)
        for columns, rows in ((40, 12), (20, 5), (10, 3), (300, 80), (160, 45)):
            before = len(terminal.bytes_written)
            terminal.resize(columns, rows)
            wait_until(terminal, written_since(terminal, before))
            terminal.send(b"" if form else b"jlhk")
        if form:
            terminal.quiet()
            terminal.press(b"\x1b")
            wait_until(terminal, lambda lines: not any("What do you want to do?" in line for line in lines))
        terminal.wait_for(KEY_LINE, "q quit")  # also what the form forbade
        wait_until(terminal, cursor_on(FIRST))
        assert quit_program(terminal) == 0
    assert_sound(board)


def test_of_the_palette_that_waits_only_the_caret_is_painted(board: Path) -> None:
    with opened(board) as terminal:
        terminal.press(b"\x10")
        terminal.wait_for("Edit title", "Copy as a ticket")  # the list is painted a while after the palette
        terminal.quiet()
        before = len(terminal.bytes_written)
        wait_until(terminal, written_since(terminal, before))  # the caret blinks
        terminal.quiet(0.1, timeout=5)
        assert len(terminal.bytes_written) - before < 2_000
        terminal.press(b"\x1b")
        wait_until(terminal, lambda lines: not any("What do you want to do?" in line for line in lines))
        assert quit_program(terminal) == 0


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (5, 40), (200, 1)], ids=str)
def test_a_start_in_a_tiny_window_hurts_nothing(board: Path, size: tuple[int, int]) -> None:
    with program(board.parent.parent, "--board", str(board), columns=size[0], rows=size[1]) as terminal:
        terminal.wait_for_bytes(b"\x1b[?1049h")
        terminal.resize(160, 45)
        terminal.wait_for(KEY_LINE, FIRST)
        assert quit_program(terminal) == 0
    assert labels(board) == []
    assert_sound(board)


@pytest.mark.parametrize("value", ["1", ""], ids=["set", "empty"])
def test_without_colours_the_board_is_read_by_its_signs(board: Path, value: str) -> None:
    with opened(board, env={"NO_COLOR": value}) as terminal:
        terminal.wait_for(FIRST, "? outdated")
        assert quit_program(terminal) == 0
        shades = set(re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.bytes_written))
    assert all(red == green == blue for red, green, blue in shades)


@pytest.mark.parametrize("name", ["dumb", "xterm", "linux", "screen", "no-such-terminal"])
def test_the_board_starts_whatever_the_terminal_calls_itself(board: Path, name: str) -> None:
    with opened(board, env={"TERM": name, "COLORTERM": ""}) as terminal:
        terminal.wait_for(FIRST)
        terminal.send(b"j")
        wait_until(terminal, cursor_on("Raise teams that run"))
        assert quit_program(terminal) == 0


def test_the_board_starts_where_nothing_is_said_of_the_language(board: Path) -> None:
    with opened(board, env={"LANG": "C", "LC_ALL": "C"}) as terminal:
        terminal.wait_for(FIRST)
        assert quit_program(terminal) == 0


def test_a_new_board_is_made_and_invites(tmp_path: Path) -> None:
    board = tmp_path / "new" / "mine.db"
    with program(tmp_path, "--board", str(board)) as terminal:
        for step in ("Welcome to learnboard", "Your name", "1 of 5", "2 of 5", "3 of 5"):
            terminal.wait_for(step)
            terminal.send(b"\x1b")  # each can be skipped
        terminal.wait_for("This board is empty", "begin with a goal", "learnboard demo", KEY_LINE)
        for key in (b"j", b"l", b"L", b"]", b"x", b"u", b"U", b"G"):
            terminal.send(key)
        terminal.wait_for("nothing to redo")
        assert quit_program(terminal) == 0
    assert board.stat().st_mode & 0o777 == 0o600
    assert_sound(board)
