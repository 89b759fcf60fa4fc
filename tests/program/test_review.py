"""A review in a real terminal that is killed in its walk: what was answered and what was being typed is there again."""

from datetime import timedelta
from pathlib import Path

import pytest

from learnboard.cli.commands import today
from learnboard.storage.store import Store
from tests.builders import binary, cycle, metric, objective, year_of
from tests.program.boards import again_and_again, asked, assert_sound, opened


@pytest.fixture
def running(tmp_path: Path) -> Path:
    """A board in the midst of its cycle, whichever day it is."""
    path = tmp_path / "boards" / "running.db"
    path.parent.mkdir()
    year = year_of(
        cycle(starts_on=str(today() - timedelta(days=90)), ends_on=str(today() + timedelta(days=200))),
        objective(title="be the one they call"),
        objective(id="o2", title="explain it", position=1),
        metric(title="faster"),
        binary(id="k2", objective_id="o2", title="a talk"),
    )
    Store.create(path, year.board_info, year).close()
    return path


def test_a_kill_in_the_walk_loses_neither_an_answer_nor_what_was_being_typed(running: Path) -> None:
    with opened(running, columns=80, rows=24) as terminal:
        terminal.send(b"R")
        terminal.wait_for("be the one they call", "1 of 2")
        terminal.send(b"1")
        terminal.wait_for("a sentence: what you saw")
        terminal.send(b"it moves\r")
        terminal.wait_for("explain it", "2 of 2")
        terminal.send(b"2")
        terminal.wait_for("a sentence: what you saw")
        terminal.send(b"too bro")
        terminal.wait_for("too bro")
        again_and_again(terminal, b"", lambda: asked(running, "SELECT 1 FROM drafts WHERE texts LIKE '%too bro%'"))
        terminal.kill()
    assert_sound(running)
    assert asked(running, "SELECT count(*) FROM steps") == [(0,)]  # nothing is recorded yet
    assert asked(running, "SELECT count(*) FROM reflections") == [(0,)]
    with opened(running, columns=80, rows=24) as terminal:
        terminal.send(b"R")
        terminal.wait_for("explain it", "2 of 2")  # the first one without an answer
        terminal.send(b"\r")
        terminal.wait_for("too bro", "kept from before")
        terminal.send(b"ad\r")
        terminal.wait_for("status")  # what is to change opens its form
        terminal.send(b"\x1b[27u\t")
        terminal.wait_for("2 of 2 answered", "Record the review")
        terminal.send(b"\r")
        terminal.wait_for("1 kept, 1 to change")
    told = asked(running, "SELECT verdict, text FROM reflections ORDER BY text")
    assert told == [("keep", "it moves"), ("change", "too broad")]
