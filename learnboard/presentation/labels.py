"""What tables, fields and rows are called."""

from collections.abc import Iterable
from typing import Any, Final

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.goals import Goal
from learnboard.domain.text import clean_line

_LONGEST_NAME = 48


def quoted(title: str) -> str:
    """A title between quotes, cut to a length that fits a sentence."""
    line = clean_line(title)
    return f"“{line}”" if len(line) <= _LONGEST_NAME else f"“{line[: _LONGEST_NAME - 1].rstrip()}…”"


_WORDS: Final = {
    "accepted_on": "day of acceptance",
    "approach": "how to learn it",
    "baseline_id": "baseline",
    "check_in_cadence": "check-in rhythm",
    "cycle_id": "cycle",
    "done_on": "day it was done",
    "dropped_on": "day it was dropped",
    "drop_reason": "reason",
    "due_on": "due date",
    "ends_on": "last day",
    "goal_id": "goal",
    "grace_days": "days of grace",
    "id": "id",
    "key_result_id": "key result",
    "max_key_results": "most key results",
    "max_objectives": "most objectives",
    "meeting_cadence_days": "days between meetings",
    "objective_id": "objective",
    "okr_type": "type",
    "position": "place",
    "self_approval_limit": "limit of own approval",
    "starts_on": "first day",
    "visibility": "who sees it",
    "why_company": "why for the company",
    "why_me": "why for me",
}
"""Where the name of a field is not the word for it."""


def field_label(name: str) -> str:
    """What a field is called: `due_on` is the due date."""
    return _WORDS.get(name, name.replace("_", " "))


def field_labels(names: Iterable[str]) -> str:
    """What fields are called, in a row: `title, due date`."""
    return ", ".join(field_label(name) for name in names)


def title_of(row: object) -> str:
    """What a row is called by its owner: its title, or a goal's statement; the whole board is `board`."""
    if isinstance(row, BoardInfo):
        return "board"
    title: str = row.statement if isinstance(row, Goal) else row.title  # type: ignore[attr-defined]  # all others have
    return title


NOUNS: Final = {
    "goals": ("goal", "goals"),
    "cycles": ("cycle", "cycles"),
    "objectives": ("objective", "objectives"),
    "key_results": ("key result", "key results"),
    "milestones": ("step", "steps"),
    "check_ins": ("check-in", "check-ins"),
    "people": ("person", "people"),
    "ilo_periods": ("period as the Individual Learning Objective", "periods as the Individual Learning Objective"),
    "meetings": ("meeting", "meetings"),
    "topics": ("topic", "topics"),
    "actions": ("action", "actions"),
    "hours_policies": ("rule of learning hours", "rules of learning hours"),
    "log_entries": ("log entry", "log entries"),
    "budgets": ("budget", "budgets"),
    "budget_adjustments": ("adjustment", "adjustments"),
    "budget_entries": ("budget entry", "budget entries"),
    "evaluations": ("evaluation", "evaluations"),
    "proposals": ("proposal", "proposals"),
    "responses": ("response", "responses"),
    "stretches": ("stretch", "stretches"),
    "assessments": ("assessment", "assessments"),
    "feedback": ("piece of feedback", "pieces of feedback"),
}
"""One row of a table, and several, in the order of the format."""
_NAMES: Final = ("title", "statement", "name", "text")
_LONGEST: Final = 48


def count_text(table: str, count: int) -> str:
    """So many rows of a table: `15 key results`."""
    return f"{count:,} {NOUNS[table][count != 1]}"


def describe_row(row: Any) -> str:
    """A row by its noun and its name, if it has one: `key result “run 5 km”`."""
    noun, name = NOUNS[row.TABLE][0], row_name(row)
    return f"{noun} {quoted(name)}" if name else noun


def row_name(row: Any) -> str:
    """The title, statement, name or text of a row, on one line; empty if it has none."""
    return next((line for field in _NAMES if (line := clean_line(getattr(row, field, "")))), "")


def short_name(name: str) -> str:
    """Somebody's name, on one line and cut to a length that fits a sentence."""
    line = clean_line(name)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
