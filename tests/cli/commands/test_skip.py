"""A step whose row was changed outside learnboard: undo says so, and it can be skipped."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from learnboard.service.opening import create
from tests.cli.conftest import refused

BOARD = Path("board.db")


def edit(path, sql):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(sql)


@pytest.fixture
def blocked(learnboard, year):
    """A board of its own on which two steps were done, the second of which another program has written into."""
    year("backup", BOARD)
    commands = lambda *words: learnboard("--board", BOARD, *words)  # noqa: E731
    assert commands("check-in", "k11", "480", "--note", "first").code == 0
    assert commands("check-in", "k12", "3", "--note", "second").code == 0
    edit(BOARD, "UPDATE check_ins SET note = 'by hand' WHERE note = 'second'")
    return commands


def notes(commands):
    commands("export", "--profile", "full", "--anyway", "-o", "x.json", "--force")
    return {row["note"] for row in json.loads(Path("x.json").read_text())["check_ins"]}


def test_undo_offers_to_skip_the_step_and_then_goes_on_with_the_one_before(blocked):
    said = refused(blocked("undo"))
    assert (
        "was changed by another program since then. Nothing was undone. “learnboard --board board.db undo --skip”"
        in said
    )
    assert "“learnboard --board board.db undo --skip” leaves it as it is" in blocked("doctor").out
    skipped = blocked("undo", "--skip")
    assert (skipped.code, skipped.out[:27]) == (0, "Skipped, and left as it is:")
    assert skipped.out.endswith("“learnboard --board board.db undo” goes on with the step before it.\n")
    assert blocked("undo").code == 0
    assert {"by hand"} <= notes(blocked)
    assert "first" not in notes(blocked)
    assert blocked("doctor").code == 0
    assert blocked("redo").code == 0
    assert {"by hand", "first"} <= notes(blocked)


def test_a_step_that_what_was_skipped_belongs_to_can_be_skipped_as_well(blocked):
    """Whatever was skipped, no step is left that can neither be undone nor skipped."""
    assert blocked("undo", "--skip").code == 0
    assert blocked("undo").code == 0
    before = notes(blocked)
    said = refused(blocked("undo"))  # the import, whose key result has the check-in that was skipped
    assert said.startswith("What is on the board now belongs to what that step added. Nothing was undone. “learnboard")
    skipped = blocked("undo", "--skip")
    assert skipped.out.startswith("Skipped, and left as it is: import ")
    assert refused(blocked("undo")) == "There is nothing to undo: earlier steps are kept as history only."
    assert notes(blocked) == before


def test_a_step_that_can_be_undone_is_not_skipped(blocked):
    edit(BOARD, "UPDATE check_ins SET note = 'second' WHERE note = 'by hand'")
    assert refused(blocked("undo", "--skip")) == "The last step can be undone, so there is nothing to skip."
    assert blocked("undo").code == 0
    assert "second" not in notes(blocked)


def test_without_a_step_there_is_none_to_skip(learnboard):
    create(BOARD).close()
    assert refused(learnboard("--board", BOARD, "undo", "--skip")) == "There is nothing to undo."
