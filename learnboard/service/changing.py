"""A row changed from what a person saw to what they made of it."""

from collections.abc import Collection
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from learnboard.domain.errors import Rejected
from learnboard.domain.fields import Id, Visibility, fields_of
from learnboard.domain.key_results import KeyResult, Milestone
from learnboard.domain.known_rows import known_row
from learnboard.domain.objectives import Objective
from learnboard.domain.plain import Plain, to_plain
from learnboard.service.edits import ChangeRow
from learnboard.service.entering import check_fits, normalized, without_unused
from learnboard.service.field_words import field_labels, title_of
from learnboard.service.handlers import HandlerResult, put_in_place, quoted
from learnboard.service.telling import describe_change
from learnboard.storage.recorder import Recorder
from learnboard.storage.store import Store

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
