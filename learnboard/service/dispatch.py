"""The handlers of commands. A handler's module is imported with the first command that needs it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id
from learnboard.service import commands, growth_commands, resource_commands
from learnboard.service.commands import Command
from learnboard.storage.journal import Change
from learnboard.storage.store import Store


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
    commands.WriteUpward: ("agreements", "write_upward"),
    commands.DraftObjectives: ("goals", "draft_objectives"),
    commands.PlanMeeting: ("meetings", "plan_meeting"),
    commands.CancelMeeting: ("meetings", "cancel_meeting"),
    commands.PutOnAgenda: ("agenda", "put_on_agenda"),
    commands.DropProposal: ("agenda", "drop_proposal"),
    commands.MoveTopic: ("agenda", "move_topic"),
    commands.HoldMeeting: ("meetings", "hold_meeting"),
    commands.MakePrimary: ("people", "make_primary"),
    commands.EndRelation: ("people", "end_relation"),
    commands.ImportFeedback: ("feedback", "import_feedback"),
    commands.AnswerFeedback: ("feedback", "answer_feedback"),
    commands.TakeUpSuggestion: ("feedback", "take_up_suggestion"),
    commands.ConfirmDecision: ("feedback", "confirm_decision"),
    resource_commands.PauseHours: ("learning", "pause_hours"),
    resource_commands.ChooseLearningBlock: ("learning", "choose_block"),
    resource_commands.StartTimer: ("timer", "start_timer"),
    resource_commands.StopTimer: ("timer", "stop_timer"),
    resource_commands.SkipStep: ("undo", "skip_step"),
    resource_commands.EvaluateEntry: ("worth", "evaluate_entry"),
    resource_commands.ShareSuccess: ("worth", "share_success"),
    resource_commands.WriteProposal: ("proposals", "write_proposal"),
    resource_commands.OpenProposal: ("proposals", "open_proposal"),
    resource_commands.WithdrawProposal: ("proposals", "withdraw_proposal"),
    resource_commands.AnswerResponse: ("proposals", "answer_response"),
    resource_commands.AmendProposal: ("proposals", "amend_proposal"),
    resource_commands.DecideProposal: ("proposals", "decide_proposal"),
    resource_commands.FulfilProposal: ("consents", "fulfil_proposal"),
    resource_commands.KnowAuthor: ("feedback", "know_author"),
    growth_commands.WriteWeek: ("week", "write_week"),
    growth_commands.DismissFinding: ("lint", "dismiss_finding"),
    growth_commands.FindHelp: ("asks", "find_help"),
    growth_commands.KeepTalk: ("stretches", "keep_talk"),
    commands.FinishAction: ("feedback", "finish_action"),
    growth_commands.KeepInstrument: ("skills", "keep_instrument"),
    growth_commands.RateSkills: ("skills", "rate_skills"),
    growth_commands.DraftFromGap: ("skills", "draft_from_gap"),
    growth_commands.RecordReview: ("review", "record_review"),
    growth_commands.InviteToReview: ("review", "invite_to_review"),
}
"""The module of `learnboard.service.handlers` and the function in it."""


@cache
def handler_of(command: type) -> Handler:
    """Return the handler of a class of commands."""
    module, name = HANDLERS[command]
    handler: Handler = getattr(import_module(f"learnboard.service.handlers.{module}"), name)
    return handler
