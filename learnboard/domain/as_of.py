"""The board as it was known on a day (FORMAT.md §1, "--as-of"). Only dates that are set and later change anything."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from learnboard.domain.model.fields import distinct, fields_of, once_per_class

if TYPE_CHECKING:  # all tables, which no start needs
    from learnboard.domain.model.records import Records

Row = TypeVar("Row")
_BEGINNINGS: Final = ("on", "opened_on", "from_on", "proposed_on", "written_at")
_EVENTS: Final[dict[str, dict[str, Any]]] = {
    "done_on": {},
    "dropped_on": {"drop_reason": ""},
    "to_on": {},
    "accepted_on": {},
    "withdrawn_on": {},
    "shared_on": {"shared_as": None},
    "spent_on": {"actual": None},
    "decided_on": {"decided_by_id": None, "decision_reason": "", "self_approved": False},
}
"""Dates of what can happen after a row began, and what else is unknown before them."""
_STATES_BEFORE: Final = {
    "spent_on": (("spent", "evaluated"), "approved"),
    "decided_on": (("approved", "booked", "declined", "cancelled"), "proposed"),
}
"""For a date by which a budget entry moves on: the states that need it, and the state before."""


def as_known(records: "Records", day: date) -> "Records":
    """Return the board as it was known on a day: without later rows, and without what happened to others later."""
    tables = {name: known_rows(rows, day) for name, rows in records.tables()}
    not_evaluated = distinct(records.evaluations, "budget_entry_id") - distinct(
        tables["evaluations"], "budget_entry_id"
    )
    tables["budget_entries"] = not_yet_evaluated(tables["budget_entries"], not_evaluated)
    return records.restricted_to(tables)


def not_yet_evaluated(entries: tuple[Any, ...], ids: set[str]) -> tuple[Any, ...]:
    """Return budget entries with those whose evaluations are all later, by their ids, a state back."""
    if not ids:
        return entries
    return tuple(replace(row, state="spent") if row.id in ids and row.state == "evaluated" else row for row in entries)


def known_rows(rows: tuple[Row, ...], day: date) -> tuple[Row, ...]:
    """Return the rows of one table that had begun by the day, each as it was known; the same tuple if all is known."""
    if not rows:
        return rows
    beginnings, events = _dates(type(rows[0]))
    for name in beginnings:
        if _any_later(rows, name, day):
            rows = tuple(row for row in rows if not _later(getattr(row, name), day))
    if any(_any_later(rows, name, day) for name in events):
        rows = tuple(known_row(row, day) for row in rows)
    return rows


def is_later(row: object, day: date) -> bool:
    """Whether the row began after the day."""
    return any(_later(getattr(row, name), day) for name in _dates(type(row))[0])


def known_row(row: Row, day: date) -> Row:
    """Return the row without what happened to it after the day."""
    changes: dict[str, Any] = {}
    for name in _dates(type(row))[1]:
        if _later(getattr(row, name), day):
            changes |= {name: None, **_EVENTS[name]}
            states, before = _STATES_BEFORE.get(name, ((), None))
            if (changes.get("state") or getattr(row, "state", None)) in states:
                changes["state"] = before
    return replace(row, **changes) if changes else row  # type: ignore[type-var]


def _any_later(rows: tuple[Any, ...], name: str, day: date) -> bool:
    return any(_later(value, day) for value in distinct(rows, name))


def _later(value: date | datetime | None, day: date) -> bool:
    if isinstance(value, datetime):
        value = value.date()
    return value is not None and value > day


@once_per_class
def _dates(record: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class by which its rows begin, and the dates of what can happen later."""
    names = [field.name for field in fields_of(record)]
    return tuple(name for name in _BEGINNINGS if name in names), tuple(name for name in _EVENTS if name in names)
