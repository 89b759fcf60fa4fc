"""Learning time in a cycle: this week, the weeks before, what it went into, how it felt, and what it costs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from learnboard.domain.days import weekday_of
from learnboard.domain.metrics.resources import Hours, WeekHours
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import in_quotes
from learnboard.domain.timer import Moment, RunningTimer
from learnboard.presentation.learning import log_day, policy_name
from learnboard.presentation.resources import hours_text
from learnboard.presentation.timer import timer_text
from learnboard.presentation.values import MONTHS, amount, balance, count_of, duration, short_day, value_text

_HOUR: Final = 60
_WEEKS: Final = 52
"""Weeks of a year, as budgets are reckoned."""
_MONTHS: Final = 12
_SUNDAY: Final = 6
_MOST_MONTHS: Final = 6
"""Months of which the energy is told."""
Value = TypeVar("Value", bound=str)


class LearningFact(NamedTuple):
    """A line about learning time: its label and its text."""

    label: str
    text: str


class EntryLine(NamedTuple):
    """An entry in the list: its day, time, category and text; `purpose` is the key result it was for."""

    on: str
    time: str
    category: str
    text: str
    purpose: str


def week_fact(agreed: int, left: int | None) -> LearningFact:
    """What is left of this week: `3 h agreed, 2 h 45 used, 15 min left`."""
    if left is None:
        return LearningFact("this week", "no learning time is agreed on: P agrees on some")
    used = agreed - left
    return LearningFact("this week", f"{duration(agreed)} agreed, {duration(used)} used, {balance(left, duration)}")


def timer_fact(timer: RunningTimer, title: str, now: Moment) -> LearningFact:
    """How long the timer has run, for what, and since when."""
    return LearningFact("timer", timer_text(timer, title, now))


def cycle_facts(hours: Hours, day: date) -> tuple[LearningFact, ...]:
    """Time in the cycle, its weeks, and what it went into; the facts that there are."""
    facts = (
        LearningFact("cycle", hours_text(hours, None, day).text if hours.entitled or hours.used else ""),
        LearningFact("weeks", weeks_text(hours)),
        LearningFact("category", _parts(hours.by_category)),
        LearningFact("mode", _parts(hours.by_mode)),
        LearningFact("source", _parts(hours.by_source)),
    )
    return tuple(fact for fact in facts if fact.text)


def weeks_text(hours: Hours) -> str:
    """How many weeks had learning time, and how many in a row up to now; a week without is only counted."""
    if not hours.weeks:
        return ""
    with_time = sum(week.used > 0 for week in hours.weeks)
    row = f"; {count_of(hours.streak_weeks, 'week')} in a row with an entry" if hours.streak_weeks > 1 else ""
    weeks = count_of(len(hours.weeks), "week")
    return f"{with_time} of {weeks} with time of the budget, {len(hours.weeks) - with_time} without{row}"


def _parts(minutes: Mapping[Value, int]) -> str:
    ordered = sorted(minutes.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{value_text(name)} {duration(spent)}" for name, spent in ordered)


def energy_fact(entries: Iterable[LogEntry], first: date, until: date) -> LearningFact | None:
    """The mean energy of each of the last months that have one, from 1 to 5: `Apr 3.5, May 3.0, Jun 3.3`."""
    months: dict[tuple[int, int], list[int]] = {}
    for row in entries:
        if row.energy and first <= row.on <= until:
            months.setdefault((row.on.year, row.on.month), []).append(row.energy)
    if not months:
        return None
    told = [
        f"{MONTHS[month - 1]} {half_up(Fraction(sum(each), len(each)), 1)}"
        for (_, month), each in sorted(months.items())[-_MOST_MONTHS:]
    ]
    return LearningFact("energy", f"{', '.join(told)} of 5")


def cost_fact(agreed: int, per_hour: Number | None, currency: str) -> LearningFact | None:
    """What the time agreed on costs: `99.00 GBP a week, 429.00 GBP a month, 5,148.00 GBP a year`."""
    if per_hour is None or not agreed:
        return None
    week = per_hour.fraction * agreed / _HOUR
    month, year = week * _WEEKS / _MONTHS, week * _WEEKS
    texts = (
        f"{amount(week, currency)} a week",
        f"{amount(month, currency)} a month",
        f"{amount(year, currency)} a year",
    )
    return LearningFact("cost", f"{', '.join(texts)} of {_WEEKS} weeks, at {amount(per_hour, currency)} an hour")


def policy_fact(policy: HoursPolicy | None) -> LearningFact | None:
    """What was agreed on, and where it is written."""
    if policy is None:
        return None
    link = policy.link.strip()
    return LearningFact("policy", f"{policy_name(policy)}{f', {link}' if link else ''}")


# -- entries ------------------------------------------------------------------------------------------------------


def week_heading(on: date, day: date, minutes: int) -> str:
    """The heading of a week's entries: `week 26, 22 Jun to 28 Jun · 2 h 45`."""
    first, last = weekday_of(on, 0), weekday_of(on, _SUNDAY)
    return f"week {on.isocalendar().week}, {short_day(first, day)} to {short_day(last, day)} · {duration(minutes)}"


def entry_line(row: LogEntry, titles: Mapping[Id, str], day: date) -> EntryLine:
    """An entry as its list has it."""
    title = titles.get(row.key_result_id or "", "")
    return EntryLine(
        log_day(row.on, day),
        duration(row.minutes),
        value_text(row.category),
        row.text.strip(),
        f"for {in_quotes(title)}" if title else "",
    )


def searched_text(row: LogEntry, titles: Mapping[Id, str], day: date) -> str:
    """What the filter of the list looks for words in."""
    line = entry_line(row, titles, day)
    return " ".join((*line, str(row.on), value_text(row.mode), value_text(row.time_source), row.visibility))


def largest(weeks: Sequence[WeekHours]) -> int:
    """The minutes that the highest bar stands for: what was used or agreed on in any week."""
    return max((max(week.used, week.entitled) for week in weeks), default=0)
