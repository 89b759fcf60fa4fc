"""What the handlers of rows know of money: what cannot be entered, and what rows without a title are called."""

from collections.abc import Collection
from fractions import Fraction

from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.row_rules import Problem
from learnboard.presentation.money_rules import adjustment_problems, budget_problems, concerning, entry_problems
from learnboard.presentation.money_steps import adjustment_name, budget_name
from learnboard.storage.store import Store


def money_problem(
    store: Store, row: Budget | BudgetAdjustment | BudgetEntry, entered: Collection[str] | None
) -> Problem | None:
    """Return the first thing that is wrong with what was entered about money."""
    if isinstance(row, BudgetEntry):
        return concerning(entry_problems(row), entered)
    if isinstance(row, Budget):
        return concerning(
            budget_problems(row, store.rows(Budget, cycle_id=row.cycle_id), _adjusted(store, row.id)), entered
        )
    budget = store.find(Budget, row.budget_id)
    return concerning(adjustment_problems(row, budget, _adjusted(store, row.budget_id, without=row.id)), entered)


def _adjusted(store: Store, budget: Id, without: Id = "") -> Fraction:
    """The sum of a budget's adjustments, but for one."""
    rows = store.rows(BudgetAdjustment, budget_id=budget)
    return sum((each.amount.fraction for each in rows if each.id != without), Fraction(0))


def money_name(store: Store, row: Budget | BudgetAdjustment) -> str:
    """Return what a budget or an adjustment is called in a sentence."""
    if isinstance(row, Budget):
        return budget_name(row)
    budget = store.find(Budget, row.budget_id)
    return adjustment_name(row, budget.currency if budget else "")
