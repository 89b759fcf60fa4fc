"""Hints on a board: each rule by an example that it finds and one that it leaves alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.board import Board
from learnboard.domain.cycles import context_of
from learnboard.domain.lint import Lint, LintFacts, LintFinding, lint
from learnboard.domain.lint_rules import (
    ACTIVITY_VERBS,
    OUTPUT_VERBS,
    key_result_title_findings,
    objective_title_findings,
)
from learnboard.domain.model.goals import main_goal
from learnboard.domain.report import board_report
from tests.builders import (
    EXAMPLE_BOARD,
    binary,
    budget_entry,
    check_in,
    cycle,
    document,
    goal,
    maintain,
    metric,
    objective,
    records_in,
    settings,
    steps,
    year_of,
)

DAY = date(2026, 6, 26)
NOTHING = LintFacts()
WHYS = {"why_me": "I like it", "why_company": "fewer incidents"}
VERBS = (  # as the rule was asked for
    "launch, build, ship, implement, create, deliver, release, complete, develop, deploy, write, publish, migrate, "
    "install, conduct, hold, organise, set up, roll out, hire, redesign, finish, produce, run"
)


def board_of(records, day=DAY):
    report, info = board_report(records, day), records.board_info
    around = context_of(report.cycle, records.cycles, day, info.settings) if report.cycle else None
    return Board(info.settings, day, around, main_goal(records.goals), report.columns)


def found(*rows, facts=NOTHING, **how):
    """The rules that find something, each with the id of its row."""
    told = lint(board_of(year_of(*rows, **how)), facts)
    return [(each.rule, each.about) for each in told.findings]


def o(**fields):
    return objective(**{**WHYS, **fields})


def m(number=1, **fields):
    return metric(id=f"k{number}", position=number, **{"title": "Raise talks from 0 to 10", **fields})


def test_a_board_that_says_what_changes_has_no_hint():
    assert found(goal(**WHYS), o(), m()) == []


def test_an_objective_wants_a_key_result_unless_it_is_a_draft():
    assert found(o()) == [("no_key_result", "o1")]
    assert found(o(), m(dropped_on="2026-02-01")) == [("no_key_result", "o1")]
    assert found(o(status="draft")) == []


def test_what_is_over_is_left_alone():
    assert found(objective(status="abandoned", title="Be 10 times as good"), binary(title="Build it")) == []
    closed = cycle(status="closed", closed_on="2026-06-20")
    assert lint(board_of(year_of(closed, objective(), binary(title="Build it"))), LintFacts()) == Lint()


def test_more_than_the_board_wants_is_told():
    wanted = settings(max_objectives=2, max_key_results=3)
    rows = [o(id=f"o{number}", position=number) for number in (1, 2, 3)]
    cards = [m(number, objective_id=row.id) for number, row in enumerate(rows, 1)]
    assert found(*rows, *cards, counting_by=wanted) == [("too_many_objectives", "")]
    assert found(*rows[:2], *cards[:2], counting_by=wanted) == []
    over = lint(board_of(year_of(o(), *map(m, range(1, 5)), counting_by=wanted)), LintFacts()).findings
    assert over == (LintFinding("too_many_key_results", "objective", "o1", o().title, "o1", "4", 3),)
    assert found(o(), *map(m, range(1, 4)), counting_by=wanted) == []


def test_an_objective_has_no_digits_and_at_most_18_words():
    assert found(o(title="Give 3 talks"), m()) == [("objective_number", "o1")]
    assert found(o(title="Give three talks"), m()) == []
    assert found(o(title=" ".join(["word"] * 19)), m()) == [("objective_long", "o1")]
    assert found(o(title=" ".join(["word"] * 18)), m()) == []


def test_a_metric_and_what_is_kept_have_a_number_in_the_title():
    assert found(o(), m(title="Raise talk feedback")) == [("no_number", "k1")]
    assert found(o(), maintain(title="Keep incidents low")) == [("no_number", "k1")]
    assert found(o(), maintain(title="Keep incidents at or under two a month")) == []
    assert found(o(), m(), binary(id="k2", title="Earn the certificate")) == []  # nothing in it is a number


@pytest.mark.parametrize("verb", VERBS.split(", "))
def test_an_output_verb_comes_first(verb):
    for written in (verb, verb.capitalize(), verb.upper()):
        assert found(o(), m(title=f"{written} 5 things")) == [("output_verb", "k1")]
    assert found(o(), m(title=f"Raise what I {verb} from 0 to 5")) == []


def test_no_other_verb_is_an_output():
    assert {*VERBS.split(", "), "organize"} == OUTPUT_VERBS
    assert not OUTPUT_VERBS & ACTIVITY_VERBS
    assert found(o(), m(title="Builders up from 0 to 5")) == []
    assert found(o(), m(title="“Build” trust from 0 to 5")) == [("output_verb", "k1")]  # quotation marks hide no verb


def test_an_activity_says_what_changes_by_it():
    assert found(o(), m(), binary(id="k2", title="Attend the performance meetup")) == [("activity", "k2")]
    assert found(o(), m(), binary(id="k2", title="Take part in a review")) == [("activity", "k2")]
    assert found(o(), m(title="Read profiles unaided, from 0 to 8")) == []  # measured: it says what changes


def test_all_milestones_and_all_lagging():
    done = [steps(id="k1", title="Earn trust"), binary(id="k2", title="Earn the certificate")]
    assert found(o(), *done) == [("all_milestones", "o1")]
    assert found(o(), *done, m(3)) == []
    assert found(o(), m(1, indicator="lagging"), m(2, indicator="lagging")) == [("all_lagging", "o1")]
    assert found(o(), m(1, indicator="lagging"), m(2)) == []
    assert found(o(), m(1, indicator="lagging"), m(2, dropped_on="2026-02-01")) == [("all_lagging", "o1")]


@pytest.mark.parametrize(("confidence", "rules"), [(6, ["committed_confidence"]), (7, []), (10, [])])
def test_what_is_committed_wants_confidence(confidence, rules):
    told = found(o(okr_type="committed"), m(), check_in("2026-06-01", "3", confidence))
    assert [rule for rule, _ in told] == rules
    assert found(o(), m(), check_in("2026-06-01", "3", min(confidence, 9))) == []  # aspirational


def test_what_is_aspirational_may_reach_further():
    told = [check_in("2026-06-01", "3", 10), check_in("2026-06-01", "3", 9, id="c2", key_result_id="k2")]
    (over,) = lint(board_of(year_of(o(), m(1), m(2), *told)), LintFacts()).findings
    assert (over.rule, over.about, over.found) == ("aspirational_mean", "o1", "9.5")  # (10 + 9) / 2
    even = [told[0], check_in("2026-06-01", "3", 8, id="c2", key_result_id="k2")]
    assert found(o(), m(1), m(2), *even) == []  # 9.0 is not above 9
    assert found(o(), m(1), m(2, dropped_on="2026-06-02"), *even) == [("aspirational_mean", "o1")]
    assert found(o(okr_type="committed"), m(1), m(2), *told) == []


def test_mandatory_work_is_not_for_this_board():
    assert found(o(), m(labels=["Mandatory"])) == [("mandatory", "k1")]
    assert found(o(title="Do the mandatory safety training"), m()) == [("mandatory", "o1")]
    assert found(o(), m(title="Mandatory courses from 0 to 3", labels=["mandatory"])) == [("mandatory", "k1")]
    assert found(o(), m(labels=["optional"])) == []


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        ({}, "key_result expected_value"),
        ({"key_result_id": "k1"}, "expected_value"),
        ({"expected_value": "three ideas"}, "key_result"),
        ({"expected_value": " ", "key_result_id": "k1", "state": "spent"}, "expected_value"),
        ({"expected_value": "three ideas", "key_result_id": "k1"}, None),
        ({"state": "cancelled"}, None),
        ({"state": "declined"}, None),
        ({"kind": "tool"}, None),
        ({"estimate": "0", "with_id": "p1", "key_result_id": "k1"}, None),
        ({"estimate": "0", "with_id": "owner"}, None),
        ({"estimate": "1", "with_id": "owner"}, "key_result expected_value"),
    ],
)
def test_a_training_says_what_it_is_for(fields, lacking):
    facts = LintFacts([budget_entry(**{"kind": "course", "key_result_id": None, **fields})])
    told = lint(board_of(year_of(o(), m())), facts).findings
    assert [(each.rule, each.about, each.found) for each in told] == ([("training", "b1", lacking)] if lacking else [])


def test_both_whys_are_wanted():
    assert found(goal(), o(), m()) == [("why", "g1")]
    assert found(goal(status="exploring"), o(), m()) == []
    (only,) = lint(board_of(year_of(o(why_me=" "), m())), LintFacts()).findings
    assert (only.rule, only.about, only.found) == ("why", "o1", "why_me")


@pytest.mark.parametrize("origin", ["assigned", "mentor_suggested", "team_need", "peer_feedback"])
def test_what_came_from_others_wants_to_be_accepted(origin):
    assert found(o(origin=origin), m()) == [("not_accepted", "o1")]
    assert found(o(origin=origin, accepted_on="2026-01-16"), m()) == []


def test_the_load_is_counted_and_compared_with_the_time_there_is():
    rows = [o(), o(id="o2", position=1), m(1), m(2), m(3, objective_id="o2"), m(4, dropped_on="2026-02-01")]
    done = binary(id="k5", title="Earn the certificate", done_on="2026-03-01", position=9)
    facts = LintFacts(minutes={"k1": 60, "k3": 45, "k4": 500, "k5": 500}, own_minutes={"k2": 30}, entitled=104)
    told = lint(board_of(year_of(*rows, done)), facts)
    assert [(row.id, count) for row, count in told.load.open] == [("o1", 2), ("o2", 1)]
    assert (told.load.in_all, told.load.on_open, told.load.own, told.load.entitled) == (3, 105, 30, 104)
    assert [(each.rule, each.found, each.limit) for each in told.findings] == [("load", "105", 104)]
    assert found(*rows, facts=facts._replace(entitled=105)) == []
    assert found(*rows, facts=facts._replace(entitled=0)) == []  # no time is agreed on: there is nothing to compare


def test_what_is_dismissed_is_told_apart():
    board = board_of(year_of(objective(title="Give 3 talks"), m()))
    told = lint(board, LintFacts(), {"objective_number o1"})
    assert [each.id for each in told.findings] == ["why o1"]
    assert [each.id for each in told.dismissed] == ["objective_number o1"]


def test_the_example_year_has_exactly_three_outputs():
    records = records_in(document(EXAMPLE_BOARD))
    for day in (date(2026, 1, 20), DAY, date(2026, 12, 31)):
        told = lint(board_of(records, day), LintFacts(records.budget_entries)).findings
        assert [each.about for each in told if each.rule == "output_verb"] == ["k14", "k31", "k32"]
        assert not [each for each in told if each.rule in ("no_number", "objective_number", "training", "mandatory")]


def test_no_board_has_no_hint():
    assert lint(Board.blank(), LintFacts()) == Lint()


@given(st.text(max_size=60), st.sampled_from(["metric", "maintain", "milestone", "binary", "baseline"]))
def test_any_title_is_read_and_each_rule_finds_it_once(title, kind):
    for told in (key_result_title_findings(title, kind), objective_title_findings(title)):
        assert len({each.rule for each in told}) == len(told)
        assert all(each.found.casefold() in title.casefold() or each.rule == "objective_long" for each in told)
