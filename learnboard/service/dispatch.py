"""The handlers of commands. A handler's module is imported with the first command that needs it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Final, TypeAlias

from learnboard.domain.board import Board
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.storage.journal import Change
from learnboard.storage.store import Store


class HandlerResult(NamedTuple):
    """What a handler did: the message for the owner, the rows it changed, and the card it was about."""

    message: str
    changes: Sequence[Change]
    focus: Id | None = None


Handler: TypeAlias = Callable[[Store, Any, date], HandlerResult]
"""Carries out a command on the board's day, in one transaction that is one step to undo."""
SeenHandler: TypeAlias = Callable[[Store, Any, Board, Callable[[], bool]], HandlerResult | None]
"""The same from what the board shows, if that still is how it is once the step has begun; None where it cannot."""

HANDLERS: Final[Mapping[str, tuple[str, str]]] = {
    "MoveKeyResult": ("ordering", "move_key_result"),
    "MoveObjective": ("ordering", "move_objective"),
    "MoveMilestone": ("ordering", "move_milestone"),
    "CheckInKeyResult": ("check_ins", "check_in"),
    "CloseBlocker": ("check_ins", "close_blocker"),
    "ToggleDone": ("check_ins", "toggle_done"),
    "Undo": ("undo", "undo"),
    "Redo": ("undo", "redo"),
    "AddRow": ("rows", "add_row"),
    "ChangeRow": ("rows", "change_row"),
    "DeleteRow": ("rows", "delete_row"),
    "CloseCycle": ("closing", "close_cycle"),
    "ReopenCycle": ("cycles", "reopen_cycle"),
    "ToggleIlo": ("ilo", "toggle_ilo"),
    "ChooseGoal": ("goals", "choose_goal"),
    "MoveGoal": ("ordering", "move_goal"),
    "AnswerQuestions": ("goals", "answer_questions"),
    "WriteUpward": ("agreements", "write_upward"),
    "DraftObjectives": ("goals", "draft_objectives"),
    "PlanMeeting": ("meetings", "plan_meeting"),
    "CancelMeeting": ("meetings", "cancel_meeting"),
    "PutOnAgenda": ("agenda", "put_on_agenda"),
    "DropProposal": ("agenda", "drop_proposal"),
    "MoveTopic": ("agenda", "move_topic"),
    "HoldMeeting": ("meetings", "hold_meeting"),
    "MakePrimary": ("people", "make_primary"),
    "EndRelation": ("people", "end_relation"),
    "ImportFeedback": ("feedback", "import_feedback"),
    "AnswerFeedback": ("feedback", "answer_feedback"),
    "TakeUpSuggestion": ("feedback", "take_up_suggestion"),
    "ConfirmDecision": ("feedback", "confirm_decision"),
    "PauseHours": ("learning", "pause_hours"),
    "ChooseLearningBlock": ("learning", "choose_block"),
    "StartTimer": ("timer", "start_timer"),
    "StopTimer": ("timer", "stop_timer"),
    "SkipStep": ("undo", "skip_step"),
    "EvaluateEntry": ("worth", "evaluate_entry"),
    "ShareSuccess": ("worth", "share_success"),
    "WriteProposal": ("proposals", "write_proposal"),
    "OpenProposal": ("proposals", "open_proposal"),
    "WithdrawProposal": ("proposals", "withdraw_proposal"),
    "AnswerResponse": ("proposals", "answer_response"),
    "AmendProposal": ("proposals", "amend_proposal"),
    "DecideProposal": ("proposals", "decide_proposal"),
    "FulfilProposal": ("consents", "fulfil_proposal"),
    "KnowAuthor": ("feedback", "know_author"),
    "WriteWeek": ("week", "write_week"),
    "DismissFinding": ("lint", "dismiss_finding"),
    "KeepTalk": ("stretches", "keep_talk"),
    "FindHelp": ("asks", "find_help"),
    "FinishAction": ("feedback", "finish_action"),
    "KeepInstrument": ("skills", "keep_instrument"),
    "RateSkills": ("skills", "rate_skills"),
    "DraftFromGap": ("skills", "draft_from_gap"),
    "RecordReview": ("review", "record_review"),
    "InviteToReview": ("review", "invite_to_review"),
}
"""For the name of a command's class: the module of `learnboard.service.handlers`, and the function in it.

By the name, so that no start defines the commands that nobody has asked for yet.
"""
SEEN_HANDLERS: Final[Mapping[str, tuple[str, str]]] = {"MoveKeyResult": ("ordering", "move_as_seen")}
"""The same for commands that need not read what the board shows already."""


@cache
def handler_of(command: type) -> Handler:
    """Return the handler of a class of commands."""
    handler: Handler = _function(*HANDLERS[command.__name__])
    return handler


@cache
def seen_handler_of(command: type) -> SeenHandler | None:
    """Return the handler that carries out commands of a class from what the board shows; None without one."""
    found = SEEN_HANDLERS.get(command.__name__)
    handler: SeenHandler | None = _function(*found) if found else None
    return handler


def _function(module: str, name: str) -> Any:
    return getattr(import_module(f"learnboard.service.handlers.{module}"), name)
