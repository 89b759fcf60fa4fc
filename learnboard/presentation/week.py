"""A week as texts: what was done in it, what is open, and what was written about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.days import WEEK, WEEKDAYS, weekday_of
from learnboard.domain.model.fields import Id, Visibility
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.people import Action, Meeting
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line, in_quotes
from learnboard.domain.week import CarriedAction, WeekNotes, carried_over, monday_after
from learnboard.presentation.key_results import confidence_text
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.meetings import held_name
from learnboard.presentation.values import (
    arrow,
    count_of,
    day_text,
    due_text,
    duration,
    short_day,
    with_unit,
)

NOTHING_DONE: Final = "Nothing is logged, checked in or done in this week yet."
NOTHING_WRITTEN: Final = "Nothing is written about this week yet."
NOTHING_OPEN: Final = "Nothing is open: no action of yours is due by the end of this week."
NOTHING_SAID: Final = "Nothing was said about the week, so nothing was kept."
NOT_TO_COME: Final = "This week is still to come: write about it when it is there."
WRITTEN_ELSEWHERE: Final = (
    "Another window has written about this week meanwhile. What you wrote is kept as a draft: "
    "open the week again, and save it over that, or begin anew."
)
_DAY_LETTERS: Final = 3
_TIMES: Final = {1: "once", 2: "twice"}
_SUNDAY: Final = WEEK - 1


class WeekEvents(NamedTuple):
    """What happened in a week. `histories` are all check-ins of the key results that were checked in."""

    entries: tuple[LogEntry, ...]
    check_ins: tuple[CheckIn, ...]
    histories: tuple[CheckIn, ...]
    steps: tuple[Milestone, ...]
    done: tuple[KeyResult, ...]
    actions: tuple[Action, ...]
    meetings: tuple[Meeting, ...]
    key_results: Mapping[Id, KeyResult]
    objectives: Mapping[Id, Objective]
    names: Mapping[Id, str]


def week_title(day: date) -> str:
    """What the week of a day is called: `Week 26, 22 Jun to 28 Jun 2026`."""
    monday, sunday = weekday_of(day, 0), weekday_of(day, _SUNDAY)
    return f"Week {monday.isocalendar().week}, {short_day(monday, sunday)} to {day_text(sunday)}"


# -- what was done ----------------------------------------------------------------------------------------------------


def did_lines(events: WeekEvents, day: date) -> tuple[str, ...]:
    """What was done, a line each, in the order of the days; what only the owner sees says so."""
    found = sorted(_dated_lines(events, day), key=lambda line: line[0])
    return tuple(f"{WEEKDAYS[on.weekday()][:_DAY_LETTERS]}: {text}" for on, text in found)


def _dated_lines(events: WeekEvents, day: date) -> Iterator[tuple[date, str]]:
    titles = {id_: _title(row) for id_, row in events.key_results.items()}
    for entry in events.entries:
        text = clean_line(entry.text) or "learning"
        purpose = f", for {titles[entry.key_result_id]}" if entry.key_result_id in titles else ""
        yield entry.on, f"{duration(entry.minutes)} {text}{purpose}{_seen(entry.visibility)}"
    for check_in in events.check_ins:
        yield check_in.on, _check_in_line(check_in, events) + _seen_of(check_in.key_result_id, events)
    for step in events.steps:
        if step.done_on and step.key_result_id in titles:
            text = f"{clean_line(step.title)} is done, for {titles[step.key_result_id]}"
            yield step.done_on, text + _seen_of(step.key_result_id, events)
    for row in events.done:
        if row.done_on:
            yield row.done_on, f"{_title(row)} is done{_seen_of(row.id, events)}"
    for action in events.actions:
        if action.done_on:
            yield action.done_on, f"{clean_line(action.text)}, done{_seen(action.visibility)}"
    for meeting in events.meetings:
        names = [clean_line(events.names[id_]) for id_ in meeting.with_ids if id_ in events.names]
        yield meeting.on, f"held {held_name(meeting.kind, meeting.on, names, day)}{_seen(meeting.visibility)}"


def _check_in_line(row: CheckIn, events: WeekEvents) -> str:
    """`“Cut latency”: 590 → 610 ms, confidence 4 ↓2: a new check`."""
    key_result = events.key_results[row.key_result_id]
    before = [
        each
        for each in events.histories
        if each.key_result_id == row.key_result_id and (each.on, each.id) < (row.on, row.id)
    ]
    before.sort(key=lambda each: (each.on, each.id))
    value = next((each.value for each in reversed(before) if each.value is not None), key_result.start)
    confidence = next((each.confidence for each in reversed(before) if each.confidence is not None), None)
    came = "" if row.value is None else with_unit(arrow(str(value), str(row.value)), key_result.unit)
    if row.value is not None and value is None:
        came = with_unit(row.value, key_result.unit)
    facts = ", ".join(filter(None, (came, confidence_text(row.confidence, confidence).text)))
    note = clean_line(row.note)
    return ": ".join(part for part in (_title(key_result), facts, note) if part)


def _title(row: KeyResult) -> str:
    return in_quotes(clean_line(row.title))


def _seen_of(key_result: Id, events: WeekEvents) -> str:
    row = events.key_results.get(key_result)
    objective = events.objectives.get(row.objective_id) if row else None
    return _seen("private" if "private" in {getattr(each, "visibility", "") for each in (row, objective)} else "shared")


def _seen(visibility: Visibility) -> str:
    return f" ({visibility_text(visibility)})" if visibility == "private" else ""


# -- what is open -----------------------------------------------------------------------------------------------------


def open_line(each: CarriedAction, day: date) -> str:
    """An open action: `ask the fraud team, overdue since 3 Jul, carried over twice`."""
    row = each.action
    parts = [clean_line(row.text), due_text(row.due_on, day).text if row.due_on else ""]
    if each.times:
        parts.append(f"carried over {_TIMES.get(each.times, f'{each.times} times')}")
    return ", ".join(filter(None, parts))


def open_heading(actions: Sequence[CarriedAction]) -> str:
    """How many are open, and how many of these were carried over: `3 open, 2 of them carried over`."""
    count, carried = len(actions), carried_over(actions)
    if not carried:
        return f"{count} open"
    which = f"{carried} of them " if carried < count else "all " if count > 1 else ""
    return f"{count} open, {which}carried over"


def next_heading(day: date) -> str:
    """What the lines of what is next become: `for Mon 29 Jun`."""
    monday = monday_after(day)
    return f"for Mon {short_day(monday, day)}"


# -- what was written -------------------------------------------------------------------------------------------------


def notes_lines(notes: WeekNotes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was written about a week: headings with their lines; those without any are left out."""
    on_track = (f"{notes.on_track} of 5, {visibility_text(notes.visibility)}",) if notes.on_track else ()
    parts = (
        ("What I did", _lines(notes.did)),
        ("What is next", _lines(notes.following)),
        ("On track with the work", on_track),
    )
    return tuple((heading, lines) for heading, lines in parts if lines)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for row in text.splitlines() if (line := clean_line(row)))


def week_kept(day: date, added: int, done: int, left: Iterable[CarriedAction]) -> str:
    """What keeping a week is told as: `Kept week 26: 2 actions for Mon 29 Jun, 1 done`."""
    parts = []
    if added:
        parts.append(f"{count_of(added, 'action')} {next_heading(day)}")
    if done:
        parts.append(f"{done} done")
    open_ones = len(list(left))
    if open_ones:
        parts.append(f"{open_ones} {'goes' if open_ones == 1 else 'go'} on")
    return f"Kept {week_title(day).partition(',')[0].lower()}" + (f": {', '.join(parts)}." if parts else ".")
