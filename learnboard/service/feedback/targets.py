"""What feedback is about: rows of a board, found by kind and id (FORMAT.md §1, "Feedback document")."""

from collections.abc import Iterable
from typing import Any, Final

from learnboard.domain.feedback import Target, TargetKind
from learnboard.domain.fields import Id
from learnboard.domain.goals import Goal
from learnboard.domain.key_results import KeyResult
from learnboard.domain.learning import LogEntry
from learnboard.domain.money import BudgetEntry
from learnboard.domain.objectives import Objective
from learnboard.domain.proposals import Proposal
from learnboard.domain.wording import day_text
from learnboard.service.row_words import row_name
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
