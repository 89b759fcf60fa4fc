"""A long text in the user's own editor: a private file, what it saves is in the field, and a failure loses nothing."""

import stat
from pathlib import Path

import pytest

from tests.program.boards import asked, assert_sound, opened, quit_program
from tests.terminal import Terminal

ADD = '#!/bin/sh\nstat -c "%a %A" "$1" > "$REPORT"; cat "$1" >> "$REPORT"\nprintf "%b" "$TEXT" > "$1"\n'


def description(terminal: Terminal) -> None:
    """Open the form of the first card, with the caret in its description."""
    terminal.send(b"\r")
    terminal.wait_for("enter edit")
    terminal.send(b"\r")
    terminal.wait_for("kept as a draft")
    terminal.send(b"\t")
    terminal.wait_for("ctrl+o your editor")


def editor(folder: Path, script: str) -> Path:
    path = folder / "editor.sh"
    path.write_text(script)
    path.chmod(0o700)
    return path


def test_what_an_editor_saves_is_in_the_field_and_its_file_was_private_and_is_gone(board: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    env = {
        "EDITOR": f"sh {editor(tmp_path, ADD)}",
        "REPORT": str(report),
        "TEXT": "\ufefffirst\\nse\\033[2Jcond\\r\\n",
    }
    with opened(board, env=env) as terminal:
        description(terminal)
        terminal.send(b"\x0f")
        terminal.wait_for("second▏")
        terminal.send(b"\x1a")  # one step of the field's history
        terminal.wait_for("description")
        terminal.send(b"\x19")
        terminal.wait_for("second▏")
        terminal.send(b"\x13")
        terminal.wait_for("u undo")
        assert quit_program(terminal, b"\x1b[27uq") == 0
    assert asked(board, "SELECT description FROM key_results WHERE id = 'k11'") == [("first\nsecond",)]
    assert report.read_text().startswith("600 -rw-------\n")
    assert list((board.parent.parent / "tmp").iterdir()) == []
    assert_sound(board)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("no-such-editor-here", "did not start"),
        ("false", "“false” ended"),
        ("'open", "is not a"),
    ],
)
def test_an_editor_that_fails_is_told_and_the_text_is_as_it_was(board: Path, command: str, said: str) -> None:
    with opened(board, env={"EDITOR": command, "VISUAL": ""}) as terminal:
        description(terminal)
        terminal.send(b" and more")
        terminal.wait_for("and more▏")
        terminal.send(b"\x0f")
        terminal.wait_for(said, "and more▏")
        terminal.send(b"\x13")
        terminal.wait_for("u undo")
        assert quit_program(terminal, b"\x1b[27uq") == 0
    ((text,),) = asked(board, "SELECT description FROM key_results WHERE id = 'k11'")
    assert str(text).endswith("and more")


def test_a_file_that_is_no_text_leaves_the_field_as_it_was(board: Path, tmp_path: Path) -> None:
    script = editor(tmp_path, '#!/bin/sh\nprintf "\\377\\376" > "$1"\n')
    assert stat.S_IMODE(script.stat().st_mode) == 0o700
    with opened(board, env={"VISUAL": str(script)}) as terminal:
        description(terminal)
        terminal.send(b"kept\x0f")
        terminal.wait_for("What the editor", "kept▏")
        assert quit_program(terminal, b"\x1b[27u\x1b[27uq") == 0
