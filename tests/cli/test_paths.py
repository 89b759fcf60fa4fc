"""Where the board is, and who may read it."""

import os
import pwd
from pathlib import Path

import pytest

from learnboard.cli.paths import data_folder
from tests.builders import EXAMPLE_BOARD
from tests.cli.conftest import refused


def where(result):
    """The board that an import went into."""
    assert (result.code, result.err) == (0, "")
    return Path(result.out.rstrip("\n").partition(" into “")[2].removesuffix("”."))


def test_the_board_is_in_the_data_folder(learnboard, world):
    assert where(learnboard("import", EXAMPLE_BOARD)) == world.parent / "home" / "data" / "learnboard" / "board.db"


@pytest.mark.parametrize("folder", ["", "relative", None])
def test_an_invalid_data_folder_counts_as_not_set(learnboard, monkeypatch, world, folder):
    if folder is None:
        monkeypatch.delenv("XDG_DATA_HOME")
    else:
        monkeypatch.setenv("XDG_DATA_HOME", folder)
    board = where(learnboard("import", EXAMPLE_BOARD))
    assert board == world.parent / "home" / ".local" / "share" / "learnboard" / "board.db"
    assert not list(world.iterdir())


@pytest.mark.parametrize("home", ["", "relative"])
def test_an_invalid_home_counts_as_not_set(monkeypatch, home):
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", home)
    assert data_folder().is_relative_to(pwd.getpwuid(os.getuid()).pw_dir)


@pytest.mark.parametrize(("name", "words"), [("", "--board names no file"), ("~nobody-here/b.db", "unknown user")])
def test_a_board_named_nowhere_is_refused_in_a_sentence(learnboard, name, words):
    assert words in refused(learnboard("--board", name, "show"))


def test_without_home_in_the_environment_the_systems_home_is_used(process):
    process("import", str(EXAMPLE_BOARD), env={"LEARNBOARD_FILE": "board.db"})
    done = process("show", "--json", env={"HOME": None, "XDG_DATA_HOME": None, "LEARNBOARD_FILE": "board.db"})
    assert done.returncode == 0


def test_another_board_is_named_in_the_environment_or_before_the_command(learnboard, monkeypatch, world):
    monkeypatch.setenv("LEARNBOARD_FILE", "mine.db")
    assert where(learnboard("import", EXAMPLE_BOARD)) == world / "mine.db"
    assert where(learnboard("--board", "named.db", "import", EXAMPLE_BOARD)) == world / "named.db"
    monkeypatch.setenv("LEARNBOARD_FILE", "~/tilde.db")
    assert where(learnboard("import", EXAMPLE_BOARD)) == world.parent / "home" / "tilde.db"


def test_a_new_board_is_for_its_owner_alone(learnboard, world):
    old = os.umask(0)
    try:
        board = where(learnboard("import", EXAMPLE_BOARD))
    finally:
        os.umask(old)
    assert board.stat().st_mode & 0o777 == 0o600
    for folder in (board.parent, board.parent.parent, world.parent / "home"):
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [b"", b"no", b"no board " * 1_000, bytes(5_000)])
@pytest.mark.parametrize(
    "words",
    [("show",), ("undo",), ("export",), ("import", EXAMPLE_BOARD), ("check-in", "k11", "1")],
    ids=lambda words: words[0],
)
def test_a_file_that_is_no_board_is_refused_and_left_alone(learnboard, words, content):
    board = Path("board.db")
    board.write_bytes(content)
    assert "board.db” is " in refused(learnboard("--board", board, *words))
    assert board.read_bytes() == content
