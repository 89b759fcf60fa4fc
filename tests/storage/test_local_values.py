"""What a board keeps for itself: it is undone like any row, and backups hold it (FORMAT.md §1, "Tables")."""

from pathlib import Path

import pytest

from learnboard.domain.model.goals import Goal
from learnboard.domain.model.local_values import LocalValue
from learnboard.storage.backups import create_backup
from learnboard.storage.restore import restore
from learnboard.storage.store import Store
from tests.storage.year import NOON, records

HINT = LocalValue("hint:check-ins", "dismissed on the day the zebra crossed")
"""Words that stand nowhere else."""


@pytest.fixture
def hinted(year: Store) -> Store:
    """The example year, where a hint was dismissed."""
    with year.step("dismiss the hint") as recorder:
        recorder.put(HINT)
    return year


def test_it_is_undone_and_redone_like_any_row(hinted: Store) -> None:
    assert hinted.rows(LocalValue) == [HINT]
    assert hinted.undo().label == "dismiss the hint"
    assert hinted.rows(LocalValue) == []
    hinted.redo()
    assert hinted.rows(LocalValue) == [HINT]


def test_a_change_and_a_removal_are_undone(hinted: Store) -> None:
    with hinted.step("change") as recorder:
        recorder.put(LocalValue(HINT.id, "later"))
    with hinted.step("remove") as recorder:
        recorder.remove(LocalValue, HINT.id)
    assert hinted.count(LocalValue) == 0
    hinted.undo()
    assert hinted.row(LocalValue, HINT.id).text == "later"
    hinted.undo()
    assert hinted.row(LocalValue, HINT.id) == HINT


def test_it_is_no_part_of_the_board(hinted: Store) -> None:
    assert LocalValue.TABLE not in dict(hinted.records().tables())
    assert "zebra" not in repr(hinted.records())


def test_another_board_in_the_place_of_this_one_leaves_it(hinted: Store) -> None:
    goal = Goal("g9", "paint", "active", None, "", "", "private", 1)
    other = type(records())(records().board_info, goals=(goal,))
    with hinted.step("import") as recorder:
        recorder.replace_records(other)
    assert hinted.records().goals == (goal,)
    assert hinted.rows(LocalValue) == [HINT]


def test_a_backup_holds_it_and_a_restore_brings_it_back(hinted: Store, path: Path) -> None:
    hinted.close()
    backup = create_backup(path, "hand", now=NOON, wait=1)
    assert backup
    with Store.open(path) as store, store.step("remove") as recorder:
        recorder.remove(LocalValue, HINT.id)
    restore(path, backup, now=NOON, wait=1)
    with Store.open(path) as store:
        assert store.rows(LocalValue) == [HINT]
