"""What of a board leaves this machine, and for whom (FORMAT.md §1, "Profiles")."""

from dataclasses import replace
from typing import Any, Final

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Id, Profile, Visibility, distinct, fields_of, once_per_class
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.records import Records

_VISIBLE: Final[dict[Profile, frozenset[Visibility]]] = {
    "full": frozenset({"private", "mentor", "shared"}),
    "mentor": frozenset({"mentor", "shared"}),
    "shared": frozenset({"shared"}),
}
_NEVER_SHARED: Final = ("budgets", "hours_policies")
_TARGETS: Final = {
    "goal": "goals",
    "objective": "objectives",
    "key_result": "key_results",
    "budget_entry": "budget_entries",
    "proposal": "proposals",
    "log_entry": "log_entries",
}


def apply_profile(records: Records, profile: Profile, *, person: Id | None = None) -> tuple[Records, bool]:
    """Return the rows that leave under a profile for a person (`--for`), and whether something was withheld.

    Feedback does not count as withheld: in `mentor` it leaves only towards its own author.
    """
    if profile == "full":
        return records, False
    tables = {name: _visible(rows, profile) for name, rows in records.tables()} | {"feedback": ()}
    if profile == "shared":
        tables |= {"actions": tuple(action for action in records.actions if action.meeting_id is not None)}
        tables |= dict.fromkeys(_NEVER_SHARED, ())
    tables["key_results"] = _without_notes(tables["key_results"])
    outgoing = records.restricted_to(tables)
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


def _without_notes(key_results: tuple[KeyResult, ...]) -> tuple[KeyResult, ...]:
    if distinct(key_results, "private_note") <= {""}:
        return key_results
    return tuple(replace(row, private_note="") if row.private_note else row for row in key_results)


def _goes_back(feedback: Feedback, person: Id, outgoing: Records) -> bool:
    """Whether feedback goes back to the person: their own, about something that leaves, and no call-out."""
    if feedback.person_id != person or feedback.kind == "call_out":
        return False
    target = feedback.target
    if target.kind == "board":
        return target.id == outgoing.board_info.id
    return any(row.id == target.id for row in outgoing.table(_TARGETS[target.kind]))


@once_per_class
def _has_visibility(record: type) -> bool:
    return any(field.name == "visibility" for field in fields_of(record))
