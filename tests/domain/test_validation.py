"""What no board can hold, one rule a test (FORMAT.md §1, "What an import refuses")."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Number, from_plain
from learnboard.domain.model.key_results import Blocker, IloPeriod
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.row_rules import Problem, check_row, problem
from learnboard.domain.validation import check, violations
from tests.builders import binary, maintain, metric, reflection, target_change, year_of

YEAR = Path(__file__).parents[2] / "learnboard" / "demo" / "year.learnboard.json"
OF_2025 = ("c2025", "o0", "k01", "k02", "k03")
MAINTAIN = {"kind": "maintain", "bound": "between", "minimum": Number("1"), "maximum": Number("2"), "period": "week"}


@cache
def year() -> Records:
    plain = json.loads(YEAR.read_text("utf-8"))
    board_info = from_plain(BoardInfo, {**plain, "id": plain["board_id"]})
    return Records(
        board_info, **{name: tuple(from_plain(of, row) for row in plain[name]) for name, of in TABLES.items()}
    )


def first(table, **changes):
    """The first row of a table, of 2026 where it belongs to a cycle, with other values."""
    return replace(next(row for row in year().table(table) if row.id not in OF_2025), **changes)


def with_first(table, **changes):
    """The example year with other values in the first row of a table."""
    id_ = first(table).id
    rows = (replace(row, **changes) if row.id == id_ else row for row in year().table(table))
    return replace(year(), **{table: tuple(rows)})


def with_rows(table, *rows):
    return replace(year(), **{table: rows})


def refusal(records) -> str:
    with pytest.raises(InvalidValue) as refused:
        check(records)
    return str(refused.value)


def policy(name, begin, end):
    return HoursPolicy(name, 180, date.fromisoformat(begin), end and date.fromisoformat(end))


def ilo(name, begin, end):
    return IloPeriod(name, "k11", date.fromisoformat(begin), end and date.fromisoformat(end), "team_need", None)


def cycle(name, begin, end):
    return first("cycles", id=name, starts_on=date.fromisoformat(begin), ends_on=date.fromisoformat(end))


def cycles(*also):
    return with_rows("cycles", *year().cycles, *also)


def test_the_example_year_is_a_board():
    check(year())


def test_an_empty_board_is_a_board():
    check(Records(year().board_info))


@pytest.mark.parametrize(
    ("table", "changes", "field", "says"),
    [
        ("check_ins", {"confidence": 0}, "confidence", "0 is out of range: write 1 to 10"),
        ("check_ins", {"confidence": 11}, "confidence", "11 is out of range: write 1 to 10"),
        ("evaluations", {"rating": 0}, "rating", "0 is out of range: write 1 to 5"),
        ("evaluations", {"rating": 6}, "rating", "6 is out of range: write 1 to 5"),
        ("log_entries", {"energy": 6}, "energy", "6 is out of range: write 1 to 5"),
        ("log_entries", {"minutes": 0}, "minutes", "0 is out of range: write 1 to 960"),
        ("log_entries", {"minutes": 961}, "minutes", "961 is out of range: write 1 to 960"),
        ("objectives", {"weight": Number("-0.1")}, "weight", "-0.1 is out of range: write 0 or more"),
        ("key_results", {"weight": Number("-1")}, "weight", "-1 is out of range: write 0 or more"),
        ("milestones", {"weight": Number("-1")}, "weight", "-1 is out of range: write 0 or more"),
        ("key_results", {"decimals": 10}, "decimals", "10 is out of range: write 0 to 9"),
        ("proposals", {"min_responses": 0}, "min_responses", "0 is out of range: write 1 or more"),
        ("stretches", {"confidence_before": 11}, "confidence_before", "11 is out of range: write 1 to 10"),
        ("assessments", {"levels": {"People": 5, "System": 6}}, "levels", "6 is out of range: write 1 to 5"),
        ("meetings", {"pulse": 0}, "pulse", "0 is out of range: write 1 to 5"),
        ("meetings", {"pulse": 6}, "pulse", "6 is out of range: write 1 to 5"),
        ("stretches", {"safety": 0}, "safety", "0 is out of range: write 1 to 5"),
        ("stretches", {"safety": 6}, "safety", "6 is out of range: write 1 to 5"),
        ("reflections", {"rating": 0}, "rating", "0 is out of range: write 1 to 5"),
        ("reflections", {"rating": 6}, "rating", "6 is out of range: write 1 to 5"),
        ("key_results", {"own_score": Number("-0.01")}, "own_score", "-0.01 is out of range: write 0 to 1"),
        ("key_results", {"own_score": Number("1.01")}, "own_score", "1.01 is out of range: write 0 to 1"),
        ("key_results", {"own_score": Number("0.705")}, "own_score", "0.705 has more than two decimals: round it"),
        ("key_results", {"own_score": Number("0.700")}, "own_score", "0.700 has more than two decimals: round it"),
        ("goals", {"position": 2**63}, "position", f"write {-(2**63)} to {2**63 - 1}"),
        ("goals", {"statement": ""}, "statement", "this is empty: write 1 to 100,000 characters"),
        ("key_results", {"title": ""}, "title", "this is empty: write 1 to 250 characters"),
        ("key_results", {"title": "x" * 251}, "title", "251 characters are too many: shorten it to 250"),
        ("key_results", {"description": "x" * 100_001}, "description", "100,001 characters are too many"),
        ("key_results", {"labels": ("a", "x" * 100_001)}, "labels", "100,001 characters are too many"),
        ("check_ins", {"on": date(1969, 12, 31)}, "on", "1969-12-31 is out of range: choose a day from 1970 to 2200"),
        ("check_ins", {"on": date(2201, 1, 1)}, "on", "2201-01-01 is out of range"),
        ("goals", {"id": "a b"}, "id", "this is not an id"),
        ("goals", {"id": "x" * 65}, "id", "this is not an id"),
        ("goals", {"id": "owner"}, "id", "“owner” always means the board's owner"),
    ],
)
def test_a_value_out_of_its_range_is_a_problem_of_its_field(table, changes, field, says):
    found = problem(first(table, **changes))
    assert found is not None
    assert found.field == field
    assert says in found.message


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("check_ins", {"confidence": 10}),
        ("check_ins", {"confidence": None}),
        ("log_entries", {"minutes": 960, "energy": 5}),
        ("key_results", {"weight": Number("0"), "position": -(2**63), "done_on": date(1970, 1, 1)}),
        ("key_results", {"title": "x" * 250}),
        ("budget_adjustments", {"amount": Number("-250.00")}),
        ("budget_entries", {"state": "spent", "actual": None}),
        ("assessments", {"levels": {}}),
        ("assessments", {"levels": {}, "ranked": ("listening", "listening")}),
        ("key_results", {"own_score": Number("0.7"), "own_score_reason": ""}),
        ("key_results", {"own_score": Number("1.00")}),
        ("key_results", {"starts_on": date(2200, 12, 31), "due_on": date(1970, 1, 1)}),
        ("meetings", {"pulse": 1}),
        ("stretches", {"safety": 5, "from_on": None, "to_on": date(2026, 1, 1)}),
        ("topics", {"meeting_id": None, "position": -1}),
        ("people", {"asked_on": date(2026, 5, 1), "met_on": date(2026, 4, 1), "accepted_on": date(2026, 3, 1)}),
        ("cycles", {"closed_on": date(2020, 1, 1), "status": "active"}),
        ("meetings", {"snapshot_id": "of-no-row"}),
    ],
)
def test_what_is_a_persons_own_business_is_accepted(table, changes):
    check_row(first(table, **changes))
    check(with_first(table, **changes))


def test_a_part_of_a_row_is_judged_as_well():
    blocker = Blocker("resource", "x" * 100_001, "", None)
    found = problem(first("check_ins", blocker=blocker))
    assert found == Problem("blocker", "text: 100,001 characters are too many: shorten it to 100,000")


def test_a_refused_row_is_named_by_table_id_and_field():
    with pytest.raises(InvalidValue, match=r"^key_results k11, title: this is empty: write 1 to 250 characters$"):
        check_row(first("key_results", title=""))


def test_a_refused_row_refuses_the_board():
    assert (
        refusal(with_first("log_entries", minutes=961))
        == "log_entries g01, minutes: 961 is out of range: write 1 to 960"
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"start": None}, "key_results k11, start: a metric goes from a start to a target"),
        ({"target": None}, "key_results k11, target: a metric goes from a start to a target"),
        (
            {"start": Number("1.0"), "target": Number("1.00")},
            "key_results k11: start and target are the same: use maintain or binary",
        ),
        (MAINTAIN | {"bound": None}, "key_results k11, bound: a maintain needs a bound"),
        (MAINTAIN | {"period": None}, "key_results k11, period: a maintain needs a period"),
        (
            MAINTAIN | {"bound": "at_least", "minimum": None},
            "minimum: a maintain with the bound at least needs a minimum",
        ),
        (
            MAINTAIN | {"bound": "at_most", "maximum": None},
            "maximum: a maintain with the bound at most needs a maximum",
        ),
        (MAINTAIN | {"minimum": None}, "minimum: a maintain with the bound between needs a minimum"),
        (MAINTAIN | {"maximum": None}, "maximum: a maintain with the bound between needs a maximum"),
        (MAINTAIN | {"minimum": Number("3")}, "key_results k11: the minimum is above the maximum: swap them"),
    ],
)
def test_a_key_result_without_what_its_kind_needs_is_refused(changes, says):
    assert says in refusal(with_first("key_results", **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "binary", "start": None, "target": None},
        {"kind": "milestone", "start": Number("1"), "target": Number("1")},
        MAINTAIN | {"bound": "at_most", "minimum": None},
        MAINTAIN | {"bound": "at_least", "maximum": None},
        MAINTAIN | {"minimum": Number("2")},
    ],
)
def test_a_key_result_with_what_its_kind_needs_is_accepted(changes):
    check(with_first("key_results", **changes))


@pytest.mark.parametrize(
    ("of", "before", "says"),
    [
        ("metric", {"start": None}, ", start: a metric goes from a start to a target"),
        ("metric", {"target": None}, ", target: a metric goes from a start to a target"),
        ("metric", {"target": Number("1.0")}, ": start and target are the same: use maintain or binary"),
        ("between", {"minimum": None}, ", minimum: a maintain with the bound between needs a minimum"),
        ("between", {"maximum": None}, ", maximum: a maintain with the bound between needs a maximum"),
        ("between", {"minimum": Number("6")}, ": the minimum is above the maximum: swap them"),
        ("at_least", {"minimum": None, "maximum": None}, ", minimum: a maintain with the bound at least"),
        ("at_most", {"minimum": None, "maximum": None}, ", maximum: a maintain with the bound at most"),
    ],
)
def test_a_target_change_of_what_cannot_have_been_is_refused(of, before, says):
    numbers = {"start": Number("1"), "target": Number("2"), "minimum": Number("3"), "maximum": Number("5")} | before
    card = metric() if of == "metric" else maintain(bound=of, minimum="1", maximum="9")
    board = year_of(card, replace(target_change(), **numbers))
    assert refusal(board).startswith(f"target_changes tc1{says}")


@pytest.mark.parametrize(
    ("card", "numbers"),
    [
        (metric(), {"start": "3", "target": "1"}),
        (maintain(), {"maximum": "5"}),
        (maintain(bound="at_least", minimum="1"), {"minimum": "5", "maximum": None}),
        (maintain(bound="between", minimum="1", maximum="2"), {"minimum": "5", "maximum": "5"}),
        (binary(), {}),
    ],
    ids=["a metric", "at most", "at least", "between", "a binary"],
)
def test_a_target_change_of_what_can_have_been_is_accepted(card, numbers):
    check(year_of(card, target_change(**numbers)))


def test_every_impossible_target_change_is_told():
    rows = metric(), target_change(), target_change(id="tc2", start="1", target="1")
    found = [(each.row.id, each.rule) for each in violations(year_of(*rows))]
    assert found == [("tc1", "row"), ("tc2", "row")]


def test_a_target_change_of_nothing_is_refused_as_a_reference():
    assert refusal(year_of(target_change())) == (
        "target_changes tc1, key_result_id: key_results has no row k1: add it, or remove the reference"
    )


def test_what_a_reflection_is_about_is_no_reference():
    check(year_of(reflection(about={"kind": "goal", "id": "gone"})))


def test_a_cycle_that_ends_before_it_starts_is_refused():
    says = refusal(cycles(cycle("c2027", "2027-02-02", "2027-02-01")))
    assert says == "cycles c2027, ends_on: the cycle ends before it starts: choose a later end"


def test_cycles_that_share_a_day_are_refused():
    says = refusal(cycles(cycle("c2027", "2026-12-31", "2027-12-31")))
    assert says.startswith("cycles c2027: its days overlap those of c2026")


def test_a_cycle_within_a_cycle_is_refused():
    assert "its days overlap those of c2026" in refusal(cycles(cycle("q2", "2026-04-01", "2026-06-30")))


def test_cycles_that_follow_each_other_are_accepted():
    check(cycles(cycle("c2027", "2027-01-01", "2027-01-01"), cycle("c2024", "2025-01-01", "2025-02-02")))


@pytest.mark.parametrize("make", [ilo, policy])
@pytest.mark.parametrize(
    ("spans", "apart"),
    [
        ([("2026-01-01", "2026-03-31"), ("2026-04-01", None)], True),
        ([("2026-04-01", None), ("2026-01-01", "2026-03-31")], True),
        ([("2026-01-01", "2026-03-31"), ("2026-03-31", None)], False),
        ([("2026-01-01", None), ("2026-03-31", "2026-04-01")], False),
        ([("2026-01-01", None), ("2026-03-31", None)], False),
        ([("2026-01-01", "2026-12-31"), ("2026-06-02", "2026-06-01")], True),  # no day at all is in the second
    ],
)
def test_ilo_periods_and_hours_policies_share_no_day(make, spans, apart):
    rows = [make(f"x{number}", *span) for number, span in enumerate(spans)]
    board = with_rows(rows[0].TABLE, *rows)
    if apart:
        check(board)
    else:
        assert "its days overlap those of x0" in refusal(board)


def test_an_id_twice_in_a_table_is_refused():
    says = refusal(with_rows("goals", *year().goals, first("goals")))
    assert says == "goals g1: the id is used twice, first in goals: give one of them another id"


def test_an_id_twice_over_all_tables_is_refused():
    assert "cycles g1: the id is used twice, first in goals" in refusal(cycles(cycle("g1", "2027-01-01", "2027-02-01")))


@pytest.mark.parametrize(
    ("table", "field", "missing_in"),
    [
        ("objectives", "cycle_id", "cycles"),
        ("objectives", "goal_id", "goals"),
        ("key_results", "objective_id", "objectives"),
        ("key_results", "baseline_id", "key_results"),
        ("milestones", "key_result_id", "key_results"),
        ("check_ins", "key_result_id", "key_results"),
        ("ilo_periods", "key_result_id", "key_results"),
        ("ilo_periods", "helped_by_id", "people"),
        ("topics", "meeting_id", "meetings"),
        ("actions", "meeting_id", "meetings"),
        ("actions", "who_id", "people"),
        ("log_entries", "key_result_id", "key_results"),
        ("budgets", "cycle_id", "cycles"),
        ("budget_adjustments", "budget_id", "budgets"),
        ("budget_adjustments", "approved_by_id", "people"),
        ("budget_entries", "cycle_id", "cycles"),
        ("budget_entries", "key_result_id", "key_results"),
        ("budget_entries", "decided_by_id", "people"),
        ("evaluations", "budget_entry_id", "budget_entries"),
        ("responses", "proposal_id", "proposals"),
        ("responses", "by_id", "people"),
        ("responses", "resolves_id", "responses"),
        ("stretches", "key_result_id", "key_results"),
        ("stretches", "job_safe_by_id", "people"),
        ("stretches", "trusted_person_id", "people"),
        ("assessments", "by_id", "people"),
    ],
)
def test_a_reference_to_a_row_that_is_not_there_is_refused(table, field, missing_in):
    row = first(table)
    says = refusal(with_first(table, **{field: "nowhere"}))
    assert says == f"{table} {row.id}, {field}: {missing_in} has no row nowhere: add it, or remove the reference"


def test_a_meeting_with_somebody_who_is_not_there_is_refused():
    says = refusal(with_first("meetings", with_ids=("owner", "p-mentor", "nobody")))
    assert says.startswith("meetings mt1, with_ids: people has no row nobody")


def test_owner_is_a_person_and_nothing_else():
    check(with_first("actions", who_id="owner"))
    check(with_first("meetings", with_ids=("owner",)))
    assert "goals has no row owner" in refusal(with_first("objectives", goal_id="owner"))


def test_nobody_is_no_reference():
    check(with_first("actions", who_id=None, meeting_id=None))
