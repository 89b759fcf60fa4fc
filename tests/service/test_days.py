"""What is of today, wherever today is: an instant is of the day that this machine's clock has then."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.service.baseline import end_of
from learnboard.service.files import report_of_board
from learnboard.storage.store import Store
from tests.storage.year import records

SUNDAY, MONDAY = date(2026, 11, 29), date(2026, 11, 30)


@pytest.fixture
def los_angeles(monkeypatch):
    """Eight hours behind UTC."""
    monkeypatch.setenv("TZ", "PST8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_day_ends_at_midnight_of_the_clock_on_the_wall(los_angeles):
    assert end_of(SUNDAY) == datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_show_tells_what_is_dated_tomorrow_and_how_to_see_it(tmp_path):
    path = tmp_path / "board.db"
    with Store.create(path, records().board_info, records()) as store, store.step("told in Auckland") as record:
        row = store.rows(type(records().check_ins[0]))[0]
        record.put(replace(row, id="told", on=MONDAY))
    _, notices = report_of_board(path, None, today=SUNDAY, wait=1)
    assert notices == ("1 row is dated tomorrow and left out: “show --as-of 2026-11-30” counts it too.",)
    for as_of, today in ((None, MONDAY), (SUNDAY, SUNDAY), (MONDAY, SUNDAY), (None, date(2026, 11, 28))):
        assert report_of_board(path, as_of, today=today, wait=1)[1] == ()
