"""Learning time as it is logged: what a line was understood as, and what was done."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from learnboard.domain.days import ONE_DAY
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.messages import StepText
from learnboard.presentation.timer import purpose_text
from learnboard.presentation.values import (
    Fact,
    away,
    balance,
    day_text,
    duration,
    full_day,
    listed,
    quoted,
    short_day,
    value_text,
)

EXAMPLE_LOG: Final = "1h30 queueing ch 4 @fri"
_NO_KEY_RESULT: Final = "no key result"
_WEEKDAY: Final = 3
_DAY: Final = 24 * 60
"""Minutes of a day."""
_WEEK: Final = timedelta(days=7)


class LogFact(NamedTuple):
    """A part of what a line was understood as; `field` is the one of the entry that it tells."""

    field: str
    text: str


def understood(entry: LogEntry, title: str, day: date) -> tuple[LogFact, ...]:
    """What a line is understood as: `Fri 27 Nov`, `1 h 30`, `new technology`, `“Finish the course”`; then the rest."""
    return (
        LogFact("on", log_day(entry.on, day)),
        LogFact("minutes", duration(entry.minutes)),
        LogFact("category", value_text(entry.category)),
        LogFact("key_result_id", quoted(title) if title else _NO_KEY_RESULT),
        LogFact("mode", value_text(entry.mode)),
        LogFact("time_source", value_text(entry.time_source)),
        LogFact("visibility", visibility_text(entry.visibility)),
        LogFact("energy", energy_text(entry.energy)),
    )


def energy_text(energy: int | None) -> str:
    """How much energy there was: `energy 4 of 5`."""
    return f"energy {energy} of 5" if energy else "energy not said"


def log_day(on: date, day: date) -> str:
    """A day with its weekday: `Fri 27 Nov`, of another year `Fri 27 Nov 2025`."""
    return f"{full_day(on)[:_WEEKDAY]} {short_day(on, day)}"


def log_name(entry: LogEntry, title: str, day: date) -> str:
    """What an entry is called in a sentence: `1 h 30 on Fri 27 Nov for “Finish the course”`."""
    return f"{duration(entry.minutes)} on {log_day(entry.on, day)}{purpose_text(title)}"


def log_as(entry: LogEntry) -> str:
    """As what an entry is logged, such as `As new technology, formal, learning budget; only you see it`."""
    words = (entry.category, entry.mode, entry.time_source)
    energy = f", {energy_text(entry.energy)}" if entry.energy else ""
    return f"As {', '.join(map(value_text, words))}{energy}; {visibility_text(entry.visibility)}."


def left_text(minutes: int) -> str:
    """What is left of a week's learning time, in a sentence."""
    return f"This week: {balance(minutes, duration)}."


def log_doubts(entry: LogEntry, day: date, *, in_cycle: bool, minutes_before: int) -> str:
    """Why an entry is asked about, in sentences; empty if there is no reason to.

    `minutes_before` are those of the other entries on its day.
    """
    found = []
    if entry.on > day:
        found.append(f"{full_day(entry.on)} is still to come, {away(entry.on, day)}: the time counts from then on.")
    elif not in_cycle:
        found.append(f"{full_day(entry.on)} is in no cycle of this board: the time counts in none.")
    if minutes_before + entry.minutes > _DAY:
        whole = duration(minutes_before + entry.minutes)
        found.append(f"{full_day(entry.on)} has {whole} with it, more than its 24 hours.")
    return " ".join(found)


def several_named(titles: Sequence[str], what_to_do: str) -> str:
    """That the words of a line name several key results equally well, and what to do about it."""
    return f"Several key results fit, {what_to_do}: {' and '.join(quoted(title) for title in titles[:2])}."


def policy_name(policy: HoursPolicy) -> str:
    """What a policy of learning time is called: `3 h a week from 1 Jan 2026 on`, `3 h a week from … to …`."""
    to = f"to {day_text(policy.to_on)}" if policy.to_on else "on"
    return f"{duration(policy.minutes_per_week)} a week from {day_text(policy.from_on)} {to}"


def ended_before_text(policy: HoursPolicy, ended: Sequence[HoursPolicy], day: date) -> str:
    """What a new policy does to those before it, and to weeks that are over, in a sentence; empty if it ends none."""
    if not ended:
        return ""
    before = listed([f"{duration(row.minutes_per_week)} a week" for row in ended])
    ends = f"{before} {'ends' if len(ended) == 1 else 'end'} on {day_text(policy.from_on - ONE_DAY)}"
    if policy.from_on + _WEEK > day:
        return f"{ends}."
    return f"{ends}: weeks that are over count against {duration(policy.minutes_per_week)} from then on."


def policy_overlap_text(other: HoursPolicy) -> str:
    """That another policy holds on some of the days, and what to do about it."""
    return f"one policy holds at a time, and {policy_name(other)} is there: end that one before, or choose other days"


def policy_state(policy: HoursPolicy, day: date) -> Fact:
    """Whether a policy holds on a day: `in force`, `from 1 Jan 2027 on`, `ended`."""
    if policy.from_on > day:
        return Fact(f"begins {away(policy.from_on, day)}")
    if policy.to_on and policy.to_on < day:
        return Fact("ended", "quiet")
    return Fact(f"in force until {day_text(policy.to_on)}" if policy.to_on else "in force", "good")


def pause_problem(policy: HoursPolicy, from_on: date, to_on: date) -> str:
    """Why a pause from a day to a day is none, in a sentence; empty if it is one."""
    if to_on < from_on:
        return f"The pause ends on {day_text(to_on)}, before it begins: choose a later end."
    if from_on < policy.from_on or (policy.to_on and to_on > policy.to_on):
        return f"The pause is not within {policy_name(policy)}: choose days that are."
    return ""


def paused_text(policy: HoursPolicy, from_on: date, to_on: date) -> StepText:
    """What a pause is called."""
    name, days = f"{duration(policy.minutes_per_week)} a week", f"from {day_text(from_on)} to {day_text(to_on)}"
    return StepText(f"Paused {name} {days}.", f"pause {name} {days}")


# -- the timer ----------------------------------------------------------------------------------------------------


def started_text(title: str) -> StepText:
    """What starting the timer is called."""
    purpose = purpose_text(title)
    return StepText(f"Started the timer{purpose}: s stops and logs it.", f"start the timer{purpose}")


def logged_text(name: str) -> StepText:
    """What stopping the timer is called, if it was logged as an entry of this name."""
    return StepText(f"Logged {name}; the timer is stopped.", f"stop the timer and log {name}")


def stopped_text(title: str) -> StepText:
    """What stopping the timer is called, if nothing was logged."""
    purpose = purpose_text(title)
    return StepText(f"Stopped the timer{purpose}: nothing was logged.", f"stop the timer{purpose}")
