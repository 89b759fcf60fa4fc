"""Two windows on one board: each shows what the other did without a key, and neither writes over it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

import pytest

from tests.program.boards import (
    FORM,
    asked,
    assert_sound,
    cursor_on,
    leave,
    open_form,
    opened,
    quit_program,
    wait_until,
)
from tests.storage.year import sqlite
from tests.terminal import Terminal

SOON = 2.0
"""Seconds until the other window must show a change: one is promised, and the machine may be busy."""
K11 = "Cut p95 latency"
_SECOND_COLUMN = 40


@pytest.fixture
def windows(board: Path) -> Iterator[tuple[Terminal, Terminal]]:
    """The board in two windows."""
    with ExitStack() as stack:
        yield stack.enter_context(opened(board)), stack.enter_context(opened(board))


def shows_soon(window: Terminal, holds: Callable[[list[str]], object]) -> None:
    """The window's screen is as wished within the time that is promised, and no key was pressed in it."""
    began = perf_counter()
    wait_until(window, holds, timeout=SOON)
    assert perf_counter() - began < SOON


def has(*texts: str) -> Callable[[list[str]], bool]:
    """Whether all the texts stand on the screen at once."""
    return lambda lines: all(text in "\n".join(lines) for text in texts)


def first_column_has_k11(lines: list[str]) -> bool:
    """Whether the first card of the year still stands in the first column, which no form covers."""
    return any(0 <= line.find(K11) < _SECOND_COLUMN for line in lines[:-2])  # under it is told what was done


def first_column_lacks_k11(lines: list[str]) -> bool:
    """Whether it was carried away."""
    return not first_column_has_k11(lines)


def without(text: str) -> Callable[[list[str]], bool]:
    """Whether a text is nowhere on the screen."""
    return lambda lines: not any(text in line for line in lines)


def save(window: Terminal) -> None:
    """Save the form on top: it closes."""
    window.wait_for(FORM)  # to its last line: a screen is painted from its top
    window.send(b"\x13")
    wait_until(window, without(FORM))


def open_card_form(window: Terminal, shown: str) -> None:
    """Open the form of the card under the cursor."""
    window.send(b"\r")
    window.wait_for("enter edit")
    window.send(b"\r")
    window.wait_for("Key result", shown, FORM)


def test_what_one_window_does_the_other_shows_within_a_second(windows: tuple[Terminal, Terminal], board: Path) -> None:
    one, other = windows
    one.send(b"L")
    one.wait_for("Moved “Cut p95 latency")
    shows_soon(other, first_column_lacks_k11)
    assert cursor_on(K11)(other.lines())  # it stays on the card it was on

    open_form(one)
    one.send(b"500")
    save(one)
    one.wait_for("500 ms")
    shows_soon(other, has("500 ms"))

    other.send(b"u")  # the other window takes back what this one did
    other.wait_for("Undid: check in")
    shows_soon(one, without("500 ms"))
    one.send(b"u")
    one.wait_for("Undid: move")
    shows_soon(other, first_column_has_k11)
    other.send(b"U")
    other.wait_for("Redid: move")
    shows_soon(one, first_column_lacks_k11)

    one.send(b"u")
    one.wait_for("Undid: move")
    shows_soon(other, first_column_has_k11)

    # Behind a form too, and what is typed in it stays.
    open_form(other)
    other.send(b"510\t\tslower than it was")
    other.wait_for("510", "slower than it was▏")
    one.send(b"L")
    one.wait_for("Moved “Cut p95 latency")
    shows_soon(other, first_column_lacks_k11)
    other.wait_for("value        510", "slower than it was▏")
    other.send(b", still")
    other.wait_for("slower than it was, still▏")
    save(other)  # nothing of a check-in was changed by the move
    shows_soon(one, has("510 ms"))
    assert quit_program(one) == quit_program(other) == 0
    assert asked(board, "SELECT note FROM check_ins WHERE value = '510'") == [("slower than it was, still",)]
    assert asked(board, "SELECT objective_id FROM key_results WHERE id = 'k11'") == [("o2",)]
    assert_sound(board)


def test_a_field_that_the_other_window_changed_is_not_written_over(
    windows: tuple[Terminal, Terminal], board: Path
) -> None:
    one, other = windows
    open_card_form(other, "Cut p95 latency")
    other.send(b"\x15Mine\tand why")
    other.wait_for("title          Mine", "and why▏")
    one.send(b"e\x15Theirs\r")
    one.wait_for("u undo", "Theirs")
    other.send(b"\x13")
    other.wait_for("“Theirs” was changed by another", "title          Mine", "and why▏", FORM)
    other.send(b"\x1b[Z\x15Ours\x13")  # and again, with another text: what was seen is as old as before
    other.wait_for("title          Ours", FORM)
    other.quiet()
    title = asked(board, "SELECT title, description FROM key_results WHERE id = 'k11'")
    assert title == [("Theirs", "")]

    leave(other, FORM)  # as the refusal says: opened again, it stands on what is there now, the texts as a draft
    other.send(b"\r")
    other.wait_for("Ours", "and why", "kept from before")
    save(other)
    assert asked(board, "SELECT title, description FROM key_results WHERE id = 'k11'") == [("Ours", "and why")]

    other.wait_for("enter edit")
    other.send(b"\r")
    other.wait_for("Key result", "Ours▏", FORM)
    other.send(b"\t\x15and why not")
    other.wait_for("and why not▏")
    one.send(b"e\x15Theirs again\r")
    one.wait_for("u undo", "Theirs again")
    save(other)  # another field than the one that was changed there
    assert asked(board, "SELECT title, description FROM key_results WHERE id = 'k11'") == [
        ("Theirs again", "and why not")
    ]
    leave(other, "Check-ins")
    assert quit_program(one) == quit_program(other) == 0
    assert_sound(board)


def test_undo_takes_nothing_back_where_the_rows_are_others_by_now(
    windows: tuple[Terminal, Terminal], board: Path
) -> None:
    one, other = windows
    one.send(b"L")
    one.wait_for("Moved “Cut p95 latency")
    sqlite(board, "UPDATE key_results SET title = 'renamed meanwhile' WHERE id = 'k11'")
    for window in windows:
        shows_soon(window, has("renamed meanwhile"))
        window.send(b"u")
        window.wait_for("“renamed meanwhile” (key result) was", "Nothing was undone")
    kept = asked(board, "SELECT objective_id, title FROM key_results WHERE id = 'k11'")
    assert kept == [("o2", "renamed meanwhile")]
    assert asked(board, "SELECT undone FROM steps") == [(0,)]

    # Nor is done again what was taken back here, where something else was done there.
    one.send(b"jE\x15mine\r")
    one.wait_for("mine", "u undo")
    one.send(b"u")
    one.wait_for("Undid: ", "U redo")
    other.send(b"e\x15Theirs\r")
    other.wait_for("Theirs", "u undo")
    shows_soon(one, has("Theirs"))
    one.send(b"U")
    one.wait_for("There is nothing to redo")
    assert asked(board, "SELECT objective_id, title FROM key_results WHERE id = 'k11'") == [("o2", "Theirs")]
    assert quit_program(one) == quit_program(other) == 0
    assert_sound(board)
