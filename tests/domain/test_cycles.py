"""The cycles of a board in order, the one that follows, and the day an earlier one is measured on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.cycles import CycleDays, context_of, find_cycle, following, in_order, neighbour
from learnboard.domain.days import LAST_DAY
from learnboard.domain.model.board_info import Settings
from learnboard.domain.row_rules import overlapping_cycle
from learnboard.service.factory import new_cycle
from tests.builders import cycle

LAST = cycle(id="c25", title="2025", starts_on="2025-01-01", ends_on="2025-12-31")
NOW = cycle(id="c26", title="2026")
NEXT = cycle(id="c27", title="2027", starts_on="2027-01-01", ends_on="2027-12-31")
CYCLES = (NEXT, LAST, NOW)
DAY = date(2026, 11, 29)


def test_cycles_stand_by_their_first_day_and_know_their_neighbours():
    assert in_order(CYCLES) == (LAST, NOW, NEXT)
    assert neighbour(CYCLES, NOW, 1) == NEXT
    assert neighbour(CYCLES, NOW, -1) == LAST
    assert neighbour(CYCLES, LAST, -1) is None
    assert neighbour(CYCLES, NEXT, 1) is None


def test_the_cycle_of_an_id_is_found_and_without_one_that_of_the_day():
    assert find_cycle(CYCLES, "c25", DAY) == LAST
    assert find_cycle(CYCLES, None, DAY) == NOW
    assert find_cycle(CYCLES, "gone", DAY) == NOW
    assert find_cycle((), None, DAY) is None


@pytest.mark.parametrize(
    ("of", "day", "measured"),
    [
        (LAST, DAY, date(2025, 12, 31)),  # an earlier one on its last day
        (NOW, DAY, DAY),
        (NEXT, DAY, DAY),
        (NOW, date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_an_earlier_cycle_is_measured_on_its_last_day(of, day, measured):
    assert context_of(of, CYCLES, day, Settings()).day == measured


def test_the_cycle_of_the_day_is_measured_on_the_day_even_after_its_end():
    assert context_of(NOW, (LAST, NOW), date(2027, 1, 10), Settings()).day == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("cycles", "kind", "days"),
    [
        ((), None, ("year", "2026", "2026-01-01", "2026-12-31")),
        ((), "quarter", ("quarter", "Q4 2026", "2026-10-01", "2026-12-31")),
        ((), "onboarding", ("onboarding", "Onboarding 2026", "2026-11-29", "2027-08-28")),
        ((), "custom", ("custom", "2026–27", "2026-11-29", "2027-02-27")),  # 29 February is not in 2027
        ((NOW,), None, ("year", "2027", "2027-01-01", "2027-12-31")),
        ((NOW,), "quarter", ("quarter", "Q1 2027", "2027-01-01", "2027-03-31")),
        ((NOW,), "onboarding", ("onboarding", "Onboarding 2027", "2027-01-01", "2027-09-30")),
        (
            (cycle(kind="quarter", starts_on="2026-07-01", ends_on="2026-09-30"),),
            None,
            ("quarter", "Q4 2026", "2026-10-01", "2026-12-31"),
        ),
        (
            (cycle(kind="custom", starts_on="2026-11-01", ends_on="2026-11-30"),),
            None,
            ("custom", "2026", "2026-12-01", "2026-12-30"),  # as long as the last one
        ),
    ],
)
def test_the_cycle_that_follows_is_of_the_kind_of_the_last_one_and_begins_the_day_after(cycles, kind, days):
    expected = CycleDays(days[0], days[1], date.fromisoformat(days[2]), date.fromisoformat(days[3]))
    assert following(cycles, DAY, kind) == expected


@given(
    st.sampled_from(["year", "quarter", "onboarding", "custom"]),
    st.sampled_from(["year", "quarter", "onboarding", "custom"]),
    st.dates(date(1970, 1, 1), LAST_DAY - timedelta(days=1)),
    st.integers(0, 800),
)
def test_what_follows_never_overlaps_and_never_ends_before_it_starts(kind, before, first, length):
    last = cycle(
        kind=before, starts_on=first.isoformat(), ends_on=min(first + timedelta(days=length), LAST_DAY).isoformat()
    )
    days = following((last,), DAY, kind)
    made = new_cycle(DAY, days)
    assert days.starts_on <= days.ends_on <= LAST_DAY
    if last.ends_on < LAST_DAY:
        assert overlapping_cycle(made, (last,)) is None
    assert made.status == ("planning" if days.starts_on > DAY else "active")
