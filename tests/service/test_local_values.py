"""What a board keeps for itself never leaves, and no import changes it (FORMAT.md §1, "Tables")."""

from datetime import UTC, date, datetime

import pytest

from learnboard.domain.model.local_values import LocalValue
from learnboard.exchange.documents import open_snapshot
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.write import write_export
from learnboard.service.importing import import_board
from learnboard.storage.store import Store
from tests.builders import EXAMPLE_BOARD, document, goal, records, records_in

NOON = datetime(2026, 6, 26, 12, tzinfo=UTC)
DAY = date(2026, 6, 26)
HINT = LocalValue("hint:check-ins", "dismissed on the day the zebra crossed")
"""Words that stand nowhere else."""


@pytest.fixture
def hinted(tmp_path):
    """The path of the example year's board, where a hint was dismissed."""
    path = tmp_path / "board.db"
    board = records_in(document(EXAMPLE_BOARD))
    with Store.create(path, board.board_info) as store, store.step("fill") as recorder:
        recorder.put_records(board)
        recorder.put(HINT)
    path.chmod(0o600)
    return path


def exported(path, kind, target, **how):
    with Store.open(path) as store:
        prepared = prepare_export(store, ExportRequest(**how), NOON, DAY)
        return prepared, write_export(store, prepared, kind, target, force=True)[0]


@pytest.mark.parametrize("kind", ["json", "html"])
@pytest.mark.parametrize(
    "how",
    [{"profile": "full"}, {"profile": "mentor"}, {"profile": "mentor", "person": "p-mentor"}, {"profile": "shared"}],
    ids=lambda how: "-".join(how.values()),
)
def test_it_is_in_no_export(hinted, kind, how):
    prepared, data = exported(hinted, kind, None, **how)
    assert b"zebra" not in data
    assert b"local_values" not in data
    assert LocalValue.TABLE not in dict(prepared.counts)


def test_a_full_copy_brings_the_board_back_without_it(hinted, tmp_path):
    copy = tmp_path / "copy.learnboard.json"
    exported(hinted, "json", copy, profile="full")
    import_board(open_snapshot(copy), copy, tmp_path / "new.db")
    with Store.open(tmp_path / "new.db") as new, Store.open(hinted) as old:
        assert new.records() == old.records()
        assert new.rows(LocalValue) == []


def test_a_board_that_is_replaced_by_an_import_keeps_it_and_undo_does_too(hinted, tmp_path):
    other = tmp_path / "other.db"
    with Store.create(other, records().board_info) as store, store.step("fill") as recorder:
        recorder.put(goal(statement="paint"))
    copy = tmp_path / "other.learnboard.json"
    exported(other, "json", copy, profile="full")
    import_board(open_snapshot(copy), copy, hinted, replace=True)
    with Store.open(hinted) as store:
        assert [row.statement for row in store.records().goals] == ["paint"]
        assert store.rows(LocalValue) == [HINT]
        store.undo()
        assert len(store.records().goals) == 2
        assert store.rows(LocalValue) == [HINT]
