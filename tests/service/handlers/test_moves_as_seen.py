"""A card is moved from what the board shows: quickly, and never elsewhere than a board read anew would have it."""

from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import BoardBusy, LearnboardError, Rejected
from learnboard.domain.metrics.figures import figures, hold_for_any_type
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.service.board_service import BoardService
from learnboard.service.commands import MoveKeyResult, Redo, Undo
from learnboard.service.queries import board as board_queries
from learnboard.storage.store import Store
from tests.builders import EXAMPLE_BOARD, document
from tests.service.conftest import DAY, cards
from tests.service.execution import ALL, board_after, stored_rows
from tests.years import year_store

YEAR = document(EXAMPLE_BOARD)
CARDS = st.sampled_from([row["id"] for row in YEAR["key_results"] if row["objective_id"] != "o0"])
COLUMNS = st.sampled_from([row["id"] for row in YEAR["objectives"] if row["id"] != "o0"])
MOVES = st.builds(MoveKeyResult, CARDS, COLUMNS, st.integers(-1, 7))
ACTS = st.one_of(
    st.tuples(st.just("here"), MOVES | st.just(Undo()) | st.just(Redo())),
    st.tuples(st.sampled_from(["elsewhere", "before it looks"]), MOVES | st.just(Undo())),
)


@contextmanager
def two_windows():
    """The example year in two windows, each with a connection of its own."""
    with year_store() as store, Store.open(store.path) as other:
        yield BoardService(store), BoardService(other)


@contextmanager
def statements(service):
    """What SQLite is asked for meanwhile."""
    asked = []
    service.store.file.connection.set_trace_callback(asked.append)
    yield asked
    service.store.file.connection.set_trace_callback(None)


def tried(service, command, board):
    """The result of a command; None if it was refused."""
    try:
        return service.execute(command, board)
    except LearnboardError:
        return None


@settings(max_examples=12, deadline=None)
@given(st.lists(ACTS, max_size=8))
def test_moves_of_two_windows_in_any_order_leave_the_board_that_is_read_anew(acts):
    with two_windows() as (service, other):
        board = service.open(DAY, first=ALL)
        for who, command in acts:
            if who == "here":
                done = tried(service, command, board)
                board = board_after(service, board, done) if done else board
            else:
                tried(other, command, other.open(DAY, first=ALL))
                if who == "before it looks":
                    service.execute(MoveKeyResult("k11", "o2", 1), board)
                    assert cards(service, "o2")[1] == "k11"
                board = service.open(DAY, first=ALL)
            assert board == service.open(DAY, first=ALL)


def test_a_move_writes_two_cells_and_reads_no_card_but_its_own(service):
    board = service.open(DAY)
    with statements(service) as asked:
        done = service.execute(MoveKeyResult("k11", "o3", 2), board)
    assert board.with_changes(done.changes) == service.open(DAY)
    assert [text for text in asked if text.startswith("UPDATE")] == [
        'UPDATE "key_results" SET "objective_id" = \'o3\', "position" = 2560 WHERE ("key_results"."id" = \'k11\')'
    ]
    assert not [text for text in asked if "COUNT(*)" in text or "check_ins" in text or "milestones" in text]
    assert sum(text.startswith(("INSERT", "DELETE")) for text in asked) == 2  # the step, and its one change


def test_what_another_window_did_since_is_looked_at():
    with two_windows() as (service, other):
        board = service.open(DAY)
        other.execute(MoveKeyResult("k21", "o1", 0), other.open(DAY))
        wanted = cards(other, "o1")
        with statements(service) as asked:
            service.execute(MoveKeyResult("k31", "o1", 1), board)  # the board shows k11 at the top
        assert cards(service, "o1") == [wanted[0], "k31", *wanted[1:]]
        assert any("COUNT(*)" in text for text in asked)


def test_what_was_done_here_but_could_not_be_read_is_looked_at(service, monkeypatch):
    board = service.open(DAY)

    def busy(*_):
        raise BoardBusy("another program writes")

    with monkeypatch.context() as patch:
        patch.setattr(board_queries, "_changes", busy)
        assert service.execute(MoveKeyResult("k11", "o2", 0), board).changes.reload
    service.execute(MoveKeyResult("k31", "o2", 1), board)
    assert cards(service, "o2")[:2] == ["k11", "k31"]


def test_no_card_is_moved_in_a_closed_cycle(service):
    board = service.open(DAY, cycle="c2025")
    (column, *_) = (column for column in board.columns if len(column.cards) > 1)
    rows = stored_rows(service)
    with pytest.raises(Rejected, match="closed"):
        service.execute(MoveKeyResult(column.cards[0].id, column.id, 1), board)
    assert stored_rows(service) == rows


def test_figures_that_hold_for_any_type_are_those_of_both(service):
    board = service.open(DAY)
    stored = [row for row in service.store.rows(KeyResult) if row.objective_id != "o0"]
    history = board_queries.read_history(service.store, [row.id for row in stored], DAY)
    held = []
    for row in stored:
        told, steps = history.check_ins.get(row.id, ()), history.milestones.get(row.id, ())
        both = [
            figures(row, told, steps, committed=committed, cycle_context=board.cycle_context)
            for committed in (True, False)
        ]
        held.append(hold_for_any_type(both[0]))
        assert hold_for_any_type(both[0]) == hold_for_any_type(both[1])
        assert not held[-1] or both[0] == both[1]
    assert set(held) == {True, False}
    assert {row.okr_type for row in service.store.rows(Objective)} == {"committed", "aspirational"}
