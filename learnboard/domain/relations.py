"""Who helps the owner on a day: the primary mentor, others, candidates, and those whose time has ended."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Meeting, Person, Relation
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.next_meetings import set_meetings

Stage: TypeAlias = Literal["primary", "in_force", "candidate", "ended"]
STAGES: Final[tuple[Stage, ...]] = ("primary", "in_force", "candidate", "ended")
_RELATIONS: Final[tuple[Relation, ...]] = ("mentor", "supervisor", "buddy", "reviewer", "contact")


def ended(person: Person, day: date) -> bool:
    """Whether the time with a person is over; on its last day it is already."""
    return person.to_on is not None and person.to_on <= day


def accepted(person: Person, day: date) -> bool:
    """Whether a person has agreed to the relation by a day."""
    return person.accepted_on is not None and person.accepted_on <= day


def stage(person: Person, day: date) -> Stage:
    """Where a relation stands on a day.

    Whoever was asked or met and has not accepted is a candidate, and so is a mentor who has not accepted and is not
    primary. Nobody asks a supervisor or a reviewer.
    """
    if ended(person, day):
        return "ended"
    if person.primary and person.in_force(day):
        return "primary"
    asked = person.asked_on is not None or person.met_on is not None
    return "candidate" if not accepted(person, day) and (asked or person.relation == "mentor") else "in_force"


def in_list_order(people: Iterable[Person], day: date) -> tuple[Person, ...]:
    """Return people as they are listed: by stage, then by relation and name; whose time ended last comes first."""

    def place(row: Person) -> tuple[int, int, int, str, Id]:
        own = stage(row, day)
        left = row.to_on.toordinal() if own == "ended" and row.to_on else 0
        return STAGES.index(own), -left, _RELATIONS.index(row.relation), row.name.casefold(), row.id

    return tuple(sorted(people, key=place))


def primary_mentor(people: Iterable[Person], day: date) -> Person | None:
    """Return the primary mentor in force on a day."""
    return next((row for row in people if stage(row, day) == "primary"), None)


def sole_mentor(people: Iterable[Person], day: date) -> Id | None:
    """Return the mentor in force on a day, accepted or not; None if there is none, or more than one."""
    mentors = [row.id for row in people if row.relation == "mentor" and row.in_force(day)]
    return mentors[0] if len(mentors) == 1 else None


def lacks_mentor(people: Iterable[Person], day: date) -> bool:
    """Whether no mentor is in force on a day; a candidate is none."""
    found = (row for row in people if row.relation == "mentor" and row.in_force(day))
    return not any(stage(row, day) in ("primary", "in_force") for row in found)


def together(one: Person, other: Person) -> bool:
    """Whether there is a day on which both relations are in force."""
    return (one.from_on or date.min) <= (other.to_on or date.max) and (other.from_on or date.min) <= (
        one.to_on or date.max
    )


def own_meetings(meetings: Iterable[Meeting], people: Sequence[Person], day: date) -> tuple[Meeting, ...]:
    """Return the meetings that the next one is looked for among: those with the primary mentor.

    Without one they are all but those with nobody whose time has not ended: nothing would close these.
    """
    if primary := primary_mentor(people, day):
        return tuple(row for row in meetings if primary.id in row.with_ids)
    gone = {row.id for row in people if ended(row, day)}
    return tuple(row for row in meetings if not row.with_ids or not gone.issuperset(row.with_ids))


class MetAndNext(NamedTuple):
    """The meetings with a person: the day of the last one held, and of the next one, which may be overdue."""

    last: date | None
    next: date | None


def meetings_with(person: Person, meetings: Iterable[Meeting], day: date) -> MetAndNext:
    """Return when a person was met last, and is met next, as known on a day.

    Once their time has ended only a meeting that is still planned comes next, not one that was agreed on before.
    """
    own = [row for row in meetings if person.id in row.with_ids]
    over = ended(person, day)
    following = set_meetings((replace(row, next_on=None) if over else row for row in own), day).next
    last = max((row.on for row in own if row.held and row.on <= day), default=None)
    return MetAndNext(last, following.on if following else None)


def planned_with(people: Iterable[Id], meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return the meetings with any of these people that are planned: after the last one held of the same ones."""
    ids = frozenset(people)
    found: list[Meeting] = []
    for rows in _groups(row for row in meetings if not ids.isdisjoint(row.with_ids)):
        held = max((row.on for row in rows if row.held), default=date.min)
        found += (row for row in rows if not row.held and row.on > held)
    return tuple(found)


def agreed_with(people: Iterable[Id], meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return the last meetings held with these people alone at which a next one was agreed on that is not planned."""
    rows = tuple(meetings)
    planned = {(row.kind, frozenset(row.with_ids)) for row in planned_with(people, rows)}
    return tuple(row for row in naming_next(people, rows) if (row.kind, frozenset(row.with_ids)) not in planned)


def naming_next(people: Iterable[Id], meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return the last meetings held with these people alone at which a next one was agreed on, planned or not."""
    ids = frozenset(people)
    groups = _groups(row for row in meetings if row.with_ids and ids.issuperset(row.with_ids))
    last = (next((row for row in reversed(rows) if row.held), None) for rows in groups)
    return tuple(row for row in last if row and row.next_on)


def _groups(meetings: Iterable[Meeting]) -> Iterable[list[Meeting]]:
    """The meetings that follow each other: those of one kind with the same people, in the order of their days."""
    groups: dict[tuple[str, frozenset[Id]], list[Meeting]] = {}
    for row in sorted(meetings, key=lambda row: (row.on, row.id)):
        groups.setdefault((row.kind, frozenset(row.with_ids)), []).append(row)
    return groups.values()
