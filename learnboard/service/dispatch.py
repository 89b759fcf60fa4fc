"""Which handler carries out a command; its module is imported with the first command that needs it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id
from learnboard.service.commands import (
    AddRow,
    AnswerFeedback,
    ChangeRow,
    CheckInKeyResult,
    Command,
    ConfirmDecision,
    DeleteRow,
    FinishAction,
    ImportFeedback,
    MoveKeyResult,
    MoveMilestone,
    MoveObjective,
    Redo,
    TakeUpSuggestion,
    ToggleDone,
    ToggleIlo,
    Undo,
)
from learnboard.storage.recorder import Change
from learnboard.storage.store import Store


class HandlerResult(NamedTuple):
    """What a handler did: the message for the owner, the rows it changed, the card it was about."""

    message: str
    changes: Sequence[Change]
    focus: Id | None = None


Handler: TypeAlias = Callable[[Store, Any, date], HandlerResult]
"""Carries out a command on the board's day, in one transaction that is one step to undo."""

HANDLERS: Final[Mapping[type[Command], tuple[str, str]]] = {
    MoveKeyResult: ("ordering", "move_key_result"),
    MoveObjective: ("ordering", "move_objective"),
    MoveMilestone: ("ordering", "move_milestone"),
    CheckInKeyResult: ("check_ins", "check_in"),
    ToggleDone: ("check_ins", "toggle_done"),
    Undo: ("undo", "undo"),
    Redo: ("undo", "redo"),
    AddRow: ("rows", "add_row"),
    ChangeRow: ("rows", "change_row"),
    DeleteRow: ("rows", "delete_row"),
    ToggleIlo: ("ilo", "toggle_ilo"),
    ImportFeedback: ("feedback", "import_feedback"),
    AnswerFeedback: ("feedback", "answer_feedback"),
    TakeUpSuggestion: ("feedback", "take_up_suggestion"),
    ConfirmDecision: ("feedback", "confirm_decision"),
    FinishAction: ("feedback", "finish_action"),
}
"""The module of `learnboard.service.handlers` and the function in it."""


def handler_of(command: type[Command]) -> Handler:
    """The handler of a kind of command."""
    module, name = HANDLERS[command]
    handler: Handler = getattr(import_module(f"learnboard.service.handlers.{module}"), name)
    return handler
