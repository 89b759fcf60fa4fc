"""Openers of the features: functions whose modules are imported on first use, to keep the start fast.

Add a line here for each new screen.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, TypeAlias

Opener: TypeAlias = Callable[..., Any]


def _feature(module: str, name: str) -> Opener:
    """Return a function of a module of `learnboard.ui` that imports the module on its first call."""

    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(import_module(f"learnboard.ui.{module}"), name)(*arguments, **options)

    call.__qualname__ = f"{module}.{name}"
    return call


open_help: Final = _feature("keys.help", "open_help")
open_card: Final = _feature("card.screen", "open_card")
copy_ticket: Final = _feature("card.ticket", "copy_ticket")
open_ilo_history: Final = _feature("card.ilo_history", "open_ilo_history")
open_check_in: Final = _feature("editing.check_in_form", "open_check_in")
open_key_result: Final = _feature("editing.key_result_forms", "open_key_result")
open_objective: Final = _feature("goals.forms", "open_objective")
open_cycles: Final = _feature("cycles.screen", "open_cycles")
open_goals: Final = _feature("goals.screen", "open_goals")
open_people: Final = _feature("people.screen", "open_people")
open_closing: Final = _feature("cycles.closing.screen", "open_closing")
open_settings: Final = _feature("goals.forms", "open_settings")
open_guide: Final = _feature("goals.guide", "open_guide")
open_learning: Final = _feature("learning.screen", "open_learning")
open_week: Final = _feature("weekly.form", "open_week")
open_log: Final = _feature("learning.line", "open_log")
turn_timer: Final = _feature("learning.timer", "turn_timer")
keep_presence: Final = _feature("learning.timer", "keep_presence")
open_worth: Final = _feature("money.worth", "open_worth")
copy_success: Final = _feature("money.success", "copy_success")
open_evaluation: Final = _feature("money.worth_form", "open_evaluation")
open_money: Final = _feature("money.screen", "open_money")
open_skills: Final = _feature("skills.screen", "open_skills")
open_proposal: Final = _feature("proposals.screen", "open_proposal")
open_proposals: Final = _feature("proposals.screen", "open_proposals")
open_stretches: Final = _feature("stretches.screen", "open_stretches")
ask_talk: Final = _feature("stretches.talk", "ask_talk")
open_review: Final = _feature("review.screen", "open_review")
open_meeting: Final = _feature("meeting.screen", "open_meeting")
open_corrected: Final = _feature("meeting.held_form", "open_corrected")
open_person: Final = _feature("people.page", "open_person")
open_person_form: Final = _feature("people.form", "open_person")
open_answer: Final = _feature("meeting.answer_form", "open_answer")
open_export: Final = _feature("export.screen", "open_export")
ask_for_import: Final = _feature("importing.prompt", "ask_for_import")
open_contents: Final = _feature("editing.contents", "open_contents")
open_rows: Final = _feature("rows.screen", "open_rows")
open_backups: Final = _feature("backups.screen", "open_backups")
open_lost_file: Final = _feature("recovery.lost_file", "open_lost_file")
open_mentor_card: Final = _feature("mentor.card", "open_mentor_card")
open_feedback: Final = _feature("mentor.forms", "open_feedback")
open_note: Final = _feature("mentor.forms", "open_note")
open_decision: Final = _feature("mentor.forms", "open_decision")
open_topic: Final = _feature("mentor.forms", "open_topic")
open_write_file: Final = _feature("mentor.file_form", "open_write_file")
list_requests: Final = _feature("mentor.requests", "requests_blocks")
list_feedback: Final = _feature("mentor.feedback_list", "feedback_blocks")
open_asks: Final = _feature("mentor.asks_screen", "open_asks")
open_found_help: Final = _feature("money.found", "open_found_help")
read_asks: Final = _feature("mentor.asks_screen", "asks_in")
open_hints: Final = _feature("lint.screen", "open_hints")
count_hints: Final = _feature("lint.count", "counter_of")
open_jump: Final = _feature("board.jump", "open_jump")
