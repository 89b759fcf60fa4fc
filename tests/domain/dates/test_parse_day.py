"""Days in words: what holds for every day and every text. What single phrases mean is in test_phrases.py."""

import subprocess
import sys
import unicodedata
import warnings
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.dates import parse_day
from learnboard.domain.days import FIRST_DAY, LAST_DAY
from learnboard.domain.errors import InvalidValue
from learnboard.domain.text import clean_line
from learnboard.presentation.values import away, day_text, describe_day, due_text, full_day, short_day
from tests.quickness import quickest

ROOT = Path(__file__).parents[3]
FRIDAY = date(2026, 6, 26)
WEDNESDAY = date(2026, 11, 25)
QUICK = settings(deadline=None, database=None, max_examples=150)
DAYS = st.dates(FIRST_DAY, LAST_DAY)
MIDDLE = st.dates(date(1985, 1, 1), date(2185, 1, 1))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = (  # noqa: SIM905  # a list would be one word a line
    "fri monday sun in 2 weeks 3 day days ago last next this 30 nov june may 5 5th 12 2026 1999 - / . , + a the of at "
    "month year quarter week w49 q1 first third end early mid late working half fortnight after before from on to by "
    "0 31 99 9999 tomorrow today yesterday 1.5 ' second pm noon 10:30 ten utc w d m eom christmas weekend 2-3 .. … and"
).split()
TEXTS = (
    st.text(max_size=70)
    | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
    | st.lists(st.sampled_from(WORDS)).map("".join)
)


def refusal(text, day=FRIDAY, **how):
    with pytest.raises(InvalidValue) as caught:
        parse_day(text, day, **how)
    return str(caught.value)


def days_from(day, step):
    return (day + timedelta(days=step * count) for count in range(400))


# What is not in a table of phrases, since nobody could read it there


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009", "\t", " \n "])
def test_any_blank_is_a_blank(blank):
    assert parse_day(f"{blank}30{blank}nov{blank}", WEDNESDAY) == date(2026, 11, 30)


@pytest.mark.parametrize("hyphen", "-‐‑‒–—−﹣－")
def test_any_hyphen_is_a_hyphen(hyphen):
    assert parse_day(f"2026{hyphen}11{hyphen}30", WEDNESDAY) == date(2026, 11, 30)
    assert parse_day(f"{hyphen}3d", WEDNESDAY) == date(2026, 11, 22)
    assert "is a range" in refusal(f"mon{hyphen}fri")


@pytest.mark.parametrize("sign", ["\u200b", "\u200e", "\ufeff", "\u00ad"])
def test_what_nobody_sees_makes_no_difference(sign):
    assert parse_day(f"{sign}30 no{sign}v", WEDNESDAY) == date(2026, 11, 30)


def test_a_text_that_a_terminal_could_obey_is_refused_without_it():
    assert refusal("\x1b[31mfri\x07") == "“fri” is no day: write fri, in 2 weeks, 30 nov or 2026-11-30."


# Refusals


def test_the_examples_fit_what_was_asked_for():
    assert refusal("frx") == "“frx” is no day: write fri, in 2 weeks, 30 nov or 2026-11-30."
    assert refusal("frx", past=True) == "“frx” is no day: write fri, 2 weeks ago, 30 nov or 2026-11-30."


@pytest.mark.parametrize("text", ["", "  \n", ".", "due by", "\u200b"])
def test_nothing_is_no_day(text):
    assert " is no day: write fri, in 2 weeks, 30 nov or 2026-11-30." in refusal(text)


def test_an_empty_text_has_no_quotation_marks():
    assert refusal(" ") == "This is no day: write fri, in 2 weeks, 30 nov or 2026-11-30."


def test_a_range_is_refused_with_a_sentence_of_its_own():
    assert refusal("mon-fri") == "“mon-fri” is a range: write one day, such as fri, 30 nov or 2026-11-30."


def test_a_long_text_is_refused_at_once_and_cut():
    message, seconds = quickest(lambda: refusal("in 2 weeks " * 1_000), 0.01)
    assert seconds < 0.01
    assert (
        message == "“in 2 weeks in 2 weeks in 2 weeks in 2 we…” is no day: write fri, in 2 weeks, 30 nov or 2026-11-30."
    )


@pytest.mark.parametrize("part", ["5 ", "1-", "a week before ", "5.", "the first of ", "next ", "mon, ", "..", "w1 "])
def test_no_short_text_takes_longer_than_a_key_may(part):
    _, seconds = quickest(lambda: refusal((part * 60)[:60]), 0.01)
    assert seconds < 0.01


@QUICK
@given(TEXTS, st.dates(), st.booleans())
def test_a_text_is_a_day_of_the_format_or_refused_in_a_sentence_that_says_what_to_write(text, day, past):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert FIRST_DAY <= parse_day(text, day, past=past) <= LAST_DAY
    except InvalidValue as refused:
        message = str(refused)
        assert message == clean_line(message)
        assert not any(unicodedata.category(sign) == "Cc" for sign in message)
        sentence = message.rpartition("” ")[2] if message.startswith("“") else message
        assert sentence.endswith(".")
        assert sentence.count(".") == 1
        assert "write " in sentence


@QUICK
@given(TEXTS, MIDDLE, st.booleans())
def test_case_blanks_and_a_full_stop_make_no_difference(text, day, past):
    """But for signs whose capital is another sign."""

    def meant(text):
        try:
            return parse_day(text, day, past=past)
        except InvalidValue:
            return None

    if text.isascii() and len(text) < 58 and not text.rstrip().endswith("."):
        assert meant(text) == meant(text.upper()) == meant(f" {text}.")


# Every day


@QUICK
@given(DAYS, DAYS, st.booleans())
def test_a_day_in_figures_is_that_day_whenever_it_is_read(meant, day, past):
    figures = f"{meant.day}.{meant.month}.{meant.year}", f"{meant.day}/{meant.month}/{meant.year}"
    week = "{}-W{:02}-{}".format(*meant.isocalendar())
    for text in (f"{meant}", f"{meant:%Y%m%d}", *figures, week):
        assert parse_day(text, day, past=past) == meant


@QUICK
@given(DAYS, DAYS, st.booleans())
def test_what_is_shown_for_a_day_is_understood_as_that_day(meant, day, past):
    distance = away(meant, day)
    short = f"{short_day(meant, day)}, {distance}"
    for text in (describe_day(meant, day), full_day(meant), day_text(meant), short, distance):
        assert parse_day(text, day, past=past) == meant
    if meant >= day:
        assert parse_day(due_text(meant, day).full, day, past=past) == meant
    if (meant <= day) == past or meant.year != day.year:
        assert parse_day(short_day(meant, day), day, past=past) == meant


@QUICK
@given(st.integers(1, 31), MIDDLE)
def test_a_number_is_the_next_such_day_or_the_latest(number, day):
    for text in (f"{number}", f"the {number}th"):
        assert parse_day(text, day) == next(one for one in days_from(day, 1) if one.day == number)
        assert parse_day(text, day, past=True) == next(one for one in days_from(day, -1) if one.day == number)


@QUICK
@given(st.sampled_from(WEEKDAYS), MIDDLE)
def test_a_weekday_is_the_next_or_the_latest_but_never_today(name, day):
    def meant(step):
        return next(one for one in days_from(day, step) if one != day and WEEKDAYS[one.weekday()] == name)

    assert parse_day(name, day) == parse_day(f"next {name}", day, past=True) == meant(1)
    assert parse_day(name, day, past=True) == parse_day(f"last {name}", day) == meant(-1)
    this = parse_day(f"this {name}", day)
    assert this == (day if WEEKDAYS[day.weekday()] == name else meant(1))


@QUICK
@given(MIDDLE)
def test_the_end_is_the_last_day_of_what_today_is_in(day):
    month = day.replace(day=monthrange(day.year, day.month)[1])
    quarter = date(day.year, (day.month + 2) // 3 * 3, 1)
    assert parse_day("eom", day) == parse_day("this month", day) == month
    assert parse_day("eoq", day) == quarter.replace(day=monthrange(quarter.year, quarter.month)[1])
    assert parse_day("end of year", day) == date(day.year, 12, 31)
    week = parse_day("eow", day)
    assert week.weekday() == 6
    assert 0 <= (week - day).days <= 6
    assert parse_day("start of week", day, past=True) == day - timedelta(days=day.weekday())


@QUICK
@given(MIDDLE, st.integers(0, 200))
def test_working_days_are_mondays_to_fridays(day, count):
    later = parse_day(f"in {count} working days", day)
    passed = [one for one in days_from(day, 1) if day < one <= later and one.weekday() < 5]
    assert len(passed) == count
    assert later == day or later.weekday() < 5
    if day.weekday() < 5:
        assert parse_day(f"{count} working days ago", later) == day


# What it needs


def test_the_reader_of_dates_needs_no_library_and_no_board():
    """So that the first key typed into a date is as quick as any other."""
    code = (
        "import sys; before = set(sys.modules); import learnboard.domain.dates; "
        "print(*(name for name in sys.modules if name not in before))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    names = {name for name in done.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names}
    needed = ("dates", "days", "errors", "named_tuple", "patterns", "text")
    assert {name for name in names if not name.startswith("learnboard.domain.dates.")} == {
        *("learnboard", "learnboard.domain"),
        *(f"learnboard.domain.{name}" for name in needed),
    }
    assert not {"dataclasses", "inspect", "calendar", "decimal", "ast"} & set(done.stdout.split())
