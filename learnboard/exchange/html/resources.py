"""Learning time and money: what there is, what was used, and for what."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from learnboard.domain.metrics.funding import Ledger
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.proposals import Proposal, ProposalState
from learnboard.exchange.html.asked import FUNDING, ResponseView, words_on
from learnboard.exchange.html.bars import share
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackPrompt, of_entry, of_proposal
from learnboard.exchange.html.words import Tone, amount, counted, spoken
from learnboard.presentation.values import duration, short_day

MOST_ENTRIES: Final = 12
"""So many log entries are told; of more, the newest."""
_STATE_TONES: Final[dict[str, Tone]] = {"proposed": "warn", "declined": "quiet", "cancelled": "quiet", "idea": "quiet"}


class LogEntryView(NamedTuple):
    """A log entry as a line."""

    on: str
    time: str
    what: str
    helps: str


class HoursView(NamedTuple):
    """Learning time: sentences, how it was learned, and the newest entries."""

    sentences: tuple[str, ...]
    used: str
    modes: tuple[tuple[str, str, str], ...]
    entries: tuple[LogEntryView, ...]
    earlier: int


class EntryView(NamedTuple):
    """A line of the ledger."""

    title: str
    amount: str
    state: str
    tone: Tone
    facts: tuple[str, ...]
    why: str
    target: FeedbackPrompt


class LedgerView(NamedTuple):
    """A budget with its sums; `spent_to` and `committed_to` are where the parts of its bar end, in percent."""

    currency: str
    sums: tuple[tuple[str, str], ...]
    spent_to: str
    committed_to: str
    words: str
    others: tuple[str, ...]


class ProposalView(NamedTuple):
    """A proposal, open or closed."""

    title: str
    state: str
    facts: str
    said: tuple[ResponseView, ...]
    target: FeedbackPrompt


def hours(source: PageSource) -> HoursView | None:
    """Learning time in the cycle; None where there is none to tell of."""
    figures, records = source.report.hours, source.report.records
    entries = sorted(records.log_entries, key=lambda one: (one.on, one.id), reverse=True)
    if not (entries or figures.entitled):
        return None
    told = entries[:MOST_ENTRIES]
    return HoursView(
        sentences=tuple(_sentences(source)),
        used=share(Fraction(figures.used), Fraction(figures.entitled)),
        modes=_modes(entries),
        entries=tuple(_logged(one, source) for one in told),
        earlier=len(entries) - len(told),
    )


def _sentences(source: PageSource) -> Iterable[str]:
    figures, week = source.report.hours, source.report.minutes_left
    if figures.entitled:
        left = f"{duration(figures.balance)} left" if figures.balance >= 0 else f"{duration(-figures.balance)} too many"
        yield f"{duration(figures.used)} of {duration(figures.entitled)} used so far in this cycle, {left}."
    else:
        yield f"{duration(figures.used)} used so far in this cycle."
    if week is not None:
        left = f"{duration(week)} left" if week >= 0 else f"{duration(-week)} too many"
        yield f"In the week of {short_day(source.day, source.day)}: {left}."


def _modes(entries: Iterable[LogEntry]) -> tuple[tuple[str, str, str], ...]:
    """How it was learned: the mode, the time, and its share in percent."""
    minutes = {"experience": 0, "social": 0, "formal": 0}
    for one in entries:
        minutes[one.mode] += one.minutes
    whole = sum(minutes.values())
    return tuple((mode, duration(own), share(Fraction(own), Fraction(whole))) for mode, own in minutes.items() if own)


def _logged(one: LogEntry, source: PageSource) -> LogEntryView:
    what = one.text.strip() or spoken(one.category)
    return LogEntryView(short_day(one.on, source.day), duration(one.minutes), what, source.title_of(one.key_result_id))


def ledgers(source: PageSource) -> tuple[LedgerView, ...]:
    """The budgets of the cycle."""
    return tuple(_ledger(one) for one in source.report.ledgers)


def _ledger(ledger: Ledger) -> LedgerView:
    currency = ledger.budget.currency
    parts = (
        ("allocated", ledger.allocated),
        ("spent", ledger.spent),
        ("committed", ledger.committed),
        ("left", ledger.remaining),
    )
    sums = tuple((what, amount(number, currency)) for what, number in parts)
    return LedgerView(
        currency=currency,
        sums=sums,
        spent_to=share(ledger.spent, ledger.allocated),
        committed_to=share(ledger.spent + ledger.committed, ledger.allocated),
        words=", ".join(f"{number} {what}" for what, number in sums),
        others=tuple(f"{amount(number, code)} spent beside it" for code, number in sorted(ledger.others.items())),
    )


def entries(source: PageSource) -> tuple[EntryView, ...]:
    """What money is or would be spent on in the cycle, what was last proposed first."""
    cycle = source.report.cycle
    own = [one for one in source.report.records.budget_entries if cycle and one.cycle_id == cycle.id]
    first = source.day.min
    return tuple(_entry(one, source) for one in sorted(own, key=lambda one: (one.proposed_on or first, one.id))[::-1])


def _entry(one: BudgetEntry, source: PageSource) -> EntryView:
    number = one.estimate if one.actual is None else one.actual
    return EntryView(
        title=one.title,
        amount=amount(number.fraction, one.currency) + (" planned" if one.actual is None else ""),
        state=_entry_state(one, source),
        tone=_STATE_TONES.get(one.state, "good"),
        facts=tuple(_entry_facts(one, source)),
        why=one.expected_value.strip(),
        target=of_entry(one.id, one.title, proposed=one.state == "proposed"),
    )


def _entry_state(one: BudgetEntry, source: PageSource) -> str:
    waiting = one.state == "proposed" and one.proposed_on
    return f"proposed {short_day(waiting, source.day)}" if waiting else spoken(one.state)


def _entry_facts(one: BudgetEntry, source: PageSource) -> Iterable[str]:
    yield spoken(one.kind)
    if one.proposed_on and one.state != "proposed":
        yield f"proposed {short_day(one.proposed_on, source.day)}"
    if one.decided_on:
        who = "" if one.self_approved else source.name_of(one.decided_by_id)
        agreed = "self-approved" if one.self_approved else f"decided{' by ' + who if who else ''}"
        lead = f" after {counted(one.lead_time, 'day')}" if one.lead_time else ""
        yield f"{agreed} {short_day(one.decided_on, source.day)}{lead}"
    if one.decision_reason.strip():
        yield one.decision_reason.strip()
    if helps := source.title_of(one.key_result_id):
        yield f"for “{helps}”"
    for rating in source.report.records.evaluations:
        if rating.budget_entry_id == one.id:
            yield f"{rating.level} {rating.rating} of 5" + (f": {rating.note.strip()}" if rating.note.strip() else "")


def proposals(source: PageSource) -> tuple[ProposalView, ...]:
    """All proposals but drafts, what closes last first."""
    known = [(one, state) for one, state in source.report.proposals if state != "draft"]
    ordered = sorted(known, key=lambda each: (each[0].closes_on, each[0].id), reverse=True)
    return tuple(_decided(one, state, source) for one, state in ordered)


def _decided(one: Proposal, state: ProposalState, source: PageSource) -> ProposalView:
    requests, closes = ("asks", "closes") if state == "open" else ("asked", "closed")
    funding = f"{requests} for {FUNDING[one.funding_asked]}"
    return ProposalView(
        title=one.title,
        state=_state(state),
        facts=f"{spoken(one.kind)}, {funding}, {closes} {short_day(one.closes_on, source.day)}",
        said=words_on(one, source),
        target=of_proposal(one.id, one.title, open_now=state == "open"),
    )


def _state(state: ProposalState) -> str:
    return "lapsed, silence is no consent" if state == "lapsed" else state
