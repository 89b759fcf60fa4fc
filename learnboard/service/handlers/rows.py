"""Rows added, changed and deleted."""

from collections.abc import Collection
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from learnboard.domain.as_of import known_row
from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id, Visibility, fields_of
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.model.plain import Plain, to_plain
from learnboard.presentation.labels import field_labels, quoted, title_of
from learnboard.presentation.messages import describe_added, describe_change, describe_deleted
from learnboard.service.commands import Added, AddRow, ChangeRow, DeleteRow
from learnboard.service.dispatch import HandlerResult
from learnboard.service.handlers.normalize import check_fits, normalized, without_unused
from learnboard.service.handlers.ordering import put_in_place
from learnboard.storage.recorder import Recorder
from learnboard.storage.store import Store

_ON_A_BOARD = (Goal, Cycle, Objective, KeyResult, Milestone, CheckIn, IloPeriod)


def add_row(store: Store, command: AddRow, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Add a row at its place among its siblings.

    Raises:
        InvalidValue: if the board cannot hold it.
        Refused: if its id is taken, or what it belongs to is gone.
    """
    row: Added = without_unused(normalized(command.row))
    said = describe_added(row)
    with store.step(said.label) as record:
        check_fits(store, row)
        # New ids are random: this keeps a row that was added before from being written over.
        if any(store.find(each, row.id) for each in _ON_A_BOARD):
            raise Rejected(f"{quoted(row.id)} is on the board already: add it with a new id.")
        if isinstance(row, Cycle):
            record.put(row)
        else:
            _put_among(store, record, row, command.place)
    return HandlerResult(said.message, record.changes, row.id if isinstance(row, Objective) else card_of(row))


def _put_among(store: Store, record: Recorder, row: Any, place: int | None) -> None:
    """Put a row at its place among its siblings: the rows of what it belongs to, or all goals."""
    parent = PARENTS.get(type(row))
    siblings = {parent: getattr(row, parent)} if parent else {}
    last = store.count(type(row), **siblings)
    put_in_place(store, record, row, last if place is None else place, **siblings)


def delete_row(store: Store, command: DeleteRow, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Delete a row with all that belongs to it, and say what that was.

    Raises:
        NotFound: if it is gone already.
    """
    row = command.row
    with store.step(describe_deleted(row).label) as record:
        record.remove(type(row), row.id)
    tables = [change.table for change in record.changes if change.after is None and change.id != row.id]
    focus = row.key_result_id if isinstance(row, Milestone) else None
    return HandlerResult(describe_deleted(row, tables).message, record.changes, focus)


Row = TypeVar("Row")
PARENTS: Final = {Objective: "cycle_id", KeyResult: "objective_id", Milestone: "key_result_id"}
"""The field by which rows are siblings of each other."""


def change_row(store: Store, command: ChangeRow, day: date) -> HandlerResult:
    """Change the fields in which the two rows differ, and no other: what the day hides of the row stays.

    Raises:
        NotFound: if the row is gone.
        Refused: if one of these fields was changed since the person saw it.
        InvalidValue: if the board cannot hold the row as it would be.
    """
    before, after = command.before, normalized(command.after)
    assert type(before) is type(after)
    assert before.id == after.id
    focus, names = card_of(after), _differing(normalized(before), after)
    if not names:
        return HandlerResult("nothing to change", (), focus)
    here = store.row(type(before), before.id)
    said = describe_change(known_row(here, day), _merged(here, after, names), names, _seen(store, after))
    with store.step(said.label) as record:
        stored = store.row(type(before), before.id)  # again, as nobody else writes from here on
        _refuse_stale(stored, known_row(stored, day), command.before, after, names)
        changed = _merged(stored, after, names)
        check_fits(store, changed, names)
        _put(store, record, changed, names)
    return HandlerResult(said.message if record.changes else "nothing to change", record.changes, focus)


def card_of(row: object) -> Id | None:
    """The card that a row is, or is a step of."""
    if isinstance(row, Milestone):
        return row.key_result_id
    return row.id if isinstance(row, KeyResult) else None


def _seen(store: Store, row: object) -> Visibility:
    """How far what the row belongs to is seen: a key result is never more visible than its objective (§1)."""
    return store.row(Objective, row.objective_id).visibility if isinstance(row, KeyResult) else "shared"


def _leaves(row: object) -> dict[str, Plain]:
    """A row's fields as the format writes them, and those of its parts, by their names."""
    leaves: dict[str, Plain] = {}
    for name, value in to_plain(row).items():
        leaves |= value if isinstance(value, dict) else {name: value}
    return leaves


def _differing(before: object, after: object) -> list[str]:
    old, new = _leaves(before), _leaves(after)
    names = [name for name in new if old[name] != new[name]]
    # The reason belongs to the day: what another day's reason was says nothing of this one.
    return [*names, "drop_reason"] if "dropped_on" in names and "drop_reason" not in names else names


def _refuse_stale(stored: object, known: object, before: object, after: object, names: Collection[str]) -> None:
    """Refuse if a field is neither as the person saw it nor as they want it.

    A board shows rows as known on its day, forms that read the store see all of them: both have seen the row.
    """
    here, shown, seen, wanted = _leaves(stored), _leaves(known), _leaves(before), _leaves(after)
    stale = [name for name in names if seen[name] not in (here[name], shown[name]) and here[name] != wanted[name]]
    if stale:
        raise Rejected(
            f"{quoted(title_of(stored))} was changed by another program meanwhile: {field_labels(stale)}. "
            "Open it again to see how it stands."
        )


def _merged(stored: Row, after: Row, names: Collection[str]) -> Row:
    """The stored row with these fields as they are wanted, and without what no longer applies then."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(stored)):
        wanted = getattr(after, field.name)
        if is_dataclass(wanted):
            changes[field.name] = _merged(getattr(stored, field.name), wanted, names)
        elif field.name in names:
            changes[field.name] = wanted
    if "dropped_on" in changes and changes["dropped_on"] is None:
        changes["drop_reason"] = ""
    changed = replace(stored, **changes)  # type: ignore[type-var]
    return without_unused(changed) if "kind" in changes or "bound" in changes else changed


def _put(store: Store, record: Recorder, row: Any, names: Collection[str]) -> None:
    """Write the row; one that belongs to another row now comes last there."""
    parent = PARENTS.get(type(row))
    if parent and parent in names:
        siblings = {parent: getattr(row, parent)}
        put_in_place(store, record, row, store.count(type(row), **siblings), **siblings)
    else:
        record.put(row)
