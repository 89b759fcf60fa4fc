"""The made-up boards of the benchmarks are boards of the published format."""

import json
from collections import Counter
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest

from learnboard.domain.model.fields import from_plain, to_plain
from learnboard.domain.model.records import TABLES
from tests.benchmarks.boards import a_while_later, compact, first_column_size, snapshot, with_log, with_money

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("today", [date(2026, 1, 1), TODAY, date(2028, 12, 31)])
def test_every_row_is_a_value_of_its_table_written_as_the_format_writes_it(today):
    document = with_money(with_log(snapshot(100, today), 4, today), 4)
    for name, record in TABLES.items():
        for row in document[name]:
            assert to_plain(from_plain(record, row)) == row


def test_the_six_objectives_have_their_shares_and_every_key_result_ten_check_ins():
    document = snapshot(1_000, TODAY)
    shares = Counter(row["objective_id"] for row in document["key_results"])
    assert shares == {"o1": 400, "o2": 220, "o3": 150, "o4": 120, "o5": 80, "o6": 30}
    assert first_column_size(1_000) == 400
    assert set(Counter(row["key_result_id"] for row in document["check_ins"]).values()) == {10}


def test_all_kinds_occur_and_milestones_come_in_threes():
    document = snapshot(100, TODAY)
    kinds = {row["id"]: row["kind"] for row in document["key_results"]}
    assert set(kinds.values()) == {"metric", "maintain", "milestone", "binary", "baseline"}
    steps = Counter(row["key_result_id"] for row in document["milestones"])
    assert steps == {card: 3 for card, kind in kinds.items() if kind == "milestone"}


def test_serial_numbers_run_through_the_board_in_its_order():
    cards = snapshot(1_000, TODAY)["key_results"]
    assert cards[300]["title"].startswith("#00301 ")
    assert all(before["position"] < after["position"] for before, after in pairwise(cards))


def test_the_hash_fits_and_the_same_day_makes_the_same_board():
    document = snapshot(100, TODAY)
    assert snapshot(100, TODAY) == document
    read = json.loads(compact(document))
    assert read.pop("content_hash") == "sha256:" + sha256(compact(read).encode()).hexdigest()


def test_ten_times_a_thousand_stay_under_the_limits_of_a_file():
    text = compact(snapshot(1_000, TODAY))
    assert len(text.encode()) * 10 < 20 * 2**20
    assert (text.count("{") + text.count("[")) * 10 < 300_000
    assert text.count(",") * 10 < 3_000_000


def test_a_while_later_every_tenth_key_result_has_one_check_in_more_and_the_chain_holds():
    earlier = snapshot(100, date(2026, 11, 1))
    later = a_while_later(earlier, TODAY)
    told = {row["id"] for row in earlier["check_ins"]}
    assert [row["key_result_id"] for row in later["check_ins"] if row["id"] not in told] == [
        f"k{serial:05}" for serial in range(1, 101, 10)
    ]
    assert {row["on"] for row in later["check_ins"] if row["id"] not in told} == {str(TODAY)}
    assert later["previous"] == {name: earlier[name] for name in ("snapshot_id", "content_hash")}
    for name in TABLES:
        assert name == "check_ins" or later[name] == earlier[name]
