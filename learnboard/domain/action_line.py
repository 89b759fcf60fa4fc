"""Actions written in a line: `Hazel: a week of notice, by fri`."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.relations import ended
from learnboard.domain.text import casefolded, clean_line

_BY: Final = pattern(r"(?P<text>.*[^\s,])\s*(?P<comma>,?)\s+by\s+(?P<day>\S.*)$", re.IGNORECASE)
_NAMED: Final = pattern(r"(?P<name>[^\W\d][^:,;/]{0,59}):(?!//)\s*(?P<text>\S.*)$")
_MOST_WORDS: Final = 4
"""Words of a name: what has more before a colon is a sentence."""
_ME: Final = frozenset({"me", "i", "myself"})


class KnownPerson(NamedTuple):
    """Somebody whom a line can name: who they are to the owner, and whether the time with them is over."""

    id: Id
    name: str
    relation: str = ""
    over: bool = False


def known_persons(people: Iterable[Person], day: date) -> tuple[KnownPerson, ...]:
    """Return people as they can be named on a day, in their order."""
    return tuple(KnownPerson(row.id, row.name, row.relation, ended(row, day)) for row in people)


class ActionLine(NamedTuple):
    """An action as it was understood. `unknown` is a name before the colon that is nobody's, and stays in the text."""

    who_id: Id | None
    text: str
    due_on: date | None = None
    unknown: str = ""


def find_person(name: str, people: Sequence[KnownPerson]) -> Id | None:
    """Return whom a name means: see `people_named`. One who is there twice is meant by the first.

    None if it is nobody's, or could be that of several people.
    """
    found = people_named(name, people)
    return found[0].id if len({casefolded(clean_line(each.name)) for each in found}) == 1 else None


def people_named(name: str, people: Sequence[KnownPerson]) -> tuple[KnownPerson, ...]:
    """Return all whom a name can mean: the whole of it, else its first words, and with who they are in brackets.

    People whose time is over are meant only if there is nobody else.
    """
    wanted = casefolded(clean_line(name))
    for told in (lambda each: each.name, lambda each: f"{each.name} ({each.relation})"):
        names = [(f"{casefolded(clean_line(told(each)))} ", each) for each in people]
        for fits in (f"{wanted} ".__eq__, lambda known: known.startswith(f"{wanted} ")):
            found = tuple(each for known, each in names if wanted and fits(known))
            if found:
                return tuple(each for each in found if not each.over) or found
    return tuple(each for each in people if wanted == casefolded(f"{clean_line(each.name)} ({each.id})"))


def name_of(person: KnownPerson, people: Sequence[KnownPerson]) -> str:
    """Return what means a person and nobody else: their name, with who they are if it is that of several."""
    name = clean_line(person.name)
    names = (name, f"{name} ({person.relation})", f"{name} ({person.id})")
    return next((each for each in names if people_named(each, people) == (person,)), person.name)


def read_action(line: str, people: Sequence[KnownPerson], day: date) -> ActionLine:
    """Return what a line means on a day: who, if it names somebody; what; by when, if it ends so.

    Without a name it is the owner's. With that of nobody known it is nobody's, and the name stays in the text.

    Raises:
        InvalidValue: if there is nothing to do, or what follows “, by” is a day that there is not.
    """
    text = clean_line(line)
    due_on = None
    if found := _BY.match(text):
        due_on = _due(found["day"], day, meant=bool(found["comma"]))
        text = found["text"].rstrip(", ") if due_on else text
    who, unknown = OWNER, ""
    named = _NAMED.match(text)
    if named and len(named["name"].split()) <= _MOST_WORDS:
        name = named["name"].strip()
        meant = OWNER if casefolded(name) in _ME else find_person(name, people)
        if meant is None:
            return ActionLine(None, text, due_on, name)
        who, text = meant, named["text"]
    if not text.strip(" ,:"):
        raise InvalidValue("There is nothing to do in this line: write what, as in “Hazel: a week of notice, by fri”.")
    return ActionLine(who, text, due_on, unknown)


def read_actions(text: str, people: Sequence[KnownPerson], day: date) -> tuple[ActionLine, ...]:
    """Return the actions of a text, one a line; empty lines are none.

    Raises:
        InvalidValue: as `read_action` does.
    """
    return tuple(read_action(line, people, day) for line in text.splitlines() if clean_line(line))


def write_action(action: ActionLine, people: Iterable[KnownPerson]) -> str:
    """Return an action as a line that reads as this action."""
    names = {person.id: person.name for person in people}
    name = "" if action.who_id in (None, OWNER) else names.get(action.who_id or "", "")
    due = f", by {action.due_on}" if action.due_on else ""
    return f"{f'{name}: ' if name else ''}{action.text}{due}"


def _due(text: str, day: date, *, meant: bool) -> date | None:
    """The day that follows “by”; None if it is no day, unless a day was plainly `meant`."""
    try:
        return parse_day(text, day)
    except InvalidValue:
        if meant and any(character.isdigit() for character in text):
            raise
        return None
