"""How commands are carried out: by the handler of each, but for what would change a closed cycle.

A handler's module is imported with the first command that needs it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple, TypeAlias

from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id, to_plain
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.messages import closed_refusal
from learnboard.service import commands
from learnboard.service.commands import Command
from learnboard.storage.journal import Change
from learnboard.storage.store import Store
from learnboard.storage.tables import table_name


class HandlerResult(NamedTuple):
    """What a handler did: the message for the owner, the rows it changed, and the card it was about."""

    message: str
    changes: Sequence[Change]
    focus: Id | None = None


Handler: TypeAlias = Callable[[Store, Any, date], HandlerResult]
"""Carries out a command on the board's day, in one transaction that is one step to undo."""

HANDLERS: Final[Mapping[type[Command], tuple[str, str]]] = {
    commands.MoveKeyResult: ("ordering", "move_key_result"),
    commands.MoveObjective: ("ordering", "move_objective"),
    commands.MoveMilestone: ("ordering", "move_milestone"),
    commands.CheckInKeyResult: ("check_ins", "check_in"),
    commands.CloseBlocker: ("check_ins", "close_blocker"),
    commands.ToggleDone: ("check_ins", "toggle_done"),
    commands.Undo: ("undo", "undo"),
    commands.Redo: ("undo", "redo"),
    commands.AddRow: ("rows", "add_row"),
    commands.ChangeRow: ("rows", "change_row"),
    commands.DeleteRow: ("rows", "delete_row"),
    commands.CloseCycle: ("closing", "close_cycle"),
    commands.ReopenCycle: ("cycles", "reopen_cycle"),
    commands.ToggleIlo: ("ilo", "toggle_ilo"),
    commands.ChooseGoal: ("goals", "choose_goal"),
    commands.MoveGoal: ("ordering", "move_goal"),
    commands.AnswerQuestions: ("goals", "answer_questions"),
    commands.DraftObjectives: ("goals", "draft_objectives"),
    commands.ImportFeedback: ("feedback", "import_feedback"),
    commands.AnswerFeedback: ("feedback", "answer_feedback"),
    commands.TakeUpSuggestion: ("feedback", "take_up_suggestion"),
    commands.ConfirmDecision: ("feedback", "confirm_decision"),
    commands.FinishAction: ("feedback", "finish_action"),
}
"""The module of `learnboard.service.handlers` and the function in it."""


@cache
def handler_of(command: type) -> Handler:
    """Return the handler of a class of commands."""
    module, name = HANDLERS[command]
    handler: Handler = getattr(import_module(f"learnboard.service.handlers.{module}"), name)
    return handler


def carry_out(store: Store, command: Command, day: date) -> HandlerResult:
    """Carry out a command on the board's day, unless it would change a closed cycle.

    Raises:
        LearnboardError: if it cannot be carried out; nothing was changed then.
    """
    handler = handler_of(type(command))  # type: ignore[arg-type]  # mypy finds a union of classes unhashable
    if isinstance(command, commands.ReopenCycle):
        return handler(store, command, day)
    with store.checked(lambda changes: _refuse_closed(store, changes)):
        return handler(store, command, day)


_PARENTS: Final = {
    **dict.fromkeys(("milestones", "check_ins", "target_changes"), (KeyResult, "key_result_id")),
    KeyResult.TABLE: (Objective, "objective_id"),
    Objective.TABLE: (Cycle, "cycle_id"),
}
"""What a row of a cycle is part of, by its table. To have been the ILO is none: that may end after the cycle."""


def _refuse_closed(store: Store, changes: Sequence[Change]) -> None:
    """Refuse a step that changes a cycle that was closed before it, or a row in one."""
    closed = {row.id: row.title for row in store.rows(Cycle, status="closed")}
    for change in changes:
        if change.table == Cycle.TABLE:  # by now it is as the step leaves it
            closed.pop(change.id, None)
            if change.before and change.before["status"] == "closed":
                closed[change.id] = str(change.before["title"])
    meant = [change for change in changes if not _only_loses_references(change)]
    for cycle_id in _changed_cycles(store, meant) if closed else ():
        if cycle_id in closed:
            raise Rejected(closed_refusal(closed[cycle_id]))


def _only_loses_references(change: Change) -> bool:
    """Whether a row only no longer names what was deleted elsewhere, such as the goal it led to."""
    if not change.before or not change.after:
        return False
    changed = [name for name, value in change.after.items() if value != change.before[name]]
    return all(name.endswith("_id") and change.after[name] is None for name in changed)


def _changed_cycles(store: Store, changes: Sequence[Change]) -> Iterator[Id]:
    """The cycles that changed rows are, are in, or were in."""
    deleted = {change.id: change for change in changes if change.after is None}
    for change in changes:
        for side in filter(None, (change.before, change.after)):
            table, id_, row = change.table, change.id, dict[str, Any](side)
            while table in _PARENTS and row:
                parent, name = _PARENTS[table]
                table, id_ = table_name(parent), str(row[name])
                row = _row(store, deleted, parent, id_) if table in _PARENTS else {}
            if table == Cycle.TABLE:
                yield id_


def _row(store: Store, deleted: Mapping[Id, Change], record: type[Any], id_: Id) -> dict[str, Any]:
    """A row by its columns, as it is or, if the step deleted it, as it was."""
    if id_ in deleted:
        return dict(deleted[id_].before or {})
    found = store.find(record, id_)
    return to_plain(found) if found else {}
