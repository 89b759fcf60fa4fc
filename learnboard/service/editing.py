"""Making and shaping a board: one handler a wish of `edits`."""

from datetime import date
from typing import Any

from learnboard.domain.errors import Refused
from learnboard.domain.goals import Cycle, Goal
from learnboard.domain.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.objectives import Objective
from learnboard.service.changing import PARENTS, card_of, change_row
from learnboard.service.edits import Added, AddRow, ChangeRow, DeleteRow, Edit, MoveMilestone, ToggleIlo
from learnboard.service.entering import cleaned, fitting, refuse_unfit
from learnboard.service.handlers import Outcome, named, put_in_place
from learnboard.service.ilo import toggle_ilo
from learnboard.service.telling import told_added, told_deleted
from learnboard.storage.recorder import Recorder
from learnboard.storage.store import Store

_ON_A_BOARD = (Goal, Cycle, Objective, KeyResult, Milestone, CheckIn, IloPeriod)


def edit(store: Store, wish: Edit, day: date) -> Outcome:
    """Make or shape the board as it is known on a day.

    Raises:
        LearnboardError: if it cannot be done; nothing was changed then.
    """
    match wish:
        case AddRow():
            return add_row(store, wish)
        case ChangeRow():
            return change_row(store, wish, day)
        case DeleteRow():
            return delete_row(store, wish)
        case MoveMilestone():
            return move_milestone(store, wish)
        case ToggleIlo():
            return toggle_ilo(store, wish)
        case _:
            # Feedback has tables of its own, which no card that is made should wait for.
            from learnboard.service.feedback.answering import answer  # noqa: PLC0415

            return answer(store, wish, day)


def add_row(store: Store, wish: AddRow) -> Outcome:
    """Add a row at its place among its siblings.

    Raises:
        InvalidValue: if the board cannot hold it.
        Refused: if its id is taken, or what it belongs to is gone.
    """
    row: Added = fitting(cleaned(wish.row))
    said = told_added(row)
    with store.step(said.label) as record:
        refuse_unfit(store, row)
        # New ids are random: this keeps a row that was added before from being written over.
        if any(store.find(each, row.id) for each in _ON_A_BOARD):
            raise Refused(f"{named(row.id)} is on the board already: add it with a new id.")
        if isinstance(row, Cycle):
            record.put(row)
        else:
            _put_among(store, record, row, wish.place)
    return Outcome(said.sentence, record.changes, row.id if isinstance(row, Objective) else card_of(row))


def _put_among(store: Store, record: Recorder, row: Any, place: int | None) -> None:
    """Put a row at its place among its siblings: the rows of what it belongs to, or all goals."""
    parent = PARENTS.get(type(row))
    siblings = {parent: getattr(row, parent)} if parent else {}
    last = store.count(type(row), **siblings)
    put_in_place(store, record, row, last if place is None else place, **siblings)


def delete_row(store: Store, wish: DeleteRow) -> Outcome:
    """Delete a row with all that belongs to it, and say what that was.

    Raises:
        NotFound: if it is gone already.
    """
    row = wish.row
    with store.step(told_deleted(row, ()).label) as record:
        record.remove(type(row), row.id)
    focus = row.key_result_id if isinstance(row, Milestone) else None
    return Outcome(told_deleted(row, record.changes).sentence, record.changes, focus)


def move_milestone(store: Store, wish: MoveMilestone) -> Outcome:
    """Put a step somewhere else among those of its key result."""
    step = store.row(Milestone, wish.milestone)
    with store.step(f"move step {named(step.title)}") as record:
        place = put_in_place(store, record, step, wish.place, key_result_id=step.key_result_id)
    return Outcome(f"moved step {named(step.title)} to place {place + 1}", record.changes, step.key_result_id)
