"""What is said of learnboard itself, and of wrong usage."""

import pytest

from learnboard import __version__
from tests.cli.conftest import refused


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_said_by_the_program_and_by_the_parser(learnboard, process, option):
    assert learnboard(option).out == f"learnboard {__version__}\n"
    done = process(option)
    assert (done.returncode, done.stdout.decode()) == (0, f"learnboard {__version__}\n")


def test_help_has_examples_and_every_command(learnboard):
    said = learnboard("--help")
    assert (said.code, said.err) == (0, "")
    assert "examples:\n  learnboard demo " in said.out
    for command in ("demo", "show", "check-in", "export", "import", "compare", "undo", "redo", "schema"):
        assert f"    {command} " in said.out
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
def test_wrong_usage_ends_with_2_and_the_way_it_goes(learnboard, words):
    said = learnboard(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: learnboard")
    assert "error: " in said.err


def test_wrong_usage_echoes_nothing_a_terminal_obeys(learnboard):
    said = learnboard("show", "one.json", "\x1b]0;owned\x07.json")
    assert said.code == 2
    assert "\x1b" not in said.err
    assert "\x07" not in said.err


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_without_a_terminal_no_board_opens(learnboard, process, world, words):
    message = "The board needs a terminal: for a pipe there is “learnboard show”."
    assert refused(learnboard(*words)) == message
    done = process(*words)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", f"learnboard: {message}\n")
    assert not (world.parent / "home").exists()
