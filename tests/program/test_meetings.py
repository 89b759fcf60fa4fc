"""A meeting that is being written down in a real terminal: killed in the middle, and nothing is lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from learnboard.cli.commands import today
from learnboard.storage.store import Store
from tests.builders import cycle, meeting, person, year_of
from tests.program.boards import again_and_again, asked, assert_sound, opened


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A board with a mentor who is met today, whichever day that is."""
    day = today()
    path = tmp_path / "boards" / "met.db"
    path.parent.mkdir()
    year = year_of(
        cycle(starts_on=str(day - timedelta(days=100)), ends_on=str(day + timedelta(days=100))),
        person(name="Rowan Teal"),
        meeting(id="m1", on=str(day - timedelta(days=42)), with_ids=["p1"], next_on=str(day)),
    )
    Store.create(path, year.board_info, year).close()
    return path


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (160, 45)])
def test_a_kill_in_w_loses_nothing(board: Path, columns: int, rows: int) -> None:
    with opened(board, columns=columns, rows=rows) as terminal:
        terminal.send(b"m")
        terminal.wait_for("Meeting with Rowan Teal", "agreed for")
        terminal.send(b"w")
        terminal.wait_for("We met: Meeting with Rowan Teal")
        terminal.send(b"\tgood, and honest")
        terminal.wait_for("good, and honest")
        again_and_again(terminal, b"", lambda: asked(board, "SELECT 1 FROM drafts WHERE texts LIKE '%and honest%'"))
        terminal.kill()
    assert_sound(board)
    assert asked(board, "SELECT count(*) FROM meetings") == [(1,)]
    with opened(board, columns=columns, rows=rows) as terminal:
        terminal.send(b"m")
        terminal.wait_for("Meeting with Rowan Teal")
        terminal.send(b"w")
        terminal.wait_for("good, and honest", "kept from before")
        terminal.send(b"\r")
        terminal.wait_for("Held the meeting")
    assert asked(board, "SELECT notes, held FROM meetings WHERE id <> 'm1'") == [("good, and honest", 1)]
