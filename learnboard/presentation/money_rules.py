"""What cannot be entered about money, and what to do; a file may say it all the same (FORMAT.md §1)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from learnboard.domain.currencies import CODES, unknown_currency
from learnboard.domain.metrics.rounding import minor_digits
from learnboard.domain.model.fields import Number
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.row_rules import Problem
from learnboard.presentation.values import away, day_text, full_day

_RELATED: Final = {"decided_on": ("proposed_on",), "decision_reason": ("state",)}
"""Other fields by which a field can become wrong."""
_PAST: Final = ("proposed_on", "decided_on", "spent_on")


def entry_problems(row: BudgetEntry, day: date | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with an entry, each at its field; on a `day` also what would be still to come."""
    found = [_currency(row.currency), _amount("estimate", row.estimate, row.currency)]
    if row.actual is not None:
        found.append(_amount("actual", row.actual, row.currency))
    if row.state == "declined" and not row.decision_reason.strip():
        found.append(Problem("decision_reason", "a decline needs a reason: write why"))
    if row.decided_on and row.proposed_on and row.decided_on < row.proposed_on:
        found.append(
            Problem("decided_on", f"it was proposed on {day_text(row.proposed_on)}: nothing is decided before that")
        )
    for name in _PAST if day else ():
        on = getattr(row, name)
        if day and on and on > day:
            found.append(Problem(name, f"{full_day(on)} is still to come, {away(on, day)}: choose a day up to today"))
    return tuple(each for each in found if each)


def budget_problems(row: Budget, others: Iterable[Budget]) -> tuple[Problem, ...]:
    """Return what is wrong with a budget; a cycle has one of each currency."""
    found = [_currency(row.currency), _amount("allocated", row.allocated, row.currency)]
    if any(each.id != row.id and (each.cycle_id, each.currency) == (row.cycle_id, row.currency) for each in others):
        found.append(Problem("currency", f"there is a budget in {row.currency} already: adjust that one"))
    return tuple(each for each in found if each)


def adjustment_problems(row: BudgetAdjustment) -> tuple[Problem, ...]:
    """Return what is wrong with an adjustment: it changes nothing, or has no reason."""
    found = []
    if row.amount == 0:
        found.append(Problem("amount", "this changes nothing: write what comes to the budget, or -50 for what goes"))
    if not row.reason.strip():
        found.append(Problem("reason", "this is empty: write why it was changed"))
    return tuple(found)


def concerning(problems: Iterable[Problem], entered: Collection[str] | None) -> Problem | None:
    """Return the first problem that fields which were entered are part of; None stands for all fields."""
    for each in problems:
        names = {each.field, *_RELATED.get(each.field or "", ())}
        if entered is None or not names.isdisjoint(entered):
            return each
    return None


def _currency(code: str) -> Problem | None:
    return None if code in CODES else Problem("currency", unknown_currency(code))


def _amount(name: str, number: Number, currency: str) -> Problem | None:
    if number < 0:
        return Problem(name, f"{number} is below 0: write what it costs, and 0 if it costs nothing")
    digits = minor_digits(currency)
    if len(number.text.partition(".")[2].rstrip("0")) > digits:
        most = f"at most {digits} decimals" if digits else "no decimals"
        return Problem(name, f"{number} has too many decimals for {currency}, which has {most}: round it")
    return None
