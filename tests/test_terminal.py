"""The harness of the terminal tests and benchmarks, proved on programs of a few lines."""

import sys
from signal import SIGKILL, SIGTERM

import pytest

from tests.terminal import Terminal

# Shows every key it gets in brackets; Q ends it with exit code 3.
ECHO = """
import os, sys, tty
tty.setraw(0)
os.write(1, b"\\x1b[2J\\x1b[H\\x1b[>1u\\x1b[?2026$pready")
answer = b""
while True:
    key = os.read(0, 1)
    if key == b"Q":
        sys.exit(3)
    if key == b"\\x1b" or answer:
        answer += key
        if key == b"y":
            os.write(1, b" synchronized")
            answer = b""
    elif key != b"-":
        os.write(1, b"\\x1b[?2026h\\x1b[2;1H<" + key + b">\\x1b[?2026l")
"""
SIZE = """
import os, signal
def show(*_): os.write(1, b"%d x %d\\n" % os.get_terminal_size())
signal.signal(signal.SIGWINCH, show)
show()
while True: signal.pause()
"""


def python(program: str, **kwargs: int) -> Terminal:
    return Terminal([sys.executable, "-IS", "-c", program], **kwargs)


def test_a_key_is_timed_to_the_frame_that_changed_the_screen():
    with python(ECHO) as terminal:
        started = terminal.wait_for("ready", "synchronized")
        assert 0 < terminal.press(b"a") < 5000
        assert terminal.lines()[:2] == ["ready synchronized", "<a>"]
        assert 0 < started < 20_000


def test_a_key_that_changes_nothing_is_waited_for_in_vain():
    with python(ECHO) as terminal:
        terminal.wait_for("synchronized")
        with pytest.raises(TimeoutError, match=r"time is up.*\n.*ready"):
            terminal.press(b"-", timeout=0.1)


def test_queued_keys_end_with_the_frame_that_shows_the_last_one_and_every_frame_counts():
    with python(ECHO) as terminal:
        terminal.wait_for("synchronized")
        milliseconds, frames = terminal.press_until(b"abcde", "<d>")
        assert milliseconds > 0
        assert frames == 4
        assert terminal.lines()[1] == "<e>"


def test_the_bytes_are_kept_as_written_and_what_the_screen_does_not_know_is_not_shown():
    with python(ECHO) as terminal:
        terminal.wait_for_bytes(b"ready", b"\x1b[>1u")
        assert terminal.bytes_written.startswith(b"\x1b[2J\x1b[H\x1b[>1u\x1b[?2026$pready")
        assert terminal.lines()[0].startswith("ready")


def test_the_exit_code_is_the_programs_own():
    with python(ECHO) as terminal:
        terminal.wait_for("ready")
        terminal.send(b"Q")
        assert terminal.wait_exit() == 3


def test_a_program_that_ends_is_not_waited_for():
    with python("print('last words')") as terminal, pytest.raises(TimeoutError, match=r"ended(.|\n)*last words"):
        terminal.wait_for("never")


def test_a_signal_and_a_kill_are_told_apart_by_the_exit_code():
    with python(ECHO) as terminal:
        terminal.wait_for("ready")
        terminal.signal(SIGTERM)
        assert terminal.wait_exit() == -SIGTERM
    with python(ECHO) as terminal:
        terminal.wait_for("ready")
        assert terminal.kill() == -SIGKILL


def test_a_closed_window_ends_a_program_that_does_not_care():
    with python(SIZE) as terminal:
        terminal.wait_for("x")
        terminal.hang_up()
        assert terminal.wait_exit() < 0


def test_the_program_is_told_the_size_of_the_window_and_of_a_new_one():
    with python(SIZE, columns=100, rows=30) as terminal:
        terminal.wait_for("100 x 30")
        terminal.resize(80, 24)
        terminal.wait_for("80 x 24")


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_the_peak_of_the_memory_holds_what_was_given_back():
    with python("x = bytearray(b'x' * 40_000_000); del x; print('done'); input()") as terminal:
        terminal.wait_for("done")
        assert 40 < terminal.peak_memory_mb < 120


def test_no_setting_of_the_developer_reaches_the_program(monkeypatch):
    for name in ("NO_COLOR", "COLUMNS", "TEXTUAL_THEME", "LEARNBOARD_FILE"):
        monkeypatch.setenv(name, "1")
    with python("import os; print(sorted(os.environ))") as terminal:
        terminal.wait_exit()
        assert "COLORTERM" in terminal.text()
        assert not any(name in terminal.text() for name in ("NO_COLOR", "COLUMNS", "TEXTUAL", "LEARNBOARD"))


def test_a_program_that_is_not_there_says_so_by_its_exit_code():
    with Terminal(["/no/such/program"]) as terminal:
        assert terminal.wait_exit() == 127
