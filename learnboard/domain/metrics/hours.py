"""Learning hours on a day: what was entitled and what was used (FORMAT.md §2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from learnboard.domain.metrics.progress import periods
from learnboard.domain.model.learning import HoursPolicy, LogEntry


@dataclass(frozen=True, slots=True)
class Hours:
    """Learning time on a day, in minutes: what the policies gave so far and what was used of it."""

    entitled: int
    used: int

    @property
    def balance(self) -> int:
        """What is left; negative when more was used."""
        return self.entitled - self.used


def hours(policies: Sequence[HoursPolicy], entries: Iterable[LogEntry], first: date, until: date) -> Hours:
    """The learning time from `first` to `until`, both included (FORMAT.md §2).

    Each ISO week gives what the policy in force on its last day in that range says; only entries on the learning
    budget use it.
    """
    weeks = periods(first, until, "week") if first <= until else ()
    return Hours(
        entitled=sum(_in_force(policies, week.last) for week in weeks),
        used=sum(
            entry.minutes for entry in entries if entry.time_source == "learning_budget" and first <= entry.on <= until
        ),
    )


def week_left(policies: Sequence[HoursPolicy], entries: Iterable[LogEntry], day: date) -> int | None:
    """Minutes of learning time left in the day's ISO week; None when no policy gives any."""
    week = hours(policies, entries, day - timedelta(days=day.weekday()), day)
    return week.balance if week.entitled else None


def _in_force(policies: Sequence[HoursPolicy], day: date) -> int:
    return sum(
        policy.minutes_per_week
        for policy in policies
        if policy.from_on <= day and (policy.to_on is None or day <= policy.to_on)
    )
