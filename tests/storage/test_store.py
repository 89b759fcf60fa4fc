"""Reading rows."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardUnavailable, InvalidValue, NotFound, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle, Goal
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.people import Meeting, Person
from learnboard.storage.store import Store
from tests.storage.year import document, record_of, records

CARD = record_of("k11")


def plain(table: str, **where: object) -> list[str]:
    """The ids of rows in the example year's file."""
    return [row["id"] for row in document()[table] if all(row[name] == value for name, value in where.items())]


def test_rows_come_by_position_and_then_by_id(empty: Store) -> None:
    with empty.step("two goals at one place") as recorder:
        recorder.put_all(
            replace(records().goals[0], id=id_, position=place) for id_, place in [("b", 2), ("c", 1), ("a", 2)]
        )
    assert [goal.id for goal in empty.rows(Goal)] == ["c", "a", "b"]


def test_rows_with_a_day_come_by_day_and_then_by_id(year: Store) -> None:
    expected = sorted(document()["check_ins"], key=lambda row: (row["on"], row["id"]))
    assert [row.id for row in year.rows(CheckIn)] == [row["id"] for row in expected]


def test_other_rows_come_by_id(year: Store) -> None:
    assert [person.id for person in year.rows(Person)] == sorted(plain("people"))


def test_rows_can_be_selected_by_equality(year: Store) -> None:
    assert [card.id for card in year.rows(KeyResult, objective_id="o2")] == ["k21", "k22", "k23", "k24"]
    assert {card.id for card in year.rows(KeyResult, objective_id="o1", weight=Number("2"))} == set(
        plain("key_results", objective_id="o1", weight="2")
    )
    assert {row.id for row in year.rows(CheckIn, on=date(2026, 6, 19))} == set(plain("check_ins", on="2026-06-19"))
    assert {row.id for row in year.rows(Meeting, held=True)} == set(plain("meetings", held=True)) != set()


def test_none_selects_null(year: Store) -> None:
    assert {entry.id for entry in year.rows(LogEntry, key_result_id=None)} == set(
        plain("log_entries", key_result_id=None)
    )
    assert year.count(LogEntry, key_result_id=None) == len(plain("log_entries", key_result_id=None)) > 0


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset])
def test_a_collection_asks_for_any_of_it(year: Store, kind: type) -> None:
    assert {card.objective_id for card in year.rows(KeyResult, objective_id=kind(["o1", "o3", "nowhere"]))} == {
        "o1",
        "o3",
    }
    assert year.rows(KeyResult, objective_id=kind([])) == []
    assert year.count(KeyResult, objective_id=kind(["o1", "o3"])) == 8


def test_tens_of_thousands_of_ids_can_be_selected_at_once(year: Store) -> None:
    ids = [f"nobody-{number}" for number in range(40_000)]
    assert [card.id for card in year.rows(KeyResult, id=["k11", *ids, "k43"])] == ["k11", "k43"]


def test_a_page_of_rows_is_a_limit_and_an_offset(year: Store) -> None:
    assert [card.id for card in year.rows(KeyResult, objective_id="o1", limit=2)] == ["k11", "k12"]
    assert [card.id for card in year.rows(KeyResult, objective_id="o1", limit=2, offset=2)] == ["k13", "k14"]
    assert [card.id for card in year.rows(KeyResult, objective_id="o1", offset=3)] == ["k14"]
    assert year.rows(KeyResult, objective_id="o1", limit=0) == []


def test_a_column_that_is_not_there_is_a_fault_of_the_program(year: Store) -> None:
    with pytest.raises(KeyError):
        year.rows(KeyResult, colour="red")
    with pytest.raises(TypeError):
        year.rows(KeyResult, weight=0.5)


def test_rows_are_counted_for_each_parent(year: Store) -> None:
    expected = Counter(row["key_result_id"] for row in document()["check_ins"])
    assert year.counts(CheckIn, "key_result_id") == dict(expected)
    assert year.counts(Milestone, "key_result_id") == {"k14": 4, "k31": 5}


def test_one_row_is_found_or_not(year: Store) -> None:
    assert year.row(KeyResult, "k11") == next(card for card in records().key_results if card.id == "k11")
    assert year.find(KeyResult, "k99") is None
    with pytest.raises(NotFound, match="This key result is no longer on the board"):
        year.row(KeyResult, "k99")


def test_an_unknown_id_is_reported_without_control_characters(year: Store) -> None:
    with pytest.raises(NotFound) as error:
        year.row(Cycle, "c\x1b[2J\n" + "x" * 500)
    assert "\x1b" not in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


def test_a_board_has_an_owner(empty: Store, path: Path) -> None:
    assert empty.board_info() == records().board_info
    assert empty.path == path
    assert empty.records().empty


def test_a_number_beyond_64_bits_and_half_a_character_are_refused_and_change_nothing(year: Store) -> None:
    with pytest.raises(InvalidValue, match="too large"), year.step("far") as recorder:
        recorder.put(replace(CARD, position=2**63))
    with pytest.raises(InvalidValue, match="half a character"), year.step("half") as recorder:
        recorder.put(replace(CARD, title="\ud83d"))
    assert year.row(KeyResult, CARD.id) == CARD
    assert year.next_undo == "import the year"


def test_a_card_in_a_deleted_column_is_refused_and_nothing_is_written(year: Store) -> None:
    with pytest.raises(Rejected, match="no longer on the board"), year.step("add") as recorder:
        recorder.put(replace(CARD, id="new", objective_id="o9"))
    assert year.find(KeyResult, "new") is None
    assert year.next_undo == "import the year"


def test_a_board_that_lost_its_identity_is_reported(empty: Store) -> None:
    empty.file.execute("DELETE FROM identity")
    with pytest.raises(BoardUnavailable, match="lost its identity"):
        empty.board_info()
