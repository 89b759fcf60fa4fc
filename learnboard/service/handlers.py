"""One handler a wish: one transaction, one step to undo."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from learnboard.domain.clean import clean, clean_line
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.fields import Id
from learnboard.domain.goals import Goal
from learnboard.domain.key_results import Blocker, CheckIn, KeyResult, Milestone
from learnboard.domain.objectives import Objective
from learnboard.domain.ordering import between, evenly_spaced
from learnboard.domain.row_rules import problem
from learnboard.service.ids import new_id
from learnboard.service.wishes import CheckInKeyResult, MoveKeyResult, MoveObjective, ToggleDone
from learnboard.storage.recorder import Change, Recorder
from learnboard.storage.store import Store

Placed = TypeVar("Placed", Goal, Objective, KeyResult, Milestone)
_LONGEST_NAME = 48


class HandlerResult(NamedTuple):
    """What a handler did: the sentence for the person, the rows it changed, the card it was about."""

    message: str
    changes: Sequence[Change]
    focus: Id | None = None


def quoted(title: str) -> str:
    """A title between quotes, cut to a length that fits a sentence."""
    line = clean_line(title)
    return f"“{line}”" if len(line) <= _LONGEST_NAME else f"“{line[: _LONGEST_NAME - 1].rstrip()}…”"


def move_key_result(store: Store, command: MoveKeyResult) -> HandlerResult:
    """Put a card somewhere else: one row, but for a column whose gaps are used up."""
    card = store.row(KeyResult, command.key_result)
    target = store.row(Objective, command.objective)
    with store.step(f"move {quoted(card.title)}") as record:
        place = put_in_place(
            store, record, replace(card, objective_id=target.id), command.place, objective_id=target.id
        )
    where = f"{quoted(target.title)}, " if target.id != card.objective_id else ""
    return HandlerResult(f"moved {quoted(card.title)} to {where}place {place + 1}", record.changes, card.id)


def move_objective(store: Store, command: MoveObjective) -> HandlerResult:
    """Put a column somewhere else among those of its cycle."""
    objective = store.row(Objective, command.objective)
    with store.step(f"move {quoted(objective.title)}") as record:
        place = put_in_place(store, record, objective, command.place, cycle_id=objective.cycle_id)
    return HandlerResult(f"moved {quoted(objective.title)} to column {place + 1}", record.changes, objective.id)


def put_in_place(store: Store, record: Recorder, row: Placed, place: int, **siblings: Any) -> int:
    """Put a row at a place among its siblings, at the end if there are fewer; answers the place it has got."""
    others = store.count(type(row), **siblings) - store.count(type(row), id=row.id, **siblings)
    place = max(0, min(place, others))
    before, after = store.around(type(row), place, row.id, **siblings)
    position = row.position if _lies(before, row.position, after) else between(before, after)
    if position is None:
        _respace(store, record, row, place, **siblings)
    else:
        record.put(replace(row, position=position))
    return place


def _lies(before: int | None, position: int, after: int | None) -> bool:
    """Whether the position is right as it is, so that a move to where a row stands already is no step."""
    return (before is None or before < position) and (after is None or position < after)


def _respace(store: Store, record: Recorder, row: Placed, place: int, **siblings: Any) -> None:
    """Give the row and all its siblings new positions with gaps."""
    rows = [each for each in store.rows(type(row), **siblings) if each.id != row.id]
    rows.insert(place, row)
    record.put_all(replace(each, position=fresh) for each, fresh in zip(rows, evenly_spaced(len(rows)), strict=True))


def check_in_of(key_result: KeyResult, command: CheckInKeyResult, id_: Id) -> CheckIn:
    """The row a check-in becomes.

    Raises:
        InvalidValue: if it carries a value where there is none to report, nothing at all, or what no board can hold.
    """
    name = quoted(key_result.title)
    if command.value is not None and not key_result.measured:
        raise InvalidValue(f"{name} has no value to report: leave it out, and mark it done on the board with x.")
    note = clean(command.note).strip()
    if (
        command.value is None
        and command.confidence is None
        and not note
        and command.status is None
        and command.blocker is None
    ):
        raise InvalidValue("There is nothing to check in yet: give a value, a confidence or a note.")
    row = CheckIn(
        id=id_,
        key_result_id=key_result.id,
        on=command.on,
        value=command.value,
        confidence=command.confidence,
        status=command.status,
        note=note,
        blocker=_cleaned(command.blocker),
    )
    if found := problem(row):
        raise InvalidValue(f"{name}, {found.field}: {found.message}.")
    return row


def _cleaned(blocker: Blocker | None) -> Blocker | None:
    if blocker is None:
        return None
    return replace(blocker, text=clean(blocker.text).strip(), next_action=clean(blocker.next_action).strip())


def check_in_id(store: Store, command: CheckInKeyResult) -> Id:
    """A new id that sorts after those of the same day: the latest check-in is told by day and id (§2)."""
    same_day = store.rows(CheckIn, key_result_id=command.key_result, on=command.on)
    return new_id(after=same_day[-1].id if same_day else "")


def check_in(store: Store, command: CheckInKeyResult) -> HandlerResult:
    """Write down where a key result stands."""
    key_result = store.row(KeyResult, command.key_result)
    row = check_in_of(key_result, command, check_in_id(store, command))
    with store.step(f"check in {quoted(key_result.title)}") as record:
        record.put(row)
    return HandlerResult(f"checked in {quoted(key_result.title)}", record.changes, key_result.id)


def toggle_done(store: Store, command: ToggleDone) -> HandlerResult:
    """Done or not done, whichever it is not now."""
    key_result = store.row(KeyResult, command.key_result)
    if _happened(key_result.dropped_on, command.on):
        raise Rejected(
            f"{quoted(key_result.title)} was dropped on {key_result.dropped_on}: there is nothing to finish."
        )
    if key_result.kind == "milestone":
        return _toggle_step(store, key_result, command.on)
    if key_result.kind not in ("binary", "baseline"):
        raise Rejected(f"{quoted(key_result.title)} is done when its value says so: check in with space.")
    done = None if _happened(key_result.done_on, command.on) else command.on
    said = "done" if done else "not done"
    with store.step(f"mark {quoted(key_result.title)} {said}") as record:
        record.put(replace(key_result, done_on=done))
    return HandlerResult(f"{quoted(key_result.title)} is {said}", record.changes, key_result.id)


def _happened(done_on: date | None, day: date) -> bool:
    """Whether something was done by a day; what is to be done later is not done yet (§1, as known on a day)."""
    return done_on is not None and done_on <= day


def _toggle_step(store: Store, key_result: KeyResult, on: date) -> HandlerResult:
    steps = store.rows(Milestone, key_result_id=key_result.id)
    if not steps:
        raise Rejected(f"{quoted(key_result.title)} has no steps yet, so there is none to finish.")
    step = next((each for each in steps if not _happened(each.done_on, on)), None)
    done = None if step is None else on
    step = step or steps[-1]
    said = "done" if done else "open again"
    with store.step(f"mark step {quoted(step.title)} {said}") as record:
        record.put(replace(step, done_on=done))
    return HandlerResult(f"step {quoted(step.title)} is {said}", record.changes, key_result.id)
