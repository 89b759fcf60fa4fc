"""What the owner of a board asks of a reader (FORMAT.md §1)."""

from typing import NamedTuple

from learnboard.domain.fields import Id
from learnboard.domain.money import BudgetEntry
from learnboard.domain.people import Action
from learnboard.domain.proposals import Proposal
from learnboard.domain.standing import BoardReport


class OpenRequests(NamedTuple):
    """Approvals wanted (budget entries that are proposed), open proposals, and actions that are not done.

    Entries are in the order they were proposed, proposals by the day they close, actions by the day they are due.
    """

    approvals: tuple[BudgetEntry, ...]
    consents: tuple[Proposal, ...]
    actions: tuple[Action, ...]

    @property
    def decisions(self) -> int:
        """How many decisions are asked for."""
        return len(self.approvals) + len(self.consents)

    def actions_of(self, person: Id) -> tuple[Action, ...]:
        """The open actions of one person."""
        return tuple(action for action in self.actions if action.who_id == person)


def open_requests(report: BoardReport) -> OpenRequests:
    """What is asked for on the standing's day."""
    records = report.records
    proposed = [entry for entry in records.budget_entries if entry.state == "proposed"]
    consents = [proposal for proposal, state in report.proposals if state == "open"]
    undone = [action for action in records.actions if action.done_on is None]
    late = report.as_of.max
    return OpenRequests(
        tuple(sorted(proposed, key=lambda one: (one.proposed_on or late, one.id))),
        tuple(sorted(consents, key=lambda one: (one.closes_on, one.id))),
        tuple(sorted(undone, key=lambda one: (one.due_on or late, one.id))),
    )
