"""The words of days in words, and their kinds: what “fri”, “30th” or “q1” can mean in a rule."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from learnboard.domain.dates.word_rules import Words
from learnboard.domain.days import MONTHS, WEEK, WEEKDAYS
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern

_CENTURY = 2000


class Distance(NamedTuple):
    """A time span to add to a day."""

    days: int = 0
    months: int = 0
    working_days: int = 0

    def times(self, count: int) -> "Distance":
        """So many of it."""
        return Distance(*(count * part for part in self))

    @property
    def is_weeks(self) -> bool:
        """Whether it is a whole number of weeks."""
        return self.days > 0 and self.days % WEEK == 0


def _each(*meanings: tuple[str, Any]) -> dict[str, Any]:
    """What words mean, each of those with blanks between them."""
    return {word: meaning for words, meaning in meanings for word in words.split()}


def _numbered(names: str) -> dict[str, int]:
    return {name: number for number, name in enumerate(names.split(), 1)}


def _shortened(names: Sequence[str], shortest: int) -> dict[str, int]:
    """Names by their beginnings, as far as people write them: `sep`, `sept`, `september`."""
    return {name[:length].lower(): at for at, name in enumerate(names) for length in range(shortest, len(name) + 1)}


_MONTHS: Final = {name: at + 1 for name, at in _shortened(MONTHS, 3).items()}
_KINDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "NEAR": _each(("yesterday", -1), ("today now eod cob", 0), ("tomorrow tmrw tmr", 1)),
    "WEEKDAY": {**_shortened(WEEKDAYS, 2), "weds": 2},
    "MONTH": _MONTHS,
    "PART": {name: ("month", number) for name, number in _MONTHS.items()},
    "RELATION": _each(("last previous", -1), ("this", 0), ("next coming", 1)),
    "SPAN": _each(("week wk", "week"), ("month", "month"), ("quarter", "quarter"), ("year", "year")),
    "UNIT": _each(
        ("day days", Distance(days=1)),
        ("week weeks wk wks", Distance(days=WEEK)),
        ("fortnight fortnights", Distance(days=2 * WEEK)),
        ("month months", Distance(months=1)),
        ("quarter quarters", Distance(months=3)),
        ("year years", Distance(months=12)),
        ("workday workdays", Distance(working_days=1)),
    ),
    # Only behind a number: alone they are too short to be understood.
    "LETTER": _each(
        ("d", Distance(days=1)),
        ("w", Distance(days=WEEK)),
        ("m mo mos", Distance(months=1)),
        ("y yr yrs", Distance(months=12)),
    ),
    "COUNT": _numbered("one two three four five six seven eight nine ten eleven twelve"),
    "ORDINAL": _numbered("first second third fourth fifth"),
}
_ALIASES: Final = {
    **dict.fromkeys(("end of day", "end of the day"), "today"),
    "eow": "end of week",
    "eom": "end of month",
    "eoq": "end of quarter",
    "eoy": "end of year",
    **{f"{unit}{sign}end": f"end of {unit}" for unit in ("month", "quarter", "year") for sign in (" ", "-")},
    **dict.fromkeys(("christmas eve", "xmas eve"), "24 dec"),
    **dict.fromkeys(("christmas", "christmas day", "xmas", "xmas day"), "25 dec"),
    "boxing day": "26 dec",
    **dict.fromkeys(("new year's eve", "new years eve"), "31 dec"),
    **dict.fromkeys(("new year", "new year's", "new year's day", "new years day"), "1 jan"),
}
_ALIAS = pattern(rf"\b(?:{'|'.join(sorted(_ALIASES, key=len, reverse=True))})\b")
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−﹣－", "-"),
        **dict.fromkeys("’ʼ", "'"),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff"),
    }
)
_FULL_STOP = pattern(r"(?<!\.)\.$")
_LEAD = pattern(r"(?:due )?(?:(?:by|on|until|till) )?")
_WORD = pattern(
    r"""
    (?P<DATE>(?<![a-z0-9])(?:
        [0-9]{8} | [0-9]{4}([-/.])[0-9]{1,2}\2[0-9]{1,2}
        | [0-9]{1,2}([-/.])[ ]?[0-9]{1,2}(?:\3[ ]?(?:[0-9]{4}|[0-9]{2}))?
    )(?![0-9]))
    | (?<![a-z])(?:w|wk|week)[ ]?(?P<week>[0-9]{1,2})(?![0-9])
    | (?<![a-z])q[ ]?(?P<quarter>[1-4])(?![0-9])
    | (?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th)\b
    | '(?P<year>[0-9]{2})\b
    | (?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)
    | (?P<name>[a-z]+)(?:\.(?!\.))?
    | \.\.+ | \S
    """,
    re.VERBOSE,
)


def normalized(text: str) -> str:
    """Return a text in lower case with plain signs and single blanks, without “by”, “on” or “due” before it."""
    text = " ".join(text.translate(_SIGNS).casefold().split())
    text = _LEAD.sub("", _FULL_STOP.sub("", text), count=1)
    return _ALIAS.sub(lambda match: _ALIASES[match[0]], text)


def words_of(text: str) -> Words:
    """Split a normalized text into words with their kinds."""
    return [{match[0]: None, **dict(_kinds(match))} for match in _WORD.finditer(text)]


def _kinds(match: re.Match[str]) -> Iterator[tuple[str, Any]]:
    text = match[match.lastgroup or 0]
    match match.lastgroup:
        case "DATE":
            yield "DATE", text
        case "week" | "quarter":
            yield "PART", (match.lastgroup, int(text))
        case "ordinal":
            yield from (("DAY", int(text)), ("ORDINAL", int(text)))
        case "year":
            yield "YEAR", _CENTURY + int(text)
        case "number":
            yield from _number_kinds(text)
        case "name":
            yield text, None  # without its full stop
            yield from ((kind, meanings[text]) for kind, meanings in _KINDS.items() if text in meanings)


def _number_kinds(text: str) -> Iterator[tuple[str, Any]]:
    number = int(text.replace(",", ""))
    yield "COUNT", number
    if len(text) <= len("31"):
        yield "DAY", number
    if len(text) == len("26"):
        yield "SHORT_YEAR", _CENTURY + number
    if len(text) == len("2026"):
        yield "YEAR", number
