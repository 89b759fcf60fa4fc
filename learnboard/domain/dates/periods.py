"""The rules of periods in words: “q1”, “next month”, and what can be cut from one, as in “end of may”."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from learnboard.domain.dates.word_rules import WordRules, Words
from learnboard.domain.days import (
    MONTHS,
    ONE_DAY,
    WEEK,
    YEAR,
    DateRange,
    range_of,
    weekday_of,
    working_days_later,
)
from learnboard.domain.named_tuple import NamedTuple

_FURTHEST = 9  # 29 February is never more than eight years away
_FEBRUARY, _QUARTER = 2, 3
_LEAP_YEAR = 2000
_WEEK_53: Final = ("week", 53)
_IN_LAST_WEEK: Final = (12, 28)
"""A day that is in the last ISO week of every year (ISO 8601)."""


class Refusal(Exception):
    """Why a text is refused: the rest of a sentence that begins with the text."""


class Question(NamedTuple):
    """The day on which words are read; of the days they can mean, the next is meant, or the latest if `past`."""

    today: date
    past: bool

    def fits(self, day: date) -> bool:
        """Whether a day is on the side that is meant; today is."""
        return day <= self.today if self.past else day >= self.today

    def steps(self, first: int) -> range:
        """How many months, years … to go from today, one after the other, until a day fits."""
        return range(-first, -_FURTHEST, -1) if self.past else range(first, _FURTHEST)


class _Period(NamedTuple):
    """A week, month …: `at(n)` is the one n steps after the current one. Any can be meant unless `step` says which."""

    at: Callable[[int], DateRange | None]
    step: int | None = None


_Cut = Callable[[DateRange], DateRange | None]
"""What takes a part of a period."""


def no_such_day(month: int, year: int | None) -> Refusal:
    """Say how many days a month has, and which days may have been meant."""
    last = range_of(date(_LEAP_YEAR if year is None else year, month, 1), "month").last
    name, days = MONTHS[month - 1], f"{last.day} days"
    if month == _FEBRUARY:
        name, days = (name, f"at most {days}") if year is None else (f"{name} {year}", days)
    examples = " or ".join(written(day, with_year=year is not None) for day in (last, last + ONE_DAY))
    return Refusal(f"is no day: {name} has {days}, so write {examples}.")


def written(day: date, *, with_year: bool) -> str:
    """A day as people type it: `30 jun`."""
    return f"{day.day} {MONTHS[day.month - 1][:3].lower()}" + (f" {day.year}" if with_year else "")


def _unit_range(today: date, unit: Any, steps: int) -> DateRange:
    if unit != "weekend":
        return range_of(today, unit, steps)
    sunday = range_of(today, "week", steps).last
    return DateRange(sunday - ONE_DAY, sunday)


def _units(question: Question, unit: str, steps: int | None = None) -> _Period:
    return _Period(partial(_unit_range, question.today, unit), steps)


def part_of_year(part: tuple[Any, int], year: int) -> DateRange | None:
    """Return the month, quarter or week of a year with a number; None if it has no such one."""
    unit, number = part
    if unit == "week":
        weeks = date(year, *_IN_LAST_WEEK).isocalendar().week
        return range_of(date.fromisocalendar(year, number, 1), unit) if 1 <= number <= weeks else None
    month = number * (_QUARTER if unit == "quarter" else 1)
    return range_of(date(year, month, 1), unit) if 1 <= month <= YEAR else None


def _parts(question: Question, part: tuple[str, int], year: int | None = None) -> _Period:
    this_year = question.today.year
    if year is not None and part == _WEEK_53 and not part_of_year(part, year):
        raise Refusal(f"is no day: {year} has 52 weeks, so write {year}-W52.")
    return _Period(lambda steps: part_of_year(part, this_year + steps), None if year is None else year - this_year)


def _relative_part(question: Question, relation: int, part: tuple[str, int]) -> _Period | None:
    """“next may” is the one that begins next, “last may” the one that ended last. “next week 9” is no week."""
    year = question.today.year
    current = part_of_year(part, year)
    if not current or part[0] == "week":
        return None
    ahead = (current.first > question.today) - (current.last < question.today)
    return _parts(question, part, year if ahead == relation else year + relation)


def _chosen(question: Question, period: _Period, cut: _Cut) -> date | None:
    """The last day of what is cut from a period; today, if that is in there and the latest day is meant."""
    for steps in question.steps(-1) if period.step is None else [period.step]:
        whole = period.at(steps)
        days = cut(whole) if whole else None
        if days:
            day = min(days.last, question.today) if question.past and days.first <= question.today else days.last
            if period.step is not None or question.fits(day):
                return day
    return None


def whole_period(question: Question, words: Words) -> date | None:
    """Return the day that a period means when it is used as a day: its last one."""
    days = (_chosen(question, period, lambda whole: whole) for period in _PERIODS.match(question, words))
    return next(filter(None, days), None)


def part_of_period(question: Question, words: Words) -> date | None:
    """Return the day of “end of may” or “first monday of next month”.

    Raises:
        Refusal: if the month has no such day, or the year no such week.
    """
    for at in range(1, len(words)):
        for periods, cuts in ((_PERIODS, _CUTS), (_PERIODS, _WEEKDAYS), (_CURRENT_PERIODS, _CUTS)):
            cut = partial(cuts.first, words=words[:at])
            for period in periods.match(question, words[at:]):
                if day := _chosen(question, period, cut):
                    return day
    return None


def _only(day: date, whole: DateRange) -> DateRange | None:
    return DateRange(day, day) if whole.first <= day <= whole.last else None


def _third(number: int, whole: DateRange) -> DateRange:
    """Early, mid or late: a third of a period, but mid ends in the middle, on the 15th of a month."""
    ends = (whole.days // 3, (whole.days - 2) // 2 + 1, whole.days)
    return DateRange(whole.first + whole.days * number // 3 * ONE_DAY, whole.first + (ends[number] - 1) * ONE_DAY)


def _weekday_of(whole: DateRange, number: int, weekday: int) -> DateRange | None:
    """The n-th weekday, -1 for the last one."""
    if number < 0:
        return _only(whole.last - (whole.last.weekday() - weekday) % WEEK * ONE_DAY, whole)
    return _only(whole.first + ((weekday - whole.first.weekday()) % WEEK + (number - 1) * WEEK) * ONE_DAY, whole)


def _day_of(whole: DateRange, number: int) -> DateRange | None:
    if number > whole.days and range_of(whole.first, "month") == whole:
        raise no_such_day(whole.first.month, whole.first.year)
    return _only(whole.first + (number - 1) * ONE_DAY, whole)


def _working_day_of(whole: DateRange, number: int) -> DateRange | None:
    start = whole.last + ONE_DAY if number < 0 else whole.first - ONE_DAY
    return _only(working_days_later(start, number), whole)


def _weekday_of_week(whole: DateRange, weekday: int) -> DateRange | None:
    return _only(weekday_of(whole.first, weekday), whole) if whole.days == WEEK else None


# -- tables -----------------------------------------------------------------------------------------------------------
# A rule's function is called with the question, or with the period to cut, and with what the words mean.

_PERIODS = WordRules(
    {
        "PART": _parts,
        "PART -|of|,? YEAR": _parts,
        "PART SHORT_YEAR": lambda question, part, year: None if part[0] == "month" else _parts(question, part, year),
        "YEAR -? PART": lambda question, year, part: _parts(question, part, year),
        "YEAR - DAY": lambda question, year, month: _parts(question, ("month", month), year),
        "DAY /|. YEAR": lambda question, month, year: _parts(question, ("month", month), year),
        "RELATION PART": _relative_part,
        "the? ORDINAL quarter": lambda question, number: _parts(question, ("quarter", number)),
        "the? ORDINAL quarter of? YEAR": lambda question, number, year: _parts(question, ("quarter", number), year),
        "the? RELATION SPAN": lambda question, steps, unit: _units(question, unit, steps),
        "the? SPAN after next": lambda question, unit: _units(question, unit, 2),
        "the? SPAN before last": lambda question, unit: _units(question, unit, -2),
        "the? RELATION weekend": lambda question, steps: _units(question, "weekend", steps),
        "the? weekend": lambda question: _units(question, "weekend"),
    }
)
_CURRENT_PERIODS = WordRules(
    {
        "the? SPAN": _units,
        "YEAR": lambda question, year: _units(question, "year", year - question.today.year),
    }
)
"""What means a day only if it is cut: “month” alone does not."""
_CUTS = WordRules(
    {
        "the? end -? of? -?": lambda whole: _only(whole.last, whole),
        "the? start|beginning of?": lambda whole: _only(whole.first, whole),
        "early -? in?": partial(_third, 0),
        "mid -?": partial(_third, 1),
        "the? middle of": partial(_third, 1),
        "late -? in?": partial(_third, 2),
        "the? ORDINAL WEEKDAY of|in": _weekday_of,
        "the? last WEEKDAY of|in": lambda whole, weekday: _weekday_of(whole, -1, weekday),
        "the? ORDINAL working|business|work day of|in": _working_day_of,
        "the? last working|business|work day of|in": lambda whole: _working_day_of(whole, -1),
        "the? ORDINAL day? of|in": _day_of,
        "the? last day of|in": lambda whole: _only(whole.last, whole),
        "before": lambda whole: DateRange(whole.first - ONE_DAY, whole.first - ONE_DAY),
    }
)
_WEEKDAYS = WordRules({"WEEKDAY of|in|,?": _weekday_of_week})
"""Not of “week” alone: “friday week” is another day."""
