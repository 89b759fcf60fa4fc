"""The weekly time that is kept free for learning: a weekday and a time of day, as people write them."""

from datetime import date, time, timedelta
from typing import Final, Self

from learnboard.domain.days import WEEK, WEEKDAYS
from learnboard.domain.errors import InvalidValue
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import casefolded, clean_line

EXAMPLE: Final = "wed 14:00"
_HOURS, _MINUTES, _NOON = 24, 60, 12
_SURE: Final = 8
"""From this hour on a bare number is an hour of the day; before it, morning and afternoon are as likely."""
_NONE: Final = frozenset(("none", "no", "never", "off", "nothing", "-", "–"))
_SHORTEST: Final = 2
"""Letters of a weekday, at least: one letter may be two of them."""
_SHORT: Final = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_TIME: Final = pattern(
    r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2})?)? ?(?P<half>[ap])?\.?m?\.?"
    r"|(?P<four>[0-9]{4})|(?P<word>noon|midday)"
)
_FILLERS: Final = pattern(r"\b(?:every|each|on|at|from)\b|,")


class LearningBlock(NamedTuple):
    """A weekday (0 is Monday) and the time of day at which learning time begins, by the clock on the wall.

    `since` is the day on which that was chosen; None if it is not known.
    """

    weekday: int
    at: time
    since: date | None = None

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Return the block that a board keeps as `text`; None if it is none."""
        try:
            weekday, at, *since = text.split()
            block = cls(int(weekday), time.fromisoformat(at), *map(date.fromisoformat, since))
        except (ValueError, TypeError):  # too many parts
            return None
        return block if 0 <= block.weekday < WEEK else None

    @property
    def text(self) -> str:
        """The block as a board keeps it."""
        return f"{self.weekday} {self.at:%H:%M}{f' {self.since}' if self.since else ''}"

    @property
    def typed(self) -> str:
        """The block as a person types it: `wed 14:00`."""
        return f"{WEEKDAYS[self.weekday][:3].casefold()} {self.at:%H:%M}"

    def first_from(self, day: date) -> date:
        """Return the first of its days from a day on; none is before the week in which it was chosen."""
        week = self.since - timedelta(days=self.since.weekday()) if self.since else day
        return first_weekday(self.weekday, max(day, week))


def first_weekday(weekday: int, day: date) -> date:
    """Return the first day from `day` on that is this weekday; 0 is Monday."""
    return day + timedelta(days=(weekday - day.weekday()) % WEEK)


def parse_block(text: str) -> LearningBlock | None:
    """Return the weekday and time that were written, in either order; None for “none”.

    Raises:
        InvalidValue: if a part is missing, has two readings or is not understood.
    """
    words = " ".join(_FILLERS.sub(" ", casefolded(clean_line(text))).split())
    if words in _NONE:
        return None
    first, _, rest = words.partition(" ")
    last = words.rpartition(" ")[2]
    if (weekday := _weekday(first)) is not None:
        return LearningBlock(weekday, _time(rest))
    if (weekday := _weekday(last)) is not None:
        return LearningBlock(weekday, _time(words.removesuffix(last).strip()))
    raise InvalidValue(f"Write a weekday and a time, as in {EXAMPLE}, or none.")


def _weekday(word: str) -> int | None:
    word = word.rstrip(".")
    if word in _SHORT:
        return _SHORT[word]
    word = word.removesuffix("s") if word.endswith("days") else word
    names = [number for number, name in enumerate(WEEKDAYS) if name.casefold().startswith(word)]
    return names[0] if len(word) >= _SHORTEST and len(names) == 1 else None


def _time(text: str) -> time:
    if not text:
        raise InvalidValue(f"Write the time as well, as in {EXAMPLE}.")
    found = _TIME.fullmatch(text)
    if found is None:
        raise InvalidValue(f"“{text[:40]}” is no time of the day: write it as in 14:00 or 2 pm.")
    if found["word"]:
        return time(_NOON)
    four = found["four"]
    hour, minute = (int(four[:2]), int(four[2:])) if four else (int(found["hour"]), int(found["minute"] or 0))
    if found["half"]:
        if not 1 <= hour <= _NOON:
            raise InvalidValue(f"“{text[:40]}” is no time of the day: write it as in 14:00 or 2 pm.")
        hour = hour % _NOON + (_NOON if found["half"] == "p" else 0)
    elif found["hour"] and not found["minute"] and 0 < hour < _SURE:
        raise InvalidValue(f"Is it {hour} am or {hour} pm? Write {hour}:00 or {hour + _NOON}:00.")
    if hour >= _HOURS or minute >= _MINUTES:
        raise InvalidValue(f"“{text[:40]}” is no time of the day: write it as in 14:00 or 2 pm.")
    return time(hour, minute)
