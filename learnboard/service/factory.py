"""New ids, and new rows with their first values. Nothing is written here."""

import os
import re
import time
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, TypeVar

from learnboard.domain.cycles import CycleDays, first_choices
from learnboard.domain.model.fields import Id, Number, fields_of
from learnboard.domain.model.goals import Cycle, CycleStatus, Goal, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.model.people import Person
from learnboard.domain.positions import GAP
from learnboard.domain.titles import read_title

Row = TypeVar("Row")
_LONGEST = 64
_TICK: Final = 20 << 12
"""The longest tick of a clock, in those units: 20 ms."""
_last_stamp = 0
_NEW_ID_LENGTH: Final = 36
_NEW_ID: Final = r"z*([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def new_id(after: Id = "") -> Id:
    """Return a new id: 60 bits of time and then randomness, with the version and variant of RFC 9562.

    Ids sort as they were made, also those of one step and where the clock ticks slowly.
    If it does not sort after `after`, an id that another program made, it is prefixed with as many `z` as that takes.
    Only an id that begins with more than 28 of them leaves no room.
    """
    now = _next_stamp()
    value = (now >> 12 & (1 << 48) - 1) << 80 | 0x7 << 76 | (now & 0xFFF) << 64 | int.from_bytes(os.urandom(8))
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    fresh = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    while fresh <= after and len(fresh) < _LONGEST:
        fresh = f"z{fresh}"
    return fresh


def _next_stamp() -> int:
    """Return milliseconds since 1970 in units of 1/4096, later than the last one unless the clock was set back."""
    global _last_stamp  # noqa: PLW0603 - ids are unique over the whole program
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    now = milliseconds << 12 | (rest << 12) // 1_000_000
    _last_stamp = _last_stamp + 1 if now <= _last_stamp < now + _TICK else now
    return _last_stamp


def creation_time(id_: Id) -> int | None:
    """Return the millisecond since 1970 in which an id was made; None if it does not tell."""
    # Of the tens of thousands of ids on a large board, those of other programs are mostly shorter.
    found = re.fullmatch(_NEW_ID, id_) if len(id_) >= _NEW_ID_LENGTH else None
    return int(found[1] + found[2], 16) if found else None


def was_made_on(id_: Id, day: date) -> bool:
    """Whether a row was made on a day, as this machine's clock has it; the id of another program may not tell."""
    made = creation_time(id_)
    return made is not None and datetime.fromtimestamp(made / 1000).astimezone().date() == day


_ONE: Final = Number("1")
_SESSIONS: Final = 8


def new_goal(statement: str = "") -> Goal:
    """Return a goal that is still being explored."""
    return new_row(Goal, statement=statement, status="exploring", visibility="mentor", position=GAP)


def new_cycle(day: date, days: CycleDays | None = None) -> Cycle:
    """Return a cycle of some days, by default those to begin with on a day; one that begins later is being planned."""
    days = days or first_choices(day)[0]
    status: CycleStatus = "planning" if days.starts_on > day else "active"
    return Cycle(new_id(), days.title, days.kind, days.starts_on, days.ends_on, _SESSIONS, status)


def new_candidate(statement: str = "") -> Goal:
    """Return a goal that is still being explored and that nobody else sees yet: it may lead anywhere."""
    return replace(new_goal(statement), visibility="private")


def new_objective(title: str, cycle_id: Id, goal: Goal | None) -> Objective:
    """Return an objective of the owner's own, as visible as its goal."""
    return new_row(
        Objective,
        cycle_id=cycle_id,
        goal_id=goal.id if goal else None,
        title=title,
        okr_type="aspirational",
        origin="own",
        weight=_ONE,
        status="active",
        visibility=goal.visibility if goal else "mentor",
        position=GAP,
    )


def new_key_result(title: str, objective: Objective, *, measured: bool = True) -> KeyResult:
    """Return a key result that measures what its title says; one that is done or not if it says nothing of the kind.

    One that is not `measured` is done or not, whatever its title says.
    """
    fields = read_title(title).fields if measured else {"kind": "binary"}
    return new_row(
        KeyResult,
        objective_id=objective.id,
        title=title,
        weight=_ONE,
        visibility=objective.visibility,
        position=GAP,
        **fields,
    )


def new_milestone(title: str, key_result_id: Id) -> Milestone:
    """Return a step of a key result."""
    return Milestone(new_id(), key_result_id, title, _ONE, None, None, GAP)


def new_person(name: str, **values: Any) -> Person:
    """Return a person whom the mentor sees, a contact unless `values` say otherwise."""
    return new_row(Person, **{"name": name, "relation": "contact", "external": False, "visibility": "mentor", **values})


def new_row(record: type[Row], **values: Any) -> Row:
    """Return a row with a new id and these values; its other fields have their default, or are null or empty."""
    for field in fields_of(record):
        if not field.since:
            empty = {str: "", int: 0}.get(field.base, ())
            values.setdefault(field.name, None if field.nullable else empty)
    return record(**{**values, "id": new_id()})
