"""What of a board leaves this machine, and for whom (FORMAT.md §1, "Profiles")."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import Id, Profile, Visibility, distinct, fields_of
from learnboard.domain.model.growth import About
from learnboard.domain.model.people import Person
from learnboard.domain.model.records import TABLES, Records

_VISIBLE: Final[dict[Profile, frozenset[Visibility]]] = {
    "full": frozenset({"private", "mentor", "shared"}),
    "mentor": frozenset({"mentor", "shared"}),
    "shared": frozenset({"shared"}),
}
_NEVER_SHARED: Final = ("budgets", "hours_policies")
_TARGETS: Final = {re.sub("(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower(): name for name, record in TABLES.items()}
"""The table of each kind of row that feedback or a reflection can be about."""
_AT_HOME: Final[Mapping[str, Mapping[str, Any]]] = {
    "key_results": {"private_note": ""},
    "people": {"private_note": ""},
    "meetings": {"private_note": "", "pulse": None},
}
"""Fields that leave only in a full copy, by table, and what stands in their place."""
_NOT_SHARED: Final[Mapping[str, Mapping[str, Any]]] = {
    "people": {"agreement": None},
    "log_entries": {"energy": None},
    "cycles": {"reflection": ""},
}
"""Fields that do not leave in `shared` either."""


def apply_profile(records: Records, profile: Profile, *, person: Id | None = None) -> tuple[Records, bool]:
    """Return the rows that leave under a profile for a person (`--for`), and whether something was withheld.

    Feedback does not count as withheld: in `mentor` it leaves only towards its own author.
    """
    if profile == "full":
        return records, False
    tables = {name: _visible(rows, profile) for name, rows in records.tables()} | {"feedback": ()}
    if profile == "shared":
        tables |= {"actions": tuple(row for row in tables["actions"] if row.meeting_id is not None)}
        tables |= dict.fromkeys(_NEVER_SHARED, ())
        tables |= {name: _without(tables[name], fields) for name, fields in _NOT_SHARED.items()}
    tables |= {name: _without(tables[name], fields) for name, fields in _AT_HOME.items()}
    tables["people"] = _without_agreements(tables["people"], person)
    outgoing = records.restricted_to(tables | {"reflections": ()})
    reflections = tuple(row for row in tables["reflections"] if row.about is None or _leaves(row.about, outgoing))
    outgoing = outgoing.restricted_to({**dict(outgoing.tables()), "reflections": reflections})
    if profile == "shared":
        outgoing = replace(outgoing, board_info=_without_cost(outgoing.board_info))
    withheld = replace(records, feedback=()) != outgoing
    if profile == "mentor" and person is not None:
        feedback = tuple(row for row in records.feedback if _goes_back(row, person, outgoing))
        outgoing = outgoing.restricted_to({**dict(outgoing.tables()), "feedback": feedback})
    return outgoing, withheld


def _visible(rows: tuple[Any, ...], profile: Profile) -> tuple[Any, ...]:
    """The rows of a table that a profile shows; the very same tuple if it shows all."""
    if not rows or not _has_visibility(type(rows[0])) or distinct(rows, "visibility") <= _VISIBLE[profile]:
        return rows
    return tuple(row for row in rows if row.visibility in _VISIBLE[profile])


def _without(rows: tuple[Any, ...], fields: Mapping[str, Any]) -> tuple[Any, ...]:
    """The rows of a table without what stands in some fields; the very same tuple if nothing does."""
    filled = {name: empty for name, empty in fields.items() if distinct(rows, name) - {empty}}
    return tuple(replace(row, **filled) for row in rows) if filled else rows


def _without_agreements(people: tuple[Person, ...], reader: Id | None) -> tuple[Person, ...]:
    """People without their agreements, but for the one who reads it."""
    if not any(row.agreement for row in people if row.id != reader):
        return people
    return tuple(row if row.id == reader else replace(row, agreement=None) for row in people)


def _without_cost(board_info: BoardInfo) -> BoardInfo:
    """The identity of the board without what an hour costs."""
    return replace(board_info, settings=replace(board_info.settings, cost_per_hour=None))


def _goes_back(feedback: Feedback, person: Id, outgoing: Records) -> bool:
    """Whether feedback goes back to the person: their own, about something that leaves, and no call-out."""
    if feedback.person_id != person or feedback.kind == "call_out":
        return False
    return _leaves(feedback.target, outgoing)


def _leaves(about: Target | About, outgoing: Records) -> bool:
    """Whether what feedback or a reflection is about leaves."""
    if about.kind == "board":
        return about.id == outgoing.board_info.id
    return any(row.id == about.id for row in outgoing.table(_TARGETS[about.kind]))


def _has_visibility(record: type) -> bool:
    return any(field.name == "visibility" for field in fields_of(record))
