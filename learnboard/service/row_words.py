"""What rows of any table are called in a sentence."""

from typing import Any, Final

from learnboard.domain.clean import clean_line
from learnboard.service.handlers import quoted

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
