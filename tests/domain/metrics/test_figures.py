"""What objectives and goals are from what they consist of (FORMAT.md §2)."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from learnboard.domain.metrics.figures import RunningTotals
from learnboard.domain.report import board_report
from tests.builders import (
    binary,
    check_in,
    cycle,
    goal,
    metric,
    milestone,
    objective,
    objective_report,
    report_on,
    steps,
    year_of,
)

DAY = "2026-03-05"
TEN_DAYS = cycle(starts_on="2026-03-01", ends_on="2026-03-10")  # On DAY 0.5 is expected.


def at(value, name="k1", **changes):
    """A metric from 0 to 100 and a check-in on DAY that puts it there."""
    return metric(id=name, target="100", **changes), check_in(DAY, value, id=f"ci-{name}", key_result_id=name)


def ready(name, health):
    """A key result whose health on 30 June is the one wanted."""
    last = {"id": f"ci-{name}", "key_result_id": name}
    match health:
        case "achieved":
            return [binary(id=name, done_on="2026-06-01")]
        case "pending":
            return [binary(id=name)]
        case "outdated":
            return [binary(id=name), check_in("2026-01-01", **last)]
        case _:
            return [binary(id=name), check_in("2026-06-30", status=health, **last)]


def test_progress_and_expectation_are_weighted_and_the_score_is_a_plain_mean():
    # Progress (3·0.5 + 1·1) / 4 = 0.625; expected (3·0.5 + 1·0) / 4 = 0.375; score (0.50 + 1.00) / 2 = 0.75.
    done = binary(id="k2", weight="1", done_on="2026-03-01", due_on="2026-03-09")
    report = objective_report(DAY, TEN_DAYS, *at("50", weight="3"), done)
    assert (report["progress"], report["shown"], report["expected"]) == ("0.625000", "63%", "0.375000")
    assert (report["pace"], report["score"], report["band"]) == ("on_pace", "0.75", "green")


def test_the_pace_of_an_objective_is_of_its_own_gap():
    # Progress (0.5 + 0) / 2 = 0.25 against 0.5: a gap of just 0.25, while the second alone is far behind.
    report = objective_report(DAY, TEN_DAYS, *at("50"), *at("0", "k2"))
    assert [one["pace"] for one in report["key_results"]] == ["on_pace", "far_behind"]
    assert report["pace"] == "behind"


def test_key_results_that_all_weigh_nothing_give_no_progress_but_a_score():
    report = objective_report(DAY, TEN_DAYS, *at("50", weight="0"), *at("70", "k2", weight="0.00"))
    assert (report["progress"], report["shown"], report["expected"], report["pace"]) == (None, "–", None, "no_data")
    assert (report["score"], report["band"], report["health"]) == ("0.60", "yellow", "on_track")


def test_dropped_key_results_count_for_nothing():
    report = objective_report(DAY, TEN_DAYS, *at("50"), *at("0", "k2", weight="9", dropped_on=DAY))
    assert (report["progress"], report["expected"], report["score"]) == ("0.500000", "0.500000", "0.50")
    assert report["health"] == "on_track"


@pytest.mark.parametrize("rows", [(), at("50", dropped_on=DAY)], ids=["empty", "all dropped"])
def test_an_objective_with_nothing_that_counts_is_pending(rows):
    report = objective_report(DAY, TEN_DAYS, *rows)
    figures = ("progress", "shown", "expected", "pace", "health", "score", "band")
    assert [report[name] for name in figures] == [None, "–", None, "no_data", "pending", None, None]


def test_key_results_without_progress_are_left_out_of_the_mean_and_of_the_expectation():
    report = objective_report(DAY, TEN_DAYS, *at("40"), steps(id="k2", weight="9"))
    assert (report["progress"], report["expected"], report["score"]) == ("0.400000", "0.500000", "0.40")


@pytest.mark.parametrize(
    ("values", "score", "band"),
    [
        (["33", "34"], "0.34", "red"),  # 0.335, half up
        (["1", "0", "0"], "0.00", "red"),  # 0.0033…
        (["39", "40"], "0.40", "yellow"),  # 0.395, half up: the band is of 0.40
        (["69", "69", "70"], "0.69", "yellow"),  # 0.6933…
        (["69", "70"], "0.70", "green"),  # 0.695, half up
        (["100", "100", "99"], "1.00", "green"),  # 0.9966…: only a key result's own score keeps below 1.00
        (["99.6", "100"], "1.00", "green"),  # its 0.99 and 1.00 make 0.995, half up
        (["12.4", "12.4"], "0.12", "red"),  # of the rounded scores, not of 0.124
    ],
)
def test_the_score_of_an_objective_is_the_mean_of_scores_half_up(values, score, band):
    rows = [row for number, value in enumerate(values) for row in at(value, f"k{number}")]
    report = objective_report(DAY, TEN_DAYS, *rows)
    assert (report["score"], report["band"]) == (score, band)


def test_the_final_score_is_the_owners_own_where_there_is_one():
    # Scores 0.50 and 0.70; the owner says 0.8 and nothing.
    report = objective_report(DAY, TEN_DAYS, *at("50", own_score="0.8"), *at("70", "k2"))
    assert [(one["score"], one["final"]) for one in report["key_results"]] == [("0.50", "0.80"), ("0.70", "0.70")]
    assert (report["score"], report["final"]) == ("0.60", "0.75")


@pytest.mark.parametrize(
    ("own", "final"),
    [
        (["0.33", "0.34"], "0.34"),  # 0.335, half up
        (["0", "1", "1"], "0.67"),
        (["1", "0.99"], "1.00"),  # 0.995, half up
    ],
)
def test_the_final_score_of_an_objective_is_the_mean_of_finals_half_up(own, final):
    rows = [row for number, score in enumerate(own) for row in at("50", f"k{number}", own_score=score)]
    assert objective_report(DAY, TEN_DAYS, *rows)["final"] == final


def test_an_own_score_needs_no_progress():
    report = objective_report(DAY, TEN_DAYS, *at("50"), steps(id="k2", own_score="0.2"))
    assert [(one["score"], one["final"]) for one in report["key_results"]] == [("0.50", "0.50"), (None, "0.20")]
    assert (report["score"], report["final"]) == ("0.50", "0.35")


def test_the_own_score_of_what_was_dropped_counts_for_nothing():
    report = objective_report(DAY, TEN_DAYS, *at("50"), *at("0", "k2", own_score="1", dropped_on=DAY))
    assert report["key_results"][1]["final"] == "1.00"
    assert report["final"] == "0.50"
    assert objective_report(DAY, TEN_DAYS, *at("0", own_score="1", dropped_on=DAY))["final"] is None


WEAKEST_FIRST = ("off_track", "outdated", "at_risk", "pending", "on_track", "achieved")


@pytest.mark.parametrize(("weaker", "stronger"), [*pairwise(WEAKEST_FIRST)])
def test_the_weakest_key_result_is_the_health_of_the_objective(weaker, stronger):
    for first, second in ((weaker, stronger), (stronger, weaker)):
        report = objective_report("2026-06-30", *ready("k1", first), *ready("k2", second))
        assert [one["health"] for one in report["key_results"]] == [first, second]
        assert report["health"] == weaker


def test_an_objective_whose_key_results_are_all_achieved_is_achieved():
    assert objective_report("2026-06-30", *ready("k1", "achieved"), *ready("k2", "achieved"))["health"] == "achieved"


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"status": "active"}, True),
        ({"status": "closed"}, True),
        ({"status": "draft"}, False),
        ({"status": "abandoned"}, False),
        ({"origin": "assigned"}, False),
        ({"origin": "mentor_suggested"}, False),
        ({"origin": "team_need", "accepted_on": DAY}, True),
        ({"origin": "peer_feedback", "accepted_on": "2026-03-06"}, False),  # accepted later than the day
        ({"origin": "assigned", "accepted_on": DAY, "status": "draft"}, False),
    ],
)
def test_an_objective_counts_when_it_is_at_work_and_the_owners_own_or_accepted(changes, counted):
    board = year_of(TEN_DAYS, goal(), objective(goal_id="g1", **changes), *at("40"))
    report = report_on(DAY, board)
    assert report["objectives"][0]["counted"] is counted
    # It has figures of its own all the same.
    assert report["objectives"][0]["progress"] == "0.400000"
    figures = {"progress": "0.400000", "expected": "0.500000"} if counted else {"progress": None, "expected": None}
    assert report["goals"] == [{"id": "g1", **figures}]


def goals_of(*objectives):
    cards = (row for each in objectives for row in at(each[1], f"k-{each[0]}", objective_id=each[0]))
    columns = (objective(id=each[0], **{"goal_id": "g1", **each[2]}) for each in objectives)
    return report_on(DAY, year_of(TEN_DAYS, goal(), *columns, *cards))["goals"]


def test_a_goal_is_the_weighted_mean_of_its_counted_objectives():
    # (2·0.3 + 0.5·0.8) / 2.5 = 1 / 2.5 = 0.4; the draft and the one of no goal say nothing.
    report = goals_of(
        ("o1", "30", {"weight": "2"}),
        ("o2", "80", {"weight": "0.5"}),
        ("o3", "100", {"status": "draft"}),
        ("o4", "100", {"goal_id": None}),
    )
    assert report == [{"id": "g1", "progress": "0.400000", "expected": "0.500000"}]


def test_an_objective_not_begun_draws_its_goal_down():
    # (0 + 0.8) / 2: no progress yet is not the same as none.
    report = goals_of(("o1", "0", {}), ("o2", "80", {}))
    assert report == [{"id": "g1", "progress": "0.400000", "expected": "0.500000"}]


def test_a_goal_whose_objectives_weigh_nothing_has_no_progress():
    assert goals_of(("o1", "30", {"weight": "0"})) == [{"id": "g1", "progress": None, "expected": None}]


def test_an_objective_without_progress_weighs_nothing_in_its_goal():
    rows = (
        objective(goal_id="g1"),
        objective(id="o2", goal_id="g1", weight="9"),
        *at("40"),
        steps(id="k2", objective_id="o2"),
    )
    report = report_on(DAY, year_of(TEN_DAYS, goal(), *rows))
    assert report["goals"] == [{"id": "g1", "progress": "0.400000", "expected": "0.500000"}]


def test_objectives_of_another_cycle_say_nothing_of_a_goal():
    rows = (
        TEN_DAYS,
        cycle(id="c2", starts_on="2025-01-01", ends_on="2025-12-31"),
        goal(),
        objective(id="o2", goal_id="g1", cycle_id="c2"),
        *at("100", objective_id="o2"),
    )
    assert report_on(DAY, year_of(*rows))["goals"] == [{"id": "g1", "progress": None, "expected": None}]


def test_everything_stands_in_board_order():
    rows = (
        goal(id="g2", position=1),
        goal(id="g1", position=1),
        goal(id="g9", position=-1),
        objective(id="o1", position=2, status="abandoned"),
        objective(id="o2", position=1),
        metric(id="ka", objective_id="o2", position=5),
        metric(id="kc", objective_id="o2", position=0),
        metric(id="kb", objective_id="o2", position=0, dropped_on=DAY),
        milestone(key_result_id="ka"),
    )
    report = report_on(DAY, year_of(*rows))
    assert [one["id"] for one in report["goals"]] == ["g9", "g1", "g2"]
    assert [one["id"] for one in report["objectives"]] == ["o2", "o1"]
    assert [one["id"] for one in report["objectives"][0]["key_results"]] == ["kb", "kc", "ka"]


def test_cards_counted_at_once_make_the_sums_of_one_after_the_other():
    board = year_of(
        *at("30", weight="2", own_score="0.45"),
        *at("250", "k2", weight="0.5"),
        steps(id="k6", own_score="0.5"),
        metric(id="k3", start="3", target="10", weight="1.25", dropped_on="2026-02-01"),
        binary(id="k4", done_on="2026-03-01"),
        binary(id="k5", weight="0"),
    )
    (column,) = board_report(board, date.fromisoformat(DAY)).columns
    alone = RunningTotals()
    for card in column.cards:
        alone = alone.plus([(card.key_result, card.figures)])
    assert column.totals == alone
    assert alone.weight == Fraction("3.5")
    # 0.45, 1, 1, 0 and 0.5
    assert (alone.final, alone.finals) == (Fraction("2.95"), 5)
    assert alone.plus([(card.key_result, card.figures) for card in column.cards], sign=-1) == RunningTotals()
    half = RunningTotals().plus([(card.key_result, card.figures) for card in column.cards[:2]])
    assert half.plus([(card.key_result, card.figures) for card in column.cards[2:]]) == alone
