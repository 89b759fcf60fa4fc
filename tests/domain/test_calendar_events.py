"""Which days of a board belong into a calendar. Weekdays are of 2026: 1 January is a Thursday."""

from datetime import date, time

import pytest

from learnboard.domain.calendar_events import Repetition, calendar_events
from learnboard.domain.learning_block import LearningBlock
from tests.builders import (
    action,
    budget_entry,
    cycle,
    evaluation,
    hours_policy,
    meeting,
    metric,
    milestone,
    objective,
    person,
    proposal,
    settings,
    steps,
    year_of,
)

DAY = date(2026, 6, 26)
WEDNESDAYS = LearningBlock(2, time(14))


def events(*rows, day=DAY, block=None, cadence="biweekly", kinds=None):
    board = year_of(*rows, counting_by=settings(check_in_cadence=cadence))
    return {
        each.key: each for each in calendar_events(board, day, block) if kinds is None or each.kind in kinds.split()
    }


def days(*rows, **how):
    return {key: str(each.on) for key, each in events(*rows, **how).items()}


# -- learning time


def test_the_weekly_time_lasts_as_long_as_what_is_agreed_on():
    (block,) = events(hours_policy(minutes_per_week=180), block=WEDNESDAYS, kinds="learning").values()
    assert (block.key, str(block.on), block.at, block.minutes) == ("h1", "2026-01-07", time(14), 180)
    assert block.repeats == Repetition(1, None)


def test_there_is_none_during_a_pause():
    rows = [
        hours_policy(id="h1", to_on="2026-07-31"),
        hours_policy(id="h2", from_on="2026-09-01"),
        hours_policy(id="h0", from_on="2025-01-01", to_on="2025-12-31"),
    ]
    found = events(*rows, block=WEDNESDAYS, kinds="learning")
    assert {key: (str(each.on), each.repeats.until) for key, each in found.items()} == {
        "h1": ("2026-01-07", date(2026, 7, 31)),
        "h2": ("2026-09-02", None),
    }


@pytest.mark.parametrize(("minutes", "lasts"), [(1, 1), (600, 600), (601, 600), (2**40, 600)])
def test_it_ends_with_its_day(minutes, lasts):
    (block,) = events(hours_policy(minutes_per_week=minutes), block=WEDNESDAYS, kinds="learning").values()
    assert block.minutes == lasts  # from 14:00 to midnight there are ten hours


def test_where_nothing_is_agreed_on_it_is_an_hour_from_this_week_on():
    (block,) = events(block=WEDNESDAYS, kinds="learning").values()
    assert (block.key, str(block.on), block.minutes) == ("brd.learning", "2026-06-24", 60)


@pytest.mark.parametrize("row", [hours_policy(minutes_per_week=0), hours_policy(to_on="2026-01-05")])
def test_no_time_is_no_event(row):
    assert events(row, block=WEDNESDAYS, kinds="learning") == {}
    assert events(hours_policy(), kinds="learning") == {}


# -- check-ins and the cycle


@pytest.mark.parametrize(
    ("cadence", "first", "weeks"),
    [("weekly", "2026-01-02", 1), ("biweekly", "2026-01-02", 2), ("monthly", "2026-01-30", 0)],
)
def test_check_in_days_are_fridays_of_the_cycle(cadence, first, weeks):
    found = events(cadence=cadence)
    assert days(cadence=cadence) == {"c1.check-ins": first, "c1": "2026-12-31"}
    assert found["c1.check-ins"].repeats == Repetition(weeks, date(2026, 12, 31))


def test_a_month_whose_last_friday_is_over_begins_with_the_next():
    late = cycle(starts_on="2026-01-31", ends_on="2026-03-31")
    assert days(late, day=date(2026, 2, 1), cadence="monthly", kinds="check_ins") == {"c1.check-ins": "2026-02-27"}


def test_a_cycle_without_a_friday_has_no_check_in_day():
    assert days(cycle(starts_on="2026-06-29", ends_on="2026-07-02"), kinds="check_ins") == {}


def test_a_closed_cycle_has_no_events():
    closed = cycle(status="closed", closed_on="2027-01-04")
    assert events(closed, objective(), metric(due_on="2026-05-01")) == {}


def test_a_cycle_that_is_over_wants_to_be_closed_and_no_check_ins():
    assert days(day=date(2027, 2, 1)) == {"c1": "2026-12-31"}


# -- due dates


def test_due_dates_stay_and_those_of_dropped_ones_are_off():
    found = events(
        metric(id="k1", due_on="2026-05-01"),
        metric(id="k2"),
        metric(id="k3", due_on="2026-07-01", dropped_on="2026-06-01"),
        steps(id="k4"),
        milestone(id="s1", key_result_id="k4", due_on="2026-07-02", done_on="2026-06-02"),
        milestone(id="s2", key_result_id="k4"),
        steps(id="k5", dropped_on="2026-06-01"),
        milestone(id="s3", key_result_id="k5", due_on="2026-07-03"),
        kinds="key_result milestone",
    )
    assert {key: (str(each.on), each.cancelled) for key, each in found.items()} == {
        "k1": ("2026-05-01", False),
        "k3": ("2026-07-01", True),
        "s1": ("2026-07-02", False),
        "s3": ("2026-07-03", True),
    }


def test_actions_are_due_too_but_not_those_of_cycles_before():
    rows = [
        action(id="a1", meeting_id=None, due_on="2026-07-03"),
        action(id="a2", meeting_id=None, due_on="2026-03-03", done_on="2026-03-01"),
        action(id="a3", meeting_id=None, due_on="2025-03-03", done_on="2025-03-01"),
        action(id="a4", meeting_id=None, due_on="2025-03-03"),
        action(id="a5", meeting_id=None),
    ]
    assert days(*rows, kinds="action") == {"a1": "2026-07-03", "a2": "2026-03-03", "a4": "2025-03-03"}


# -- meetings


def test_a_meeting_agreed_on_is_an_event_that_is_off_once_it_is_planned():
    held = meeting(id="m1", on="2026-06-26", with_ids=["p1"], next_on="2026-08-07")
    assert days(person(), held, kinds="meeting") == {"m1.next": "2026-08-07"}
    planned = meeting(id="m2", on="2026-08-10", held=False, with_ids=["p1"])
    later = meeting(id="m3", on="2026-09-10", held=False, with_ids=["p1"])
    found = events(person(), held, planned, later, kinds="meeting")
    assert {key: (str(each.on), each.cancelled) for key, each in found.items()} == {
        "m1.next": ("2026-08-07", True),
        "m2": ("2026-08-10", False),
        "m3": ("2026-09-10", False),
    }


def test_a_meeting_that_is_only_proposed_or_was_held_is_none():
    rows = [person(accepted_on="2026-01-05"), meeting(id="m1", on="2026-03-27", with_ids=["p1"])]
    assert days(*rows, cycle(planned_sessions=4), kinds="meeting") == {}


# -- proposals and value


def test_proposals_close_are_reviewed_and_withdrawn():
    common = {"closes_on": "2026-07-03", "min_responses": 2}
    found = events(
        proposal(id="pr1", opened_on="2026-06-20", review_on="2026-12-18", **common),
        proposal(id="pr2", opened_on=None, **common),
        proposal(id="pr3", opened_on="2026-06-20", withdrawn_on="2026-06-22", review_on="2026-12-18", **common),
        kinds="closes review",
    )
    assert {key: (each.kind, str(each.on), each.cancelled) for key, each in found.items()} == {
        "pr1": ("closes", "2026-07-03", False),
        "pr1.review": ("review", "2026-12-18", False),
        "pr3": ("closes", "2026-07-03", True),
    }


def test_looks_back_are_14_and_60_days_after_and_only_where_nobody_has():
    found = days(
        budget_entry(id="b1", state="spent", spent_on="2026-06-01"),
        budget_entry(id="b2", state="spent", spent_on="2026-06-10", happens_on="2026-06-01"),
        budget_entry(id="b3", state="evaluated", spent_on="2026-06-01"),
        evaluation(id="e1", budget_entry_id="b3", level="learning"),
        budget_entry(id="b4", state="evaluated", spent_on="2026-06-01"),
        evaluation(id="e2", budget_entry_id="b4", level="results"),
        budget_entry(id="b5", state="booked", happens_on="2026-06-01"),
        budget_entry(id="b6", state="spent"),
        kinds="value effect",
    )
    # 1 June and 14 days is 15 June; 29 more days of June and 31 of July are 60
    assert found == {
        "b1": "2026-06-15",
        "b1.effect": "2026-07-31",
        "b2": "2026-06-15",
        "b2.effect": "2026-07-31",
        "b3.effect": "2026-07-31",
    }


def test_no_second_event_can_have_the_name_of_a_row():
    rows = [
        budget_entry(id="b1", state="spent", spent_on="2026-06-01"),
        budget_entry(id="b1-effect", state="spent", spent_on="2026-06-01"),
    ]
    assert sorted(events(*rows, kinds="value effect")) == ["b1", "b1-effect", "b1-effect.effect", "b1.effect"]
