"""What a command is said to change is what it changes: the board after it is the board opened anew."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Number
from learnboard.service.board_service import BoardService
from learnboard.service.commands import CheckInKeyResult, MoveKeyResult, MoveObjective, Redo, ToggleDone, Undo
from learnboard.service.handlers.check_ins import preview_check_in
from learnboard.service.importing import import_file
from learnboard.storage.store import Store
from tests.builders import EXAMPLE_BOARD, document
from tests.service.conftest import DAY
from tests.years import year_store

CARDS = st.sampled_from([row["id"] for row in document(EXAMPLE_BOARD)["key_results"] if row["objective_id"] != "o0"])
COLUMNS = st.sampled_from([row["id"] for row in document(EXAMPLE_BOARD)["objectives"] if row["id"] != "o0"])
DAYS = st.integers(-40, 40).map(lambda days: DAY + timedelta(days=days))
NUMBERS = st.sampled_from(["0", "-3", "2", "5.00", "30", "400", "999999999999999"]).map(Number)
CHECK_INS = st.builds(
    CheckInKeyResult,
    CARDS,
    DAYS,
    value=st.none() | NUMBERS,
    confidence=st.none() | st.integers(1, 10),
    note=st.sampled_from(["", "a word"]),
    status=st.sampled_from([None, "on_track", "at_risk", "off_track"]),
)
STEPS = st.one_of(
    st.builds(MoveKeyResult, CARDS, COLUMNS, st.integers(-1, 7)),
    st.builds(MoveObjective, COLUMNS, st.integers(-1, 5)),
    CHECK_INS,
    st.builds(ToggleDone, CARDS, DAYS),
)
WISHES = STEPS | st.just(Undo()) | st.just(Redo())
BOARD_DAYS = st.sampled_from([date(2026, 1, 1), date(2026, 3, 27), DAY, date(2026, 12, 31), date(2027, 2, 1)])


def done(service, command, board):
    """The board after a command, if it could be done."""
    try:
        changes = service.execute(command, board).changes
    except LearnboardError:
        return board
    assert not changes.reload
    return board.with_changes(changes)


@settings(max_examples=40, deadline=None)
@given(BOARD_DAYS, st.lists(WISHES, max_size=12))
def test_the_board_after_each_command_is_the_board_opened_anew(day, commands):
    with year_store() as store:
        service = BoardService(store)
        board = service.open(day)
        for command in commands:
            board = done(service, command, board)
            assert board == service.open(day)


@settings(max_examples=20, deadline=None)
@given(st.lists(STEPS, max_size=8))
def test_steps_undone_one_by_one_and_done_again_pass_the_same_boards(commands):
    with year_store() as store:
        service = BoardService(store)
        first = board = service.open(DAY)
        for command in commands:
            board = done(service, command, board)
        last, passed = board, []
        while store.next_undo:
            passed.append(board)
            board = done(service, Undo(), board)
        assert board == first
        while store.next_redo:
            board = done(service, Redo(), board)
            assert board == passed.pop()
        assert board == last


@settings(max_examples=40, deadline=None)
@given(BOARD_DAYS, CHECK_INS)
def test_a_preview_changes_nothing_and_is_what_comes_true(day, command):
    command = command._replace(on=min(command.on, day))
    with year_store() as store:
        service = BoardService(store)
        board, rows = service.open(day), store.records()
        preview, refusal = tried(lambda: service.query(preview_check_in, command, board))
        assert store.records() == rows
        assert store.next_undo is None
        changes, refused = tried(lambda: service.execute(command, board).changes)
        assert refused == refusal
        if preview:
            assert preview.before == card_of(board, command.key_result).figures
            assert preview.after == card_of(board.with_changes(changes), command.key_result).figures


def test_a_check_in_of_a_later_day_is_previewed_as_changing_nothing(service):
    preview = service.query(
        preview_check_in, CheckInKeyResult("k11", DAY + timedelta(days=1), confidence=9), service.open(DAY)
    )
    assert preview.after == preview.before


def tried(ask):
    """What is answered, or the sentence it is refused with."""
    try:
        return ask(), None
    except LearnboardError as error:
        return None, str(error)


def card_of(board, key_result):
    column, place = board.find(key_result)
    return board.columns[column].cards[place]


def test_an_import_undone_or_done_again_is_more_than_cards(tmp_path):
    with import_into(tmp_path / "board.db") as service:
        for command in (Undo(), Redo()):
            assert service.execute(command, service.open(DAY)).changes.reload


def import_into(path):
    assert "5 objectives" in import_file(EXAMPLE_BOARD, path).message
    return BoardService(Store.open(path))
