"""Learning time: what was agreed and what was used of it (FORMAT.md §2, "hours")."""

import pytest

from tests.builders import cycle, hours_policy, log_entry, records, report_on

YEAR = cycle()  # 1 January 2026 is a Thursday.
THREE_DAYS = cycle(starts_on="2026-03-02", ends_on="2026-03-04")  # Monday to Wednesday


def hours(day, *rows):
    report = report_on(day, records(*rows))["hours"]
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


@pytest.mark.parametrize(("to_on", "minutes"), [("2026-03-03", 0), ("2026-03-04", 120), (None, 120)])
def test_the_last_week_is_cut_at_the_cycles_end(to_on, minutes):
    # Its last day in the cycle is Wednesday the 4th, not Sunday the 8th.
    assert hours("2026-03-20", THREE_DAYS, hours_policy(from_on="2026-03-02", to_on=to_on))[0] == minutes


def test_the_week_of_the_day_itself_is_cut_there():
    # On Tuesday the policy that ends on Wednesday is in force.
    assert hours("2026-03-03", THREE_DAYS, hours_policy(to_on="2026-03-04"))[0] == 120


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
    assert hours("2026-03-03", THREE_DAYS, log_entry(on=on))[1] == used


def test_time_after_the_cycles_end_is_not_used():
    entries = log_entry(on="2026-03-04", minutes=7), log_entry(id="l2", on="2026-03-05")
    assert hours("2026-03-20", THREE_DAYS, *entries)[1] == 7


def test_the_balance_is_what_is_left_and_may_be_overdrawn():
    entries = log_entry(minutes=100), log_entry(id="l2", minutes=50)
    assert hours("2026-01-05", YEAR, hours_policy(minutes_per_week=60), *entries) == (120, 150, -30)
