"""The board as it was known on a day (FORMAT.md §1, "--as-of").

Only dates that are set and later change anything.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from learnboard.domain.model.fields import distinct, fields_of, once_per_class

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records

Row = TypeVar("Row")
_BEGINNINGS: Final = ("on", "opened_on", "from_on", "proposed_on", "written_at")
_LATER_NEWS: Final[dict[str, dict[str, Any]]] = {
    "done_on": {},
    "dropped_on": {"drop_reason": ""},
    "to_on": {},
    "accepted_on": {},
    "withdrawn_on": {},
    "shared_on": {"shared_as": None},
    "spent_on": {"actual": None},
    "decided_on": {"decided_by_id": None, "decision_reason": "", "self_approved": False},
}
"""For a date that can come later than the row began: what else is not known before it."""
_STEPS_BACK: Final = {
    "spent_on": (("spent", "evaluated"), "approved"),
    "decided_on": (("approved", "booked", "declined", "cancelled"), "proposed"),
}
"""For a date by which money moves on: the states that need it, and the one before them."""


def known_rows(rows: tuple[Row, ...], day: date) -> tuple[Row, ...]:
    """The rows of one table that had begun by the day, without what happened to them after it.

    They are the very same tuple if nothing in it is later.
    """
    if not rows:
        return rows
    beginnings, news = _dates(type(rows[0]))
    for name in beginnings:
        if _any_later(rows, name, day):
            rows = tuple(row for row in rows if not _later(getattr(row, name), day))
    if any(_any_later(rows, name, day) for name in news):
        rows = tuple(known_row(row, day) for row in rows)
    return rows


def later_row(row: object, day: date) -> bool:
    """Whether the row began after the day."""
    return any(_later(getattr(row, name), day) for name in _dates(type(row))[0])


def known_row(row: Row, day: date) -> Row:
    """The row without what happened to it after the day."""
    changes: dict[str, Any] = {}
    for name in _dates(type(row))[1]:
        if _later(getattr(row, name), day):
            changes |= {name: None, **_LATER_NEWS[name]}
            changes |= _stepped_back(name, changes.get("state") or getattr(row, "state", None))
    return replace(row, **changes) if changes else row  # type: ignore[type-var]


def _stepped_back(name: str, state: str | None) -> dict[str, Any]:
    states, before = _STEPS_BACK.get(name, ((), None))
    return {"state": before} if state in states else {}


def _any_later(rows: tuple[Any, ...], name: str, day: date) -> bool:
    return any(_later(value, day) for value in distinct(rows, name))


def _later(value: date | datetime | None, day: date) -> bool:
    if isinstance(value, datetime):
        value = value.date()
    return value is not None and value > day


@once_per_class
def _dates(record: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class by which its rows begin, and those that can have happened later."""
    names = [field.name for field in fields_of(record)]
    return tuple(name for name in _BEGINNINGS if name in names), tuple(name for name in _LATER_NEWS if name in names)


def as_known(records: "Records", day: date) -> "Records":
    """The board with what came after the day cut, and what had not happened yet taken back."""
    kept = {name: known_rows(rows, day) for name, rows in records.tables()}
    unvalued = distinct(records.evaluations, "budget_entry_id") - distinct(kept["evaluations"], "budget_entry_id")
    if unvalued:
        kept["budget_entries"] = tuple(
            replace(entry, state="spent") if entry.id in unvalued and entry.state == "evaluated" else entry
            for entry in kept["budget_entries"]
        )
    return records.keeping(kept)
