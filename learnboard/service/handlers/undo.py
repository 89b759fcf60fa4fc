"""The newest step undone, or done again."""

from datetime import date

from learnboard.service.commands import Redo, Undo
from learnboard.service.dispatch import HandlerResult
from learnboard.storage.store import Store


def undo(store: Store, command: Undo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Take the newest step back.

    Raises:
        Rejected: if there is none, or a row of it is no longer as it left it.
    """
    step = store.undo()
    return HandlerResult(f"undid: {step.label}", step.changes)


def redo(store: Store, command: Redo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Do the step again that was undone last.

    Raises:
        Rejected: if there is none, or a row of it is no longer as it was.
    """
    step = store.redo()
    return HandlerResult(f"did again: {step.label}", step.changes)
