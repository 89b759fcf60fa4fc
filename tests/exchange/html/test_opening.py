"""The top of a page: whose board it is, as of when and for whom, and the long-term goals."""

import pytest

from learnboard.exchange.html.opening import goals, head
from learnboard.presentation.changes import WITHHELD
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.pages import source_of


def test_the_head_names_the_board_the_day_and_the_reader() -> None:
    top = head(pages.june_source())
    assert (top.title, top.role, top.day) == ("Alder Finch’s board", "backend developer", "26 Jun 2026")
    # 26 June is the 177th of 365 days.
    assert top.facts == (
        "day 177 of 365 of cycle 2026",
        "for Rowan Teal",
        "snapshot 2",
        "a record of learning, not an appraisal",
    )
    assert top.meeting == "You meet on this day, 26 Jun."
    assert top.withheld == WITHHELD


def test_the_head_names_the_next_meeting_with_the_reader() -> None:
    reader = builders.person(id="p1", name="Rowan Teal")
    rows = [
        builders.meeting(id="m1", on="2026-07-01", with_ids=("p2",), held=False),
        builders.meeting(id="m2", on="2026-08-07", with_ids=("p1",), held=False),
    ]
    records = builders.year_of(reader, builders.person(id="p2", name="Hazel Brook"), *rows)
    assert head(source_of(records, reader=reader)).meeting == "Next meeting: 7 Aug, with Rowan Teal."
    assert head(source_of(records)).meeting == "Next meeting: 1 Jul, with Hazel Brook."
    assert head(source_of(builders.year_of())).meeting == ""


@pytest.mark.parametrize(
    ("day", "where"),
    [
        ("2025-12-31", "cycle 2026 has not begun"),
        ("2026-12-31", "day 365 of 365 of cycle 2026"),
        ("2027-01-01", "cycle 2026 is over"),
    ],
)
def test_the_head_shows_where_in_its_cycle_a_board_is(day: str, where: str) -> None:
    assert head(source_of(builders.year_of(), day)).facts[0] == where


def test_a_goal_is_shown_with_what_is_expected() -> None:
    (goal,) = goals(pages.june_source())
    assert goal.text.statement == "I want to be a performance expert"
    assert (goal.text.reached, goal.text.expected) == (
        "38 %",
        "expected 37 %",
    )  # 0.379 and 0.375 in the mentor's report


def test_an_active_goal_comes_before_one_that_was_set_aside() -> None:
    aside = builders.goal(id="g0", statement="sail", status="set_aside", position=0)
    found = goals(source_of(builders.records(aside, builders.goal(id="g2", statement="teach", position=9))))
    assert [(goal.text.statement, goal.text.status) for goal in found] == [("teach", "active"), ("sail", "set aside")]
