"""Learning time and money: what there is, what was used, and for what."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from learnboard.domain.metrics.resources import Hours, Ledger
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry, EntryState, Evaluation
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.offers import is_help
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import Fact, Tone, amount, balance, count_of, duration, short_day, value_text

if TYPE_CHECKING:
    from learnboard.domain.report import BoardReport

_STATE_TONES: Final[dict[EntryState, Tone]] = {
    "idea": "quiet",
    "proposed": "warn",
    "declined": "quiet",
    "cancelled": "quiet",
}


class HoursText(NamedTuple):
    """Learning time in a cycle; `used_part` is the used part of it from 0 to 1, None if none was agreed on."""

    used: str
    balance: str
    week: str
    used_part: Fraction | None

    @property
    def text(self) -> str:
        """What was used of what is due so far: `72 h 35 of 78 h due by 26 Jun used, 5 h 25 not yet`."""
        return f"{self.used}, {self.balance}" if self.balance else self.used


class LogEntryText(NamedTuple):
    """A log entry; `purpose` is the key result it was for."""

    id: Id
    on: str
    time: str
    category: str
    text: str
    purpose: str


class LedgerText(NamedTuple):
    """A budget: its sums with their labels, what was spent in other currencies, and the parts of it that are used."""

    currency: str
    sums: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    spent_part: Fraction
    used_part: Fraction
    over: bool


class EntryText(NamedTuple):
    """A budget entry; texts that do not apply are empty.

    `amount` is what was spent or, as long as nothing was, what is planned; `planned` is what had been planned of what
    was spent. `decision` is who decided it, `evaluations` are what it was worth.
    """

    id: Id
    title: str
    amount: str
    planned: str
    kind: str
    state: Fact
    proposed: str
    decision: str
    reason: str
    purpose: str
    expected_value: str
    evaluations: tuple[str, ...]


def learning_time(report: "BoardReport") -> HoursText:
    """The learning time of a report."""
    return hours_text(report.hours, report.minutes_left, report.as_of, report.cycle.ends_on if report.cycle else None)


def hours_text(hours: Hours, week: int | None, day: date, ends_on: date | None = None) -> HoursText:
    """Learning time in the cycle, which ends on a day, and, where some was agreed on, in the week of the day.

    Of the cycle it is told what is due by the day, so that only of the week something is left.
    """
    in_week = f"{balance(week, duration)} in the week of {short_day(day, day)}" if week is not None else ""
    until = min(day, ends_on or day)
    if not hours.entitled:
        return HoursText(f"{duration(hours.used)} used", "", in_week, None)
    return HoursText(
        used=f"{duration(hours.used)} of {duration(hours.entitled)} due by {short_day(until, day)} used",
        balance=f"{duration(abs(hours.balance))} {'not yet' if hours.balance >= 0 else 'more than that'}",
        week=in_week,
        used_part=_part(Fraction(hours.used), Fraction(hours.entitled)),
    )


def log_entry_text(row: LogEntry, context: ReaderContext) -> LogEntryText:
    """A log entry."""
    row = context.read(row)
    return LogEntryText(
        id=row.id,
        on=short_day(row.on, context.day),
        time=duration(row.minutes),
        category=value_text(row.category),
        text=row.text.strip(),
        purpose=context.purpose(row.key_result_id),
    )


def mode_texts(entries: Iterable[LogEntry]) -> tuple[str, ...]:
    """How the time was learned in: `experience 3 h`."""
    minutes = {"experience": 0, "social": 0, "formal": 0}
    for row in entries:
        minutes[row.mode] += row.minutes
    return tuple(f"{mode} {duration(spent)}" for mode, spent in minutes.items() if spent)


def ledger_text(ledger: Ledger) -> LedgerText:
    """A budget of the cycle."""
    currency, over = ledger.budget.currency, ledger.remaining < 0
    sums = (
        ("allocated", ledger.allocated),
        ("spent", ledger.spent),
        ("committed", ledger.committed),
        ("over" if over else "left", abs(ledger.remaining)),
    )
    return LedgerText(
        currency=currency,
        sums=tuple((label, amount(number, currency)) for label, number in sums),
        others=tuple(f"{amount(number, code)} spent beside it" for code, number in sorted(ledger.others.items())),
        spent_part=_part(ledger.spent, ledger.allocated),
        used_part=_part(ledger.spent + ledger.committed, ledger.allocated),
        over=over,
    )


def _part(used: Fraction, whole: Fraction) -> Fraction:
    """The used part of a whole, from 0 to 1; of nothing everything is used as soon as something is."""
    if whole <= 0:
        return Fraction(used > 0)
    return min(max(used / whole, Fraction(0)), Fraction(1))


def entry_of(row: BudgetEntry, context: ReaderContext) -> EntryText:
    """A budget entry of a report with its evaluations."""
    row = context.read(row)
    evaluations = [rating for rating in context.report.records.evaluations if rating.budget_entry_id == row.id]
    who, purpose = context.name_of(row.decided_by_id), context.purpose(row.key_result_id)
    return entry_text(row, context.read(tuple(evaluations)), context.day, who=who, purpose=purpose)


def entry_text(
    row: BudgetEntry, evaluations: Sequence[Evaluation], day: date, *, who: str = "", purpose: str = ""
) -> EntryText:
    """A budget entry with its evaluations; `who` decided it, `purpose` is what it is for."""
    planned = f"{amount(row.estimate, row.currency)} planned"
    return EntryText(
        id=row.id,
        title=row.title,
        amount="costs nothing" if is_help(row) else planned if row.actual is None else amount(row.actual, row.currency),
        planned="" if row.actual is None else planned,
        kind=value_text(row.kind),
        state=_state(row, day),
        proposed=f"proposed {short_day(row.proposed_on, day)}" if row.proposed_on and row.state != "proposed" else "",
        decision=_decision(row, who, day),
        reason=row.decision_reason.strip(),
        purpose=purpose,
        expected_value=expected_value_text(row),
        evaluations=tuple(map(evaluation_text, evaluations)),
    )


def expected_value_text(row: BudgetEntry) -> str:
    """What an entry is expected to bring; empty if nothing is said of it."""
    text = row.expected_value.strip()
    return f"expected value: {text}" if text else ""


def _state(row: BudgetEntry, day: date) -> Fact:
    """The state with its day: `proposed 22 Jun`, `evaluated, spent 6 May`."""
    text = value_text(row.state)
    if row.state == "proposed" and row.proposed_on:
        text = f"proposed {short_day(row.proposed_on, day)}"
    elif row.spent_on:
        spent = f"spent {short_day(row.spent_on, day)}"
        text = spent if row.state == "spent" else f"{text}, {spent}"
    return Fact(text, _STATE_TONES.get(row.state, "good"))


def _decision(row: BudgetEntry, who: str, day: date) -> str:
    """Who decided and how long that took: `approved by Rowan Teal on 24 Jun after 16 days`."""
    on = f" on {short_day(row.decided_on, day)}" if row.decided_on else ""
    if row.self_approved:
        return f"self-approved{on}"
    by = f" by {who}" if who else ""
    if not on and not by:
        return ""
    lead = f" after {count_of(row.lead_time, 'day')}" if row.lead_time else ""
    return f"{'declined' if row.state == 'declined' else 'approved'}{by}{on}{lead}"


def evaluation_text(row: Evaluation) -> str:
    """What an entry was worth at one level: `learning 4 of 5: tail latency`."""
    note = row.note.strip()
    return f"{row.level} {row.rating} of 5" + (f": {note}" if note else "")
