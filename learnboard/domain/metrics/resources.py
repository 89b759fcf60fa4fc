"""Learning hours, budgets and proposals on a day (FORMAT.md §2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from learnboard.domain.metrics.progress import ZERO, periods
from learnboard.domain.model.fields import OWNER

if TYPE_CHECKING:
    from learnboard.domain.model.learning import HoursPolicy, LogEntry
    from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
    from learnboard.domain.model.proposals import Proposal, ProposalState, Response


class Hours(NamedTuple):
    """Learning time in minutes: what the policies granted so far, and how much of it was used."""

    entitled: int
    used: int

    @property
    def balance(self) -> int:
        """What is left; negative if more was used."""
        return self.entitled - self.used


def hours(policies: "Sequence[HoursPolicy]", entries: "Iterable[LogEntry]", first: date, until: date) -> Hours:
    """Compute the learning time from `first` to `until`, both included.

    Each ISO week grants what the policy in force on its last day in that range says. Only entries on the learning
    budget use it.
    """
    weeks = periods(first, until, "week") if first <= until else ()
    return Hours(
        entitled=sum(_minutes_in_force(policies, week.last) for week in weeks),
        used=sum(
            entry.minutes for entry in entries if entry.time_source == "learning_budget" and first <= entry.on <= until
        ),
    )


def minutes_left(policies: "Sequence[HoursPolicy]", entries: "Iterable[LogEntry]", day: date) -> int | None:
    """Return the minutes of learning time left in the day's ISO week; None if no policy grants any."""
    week = hours(policies, entries, day - timedelta(days=day.weekday()), day)
    return week.balance if week.entitled else None


def _minutes_in_force(policies: "Sequence[HoursPolicy]", day: date) -> int:
    in_force = (policy for policy in policies if policy.from_on <= day <= (policy.to_on or day))
    return sum(policy.minutes_per_week for policy in in_force)


class Ledger(NamedTuple):
    """The sums of a budget in its currency. `others` was spent in other currencies and is never added."""

    budget: "Budget"
    allocated: Fraction
    spent: Fraction
    committed: Fraction
    others: Mapping[str, Fraction]

    @property
    def remaining(self) -> Fraction:
        """What is neither spent nor committed."""
        return self.allocated - self.spent - self.committed


def ledger(budget: "Budget", adjustments: "Iterable[BudgetAdjustment]", entries: "Iterable[BudgetEntry]") -> Ledger:
    """Add up a budget: its adjustments, and the entries of its cycle."""
    own = [entry for entry in entries if entry.cycle_id == budget.cycle_id]
    spent: dict[str, Fraction] = {}
    for entry in own:
        if entry.state in ("spent", "evaluated"):
            amount = (entry.estimate if entry.actual is None else entry.actual).fraction
            spent[entry.currency] = spent.get(entry.currency, ZERO) + amount
    committed = (
        entry.estimate.fraction
        for entry in own
        if entry.state in ("approved", "booked") and entry.currency == budget.currency
    )
    adjusted = (row.amount.fraction for row in adjustments if row.budget_id == budget.id)
    return Ledger(
        budget=budget,
        allocated=sum(adjusted, budget.allocated.fraction),
        spent=spent.pop(budget.currency, ZERO),
        committed=sum(committed, ZERO),
        others=spent,
    )


def proposal_state(proposal: "Proposal", responses: "Iterable[Response]", day: date) -> "ProposalState":
    """Return the state of a proposal on a day. Silence is no consent; each person's last response counts."""
    if proposal.withdrawn_on is not None:
        return "withdrawn"
    if proposal.opened_on is None:
        return "draft"
    if day <= proposal.closes_on:
        return "open"
    kinds = {
        response.by_id: response.kind
        for response in sorted(responses, key=lambda response: (response.on, response.id))
        if response.proposal_id == proposal.id
        and response.kind in ("consent", "objection")
        and response.on <= proposal.closes_on
        and response.by_id not in (None, OWNER)
    }
    last_words = list(kinds.values())
    if "objection" in last_words:
        return "objected"
    return "consented" if last_words.count("consent") >= proposal.min_responses else "lapsed"
