"""Days in words mean what a person means by them, and nothing else gets through."""

import sys
import warnings
from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import FIRST_DAY, LAST_DAY
from learnboard.domain.text import clean_line
from learnboard.service.dates import describe_day, parse_day, preload

FRIDAY = date(2026, 6, 26)
WEDNESDAY = date(2026, 6, 24)
QUICK = settings(deadline=None, database=None, max_examples=150)
WORDS = (  # noqa: SIM905  # a list would be one word a line
    "fri monday sun in 2 weeks 3 day days ago last next 30 nov june may 5 5th 12 2026 1999 - / . , + a the of at by "
    "month year 0 31 99 9999 before tomorrow today yesterday 1.5 ' second pm noon 10:30 ten half utc decade w d m eom"
).split()


def refusal(text, day=FRIDAY, **how):
    with pytest.raises(InvalidValue) as caught:
        parse_day(text, day, **how)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # relative
        ("today", "2026-06-26"),
        ("Tomorrow", "2026-06-27"),
        ("yesterday", "2026-06-25"),
        ("in 2 weeks", "2026-07-10"),
        ("  in  two   WEEKS ", "2026-07-10"),
        ("2 weeks", "2026-07-10"),
        ("2 weeks ago", "2026-06-12"),
        ("next month", "2026-07-26"),
        ("last friday", "2026-06-19"),
        # short forms; “1m” is not a minute
        ("3d", "2026-06-29"),
        ("2w", "2026-07-10"),
        ("+2w", "2026-07-10"),
        ("1m", "2026-07-26"),
        ("1 y", "2027-06-26"),
        ("-3d", "2026-06-23"),
        # weekdays: never today
        ("fri", "2026-07-03"),
        ("friday", "2026-07-03"),
        ("sat", "2026-06-27"),
        ("by thurs", "2026-07-02"),
        # a day and month: the next, which may be today
        ("30 nov", "2026-11-30"),
        ("Nov 30", "2026-11-30"),
        ("due 30th nov.", "2026-11-30"),
        ("25 jun", "2027-06-25"),
        ("26 jun", "2026-06-26"),
        ("june 26", "2026-06-26"),
        ("29 feb", "2028-02-29"),
        ("12 nov 26", "2026-11-12"),
        ("30 November, 2027", "2027-11-30"),
        ("1 jan 2020", "2020-01-01"),
        ("fri 3 jul", "2026-07-03"),
        # a month alone
        ("nov", "2026-11-26"),
        ("may", "2027-05-26"),
        # a number alone: the next such day, which may be today
        ("5", "2026-07-05"),
        ("5th", "2026-07-05"),
        ("the 12th", "2026-07-12"),
        ("26", "2026-06-26"),
        ("31", "2026-07-31"),
        # figures: day first, or the year
        ("2026-11-30", "2026-11-30"),
        ("2026-03-04", "2026-03-04"),
        ("2026-3-4", "2026-03-04"),
        ("2026/03/04", "2026-03-04"),
        ("2020-01-02", "2020-01-02"),
        ("4.3.", "2027-03-04"),
        ("30.11.", "2026-11-30"),
        ("30.11.26", "2026-11-30"),
        ("3/4/2027", "2027-04-03"),
        ("29/2", "2028-02-29"),
        # ends
        ("eom", "2026-06-30"),
        ("end of month", "2026-06-30"),
        ("by end of the year", "2026-12-31"),
        ("EOY", "2026-12-31"),
    ],
)
def test_what_a_person_writes_is_understood(text, meant):
    assert parse_day(text, FRIDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("fri", "2026-06-19"),
        ("wed", "2026-06-24"),
        ("5", "2026-06-05"),
        ("26", "2026-06-26"),
        ("31", "2026-05-31"),
        ("30 nov", "2025-11-30"),
        ("30.11.", "2025-11-30"),
        ("29.2.", "2024-02-29"),
        ("26 jun", "2026-06-26"),
        ("12 nov 25", "2025-11-12"),
        ("3d", "2026-06-23"),
        ("+3d", "2026-06-29"),
        ("2 weeks ago", "2026-06-12"),
        ("tomorrow", "2026-06-27"),
        ("2026-11-30", "2026-11-30"),
    ],
)
def test_of_what_was_the_latest_day_is_meant(text, meant):
    assert parse_day(text, FRIDAY, past=True) == date.fromisoformat(meant)


def test_next_friday_is_the_friday_that_comes():
    assert parse_day("next friday", WEDNESDAY) == FRIDAY


def test_the_end_of_december_is_in_the_year():
    assert parse_day("eom", date(2026, 12, 5)) == date(2026, 12, 31)


def test_a_month_is_as_long_as_it_is():
    assert parse_day("nov", date(2026, 8, 31)) == date(2026, 11, 30)
    assert parse_day("in 1 month", date(2026, 1, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        *("frx", "a", "m", "ma", "x", "of the", "christmas", "2027", "20261130", "1784000000", "0", "32", "0th"),
        *("6 pm", "6pm", "noon", "15:00", "tomorrow 15:00", "in 3 hours", "10 min", "today 6 p.m.", "30 nov 8am", "5s"),
        *("31 feb", "2026-02-30", "2026-13-01", "11/30", "13/13", "30.02.", "5 6 7", "29.2.2027", "1-2-3-4", "-5"),
        *("monday 5", "fri 4 jul", "at 5", "２ weeks", "٣ days", "30 növ", "\x1b[31mfri", "日本"),
    ],
)
def test_what_is_no_day_is_refused(text):
    shown = text.replace("\x1b", "")
    assert refusal(text) == f"“{shown}” is no day: write fri, in 2 weeks, 30 nov or 2026-11-30."


def test_the_examples_fit_what_was_asked_for():
    assert refusal("frx", past=True) == "“frx” is no day: write fri, 2 weeks ago, 30 nov or 2026-11-30."


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_no_day(text):
    assert refusal(text) == "This is no day: write fri, in 2 weeks, 30 nov or 2026-11-30."


@pytest.mark.parametrize("text", ["1969-12-31", "1 jan 1900", "2201-01-01", "in 999 years"])
def test_a_day_outside_the_years_of_the_format_is_refused(text):
    assert refusal(text).startswith(f"“{text}” is no day")


def test_the_first_and_the_last_day_are_days():
    assert parse_day("1970-01-01", FRIDAY) == FIRST_DAY
    assert parse_day("2200-12-31", FRIDAY) == LAST_DAY
    assert refusal("2201-01-01") == "“2201-01-01” is no day of the years 1970 to 2200: choose a day in these."


def test_a_long_text_is_refused_at_once_and_cut():
    begun = perf_counter()
    message = refusal("in 2 weeks " * 1_000)
    assert perf_counter() - begun < 0.05
    assert (
        message == "“in 2 weeks in 2 weeks in 2 weeks in 2 we…” is no day: write fri, in 2 weeks, 30 nov or 2026-11-30."
    )


@QUICK
@given(
    st.text(max_size=70)
    | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
    | st.lists(st.sampled_from(WORDS)).map("".join),
    st.dates(),
    st.booleans(),
)
def test_a_text_is_a_day_of_the_format_or_refused_in_a_sentence(text, day, past):
    message = ""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            assert FIRST_DAY <= parse_day(text, day, past=past) <= LAST_DAY
        except InvalidValue as refused:
            message = str(refused)
    assert message == clean_line(message)


@QUICK
@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY))
def test_a_day_in_figures_is_that_day_whenever_it_is_read(meant, day):
    for text in (f"{meant}", f"{meant.day}.{meant.month}.{meant.year}", f"{meant.day}/{meant.month}/{meant.year}"):
        assert parse_day(text, day) == meant


@QUICK
@given(st.integers(1, 31), st.dates(date(1980, 1, 1), date(2190, 1, 1)))
def test_a_number_is_the_next_such_day(number, day):
    days = (day + timedelta(days=more) for more in range(70))
    assert parse_day(str(number), day) == next(one for one in days if one.day == number)
    days = (day - timedelta(days=less) for less in range(70))
    assert parse_day(str(number), day, past=True) == next(one for one in days if one.day == number)


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2026-06-26", "Fri 26 Jun 2026, today"),
        ("2026-06-27", "Sat 27 Jun 2026, tomorrow"),
        ("2026-06-25", "Thu 25 Jun 2026, yesterday"),
        ("2026-07-04", "Sat 4 Jul 2026, in 8 days"),
        ("2026-06-23", "Tue 23 Jun 2026, 3 days ago"),
        ("2030-06-26", "Wed 26 Jun 2030, in 1,461 days"),
    ],
)
def test_a_day_is_told_with_how_far_it_is(on, message):
    assert describe_day(date.fromisoformat(on), FRIDAY) == message


@QUICK
@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY))
def test_what_is_told_is_understood(on, day):
    assert parse_day(describe_day(on, day).partition(",")[0], day) == on


def test_warming_loads_the_library():
    preload()
    assert "dateparser" in sys.modules
