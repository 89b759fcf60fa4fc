"""A person understood from one line, as people write it: `Rowan Teal, mentor, external, every 6 weeks`."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeAlias

from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.people import PersonKind, Relation
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.row_rules import RANGES
from learnboard.domain.text import clean_line

_Facts: TypeAlias = dict[str, Any]
_Reading: TypeAlias = tuple[_Facts, str]
"""What a phrase at the beginning of a text says, and the rest of the text."""


class PersonLine(NamedTuple):
    """What a line says of a person; `unread` are its parts that say nothing that is understood.

    The cadence is in days, 1 to 366. `introduced_by` is a name as it was written.
    """

    name: str
    relation: Relation | None = None
    kind: PersonKind | None = None
    external: bool = False
    cadence_days: int | None = None
    asked_on: date | None = None
    met_on: date | None = None
    accepted_on: date | None = None
    from_on: date | None = None
    introduced_by: str = ""
    unread: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether a person can be added as the line says: all of it is understood, and nothing is missing."""
        return bool(self.name and self.relation) and not self.unread


_MEANINGS: Final[tuple[tuple[_Facts, tuple[str, ...]], ...]] = (
    ({"relation": "mentor"}, ("mentor",)),
    ({"relation": "buddy"}, ("buddy",)),
    ({"relation": "supervisor"}, ("supervisor", "line manager", "manager", "boss")),
    ({"relation": "reviewer"}, ("reviewer",)),
    ({"relation": "contact"}, ("contact",)),
    ({"kind": "team_lead"}, ("team lead", "team leader", "teamlead", "team-lead")),
    ({"kind": "peer"}, ("peer", "colleague")),
    ({"relation": "mentor", "kind": "reverse"}, ("reverse mentoring", "reverse mentor")),
    ({"kind": "reverse"}, ("reverse",)),
    ({"kind": "coach"}, ("coach",)),
    ({"external": True}, ("external", "outside")),
    ({"cadence_days": 7}, ("weekly", "once a week")),
    ({"cadence_days": 14}, ("fortnightly", "biweekly", "every fortnight")),
    ({"cadence_days": 30}, ("monthly", "once a month")),
    ({"cadence_days": 91}, ("quarterly", "once a quarter")),
    ({}, ("as a", "as an", "as", "a", "an", "my", "and")),
)
_PHRASES: Final = {phrase: facts for facts, phrases in _MEANINGS for phrase in phrases}
_NUMBERS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS: Final = {
    **dict.fromkeys(("", "one"), 1),
    **dict.fromkeys(("other", "second", "2nd"), 2),
    **{word: number for number, word in enumerate(_NUMBERS, 2)},
}
_UNITS: Final = {"day": 16, "week": 112, "month": 487, "quarter": 1461}
"""Sixteenths of a day: a month has 365.25 / 12 days on average, which are 30 and seven sixteenths."""
_EVERY: Final = pattern(r"every (?:(\w+) )?(day|week|month|quarter)s?(?: |$)", re.IGNORECASE)
_INTRODUCED: Final = pattern(r"(?:introduced by|via) (.+)", re.IGNORECASE)
_SINCE: Final = pattern(r"(?:since|from) (.+)", re.IGNORECASE)
_STAGE: Final = pattern(r"(asked|met|accepted)(?: on)?(?: (.*))?", re.IGNORECASE)
_SEPARATORS: Final = pattern("[,;]")


def read_person(text: str, day: date) -> PersonLine:
    """Understand a line on a day; days in it are the latest ones up to then.

    Its parts stand between commas. The first is the name, unless it is understood otherwise and another one is not.
    Who is a team lead, a peer or a coach, or does reverse mentoring, is a mentor if nothing else is said.
    """
    parts = [part for each in _SEPARATORS.split(clean_line(text)) if (part := " ".join(each.split()))]
    if not parts:
        return PersonLine("")
    readings = [_read(part, day) for part in parts]
    unread = [number for number, found in enumerate(readings) if found is None]
    at = unread[0] if unread else 0
    facts: _Facts = {}
    left: list[str] = []
    for number, (part, found) in enumerate(zip(parts, readings, strict=True)):
        if number == at:
            continue
        if found is None or _contradicts(facts, found):
            left.append(part)
        else:
            facts |= found
    return _completed(PersonLine(parts[at], unread=tuple(left), **facts))


def _contradicts(facts: _Facts, found: _Facts) -> bool:
    return any(facts.get(name, value) != value for name, value in found.items())


def _completed(line: PersonLine) -> PersonLine:
    """The line with what follows from it."""
    if line.kind and line.relation is None:
        line = line._replace(relation="mentor")
    if line.external and line.relation == "mentor" and line.kind is None:
        line = line._replace(kind="external")
    return line


# -- phrases ------------------------------------------------------------------------------------------------------


def _read(part: str, day: date) -> _Facts | None:
    """What a part of the line says; None if any of it is not understood, or it says two things."""
    facts: _Facts = {}
    while part:
        found = next((reading for read in _READERS if (reading := read(part, day))), None)
        if found is None or _contradicts(facts, found[0]):
            return None
        facts |= found[0]
        part = found[1]
    return facts or None


def _phrase(text: str, _: date) -> _Reading | None:
    """Words that mean something as they stand, the most of them that do."""
    words = text.split()
    for count in range(min(3, len(words)), 0, -1):
        facts = _PHRASES.get(" ".join(words[:count]).casefold())
        if facts is not None:
            return facts, " ".join(words[count:])
    return None


def _cadence(text: str, _: date) -> _Reading | None:
    found = _EVERY.match(text)
    if found is None:
        return None
    word = (found[1] or "").casefold()
    count = int(word) if word.isascii() and word.isdecimal() and len(word) <= len("366") else _COUNTS.get(word, 0)
    days = (count * _UNITS[found[2].casefold()] + 8) // 16
    low, high = RANGES["meeting_cadence_days"]
    return ({"cadence_days": days}, text[found.end() :]) if low <= days <= high else None


def _introduced(text: str, _: date) -> _Reading | None:
    found = _INTRODUCED.fullmatch(text)
    return ({"introduced_by": found[1]}, "") if found else None


def _since(text: str, day: date) -> _Reading | None:
    found = _SINCE.fullmatch(text)
    on = _day(found[1], day) if found else None
    return ({"from_on": on}, "") if on else None


def _stage(text: str, day: date) -> _Reading | None:
    """That somebody was asked or met, or accepted: on a day that is not still to come, or today."""
    found = _STAGE.fullmatch(text)
    if found is None:
        return None
    name, rest = f"{found[1].casefold()}_on", found[2] or ""
    on = _day(rest, day) if rest else None
    if on and on > day:
        return None
    return ({name: on}, "") if on else ({name: day}, rest)


def _day(text: str, day: date) -> date | None:
    try:
        return parse_day(text, day, past=True)
    except InvalidValue:
        return None


_READERS: Final[tuple[Callable[[str, date], _Reading | None], ...]] = (_introduced, _since, _stage, _cadence, _phrase)
