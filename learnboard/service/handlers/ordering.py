"""Handlers that move rows among their siblings. Positions have gaps, so that a move writes one row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from learnboard.domain.board import Board, Column, Place
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.model.people import Topic
from learnboard.domain.positions import evenly_spaced, fitting_position
from learnboard.presentation.values import quoted
from learnboard.service.commands import MoveGoal, MoveKeyResult, MoveMilestone, MoveObjective
from learnboard.service.dispatch import HandlerResult
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store

Placed = TypeVar("Placed", Goal, Objective, KeyResult, Milestone, Topic)


def move_key_result(store: Store, command: MoveKeyResult, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Move a key result to a place in an objective. One row is written, unless the gaps there are used up."""
    card = store.row(KeyResult, command.key_result)
    target = store.row(Objective, command.objective)
    with store.step(f"move {quoted(card.title)}") as record:
        place = put_in_place(
            store, record, replace(card, objective_id=target.id), command.place, objective_id=target.id
        )
    where = f"{quoted(target.title)}, " if target.id != card.objective_id else ""
    return HandlerResult(f"Moved {quoted(card.title)} to {where}place {place + 1}.", record.changes, card.id)


def move_as_seen(
    store: Store, command: MoveKeyResult, board: Board, is_seen: Callable[[], bool]
) -> HandlerResult | None:
    """Move a key result to a place that the board shows; None where it does not tell it, or is not as it was seen.

    What stands around the place is not read: to count the rows of a column would take longer than all the rest.
    """
    target = next((column for column in board.columns if column.id == command.objective), None)
    with store.step("") as record:
        row = record.row(KeyResult, command.key_result)
        if row is None or target is None or not is_seen():
            return None
        own: Place = str(row["objective_id"]), int(row["position"] or 0)
        found = _place_in(target, command, own)
        if found is None:
            return None
        place, position = found
        title, elsewhere = quoted(str(row["title"])), target.id != own[0]
        record.label = f"move {title}"
        record.put_cells(KeyResult, row, objective_id=target.id, position=position)
    where = f"{quoted(target.objective.title)}, " if elsewhere else ""
    return HandlerResult(f"Moved {title} to {where}place {place + 1}.", record.changes, command.key_result)


def _place_in(column: Column, command: MoveKeyResult, now: Place) -> tuple[int, int] | None:
    """The place in a column that a key result gets, and its position; None if that is not to be seen there."""
    own = column.place_at(now[1], command.key_result) if column.id == now[0] else len(column.cards)
    if own is None:
        return None
    others = len(column.cards) - (own < len(column.cards))
    place = max(0, min(command.place, others))
    if column.more and place == others:  # what comes next there is not read yet
        return None

    def position_at(number: int) -> int:
        return column.cards[number + (number >= own)].key_result.position

    before = position_at(place - 1) if place else None
    after = position_at(place) if place < others else None
    position = fitting_position(now[1], before, after)
    return None if position is None else (place, position)


def move_objective(store: Store, command: MoveObjective, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Move an objective to a place among those of its cycle."""
    objective = store.row(Objective, command.objective)
    with store.step(f"move {quoted(objective.title)}") as record:
        place = put_in_place(store, record, objective, command.place, cycle_id=objective.cycle_id)
    return HandlerResult(f"Moved {quoted(objective.title)} to column {place + 1}.", record.changes, objective.id)


def move_milestone(store: Store, command: MoveMilestone, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Move a step to a place among those of its key result."""
    step = store.row(Milestone, command.milestone)
    with store.step(f"move step {quoted(step.title)}") as record:
        place = put_in_place(store, record, step, command.place, key_result_id=step.key_result_id)
    return HandlerResult(f"Moved step {quoted(step.title)} to place {place + 1}.", record.changes, step.key_result_id)


def move_goal(store: Store, command: MoveGoal, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Move a goal to a place among all goals."""
    goal = store.row(Goal, command.goal)
    with store.step(f"move {quoted(goal.statement)}") as record:
        put_in_place(store, record, goal, command.place)
    return HandlerResult(f"Moved {quoted(goal.statement)}.", record.changes)


def put_in_place(store: Store, record: Recorder, row: Placed, place: int, **siblings: Any) -> int:
    """Put a row at a place among its siblings, or at the end if there are fewer; return the place it got."""
    others = store.count(type(row), **siblings) - store.count(type(row), id=row.id, **siblings)
    place = max(0, min(place, others))
    position = fitting_position(row.position, *store.positions_around(type(row), place, row.id, **siblings))
    if position is None:
        _respace(store, record, row, place, **siblings)
    else:
        record.put(replace(row, position=position))
    return place


def _respace(store: Store, record: Recorder, row: Placed, place: int, **siblings: Any) -> None:
    """Give the row and all its siblings new positions with gaps."""
    rows = [other for other in store.rows(type(row), **siblings) if other.id != row.id]
    rows.insert(place, row)
    positions = evenly_spaced(len(rows))
    record.put_all(replace(moved, position=position) for moved, position in zip(rows, positions, strict=True))
