"""When a review is due, and what the check-ins tell of the time before: reckoned by hand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.key_results import Blocker
from learnboard.domain.review import (
    blockers_that_stayed,
    confidences,
    disagreements,
    due_review,
    review_days,
    review_due,
)
from tests.builders import check_in, cycle, meeting, metric, settings

YEAR = cycle()
QUARTER = cycle(kind="quarter", ends_on="2026-03-31")
SLOW = {"kind": "dependency", "text": "their call is slow", "next_action": "ask them", "due_on": None}


def test_it_is_due_every_13_weeks_from_the_start_and_two_weeks_before_the_end():
    assert review_days(YEAR) == (date(2026, 4, 2), date(2026, 7, 2), date(2026, 10, 1), date(2026, 12, 17))
    assert review_days(QUARTER) == (date(2026, 3, 17),)
    assert review_days(cycle(ends_on="2026-01-05")) == (date(2026, 1, 1),)


@given(st.integers(0, 2000), st.integers(0, 800))
def test_the_days_are_in_the_cycle_and_far_from_each_other(start, length):
    first = date(2020, 1, 1) + timedelta(start)
    last = first + timedelta(length)
    days = review_days(cycle(starts_on=str(first), ends_on=str(last)))
    assert all(first <= day <= last for day in days)
    assert all(timedelta(28) < later - earlier <= timedelta(91 + 28) for earlier, later in pairwise(days))


@pytest.mark.parametrize(
    ("held", "day", "due"),
    [
        ([], "2026-01-10", "2026-04-02"),
        ([], "2026-04-30", "2026-04-02"),  # 28 days late: asked for still
        ([], "2026-05-01", "2026-07-02"),  # a board that never had one is not reproached with all
        (["2026-03-31"], "2026-11-30", "2026-07-02"),  # missed since then, and asked for until there is one
        (["2026-03-31", "2026-11-30"], "2026-12-01", None),  # six weeks before 17 December
        (["2026-03-31"], "2026-04-01", "2026-07-02"),
        (["2026-02-19"], "2026-03-20", "2026-07-02"),  # six weeks before 2 April: it counts
        (["2026-02-18"], "2026-03-20", "2026-04-02"),
        (["2026-04-20"], "2026-04-21", "2026-07-02"),
        (["2026-12-10"], "2026-12-12", None),
    ],
)
def test_a_review_counts_for_the_day_it_is_near_to(held, day, due):
    rows = [meeting(id=f"m{on}", kind="progress_review", on=on) for on in held]
    found = review_due(YEAR, rows, date.fromisoformat(day))
    assert found == (date.fromisoformat(due) if due else None)


def test_one_that_was_planned_and_not_held_is_asked_for_until_there_is_one():
    planned = meeting(kind="progress_review", on="2026-07-03", held=False)
    assert review_due(YEAR, [planned], date(2026, 9, 30)) == date(2026, 7, 2)
    assert review_due(YEAR, [planned], date(2026, 6, 3)) == date(2026, 7, 2)
    held = meeting(id="m2", kind="progress_review", on="2026-09-30")
    assert review_due(YEAR, [planned, held], date(2026, 9, 30)) == date(2026, 12, 17)  # it counts for 1 October, too


def test_those_invited_to_the_planned_one_are_counted_and_no_cycle_that_is_over_asks_for_one():
    rows = [
        meeting(kind="progress_review", on="2026-03-31", with_ids=["p1", "p2"]),
        meeting(id="m2", kind="progress_review", on="2026-07-03", with_ids=["p1"], held=False),
        meeting(id="m3", on="2026-07-01", with_ids=["p1", "p2"], held=False),
    ]
    found = due_review(YEAR, rows, date(2026, 6, 23))
    assert found == (date(2026, 7, 2), 1)
    assert due_review(cycle(status="closed"), rows, date(2026, 6, 23)) is None
    assert due_review(YEAR, rows, date(2027, 1, 1)) is None


def test_confidence_over_time_tells_each_change_once():
    rows = [check_in(f"2026-0{month}-01", confidence=each) for month, each in enumerate((5, 5, None, 6, 4), 1)]
    assert confidences(rows) == (5, 6, 4)


def test_a_blocker_of_two_check_ins_in_a_row_has_stayed_and_of_one_has_not():
    other = {**SLOW, "text": "no machine"}
    marks = [None, SLOW, {**SLOW, "next_action": "ask again"}, other, None, other, other]
    rows = [check_in(f"2026-0{month}-01", blocker=each) for month, each in enumerate(marks, 1)]
    first, second = blockers_that_stayed(rows)
    assert (first.first, first.last, first.over) == (date(2026, 2, 1), date(2026, 3, 1), True)
    assert first.blocker == Blocker("dependency", "their call is slow", "ask again", None)
    assert (second.first, second.over) == (date(2026, 6, 1), False)


def test_status_and_pace_disagree_where_it_is_said_to_be_on_track_and_is_far_behind_or_at_risk_and_is_not():
    # Of 0 to 100 over 365 days: on 2 July, day 183, 50.1 % are expected; on 1 October, day 274, 75.1 %.
    rows = [
        check_in("2026-04-02", "20", status="on_track"),  # day 92, 25.2 %: a gap of 5 points is on pace
        check_in("2026-07-02", "20", status="on_track"),  # 30 points behind
        check_in("2026-08-01", "22", status="on_track"),  # day 213, 58.4 %: 36 behind
        check_in("2026-10-01", "80", status="at_risk"),
    ]
    context = CycleContext(YEAR, date(2026, 12, 1), settings())
    found = disagreements(metric(target="100"), rows, (), (), context, committed=False)
    assert [(str(each.first), str(each.last), each.figures.health) for each in found] == [
        ("2026-07-02", "2026-08-01", "on_track"),
        ("2026-10-01", "2026-10-01", "at_risk"),
    ]
