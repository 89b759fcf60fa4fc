"""Days in words: what “fri”, “in 2 weeks” or “30 nov” means on a day, and a day said so that it is understood."""

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

_ONE_AT_A_TIME = Lock()
_LONGEST = 60
_LONGEST_NAMED = 40
_LEAP_YEARS = 8  # 29 February is never further away
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
# One or two letters are no word, and five digits stand in no day.
_NO_DAY = re.compile(r"[a-z]{1,2}|.*\d{5}.*")
_TIME = re.compile(
    r".*(?:\b(?:noon|midnight|tonight|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|[ap]\.?m)\b|\d ?[ap]\.?m\b|\d ?[hs]\b)"
)
_PAST = re.compile(r".*(?:\b(?:ago|last|yesterday|before|past|previous|earlier|\d{4})\b|-)")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s?day|s|nesday|r|rs|rsday|urday)?\b")
_MONTH = re.compile(r".*\b(?:" + "|".join(MONTHS).lower() + r")")


def parse_day(text: str, day: date, *, past: bool = False) -> date:
    """The day that a text means on `day`, between 1970 and 2200.

    Of the days a text can mean it is the next one, with `past` the latest; a number, or a day and month, can mean
    today. A weekday never does: “fri” on a Friday is the Friday a week later, since for today there is “today”.
    A month alone is the day of today's number in it. Numbers are read day first, or year first with four digits.

    Raises:
        InvalidValue: if the text means no day, a time of a day, or a day outside these years.
    """
    found = _read(_FILLERS.sub("", " ".join(text.split()).casefold(), 1), day, past) if len(text) <= _LONGEST else None
    if found is None:
        raise InvalidValue(
            f"{_named(text)}: write fri, {'2 weeks ago' if past else 'in 2 weeks'}, 30 nov or 2026-11-30"
        )
    if not FIRST_DAY <= found <= LAST_DAY:
        raise InvalidValue(f"{_named(text)} of the years {FIRST_DAY.year} to {LAST_DAY.year}: write a day in these")
    return found


def describe_day(on: date, day: date) -> str:
    """Say which day was understood on `day`: `Mon 30 Nov 2026, in 8 days`."""
    return f"{_WEEKDAYS[on.weekday()]} {day_text(on)}, {away(on, day)}"


def preload() -> None:
    """Load the library that reads words, so that the first word need not wait: about 170 ms, fit for a thread."""
    _in_words("fri", FIRST_DAY, past=False)


def _named(text: str) -> str:
    line = clean_line(text[: _LONGEST_NAMED * 4])
    if not line:
        return "This is no day"
    return f"“{line}” is no day" if len(line) <= _LONGEST_NAMED else f"“{line[:_LONGEST_NAMED].rstrip()}…” is no day"


def _read(words: str, day: date, past: bool) -> date | None:
    if not _SIGNS.fullmatch(words) or _NO_DAY.fullmatch(words) or _TIME.match(words):
        return None
    if _FIGURES.fullmatch(words):
        return _in_figures(words, day, past)
    return _end(words, day) or _in_words(_spelled_out(words), day, past)


def _in_figures(words: str, day: date, past: bool) -> date | None:
    """A day in figures alone; no library is needed, nor may it choose what is the day and what the month."""
    if match := _YEAR_FIRST.fullmatch(words):
        return _made(int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_FIRST.fullmatch(words):
        number, month, year = int(match[1]), int(match[3]), match[4]
        if year:
            return _made(int(year) if len(year) > 2 else 2000 + int(year), month, number)  # noqa: PLR2004 - `26`
        step = -1 if past else 1
        return _nearest((_made(day.year + step * more, month, number) for more in range(_LEAP_YEARS + 1)), day, past)
    if match := _DAY_NUMBER.fullmatch(words):
        return _nearest(_in_each_month(int(match[1]), day, past), day, past)
    return None


def _in_each_month(number: int, day: date, past: bool) -> Iterator[date | None]:
    first = day.year * _YEAR_MONTHS + day.month - 1
    for months in range(first, first - _YEAR_MONTHS, -1) if past else range(first, first + _YEAR_MONTHS):
        yield _made(months // _YEAR_MONTHS, months % _YEAR_MONTHS + 1, number)


def _nearest(days: Iterable[date | None], day: date, past: bool) -> date | None:
    return next((one for one in days if one and (one <= day if past else one >= day)), None)


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _end(words: str, day: date) -> date | None:
    match = _END.fullmatch(words)
    if not match:
        return None
    month = _YEAR_MONTHS if "y" in (match[1] or match[2]) else day.month
    following = _made(day.year + month // _YEAR_MONTHS, month % _YEAR_MONTHS + 1, 1)
    return following - timedelta(days=1) if following else None


def _spelled_out(words: str) -> str:
    """What the library does not know or takes for something else, in words that it reads rightly."""
    if match := _SHORT.fullmatch(words):  # “1m” is a minute to it
        before, behind = {"+": ("in ", ""), "-": ("", " ago"), "": ("", "")}[match[1]]
        return f"{before}{match[2]} {_UNITS[match[3]]}{behind}"
    if match := _SHORT_YEAR.fullmatch(words):  # “12 nov 26” is 1926 to it when the past is preferred
        return f"{match[1]}20{match[2]}"
    return _ALSO.get(words, words)


def _in_words(words: str, day: date, past: bool) -> date | None:
    """What the library reads in a text, where that can be meant."""
    settings = {
        "PREFER_DATES_FROM": "past" if past else "future",
        "DATE_ORDER": "DMY",
        "PREFER_DAY_OF_MONTH": "current",
        "RELATIVE_BASE": datetime.combine(day, time(12)),
        "TIMEZONE": "UTC",  # or it asks the system for its own, and warns where that is not set
        "PARSERS": ["relative-time", "absolute-time"],
    }
    with _ONE_AT_A_TIME, warnings.catch_warnings():  # what warnings do is the same for all threads
        warnings.simplefilter("ignore")
        # 65 ms, and the first parse 100 ms more: only for who writes a day in words.
        import dateparser  # noqa: PLC0415

        try:
            found = dateparser.parse(words, languages=["en"], settings=settings)
        except Exception:  # noqa: BLE001 - whatever it stumbles over is no day
            return None
    if found is None or found.time() not in (time(0), time(12)):
        return None
    return _as_meant(found.date(), words, day, past)


def _as_meant(on: date, words: str, day: date, past: bool) -> date | None:
    """What the library found, mended; None for a weekday that the day is not, and a day gone by that was not meant."""
    if any(name != _WEEKDAYS[on.weekday()].lower() for name in _WEEKDAY.findall(words)):
        return None
    if not past and on < day:
        return on if _PAST.match(words) else None
    # A day and month that are today's are a year away to it.
    a_year_away = not past and _MONTH.match(words) and on == _made(day.year + 1, day.month, day.day)
    return day if a_year_away and str(on.year) not in words else on
