"""Learning time: what was agreed and what was used of it (FORMAT.md §2, "hours")."""

from datetime import date

import pytest

from learnboard.domain.report import board_report
from tests.builders import cycle, hours_policy, log_entry, records, report_on

YEAR = cycle()  # 1 January 2026 is a Thursday.
FOUR_DAYS = cycle(starts_on="2026-03-02", ends_on="2026-03-05")  # Monday to Thursday


def told(day, *rows):
    return report_on(day, records(*rows))["hours"]


def hours(day, *rows):
    report = told(day, *rows)
    return report["entitled_minutes"], report["used_minutes"], report["balance_minutes"]


@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        ("2025-12-31", 0),  # before the cycle
        ("2026-01-01", 1),
        ("2026-01-04", 1),  # Thursday to Sunday
        ("2026-01-05", 2),
        ("2026-01-14", 3),
        ("2026-12-31", 53),
        ("2027-06-30", 53),  # no week after the cycle's end
    ],
)
def test_each_week_begun_gives_what_was_agreed(day, weeks):
    # A policy known before the cycle: what it gives is asked of the cycle's days only.
    policy = hours_policy(minutes_per_week=120, from_on="2025-01-01")
    assert hours(day, YEAR, policy) == (120 * weeks, 0, 120 * weeks)


@pytest.mark.parametrize(
    ("from_on", "weeks"), [("2026-01-04", 3), ("2026-01-05", 2), ("2026-01-11", 2), ("2026-01-12", 1)]
)
def test_the_last_day_of_a_week_decides_what_it_gives(from_on, weeks):
    # Until Wednesday 14 January: the weeks end on the 4th, the 11th and, cut, on the 14th.
    assert hours("2026-01-14", YEAR, hours_policy(from_on=from_on))[0] == 120 * weeks


@pytest.mark.parametrize(("to_on", "minutes"), [("2026-03-04", 0), ("2026-03-05", 120), (None, 120)])
def test_the_last_week_is_cut_at_the_cycles_end(to_on, minutes):
    # Its last day in the cycle is Thursday the 5th, not Sunday the 8th.
    assert hours("2026-03-20", FOUR_DAYS, hours_policy(from_on="2026-03-02", to_on=to_on))[0] == minutes


def test_the_week_of_the_day_itself_is_cut_there():
    # On Tuesday the policy that ends on Wednesday is in force.
    assert hours("2026-03-03", FOUR_DAYS, hours_policy(to_on="2026-03-04"))[0] == 120


def test_a_pause_between_policies_gives_nothing():
    # 120 for the week to the 4th, nothing on Sunday the 11th, 60 for the week from the 12th.
    policies = hours_policy(to_on="2026-01-10"), hours_policy(id="h2", minutes_per_week=60, from_on="2026-01-12")
    assert hours("2026-01-14", YEAR, *policies)[0] == 180


def test_policies_follow_each_other_from_one_day_to_the_next():
    # 120 for the weeks to the 4th and the 11th, 60 for the one cut on the 14th.
    policies = hours_policy(to_on="2026-01-11"), hours_policy(id="h2", minutes_per_week=60, from_on="2026-01-12")
    assert hours("2026-01-14", YEAR, *policies)[0] == 300


@pytest.mark.parametrize(("source", "used"), [("learning_budget", 60), ("project_time", 0), ("own_time", 0)])
def test_only_time_of_the_learning_budget_uses_it(source, used):
    assert hours("2026-01-14", YEAR, log_entry(time_source=source)) == (0, used, -used)


@pytest.mark.parametrize(
    ("on", "used"),
    [
        ("2026-03-01", 0),
        ("2026-03-02", 60),
        ("2026-03-03", 60),
        ("2026-03-04", 0),  # later than the day
    ],
)
def test_only_time_from_the_cycles_start_to_the_day_is_used(on, used):
    assert hours("2026-03-03", FOUR_DAYS, log_entry(on=on))[1] == used


def test_time_after_the_cycles_end_is_not_used():
    entries = log_entry(on="2026-03-05", minutes=7), log_entry(id="l2", on="2026-03-06")
    assert hours("2026-03-20", FOUR_DAYS, *entries)[1] == 7


def test_the_balance_is_what_is_left_and_may_be_overdrawn():
    entries = log_entry(minutes=100), log_entry(id="l2", minutes=50)
    assert hours("2026-01-05", YEAR, hours_policy(minutes_per_week=60), *entries) == (120, 150, -30)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "weeks"),
    [
        ("2026-03-02", "2026-03-04", 0),  # Monday to Wednesday: no Thursday
        ("2026-03-02", "2026-03-05", 1),
        ("2026-03-05", "2026-03-05", 1),
        ("2026-03-06", "2026-03-11", 0),  # Friday to Wednesday
        ("2026-03-06", "2026-03-12", 1),
        ("2026-03-05", "2026-03-12", 2),
    ],
)
def test_a_week_is_granted_by_the_cycle_that_has_its_thursday(starts_on, ends_on, weeks):
    assert hours("2026-04-01", cycle(starts_on=starts_on, ends_on=ends_on), hours_policy())[0] == 120 * weeks


def test_a_week_is_granted_before_its_thursday_has_come():
    assert hours("2026-03-02", FOUR_DAYS, hours_policy())[0] == 120


def test_no_week_is_granted_by_two_cycles():
    # The week from Monday 30 March to Sunday 5 April has its Thursday in the second cycle.
    cycles = cycle(ends_on="2026-03-31"), cycle(id="c2", starts_on="2026-04-01")
    policy, entry = hours_policy(), log_entry(on="2026-03-31", minutes=30)
    assert told("2026-03-31", *cycles, policy, entry)["weeks"][-1] == {
        "week": "2026-W14",
        "entitled_minutes": 0,
        "used_minutes": 30,
    }
    assert told("2026-04-05", *cycles, policy, entry)["weeks"] == [
        {"week": "2026-W14", "entitled_minutes": 120, "used_minutes": 0}
    ]


def test_each_week_has_its_own_minutes():
    # 2027 begins on a Friday, in 2026-W53.
    entries = (
        log_entry(id="l1", on="2026-12-31", minutes=5),
        log_entry(id="l2", on="2027-01-01", minutes=7),
        log_entry(id="l3", on="2027-01-03", minutes=1),
        log_entry(id="l4", on="2027-01-04", minutes=9, time_source="own_time"),
        log_entry(id="l5", on="2027-01-14", minutes=11),
    )
    year = cycle(starts_on="2027-01-01", ends_on="2027-12-31")
    report = told("2027-01-13", year, hours_policy(from_on="2027-01-11"), *entries)
    assert [tuple(week.values()) for week in report["weeks"]] == [
        ("2026-W53", 0, 8),
        ("2027-W01", 0, 0),
        ("2027-W02", 120, 0),
    ]
    assert (report["entitled_minutes"], report["used_minutes"], report["balance_minutes"]) == (120, 8, 112)


def test_all_time_is_told_by_what_it_was_for_how_and_where_from():
    entries = (
        log_entry(id="l1", minutes=30, category="prototyping", mode="experience", time_source="project_time"),
        log_entry(id="l2", minutes=40, category="prototyping", mode="social"),
        log_entry(id="l3", minutes=50, category="other", mode="social", time_source="own_time"),
        log_entry(id="l4", minutes=60, on="2025-12-31"),
        log_entry(id="l5", minutes=60, on="2026-01-15"),
    )
    report = told("2026-01-14", YEAR, *entries)
    assert report["by_category"] == {"prototyping": 70, "other": 50}
    assert report["by_mode"] == {"experience": 30, "social": 90}
    assert report["by_source"] == {"project_time": 30, "learning_budget": 40, "own_time": 50}


@pytest.mark.parametrize(
    ("days", "streak"),
    [
        ([], 0),
        (["2026-02-18"], 1),
        (["2026-02-16", "2026-02-15", "2026-02-03"], 3),
        (["2026-02-16", "2026-02-03"], 1),  # the week between has none
        (["2026-02-15", "2026-02-03"], 2),  # this week has none yet
        (["2026-02-08"], 0),
        (["2026-01-14", "2026-01-13", "2026-02-19"], 0),  # later than the day is not known
    ],
)
def test_a_streak_is_the_weeks_in_a_row_with_an_entry(days, streak):
    # Wednesday 18 February; its week began on the 16th.
    entries = [log_entry(id=f"l{day}", on=day, time_source="own_time") for day in days]
    assert told("2026-02-18", YEAR, *entries)["streak_weeks"] == streak


def test_a_streak_begins_with_the_cycle():
    entries = [log_entry(id=f"l{day}", on=day) for day in ("2025-12-24", "2025-12-30", "2026-01-02", "2026-01-05")]
    # The week of 29 December to 4 January has an entry in the cycle, the one before it has none in it.
    assert told("2026-01-07", YEAR, *entries)["streak_weeks"] == 2


def test_after_the_cycle_the_streak_is_that_of_its_last_week():
    assert told("2027-06-30", YEAR, log_entry(on="2026-12-24"))["streak_weeks"] == 1
    assert told("2027-06-30", YEAR, log_entry(on="2026-12-20"))["streak_weeks"] == 0


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([hours_policy()], 120),
        ([hours_policy(), log_entry(on="2026-03-02", minutes=50), log_entry(id="l2", on="2026-03-01")], 70),
        ([hours_policy(), log_entry(on="2026-03-03", minutes=130)], -10),
        ([hours_policy(), log_entry(on="2026-03-03", time_source="own_time")], 120),
        ([hours_policy(to_on="2026-03-02")], None),
        ([], None),
    ],
)
def test_what_is_left_this_week_knows_no_cycle(rows, left):
    # Tuesday, in a week whose Thursday lies in no cycle.
    days = cycle(starts_on="2026-02-02", ends_on="2026-03-04")
    assert board_report(records(days, *rows), date(2026, 3, 3)).minutes_left == left
