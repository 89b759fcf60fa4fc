"""What feedback is about: rows of a board, found by kind and id (FORMAT.md §1, "Feedback document")."""

from collections.abc import Iterable
from typing import Any, Final

from learnboard.domain.model.feedback import Feedback, FeedbackKind, Target, TargetKind
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.proposals import Proposal
from learnboard.presentation.labels import row_name, short_name
from learnboard.presentation.values import day_text
from learnboard.storage.store import Store

RECORDS: Final[dict[TargetKind, type[Any]]] = {
    "goal": Goal,
    "objective": Objective,
    "key_result": KeyResult,
    "budget_entry": BudgetEntry,
    "proposal": Proposal,
    "log_entry": LogEntry,
}
"""The class of rows a target can be; the board itself is none."""


def target_row(store: Store, target: Target) -> Any:
    """The row a target is; None if it is the board itself, or not on the board."""
    return None if target.kind == "board" else store.find(RECORDS[target.kind], target.id)


def names_of(store: Store, targets: Iterable[Target]) -> dict[Target, str]:
    """The titles of the targets that are on the board; that of the board itself is empty."""
    wanted: dict[TargetKind, set[Id]] = {}
    for target in targets:
        wanted.setdefault(target.kind, set()).add(target.id)
    names = {
        Target(kind, row.id): _name(row)
        for kind, ids in wanted.items()
        if kind != "board"
        for row in store.rows(RECORDS[kind], id=ids)
    }
    if "board" in wanted and (id_ := store.board_info().id) in wanted["board"]:
        names[Target("board", id_)] = ""
    return names


def _name(row: Any) -> str:
    if name := row_name(row):
        return name
    return f"the log entry of {day_text(row.on)}" if isinstance(row, LogEntry) else row.id


KINDS: Final[dict[FeedbackKind, str]] = {
    "comment": "comment",
    "question": "question",
    "suggestion": "suggestion",
    "kudos": "kudos",
    "call_out": "call-out",
    "offer": "offer",
    "approve": "approval",
    "decline": "refusal",
    "consent": "consent",
    "objection": "objection",
}
"""What a kind of feedback is called."""


def author_of(name: str) -> str:
    """Who wrote it, on one line; of somebody without a name it says so."""
    return short_name(name) or "somebody without a name"


def describe_feedback(feedback: Feedback) -> str:
    """Feedback by its kind and author: `question of Rowan Teal`."""
    return f"{KINDS[feedback.kind]} of {author_of(feedback.author)}"
