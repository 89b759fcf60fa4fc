"""What the fields of a board are called in a sentence, and what a row is called."""

from collections.abc import Iterable
from typing import Final

from learnboard.domain.goals import Goal
from learnboard.domain.identity import BoardInfo

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
