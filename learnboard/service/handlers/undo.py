"""Handlers that undo and redo steps."""

from datetime import date

from learnboard.presentation.messages import skipped_text
from learnboard.service.commands import Redo, Undo
from learnboard.service.dispatch import HandlerResult
from learnboard.service.resource_commands import SkipStep
from learnboard.storage import journal_skip
from learnboard.storage.store import Store


def undo(store: Store, command: Undo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Undo the newest step.

    Raises:
        Rejected: if there is none, or one of its rows was changed since.
    """
    step = store.undo()
    return HandlerResult(f"Undid: {step.label}.", step.changes)


def skip_step(store: Store, command: SkipStep, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Skip the newest step, which can no longer be undone.

    Raises:
        Rejected: if there is none, or it can be undone.
    """
    return HandlerResult(skipped_text(skip_blocked(store)), ())


def skip_blocked(store: Store) -> str:
    """Skip the newest step and return its label; as `skip_step`."""
    return journal_skip.skip_blocked(store.file)


def redo(store: Store, command: Redo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Redo the step that was undone last.

    Raises:
        Rejected: if there is none, or one of its rows was changed since.
    """
    step = store.redo()
    return HandlerResult(f"Redid: {step.label}.", step.changes)
