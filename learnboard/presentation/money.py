"""Money in a cycle: what there is and goes, and each entry from a wish to what it was worth."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.metrics.outlook import Outlook
from learnboard.domain.metrics.resources import Ledger
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry, Evaluation
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.offers import is_help
from learnboard.domain.spending import EntryGroup, QuietMark, day_of, group_of, quiet_mark
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.resources import entry_text
from learnboard.presentation.values import (
    Fact,
    away,
    quoted,
    short_day,
    value_text,
)
from learnboard.presentation.wording import grouped

EXAMPLE_WISH: Final = "conference 640 for k11: three ideas tried in a month"
GROUP_HEADINGS: Final[Mapping[EntryGroup, str]] = {
    "proposed": "Wait for a yes",
    "approved": "Approved",
    "booked": "Booked",
    "opportunity": "Opportunities, by their day",
    "idea": "Ideas",
    "spent": "Spent",
    "over": "Declined and cancelled",
}
"""The headings of the list."""
_MARKS: Final[Mapping[QuietMark, str]] = {50: "half", 75: "three quarters"}


class MoneyFact(NamedTuple):
    """A line about money: its label and its text."""

    label: str
    text: str


class MoneyLineText(NamedTuple):
    """An entry in the list: its day, amount, kind, state and title."""

    on: str
    amount: str
    kind: str
    state: Fact
    title: str


OPEN_AGAIN: Final = "X opens it again"
"""What to press when something was declined or cancelled that should not be."""


def no_cancel_text(row: BudgetEntry) -> str:
    """Why what was paid for is not cancelled, in a sentence."""
    return f"{quoted(row.title)} was paid for: enter changes its state if that is wrong."


# -- figures ------------------------------------------------------------------------------------------------------


def budget_text(ledger: Ledger, outlook: Outlook, elapsed: Fraction) -> str:
    """What there is of a budget, and where it goes.

    `1,750.00 · spent 738.40 · committed 360.00 · left 651.60 · at this rate 227.31 at the end`; the rate is told while
    the cycle runs.
    """
    currency = ledger.budget.currency

    def told(number: Fraction) -> str:
        return grouped(abs(number), currency)

    parts = [
        grouped(ledger.allocated, currency),
        f"spent {told(ledger.spent)}",
        f"committed {told(ledger.committed)}",
        f"{'over' if ledger.remaining < 0 else 'left'} {told(ledger.remaining)}",
    ]
    if 0 < elapsed < 1:
        rest = outlook.forecast_remaining
        parts.append(f"at this rate {told(rest)}{' over' if rest < 0 else ''} at the end")
    return " · ".join(parts)


def money_facts(
    ledgers: Sequence[Ledger], outlooks: Sequence[Outlook], entries: Iterable[BudgetEntry], elapsed: Fraction
) -> tuple[MoneyFact, ...]:
    """The budgets of a cycle, what was spent beside them, how long a decision takes, and what is to be rated."""
    facts = [
        MoneyFact(ledger.budget.currency, budget_text(ledger, outlook, elapsed))
        for ledger, outlook in zip(ledgers, outlooks, strict=True)
    ]
    if not facts:
        facts = [MoneyFact("money", "none is allocated in this cycle yet: A allocates some")]
    own = {ledger.budget.currency for ledger in ledgers}
    others = {code: number for ledger in ledgers for code, number in ledger.others.items() if code not in own}
    if others:
        texts = (f"{grouped(number, code)} {code}" for code, number in sorted(others.items()))
        facts.append(MoneyFact("beside it", f"spent {', '.join(texts)}"))
    decided = [row.lead_time for row in entries if row.lead_time is not None]
    if outlooks and (median := outlooks[0].lead_time_days) is not None:
        many = f", the median of {len(decided)} decisions" if len(decided) > 1 else ""
        facts.append(MoneyFact("decided in", f"{half_up(median, 1)} days{many}"))
    if outlooks and (due := len(outlooks[0].value_reviews_due)):
        verb = "is" if due == 1 else "are"
        facts.append(MoneyFact("worth", f"{due} {verb} to be looked back at: v asks what {_it(due)} brought"))
    return tuple(facts)


def _it(count: int) -> str:
    return "it" if count == 1 else "they"


def budget_heading(ledger: Ledger) -> str:
    """The heading of a budget with its adjustments: `EUR · 1,750.00 in all`."""
    currency = ledger.budget.currency
    return f"{currency} · {grouped(ledger.allocated, currency)} in all"


def allocated_text(row: Budget) -> str:
    """What was allocated at first, without its currency."""
    return grouped(row.allocated, row.currency)


def adjustment_text(row: BudgetAdjustment, currency: str, names: Mapping[Id, str], day: date) -> tuple[str, str, str]:
    """An adjustment: `+250.00`, its reason, and its day and who approved it."""
    sign = "+" if row.amount > 0 else ""
    who = "you" if row.approved_by_id == OWNER else names.get(row.approved_by_id or "", "")
    by = f", approved by {who}" if who else ""
    return f"{sign}{grouped(row.amount, currency)}", row.reason, f"{short_day(row.on, day)}{by}"


def quiet_facts(ledgers: Iterable[Ledger], elapsed: Fraction) -> tuple[MoneyFact, ...]:
    """That much of a budget is left late in the cycle: a line for each of which that is so."""
    facts = []
    for ledger in ledgers:
        if mark := quiet_mark(ledger, elapsed):
            currency = ledger.budget.currency
            left, whole = grouped(ledger.remaining, currency), grouped(ledger.allocated, currency)
            facts.append(MoneyFact("so far", f"{_MARKS[mark]} of the cycle is over, {left} of {whole} {currency} left"))
    return tuple(facts)


# -- entries ------------------------------------------------------------------------------------------------------


def line_text(row: BudgetEntry, day: date) -> MoneyLineText:
    """An entry as its list has it."""
    on = day_of(row)
    number = row.estimate if row.actual is None else row.actual
    return MoneyLineText(
        short_day(on, day) if on else "",
        "no money" if is_help(row) else f"{grouped(number, row.currency)} {row.currency}",
        value_text(row.kind),
        entry_text(row, (), day).state,
        row.title,
    )


def group_heading(row: BudgetEntry) -> str:
    """The heading of the section that an entry is in."""
    return GROUP_HEADINGS[group_of(row)]


def ledger_lines(
    row: BudgetEntry,
    evaluations: Sequence[Evaluation],
    titles: Mapping[Id, str],
    names: Mapping[Id, str],
    day: date,
) -> tuple[str, ...]:
    """All that is known of an entry, in lines: the state and who decided, why, when and with whom, and the worth."""
    title = titles.get(row.key_result_id or "", "")
    who = "you" if row.decided_by_id == OWNER else names.get(row.decided_by_id or "", "")
    text = entry_text(row, evaluations, day, who=who, purpose=f"for {quoted(title)}" if title else "for no key result")
    told = bool(text.decision) and row.state in ("approved", "declined")
    decided = ("" if told else text.state.text, text.proposed, text.decision, text.planned)
    reason = f"because: {text.reason}" if text.reason else ""
    lines = (
        ", ".join(part for part in decided if part),
        reason,
        ", ".join(part for part in (text.purpose, text.expected_value or "no expected value") if part),
        ", ".join(part for part in (*_when(row, names, day), visibility_text(row.visibility)) if part),
        row.link.strip(),
        f"shared as {row.shared_as}" if row.shared_as else "",
        "; ".join(text.evaluations),
    )
    return tuple(line for line in lines if line)


def _when(row: BudgetEntry, names: Mapping[Id, str], day: date) -> tuple[str, ...]:
    happens = ""
    if row.happens_on:
        verb = "happens" if row.happens_on >= day else "happened"
        happens = f"{verb} {short_day(row.happens_on, day)}, {away(row.happens_on, day)}"
    giver = "you" if row.with_id == OWNER else names.get(row.with_id or "", "")
    return happens, f"with {giver}" if giver else ""


def searched_entry(row: BudgetEntry, titles: Mapping[Id, str], names: Mapping[Id, str], day: date) -> str:
    """What the filter of the list looks for words in."""
    line = line_text(row, day)
    lines = ledger_lines(row, (), titles, names, day)
    return " ".join((line.on, line.amount, line.kind, line.title, value_text(row.state), *lines))
