"""Days in words: what “fri”, “in 2 weeks” or “end of may” means on a day, or why it means none."""

from datetime import date

from learnboard.domain.dates.periods import Question, Refusal, written
from learnboard.domain.dates.rules import find_day, is_period
from learnboard.domain.dates.words import normalized, words_of
from learnboard.domain.days import FIRST_DAY, LAST_DAY
from learnboard.domain.errors import InvalidValue
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean_line

_LONGEST, _LONGEST_NAMED = 60, 40
_WITH_DISTANCE = pattern(r"(.+), (today|tomorrow|yesterday|in [0-9,]+ days?|[0-9,]+ days? ago)")
_BETWEEN = pattern(r" (?:to|through|thru|until|till) | ?(?:\.\.+|…|-) ?|(?<=[0-9])/(?=[0-9]{4}-)")
_FIGURES = pattern(r"(?<![0-9/-])([0-9]{1,2})([/-])([0-9]{1,2})(?![0-9])(?!/[0-9]{1,2}/)")
_AND = pattern(r"^between (.+) and ")


def parse_day(text: str, today: date, *, past: bool = False) -> date:
    """Return the day that a text means on `today`, between 1970 and 2200.

    Of the days that a text can mean it is the next, or the latest if `past`. A day and month, or a number, can mean
    today; a weekday cannot, and “next friday” is the Friday that comes. A week, month, quarter or year means its last
    day, if `past` up to today; a week ends on Sunday. Figures are read day first; month first, with `/` or `-`, where
    there is no such month. Working days are Monday to Friday.

    Raises:
        InvalidValue: if the text means no day, several days, a time of day, or a day outside these years.
    """
    try:
        found = _parse(normalized(text), Question(today, past)) if len(text) <= _LONGEST else None
    except Refusal as refusal:
        raise InvalidValue(f"{_named(text)} {refusal}") from None
    except (ValueError, OverflowError):  # a year that no date can have
        found = date.max
    if found is None:
        relative = "2 weeks ago" if past else "in 2 weeks"
        raise InvalidValue(f"{_named(text)} is no day: write fri, {relative}, 30 nov or 2026-11-30.")
    if not FIRST_DAY <= found <= LAST_DAY:
        years = f"{FIRST_DAY.year} to {LAST_DAY.year}"
        raise InvalidValue(f"{_named(text)} is no day of the years {years}: write a day in these.")
    return found


def parse_one_day(text: str, today: date, *, past: bool = False) -> date:
    """Return the day that a text means where nobody looks at it again: what has two readings is asked about.

    Raises:
        InvalidValue: as `parse_day`, and if the text means a whole week, month, quarter or year, or if its figures can
            be read with the month first, too.
    """
    day = parse_day(text, today, past=past)
    if (other := _with_month_first(text, today, past=past)) not in (None, day):
        two = [written(each, with_year=each.year != today.year) for each in (day, other) if each]
        raise InvalidValue(f"{_named(text)} can be {two[0]} or {two[1]}: write one of them.")
    if is_period(Question(today, past), words_of(normalized(text))):
        shown = written(day, with_year=day.year != today.year)
        raise InvalidValue(f"{_named(text)} has several days: write which one, as in {shown}.")
    return day


def _with_month_first(text: str, today: date, *, past: bool) -> date | None:
    """The day that `3/4` means to those who write the month first; None without such figures."""
    turned = _FIGURES.sub(r"\3\2\1", text)
    try:
        return parse_day(turned, today, past=past) if turned != text else None
    except InvalidValue:  # there is no such day
        return None


def _named(text: str) -> str:
    line = clean_line(text[: _LONGEST_NAMED * 4])
    if not line:
        return "This"
    return f"“{line}”" if len(line) <= _LONGEST_NAMED else f"“{line[:_LONGEST_NAMED].rstrip()}…”"


def _parse(text: str, question: Question) -> date | None:
    found = find_day(question, words_of(text))
    if found is None and (parts := _WITH_DISTANCE.fullmatch(text)):
        # As screens show it, “3 may, 206 days ago”: the distance says of which year the day is.
        distant = find_day(question, words_of(parts[2]))
        ways = (question._replace(past=past) for past in (False, True))
        found = distant if distant in [find_day(way, words_of(parts[1])) for way in ways] else None
    if found is None and _is_range(text, question):
        raise Refusal("is a range: write one day, such as fri, 30 nov or 2026-11-30.")
    return found


def _is_range(text: str, question: Question) -> bool:
    text = _AND.sub(r"\1 to ", text.removeprefix("from "))
    sides = ((text[: between.start()], text[between.end() :]) for between in _BETWEEN.finditer(text))
    return any(_can_begin_or_end(first, question) and _can_begin_or_end(last, question) for first, last in sides)


def _can_begin_or_end(text: str, question: Question) -> bool:
    """Whether a text is a day, or the number of “in 2-3 weeks”."""
    words = words_of(text.removeprefix("in "))
    if len(words) == 1 and "COUNT" in words[0] and "YEAR" not in words[0]:
        return True
    try:
        return find_day(question, words_of(text)) is not None
    except Refusal:
        return True
