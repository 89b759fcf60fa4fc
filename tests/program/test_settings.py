"""Settings, plain signs and no colours, as a terminal sees them."""

import re
from pathlib import Path

import pytest

from tests.program.boards import FORM, KEY_LINE, leave, opened, program, quit_program, wait_until
from tests.terminal import Terminal

FIRST = "Cut p95 latency of the checkout"
_COLOUR = re.compile(rb"\x1b\[([0-9;:]*)m")


def settings_of(folder: Path, text: str) -> Path:
    """A settings file where the program looks for it at home in a folder."""
    path = folder / "config" / "learnboard" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def colours(terminal: Terminal) -> set[bytes]:
    """The codes of colours in all that was written."""
    codes = {code for found in _COLOUR.findall(terminal.bytes_written) for code in re.split(rb"[;:]", found)}
    return {code for code in codes if re.fullmatch(rb"[34][0-9]|9[0-7]|10[0-7]", code)}


@pytest.mark.parametrize("value", ["1", ""], ids=["set", "empty"])
def test_without_colours_no_code_of_a_colour_is_written(board: Path, value: str) -> None:
    with opened(board, env={"NO_COLOR": value}) as terminal:
        terminal.wait_for("▌ Cut p95", KEY_LINE)
        for key, shown in ((b" ", FORM), (b"?", "carry up"), (b"\x10", "What do you want to do?")):
            terminal.send(key)
            terminal.wait_for(shown)
            leave(terminal, shown)
        assert not colours(terminal)
        assert quit_program(terminal) == 0


def test_with_colours_there_are_some(board: Path) -> None:
    with opened(board) as terminal:
        assert colours(terminal)
        assert quit_program(terminal) == 0


@pytest.mark.parametrize("words", [("--ascii", "demo"), ("demo", "--ascii")], ids=" ".join)
def test_plain_signs_may_be_asked_for(tmp_path: Path, words: tuple[str, ...]) -> None:
    with program(tmp_path, *words) as terminal:
        terminal.wait_for("> Cut p95", "! at risk", "o on track", KEY_LINE)
        assert terminal.text().isascii()
        assert quit_program(terminal) == 0


def test_plain_signs_may_be_a_setting(board: Path) -> None:
    settings_of(board.parent.parent, "ascii = true\n")
    with opened(board) as terminal:
        terminal.wait_for("> Cut p95")
        assert terminal.text().isascii()
        assert quit_program(terminal) == 0


def test_a_terminal_without_unicode_gets_plain_signs_by_itself(board: Path) -> None:
    with opened(board, env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}) as terminal:
        terminal.wait_for("> Cut p95")
        assert terminal.text().isascii()
        assert b"\\u" not in terminal.bytes_written
        assert quit_program(terminal) == 0


@pytest.mark.parametrize("language", ["C", "POSIX", "C.UTF-8"])
def test_a_language_that_says_nothing_of_signs_gets_them(board: Path, language: str) -> None:
    with opened(board, env={"LANG": language, "LC_ALL": language}) as terminal:
        terminal.wait_for("▌ Cut p95", "● on track")
        assert quit_program(terminal) == 0


def test_own_keys_and_colours_hold_from_the_start(board: Path) -> None:
    settings_of(board.parent.parent, 'theme = "learnboard-light"\n[keys]\n"board.quit" = "Z"\n')
    with opened(board) as terminal:
        terminal.wait_for(FIRST, "Z quit")
        assert b"48;2;246;246;244" in terminal.bytes_written
        terminal.send(b"q")
        assert quit_program(terminal, b"Z") == 0


@pytest.mark.parametrize(
    "text",
    ["theme = ", 'theme = "none"\nascii = 3\n[keys]\n"card.open" = "g g"\n', "[" * 60_000],
    ids=["no TOML", "three problems", "deep"],
)
def test_a_broken_file_never_stops_the_start(board: Path, text: str) -> None:
    path = settings_of(board.parent.parent, text)
    with opened(board) as terminal:
        terminal.wait_for(FIRST, "settings.toml has ", "Invalid settings")
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    assert path.read_text(encoding="utf-8") == text


def test_all_problems_are_told_with_their_lines_over_the_board(board: Path) -> None:
    settings_of(board.parent.parent, 'theme = "none"\nascii = 3\n[keys]\n"board.undo" = "g g"\n')
    with opened(board) as terminal:
        wait_until(terminal, lambda lines: all(any(f"line {n}: " in line for line in lines) for n in (1, 2, 4)))
        assert quit_program(terminal) == 0
