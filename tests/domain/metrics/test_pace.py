"""Where a day lies in its cycle, what is expected by then, and the pace (FORMAT.md §2)."""

import pytest

from tests.builders import (
    binary,
    budget,
    card_report,
    check_in,
    cycle,
    goal,
    hours_policy,
    log_entry,
    maintain,
    meeting,
    metric,
    milestone,
    objective,
    proposal,
    records,
    report_on,
    settings,
    steps,
    topic,
)

TEN_DAYS = cycle(starts_on="2026-03-01", ends_on="2026-03-10")
TWO_CYCLES = (
    cycle(id="spring", starts_on="2026-03-01", ends_on="2026-03-31"),
    cycle(id="autumn", starts_on="2026-09-01", ends_on="2026-09-30"),
)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "day", "elapsed"),
    [
        # 27 March is day 31 + 28 + 27 = 86 of 365.
        ("2026-01-01", "2026-12-31", "2026-03-27", "0.235616"),
        ("2026-01-01", "2026-12-31", "2026-01-01", "0.002740"),
        ("2026-01-01", "2026-12-31", "2026-12-30", "0.997260"),
        ("2026-01-01", "2026-12-31", "2026-12-31", "1.000000"),
        ("2026-01-01", "2026-12-31", "2025-12-31", "0.000000"),
        ("2026-01-01", "2026-12-31", "2027-01-01", "1.000000"),
        # 29 February is day 60 of 366 = 0.16393…, 1 March day 61 = 0.16666…
        ("2024-01-01", "2024-12-31", "2024-02-29", "0.163934"),
        ("2024-01-01", "2024-12-31", "2024-03-01", "0.166667"),
        # A cycle of one day is over on it.
        ("2024-02-29", "2024-02-29", "2024-02-28", "0.000000"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "1.000000"),
        ("2024-02-29", "2024-02-29", "2024-03-01", "1.000000"),
    ],
)
def test_elapsed_counts_both_ends_of_the_cycle(starts_on, ends_on, day, elapsed):
    board = records(cycle(starts_on=starts_on, ends_on=ends_on))
    assert report_on(day, board)["elapsed"] == elapsed


@pytest.mark.parametrize(
    ("day", "named"),
    [
        ("2026-02-28", "spring"),  # before all: the first
        ("2026-03-01", "spring"),
        ("2026-06-15", "spring"),  # between the two: the one that began
        ("2026-08-31", "spring"),
        ("2026-09-01", "autumn"),
        ("2027-05-01", "autumn"),  # after all: the last
    ],
)
def test_the_cycle_is_the_latest_that_began_else_the_first(day, named):
    assert report_on(day, records(*TWO_CYCLES))["cycle"] == named
    assert report_on(day, records(*reversed(TWO_CYCLES)))["cycle"] == named


def test_only_objectives_and_budgets_of_the_cycle_are_reported():
    rows = (
        objective(id="o-spring", cycle_id="spring"),
        objective(id="o-autumn", cycle_id="autumn"),
        budget(id="bu-spring", cycle_id="spring", currency="EUR"),
        budget(id="bu-autumn", cycle_id="autumn", currency="CHF"),
    )
    told_in_june = report_on("2026-06-15", records(*TWO_CYCLES, *rows))
    assert [one["id"] for one in told_in_june["objectives"]] == ["o-spring"]
    assert [one["currency"] for one in told_in_june["budgets"]] == ["EUR"]


def test_without_a_cycle_there_is_little_to_tell_but_no_error():
    meetings = meeting(held=False), meeting(id="m2", on="2026-03-01", kind="feedback_session"), topic(meeting_id="m2")
    board = records(goal(), hours_policy(), log_entry(), proposal(), *meetings)
    assert report_on("2026-03-05", board) == {
        "as_of": "2026-03-05",
        "cycle": None,
        "elapsed": None,
        "goals": [{"id": "g1", "progress": None, "expected": None}],
        "objectives": [],
        "hours": {
            "entitled_minutes": 0,
            "used_minutes": 0,
            "balance_minutes": 0,
            "weeks": [],
            "by_category": {},
            "by_mode": {},
            "by_source": {},
            "streak_weeks": 0,
        },
        "budgets": [],
        "meetings": {
            "held": 0,
            "planned": 1,
            "next": {"on": "2026-03-27", "kind": "mentor", "with_ids": []},
            "development_share": None,
        },
        "sessions": {"held": 0, "planned": 0},
        "proposals": [{"id": "pr1", "state": "open"}],
    }


def test_an_empty_board_reports_nothing():
    told_of_it = report_on("2026-03-05", records())
    assert [told_of_it[name] for name in ("goals", "objectives", "budgets", "proposals")] == [[], [], [], []]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-01-30", "0.000000"), ("2026-01-31", "0.083333"), ("2026-02-27", "0.083333"), ("2026-12-31", "1.000000")],
)
def test_of_a_maintain_the_ended_periods_are_expected(day, expected):
    assert card_report(day, maintain())["expected"] == expected


FOUR_WEEKS = cycle(starts_on="2026-03-02", ends_on="2026-03-29")  # Monday to Sunday


@pytest.mark.parametrize(
    ("day", "values", "expected"),
    [
        ("2026-03-07", [], 0),  # Saturday
        ("2026-03-08", [], 1),  # a week has ended on its Sunday
        ("2026-03-07", ["2026-03-03"], 1),
        ("2026-03-08", ["2026-03-03"], 1),
        ("2026-03-10", ["2026-03-10"], 2),  # seen up to the second
        ("2026-03-29", ["2026-03-10"], 4),
    ],
)
def test_of_a_maintain_a_period_is_expected_as_soon_as_it_is_seen(day, values, expected):
    rows = FOUR_WEEKS, maintain(period="week"), *(check_in(on, "5") for on in values)
    assert card_report(day, *rows)["expected"] == f"{expected / 4:.6f}"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-03-21", "0.500000"), ("2026-03-22", "1.000000"), ("2026-03-29", "1.000000")],
)
def test_of_a_maintain_the_periods_of_its_span_are_expected(day, expected):
    # Two whole weeks, from the 9th to the 22nd; the one that is cut has no value.
    row = maintain(period="week", starts_on="2026-03-09", due_on="2026-03-24")
    assert card_report(day, FOUR_WEEKS, row)["expected"] == expected


@pytest.mark.parametrize(
    ("starts_on", "due_on", "day", "expected"),
    [
        # Four days, from the 4th to the 7th.
        ("2026-03-04", "2026-03-07", "2026-03-03", "0.000000"),
        ("2026-03-04", "2026-03-07", "2026-03-04", "0.250000"),
        ("2026-03-04", "2026-03-07", "2026-03-06", "0.750000"),
        ("2026-03-04", "2026-03-07", "2026-03-07", "1.000000"),
        ("2026-03-04", "2026-03-07", "2026-03-10", "1.000000"),
        # Five days of twenty: it may be due after the cycle.
        ("2026-02-01", "2026-03-20", "2026-03-05", "0.250000"),
        # Begun after the cycle's end: the whole cycle.
        ("2026-03-12", None, "2026-03-05", "0.500000"),
        # Due before it begins: all at once, from the day after its due day on.
        ("2026-03-06", "2026-03-03", "2026-03-03", "0.000000"),
        ("2026-03-06", "2026-03-03", "2026-03-04", "1.000000"),
        (None, "2026-02-27", "2026-02-27", "0.000000"),
        (None, "2026-02-27", "2026-02-28", "1.000000"),
        (None, "2026-02-27", "2026-03-01", "1.000000"),
        # Or on it, if it is the cycle's last.
        ("2026-03-12", "2026-03-10", "2026-03-09", "0.000000"),
        ("2026-03-12", "2026-03-10", "2026-03-10", "1.000000"),
    ],
)
def test_of_a_metric_the_elapsed_part_of_its_span_is_expected(starts_on, due_on, day, expected):
    for row in (metric, steps):
        assert card_report(day, TEN_DAYS, row(starts_on=starts_on, due_on=due_on))["expected"] == expected


DUE = milestone(id="s1", weight="3", due_on="2026-03-02"), milestone(id="s2", weight="1", due_on="2026-03-05")


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-03-02", "0.000000"), ("2026-03-03", "0.750000"), ("2026-03-05", "0.750000"), ("2026-03-06", "1.000000")],
)
def test_of_milestones_with_due_days_the_due_weight_is_expected_from_the_day_after(day, expected):
    assert card_report(day, TEN_DAYS, steps(), *DUE)["expected"] == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-03-09", "0.000000"), ("2026-03-10", "0.500000"), ("2026-03-11", "0.500000")]
)
def test_a_step_due_on_the_cycles_last_day_is_expected_on_it(day, expected):
    rows = milestone(id="s1", due_on="2026-03-10"), milestone(id="s2", due_on="2026-03-11")
    assert card_report(day, TEN_DAYS, steps(), *rows)["expected"] == expected


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [*DUE, milestone(id="s3", weight="1")],
        [milestone(weight="0", due_on="2026-03-01")],
    ],
    ids=["no step", "a step without a due day", "no weight"],
)
def test_of_other_milestones_the_elapsed_part_is_expected(rows):
    # Day 4 of 10.
    assert card_report("2026-03-04", TEN_DAYS, steps(), *rows)["expected"] == "0.400000"


def test_the_due_day_of_the_key_result_says_nothing_of_steps_that_all_have_one():
    assert card_report("2026-03-04", TEN_DAYS, steps(due_on="2026-03-09"), *DUE)["expected"] == "0.750000"


@pytest.mark.parametrize("kind", ["binary", "baseline"])
@pytest.mark.parametrize(
    ("due_on", "day", "expected"),
    [
        ("2026-03-05", "2026-03-04", 0),
        ("2026-03-05", "2026-03-05", 0),
        ("2026-03-05", "2026-03-06", 1),
        ("2026-03-10", "2026-03-09", 0),
        ("2026-03-10", "2026-03-10", 1),
        (None, "2026-03-09", 0),
        (None, "2026-03-10", 1),
        (None, "2026-03-11", 1),
        # Due after the cycle is due then.
        ("2026-03-20", "2026-03-10", 0),
        ("2026-03-20", "2026-03-20", 0),
        ("2026-03-20", "2026-03-21", 1),
    ],
)
def test_a_binary_is_expected_from_the_day_after_it_is_due_else_from_the_cycles_last_day_on(
    kind, due_on, day, expected
):
    assert card_report(day, TEN_DAYS, binary(kind=kind, due_on=due_on))["expected"] == f"{expected}.000000"


@pytest.mark.parametrize(
    ("value", "pace"),
    [
        ("9", "on_pace"),
        ("5", "on_pace"),
        ("4", "on_pace"),  # the gap is 0.5 − 0.4, just 0.10
        ("3.999999999", "behind"),
        ("2.5", "behind"),  # the gap is 0.5 − 0.25, just 0.25
        ("2.499999999", "far_behind"),
        ("-7", "far_behind"),  # progress is 0, not less
    ],
)
def test_the_gaps_of_the_pace_are_inclusive(value, pace):
    # Day 5 of 10: 0.5 is expected.
    assert card_report("2026-03-05", TEN_DAYS, metric(), check_in("2026-03-05", value))["pace"] == pace


def test_the_gaps_of_the_pace_are_the_boards_own():
    rows = TEN_DAYS, metric(), check_in("2026-03-05", "4")
    assert card_report("2026-03-05", *rows, counting_by=settings(pace_gaps=["0.09", "0.10"]))["pace"] == "behind"
    assert card_report("2026-03-05", *rows, counting_by=settings(pace_gaps=["0.05", "0.09"]))["pace"] == "far_behind"


def test_a_third_is_a_third():
    # Day 1 of 3 expects 1/3; 1 of 3 is 1/3: no gap, even where none is allowed.
    rows = cycle(starts_on="2026-03-01", ends_on="2026-03-03"), metric(target="3"), check_in("2026-03-01", "1")
    assert card_report("2026-03-01", *rows, counting_by=settings(pace_gaps=["0", "0"]))["pace"] == "on_pace"
