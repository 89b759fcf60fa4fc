"""What is said of learnboard itself, and of wrong usage."""

from pathlib import Path

import pytest

from learnboard import __version__
from learnboard.cli import main
from learnboard.cli.parser import parse
from tests.cli.conftest import refused


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_printed_with_and_without_the_parser(learnboard, process, option):
    assert learnboard(option).out == f"learnboard {__version__}\n"
    done = process(option)
    assert (done.returncode, done.stdout.decode()) == (0, f"learnboard {__version__}\n")


def test_help_has_examples_and_every_command(learnboard):
    result = learnboard("--help")
    assert (result.code, result.err) == (0, "")
    assert "examples:\n  learnboard demo " in result.out
    for command in ("demo", "show", "check-in", "export", "import", "compare", "undo", "redo", "schema"):
        assert f"    {command} " in result.out
        assert learnboard(command, "--help").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("show", "--jason"),
        ("show", "--js"),
        ("import",),
        ("compare", "one"),
        ("export", "--profile", "secret"),
        ("check-in", "k11", "1", "--confidence", "high"),
        ("check-in", "k11", "1", "2"),
        ("schema", "dance"),
    ],
)
def test_wrong_usage_exits_with_2_and_prints_the_usage(learnboard, words):
    result = learnboard(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("usage: learnboard")
    assert "error: " in result.err


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        (("mentor", "a", "--ascii", "b"), "paths", [Path("a"), Path("b")]),
        (("compare", "a", "--json", "b"), "new", Path("b")),
        (("show", "--json", "a"), "file", Path("a")),
        (("import", "--dry-run", "a", "--replace"), "file", Path("a")),
    ],
)
def test_options_may_stand_between_names(words, name, value):
    assert getattr(parse(words), name) == value


def test_the_usage_names_all_arguments_though_options_are_read_first(learnboard):
    assert " KR [VALUE]\n" in learnboard("check-in", "--note").err


def test_wrong_usage_echoes_no_control_character(learnboard):
    result = learnboard("show", "one.json", "\x1b]0;owned\x07.json")
    assert result.code == 2
    assert "\x1b" not in result.err
    assert "\x07" not in result.err


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_without_a_terminal_no_board_opens(learnboard, process, world, words):
    message = "The board needs a terminal: for a pipe there is “learnboard show”."
    assert refused(learnboard(*words)) == message
    done = process(*words)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"learnboard: {message}\n")
    assert not (world.parent / "home").exists()


@pytest.mark.parametrize("words", [(), ("--board", "x.db"), ("demo",), ("mentor", "a.json"), ("mentor", "a", "b")])
def test_the_first_screens_are_understood_as_the_parser_understands_them(words):
    """It takes as long to import as the smallest board to read, so these do without."""
    assert vars(main._parse(words)) | {"version": None} == vars(parse(words))
