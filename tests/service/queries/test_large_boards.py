"""A board too large to be read at once comes in slices, and is the same in the end."""

from datetime import date

import pytest

from learnboard.service.board_service import BoardService
from learnboard.service.commands import CheckInKeyResult, MoveKeyResult, ToggleDone, Undo
from learnboard.service.queries import board as board_queries
from learnboard.storage.store import Store
from tests.benchmarks.boards import snapshot
from tests.builders import records_in

DAY = date(2026, 6, 26)
CARDS = 450


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A board of 450 cards and 4,500 check-ins."""
    path = tmp_path_factory.mktemp("large") / "board.db"
    board = records_in(snapshot(CARDS, DAY))
    Store.create(path, board.board_info, board).close()
    return path


@pytest.fixture
def service(file, tmp_path):
    """A service with a copy of it."""
    path = tmp_path / "board.db"
    path.write_bytes(file.read_bytes())
    with BoardService(Store.open(path)) as service:
        yield service


def whole(service):
    """The board read at once."""
    board = board_queries.read_board(service.store, DAY, first=CARDS)
    assert board.complete
    return board


def completed(service, board, count=100):
    """The board with the rest of its cards, and after how many slices."""
    slices = 0
    while not board.complete:
        board = service.more(board, count)
        slices += 1
    return board, slices


def test_first_come_some_cards_of_each_column_and_no_figures_of_what_is_not_whole(service):
    board = service.open(DAY, first=10)
    assert CARDS > board_queries.USUAL_SIZE
    assert not board.complete
    assert board.goal_figures() is None
    for column in board.columns:
        assert len(column.cards) == 10
        assert column.roll_up(board.settings) is None
    assert sum(len(column.cards) + column.more for column in board.columns) == CARDS


@pytest.mark.parametrize("count", [7, 100, 1_000])
def test_slices_make_the_board_that_is_read_at_once(service, count):
    board, slices = completed(service, service.open(DAY, first=10), count)
    assert slices > 1
    assert board == whole(service)
    assert service.more(board) is board


def test_a_board_of_the_usual_size_is_read_at_once(file, tmp_path):
    path = tmp_path / "usual.db"
    board = records_in(snapshot(board_queries.USUAL_SIZE, DAY))
    with Store.create(path, board.board_info, board) as store:
        assert BoardService(store).open(DAY, first=1).complete


def test_what_is_done_while_cards_are_still_to_come_is_on_the_board_in_the_end(service):
    board = service.open(DAY, first=10)
    first, second = board.columns[:2]
    card = second.cards[4].id
    for command in (
        MoveKeyResult(card, first.id, 3),
        CheckInKeyResult(card, DAY, confidence=9),
        MoveKeyResult(first.cards[0].id, second.id, 0),
        Undo(),
    ):
        changes = service.execute(command, board).changes
        board = service.open(DAY, first=10) if changes.reload else board.with_changes(changes)
        board = service.more(board, 5)
    assert completed(service, board)[0] == whole(service)


@pytest.mark.parametrize("number", range(3))
def test_what_is_done_to_a_card_still_to_come_is_on_the_board_once(service, number):
    full = whole(service)
    first, second, third = full.columns[:3]
    done_or_not = next(card.id for card in reversed(third.cards) if card.key_result.kind == "binary")
    command = (
        MoveKeyResult(first.cards[-1].id, second.id, 60),
        CheckInKeyResult(second.cards[-1].id, DAY, confidence=3),
        ToggleDone(done_or_not, DAY),
    )[number]
    service.execute(command, full)
    board = service.open(DAY, first=10)
    changes = service.execute(Undo(), board).changes
    board = service.open(DAY, first=10) if changes.reload else board.with_changes(changes)
    assert completed(service, board)[0] == whole(service)


def whole_after(service, board, moves):
    """The board after cards of it were moved while others are still to be read, and then read to its end."""
    for column, row, there, place in moves:
        card = board.columns[column].cards[row]
        command = MoveKeyResult(card.id, board.columns[there].id, place)
        changes = service.execute(command, board).changes
        assert not changes.reload
        board = board.with_changes(changes)
        found = board.find(card.id, card.place)
        assert found == (there, place) == board.find(card.id)
        assert not board.complete
    return completed(service, board)[0]


@pytest.mark.parametrize(
    "moves",
    [
        [(0, 4, 1, 4)],  # to an objective of the other type: its figures are reckoned again
        [(0, 4, 2, 4), (2, 4, 0, 8)],
        [(0, 0, 0, 8), (0, 8, 0, 0)],
        [(0, 9, 1, 0), (1, 0, 1, 1), (1, 10, 5, 0), (5, 0, 0, 8)],
    ],
)
def test_a_card_moved_among_those_that_are_read_is_on_the_board_that_is_read_to_its_end(service, moves):
    board = service.open(DAY, first=10)
    assert whole_after(service, board, moves) == whole(service)


@pytest.mark.parametrize(("there", "place"), [(1, 10), (1, 60), (0, 9)])
def test_behind_the_last_card_that_is_read_the_board_is_read_again(service, there, place):
    board = service.open(DAY, first=10)
    card, target = board.columns[0].cards[4], board.columns[there]
    assert not target.has_read_place(place, card.id)
    assert service.execute(MoveKeyResult(card.id, target.id, place), board).changes.reload


def test_what_is_changed_among_the_cards_still_to_come_has_the_board_read_again(service):
    board, last = service.open(DAY, first=10), whole(service).columns[0].cards[-1]
    assert service.execute(MoveKeyResult(last.id, board.columns[1].id, 2), board).changes.reload
