"""The board as it was known on a day (format.md §1, "--as-of").

Only dates that are set and later change anything.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, TypeVar

from learnboard.domain.fields import fields_of, once_per_class
from learnboard.domain.money import BudgetEntry
from learnboard.domain.records import Records

Row = TypeVar("Row")

_BEGINNINGS: Final = ("on", "opened_on", "from_on", "proposed_on", "written_at")
_LATER_NEWS: Final[dict[str, dict[str, Any]]] = {
    "done_on": {},
    "dropped_on": {"drop_reason": ""},
    "to_on": {},
    "accepted_on": {},
    "withdrawn_on": {},
    "shared_on": {"shared_as": None},
}
_SPENT: Final = ("spent", "evaluated")
_DECIDED: Final = ("approved", "booked", "declined", "cancelled")


def as_known(records: Records, day: date) -> Records:
    """The board with what came after the day cut, and what had not happened yet taken back."""
    kept = {
        name: tuple(known_row(row, day) for row in rows if not later_row(row, day)) for name, rows in records.tables()
    }
    left = {evaluation.budget_entry_id for evaluation in kept["evaluations"]}
    unvalued = {evaluation.budget_entry_id for evaluation in records.evaluations} - left
    kept["budget_entries"] = tuple(
        replace(entry, state="spent") if entry.id in unvalued and entry.state == "evaluated" else entry
        for entry in kept["budget_entries"]
    )
    return records.keeping(kept)


def later_row(row: object, day: date) -> bool:
    """Whether the row began after the day."""
    return any(_later(getattr(row, name), day) for name in _dates(type(row))[0])


def known_row(row: Row, day: date) -> Row:
    """The row without what happened to it after the day."""
    changes: dict[str, Any] = {}
    for name in _dates(type(row))[1]:
        if _later(getattr(row, name), day):
            changes |= {name: None, **_LATER_NEWS[name]}
    if isinstance(row, BudgetEntry):
        changes |= _unspent(row, day)
    return replace(row, **changes) if changes else row  # type: ignore[type-var]


def _unspent(entry: BudgetEntry, day: date) -> dict[str, Any]:
    """What an entry steps back to when it was spent or decided on after the day."""
    changes: dict[str, Any] = {}
    state = entry.state
    if _later(entry.spent_on, day):
        state = "approved" if state in _SPENT else state
        changes |= {"spent_on": None, "actual": None}
    if _later(entry.decided_on, day):
        state = "proposed" if state in _DECIDED else state
        changes |= {"decided_on": None, "decided_by_id": None, "decision_reason": "", "self_approved": False}
    return changes | ({"state": state} if state != entry.state else {})


def _later(value: date | datetime | None, day: date) -> bool:
    if isinstance(value, datetime):
        value = value.date()
    return value is not None and value > day


@once_per_class
def _dates(record: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class by which its rows begin, and those that can have happened later."""
    names = [field.name for field in fields_of(record)]
    return tuple(name for name in _BEGINNINGS if name in names), tuple(name for name in _LATER_NEWS if name in names)
