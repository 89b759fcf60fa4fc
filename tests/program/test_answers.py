"""What a terminal sends by itself, and what only some terminals send, through the real program."""

from pathlib import Path

import pytest

from tests.program.boards import asked, assert_sound, cursor_on, leave, open_form, opened, quit_program, wait_until
from tests.terminal import Terminal
from tests.ui.terminal.streams import ANSWERS, BROKEN_KEYS

STEPS = "SELECT count(*) FROM steps"
FIRST, SECOND = "Cut p95 latency", "Raise teams that run"
PAUSE = 0.07
"""Seconds, more than escape waits for a character behind it."""


def in_pieces(terminal: Terminal, data: bytes) -> None:
    """Send byte by byte, with pauses."""
    for at in range(len(data)):
        terminal.send(data[at : at + 1])
        terminal.quiet(0.003)


def test_no_answer_whole_or_in_pieces_does_anything_on_the_board(board: Path) -> None:
    with opened(board) as terminal:
        terminal.quiet(0.3)
        before = terminal.lines()
        terminal.send(b"".join((*ANSWERS, *BROKEN_KEYS)))
        in_pieces(terminal, b"".join((*ANSWERS[::3], *BROKEN_KEYS[::3])))
        terminal.quiet(0.3)
        assert terminal.lines() == before
        terminal.send(b"j")
        wait_until(terminal, cursor_on(SECOND), timeout=5)
        assert quit_program(terminal) == 0
    assert asked(board, STEPS) == [(0,)]
    assert_sound(board)


def test_a_title_that_is_typed_between_answers_is_what_was_typed(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"n")
        terminal.wait_for("new key result")
        for letter, answer in zip(b"a title", ANSWERS, strict=False):
            terminal.send(bytes([letter]) + answer)
        in_pieces(terminal, b"!" + ANSWERS[0] + b"?" + ANSWERS[5])
        terminal.send(b"\x1b]11;rgb:00")  # and one that never ends
        terminal.quiet(1.2)
        terminal.send(b".\r\x1b[27u")
        wait_until(terminal, lambda _: asked(board, STEPS) == [(1,)], timeout=5)
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT count(*) FROM key_results WHERE title = 'a title!?.'") == [(1,)]


def test_escape_and_a_letter_at_once_are_one_key_that_does_nothing_and_apart_they_are_two(board: Path) -> None:
    with opened(board) as terminal:
        terminal.send(b"\x1bj\x1b\x7f\x1bd\x1bL")
        terminal.quiet(0.2)
        wait_until(terminal, cursor_on(FIRST), timeout=5)
        terminal.send(b"\x1b")
        terminal.quiet(PAUSE)
        terminal.send(b"j")
        wait_until(terminal, cursor_on(SECOND), timeout=5)
        terminal.send(b"na b")
        terminal.wait_for("a b▏")
        terminal.send(b"\x1bq\x1b1c")  # nothing is bound to alt and q, and neither leaves the line nor is typed
        terminal.wait_for("a bc▏")
        terminal.send(b"\r")
        wait_until(terminal, lambda _: asked(board, STEPS) == [(1,)], timeout=5)
        leave(terminal, "new key result")
        assert quit_program(terminal) == 0
    assert asked(board, STEPS) == [(1,)]


@pytest.mark.parametrize(
    "keys",
    [
        b"\x1b[57412u\x1b[57401u\x1b[57409u\x1b[57404u\x1b[57414u",
        b"\x1b[57412;129u\x1b[57401;129u\x1b[57409;129u\x1b[57404;129u\x1b[57414;129u",
        b"\x1bOm\x1bOr\x1bOn\x1bOu\x1bOM",
    ],
    ids=["by number", "num lock", "by letter"],
)
def test_the_number_pad_fills_in_a_check_in(board: Path, keys: bytes) -> None:
    with opened(board) as terminal:
        open_form(terminal)
        terminal.send(b"\x15" + keys)
        terminal.wait_for("Really? -2.5 ms is negative", timeout=5)
        terminal.send(b"\r")
        wait_until(terminal, lambda _: asked(board, STEPS) == [(1,)], timeout=5)
    assert asked(board, "SELECT value FROM check_ins ORDER BY rowid DESC LIMIT 1") == [("-2.5",)]
