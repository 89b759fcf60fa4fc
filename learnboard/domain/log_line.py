"""Learning time written in a line: `1h30 queueing ch 4 @fri`."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from learnboard.domain.dates import parse_day
from learnboard.domain.durations import EXAMPLES, Duration, find_durations, read_duration
from learnboard.domain.errors import InvalidValue
from learnboard.domain.marked_days import (
    MOST_DAY_WORDS,
    MOST_QUOTED,
    SEEMING_DAY,
    SIGNS,
    take_marked_day,
    without_signs,
)
from learnboard.domain.model.fields import LONGEST_TEXT, Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.domain.title_words import NO_TITLES, TitleWords, named_by, take_id

_PLAIN_DAYS: Final = frozenset({"today", "yesterday"})


class LogLine(NamedTuple):
    """What a line says: how long (1 to 960 minutes), on which day, and what was learned.

    `key_results` are those that its words name: one, several that they name equally well, or none. `marked` says
    whether the line names the day.
    """

    minutes: int
    on: date
    text: str
    key_results: tuple[Id, ...] = ()
    marked: bool = False


def read_log(line: str, day: date, titles: TitleWords = NO_TITLES, ids: Collection[Id] = ()) -> LogLine:
    """Return what a line means on a day; days in it are the latest ones up to then, if they can be.

    A key result is named by its id, one of the `ids`, else by words of its title.

    The time stands at its beginning or its end, a day behind an `@`; `today` and `yesterday` also without one.

    Raises:
        InvalidValue: if it has no time or several, one that is not from 1 to 960 minutes, or what has two readings.
    """
    text = clean_line(line)
    if not text:
        raise InvalidValue("Write how long, and what: 1h30 queueing ch 4 @fri.")
    if len(text) > LONGEST_TEXT:
        raise InvalidValue(f"The line is too long: shorten it to {LONGEST_TEXT:,} characters.")
    text, on = take_marked_day(text, day, until=_first_time)
    text, named = take_id(text, ids)
    if on is None:
        text, on = _plain_day(text, day)
    duration, text = _time(text)
    if on is None:  # the time stood at its end
        text, on = _plain_day(text, day)
    return LogLine(duration.minutes, on or day, text, named or named_by(text, titles), on is not None)


# -- the time -----------------------------------------------------------------------------------------------------


def _time(text: str) -> tuple[Duration, str]:
    """The one duration of a text, and the text without it."""
    found = find_durations(text)
    if not found:
        raise InvalidValue(_no_time(text))
    if len(found) > 1:
        first, second = (each.group().strip() for each in found[:2])
        raise InvalidValue(f"“{first}” and “{second}” are two times: write one of them, or two lines.")
    duration = read_duration(found[0])
    before, after = without_signs(text[: duration.start]), without_signs(text[duration.end :])
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1].rstrip(SIGNS), after[1:].lstrip(SIGNS)
    if before and after:
        raise InvalidValue(f"Is “{duration.written}” how long it took? Write it first: {duration.written} {before} …")
    if before.casefold().endswith((" for", " in")):
        before = before.rpartition(" ")[0].rstrip(SIGNS)
    return duration, before or after


def _no_time(text: str) -> str:
    first = next(iter(text.split()), "").strip(",;")
    if re.fullmatch("[0-9]{1,4}", first):
        unit = "".join(text.split()[1:2]).strip(SIGNS)
        why = f"“{unit[:MOST_QUOTED]}” is no unit of time that is known" if unit.isalpha() else f"“{first}” has no unit"
        return f"{why}: write {first}m or {first}h."
    if first[:1].isnumeric() or first.startswith(("-", "−", "–", "+", ".")):
        return f"“{first[:MOST_QUOTED]}” is no time that is understood: write {EXAMPLES}."
    return f"How long did it take? Write that first, as in {EXAMPLES}."


# -- the day ------------------------------------------------------------------------------------------------------


def _first_time(text: str) -> int:
    """Where the first time of a text begins: no day goes on behind it."""
    times = find_durations(text)
    return times[0].start() if times else len(text)


def _plain_day(text: str, day: date) -> tuple[str, date | None]:
    """The text without `today` or `yesterday` at either end, and the day; what else may be a day is asked about."""
    times = find_durations(text)
    words = text.split()
    ends = (text[times[-1].end() :].split(), text[: times[0].start()].split()) if times else (words, words)
    for count in range(MOST_DAY_WORDS, 0, -1):
        for part in (" ".join(ends[0][-count:]), " ".join(ends[1][:count])):
            if SEEMING_DAY.fullmatch(part.strip(SIGNS)):
                shown = part.strip(SIGNS)[:MOST_QUOTED]
                raise InvalidValue(f"Is “{shown}” the day? Write @ before the day, as in @fri, or @today if it is not.")
    for at, rest in ((0, slice(1, None)), (-1, slice(None, -1))):
        if words and (word := words[at].strip(f"{SIGNS}.").casefold()) in _PLAIN_DAYS:
            return " ".join(words[rest]).strip(SIGNS), parse_day(word, day, past=True)
    return text, None
