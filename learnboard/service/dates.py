"""Days in words: what “fri”, “in 2 weeks” or “30 nov” means on a day, and how a day is written."""

import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from threading import Lock
from typing import Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import FIRST_DAY, LAST_DAY
from learnboard.domain.text import clean_line
from learnboard.presentation.values import MONTHS, away, day_text

_LOCK = Lock()
_LONGEST = 60
_LONGEST_NAMED = 40
_LEAP_YEARS = 8  # 29 February is never further away than this
_YEAR_MONTHS = 12
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNITS: Final = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_ALSO: Final = {"thurs": "thursday", "thur": "thursday", "weds": "wednesday", "tmr": "tomorrow", "tmrw": "tomorrow"}

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_SHORT = re.compile(r"([+-]?) ?(\d{1,4}) ?([dwmy])")
_END = re.compile(r"(?:end of (?:the |this )?(month|year))|eo([my])")
_FILLERS = re.compile(r"(?:(?:on|by|due|until|till|the) )+")
_SHORT_YEAR = re.compile(r"(\d{1,2}(?:st|nd|rd|th)?[. ] ?[a-z]{3,9}[.,]? )'?(\d{2})")
_SIGNS = re.compile(r"[a-z0-9 ,./+'-]+")
_FIGURES = re.compile(r"[\d ,./+-]+(?:st|nd|rd|th)?")
# One or two letters are no word, and no day has five digits.
_NO_DAY = re.compile(r"[a-z]{1,2}|.*\d{5}.*")
_TIME = re.compile(
    r".*(?:\b(?:noon|midnight|tonight|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|[ap]\.?m)\b|\d ?[ap]\.?m\b|\d ?[hs]\b)"
)
_PAST = re.compile(r".*(?:\b(?:ago|last|yesterday|before|past|previous|earlier|\d{4})\b|-)")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s?day|s|nesday|r|rs|rsday|urday)?\b")
_MONTH = re.compile(r".*\b(?:" + "|".join(MONTHS).lower() + r")")


def parse_day(text: str, day: date, *, past: bool = False) -> date:
    """Return the day that a text means on `day`, between 1970 and 2200.

    Of the days that a text can mean it is the next one, or the latest with `past`. A number, or a day and month, can
    mean today. A weekday cannot: “fri” on a Friday is the Friday a week later, since for today there is “today”. A
    month alone means today's number in it. Numbers are read day first, or year first with four digits.

    Raises:
        InvalidValue: if the text means no day, a time of day, or a day outside these years.
    """
    found = _parse(_FILLERS.sub("", " ".join(text.split()).casefold(), 1), day, past) if len(text) <= _LONGEST else None
    if found is None:
        raise InvalidValue(
            f"{_named(text)}: write fri, {'2 weeks ago' if past else 'in 2 weeks'}, 30 nov or 2026-11-30."
        )
    if not FIRST_DAY <= found <= LAST_DAY:
        raise InvalidValue(f"{_named(text)} of the years {FIRST_DAY.year} to {LAST_DAY.year}: choose a day in these.")
    return found


def describe_day(on: date, day: date) -> str:
    """Say which day was understood on `day`: `Mon 30 Nov 2026, in 8 days`."""
    return f"{_WEEKDAYS[on.weekday()]} {day_text(on)}, {away(on, day)}"


def preload() -> None:
    """Load the library that parses words, about 170 ms, so that the first text need not wait. For a thread."""
    _parse_words("fri", FIRST_DAY, past=False)


def _named(text: str) -> str:
    line = clean_line(text[: _LONGEST_NAMED * 4])
    if not line:
        return "This is no day"
    return f"“{line}” is no day" if len(line) <= _LONGEST_NAMED else f"“{line[:_LONGEST_NAMED].rstrip()}…” is no day"


def _parse(text: str, day: date, past: bool) -> date | None:
    if not _SIGNS.fullmatch(text) or _NO_DAY.fullmatch(text) or _TIME.match(text):
        return None
    if _FIGURES.fullmatch(text):
        return _parse_figures(text, day, past)
    return _parse_end(text, day) or _parse_words(_spelled_out(text), day, past)


def _parse_figures(text: str, day: date, past: bool) -> date | None:
    """A day in figures alone. The library is not asked: it would guess which is the day and which the month."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _valid_date(int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_FIRST.fullmatch(text):
        number, month, year = int(match[1]), int(match[3]), match[4]
        if year:
            return _valid_date(int(year) if len(year) > 2 else 2000 + int(year), month, number)  # noqa: PLR2004 - `26`
        step = -1 if past else 1
        return _nearest(
            (_valid_date(day.year + step * more, month, number) for more in range(_LEAP_YEARS + 1)), day, past
        )
    if match := _DAY_NUMBER.fullmatch(text):
        return _nearest(_in_each_month(int(match[1]), day, past), day, past)
    return None


def _in_each_month(number: int, day: date, past: bool) -> Iterator[date | None]:
    first = day.year * _YEAR_MONTHS + day.month - 1
    for months in range(first, first - _YEAR_MONTHS, -1) if past else range(first, first + _YEAR_MONTHS):
        yield _valid_date(months // _YEAR_MONTHS, months % _YEAR_MONTHS + 1, number)


def _nearest(days: Iterable[date | None], day: date, past: bool) -> date | None:
    return next((found for found in days if found and (found <= day if past else found >= day)), None)


def _valid_date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _parse_end(text: str, day: date) -> date | None:
    match = _END.fullmatch(text)
    if not match:
        return None
    month = _YEAR_MONTHS if "y" in (match[1] or match[2]) else day.month
    following = _valid_date(day.year + month // _YEAR_MONTHS, month % _YEAR_MONTHS + 1, 1)
    return following - timedelta(days=1) if following else None


def _spelled_out(text: str) -> str:
    """What the library does not know or misreads, in words that it reads correctly."""
    if match := _SHORT.fullmatch(text):  # “1m” is a minute to it
        before, behind = {"+": ("in ", ""), "-": ("", " ago"), "": ("", "")}[match[1]]
        return f"{before}{match[2]} {_UNITS[match[3]]}{behind}"
    if match := _SHORT_YEAR.fullmatch(text):  # “12 nov 26” is 1926 to it when the past is preferred
        return f"{match[1]}20{match[2]}"
    return _ALSO.get(text, text)


def _parse_words(text: str, day: date, past: bool) -> date | None:
    """What the library finds in a text, if that can be meant."""
    settings = {
        "PREFER_DATES_FROM": "past" if past else "future",
        "DATE_ORDER": "DMY",
        "PREFER_DAY_OF_MONTH": "current",
        "RELATIVE_BASE": datetime.combine(day, time(12)),
        "TIMEZONE": "UTC",  # or it asks the system for its own, and warns where that is not set
        "PARSERS": ["relative-time", "absolute-time"],
    }
    with _LOCK, warnings.catch_warnings():  # what warnings do is the same for all threads
        warnings.simplefilter("ignore")
        # 65 ms, and the first parse 100 ms more: only for who writes a day in words.
        import dateparser  # noqa: PLC0415

        try:
            found = dateparser.parse(text, languages=["en"], settings=settings)
        except Exception:  # noqa: BLE001 - whatever it stumbles over is no day
            return None
    if found is None or found.time() not in (time(0), time(12)):
        return None
    return _corrected(found.date(), text, day, past)


def _corrected(on: date, text: str, day: date, past: bool) -> date | None:
    """What the library found, corrected; None for the wrong weekday, and for a past day that was not meant."""
    if any(name != _WEEKDAYS[on.weekday()].lower() for name in _WEEKDAY.findall(text)):
        return None
    if not past and on < day:
        return on if _PAST.match(text) else None
    # A day and month that are today's are a year away to it.
    a_year_away = not past and _MONTH.match(text) and on == _valid_date(day.year + 1, day.month, day.day)
    return day if a_year_away and str(on.year) not in text else on
