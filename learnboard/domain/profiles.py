"""What of a board leaves the laptop, and for whom (FORMAT.md §1, "Profiles")."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.as_of import as_known
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Id, Profile, Visibility, distinct, fields_of, once_per_class
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.records import Records

_SEEN_BY: Final[dict[Profile, frozenset[Visibility]]] = {
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


def leaving(records: Records, profile: Profile, *, person: Id | None = None) -> tuple[Records, bool]:
    """The rows that leave under a profile for a person (`--for`), and whether something was withheld.

    Feedback counts for nothing in the second: it leaves in `mentor` only towards its own author.
    """
    if profile == "full":
        return records, False
    kept = {name: _seen(rows, profile) for name, rows in records.tables()} | {"feedback": ()}
    if profile == "shared":
        kept |= {"actions": tuple(action for action in records.actions if action.meeting_id is not None)}
        kept |= dict.fromkeys(_NEVER_SHARED, ())
    kept["key_results"] = _without_notes(kept["key_results"])
    outgoing = records.keeping(kept)
    withheld = replace(records, feedback=()) != outgoing
    if profile == "mentor" and person is not None:
        answers = tuple(one for one in records.feedback if _answers(one, person, outgoing))
        outgoing = outgoing.keeping({**dict(outgoing.tables()), "feedback": answers})
    return outgoing, withheld


def known_and_leaving(
    records: Records, profile: Profile, day: date | None, *, person: Id | None
) -> tuple[Records, bool]:
    """The same for the board as it was known on a day; without one nothing is cut."""
    return leaving(records if day is None else as_known(records, day), profile, person=person)


def _seen(rows: tuple[Any, ...], profile: Profile) -> tuple[Any, ...]:
    """The rows of a table that may be seen; the very same tuple if all may."""
    if not rows or not _has_visibility(type(rows[0])) or distinct(rows, "visibility") <= _SEEN_BY[profile]:
        return rows
    return tuple(row for row in rows if row.visibility in _SEEN_BY[profile])


def _without_notes(key_results: tuple[KeyResult, ...]) -> tuple[KeyResult, ...]:
    if distinct(key_results, "private_note") <= {""}:
        return key_results
    return tuple(replace(row, private_note="") if row.private_note else row for row in key_results)


def _answers(feedback: Feedback, person: Id, outgoing: Records) -> bool:
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
