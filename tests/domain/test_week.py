"""A week: what is carried over, and which lines are actions already."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.action_line import ActionLine
from learnboard.domain.errors import InvalidValue
from learnboard.domain.week import (
    NEXT,
    ON_TRACK,
    actions_to_add,
    actions_to_remove,
    carried_actions,
    carried_over,
    monday_after,
    notes_of,
    numbers_of,
    rating_of,
    week_rows,
)
from tests.builders import action, reflection

FRIDAY = date(2026, 7, 10)  # week 28: 6 to 12 July


def mine(id_, due_on, **changes):
    return action(id=id_, who_id="owner", due_on=due_on, meeting_id=None, **changes)


def test_what_was_due_in_an_earlier_week_was_carried_over_with_each_week_since():
    actions = [
        mine("a1", "2026-07-06"),  # for this week
        mine("a2", "2026-07-03"),  # of the week before
        mine("a3", "2026-06-26"),  # two weeks before
        mine("a4", "2026-07-13"),  # for the next one
        mine("a5", "2026-06-29", done_on="2026-07-02"),
        mine("a6", None),
        action(id="a7", who_id="p1", due_on="2026-06-26"),
    ]
    found = carried_actions(actions, FRIDAY)
    assert [(each.action.id, each.times) for each in found] == [("a3", 2), ("a2", 1), ("a1", 0)]
    assert carried_over(found) == 2


@given(st.dates(date(1971, 1, 1), date(2199, 1, 1)), st.integers(0, 400))
def test_what_is_written_on_any_day_is_for_the_monday_after_and_never_carried_over_before_it(day, later):
    monday = monday_after(day)
    assert monday.weekday() == 0
    assert 1 <= (monday - day).days <= 7
    (*_, times) = [each.times for each in carried_actions([mine("a1", str(monday))], monday + timedelta(days=later))]
    assert times == later // 7


def test_lines_that_are_open_actions_already_are_not_made_again():
    known = [
        mine("a1", "2026-07-13", text="Read chapter 3"),
        mine("a2", "2026-07-06", text="old", done_on="2026-07-07"),
    ]
    lines = [ActionLine("owner", "read chapter 3"), ActionLine("owner", "old"), ActionLine("owner", "old")]
    assert actions_to_add(lines, known) == (ActionLine("owner", "old"),)
    before = [ActionLine("owner", "read chapter 3"), ActionLine("owner", "old"), ActionLine("p1", "read chapter 3")]
    assert [row.id for row in actions_to_remove(before, lines[1:], known)] == ["a1"]
    assert actions_to_remove(before, lines, known) == ()


def test_the_rows_of_a_week_are_those_of_its_days_by_their_owner():
    rows = [
        reflection(id="r1", on="2026-07-06", by_id="owner", question=NEXT, text="read"),
        reflection(id="r2", on="2026-07-12", by_id="owner", question=ON_TRACK, text="", rating=4, visibility="mentor"),
        reflection(id="r3", on="2026-07-05", by_id="owner", question=NEXT, text="the week before"),
        reflection(id="r4", on="2026-07-08", by_id="p1", question=NEXT, text="of somebody else"),
        reflection(id="r5", on="2026-07-08", by_id="owner", question="another", text="no"),
    ]
    found = week_rows(rows, FRIDAY)
    assert sorted(row.id for row in found.values()) == ["r1", "r2"]
    assert notes_of(found)[1:3] == ("read", 4)


def test_numbers_and_ratings_are_read_or_refused():
    assert numbers_of("3, 1 1", 3) == (0, 2)
    assert numbers_of("", 3) == ()
    assert (rating_of(""), rating_of("5")) == (None, 5)
    for text in ("4", "0", "x", "-1", "٣", "9" * 5000):
        with pytest.raises(InvalidValue, match="numbers 1 to 3"):
            numbers_of(text, 3)
    for text in ("0", "6", "٣", "4.5"):
        with pytest.raises(InvalidValue, match="1"):
            rating_of(text)
