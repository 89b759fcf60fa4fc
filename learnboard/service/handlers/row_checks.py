"""What a board cannot hold of a row, in view of its other rows."""

from collections.abc import Collection
from typing import Final

from learnboard.domain.days import LAST_DAY
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.growth import Stretch
from learnboard.domain.model.key_results import IloPeriod, KeyResult
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.row_rules import (
    Problem,
    overlapping_cycle,
    overlapping_policy,
    settings_problems,
)
from learnboard.domain.stretch_rules import stretch_problem
from learnboard.presentation.cycles import overlap_text
from learnboard.presentation.learning import policy_overlap_text
from learnboard.presentation.people import person_problem
from learnboard.presentation.values import quoted
from learnboard.service.handlers.money import money_problem
from learnboard.storage.store import Store

RELATED: Final = (BoardInfo, Cycle, HoursPolicy, Person, Budget, BudgetAdjustment, BudgetEntry, Stretch, IloPeriod)
"""The rows of which that is so."""


def problem_with_others(store: Store, row: object, entered: Collection[str] | None = None) -> Problem | None:
    """Return why the board cannot hold one of `RELATED`; of settings, those that were `entered` must make sense."""
    found: Problem | None = None
    if isinstance(row, BoardInfo):
        problems = settings_problems(row.settings)
        found = next((each for each in problems if entered is None or each.field in entered), None)
    if not found and isinstance(row, Cycle):
        found = _overlap_problem(store, row)
    if not found and isinstance(row, HoursPolicy):
        other = overlapping_policy(row, store.rows(HoursPolicy))
        found = Problem("from_on", policy_overlap_text(other)) if other else None
    if not found and isinstance(row, Person):
        found = person_problem(row, store.rows(Person))
    if not found and isinstance(row, Budget | BudgetAdjustment | BudgetEntry):
        found = money_problem(store, row, entered)
    if not found and isinstance(row, Stretch):
        found = stretch_problem(row, entered)
    if not found and isinstance(row, IloPeriod):
        found = _period_problem(store, row)
    return found


def _period_problem(store: Store, row: IloPeriod) -> Problem | None:
    """There is one Individual Learning Objective at a time (FORMAT.md §1)."""
    if row.to_on and row.to_on < row.from_on:
        return Problem("to_on", "it ends before it begins: choose a later end")
    last = row.to_on or LAST_DAY
    for other in store.rows(IloPeriod):
        if other.id != row.id and other.from_on <= last and row.from_on <= (other.to_on or LAST_DAY):
            title = quoted(store.row(KeyResult, other.key_result_id).title)
            return Problem("from_on", f"{title} is it then, and there is one at a time: choose other days")
    return None


def _overlap_problem(store: Store, cycle: Cycle) -> Problem | None:
    other = overlapping_cycle(cycle, store.rows(Cycle))
    if other is None:
        return None
    return Problem("starts_on", overlap_text(other))
