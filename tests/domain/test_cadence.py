"""Cadences in words: what is read is a number of days, and what is written can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.cadence import cadence_text, parse_cadence
from learnboard.domain.errors import InvalidValue


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("every 6 weeks", 42),
        ("Every six  weeks.", 42),
        ("6 weeks", 42),
        ("6w", 42),
        ("weekly", 7),
        ("every other week", 14),
        ("fortnightly", 14),
        ("once every 3 weeks", 21),
        ("every 10 days", 10),
        ("every day", 1),
        ("monthly", 30),
        ("once a month", 30),
        ("every two months", 61),
        ("quarterly", 91),
        ("every year", 365),
    ],
)
def test_a_cadence_is_read_as_people_write_it(words, days):
    assert parse_cadence(words) == days


@pytest.mark.parametrize(
    "words", ["", "42", "often", "every", "every weeks 6", "every 0 days", "every 2 years", "-7 days"]
)
def test_what_is_no_cadence_is_refused_with_an_example(words):
    with pytest.raises(InvalidValue, match="as in every 6 weeks"):
        parse_cadence(words)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (42, "every 6 weeks"),
        (7, "every week"),
        (10, "every 10 days"),
        (30, "every month"),
        (91, "every 3 months"),
        (365, "every year"),
    ],
)
def test_days_are_written_in_the_largest_unit_that_fits(days, words):
    assert cadence_text(days) == words


@given(st.integers(1, 366))
def test_every_cadence_that_is_written_can_be_read_again(days):
    assert parse_cadence(cadence_text(days)) == days


@given(st.integers())
def test_whatever_a_file_says_is_told(days):
    assert cadence_text(days).startswith("every ")
