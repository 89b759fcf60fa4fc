"""Days, durations, amounts, numbers and counts as they are written."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from learnboard.domain.metrics.progress import HeldPeriods
from learnboard.domain.model.fields import Number
from learnboard.presentation import values
from tests import builders

TODAY = date(2026, 6, 26)


@pytest.mark.parametrize(
    ("on", "text"), [("2026-07-03", "3 Jul"), ("2025-03-27", "27 Mar 2025"), ("2027-01-01", "1 Jan 2027")]
)
def test_a_day_of_another_year_has_its_year(on: str, text: str) -> None:
    assert values.short_day(date.fromisoformat(on), TODAY) == text


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2026-06-26", "today"),
        ("2026-06-27", "tomorrow"),
        ("2026-06-25", "yesterday"),
        ("2026-07-03", "in 7 days"),
        ("2026-05-22", "35 days ago"),
        ("2016-06-26", "3,652 days ago"),
    ],
)
def test_how_far_away_a_day_is(on: str, text: str) -> None:
    assert values.away(date.fromisoformat(on), TODAY) == text


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2026-06-26", "Fri 26 Jun 2026, today"),
        ("2026-06-27", "Sat 27 Jun 2026, tomorrow"),
        ("2026-07-04", "Sat 4 Jul 2026, in 8 days"),
        ("2026-06-23", "Tue 23 Jun 2026, 3 days ago"),
        ("2030-06-26", "Wed 26 Jun 2030, in 1,461 days"),
    ],
)
def test_a_day_that_was_understood_has_its_weekday_and_distance(on: str, text: str) -> None:
    assert values.describe_day(date.fromisoformat(on), TODAY) == text
    assert values.full_day(date.fromisoformat(on)) == text.partition(",")[0]


@pytest.mark.parametrize(
    ("on", "text", "full", "tone"),
    [
        ("2026-05-22", "overdue since 22 May", "overdue since 22 May, 35 days ago", "bad"),
        ("2026-06-26", "due 26 Jun", "due 26 Jun, today", "warn"),
        ("2026-07-10", "due 10 Jul", "due 10 Jul, in 14 days", "warn"),
        ("2026-07-11", "due 11 Jul", "due 11 Jul, in 15 days", "neutral"),
    ],
)
def test_a_due_date_says_whether_it_is_over_or_near(on: str, text: str, full: str, tone: str) -> None:
    due = values.due_text(date.fromisoformat(on), TODAY)
    assert (due.text, due.full, due.tone) == (text, full, tone)


def test_durations_have_hours_and_minutes() -> None:
    assert [values.duration(minutes) for minutes in (0, 45, 120, 135, 123_456, -75)] == [
        "0 min",
        "45 min",
        "2 h",
        "2 h 15",
        "2057 h 36",
        "−1 h 15",
    ]


@pytest.mark.parametrize(
    ("number", "currency", "text"),
    [
        (Fraction(1225, 2), "EUR", "612.50 EUR"),
        (Number("240"), "EUR", "240.00 EUR"),
        (Number("9360"), "EUR", "9,360.00 EUR"),
        (Fraction(-2500001, 2), "EUR", "−1,250,000.50 EUR"),
        (Number("99.5"), "JPY", "100 JPY"),
    ],
)
def test_amounts_have_the_digits_of_their_currency(number: Fraction | Number, currency: str, text: str) -> None:
    assert values.amount(number, currency) == text


@pytest.mark.parametrize(
    ("months", "text"),
    [
        ((), "6 of 6 kept"),
        ((5,), "5 of 6 kept, May missed"),
        ((2, 5), "4 of 6 kept, Feb and May missed"),
        ((1, 2, 3, 4, 5), "1 of 6 kept, Mar, Apr, May and 2 before missed"),
    ],
)
def test_no_missed_month_vanishes(months: tuple[int, ...], text: str) -> None:
    missed = tuple(date(2026, month, 28) for month in months)
    held = HeldPeriods(6 - len(months), 6, 12, 6, missed)
    assert values.held_text(held, "month") == text
    assert values.missed_periods(held, "month") == (text if months else "")


def test_what_remains_is_left_or_over() -> None:
    assert values.balance(325, values.duration) == "5 h 25 left"
    assert values.balance(0, values.duration) == "0 min left"
    assert values.balance(-90, values.duration) == "1 h 30 over"


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(Fraction(8, 15), "53 %"), (Fraction(1, 1000), "1 %"), (Fraction(999, 1000), "99 %"), (None, "–")],
)
def test_ratios_are_whole_percent_and_never_flattered(ratio: Fraction | None, text: str) -> None:
    assert values.percent(ratio) == text


def test_units_that_are_a_scale_stand_without_a_blank() -> None:
    assert [values.with_unit(*pair) for pair in (("610", "ms"), ("3.9", "/5"), ("3", ""), (None, "ms"))] == [
        "610 ms",
        "3.9/5",
        "3",
        "",
    ]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"maximum": "2", "unit": "incidents", "period": "quarter"}, "keep at most 2 incidents each quarter"),
        ({"bound": "at_least", "minimum": "3", "period": "week"}, "keep at least 3 each week"),
        ({"bound": "between", "minimum": "2", "maximum": "4", "unit": "h"}, "keep between 2 and 4 h each month"),
    ],
)
def test_what_is_kept_says_its_bounds_and_its_period(fields: dict[str, str], text: str) -> None:
    assert values.kind_text(builders.maintain(**fields)) == text


def test_counts_and_lists_read_as_a_sentence() -> None:
    assert values.count_of(1, "approval") == "1 approval"
    assert values.count_of(1200, "person", "people") == "1,200 people"
    assert [values.listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_then_and_now_stand_once_if_they_are_the_same() -> None:
    assert values.arrow("47 %", "53 %") == "47 % → 53 %"
    assert values.arrow("7", "7") == values.arrow(None, "7") == values.arrow("7", None) == "7"
    assert values.arrow(None, None) == ""


def test_an_instant_has_the_day_of_this_machine() -> None:
    instant = datetime(2026, 6, 26, 23, 30, tzinfo=UTC)
    assert values.local_day(instant) == instant.astimezone().date()
