"""What of a board belongs into a calendar: which days, how often, and by which lasting name (FORMAT.md §5).

An event has the id of the row that it is of as its key. Where one row has a second event, a point and a word follow,
which no id contains. A row that a calendar may hold already and that is off by now is told as cancelled, since what is
missing from a file stays in the calendar.
"""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any, Final, Literal, TypeAlias

from learnboard.domain.days import ONE_DAY, months_later
from learnboard.domain.learning_block import LearningBlock, first_weekday
from learnboard.domain.metrics.progress import current_cycle
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.money import Evaluation
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.upcoming import UpcomingMeeting, upcoming_meetings
from learnboard.domain.worth import look_days

EventKind: TypeAlias = Literal[
    "learning",
    "check_ins",
    "cycle_end",
    "key_result",
    "milestone",
    "action",
    "meeting",
    "closes",
    "review",
    "value",
    "effect",
]
_USUAL_MINUTES: Final = 60
"""Minutes of a weekly block where no learning time is agreed on."""
_DAY_MINUTES: Final = 24 * 60
_FRIDAY: Final = 4
"""The weekday of check-ins: the last of the working week, whose ISO week the value counts for."""
_CADENCES: Final = {"weekly": 1, "biweekly": 2}
_NEXT: Final = "next"


class Repetition(NamedTuple):
    """Every so many weeks, or monthly on the last such weekday (`weeks` 0), up to and including a day, or forever."""

    weeks: int
    until: date | None


class CalendarEvent(NamedTuple):
    """An event of a day, or of `minutes` from a time `at` by the clock on the wall, and what it is of.

    `subject` is the row, or the meeting to come. `cancelled` says that what stood there is off.
    """

    key: str
    kind: EventKind
    on: date
    subject: Any
    at: time | None = None
    minutes: int = 0
    repeats: Repetition | None = None
    cancelled: bool = False


def calendar_events(records: Records, day: date, block: LearningBlock | None) -> tuple[CalendarEvent, ...]:
    """Return the events of a board as known on a day, by their days.

    A closed cycle has none but looks back at value; what happened before is no event. The `block` is that of the
    weekly learning time: it lasts as long as the time agreed on for a week, and there is none during a pause.
    """
    cycles = tuple(row for row in records.cycles if not row.closed)
    found = [
        *(_blocks(records, block, day) if block else ()),
        *_of_cycles(records, cycles, day),
        *_due(records, cycles),
        *_meetings(records, day),
        *_proposals(records),
        *_looks_back(records),
    ]
    return tuple(sorted(found, key=lambda event: (event.on, event.key)))


def _blocks(records: Records, block: LearningBlock, day: date) -> Iterator[CalendarEvent]:
    """The weekly block of each time agreed on that is not over, from the week on in which it was chosen.

    Where no time is agreed on it lasts an hour, from the day's week on if nobody knows when it was chosen.
    """
    if not records.hours_policies:
        on = block.first_from((block.since or day) - timedelta(days=(block.since or day).weekday()))
        key = f"{records.board_info.id}.learning"
        yield CalendarEvent(key, "learning", on, None, block.at, block_minutes(block, 0), Repetition(1, None))
    for row in records.hours_policies:
        on = block.first_from(row.from_on)
        over = row.to_on is not None and (row.to_on < day or row.to_on < on)
        if not over and row.minutes_per_week > 0:
            yield _block(row, on, block)


def _block(row: HoursPolicy, on: date, block: LearningBlock) -> CalendarEvent:
    minutes = block_minutes(block, row.minutes_per_week)
    return CalendarEvent(row.id, "learning", on, row, block.at, minutes, Repetition(1, row.to_on))


def block_minutes(block: LearningBlock, agreed: int) -> int:
    """Return how long a block is: what is agreed on for a week, else an hour; it ends with its day at the latest."""
    return min(agreed or _USUAL_MINUTES, _DAY_MINUTES - block.at.hour * 60 - block.at.minute)


def _of_cycles(records: Records, cycles: Sequence[Cycle], day: date) -> Iterator[CalendarEvent]:
    """The check-in days of each cycle that is not over, and the end of each that is open."""
    weeks = _CADENCES.get(records.board_info.settings.check_in_cadence, 0)
    for cycle in cycles:
        yield CalendarEvent(cycle.id, "cycle_end", cycle.ends_on, cycle)
        first = first_weekday(_FRIDAY, cycle.starts_on) if weeks else _last_friday(cycle.starts_on)
        if cycle.ends_on >= day and first <= cycle.ends_on:
            repeats = Repetition(weeks, cycle.ends_on)
            yield CalendarEvent(f"{cycle.id}.check-ins", "check_ins", first, cycle, repeats=repeats)


def _last_friday(day: date) -> date:
    """The first day from `day` on that is the last Friday of its month."""
    for months in (1, 2):
        last = months_later(day.replace(day=1), months) - ONE_DAY
        friday = last - timedelta(days=(last.weekday() - _FRIDAY) % 7)
        if friday >= day:
            break
    return friday


def _due(records: Records, cycles: Sequence[Cycle]) -> Iterator[CalendarEvent]:
    """The due dates of key results, of their steps, and of actions, done or not; those of dropped ones are off."""
    open_cycles = {row.id for row in cycles}
    objectives = {row.id for row in records.objectives if row.cycle_id in open_cycles}
    key_results = {row.id: row for row in records.key_results if row.objective_id in objectives}
    for row in key_results.values():
        if row.due_on:
            off = row.dropped_on is not None
            yield CalendarEvent(row.id, "key_result", row.due_on, row, cancelled=off)
    for step in records.milestones:
        if step.due_on and step.key_result_id in key_results:
            off = key_results[step.key_result_id].dropped_on is not None
            yield CalendarEvent(step.id, "milestone", step.due_on, step, cancelled=off)
    for action in records.actions:
        if action.due_on and not _is_past(action.done_on, cycles):
            yield CalendarEvent(action.id, "action", action.due_on, action)


def _is_past(done_on: date | None, cycles: Sequence[Cycle]) -> bool:
    """Whether something was done before all cycles that are open."""
    return done_on is not None and done_on < min((row.starts_on for row in cycles), default=date.max)


def _meetings(records: Records, day: date) -> Iterator[CalendarEvent]:
    """The meetings that are planned, and those agreed on; one that was agreed on is off once it is planned."""
    usual = records.board_info.settings.meeting_cadence_days
    cycle = current_cycle(records.cycles, day)
    replaced: set[Id] = set()
    for each in upcoming_meetings(records.meetings, records.people, cycle, usual, day):
        last = each.last
        if each.state == "agreed" and last:
            yield CalendarEvent(f"{last.id}.{_NEXT}", "meeting", each.on, each)
        elif each.meeting:
            yield CalendarEvent(each.meeting.id, "meeting", each.on, each)
            if last and last.next_on and last.id not in replaced:
                replaced.add(last.id)
                yield _replaced(each, last.id, last.next_on)


def _replaced(each: UpcomingMeeting, last: Id, on: date) -> CalendarEvent:
    return CalendarEvent(f"{last}.{_NEXT}", "meeting", on, each, cancelled=True)


def _proposals(records: Records) -> Iterator[CalendarEvent]:
    """The closing dates of proposals that were opened, and the days on which decisions are looked at again."""
    for row in records.proposals:
        off = row.withdrawn_on is not None
        if row.opened_on:
            yield CalendarEvent(row.id, "closes", row.closes_on, row, cancelled=off)
        if row.review_on and not off:
            yield CalendarEvent(f"{row.id}.review", "review", row.review_on, row)


def _looks_back(records: Records) -> Iterator[CalendarEvent]:
    """When to look back at the value of what was spent, as far as nobody has."""
    rated: dict[Id, list[Evaluation]] = {}
    for evaluation in records.evaluations:
        rated.setdefault(evaluation.budget_entry_id, []).append(evaluation)
    for row in records.budget_entries:
        days = look_days(row, rated.get(row.id, ()))
        if first := days.get("first"):
            yield CalendarEvent(row.id, "value", first, row)
        if effect := days.get("effect"):
            yield CalendarEvent(f"{row.id}.effect", "effect", effect, row)
