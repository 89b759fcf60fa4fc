"""The learning time and the money of a cycle, and what they were worth."""

from datetime import date
from fractions import Fraction

from learnboard.domain.metrics.resources import Hours
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.resources import LedgerText, entry_of, hours_text, ledger_text
from learnboard.presentation.values import amount, duration, value_text
from learnboard.presentation.worth import rated_text, shared_text


class StoryHours(NamedTuple):
    """Learning time: all of it, what was agreed on and used, and the time by category, the longest first."""

    total: str
    agreed: str
    used_part: Fraction | None
    categories: tuple[tuple[str, str], ...]


class StoryEntry(NamedTuple):
    """What money was spent on or promised for: what it was to bring, and what it brought.

    `evaluations` are what it was worth, `shared` says how others learned from it.
    """

    title: str
    amount: str
    facts: tuple[str, ...]
    expected_value: str
    evaluations: tuple[str, ...]
    shared: str


class StoryMoney(NamedTuple):
    """The budgets of a cycle, what was spent on which kind and how that was rated, and each entry."""

    ledgers: tuple[LedgerText, ...]
    kinds: tuple[tuple[str, str], ...]
    entries: tuple[StoryEntry, ...]


def hours_story(hours: Hours, day: date) -> StoryHours | None:
    """The learning time of a cycle until a day; None if there was none."""
    total = sum(hours.by_category.values())
    if not total and not hours.entitled:
        return None
    text = hours_text(hours, None, day)
    categories = sorted(hours.by_category.items(), key=lambda pair: (-pair[1], pair[0]))
    return StoryHours(
        total=f"{duration(total)} in all",
        agreed=f"of the time agreed on, {text.text}" if hours.entitled else "",
        used_part=text.used_part,
        categories=tuple((value_text(category), duration(minutes)) for category, minutes in categories),
    )


def money_story(context: ReaderContext) -> StoryMoney | None:
    """The money of a report's cycle; None if there was none."""
    report = context.report
    own = (row for row in report.records.budget_entries if report.cycle and row.cycle_id == report.cycle.id)
    told = sorted(
        (row for row in own if row.state in ("approved", "booked", "spent", "evaluated")),
        key=lambda row: (row.spent_on or row.decided_on or row.proposed_on or date.max, row.id),
    )
    if not report.ledgers and not told:
        return None
    kinds = [
        (value_text(kind), _worth(worth.spent, worth.rating, ledger.budget.currency))
        for ledger, outlook in zip(report.ledgers, report.outlooks, strict=True)
        for kind, worth in sorted(outlook.by_kind.items(), key=lambda pair: (-pair[1].spent, pair[0]))
    ]
    return StoryMoney(
        ledgers=tuple(map(ledger_text, report.ledgers)),
        kinds=tuple(kinds),
        entries=tuple(_entry(row, context) for row in told),
    )


def _entry(row: BudgetEntry, context: ReaderContext) -> StoryEntry:
    text = entry_of(row, context)
    planned = text.planned if row.actual != row.estimate else ""
    facts = (text.kind, text.state.text, planned, text.decision, text.reason, text.purpose)
    return StoryEntry(
        title=text.title,
        amount=text.amount,
        facts=tuple(fact for fact in facts if fact),
        expected_value=text.expected_value,
        evaluations=text.evaluations,
        shared=shared_text(context.read(row), context.day),
    )


def _worth(spent: Fraction, rating: Fraction | None, currency: str) -> str:
    """What was spent and how it was rated: `612.50 EUR, rated 4.0 of 5`."""
    return amount(spent, currency) + (f", rated {rated_text(rating)}" if rating is not None else "")
