"""A board that is named and not there: every command refuses, and none makes one by mistake."""

from pathlib import Path

import pytest

from learnboard.cli.main import _COMMANDS
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR
from tests.cli.conftest import refused

NEEDS_NONE = {"mentor", "compare", "schema", "settings", "demo"}
"""Commands that read no board."""
MAKES_ONE = {"open", "import"}
"""`learnboard --board NEW` and `import` are how a new board is made."""
WORDS = {
    "show": [(), ("--json",), ("--as-of", "2026-06-01")],
    "export": [(), ("--story",), ("--for", "rowan"), ("--format", "ics", "-o", "-"), ("--table", "goals")],
    "upward": [("--upward", "hazel")],
    "record": [("--record", "speaker")],
    "plan": [(), ("-o", "plan.html")],
    "agreement": [("rowan",)],
    "actions": [(), ("--json",)],
    "lint": [(), ("--json",)],
    "check-in": [("k11", "5")],
    "log": [("30", "queueing")],
    "digest": [("--week",), ("--year",)],
    "timer": [("start",), ("stop",), ("status",)],
    "week": [()],
    "undo": [(), ("--skip",)],
    "redo": [()],
    "backup": [(), ("stick.db",)],
    "restore": [(), ("1",), ("nowhere.db",)],
    "doctor": [(), ("--repair",), ("--json",)],
}
TYPED = {"upward": "export", "record": "export", "digest": "log"}
"""What is typed for a command that is an option of another."""


def test_every_command_is_in_the_table():
    assert {*WORDS, *NEEDS_NONE, *MAKES_ONE} == _COMMANDS.keys()


@pytest.mark.parametrize("by", ["option", "environment"])
@pytest.mark.parametrize("command", WORDS)
def test_a_named_board_that_is_missing_is_refused(learnboard, monkeypatch, command, by):
    named = ("--board", "typo.db") if by == "option" else ()
    if by == "environment":
        monkeypatch.setenv("LEARNBOARD_FILE", "typo.db")
    for words in WORDS[command]:
        result = learnboard(*named, TYPED.get(command, command), *words)
        assert result.code == 1, words
        assert "typo.db" in result.out + result.err or words == ("nowhere.db",)
        assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["show", "plan", "undo", "doctor"])
def test_what_makes_a_named_board_is_said_with_its_name(learnboard, command, monkeypatch):
    result = learnboard("--board", "my typo.db", command)
    said = "“learnboard --board 'my typo.db'” makes one, “learnboard --board 'my typo.db' import FILE” fills one."
    assert said in result.out + result.err
    monkeypatch.setenv("LEARNBOARD_FILE", "my typo.db")  # as long as it is set, there is no need to
    result = learnboard(command)
    assert "“learnboard” makes one, “learnboard import FILE” fills one." in result.out + result.err


def test_importing_what_needs_a_board_makes_none(learnboard):
    feedback = EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"
    assert "There is no board" in refused(learnboard("--board", "typo.db", "import", feedback))
    assert learnboard("--board", "typo.db", "import", "--dry-run", EXAMPLE_BOARD).code == 0
    assert list(Path().iterdir()) == []
