"""Where a row stands among its siblings: positions with gaps, so that a move writes one row."""

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from learnboard.domain.board import between, evenly_spaced
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.presentation.labels import quoted
from learnboard.service.commands import MoveKeyResult, MoveMilestone, MoveObjective
from learnboard.service.dispatch import HandlerResult
from learnboard.storage.recorder import Recorder
from learnboard.storage.store import Store

Placed = TypeVar("Placed", Goal, Objective, KeyResult, Milestone)


def move_key_result(store: Store, command: MoveKeyResult, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Put a card somewhere else: one row, but for a column whose gaps are used up."""
    card = store.row(KeyResult, command.key_result)
    target = store.row(Objective, command.objective)
    with store.step(f"move {quoted(card.title)}") as record:
        place = put_in_place(
            store, record, replace(card, objective_id=target.id), command.place, objective_id=target.id
        )
    where = f"{quoted(target.title)}, " if target.id != card.objective_id else ""
    return HandlerResult(f"moved {quoted(card.title)} to {where}place {place + 1}", record.changes, card.id)


def move_objective(store: Store, command: MoveObjective, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Put a column somewhere else among those of its cycle."""
    objective = store.row(Objective, command.objective)
    with store.step(f"move {quoted(objective.title)}") as record:
        place = put_in_place(store, record, objective, command.place, cycle_id=objective.cycle_id)
    return HandlerResult(f"moved {quoted(objective.title)} to column {place + 1}", record.changes, objective.id)


def move_milestone(store: Store, command: MoveMilestone, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Put a step somewhere else among those of its key result."""
    step = store.row(Milestone, command.milestone)
    with store.step(f"move step {quoted(step.title)}") as record:
        place = put_in_place(store, record, step, command.place, key_result_id=step.key_result_id)
    return HandlerResult(f"moved step {quoted(step.title)} to place {place + 1}", record.changes, step.key_result_id)


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
