"""A small year to close, in a file of its own so that two windows can be on it."""

from contextlib import ExitStack

import pytest

from learnboard.service.board_service import BoardService
from learnboard.storage.store import Store
from tests.builders import binary, check_in, cycle, metric, milestone, objective, steps, year_of

YEAR = year_of(
    cycle(),
    objective(title="be the one they call", position=1),
    metric(title="faster", unit="ms", start="0", target="10"),
    steps(id="k2", title="the playbook", position=2),
    metric(id="k3", title="an idea", position=3, dropped_on="2026-05-01", drop_reason="nobody asked"),
    milestone(id="s1", key_result_id="k2", title="draft", done_on="2026-03-03"),
    milestone(id="s2", key_result_id="k2", title="publish"),
    objective(id="o2", title="explain it", okr_type="committed", position=2),
    binary(id="k4", objective_id="o2", title="a talk"),
    check_in("2026-06-01", "5"),
)
"""Two aspirational key results that score 0.50 each, and a committed one that scores 0.00."""


@pytest.fixture
def board_file(tmp_path):
    path = tmp_path / "board.db"
    Store.create(path, YEAR.board_info, YEAR).close()
    return path


@pytest.fixture
def window(board_file):
    """Open a service on the board, as another window does."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(BoardService(Store.open(board_file)))


@pytest.fixture
def small(window):
    return window()
