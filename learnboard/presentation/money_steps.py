"""What was done to money: for the status line, and for the step that can be undone."""

from collections.abc import Callable, Collection
from typing import Final

from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry, EntryState
from learnboard.domain.spending import CLOSED
from learnboard.presentation.values import amount, day_text, quoted, short_name


def entry_added(row: BudgetEntry) -> tuple[str, str]:
    """What adding an entry is called: a sentence, and the label of its step."""
    name, price = quoted(row.title), amount(row.estimate, row.currency)
    if row.state == "idea":
        return f"Noted the idea {name}, {price}.", f"note the idea {name}"
    if row.state == "approved":
        return f"Approved {name}, {price}, by yourself.", f"approve {name}"
    if row.state == "proposed":
        return f"Asked for {name}, {price}.", f"ask for {name}"
    return f"Added {name}, {price}.", f"add {name}"


def entry_changed(before: BudgetEntry, after: BudgetEntry, names: Collection[str]) -> tuple[str, str] | None:
    """What a step of an entry to another state is called; None if its state stays."""
    if "state" not in names:
        return None
    name = quoted(after.title)
    if before.state in CLOSED and after.state not in CLOSED:
        as_what = "an idea" if after.state == "idea" else after.state
        return f"{name} is open again: {as_what}.", f"open {name} again"
    if after.state == "proposed" or (after.state == "approved" and after.self_approved):
        return entry_added(after)
    told, verb = _STEPS.get(after.state, (_plainly, f"mark as {after.state}"))
    return f"{name} {told(after)}.", f"{verb} {name}"


def _plainly(row: BudgetEntry) -> str:
    return f"is {row.state}"


def _approved(row: BudgetEntry) -> str:
    return f"is approved: {amount(row.estimate, row.currency)}"


def _declined(row: BudgetEntry) -> str:
    return f"is declined: {short_name(row.decision_reason).rstrip('.')}"


def _booked(row: BudgetEntry) -> str:
    return f"is booked for {day_text(row.happens_on)}" if row.happens_on else "is booked"


def _spent(row: BudgetEntry) -> str:
    if row.actual is None or row.actual == row.estimate:
        return f"cost {amount(row.estimate, row.currency)}"
    return f"cost {amount(row.actual, row.currency)}; {amount(row.estimate, row.currency)} was planned"


_STEPS: Final[dict[EntryState, tuple[Callable[[BudgetEntry], str], str]]] = {
    "approved": (_approved, "approve"),
    "declined": (_declined, "decline"),
    "booked": (_booked, "book"),
    "spent": (_spent, "pay for"),
    "cancelled": (_plainly, "cancel"),
}
"""What is said of an entry in its new state, and the verb of its step."""


def budget_added(row: Budget) -> tuple[str, str]:
    """What adding a budget is called: a sentence, and the label of its step."""
    price = amount(row.allocated, row.currency)
    return f"Allocated {price}.", f"allocate {price}"


def budget_name(row: Budget) -> str:
    """What a budget is called in a sentence."""
    return f"the budget in {row.currency}"


def adjustment_name(row: BudgetAdjustment, currency: str) -> str:
    """What an adjustment of a budget in a currency is called in a sentence."""
    return f"the adjustment of {amount(row.amount, currency)}, {quoted(row.reason)}"
