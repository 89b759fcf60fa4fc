"""An error of the program itself: what was typed is kept, the terminal is given back, and a report is left."""

import stat
import sys
from pathlib import Path

import pytest

from tests.program.boards import FORM, KEY_LINE, asked, assert_sound, environment, open_form, opened
from tests.program.test_start import assert_restored
from tests.terminal import Terminal

SECRET = "Cut p95 latency"
PROGRAM = """
import sys
from pathlib import Path
from learnboard.__main__ import main
{patch}
sys.exit(main())
"""
CLOCK = """
from learnboard.ui.app import LearnboardApp
def fail(app, wanted=Path({trigger!r})):
    if wanted.exists():
        title = app.session.board.columns[0].cards[0].key_result.title
        raise ZeroDivisionError("divided\\x1b[31m by nothing")
LearnboardApp._poll = fail
"""
READER = """
from learnboard.ui.terminal.driver import InputReader
read = InputReader.read
def fail(self, data):
    if b"!" in data:
        raise UnicodeError("cannot read")
    return read(self, data)
InputReader.read = fail
"""
COMMAND = """
import learnboard.cli.commands.files as files
def fail(options):
    raise KeyError("show")
files.show = fail
"""


def patched(folder: Path, patch: str, *arguments: str, columns: int = 300) -> Terminal:
    """The program with a fault in it."""
    code = PROGRAM.format(patch=patch)
    return Terminal([sys.executable, "-c", code, *arguments], columns, 45, environment(folder))


def report_of(folder: Path) -> Path:
    return folder / "data" / "learnboard" / "crash-report.txt"


def said(terminal: Terminal) -> str:
    """What the program said when it had left the screen."""
    return terminal.bytes_written.rpartition(b"\x1b[?1006l")[2].decode()


def test_an_error_while_a_title_is_typed_keeps_it_and_leaves_a_report(board: Path) -> None:
    folder = board.parent.parent
    report_of(folder).parent.mkdir(parents=True)
    report_of(folder).write_text("the last one")
    trigger = folder / "now"
    with patched(folder, CLOCK.format(trigger=str(trigger)), "--board", str(board)) as terminal:
        terminal.wait_for(KEY_LINE)
        terminal.send(b"nhalf a thought")
        terminal.wait_for("half a thought▏")
        trigger.touch()
        assert terminal.wait_exit() == 1
        assert_restored(terminal)
        expected = "An error of the program itself has ended it (ZeroDivisionError); the report is in"
        assert said(terminal) == f"learnboard: {expected} {report_of(folder)}.\r\n"
    assert asked(board, "SELECT texts FROM drafts WHERE form = 'new key result'") == [('{"title": "half a thought"}',)]
    assert_sound(board)
    text = report_of(folder).read_text()
    assert stat.S_IMODE(report_of(folder).stat().st_mode) == 0o600
    assert [found.name for found in report_of(folder).parent.iterdir()] == ["crash-report.txt"]
    assert "ZeroDivisionError: divided by nothing" in text
    assert "in fail" in text
    assert SECRET not in text
    assert "the last one" not in text


def test_an_error_while_a_form_is_open_keeps_what_stands_in_it(board: Path) -> None:
    folder = board.parent.parent
    with patched(folder, READER, "--board", str(board)) as terminal:
        terminal.wait_for(KEY_LINE)
        open_form(terminal)
        terminal.send(b"\x15500\thalf a note")
        terminal.wait_for("half a note▏")
        terminal.send(b"!")
        assert terminal.wait_exit() == 1
        assert_restored(terminal)
        assert said(terminal).startswith("learnboard: An error of the program itself has ended it (UnicodeError); ")
        assert said(terminal).count("\n") == 1
    with opened(board) as terminal:
        open_form(terminal)
        terminal.wait_for("value        500", "half a note", "kept from before", FORM)


def test_an_error_of_a_command_is_one_sentence_and_a_report(tmp_path: Path) -> None:
    with patched(tmp_path, COMMAND, "show", "x") as terminal:
        assert terminal.wait_exit() == 1
        what = "An error of the program itself has ended it (KeyError)"
        assert terminal.bytes_written.decode() == f"learnboard: {what}; the report is in {report_of(tmp_path)}.\r\n"
    assert "KeyError: 'show'" in report_of(tmp_path).read_text()


@pytest.mark.parametrize("obstacle", ["a file", "a folder"])
def test_a_report_that_cannot_be_written_is_told(tmp_path: Path, obstacle: str) -> None:
    if obstacle == "a file":
        (tmp_path / "data").write_text("in the way")
    else:
        report_of(tmp_path).mkdir(parents=True)
    with patched(tmp_path, COMMAND, "show", "x") as terminal:
        assert terminal.wait_exit() == 1
        line = terminal.bytes_written.decode()
    assert line.startswith(
        "learnboard: An error of the program itself has ended it (KeyError); its report could not be"
    )
    assert line.count("\n") == 1
    assert ("(File exists)" if obstacle == "a file" else "is a folder") in line
