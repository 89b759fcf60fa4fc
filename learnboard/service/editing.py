"""Making and shaping a board: one handler a wish of `edits`."""

from datetime import date
from typing import Any

from learnboard.domain.errors import Rejected
from learnboard.domain.goals import Cycle, Goal
from learnboard.domain.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.objectives import Objective
from learnboard.service.changing import PARENTS, card_of, change_row
from learnboard.service.edits import Added, AddRow, ChangeRow, DeleteRow, MoveMilestone, RowCommand, ToggleIlo
from learnboard.service.entering import check_fits, normalized, without_unused
from learnboard.service.handlers import HandlerResult, put_in_place, quoted
from learnboard.service.ilo import toggle_ilo
from learnboard.service.telling import describe_added, describe_deleted
from learnboard.storage.recorder import Recorder
from learnboard.storage.store import Store

_ON_A_BOARD = (Goal, Cycle, Objective, KeyResult, Milestone, CheckIn, IloPeriod)


def edit(store: Store, command: RowCommand, day: date) -> HandlerResult:
    """Make or shape the board as it is known on a day.

    Raises:
        LearnboardError: if it cannot be done; nothing was changed then.
    """
    match command:
        case AddRow():
            return add_row(store, command)
        case ChangeRow():
            return change_row(store, command, day)
        case DeleteRow():
            return delete_row(store, command)
        case MoveMilestone():
            return move_milestone(store, command)
        case ToggleIlo():
            return toggle_ilo(store, command)
        case _:
            # Feedback has tables of its own, which no card that is made should wait for.
            from learnboard.service.feedback.answering import answer  # noqa: PLC0415

            return answer(store, command, day)


def add_row(store: Store, command: AddRow) -> HandlerResult:
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


def delete_row(store: Store, command: DeleteRow) -> HandlerResult:
    """Delete a row with all that belongs to it, and say what that was.

    Raises:
        NotFound: if it is gone already.
    """
    row = command.row
    with store.step(describe_deleted(row, ()).label) as record:
        record.remove(type(row), row.id)
    focus = row.key_result_id if isinstance(row, Milestone) else None
    return HandlerResult(describe_deleted(row, record.changes).message, record.changes, focus)


def move_milestone(store: Store, command: MoveMilestone) -> HandlerResult:
    """Put a step somewhere else among those of its key result."""
    step = store.row(Milestone, command.milestone)
    with store.step(f"move step {quoted(step.title)}") as record:
        place = put_in_place(store, record, step, command.place, key_result_id=step.key_result_id)
    return HandlerResult(f"moved step {quoted(step.title)} to place {place + 1}", record.changes, step.key_result_id)
