"""Durations as people write them: `1h30`, `90m`, `1.5h`, `1,5 h`, `1:30`, `1½ h`, `half an hour`.

What has two readings is asked about, what is not understood as a whole is no duration: a wrong time is worse than a
question.
"""

import re
from fractions import Fraction
from typing import Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Number
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.numbers import AmbiguousNumber, read_number

LONGEST: Final = 960
"""Minutes of the longest session that a log entry can hold (FORMAT.md §1)."""
EXAMPLES: Final = "1h30, 45m or 1.5h"
_HOUR: Final = 60
_LATE: Final = 6
"""From this hour on, `9:30` is as likely a time of day as a duration."""
_H: Final = "(?:hours?|hrs?|h)"
_M: Final = "(?:minutes?|mins?|m|['′])"
_NUMBER: Final = "[0-9]{1,15}(?:[.,'’][0-9]{1,15})*|[.,][0-9]{1,9}"
_PARTS: Final = {
    "¼": Fraction(1, 4),
    "½": Fraction(1, 2),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
_SLASHED: Final = {"1/4": "¼", "1/2": "½", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
_PART: Final = f"(?:[{''.join(_PARTS)}]|{'|'.join(_SLASHED)})"
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS: Final = {word: number for number, word in enumerate(_NUMBERS, 1)} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
}
_COUNT: Final = "|".join(sorted(_COUNTS, key=len, reverse=True))
_START: Final = r"(?<![^\s,;:(])"
_STOP: Final = r"(?![^\s,;:)]|:[0-9])"
_END: Final = rf"\.?{_STOP}"
_FORMS: Final = "|".join(
    (
        rf"(?P<clock>(?P<clock_h>[0-9]{{1,4}}):(?P<clock_m>[0-9]{{2}}))(?:\ ?{_H})?",
        rf"(?P<both>(?P<both_h>[0-9]{{1,4}})\ ?{_H},?\ (?:and\ )?(?P<both_m>[0-9]{{1,4}})\ ?{_M})",
        rf"(?P<short>(?P<short_h>[0-9]{{1,4}})\ ?{_H}(?P<short_m>[0-9]{{1,4}})(?:\ ?{_M})?)",
        rf"(?P<loose>(?P<loose_h>[0-9]{{1,4}})\ {_H}\ (?P<loose_m>[0-9]{{2}})|[0-9]{{1,4}}{_H}\ [0-9]{{2}})",
        rf"(?:(?P<part_h>[0-9]{{1,4}})\ ?)?(?P<part>{_PART})\ ?{_H}",
        rf"(?P<hours>{_NUMBER})\ ?{_H}",
        rf"(?P<minutes>{_NUMBER})\ ?{_M}",
        r"(?P<half>half\ an?\ hour)",
        r"(?P<quarters>an?|three)?\ ?quarters?\ of\ an\ hour",
        rf"(?P<halves>{_COUNT})\ and\ a\ half\ hours",
        rf"(?P<words>{_COUNT})\ (?:(?P<words_h>hours?)(?P<and_half>\ and\ a\ half)?|minutes?)",
    )
)
# A text, compiled when it is first needed and kept by `re`: the start of the program needs none.
_DURATION: Final = rf"{_START}(?P<sign>[-\u2212\u2013](?=[0-9.,]))?(?:{_FORMS}){_END}"


class Duration(NamedTuple):
    """A duration in a text: its minutes, from 1 to `LONGEST`, as it was written, and where it stands."""

    minutes: int
    written: str
    start: int
    end: int


def parse_duration(text: str, most: int = LONGEST) -> int:
    """Return the minutes that a whole text means, from 1 to `most`.

    Raises:
        InvalidValue: if it means none; the sentence says what to write.
    """
    found = find_durations(text.strip())
    if len(found) != 1 or found[0].group().strip() != text.strip():
        raise InvalidValue(f"This is no time that is understood: write {EXAMPLES}.")
    return read_duration(found[0], most).minutes


def find_durations(text: str) -> tuple[re.Match[str], ...]:
    """Return every place of a text that is written as a duration, from the left; `read_duration` says how long."""
    return tuple(re.finditer(_DURATION, text, re.IGNORECASE))


def read_duration(found: re.Match[str], most: int = LONGEST) -> Duration:
    """Return what was found as a duration.

    Raises:
        InvalidValue: if it is shorter than a minute or longer than `most`, has two readings, or is negative.
    """
    written = found.group().strip()
    if found["sign"]:
        raise InvalidValue(f"“{written}” is negative: write {EXAMPLES}.")
    minutes = _minutes(found, written)
    whole = int(minutes + Fraction(1, 2))
    if whole < 1:
        raise InvalidValue(f"“{written}” is no time at all: write 1 to {most} minutes, as in {EXAMPLES}.")
    if whole > most:
        raise InvalidValue(f"“{written}” is more than {most // _HOUR} hours, the most that there can be: write less.")
    return Duration(whole, written, found.start(), found.end())


def _minutes(found: re.Match[str], written: str) -> Fraction:
    for kind in ("clock", "both", "short", "loose"):
        if found[kind]:
            return _hours_and_minutes(found, kind, written)
    if found["part"]:
        part = _PARTS[_SLASHED.get(found["part"], found["part"])]
        return (Fraction(found["part_h"] or 0) + part) * _HOUR
    if found["hours"]:
        return _hours(found["hours"], written)
    if found["minutes"]:
        minutes = read_number(found["minutes"], 0).fraction
        if minutes.denominator != 1:
            raise InvalidValue(f"“{written}” is no whole number of minutes: write {EXAMPLES}.")
        return minutes
    return Fraction(_in_words(found))


def _hours_and_minutes(found: re.Match[str], kind: str, written: str) -> Fraction:
    """`1:30`, `1 h 30 min`, `1h30`, and `1 h 30` where nothing else is counted behind it."""
    hours, minutes = (int(part) for part in re.findall("[0-9]+", found[kind]))
    if kind == "loose" and found.string[found.end() :].strip(" ,.;:)"):
        raise InvalidValue(
            f"“{written}” can be {hours} h {minutes:02}, or {hours} h and {minutes} of something: write "
            f"{hours}h{minutes:02} or {hours}h, …"
        )
    if minutes >= _HOUR:
        raise InvalidValue(f"“{written}” has {minutes} minutes beside its hours: write {hours * _HOUR + minutes}m.")
    if kind == "clock" and hours >= _LATE and hours * _HOUR + minutes <= LONGEST:
        long = f"{hours}h{minutes:02}"
        raise InvalidValue(f"“{written}” can be a time of day: write {long} if it took that long, else {EXAMPLES}.")
    return Fraction(hours * _HOUR + minutes)


def _decimal(number: str) -> Number:
    """A number of hours: `1.234` is no 1234, for which nobody learns; `1,500` is how thousands are written."""
    try:
        return read_number(number)
    except AmbiguousNumber:
        if number.endswith("0"):
            raise
        return Number(number.replace(",", "."))


def _hours(number: str, written: str) -> Fraction:
    """Hours with decimals. `1.30h` is 78 minutes to some and 1 h 30 to others: that is asked about."""
    whole, _, decimals = number.replace(",", ".").partition(".")
    hours = _decimal(number).fraction
    if len(decimals) == 2 and int(decimals) < _HOUR and decimals not in ("00", "05", "25", "33"):  # noqa: PLR2004
        exact = int(hours * _HOUR + Fraction(1, 2))
        raise InvalidValue(
            f"“{written}” can be {whole or 0} h {decimals} or {exact} min: write {whole or 0}h{decimals} or {exact}m."
        )
    return hours * _HOUR


def _in_words(found: re.Match[str]) -> int:
    if found["half"]:
        return _HOUR // 2
    if found["halves"]:
        return _COUNTS[found["halves"].casefold()] * _HOUR + _HOUR // 2
    if found["words"]:
        count = _COUNTS[found["words"].casefold()]
        return count * _HOUR + (_HOUR // 2 if found["and_half"] else 0) if found["words_h"] else count
    return _HOUR // 4 * (3 if (found["quarters"] or "").casefold() == "three" else 1)
