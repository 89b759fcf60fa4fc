"""The close of a year in a real terminal: killed in the walk, and closed in two windows at once."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from learnboard.cli.commands import today
from learnboard.storage.store import Store
from tests.builders import binary, cycle, metric, objective, year_of
from tests.program.boards import again_and_again, asked, assert_sound, opened, wait_until


@pytest.fixture
def ended(tmp_path: Path) -> Path:
    """A board whose cycle ended yesterday, whichever day it is."""
    last = today() - timedelta(days=1)
    path = tmp_path / "boards" / "ended.db"
    path.parent.mkdir()
    year = year_of(
        cycle(starts_on=str(last - timedelta(days=300)), ends_on=str(last)),
        objective(title="be the one they call"),
        metric(title="faster"),
        binary(id="k2", title="a talk", position=1),
    )
    Store.create(path, year.board_info, year).close()
    return path


def test_a_kill_in_the_walk_loses_no_answer(ended: Path) -> None:
    with opened(ended, columns=80, rows=24) as terminal:
        terminal.send(b"Y")
        terminal.wait_for("6 of 6 not answered yet", "enter keeps 0.00")
        terminal.send(b"\r")
        terminal.wait_for("5 of 6 not answered yet")
        terminal.send(b".5\tit was more")
        terminal.wait_for("it was more")
        again_and_again(terminal, b"", lambda: asked(ended, "SELECT 1 FROM drafts WHERE texts LIKE '%it was more%'"))
        terminal.kill()
    assert_sound(ended)
    assert asked(ended, "SELECT count(*) FROM steps") == [(0,)]
    with opened(ended) as terminal:
        terminal.send(b"Y")
        terminal.wait_for("5 of 6 not answered yet")
        terminal.send(b".")
        terminal.wait_for("it was more", "kept from before")


def test_two_windows_that_close_at_once_close_it_once(ended: Path) -> None:
    with ExitStack() as stack:
        windows = [stack.enter_context(opened(ended)) for _ in range(2)]
        for window in windows:
            window.send(b"Y")
            window.wait_for("6 of 6 not answered yet")
        for window in windows:
            window.send(b"G\r")
        for window in windows:
            wait_until(window, lambda lines: not any("not answered yet" in line for line in lines))
    assert asked(ended, "SELECT label FROM steps") == [("close “2026”",)]
    assert asked(ended, "SELECT count(*) FROM cycles") == [(2,)]
    assert_sound(ended)
