"""The calendar agrees with that of the standard library, and with the wall's."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.days import DateRange, month_length, months_later, range_of, weekday_of, working_days_later

QUICK = settings(deadline=None, database=None, max_examples=100)
DAYS = st.dates(date(100, 1, 1), date(9900, 1, 1))


@pytest.mark.parametrize(
    ("day", "unit", "steps", "first", "last"),
    [
        ("2026-11-25", "week", 0, "2026-11-23", "2026-11-29"),
        ("2026-11-29", "week", 1, "2026-11-30", "2026-12-06"),
        ("2027-01-01", "week", 0, "2026-12-28", "2027-01-03"),
        ("2026-11-25", "month", 0, "2026-11-01", "2026-11-30"),
        ("2026-11-25", "month", 3, "2027-02-01", "2027-02-28"),
        ("2028-01-31", "month", 1, "2028-02-01", "2028-02-29"),
        ("2026-11-25", "quarter", 0, "2026-10-01", "2026-12-31"),
        ("2026-11-25", "quarter", -3, "2026-01-01", "2026-03-31"),
        ("2026-06-30", "quarter", 0, "2026-04-01", "2026-06-30"),
        ("2026-11-25", "year", 2, "2028-01-01", "2028-12-31"),
    ],
)
def test_a_range_by_example(day, unit, steps, first, last):
    found = range_of(date.fromisoformat(day), unit, steps)
    assert found == DateRange(date.fromisoformat(first), date.fromisoformat(last))


@QUICK
@given(DAYS, st.sampled_from(["week", "month", "quarter", "year"]), st.integers(-50, 50))
def test_ranges_follow_each_other_without_a_gap(day, unit, steps):
    current, whole, following = range_of(day, unit), range_of(day, unit, steps), range_of(day, unit, steps + 1)
    assert current.first <= day <= current.last
    assert following.first - whole.last == timedelta(days=1)
    assert range_of(whole.first, unit) == range_of(whole.last, unit) == whole


@QUICK
@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_as_long_as_the_library_says(year, month):
    assert month_length(year, month) == monthrange(year, month)[1]


@QUICK
@given(DAYS, st.integers(-1000, 1000))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@QUICK
@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_in_the_same_iso_week(day, weekday):
    found = weekday_of(day, weekday)
    assert found.weekday() == weekday
    assert found.isocalendar()[:2] == day.isocalendar()[:2]


def test_working_days_leave_out_the_weekend():
    friday, saturday, sunday, monday = (date(2026, 11, 27) + timedelta(days=days) for days in range(4))
    assert {working_days_later(day, 1) for day in (friday, saturday, sunday)} == {monday}
    assert {working_days_later(day, -1) for day in (monday, sunday, saturday)} == {friday}
    assert working_days_later(saturday, 0) == saturday
    assert working_days_later(friday, -5) == date(2026, 11, 20)
