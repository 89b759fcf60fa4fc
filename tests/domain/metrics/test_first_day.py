"""A key result that is made late in its cycle counts from the day it is made on (FORMAT.md §2, "span")."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.days import DateRange
from learnboard.domain.metrics.figures import figures
from learnboard.domain.metrics.first_day import is_late, is_short, with_first_day
from learnboard.domain.metrics.progress import CycleContext
from tests.builders import binary, cycle, maintain, metric, settings, steps

YEAR = cycle()
FIRST = date(2026, 1, 1)


def context(day, counted=YEAR, **changes):
    return CycleContext(counted, day, settings(**changes))


def first_day(row, day, counted=YEAR, **changes):
    """From when a key result counts that is made on a day."""
    on = date.fromisoformat(day)
    return with_first_day(row, context(on, counted, **changes), on).starts_on


@pytest.mark.parametrize(
    ("day", "late"),
    [
        ("2026-02-05", False),  # day 36 of 365 is 0.0986
        ("2026-02-06", True),  # day 37 is 0.1014
        ("2026-11-29", True),
        ("2026-12-31", True),
        ("2026-01-01", False),
    ],
)
@pytest.mark.parametrize("build", [metric, steps])
def test_it_is_late_once_more_is_expected_than_the_first_pace_gap(build, day, late):
    assert first_day(build(), day) == (date.fromisoformat(day) if late else None)


def test_a_gap_that_is_met_exactly_is_not_exceeded():
    """Of ten days the first is a tenth."""
    ten_days = cycle(starts_on="2026-03-01", ends_on="2026-03-10")
    assert first_day(metric(), "2026-03-01", ten_days) is None
    assert first_day(metric(), "2026-03-02", ten_days) == date(2026, 3, 2)


def test_the_first_pace_gap_is_the_boards_own():
    assert first_day(metric(), "2026-06-01", pace_gaps=["0.50", "0.60"]) is None
    assert first_day(metric(), "2026-02-05", pace_gaps=["0.05", "0.25"]) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("period", "day", "late"),
    [
        ("quarter", "2026-03-30", False),  # none of four quarters is over
        ("quarter", "2026-03-31", True),  # one of four is
        ("month", "2026-02-27", False),  # one of twelve months is over: 0.083
        ("month", "2026-02-28", True),
    ],
)
def test_of_a_maintain_the_periods_decide(period, day, late):
    assert first_day(maintain(period=period), day) == (date.fromisoformat(day) if late else None)


@pytest.mark.parametrize(
    "row", [binary(), binary(kind="baseline"), metric(due_on="2026-11-28"), metric(starts_on="2026-10-01")]
)
def test_nothing_is_set_where_nothing_is_expected_daily_or_it_is_overdue_or_set_already(row):
    assert first_day(row, "2026-11-29") == row.starts_on


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01", "2027-11-29"])
def test_nothing_is_set_in_a_cycle_that_has_ended_or_not_begun(day):
    assert first_day(metric(), day) is None
    # The board of an earlier cycle is measured on its last day; the key result is made on another.
    assert with_first_day(metric(), context(date(2026, 12, 31)), date.fromisoformat(day)).starts_on is None


def test_nothing_is_set_without_a_cycle():
    assert with_first_day(metric(), None, FIRST).starts_on is None


def test_a_due_date_makes_it_late_sooner():
    """Due on 10 January: on the 2nd, two of ten days are over."""
    assert first_day(metric(due_on="2026-01-10"), "2026-01-02") == date(2026, 1, 2)


ROWS = st.sampled_from([metric(), maintain(), maintain(period="week"), steps(), binary()])
DAYS = st.integers(-40, 400).map(lambda days: FIRST + timedelta(days=days))


@given(ROWS, DAYS)
def test_what_counts_from_its_day_is_expected_no_more_than_what_the_whole_cycle_expects(row, day):
    new = with_first_day(row, context(day), day)
    before, after = (figures(each, (), (), committed=False, cycle_context=context(day)).expected for each in (row, new))
    assert after <= before
    assert (new.starts_on == day) == (before > Fraction(1, 10) and row.kind != "binary" and day <= date(2026, 12, 31))


@given(ROWS, DAYS)
def test_it_is_set_once(row, day):
    once = with_first_day(row, context(day), day)
    assert with_first_day(once, context(day), day + timedelta(days=30)).starts_on == (
        once.starts_on or with_first_day(row, context(day), day + timedelta(days=30)).starts_on
    )


@pytest.mark.parametrize(("days", "short"), [(1, True), (3, True), (4, False), (33, False)])
def test_a_span_of_fewer_than_four_days_is_short(days, short):
    assert is_short(DateRange(FIRST, FIRST + timedelta(days=days - 1))) is short


def test_one_of_a_few_days_is_late_by_its_cycle_and_counts_all_the_same():
    assert is_late(metric(), context(date(2026, 12, 30)), date(2026, 12, 30))
