"""The mentor's view in a terminal of its own: what is lost when it is killed, and what strangers' words do to it."""

import json
from pathlib import Path

import pytest

from tests.builders import EXAMPLE_YEAR
from tests.program.boards import again_and_again, modes, program, quit_program
from tests.program.test_hostile_titles import hostile_document
from tests.program.test_typing import harmless
from tests.terminal import Terminal

JUNE = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
HALF = "What would you do if the fraud call could not change?"


def opened(folder: Path, *paths: Path, columns: int = 160, rows: int = 45) -> Terminal:
    """Open snapshots in a mentor's home; the first frame has been painted."""
    terminal = program(folder, "mentor", *map(str, paths), columns=columns, rows=rows)
    terminal.wait_for("? help")
    return terminal


def wait_for_letter(terminal: Terminal, folder: Path, text: str) -> None:
    """Wait until a letter on the disk has the text."""
    draft_store = folder / "data"
    again_and_again(
        terminal,
        b"",
        lambda: any(text in file.read_text(encoding="utf-8") for file in draft_store.glob("**/mentor/*/*.json")),
    )


def test_what_was_half_typed_is_there_again_after_kill_9(tmp_path: Path) -> None:
    with opened(tmp_path, JUNE) as terminal:
        terminal.send(b"c" + HALF.encode())
        wait_for_letter(terminal, tmp_path, HALF)
        assert terminal.kill() == -9
    with opened(tmp_path, JUNE) as terminal:
        terminal.send(b"c")
        terminal.wait_for(HALF, "kept from before")
        terminal.send(b"\x1b[27u")
        assert quit_program(terminal) == 0


def test_what_was_written_is_there_again_after_kill_9_and_its_terminal_is_given_back_in_order(tmp_path: Path) -> None:
    with opened(tmp_path, JUNE) as terminal:
        terminal.send(b"c" + HALF.encode() + b"\x13")
        wait_for_letter(terminal, tmp_path, HALF)
        terminal.kill()
    with opened(tmp_path, JUNE) as terminal:
        terminal.send(b"4")
        terminal.wait_for("What you wrote   1 item", HALF)
        terminal.send(b"q")
        terminal.wait_for("1 item is not written to a file yet: w writes it, q leaves.")
        assert quit_program(terminal) == 0
        assert not any(modes(terminal.bytes_written)[mode] for mode in (1049, 1000, 2004))


@pytest.mark.parametrize("size", [(160, 45), (80, 24)], ids=str)
def test_no_text_of_a_stranger_presses_a_key_or_reaches_the_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    file = tmp_path / "from-a-stranger.learnboard.json"
    file.write_text(json.dumps(hostile_document()), encoding="utf-8")
    with opened(tmp_path, file, columns=size[0], rows=size[1]) as terminal:
        for view in (b"1", b"3", b"4"):
            terminal.send(view + b"\x1b[6~" * 12 + b"Gg")
        for column in range(4):
            terminal.send(b"2" + b"l" * column + b"G\r\x1b[6~\x1b[6~")
            terminal.wait_for("esc back")
            terminal.send(b"q")
        terminal.send(b"1c")
        terminal.wait_for("kept as a draft")
        terminal.send(b"\x1b[27uq")
        assert terminal.wait_exit(timeout=30) == 0
        harmless(terminal.bytes_written)
