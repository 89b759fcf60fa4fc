"""What the events of a calendar are called, and the weekly time for learning in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.calendar_events import CalendarEvent, EventKind, block_minutes
from learnboard.domain.days import WEEKDAYS
from learnboard.domain.learning_block import LearningBlock
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.learning_time import LearningFact
from learnboard.presentation.meetings import meeting_title
from learnboard.presentation.messages import StepText
from learnboard.presentation.values import count_of, day_text, duration, short_day, short_name, title_of

NO_EVENTS: Final = (
    "There is nothing for a calendar yet: give a key result a due date with t, plan a meeting, or choose a weekly time "
    "for learning with T and c."
)
_LONGEST_SUMMARY: Final = 200
"""Characters of the line that a calendar shows; the whole text stands below it."""
_LEADS: Final[Mapping[EventKind, str]] = {
    "check_ins": "Check in: ",
    "cycle_end": "Cycle ends: ",
    "key_result": "Due: ",
    "milestone": "Due: ",
    "action": "Due: ",
    "closes": "Proposal closes: ",
    "review": "Review the decision: ",
    "value": "What was it worth? ",
    "effect": "Are you still using it? ",
}
_DONE: Final = "Done: "
_WHAT_TO_DO: Final[Mapping[EventKind, str]] = {
    "check_ins": "Say where each key result stands, and how confident you are.",
    "cycle_end": "Look back on it, score it and close it.",
    "closes": "Whoever is asked answers by the end of this day; silence is no consent.",
    "review": "Is what was decided still right?",
    "value": "Rate what it was like and what you learned, 1 to 5.",
    "effect": "Rate what you do differently and what came of it, 1 to 5.",
}


class EventText(NamedTuple):
    """An event with the line and the text that a calendar shows."""

    event: CalendarEvent
    summary: str
    description: str


def event_texts(events: Iterable[CalendarEvent], records: Records, *, owner: str = "") -> tuple[EventText, ...]:
    """Word events; `owner` is whose they are, if they go into somebody else's calendar."""
    names = {row.id: short_name(row.name) for row in records.people}
    titles = {row.id: clean_line(row.title) for rows in (records.objectives, records.key_results) for row in rows}
    whose = f" ({short_name(owner)})" if owner.strip() else ""
    return tuple(_worded(event, names, titles, whose) for event in events)


def _worded(event: CalendarEvent, names: Mapping[Id, str], titles: Mapping[Id, str], whose: str) -> EventText:
    whole = _name(event, names)
    short = whole if len(whole) <= _LONGEST_SUMMARY else f"{whole[: _LONGEST_SUMMARY - 1].rstrip()}…"
    parts = [whole] if short != whole else []
    parts += [part for part in _more(event, names, titles) if part]
    return EventText(event, f"{_lead(event)}{short}{whose}", "\n".join(parts))


def _lead(event: CalendarEvent) -> str:
    done = event.kind in ("key_result", "milestone", "action") and event.subject.done_on
    return _DONE if done else _LEADS.get(event.kind, "")


def _name(event: CalendarEvent, names: Mapping[Id, str]) -> str:
    if event.kind == "learning":
        return "Learning time"
    if event.kind == "meeting":
        return meeting_title(event.subject, [names[id_] for id_ in event.subject.with_ids if id_ in names])
    return clean_line(title_of(event.subject))


def _more(event: CalendarEvent, names: Mapping[Id, str], titles: Mapping[Id, str]) -> Sequence[str]:
    """What is said below the line: what to do, and what it belongs to."""
    row: Any = event.subject
    if event.kind == "learning":
        return (f"{duration(row.minutes_per_week)} a week are agreed on." if row else "",)
    if event.kind == "key_result":
        return (_of("Objective", titles.get(row.objective_id, "")),)
    if event.kind == "milestone":
        return (_of("Step of", titles.get(row.key_result_id, "")),)
    if event.kind == "action":
        return (_of("By", names.get(row.who_id or "", "")), _of("For", titles.get(row.key_result_id or "", "")))
    return (_WHAT_TO_DO.get(event.kind, ""),)


def _of(lead: str, name: str) -> str:
    return f"{lead}: {name}" if name else ""


# -- the weekly block ---------------------------------------------------------------------------------------------


def block_name(block: LearningBlock) -> str:
    """A weekly block in words: `Wednesdays at 14:00`."""
    return f"{WEEKDAYS[block.weekday]}s at {block.at:%H:%M}"


def block_understood(block: LearningBlock | None, minutes: int, day: date) -> str:
    """What was understood: `Wednesdays at 14:00 for 3 h, next on 2 Dec`.

    The `minutes` are those agreed on for a week, 0 if there are none.
    """
    if block is None:
        return "no weekly time in the calendar"
    lasts = duration(block_minutes(block, minutes))
    return f"{block_name(block)} for {lasts}, next on {short_day(block.first_from(day), day)}"


def block_fact(block: LearningBlock | None) -> LearningFact | None:
    """When learning time is, as one of the facts about it."""
    return LearningFact("calendar", block_name(block)) if block else None


def block_step(block: LearningBlock | None) -> StepText:
    """What choosing a block, or taking it away, is called."""
    if block is None:
        return StepText("No weekly time for learning goes into calendars any more.", "take the weekly time away")
    name = block_name(block)
    return StepText(f"Learning is on {name}, in calendars for yourself.", f"learn on {name}")


def calendar_name(owner: str) -> str:
    """What the calendar of a board is called."""
    return f"learnboard, {short_name(owner)}" if owner.strip() else "learnboard"


def no_block_text() -> str:
    """That the weekly learning time is in no calendar yet, and what to do about it."""
    return "The weekly learning time has no day yet and is not in it: press T on the board, and then c."


def calendar_words(texts: Sequence[EventText]) -> str:
    """What a calendar holds: `a calendar of 31 events from 3 Feb 2026 to 31 Dec 2026`, of at least one."""
    days = [text.event.on for text in texts]
    return f"a calendar of {count_of(len(days), 'event')} from {day_text(min(days))} to {day_text(max(days))}"
