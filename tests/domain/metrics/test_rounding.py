"""Ratios and money as text: half up, and never flattered (FORMAT.md §2 and §3)."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learnboard.domain.metrics.figures import shown, whole_percent
from learnboard.domain.metrics.rounding import half_up

QUICK = settings(deadline=None, database=None, max_examples=200)
PROGRESS = st.fractions(0, 1)


@pytest.mark.parametrize(
    ("ratio", "places", "text"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(49, 100), 0, "0"),
        (Fraction(-49, 100), 0, "0"),
        (Fraction(1, 3), 6, "0.333333"),
        (Fraction(2, 3), 6, "0.666667"),
        (Fraction(-2, 3), 2, "-0.67"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(1, 200), 2, "0.01"),
        (Fraction(12, 10), 2, "1.20"),
        (Fraction(0), 6, "0.000000"),
    ],
)
def test_a_half_goes_away_from_zero_and_zero_has_no_minus(ratio, places, text):
    assert half_up(ratio, places) == text


@QUICK
@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**15), max_value=10**15),
    st.integers(0, 6),
)
@example(Decimal("-0.0000005"), 6)
@example(Decimal("0.5"), 0)
def test_it_rounds_as_decimals_do_half_up(number, places):
    with localcontext() as context:
        context.prec = 60
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert half_up(Fraction(number), places) == format(abs(rounded) if rounded == 0 else rounded, "f")


@QUICK
@given(PROGRESS)
@example(Fraction(10**30 - 1, 10**30))
@example(Fraction(1, 10**30))
@example(Fraction(0))
@example(Fraction(1))
def test_all_is_shown_only_when_it_is_all_and_nothing_only_when_it_is_nothing(progress):
    assert (shown(progress) == "100%") == (progress == 1)
    assert (shown(progress) == "0%") == (progress == 0)


@QUICK
@given(PROGRESS)
def test_what_is_shown_is_the_nearest_percent_but_at_the_ends(progress):
    percent = whole_percent(progress)
    near = -Fraction(1, 2) < percent - progress * 100 <= Fraction(1, 2)
    assert near or (percent == 1 and progress < Fraction(1, 200)) or (percent == 99 and progress >= Fraction(199, 200))


@QUICK
@given(PROGRESS, PROGRESS)
def test_more_progress_is_never_shown_as_less(one, other):
    assert whole_percent(min(one, other)) <= whole_percent(max(one, other))


def test_no_progress_is_a_dash():
    assert shown(None) == "–"
