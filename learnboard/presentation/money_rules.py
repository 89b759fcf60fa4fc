"""What cannot be entered about money, and what to do; a file may say it all the same (FORMAT.md §1)."""

from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.currencies import CODES, unknown_currency
from learnboard.domain.metrics.rounding import minor_digits
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.row_rules import Problem
from learnboard.presentation.values import away, day_text, full_day, quoted
from learnboard.presentation.wording import grouped

_RELATED: Final = {"decided_on": ("proposed_on",), "decision_reason": ("state",)}
"""Other fields by which a field can become wrong."""
_ZERO: Final = Fraction(0)
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


def day_doubt(row: BudgetEntry, before: BudgetEntry, cycles: Iterable[Cycle]) -> Problem | None:
    """Return why a day of an entry that was changed is asked about, in a sentence: too early, or not in its cycle."""
    known = tuple(cycles)
    approved = row.state not in ("idea", "proposed")
    asked_on, word = (row.decided_on, "approved") if approved and row.decided_on else (row.proposed_on, "proposed")
    for name, since in (("spent_on", asked_on), ("happens_on", row.proposed_on)):
        on = getattr(row, name)
        if on is None or on == getattr(before, name):
            continue
        if since and on < since:
            what = word if name == "spent_on" else "proposed"
            return Problem(name, f"{full_day(on)} is before it was {what}, on {day_text(since)}.")
        own = next((each for each in known if each.id == row.cycle_id), None)
        if own and not own.starts_on <= on <= own.ends_on:
            nowhere = not any(each.starts_on <= on <= each.ends_on for each in known)
            where = "in no cycle of this board" if nowhere else f"not in {quoted(own.title)}"
            return Problem(name, f"{full_day(on)} is {where}, and it counts against the money of {quoted(own.title)}.")
    return None


def budget_problems(row: Budget, others: Iterable[Budget], adjusted: Fraction = _ZERO) -> tuple[Problem, ...]:
    """Return what is wrong with a budget, which is `adjusted` by a sum; a cycle has one of each currency."""
    found = [_currency(row.currency), _amount("allocated", row.allocated, row.currency)]
    if row.allocated >= 0 > row.allocated.fraction + adjusted:
        least = f"{grouped(-adjusted, row.currency)} {row.currency}"
        found.append(Problem("allocated", f"adjustments take {least} of it: write at least that"))
    if any(each.id != row.id and (each.cycle_id, each.currency) == (row.cycle_id, row.currency) for each in others):
        found.append(Problem("currency", f"there is a budget in {row.currency} already: adjust that one"))
    return tuple(each for each in found if each)


def adjustment_problems(row: BudgetAdjustment, budget: Budget | None, others: Fraction) -> tuple[Problem, ...]:
    """Return what is wrong with an adjustment: it changes nothing, takes more than there is, or has no reason.

    `others` is the sum of the budget's other adjustments.
    """
    found = []
    if budget and row.amount < 0 and (there := budget.allocated.fraction + others) + row.amount.fraction < 0:
        money = f"{grouped(max(there, _ZERO), budget.currency)} {budget.currency}"
        found.append(Problem("amount", f"this takes more than the {money} that there is: take that at most"))
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
