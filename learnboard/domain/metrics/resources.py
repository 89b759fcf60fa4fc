"""Learning hours, budgets and proposals on a day (FORMAT.md §2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from learnboard.domain.days import ONE_DAY, WEEK, weekday_of
from learnboard.domain.metrics.progress import ZERO, periods
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.named_tuple import NamedTuple

if TYPE_CHECKING:
    from learnboard.domain.model.goals import Cycle
    from learnboard.domain.model.learning import Category, HoursPolicy, LogEntry, Mode, TimeSource
    from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
    from learnboard.domain.model.proposals import Proposal, ProposalState, Response

Key = TypeVar("Key", bound=object)
_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})
_THURSDAY: Final = 3
_WEEK: Final = WEEK * ONE_DAY


class WeekHours(NamedTuple):
    """Learning time of an ISO week (`2026-W01`), in minutes."""

    week: str
    entitled: int
    used: int


class Hours(NamedTuple):
    """Learning time in minutes: what the policies granted so far, and how much of it was used.

    `by_category`, `by_mode` and `by_source` count all time, whatever its source, and name only what has an entry.
    `streak_weeks` counts the weeks in a row with an entry, up to the last one.
    """

    entitled: int
    used: int
    weeks: tuple[WeekHours, ...] = ()
    by_category: "Mapping[Category, int]" = _NOTHING
    by_mode: "Mapping[Mode, int]" = _NOTHING
    by_source: "Mapping[TimeSource, int]" = _NOTHING
    streak_weeks: int = 0

    @property
    def balance(self) -> int:
        """What is left; negative if more was used."""
        return self.entitled - self.used


def hours(policies: "Sequence[HoursPolicy]", entries: "Iterable[LogEntry]", cycle: "Cycle", day: date) -> Hours:
    """Compute the learning time of a cycle up to a day (FORMAT.md §2, "hours").

    Each ISO week whose Thursday lies in the cycle grants what the policy in force on its last day says: no week is
    granted by two cycles. Only entries on the learning budget use it.
    """
    until = min(day, cycle.ends_on)
    ranges = periods(cycle.starts_on, until, "week") if cycle.starts_on <= until else ()
    own = [entry for entry in entries if cycle.starts_on <= entry.on <= until]
    used = _minutes_by((weekday_of(row.on, 0), row.minutes) for row in own if row.time_source == "learning_budget")
    weeks = tuple(
        WeekHours(
            week=_week_name(week.first),
            entitled=_minutes_in_force(policies, week.last)
            if cycle.starts_on <= weekday_of(week.first, _THURSDAY) <= cycle.ends_on
            else 0,
            used=used.get(weekday_of(week.first, 0), 0),
        )
        for week in ranges
    )
    return Hours(
        entitled=sum(week.entitled for week in weeks),
        used=sum(week.used for week in weeks),
        weeks=weeks,
        by_category=_minutes_by((row.category, row.minutes) for row in own),
        by_mode=_minutes_by((row.mode, row.minutes) for row in own),
        by_source=_minutes_by((row.time_source, row.minutes) for row in own),
        streak_weeks=_streak({weekday_of(row.on, 0) for row in own}, weekday_of(until, 0)),
    )


def _minutes_by(pairs: "Iterable[tuple[Key, int]]") -> "dict[Key, int]":
    sums: dict[Key, int] = {}
    for key, minutes in pairs:
        sums[key] = sums.get(key, 0) + minutes
    return sums


def _week_name(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _streak(mondays: "set[date]", last: date) -> int:
    """How many weeks in a row are among these, back from the last one, or from the one before it."""
    monday = last if last in mondays else last - _WEEK
    weeks = 0
    while monday in mondays:
        weeks, monday = weeks + 1, monday - _WEEK
    return weeks


def minutes_left(policies: "Sequence[HoursPolicy]", entries: "Iterable[LogEntry]", day: date) -> int | None:
    """Return the minutes of learning time left in the day's ISO week; None if no policy grants any on the day."""
    entitled, monday = _minutes_in_force(policies, day), weekday_of(day, 0)
    own = (row for row in entries if row.time_source == "learning_budget" and monday <= row.on <= day)
    return entitled - sum(row.minutes for row in own) if entitled else None


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


def spent_amount(entry: "BudgetEntry") -> Fraction:
    """Return what an entry that is spent cost: the actual amount, as long as it is not known the estimate."""
    return (entry.estimate if entry.actual is None else entry.actual).fraction


def ledger(budget: "Budget", adjustments: "Iterable[BudgetAdjustment]", entries: "Iterable[BudgetEntry]") -> Ledger:
    """Add up a budget: its adjustments, and the entries of its cycle."""
    own = [entry for entry in entries if entry.cycle_id == budget.cycle_id]
    spent: dict[str, Fraction] = {}
    for entry in own:
        if entry.state in ("spent", "evaluated"):
            spent[entry.currency] = spent.get(entry.currency, ZERO) + spent_amount(entry)
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
    """Return the state of a proposal on a day. Silence is no consent; each person's last word counts."""
    if proposal.withdrawn_on is not None:
        return "withdrawn"
    if proposal.opened_on is None:
        return "draft"
    if day <= proposal.closes_on:
        return "open"
    words = [row.kind for row in last_words(proposal, responses).values()]
    if "objection" in words:
        return "objected"
    return "consented" if words.count("consent") >= proposal.min_responses else "lapsed"


def last_words(proposal: "Proposal", responses: "Iterable[Response]") -> "dict[Id, Response]":
    """Return the last consent or objection of each person, as far as it counts.

    Only responses up to the closing day do, and an amendment by the owner takes back the consents before it.
    """
    words: dict[Id, Response] = {}
    own = (row for row in responses if row.proposal_id == proposal.id and row.on <= proposal.closes_on)
    for row in sorted(own, key=lambda row: (row.on, row.id)):
        if row.by_id == OWNER and row.kind == "amendment":
            words = {person: word for person, word in words.items() if word.kind != "consent"}
        elif row.by_id is not None and row.by_id != OWNER and row.kind in ("consent", "objection"):
            words[row.by_id] = row
    return words
