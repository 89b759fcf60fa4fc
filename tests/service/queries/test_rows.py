"""The rows of a table for reading: their order, how many of them, and what they refer to."""

from datetime import date, timedelta

import pytest

from learnboard.domain.model.records import TABLES
from learnboard.service.queries.rows import MOST, count_tables, read_table
from learnboard.storage.store import Store
from tests.builders import binary, check_in, meeting, metric, person, reflection, topic, year_of


@pytest.fixture
def made(tmp_path):
    def make(*rows):
        board = year_of(*rows)
        return Store.create(tmp_path / "b.db", board.board_info, board)

    return make


def test_every_table_is_counted_also_one_without_rows(made):
    with made(metric(), person()) as store:
        counts = dict(count_tables(store))
    assert list(counts) == ["identity", *TABLES]
    assert {name: size for name, size in counts.items() if size} == {
        **dict.fromkeys(("identity", "cycles", "objectives", "key_results", "people"), 1)
    }


def test_rows_with_a_place_are_in_their_order_and_others_newest_first(made):
    rows = [binary(id="a", position=2), binary(id="b", position=1), metric(position=3)]
    with made(*rows, check_in("2026-03-01"), check_in("2026-04-01")) as store:
        assert [row.id for row in read_table(store, "key_results").rows] == ["b", "a", "k1"]
        assert [row.id for row in read_table(store, "check_ins").rows] == ["ci-2026-04-01", "ci-2026-03-01"]


def test_of_many_rows_the_last_are_read_and_all_are_counted(made):
    days = [str(date(2020, 1, 1) + timedelta(days=number)) for number in range(MOST + 2)]
    with made(metric(), *map(check_in, days)) as store:
        found = read_table(store, "check_ins")
    assert (found.total, len(found.rows)) == (MOST + 2, MOST)
    assert (str(found.rows[0].on), str(found.rows[-1].on)) == (days[-1], days[2])


def test_what_rows_refer_to_is_called_by_its_name_else_by_kind_and_day(made):
    about = {"kind": "cycle", "id": "c1"}
    rows = [metric(title="faster"), person(), meeting(with_ids=["p1"]), topic(by_id="owner"), reflection(about=about)]
    with made(*rows, check_in("2026-03-01")) as store:
        assert read_table(store, "check_ins").names["key_results", "k1"] == "faster"
        assert read_table(store, "reflections").names["cycles", "c1"] == "2026"
        names = read_table(store, "topics").names
    assert names["meetings", "m1"] == "27 Mar 2026, mentor"
    assert names["people", "owner"] == "you"
