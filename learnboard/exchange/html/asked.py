"""What is asked of the reader: approvals, consent and actions; and what is open beside it."""

from typing import Final, NamedTuple

from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action
from learnboard.domain.model.proposals import Funding, Proposal
from learnboard.exchange.html.cards import BlockerView, in_the_way
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackPrompt, of_card, of_entry, of_proposal
from learnboard.exchange.html.words import Tone, amount, due, spoken
from learnboard.presentation.values import duration, short_day

FUNDING: Final[dict[Funding, str]] = {
    "none": "no funding",
    "time_only": "time",
    "time_and_cost": "time and cost",
}


class ApprovalView(NamedTuple):
    """Money that waits for somebody's word."""

    title: str
    amount: str
    kind: str
    why: str
    helps: str
    since: str
    left: str
    target: FeedbackPrompt


class ResponseView(NamedTuple):
    """What somebody said to a proposal."""

    who: str
    kind: str
    on: str
    text: str


class ConsentView(NamedTuple):
    """A proposal that is open."""

    title: str
    kind: str
    requests: str
    closes: str
    said: tuple[ResponseView, ...]
    target: FeedbackPrompt


class OpenActionView(NamedTuple):
    """An action that is not done."""

    text: str
    who: str
    due: str
    tone: Tone


class BlockedView(NamedTuple):
    """What stands in the way of a key result."""

    title: str
    hindrance: BlockerView
    target: FeedbackPrompt


class RequestsView(NamedTuple):
    """What is asked of the reader: decisions and their own `actions`; `others` have the other open actions."""

    approvals: tuple[ApprovalView, ...]
    consents: tuple[ConsentView, ...]
    actions: tuple[OpenActionView, ...]
    others: tuple[OpenActionView, ...]
    in_the_way: tuple[BlockedView, ...]

    @property
    def of_reader(self) -> int:
        """How many things wait for the reader."""
        return len(self.approvals) + len(self.consents) + len(self.actions)


def requests_view(source: PageSource) -> RequestsView:
    """What is asked for on the snapshot's day."""
    reader = source.reader.id if source.reader else None
    mine = [action for action in source.requests.actions if reader and action.who_id == reader]
    return RequestsView(
        approvals=tuple(_approval(entry, source) for entry in source.requests.approvals),
        consents=tuple(_consent(proposal, source) for proposal in source.requests.consents),
        actions=tuple(_action(action, source) for action in mine),
        others=tuple(_action(action, source) for action in source.requests.actions if action not in mine),
        in_the_way=tuple(
            BlockedView(card.key_result.title, what, of_card(card, None)) for card, what in in_the_way(source)
        ),
    )


def _approval(entry: BudgetEntry, source: PageSource) -> ApprovalView:
    on = entry.proposed_on
    return ApprovalView(
        title=entry.title,
        amount=amount(entry.estimate.fraction, entry.currency),
        kind=spoken(entry.kind),
        why=entry.expected_value.strip(),
        helps=source.title_of(entry.key_result_id),
        since=f"proposed {short_day(on, source.day)}" if on else "",
        left=_left(entry, source),
        target=of_entry(entry.id, entry.title, proposed=True),
    )


def _left(entry: BudgetEntry, source: PageSource) -> str:
    """What approving it would leave; empty without a budget in its currency."""
    for ledger in source.report.ledgers:
        if ledger.budget.currency == entry.currency:
            after = ledger.remaining - entry.estimate.fraction
            now = f"{amount(ledger.remaining, entry.currency)} left in the budget"
            if after < 0:
                return f"{now}: {amount(-after, entry.currency)} too little for it"
            return f"{now}, {amount(after, entry.currency)} after it"
    return ""


def _consent(proposal: Proposal, source: PageSource) -> ConsentView:
    weekly = f", {duration(proposal.minutes_per_week)} a week" if proposal.minutes_per_week else ""
    return ConsentView(
        title=proposal.title,
        kind=spoken(proposal.kind),
        requests=f"asks for {FUNDING[proposal.funding_asked]}{weekly}",
        closes=f"open until {short_day(proposal.closes_on, source.day)}",
        said=words_on(proposal, source),
        target=of_proposal(proposal.id, proposal.title, open_now=True),
    )


def words_on(proposal: Proposal, source: PageSource) -> tuple[ResponseView, ...]:
    """What was said to a proposal, in the order it was said."""
    responses = [one for one in source.report.records.responses if one.proposal_id == proposal.id]
    return tuple(
        ResponseView(
            source.name_of(one.by_id) or "somebody", spoken(one.kind), short_day(one.on, source.day), one.text.strip()
        )
        for one in sorted(responses, key=lambda one: (one.on, one.id))
    )


def _action(action: Action, source: PageSource) -> OpenActionView:
    late = action.due_on is not None and action.due_on < source.day
    return OpenActionView(
        text=action.text,
        who=source.name_of(action.who_id),
        due=due(action.due_on, source.day) if action.due_on else "",
        tone="bad" if late else "quiet",
    )
