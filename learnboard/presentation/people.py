"""How people are told: who they are to the owner, since when, when they are met, and what a line was understood as."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from learnboard.domain.cadence import cadence_text
from learnboard.domain.model.fields import Id, Visibility
from learnboard.domain.model.people import Person, PersonKind, Relation
from learnboard.domain.relations import Stage, ended, stage, together
from learnboard.domain.row_rules import Problem
from learnboard.domain.text import clean_line, folded
from learnboard.presentation.labels import NOUNS, count_text
from learnboard.presentation.values import Fact, away, count_of, listed, quoted, short_day, short_name

if TYPE_CHECKING:  # the header needs none of the words for days
    from learnboard.domain.people_line import PersonLine

PRIMARY_SIGN: Final = "◆"
WHO_IS_MENTOR: Final = (
    "Who is your mentor? Your team lead is a good first one;",
    "it can be anybody, and anybody else later.",
)
GOAL_QUESTION: Final = "What became of the goal?"
TOGETHER_QUESTION: Final = "How was working together?"
"""What is asked when the time with somebody ends."""
EXAMPLE_LINE: Final = "Rowan Teal, mentor, external, every 6 weeks"
RELATIONS: Final[Mapping[Relation, str]] = {
    "mentor": "mentor",
    "buddy": "buddy",
    "supervisor": "supervisor",
    "reviewer": "reviewer",
    "contact": "contact",
}
KINDS: Final[Mapping[PersonKind, str]] = {
    "team_lead": "team lead",
    "peer": "peer",
    "external": "external",
    "reverse": "reverse",
    "coach": "coach",
}
SECTIONS: Final[Mapping[Stage, str]] = {
    "primary": "",
    "in_force": "",
    "candidate": "Candidates",
    "ended": "Before",
}
"""The headings of the list, by stage; who is there now has none."""
_SEEN: Final[Mapping[Visibility, str]] = {
    "private": "only you see it",
    "mentor": "mentors see it",
    "shared": "everybody sees it",
}


def relation_text(relation: Relation | None, kind: PersonKind | None, *, external: bool) -> str:
    """Who somebody is to the owner: `mentor, peer, external`; each word once."""
    parts = [RELATIONS[relation] if relation else "", KINDS[kind] if kind else "", "external" if external else ""]
    return ", ".join(dict.fromkeys(part for part in parts if part))


# -- the list -----------------------------------------------------------------------------------------------------


def since_text(person: Person, day: date) -> str:
    """Since when, or of whose time has ended until when: `since 12 Jan`; empty if that is not known."""
    if ended(person, day) and person.to_on:
        return f"until {short_day(person.to_on, day)}"
    return f"since {short_day(person.from_on, day)}" if person.from_on else ""


def met_text(person: Person, last: date | None, day: date) -> str:
    """When somebody was met last: `met 26 Jun`; empty if that was for the first time, and `state_text` says it."""
    on = max((each for each in (last, person.met_on) if each), default=None)
    if on and on == person.met_on and not person.accepted_on:
        return ""
    return f"met {short_day(on, day)}" if on else "" if ended(person, day) else "not met yet"


def next_text(on: date | None, day: date) -> Fact:
    """When somebody is met next: `next in 42 days`, `overdue since 8 May`; empty if nothing is agreed on."""
    if on is None:
        return Fact("", "quiet")
    if on < day:
        return Fact(f"overdue since {short_day(on, day)}", "warn")
    return Fact(f"next {away(on, day)}", "neutral")


def state_text(person: Person, day: date) -> Fact:
    """Whether somebody has accepted, or how far asking them has come: `accepted 12 Jan`, `asked 8 Apr`."""
    if person.accepted_on:
        return Fact(f"accepted {short_day(person.accepted_on, day)}", "good")
    steps = (("met", person.met_on), ("asked", person.asked_on))
    done = next((f"{word} {short_day(on, day)}" for word, on in steps if on), "")
    if done or person.relation == "mentor":
        return Fact(f"{done}, not accepted" if done else "not asked yet", "warn")
    return Fact("", "quiet")


def more_about(person: Person, names: Mapping[Id, str]) -> str:
    """What else the list says of the person under the cursor: how often, introduced by whom, and who sees the row."""
    by = names.get(person.introduced_by_id or "", "")
    parts = [
        cadence_text(person.agreement.cadence_days) if person.agreement else "",
        f"introduced by {short_name(by)}" if by else "",
        _SEEN[person.visibility],
    ]
    return "; ".join(part for part in parts if part)


# -- a line -------------------------------------------------------------------------------------------------------


def understood(line: "PersonLine", introduced_by: Person | None, day: date) -> str:
    """What a line was understood as: `Rowan Teal: mentor, external, every 6 weeks`."""
    if not line.name:
        return f"as in: {EXAMPLE_LINE}"
    days = (("asked", line.asked_on), ("met", line.met_on), ("accepted", line.accepted_on), ("since", line.from_on))
    parts = [
        relation_text(line.relation, line.kind, external=line.external),
        cadence_text(line.cadence_days) if line.cadence_days else "",
        *(f"{word} {short_day(on, day)}" for word, on in days if on),
        f"introduced by {short_name(introduced_by.name)}" if introduced_by else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"{short_name(line.name)}: {told}" if told else short_name(line.name)


def not_understood(line: "PersonLine", introduced_by: Person | None) -> str:
    """What of a line is not understood or missing, in a sentence; empty if it is whole."""
    unread = [quoted(part) for part in line.unread]
    if line.introduced_by and introduced_by is None:
        unread.append(f"who {quoted(line.introduced_by)} is")
    if unread:
        return f"Not understood: {listed(unread)}."
    return "" if line.relation else "Mentor, buddy, supervisor, reviewer or contact?"


def find_named(people: Iterable[Person], name: str) -> tuple[Person, ...]:
    """Return the people of a name, whatever its case and accents."""
    wanted = folded(clean_line(name))
    return tuple(row for row in people if wanted and folded(clean_line(row.name)) == wanted)


def find_introducer(people: Sequence[Person], name: str) -> Person | None:
    """Return the person who is meant by a name, or by words that only one name has; None if that is nobody."""
    exact = find_named(people, name)
    words = folded(clean_line(name)).split()
    some = exact or tuple(row for row in people if words and all(word in folded(row.name).split() for word in words))
    return some[0] if len({folded(row.name) for row in some}) == 1 else None


def same_name_question(line: "PersonLine", there: Sequence[Person]) -> str:
    """What is asked about a name that is on the board already."""
    name = short_name(line.name)
    known = listed([RELATIONS[row.relation] for row in there])
    if line.relation and line.relation not in {row.relation for row in there}:
        return f"{name} is here as {known}: the same {name}, also as {RELATIONS[line.relation]}?"
    return f"{name} is here as {known} already: another {name}?"


def named_already(there: Sequence[Person]) -> str:
    """Say that a name is on the board already, and as what; and what to do."""
    return f"Here as {listed([RELATIONS[row.relation] for row in there])} already: choose who it is."


# -- what changes -------------------------------------------------------------------------------------------------


def person_problem(row: Person, people: Iterable[Person]) -> Problem | None:
    """Return what is wrong with a person beside those on the board: one mentor is the primary one at a time."""
    others = {other.id: other for other in people if other.id != row.id}
    if not clean_line(row.name):
        return Problem("name", "this is empty: write a name")
    if row.introduced_by_id and row.introduced_by_id not in (*others, row.id, "owner"):
        return Problem("introduced_by_id", "that person was deleted: choose another one, or nobody")
    if row.from_on and row.to_on and row.to_on < row.from_on:
        return Problem("to_on", "it ends before it begins: choose a later day")
    other = next((each for each in others.values() if row.primary and each.primary and together(row, each)), None)
    if other:
        return Problem("primary", f"{short_name(other.name)} is the primary mentor: * in the list makes another one so")
    return None


def step_name(person: Person, day: date) -> str:
    """Return the field of the next step of asking somebody: `asked_on`, `met_on`, `accepted_on`; empty after it.

    Only a candidate or a mentor who has not accepted has one: nobody else was to be asked.
    """
    if stage(person, day) != "candidate" and (person.relation != "mentor" or person.accepted_on or ended(person, day)):
        return ""
    return next((name for name in ("asked_on", "met_on", "accepted_on") if getattr(person, name) is None), "")


def step_refusal(person: Person, day: date) -> str:
    """Why there is no next step of asking somebody."""
    name = short_name(person.name)
    if ended(person, day) and person.to_on:
        return f"The time with {name} ended {away(person.to_on, day)}: e changes when."
    if person.accepted_on:
        return f"{name} has accepted: X ends the time with them."
    return f"{name} is here as {RELATIONS[person.relation]} already: x is for candidates; e changes all days."


def planned_text(count: int, name: str) -> str:
    """How many meetings are planned with somebody: `2 meetings are planned with Rowan Teal`."""
    return f"{count_of(count, 'meeting')} {'is' if count == 1 else 'are'} planned with {short_name(name)}"


def delete_question(person: Person, tables: Mapping[str, int]) -> str:
    """What is asked before a person is deleted whom other rows name."""
    counts = listed([count_text(table, tables[table]) for table in NOUNS if tables.get(table)])
    lose = "loses" if sum(tables.values()) == 1 else "lose"
    return f"Delete {short_name(person.name)}? {counts} {lose} the name."
