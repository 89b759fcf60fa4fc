"""Days in a line of other words: behind an `@`, or seeming to be one without it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from learnboard.domain.dates import parse_day, parse_one_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.patterns import pattern

MOST_DAY_WORDS: Final = 5
MOST_QUOTED: Final = 40
SIGNS: Final = " ,;:-–—"
"""What may stand between the parts of a line."""
_MINUS: Final = pattern("(?:^|[ ,;:])[-–—]$")
_WEEKDAY: Final = "(?:mon|tues?|wed|weds|thu|thur|thurs|fri|sat|sun)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
SEEMING_DAY: Final = pattern(
    rf"(?:(?:on|last|this|next|since|until|by|from|of|for|about) ){{0,2}}(?:{_WEEKDAY}|"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2,4})?|"
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTH})(?: [0-9]{{4}})?|"
    rf"(?:{_MONTH}) [0-9]{{1,2}}(?:st|nd|rd|th)?(?:,? [0-9]{{4}})?|"
    r"tomorrow|tmrw|(?:the )?day (?:before|after) \w+|(?:a|one|two|three|[0-9]+) (?:days?|weeks?) ago|"
    r"(?:last|this|next) (?:week|month|weekend)|"
    r"(?:from|of|for|about|since|until|than|before|after) (?:today|yesterday)|"
    r"gestern|vorgestern|heute|hier|ayer|ieri|gisteren)[.,]?",
    re.IGNORECASE,
)
"""What may say of which day it is without an @: nobody guesses, the person is asked."""
_MORE_OF_A_DAY: Final = pattern(rf" (?:[0-9]{{1,2}}(?:st|nd|rd|th)?\.? )?(?:{_MONTH})\b| [0-9]{{4}}\b", re.IGNORECASE)
"""What shows that the words before are only a part of a day, and of one that there is not: `sat` of `sat 27 nov`."""


def take_marked_day(
    text: str, day: date, *, past: bool = True, until: Callable[[str], int] = len
) -> tuple[str, date | None]:
    """Return a line without its `@` and the day behind it, and that day; None without an `@`.

    Of the days that the words can mean it is the latest up to `day`, or the next one if it is not `past`. They end
    before the place that `until` returns of what stands behind the `@`.

    Raises:
        InvalidValue: if there are two, or what stands behind it is no day, or can be several.
    """
    marks = list(re.finditer(r"(?<![^\s,;])@ ?", text))
    if not marks:
        return text, None
    if len(marks) > 1:
        raise InvalidValue("There are two @ in the line: write one day, as in @fri.")
    before, rest = text[: marks[0].start()].rstrip(SIGNS), text[marks[0].end() :]
    words = list(re.finditer(r"\S+", rest[: until(rest)]))[:MOST_DAY_WORDS]
    for last in reversed(words):
        said = rest[: last.end()].strip(SIGNS)
        try:
            parse_day(said, day, past=past)
        except InvalidValue:
            continue
        if _MORE_OF_A_DAY.match(rest, last.end()):
            break
        on = parse_one_day(said, day, past=past)
        return f"{before} {without_signs(rest[last.end() :])}".strip(), on
    example = "@fri, @2 days ago or @2026-11-30" if past else "@fri, @12 oct or @2026-11-30"
    if not words:
        raise InvalidValue(f"What stands behind @ is no day: write one, as in {example}.")
    raise InvalidValue(f"“@{words[0].group()[:MOST_QUOTED]}” is no day that is known here: write one, as in {example}.")


def without_signs(text: str) -> str:
    """Return a part of a line without the signs around it; the minus of a number is a part of that."""
    bare = text.lstrip(SIGNS)
    before = text[: len(text) - len(bare)]
    minus = before[-1:] if _MINUS.search(before) and bare[:1].isdecimal() else ""
    return (minus + bare).rstrip(SIGNS)
