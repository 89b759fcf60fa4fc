"""The program is ended, hung up, killed or suspended in the middle of typing: nothing that was typed is lost."""

import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from tests.program.boards import (
    FORM,
    KEY_LINE,
    KEY_RESULTS,
    again_and_again,
    asked,
    assert_sound,
    leave,
    modes,
    open_form,
    opened,
    program,
    quit_from_form,
    quit_program,
    wait_until,
)
from tests.program.test_start import RESTORED, assert_restored
from tests.storage.year import sqlite
from tests.terminal import Terminal

K11 = "Cut p95 latency"
TITLES = "SELECT count(*) FROM key_results"
FROM_BEFORE = "a draft from before"
GUIDE = "Your long-term goal"


def terminated(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == 0
    assert_restored(terminal)


def hung_up(terminal: Terminal) -> None:
    terminal.signal(signal.SIGHUP)
    assert terminal.wait_exit() == 0
    assert_restored(terminal)


def closed(terminal: Terminal) -> None:
    terminal.hang_up()
    terminal.wait_exit()


ENDS = {"SIGTERM": terminated, "SIGHUP": hung_up, "closed": closed}


def end(terminal: Terminal, how: str) -> None:
    """Have the program end; what it had to say of it was no traceback."""
    ENDS[how](terminal)
    assert b"Traceback" not in terminal.bytes_written


def test_a_demo_that_was_asked_for_by_the_guide_ends_the_program_with_it(tmp_path: Path) -> None:
    with program(tmp_path, "--board", str(tmp_path / "mine.db"), columns=80, rows=24) as terminal:
        terminal.wait_for("the example year")
        terminal.send(b"t\r")
        terminal.wait_for("a copy that is deleted", KEY_LINE)
        terminated(terminal)
    assert list((tmp_path / "tmp").iterdir()) == []


def drafts(board: Path) -> str:
    """All drafts on the disk, as text."""
    return "\n".join(str(texts) for (texts,) in asked(board, "SELECT texts FROM drafts"))


def kept_on_disk(board: Path, *texts: str) -> Callable[[], bool]:
    """Whether all these texts stand in drafts on the disk."""
    return lambda: all(text in drafts(board) for text in texts)


def type_check_in(terminal: Terminal) -> None:
    open_form(terminal)
    terminal.send(b"500\t\thalf a no")
    terminal.wait_for("value        500", "half a no▏")


def type_key_result(terminal: Terminal) -> None:
    open_card_form(terminal)
    terminal.send(b"\thalf a descr")
    terminal.wait_for("half a descr▏")


def type_title(terminal: Terminal) -> None:
    terminal.send(b"nhalf a ti")
    terminal.wait_for("half a ti▏")


def open_card_form(terminal: Terminal) -> None:
    """Open the form of the card under the cursor."""
    terminal.send(b"\r")
    terminal.wait_for("enter edit")
    terminal.send(b"\r")
    terminal.wait_for("Key result", FORM)


def open_guide(terminal: Terminal) -> None:
    """Go on from the welcome, without a name, to the first step of the guide."""
    terminal.wait_for("Welcome to learnboard")
    terminal.send(b"\r")
    terminal.wait_for("Your name")
    terminal.send(b"\x1b[27u")
    terminal.wait_for(GUIDE)


def assert_check_in_is_there(terminal: Terminal) -> None:
    open_form(terminal)
    terminal.wait_for("value        500", "half a no", "kept from before")
    terminal.send(b"\x12")  # anew, so that what is typed next is what is found next
    wait_until(terminal, lambda lines: "kept from before" not in "\n".join(lines))
    leave(terminal, FORM)


def assert_key_result_is_there(terminal: Terminal) -> None:
    open_card_form(terminal)
    terminal.wait_for("half a descr", "kept from before")
    terminal.send(b"\x12")
    wait_until(terminal, lambda lines: "kept from before" not in "\n".join(lines))
    leave(terminal, FORM)
    leave(terminal, "enter edit")


def assert_title_is_there(terminal: Terminal) -> None:
    assert "half a ti" not in terminal.text()  # no key result was made of it
    terminal.send(b"n")
    terminal.wait_for("half a ti▏", FROM_BEFORE)
    terminal.send(b"\x1a")  # back to what stood here, which is nothing
    wait_until(terminal, lambda lines: FROM_BEFORE not in "\n".join(lines))
    leave(terminal, "new key result")


def test_what_is_half_typed_is_there_again_however_the_program_ends(board: Path) -> None:
    """Two forms and a title in turn, each ended in all ways."""
    look: Callable[[Terminal], object] = Terminal.quiet
    for how in ENDS:
        for begin, again in (
            (type_check_in, assert_check_in_is_there),
            (type_key_result, assert_key_result_is_there),
            (type_title, assert_title_is_there),
        ):
            with opened(board) as terminal:
                look(terminal)
                begin(terminal)
                end(terminal, how)
            look = again
    with opened(board) as terminal:
        look(terminal)
        assert drafts(board) == ""
        assert quit_program(terminal) == 0
    assert asked(board, TITLES) == [(KEY_RESULTS,)]
    assert asked(board, "SELECT count(*) FROM steps") == [(0,)]
    assert_sound(board)


def test_a_program_told_to_end_ends_also_if_nobody_takes_what_it_writes(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"nhalf")
        terminal.wait_for("half▏")
        for columns in range(100, 120):
            terminal.resize(columns, 45)
            terminal.send(b"?\x1b[27u")
        terminal.signal(signal.SIGTERM)
        terminal.returncode = terminal._process.wait(20)  # without reading
        assert terminal.returncode in (0, -signal.SIGALRM)
    assert "half" in drafts(board)


def test_a_half_typed_step_of_the_guide_is_there_again_however_the_program_ends(tmp_path: Path) -> None:
    board = tmp_path / "boards" / "mine.db"
    typed = ""
    for how in ENDS:
        with program(tmp_path, "--board", str(board)) as terminal:
            open_guide(terminal)
            terminal.wait_for(f"{typed}▏", *(["kept from before"] if typed else []))
            typed += f"to {how} "
            terminal.send(f"to {how} ".encode())
            terminal.wait_for(f"{typed}▏")
            end(terminal, how)
    with program(tmp_path, "--board", str(board)) as terminal:
        open_guide(terminal)
        terminal.wait_for(f"{typed}▏", "kept from before")
        assert asked(board, "SELECT count(*) FROM goals") == [(0,)]
        assert quit_from_form(terminal) == 0
    assert asked(board, "SELECT statement FROM goals") == [(typed.strip(),)]  # escape takes what was typed
    assert_sound(board)


def test_what_was_typed_a_second_before_a_kill_is_there_again(board: Path) -> None:
    with opened(board) as terminal:
        type_check_in(terminal)
        again_and_again(terminal, b"", kept_on_disk(board, "half a no"), timeout=3)
        assert terminal.kill() == -9
    with opened(board) as terminal:
        open_form(terminal)
        terminal.wait_for("value        500", "half a no", "kept from before")
        terminal.send(b"\t\tte\r")
        wait_until(terminal, lambda lines: FORM not in "\n".join(lines))
        assert drafts(board) == ""  # what was saved is a draft no longer
        type_key_result(terminal)
        again_and_again(terminal, b"", kept_on_disk(board, "half a descr"), timeout=3)
        assert terminal.kill() == -9
    assert asked(board, "SELECT note FROM check_ins WHERE value = '500'") == [("half a note",)]
    with opened(board) as terminal:
        open_card_form(terminal)
        terminal.wait_for("half a descr", "kept from before")
        assert quit_from_form(terminal) == 0
    assert_sound(board)


def test_a_title_typed_a_second_before_a_kill_is_there_again(board: Path) -> None:
    """A new title, and one of the board that is typed over."""
    with opened(board) as terminal:
        type_title(terminal)
        again_and_again(terminal, b"", kept_on_disk(board, "half a ti"), timeout=3)
        assert terminal.kill() == -9
    assert asked(board, TITLES) == [(KEY_RESULTS,)]
    with opened(board) as terminal:
        terminal.send(b"n")
        terminal.wait_for("half a ti▏", FROM_BEFORE)
        terminal.send(b"tle\r")
        wait_until(terminal, lambda _: asked(board, TITLES) == [(KEY_RESULTS + 1,)])
        terminal.send(b"\x1b")
        wait_until(terminal, lambda lines: "new key result" not in "\n".join(lines))
        assert drafts(board) == ""  # what was kept is a draft no longer
        terminal.send(b"E\x15Half a ti")
        again_and_again(terminal, b"", kept_on_disk(board, "Half a ti"), timeout=3)
        assert terminal.kill() == -9
    assert asked(board, "SELECT count(*) FROM key_results WHERE title = 'half a title'") == [(1,)]
    assert asked(board, "SELECT count(*) FROM objectives WHERE title LIKE 'Half a ti%'") == [(0,)]
    with opened(board) as terminal:
        terminal.send(b"E")
        terminal.wait_for("Half a ti▏", FROM_BEFORE)
        terminal.send(b"tle\r")
        wait_until(terminal, lambda _: drafts(board) == "")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM objectives WHERE title = 'Half a title'") == [(1,)]
    assert_sound(board)


def stopped(terminal: Terminal) -> bool:
    """Whether the program is suspended."""
    return bool(terminal._process.status() == psutil.STATUS_STOPPED)


def test_ctrl_z_suspends_the_program_on_the_board_and_undoes_in_a_field(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"\x1a")
        again_and_again(terminal, b"", lambda: stopped(terminal))
        terminal.quiet()
        before = len(terminal.bytes_written)
        terminal.signal(signal.SIGCONT)
        again_and_again(terminal, b"", lambda: b"\x1b[?1049h" in terminal.bytes_written[before:])
        open_form(terminal)
        terminal.send(b"500")
        terminal.wait_for("value        500▏")
        terminal.send(b"\x1a")
        terminal.wait_for("value        430▏")
        assert not stopped(terminal)
        assert quit_from_form(terminal) == 0
        assert_restored(terminal)


def taken(terminal: Terminal, times: int) -> bool:
    """Whether the program has taken the terminal so often."""
    return terminal.bytes_written.count(b"\x1b[?1049h") == times


def test_a_program_told_to_go_on_without_having_been_stopped_goes_on_and_leaves(board: Path) -> None:
    with opened(board) as terminal:
        for times in (2, 3):
            terminal.signal(signal.SIGCONT)
            again_and_again(terminal, b"", partial(taken, terminal, times))
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95")
        assert quit_program(terminal) == 0
        assert_restored(terminal)


def test_a_suspended_program_gives_the_terminal_back_and_comes_back_with_what_changed_meanwhile(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"L")
        terminal.wait_for("Moved “Cut p95")
        open_form(terminal)
        terminal.send(b"500")
        terminal.wait_for("value        500")
        terminal.signal(signal.SIGTSTP)
        again_and_again(terminal, b"", lambda: stopped(terminal))
        terminal.quiet()
        given = modes(terminal.bytes_written)
        assert {mode: given[mode] for mode in RESTORED if mode in given} == {
            mode: on for mode, on in RESTORED.items() if mode in given
        }
        assert given[1049] is False
        sqlite(board, "UPDATE key_results SET title = 'renamed meanwhile' WHERE id = 'k12'")
        before = len(terminal.bytes_written)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("renamed meanwhile", "value        500", FORM)
        assert b"\x1b[?1049h" in terminal.bytes_written[before:]
        again_and_again(terminal, b"", lambda: b"Explain performance" in terminal.bytes_written[before:])  # all of it
        terminal.send(b"\x13")
        terminal.wait_for("500 ms")
        assert quit_program(terminal) == 0
        assert_restored(terminal)
        assert b"Traceback" not in terminal.bytes_written
    assert asked(board, "SELECT count(*) FROM check_ins WHERE value = '500'") == [(1,)]
    assert_sound(board)
