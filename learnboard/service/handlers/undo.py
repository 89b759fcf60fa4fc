"""Handlers that undo and redo steps."""

from datetime import date

from learnboard.service.commands import Redo, Undo
from learnboard.service.dispatch import HandlerResult
from learnboard.storage.store import Store


def undo(store: Store, command: Undo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Undo the newest step.

    Raises:
        Rejected: if there is none, or one of its rows was changed since.
    """
    step = store.undo()
    return HandlerResult(f"Undid: {step.label}.", step.changes)


def redo(store: Store, command: Redo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Redo the step that was undone last.

    Raises:
        Rejected: if there is none, or one of its rows was changed since.
    """
    step = store.redo()
    return HandlerResult(f"Redid: {step.label}.", step.changes)
