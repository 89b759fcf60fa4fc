"""Who is the primary mentor, a candidate, or no longer there; and which meeting the header tells of."""

from datetime import date

import pytest

from learnboard.domain.relations import agreed_with, in_list_order, lacks_mentor, own_meetings, planned_with, stage
from tests.builders import meeting, person

DAY = date(2026, 6, 26)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (person(primary=True), "primary"),
        (person(primary=True, asked_on="2026-06-01"), "primary"),
        (person(primary=True, from_on="2026-06-27"), "candidate"),
        (person(accepted_on="2026-06-26"), "in_force"),
        (person(accepted_on="2026-06-27"), "candidate"),
        (person(), "candidate"),
        (person(relation="buddy"), "in_force"),
        (person(relation="contact", met_on="2026-06-01"), "candidate"),
        (person(relation="supervisor"), "in_force"),
        (person(accepted_on="2026-01-01", to_on="2026-06-26"), "ended"),
        (person(accepted_on="2026-01-01", to_on="2026-06-27"), "in_force"),
    ],
)
def test_where_a_relation_stands(row, where):
    assert stage(row, DAY) == where


def test_the_primary_mentor_comes_first_and_whose_time_has_ended_last():
    rows = [
        person(id="gone", accepted_on="2025-01-01", to_on="2025-12-31"),
        person(id="went", accepted_on="2025-01-01", to_on="2026-05-31"),
        person(id="asked", asked_on="2026-06-01"),
        person(id="contact", relation="contact"),
        person(id="buddy", relation="buddy"),
        person(id="mentor", accepted_on="2026-01-01"),
        person(id="first", primary=True),
    ]
    assert [row.id for row in in_list_order(rows, DAY)] == [
        "first", "mentor", "buddy", "contact", "asked", "went", "gone"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "lacking"),
    [
        ([], True),
        ([person(relation="buddy")], True),
        ([person(asked_on="2026-06-01")], True),
        ([person(accepted_on="2026-06-01")], False),
        ([person(primary=True)], False),
        ([person(primary=True, to_on="2026-06-25")], True),
        ([person(accepted_on="2026-06-01", from_on="2026-07-01")], True),
    ],
)
def test_a_board_lacks_a_mentor_while_none_is_in_force(rows, lacking):
    assert lacks_mentor(rows, DAY) == lacking


def test_the_next_meeting_is_that_of_the_primary_mentor():
    old = meeting(id="old", with_ids=["p0"], next_on="2026-04-01")
    own = meeting(id="own", with_ids=["p1"], on="2026-08-07", held=False)
    buddy = meeting(id="buddy", kind="buddy", with_ids=["p2"], on="2026-07-01", held=False)
    gone = person(id="p0", to_on="2026-01-11")
    assert own_meetings([old, own, buddy], [gone, person(primary=True)], DAY) == (own,)
    assert own_meetings([old, own, buddy], [gone, person()], DAY) == (own, buddy)


def test_what_was_planned_before_the_last_meeting_is_planned_no_longer():
    held = meeting(id="m1", on="2026-06-26", with_ids=["p1"], next_on="2026-08-07")
    stale = meeting(id="m2", on="2026-05-08", with_ids=["p1"], held=False)
    later = meeting(id="m3", on="2026-08-07", with_ids=["p1"], held=False)
    with_both = meeting(id="m4", on="2026-05-08", with_ids=["p1", "p2"], held=False)
    assert planned_with(["p1"], [held, stale, later, with_both]) == (later, with_both)
    assert agreed_with(["p1"], [held, stale, later]) == ()
    assert agreed_with(["p1"], [held, stale]) == (held,)
    assert agreed_with(["p2"], [held, stale]) == ()
