"""The rules of days in words, as patterns of words and of kinds of words, and what each makes of them.

Words that no rule covers from the first to the last mean no day, so that none are half understood.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from learnboard.domain.dates.periods import (
    Question,
    Refusal,
    no_such_day,
    part_of_period,
    part_of_year,
    whole_period,
    written,
)
from learnboard.domain.dates.word_rules import WordRules, Words
from learnboard.domain.dates.words import Distance
from learnboard.domain.days import (
    ONE_DAY,
    WEEK,
    WEEKDAYS,
    YEAR,
    month_length,
    months_later,
    weekday_of,
    working_days_later,
)
from learnboard.domain.patterns import pattern

_MOST_WORDS, _MOST_WORKING_DAYS = 12, 9_999
_LEAP_YEAR, _CENTURY, _SHORT_YEAR = 2000, 2000, 2
_YEAR_FIRST = pattern(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = pattern(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})(?:\2 ?([0-9]{4}|[0-9]{2}))?")


def find_day(question: Question, words: Words) -> date | None:
    """Return the day that words mean; None if they mean none.

    Raises:
        Refusal: if there is more to say than that.
        ValueError, OverflowError: if its year is not between 1 and 9999.
    """
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    found = _day(question, words) or whole_period(question, words) or _COUNTED.first(question, words)
    if not found and "year" in words[-1] and len(words) > 1 and "RELATION" in words[-2]:  # “30 nov next year”
        year = {"YEAR": question.today.year + words[-2]["RELATION"]}
        return find_day(question, [*words[:-2], year])
    return found


def is_period(question: Question, words: Words) -> bool:
    """Whether words mean a whole week, month, quarter or year, and no one day."""
    fits = 0 < len(words) <= _MOST_WORDS
    return fits and not _day(question, words) and whole_period(question, words) is not None


def _day(question: Question, words: Words) -> date | None:
    """One day, and neither a whole period nor a distance: what can stand behind “before”."""
    rules = (_DAYS.first, _DATES.first, _with_weekday, part_of_period, _beside)
    return next(filter(None, (rule(question, words) for rule in rules)), None)


# -- days -------------------------------------------------------------------------------------------------------------


def _weekday(question: Question, weekday: int) -> date:
    """The next or the latest such day, from 1 to 7 days away: today is called today."""
    way = -1 if question.past else 1
    return question.today + way * ((way * (weekday - question.today.weekday()) - 1) % WEEK + 1) * ONE_DAY


def _relative_weekday(question: Question, relation: int, weekday: int) -> date:
    if relation:
        return _weekday(question._replace(past=relation < 0), weekday)
    return question.today if question.today.weekday() == weekday else _weekday(question, weekday)


def _relative_working_day(question: Question, relation: int) -> date | None:
    return working_days_later(question.today, relation) if relation else None


def _weekday_later(weeks: int, question: Question, weekday: int) -> date:
    """“friday week”."""
    return _weekday(question._replace(past=False), weekday) + weeks * WEEK * ONE_DAY


def _near_day_later(weeks: int, question: Question, days: int) -> date | None:
    """“tomorrow week”."""
    return question.today + (weeks * WEEK + days) * ONE_DAY if days >= 0 else None


def _weekday_in(question: Question, weekday: int, count: int, unit: Distance) -> date | None:
    """“friday in two weeks”: so many after the Friday that comes."""
    return _weekday_later(count * unit.days // WEEK, question, weekday) if unit.is_weeks else None


def _date(question: Question, number: int, month: int | None = None, year: int | None = None) -> date | None:
    """A day by its number; without a year, or a month, the one that is meant."""
    if number < 1 or (month is not None and not 1 <= month <= YEAR):
        return None
    if month and number > month_length(_LEAP_YEAR if year is None else year, month):
        raise no_such_day(month, year)
    if month and year is not None:
        return date(year, month, number)
    first = date(question.today.year, month or question.today.month, 1)
    months = (months_later(first, step * (YEAR if month else 1)) for step in question.steps(0))
    days = (day.replace(day=number) for day in months if number <= month_length(day.year, day.month))
    return next(filter(question.fits, days), None)


def _relative_date(question: Question, relation: int, number: int, month: int) -> date | None:
    """“last christmas” and “next 1 may” are not today; “this 1 may” is this year's."""
    if not relation:
        return _date(question, number, month, question.today.year)
    return _date(Question(question.today + relation * ONE_DAY, relation < 0), number, month)


def _iso_day(_: Question, year: int, part: tuple[str, int], number: int) -> date | None:
    week = part_of_year(part, year)
    if not week or week.days != WEEK:
        return None
    if not 1 <= number <= WEEK:
        raise Refusal(f"is no day: the days of a week are 1 to 7, so write {year}-W{part[1]:02}-7.")
    return week.first + (number - 1) * ONE_DAY


def _figures(question: Question, text: str) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(question, int(match[4]), int(match[3]), int(match[1]))
    match = _DAY_FIRST.fullmatch(text)
    if not match:
        return None
    number, sign, month, year = int(match[1]), match[2], int(match[3]), match[4] or ""
    if sign == "-" and len(year) == _SHORT_YEAR:
        raise Refusal("is no day: write the year with four digits, as in 2026-11-30.")
    if sign == "-" and not year and max(number, month) <= YEAR:
        return None  # “2-3” is a range to many
    if number <= YEAR < month and sign != ".":  # “11.30” is a time of day
        number, month = month, number
    century = _CENTURY if len(year) == _SHORT_YEAR else 0
    return _date(question, number, month, century + int(year) if year else None)


def _with_weekday(question: Question, words: Words) -> date | None:
    """“fri 27 nov”: it must be a Friday."""
    if "WEEKDAY" not in words[0] or len(words) == 1:
        return None
    weekday: int = words[0]["WEEKDAY"]
    day: date | None = _DATES.first(question, words[2 if "," in words[1] else 1 :])
    if day and day.weekday() != weekday:
        text, name = written(day, with_year=True), WEEKDAYS[weekday][:3].lower()
        raise Refusal(f"is no day: {text} is a {WEEKDAYS[day.weekday()]}, so write {text} or {name}.")
    return day


def _beside(question: Question, words: Words) -> date | None:
    """“before christmas”, “two days after friday”, “a week on friday”."""
    coming = question._replace(past=False)
    for at in range(1, len(words)):
        distance, rest = _BESIDE.first(question, words[:at]), words[at:]
        if distance and (day := _day(question, rest)):
            return _later(day, distance)
        weeks = _WEEKS_ON.first(question, words[:at])
        if weeks and len(rest) == 1 and (day := _DAYS.first(coming, rest)):
            return _later(day, weeks)
    return None


def _later(day: date, distance: Distance) -> date:
    if abs(distance.working_days) > _MOST_WORKING_DAYS:
        raise OverflowError
    return working_days_later(months_later(day, distance.months) + distance.days * ONE_DAY, distance.working_days)


def _counted(sign: int, form: Callable[..., Distance], question: Question, *meanings: Any) -> date:
    """“in 2 weeks”, “3 days ago”, “2w”."""
    return _later(question.today, form(*meanings).times(sign or (-1 if question.past else 1)))


# -- tables -----------------------------------------------------------------------------------------------------------
# A rule's function is called with the question, or with the period to cut, and with what the words mean.

_DISTANCES: Final[Mapping[str, Callable[..., Distance]]] = {
    "COUNT UNIT|LETTER": lambda count, unit: unit.times(count),
    "a UNIT": lambda unit: unit,
    "half a? year": lambda: Distance(months=6),
    "COUNT working|business|work day|days": lambda count: Distance(working_days=count),
    "a working|business|work day": lambda: Distance(working_days=1),
}


def _with_distances(frames: Mapping[str, Callable[[Callable[..., Distance]], Callable[..., Any]]]) -> dict[str, Any]:
    """Rules about every form of a distance, `{}` in their patterns."""
    return {
        frame.format(form): rule(distance) for frame, rule in frames.items() for form, distance in _DISTANCES.items()
    }


_DAYS = WordRules(
    {
        "NEAR": lambda question, days: question.today + days * ONE_DAY,
        "NEAR week": partial(_near_day_later, 1),
        "NEAR fortnight": partial(_near_day_later, 2),
        "WEEKDAY": _weekday,
        "WEEKDAY week": partial(_weekday_later, 1),
        "WEEKDAY fortnight": partial(_weekday_later, 2),
        "WEEKDAY in COUNT UNIT": _weekday_in,
        "WEEKDAY in a UNIT": lambda question, weekday, unit: _weekday_in(question, weekday, 1, unit),
        "the? RELATION WEEKDAY": _relative_weekday,
        "this coming WEEKDAY": partial(_weekday_later, 0),
        "the? WEEKDAY after next": partial(_weekday_later, 1),
        "RELATION week on? WEEKDAY": lambda question, weeks, weekday: weekday_of(
            question.today + weeks * WEEK * ONE_DAY, weekday
        ),
        "RELATION working|business|work day": _relative_working_day,
        "YEAR -? PART - DAY": _iso_day,
    }
)
_DATES = WordRules(
    {
        "DATE": _figures,
        "the? DAY": _date,
        "the ORDINAL": _date,
        "the? DAY|ORDINAL .? of? MONTH": _date,
        "the? DAY|ORDINAL .? of? MONTH ,? YEAR|SHORT_YEAR": _date,
        "DAY - MONTH": _date,
        "DAY - MONTH - YEAR|SHORT_YEAR": _date,
        "MONTH -|the? DAY|ORDINAL": lambda question, month, number: _date(question, number, month),
        "MONTH the? DAY|ORDINAL ,? YEAR|SHORT_YEAR": lambda question, month, number, year: _date(
            question, number, month, year
        ),
        "YEAR -? MONTH -? DAY": lambda question, year, month, number: _date(question, number, month, year),
        "RELATION DAY MONTH": _relative_date,
    }
)
_COUNTED = WordRules(
    _with_distances(
        {
            "in|within|+ {}": lambda distance: partial(_counted, 1, distance),
            "- {}": lambda distance: partial(_counted, -1, distance),
            "in {} '? s? time": lambda distance: partial(_counted, 1, distance),
            "{} ago": lambda distance: partial(_counted, -1, distance),
            "{}": lambda distance: partial(_counted, 0, distance),
        }
    )
)
_BESIDE = WordRules(
    {
        "before": lambda _: Distance(days=-1),
        "the? day before": lambda _: Distance(days=-1),
        "the? day after": lambda _: Distance(days=1),
        **_with_distances(
            {
                "{} after|from": lambda distance: lambda _, *meanings: distance(*meanings),
                "{} before": lambda distance: lambda _, *meanings: distance(*meanings).times(-1),
            }
        ),
    }
)
_WEEKS_ON = WordRules(
    {
        "COUNT UNIT on?": lambda _, count, unit: unit.times(count) if unit.is_weeks else None,
        "a UNIT on?": lambda _, unit: unit if unit.is_weeks else None,
    }
)
