"""What is asked of the reader: approvals, consent, actions, and what stands in the way."""

from typing import Final, NamedTuple

from learnboard.domain.money import BudgetEntry
from learnboard.domain.people import Action
from learnboard.domain.proposals import Funding, Proposal
from learnboard.exchange.html.cards import Hindrance, in_the_way
from learnboard.exchange.html.source import Source
from learnboard.exchange.html.targets import Target, of_card, of_entry, of_proposal
from learnboard.exchange.html.words import Tone, amount, away, due, duration, short_day, spoken

FUNDING: Final[dict[Funding, str]] = {
    "none": "no funding",
    "time_only": "time",
    "time_and_cost": "time and cost",
}


class Approval(NamedTuple):
    """Money that waits for somebody's word."""

    title: str
    amount: str
    kind: str
    why: str
    helps: str
    since: str
    target: Target


class Word(NamedTuple):
    """What somebody said to a proposal."""

    who: str
    kind: str
    on: str
    text: str


class Consent(NamedTuple):
    """A proposal that is open."""

    title: str
    kind: str
    asks: str
    closes: str
    said: tuple[Word, ...]
    target: Target


class Open(NamedTuple):
    """An action that is not done."""

    text: str
    who: str
    mine: bool
    due: str
    tone: Tone


class InTheWay(NamedTuple):
    """What stands in the way of a key result."""

    title: str
    hindrance: Hindrance
    target: Target


class Asked(NamedTuple):
    """All that is asked; the reader's own actions come first."""

    approvals: tuple[Approval, ...]
    consents: tuple[Consent, ...]
    actions: tuple[Open, ...]
    in_the_way: tuple[InTheWay, ...]

    @property
    def of_reader(self) -> bool:
        """Whether something of it waits for the reader."""
        return bool(self.approvals or self.consents or self.mine)

    @property
    def mine(self) -> int:
        """How many of the actions are the reader's own."""
        return sum(action.mine for action in self.actions)


def asked(source: Source) -> Asked:
    """What is asked for on the snapshot's day."""
    actions = [_action(action, source) for action in source.asks.actions]
    return Asked(
        approvals=tuple(_approval(entry, source) for entry in source.asks.approvals),
        consents=tuple(_consent(proposal, source) for proposal in source.asks.consents),
        actions=tuple(sorted(actions, key=lambda action: not action.mine)),
        in_the_way=tuple(
            InTheWay(card.key_result.title, what, of_card(card, None)) for card, what in in_the_way(source)
        ),
    )


def _approval(entry: BudgetEntry, source: Source) -> Approval:
    on = entry.proposed_on
    return Approval(
        title=entry.title,
        amount=amount(entry.estimate.fraction, entry.currency),
        kind=spoken(entry.kind),
        why=entry.expected_value.strip(),
        helps=source.title_of(entry.key_result_id),
        since=f"proposed {short_day(on, source.day)}, {away(on, source.day)}" if on else "",
        target=of_entry(entry.id, entry.title, proposed=True),
    )


def _consent(proposal: Proposal, source: Source) -> Consent:
    weekly = f", {duration(proposal.minutes_per_week)} a week" if proposal.minutes_per_week else ""
    closes = proposal.closes_on
    return Consent(
        title=proposal.title,
        kind=spoken(proposal.kind),
        asks=f"asks for {FUNDING[proposal.funding_asked]}{weekly}",
        closes=f"open until {short_day(closes, source.day)}, {away(closes, source.day)}",
        said=words_on(proposal, source),
        target=of_proposal(proposal.id, proposal.title, open_now=True),
    )


def words_on(proposal: Proposal, source: Source) -> tuple[Word, ...]:
    """What was said to a proposal, in the order it was said."""
    responses = [one for one in source.standing.records.responses if one.proposal_id == proposal.id]
    return tuple(
        Word(source.name_of(one.by_id) or "somebody", spoken(one.kind), short_day(one.on, source.day), one.text.strip())
        for one in sorted(responses, key=lambda one: (one.on, one.id))
    )


def _action(action: Action, source: Source) -> Open:
    late = action.due_on is not None and action.due_on < source.day
    return Open(
        text=action.text,
        who=source.name_of(action.who_id),
        mine=source.reader is not None and action.who_id == source.reader.id,
        due=due(action.due_on, source.day) if action.due_on else "",
        tone="bad" if late else "quiet",
    )
