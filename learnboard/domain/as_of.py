"""The board as it was known on a day (FORMAT.md §1, "--as-of"). Only dates that are set and later change anything."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from learnboard.domain.model.fields import Id, distinct, fields_of
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult, TargetChange

if TYPE_CHECKING:  # all tables, which no start needs
    from learnboard.domain.model.records import Records

Row = TypeVar("Row")
_BEGINNINGS: Final = ("on", "opened_on", "from_on", "proposed_on", "written_at")
_EVENTS: Final[dict[str, dict[str, Any]]] = {
    "done_on": {},
    "dropped_on": {"drop_reason": ""},
    "to_on": {},
    "accepted_on": {},
    "asked_on": {},
    "met_on": {},
    "withdrawn_on": {},
    "shared_on": {"shared_as": None},
    "spent_on": {"actual": None},
    "decided_on": {"decided_by_id": None, "decision_reason": "", "self_approved": False},
    "closed_on": {"reflection": ""},
}
"""Dates of what can happen after a row began, and what else is unknown before them."""
_STATES_BEFORE: Final = {
    "spent_on": ("state", ("spent", "evaluated"), "approved"),
    "decided_on": ("state", ("approved", "booked", "declined", "cancelled"), "proposed"),
    "closed_on": ("status", ("closed",), "active"),
}
"""For a date by which a budget entry or a cycle moves on: its field, the states that need the date, the one before."""
_CLOSE: Final[dict[type, dict[str, Any]]] = {
    Objective: {"verdict": None, "learned": ""},
    KeyResult: {"own_score": None, "own_score_reason": ""},
}
"""What the close of a cycle writes into its objectives and key results, as it was before."""


def as_known(records: "Records", day: date) -> "Records":
    """Return the board as it was known on a day: without later rows, and without what happened to others later."""
    tables = {name: known_rows(rows, day) for name, rows in records.tables()}
    not_evaluated = distinct(records.evaluations, "budget_entry_id") - distinct(
        tables["evaluations"], "budget_entry_id"
    )
    tables["budget_entries"] = not_yet_evaluated(tables["budget_entries"], not_evaluated)
    reopened = closed_later(records.cycles, day)
    if reopened:
        objectives = {row.id for row in records.objectives if row.cycle_id in reopened}
        tables["objectives"] = before_close(tables["objectives"], objectives)
        key_results = {row.id for row in records.key_results if row.objective_id in objectives}
        tables["key_results"] = before_close(tables["key_results"], key_results)
    tables["key_results"] = with_earlier_targets(tables["key_results"], records.target_changes, day)
    return records.restricted_to(tables)


def closed_later(cycles: Iterable[Cycle], day: date) -> frozenset[Id]:
    """Return the ids of the cycles that were closed after the day."""
    return frozenset(cycle.id for cycle in cycles if _later(cycle.closed_on, day))


def before_close(rows: tuple[Row, ...], ids: Collection[Id]) -> tuple[Row, ...]:
    """Return objectives or key results with those of these ids as they were before their cycle was closed."""
    if not rows or not ids:
        return rows
    without = _CLOSE[type(rows[0])]
    return tuple(replace(row, **without) if row.id in ids else row for row in rows)  # type: ignore[type-var, attr-defined]


def with_earlier_targets(
    key_results: tuple[KeyResult, ...], changes: Iterable[TargetChange], day: date
) -> tuple[KeyResult, ...]:
    """Return key results with the numbers that they had on the day: what the earliest later change says was before."""
    later = sorted((row for row in changes if row.on > day), key=lambda row: (row.on, row.id), reverse=True)
    if not later:
        return key_results
    earliest = {row.key_result_id: row for row in later}
    return tuple(with_target_before(row, earliest[row.id]) if row.id in earliest else row for row in key_results)


def with_target_before(key_result: KeyResult, change: TargetChange) -> KeyResult:
    """Return a key result with the numbers it had before a change."""
    return replace(key_result, start=change.start, target=change.target, minimum=change.minimum, maximum=change.maximum)


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
            rows = tuple(row for row in rows if _is_plan(row) or not _later(getattr(row, name), day))
    if any(_any_later(rows, name, day) for name in events):
        rows = tuple(known_row(row, day) for row in rows)
    return rows


def is_later(row: object, day: date) -> bool:
    """Whether the row began after the day; a meeting that is not held is a plan, and known before."""
    return not _is_plan(row) and any(_later(getattr(row, name), day) for name in _dates(type(row))[0])


def known_row(row: Row, day: date) -> Row:
    """Return the row without what happened to it after the day."""
    changes: dict[str, Any] = {}
    for name in _dates(type(row))[1]:
        if _later(getattr(row, name), day):
            changes |= {name: None, **_EVENTS[name]}
            if name in _STATES_BEFORE:
                field, states, before = _STATES_BEFORE[name]
                if changes.get(field, getattr(row, field)) in states:
                    changes[field] = before
    return replace(row, **changes) if changes else row  # type: ignore[type-var]


def _is_plan(row: object) -> bool:
    """Whether the row is a meeting that is not held."""
    return getattr(row, "held", True) is False


def _any_later(rows: tuple[Any, ...], name: str, day: date) -> bool:
    return any(_later(value, day) for value in distinct(rows, name))


def _later(value: date | datetime | None, day: date) -> bool:
    if isinstance(value, datetime):
        value = value.date()
    return value is not None and value > day


def _dates(record: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class by which its rows begin, and the dates of what can happen later."""
    names = [field.name for field in fields_of(record)]
    return tuple(name for name in _BEGINNINGS if name in names), tuple(name for name in _EVENTS if name in names)
