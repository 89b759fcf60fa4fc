"""Which steps changed a key result: those that deleted a part of it are found without searching the whole journal."""

from datetime import timedelta
from pathlib import Path

import pytest

from learnboard.domain.model.key_results import CheckIn
from learnboard.storage.store import Store
from tests.builders import check_in
from tests.storage.year import NOON, record_of, records

CARD = record_of("k11")
PLENTY = 3_000


@pytest.fixture
def board(path: Path):
    hours = (NOON + timedelta(hours=number) for number in range(99))
    with Store.create(path, records().board_info, records(), clock=lambda: next(hours)) as store:
        with store.step("fill") as recorder:
            recorder.put_all([_check_in(f"c{number}") for number in range(PLENTY)])
        yield store


def _check_in(id_: str) -> CheckIn:
    return check_in("2026-03-05", id=id_, key_result_id=CARD.id)


def delete(store: Store, id_: str) -> None:
    with store.step(f"delete {id_}") as recorder:
        recorder.remove(CheckIn, id_)


def labels(store: Store) -> list[str]:
    return [label for _, label, _ in store.steps_of([CARD.id], most=99, deleted_of=CARD.id)]


def test_what_was_deleted_here_or_elsewhere_is_found_and_what_was_undone_is_not(board: Store, path: Path) -> None:
    assert labels(board) == []
    delete(board, "c1")
    delete(board, "c2")
    assert labels(board) == ["delete c2", "delete c1", "fill"]
    board.undo()
    board.undo()
    assert labels(board) == ["fill"]
    delete(board, "c3")  # takes the number of the first step that was undone
    assert labels(board) == ["delete c3", "fill"]
    with Store.open(path) as other:
        assert labels(other) == ["delete c3", "fill"]
        delete(other, "c4")
        assert labels(board) == labels(other) == ["delete c4", "delete c3", "fill"]
        assert [label for _, label, _ in board.steps_of(["k12"], most=99, deleted_of="k12")] == []


def test_the_journal_is_searched_once(board: Store) -> None:
    """Work is counted in steps of SQLite's machine, so that the test depends on no clock."""
    work = []
    board.file.connection.set_progress_handler(lambda: work.append(1) and None, 100)

    def work_of_reading() -> int:
        work.clear()
        labels(board)
        return len(work)

    assert work_of_reading() > PLENTY / 100
    assert work_of_reading() < PLENTY / 500
    delete(board, "c1")
    labels(board)
    delete(board, "c2")
    assert work_of_reading() < PLENTY / 500
    board.file.connection.set_progress_handler(None, 0)
