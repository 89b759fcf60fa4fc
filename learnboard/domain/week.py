"""A week that its owner looks back at: what they did, what is next, and whether the work is on track."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from learnboard.domain.action_line import ActionLine
from learnboard.domain.days import ONE_DAY, WEEK, weekday_of
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER, Visibility
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Action
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import casefolded, clean_line

DID: Final = "What did I do this week?"
NEXT: Final = "What is next?"
ON_TRACK: Final = "Am I on track with the work?"
"""The questions of a week; the last one is answered by a rating, 1 to 5."""
QUESTIONS: Final = (DID, NEXT, ON_TRACK)


class CarriedAction(NamedTuple):
    """An open action of the owner that a week begins or ends with.

    `times` is how often it was carried over from a week to the next one; 0 for one whose day is not over.
    """

    action: Action
    times: int


class WeekNotes(NamedTuple):
    """What was written about a week; a text that is empty and a rating of None were not."""

    did: str = ""
    following: str = ""
    on_track: int | None = None
    visibility: Visibility = "private"


def monday_after(day: date) -> date:
    """Return the Monday of the week after a day's: what is next is for then."""
    return weekday_of(day, 0) + WEEK * ONE_DAY


def week_rows(reflections: Iterable[Reflection], day: date) -> dict[str, Reflection]:
    """Return what the owner wrote about the week of a day, by question; of two answers the later one."""
    monday = weekday_of(day, 0)
    found = sorted(
        (row for row in reflections if row.occasion == "week" and row.by_id == OWNER and row.question in QUESTIONS),
        key=lambda row: (row.on, row.id),
    )
    return {row.question: row for row in found if weekday_of(row.on, 0) == monday}


def notes_of(rows: dict[str, Reflection]) -> WeekNotes:
    """Return what the rows of a week say."""
    texts = {question: row.text for question, row in rows.items()}
    on_track = rows[ON_TRACK].rating if ON_TRACK in rows else None
    seen: Visibility = next((row.visibility for row in rows.values()), "private")
    return WeekNotes(texts.get(DID, ""), texts.get(NEXT, ""), on_track, seen)


def carried_actions(actions: Iterable[Action], day: date) -> tuple[CarriedAction, ...]:
    """Return the owner's open actions that were or are to be done by the end of the day's week, the oldest first.

    One that was due in an earlier week was carried over with each week's end since; one that is due this week was not
    yet, but will be if it stays open.
    """
    monday, sunday = weekday_of(day, 0), weekday_of(day, WEEK - 1)
    rows = [row for row in actions if row.who_id == OWNER and row.done_on is None and row.due_on]
    found = [
        CarriedAction(row, max(0, (monday - weekday_of(row.due_on, 0)).days // WEEK))
        for row in rows
        if row.due_on and row.due_on <= sunday
    ]
    return tuple(sorted(found, key=lambda each: (each.action.due_on or date.max, each.action.id)))


def carried_over(actions: Iterable[CarriedAction]) -> int:
    """Count the actions that were carried over from a week to the next one."""
    return sum(each.times > 0 for each in actions)


def same_action(line: ActionLine, action: Action) -> bool:
    """Whether an action, which belongs to no meeting, is what a line asks for: the same words, of the same person."""
    same_words = casefolded(clean_line(line.text)) == casefolded(clean_line(action.text))
    return action.meeting_id is None and action.who_id == line.who_id and same_words


def actions_to_add(lines: Sequence[ActionLine], actions: Sequence[Action]) -> tuple[ActionLine, ...]:
    """Return the lines that are no open action yet, each once."""
    found: list[ActionLine] = []
    for line in lines:
        known = any(action.done_on is None and same_action(line, action) for action in actions)
        if not known and line not in found:
            found.append(line)
    return tuple(found)


def actions_to_remove(
    before: Sequence[ActionLine], now: Sequence[ActionLine], actions: Iterable[Action]
) -> tuple[Action, ...]:
    """Return the open actions of lines that were written before and are not written any more."""
    return tuple(
        action
        for action in actions
        if action.done_on is None
        and any(same_action(line, action) for line in before)
        and not any(same_action(line, action) for line in now)
    )


def numbers_of(text: str, count: int) -> tuple[int, ...]:
    """Return the places, from 0, of the numbers in a text, each once; there are numbers from 1 to `count`.

    Raises:
        InvalidValue: if it holds something else.
    """
    words = text.replace(",", " ").split()
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= len(str(count))]
    if len(numbers) != len(words) or not all(1 <= number <= count for number in numbers):
        raise InvalidValue(f"The open ones have the numbers 1 to {count}: write those that are done.")
    return tuple(sorted({number - 1 for number in numbers}))


def rating_of(text: str) -> int | None:
    """Return a rating from 1 to 5; None for an empty text.

    Raises:
        InvalidValue: if it is something else.
    """
    if not text:
        return None
    if text not in {"1", "2", "3", "4", "5"}:
        raise InvalidValue("Write a digit from 1 (not at all) to 5 (fully), or nothing.")
    return int(text)
