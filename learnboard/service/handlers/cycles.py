"""Handlers of cycles as a whole."""

from dataclasses import replace
from datetime import date

from learnboard.domain.errors import Rejected
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.presentation.values import quoted
from learnboard.service.commands import ReopenCycle
from learnboard.service.dispatch import HandlerResult
from learnboard.storage.store import Store


def reopen_cycle(store: Store, command: ReopenCycle, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Open a closed cycle again, with its closed objectives; verdicts and scores stay, to be looked at again.

    Raises:
        NotFound: if it was deleted.
        Rejected: if it is open.
    """
    with store.step(f"open {quoted(store.row(Cycle, command.cycle).title)} again") as record:
        cycle = store.row(Cycle, command.cycle)
        if not cycle.closed:
            raise Rejected(f"{quoted(cycle.title)} is open already: there is nothing to do.")
        record.put(replace(cycle, status="active", closed_on=None))
        closed = store.rows(Objective, cycle_id=cycle.id, status="closed")
        record.put_all(replace(row, status="active") for row in closed)
    return HandlerResult(f"{quoted(cycle.title)} is open again: Y closes it.", record.changes)
