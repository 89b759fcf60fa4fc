"""Budgets and proposals on a day (FORMAT.md §2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.model.proposals import Proposal, ProposalState, Response


@dataclass(frozen=True, slots=True)
class Ledger:
    """A budget's sums, in its currency; `others` is what was spent in other currencies, never added."""

    budget: Budget
    allocated: Fraction
    spent: Fraction
    committed: Fraction
    others: Mapping[str, Fraction]

    @property
    def remaining(self) -> Fraction:
        """What is neither spent nor promised."""
        return self.allocated - self.spent - self.committed


def ledger(budget: Budget, adjustments: Iterable[BudgetAdjustment], entries: Iterable[BudgetEntry]) -> Ledger:
    """Add up a budget with the adjustments to it and the entries of its cycle (§2)."""
    own = [entry for entry in entries if entry.cycle_id == budget.cycle_id]
    spent: dict[str, Fraction] = {}
    for entry in own:
        if entry.state in ("spent", "evaluated"):
            amount = (entry.estimate if entry.actual is None else entry.actual).fraction
            spent[entry.currency] = spent.get(entry.currency, Fraction(0)) + amount
    promised = (
        entry.estimate.fraction
        for entry in own
        if entry.state in ("approved", "booked") and entry.currency == budget.currency
    )
    changes = (one.amount.fraction for one in adjustments if one.budget_id == budget.id)
    return Ledger(
        budget=budget,
        allocated=budget.allocated.fraction + sum(changes, Fraction(0)),
        spent=spent.pop(budget.currency, Fraction(0)),
        committed=sum(promised, Fraction(0)),
        others=spent,
    )


def proposal_state(proposal: Proposal, responses: Iterable[Response], day: date) -> ProposalState:
    """Where a proposal stands on a day. Silence is not consent; each person's last word counts (§2)."""
    if proposal.withdrawn_on is not None:
        return "withdrawn"
    if proposal.opened_on is None:
        return "draft"
    if day <= proposal.closes_on:
        return "open"
    words = {
        response.by_id: response.kind
        for response in sorted(responses, key=lambda response: (response.on, response.id))
        if response.proposal_id == proposal.id
        and response.kind in ("consent", "objection")
        and response.on <= proposal.closes_on
        and response.by_id not in (None, OWNER)
    }
    said = list(words.values())
    if "objection" in said:
        return "objected"
    return "consented" if said.count("consent") >= proposal.min_responses else "lapsed"
