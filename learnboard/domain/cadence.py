"""Cadences in words: how often people meet, in days (FORMAT.md §1, `cadence_days`)."""

from typing import Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.patterns import pattern
from learnboard.domain.text import casefolded, clean_line

LONGEST_CADENCE: Final = 366
"""Days between two meetings, at most."""
_WEEK: Final = 7
_MONTHS_IN_A_YEAR: Final = 12
_YEAR: Final = 365
_PARTS: Final = {"d": _YEAR, "m": _MONTHS_IN_A_YEAR, "q": 4, "y": 1}
"""How often a year a unit passes, by its first letter; weeks are counted by their days."""


def _days(number: int, parts: int) -> int:
    """The days of a number of such parts of a year, half up."""
    return (2 * number * _YEAR + parts) // (2 * parts)


_MONTHS: Final = tuple(_days(number, _MONTHS_IN_A_YEAR) for number in range(1, _MONTHS_IN_A_YEAR + 1))
"""The days of 1 to 12 months. Meetings agreed on by the month are counted in days like all others."""
_ADVERBS: Final = {
    "daily": 1,
    "weekly": _WEEK,
    "biweekly": 2 * _WEEK,
    "fortnightly": 2 * _WEEK,
    "monthly": _MONTHS[0],
    "bimonthly": _MONTHS[1],
    "quarterly": _MONTHS[2],
    "yearly": _MONTHS[-1],
}
_NUMBERS: Final = {
    **dict.fromkeys(("", "a", "an", "one"), 1),
    **dict.fromkeys(("other", "second"), 2),
    "third": 3,
    "fourth": 4,
    **{word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)},  # noqa: SIM905
    "twelve": 12,
}
_CADENCE: Final = pattern(
    r"(?:once )?(?:every|each|in|per)? ?(?P<number>[0-9]{1,3}|[a-z]*?) ?"
    r"(?P<unit>d|days?|w|wks?|weeks?|fortnights?|months?|quarters?|years?)"
)


def parse_cadence(text: str) -> int:
    """Return the days between two meetings: `every 6 weeks` are 42, `monthly` is 30.

    Raises:
        InvalidValue: if the text is no cadence of 1 to 366 days.
    """
    words = " ".join(casefolded(clean_line(text)).rstrip(".").split())
    days = _ADVERBS.get(words) or _counted(words)
    if days is None:
        raise InvalidValue("Write how often you meet, as in every 6 weeks, monthly or every 10 days.")
    if not 1 <= days <= LONGEST_CADENCE:
        raise InvalidValue(f"Meet at least once in {LONGEST_CADENCE} days, as in every 6 weeks.")
    return days


def _counted(words: str) -> int | None:
    found = _CADENCE.fullmatch(words)
    if found is None:
        return None
    number = int(found["number"]) if found["number"].isdigit() else _NUMBERS.get(found["number"])
    if number is None:
        return None
    unit = found["unit"][0]
    if unit in "wf":
        return number * _WEEK * (2 if unit == "f" else 1)
    return _days(number, _PARTS[unit])


def cadence_text(days: int) -> str:
    """Return a cadence in the words that `parse_cadence` reads: `every 6 weeks`."""
    if days in _MONTHS:
        number, unit = _MONTHS.index(days) + 1, "month"
        if number == _MONTHS_IN_A_YEAR:
            number, unit = 1, "year"
    elif days > 0 and days % _WEEK == 0:
        number, unit = days // _WEEK, "week"
    else:
        number, unit = days, "day"
    return f"every {unit}" if number == 1 else f"every {number} {unit}s"
