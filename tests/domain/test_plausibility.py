"""What is asked about: a value far off, a negative one where nothing is negative, and a day to come or too early."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.model.fields import Number
from learnboard.domain.plausibility import check_in_doubts
from tests.builders import binary, maintain, metric

DAY = date(2026, 6, 26)


@pytest.mark.parametrize(
    ("row", "value", "doubts"),
    [
        # 850 to 400: the span is 450 wide, ten times that is 4500.
        (metric(start="850", target="400"), "5350", ()),
        (metric(start="850", target="400"), "5350.1", ("far",)),
        (metric(start="850", target="400"), "-4100", ("negative",)),
        (metric(start="850", target="400"), "-4100.1", ("far", "negative")),
        (metric(start="-5", target="5"), "-3", ()),
        (metric(start="-5", target="5"), "-105", ()),
        (metric(start="-5", target="5"), "-106", ("far",)),
        (maintain(maximum="4"), "-1", ("negative",)),
        (maintain(maximum="4"), "4000", ()),
        (maintain(bound="at_least", minimum="-4", maximum=None), "-1", ()),
        (binary(kind="baseline"), "-1", ()),
    ],
)
def test_a_value_is_in_doubt_far_outside_of_its_span_and_below_zero(row, value, doubts):
    assert check_in_doubts(row, Number(value), None, DAY, None) == doubts


@given(st.integers(-1000, 1000), st.integers(-1000, 1000).filter(bool), st.integers(-10, 11))
def test_no_value_within_ten_times_the_span_is_far(start, size, times):
    row = metric(start=str(start), target=str(start + size))
    value = Number(str(start + times * size))
    assert "far" not in check_in_doubts(row, value, None, DAY, None)


@pytest.mark.parametrize(("days", "doubts"), [(-400, ()), (0, ()), (1, ("future",))])
def test_a_day_is_in_doubt_until_it_comes(days, doubts):
    assert check_in_doubts(metric(), None, DAY + timedelta(days), DAY, None) == doubts


@pytest.mark.parametrize(
    ("on", "begins", "doubts"),
    [
        ("2020-01-01", "2026-01-01", ("early",)),
        ("2025-12-31", "2026-01-01", ("early",)),
        ("2026-01-01", "2026-01-01", ()),
        # Before a cycle begins, today says where one starts; the day before is as likely a slip as ever.
        ("2026-06-26", "2026-07-01", ()),
        ("2026-06-25", "2026-07-01", ("early",)),
    ],
)
def test_a_day_before_the_cycle_begins_is_in_doubt(on, begins, doubts):
    assert check_in_doubts(metric(), None, date.fromisoformat(on), DAY, date.fromisoformat(begins)) == doubts
