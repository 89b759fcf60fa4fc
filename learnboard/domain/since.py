"""What belongs to the time since a reader and the owner last met."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import partial

from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Action, Meeting
from learnboard.domain.next_meetings import set_meetings


def last_meeting(meetings: Iterable[Meeting], person: Id | None, day: date) -> Meeting | None:
    """Return the last meeting held with a person before a day; with anybody if nobody is given.

    A meeting of the day itself is what the board is read for: it is still to come, or is going on.
    """
    held = (row for row in meetings if row.held and row.on < day and (person is None or person in row.with_ids))
    return max(held, key=lambda row: (row.on, row.id), default=None)


def actions_since(actions: Iterable[Action], last: Meeting | None) -> tuple[Action, ...]:
    """Return the open actions, and those of the last meeting or done since, the open ones first, by due date.

    Done since is also what was done on the day of the meeting. Without a meeting only what is open is returned.
    """
    found = (row for row in actions if row.done_on is None or (last and _is_news(row, row.done_on, last)))
    return tuple(sorted(found, key=lambda row: (row.done_on is not None, row.due_on or date.max, row.id)))


def _is_news(row: Action, done_on: date, last: Meeting) -> bool:
    return row.meeting_id == last.id or done_on >= last.on


def meeting_with_topics(
    meetings: Iterable[Meeting], with_topics: Collection[Id | None], person: Id | None, day: date
) -> Meeting | None:
    """Return the first meeting from a day on that has topics, one with the person before all others.

    `with_topics` are the ids of the meetings that have any.
    """
    coming = (row for row in meetings if row.on >= day and row.id in with_topics)
    return min(coming, key=partial(_place, person), default=None)


def overdue_with_topics(
    meetings: Sequence[Meeting], with_topics: Collection[Id | None], person: Id | None, day: date
) -> tuple[Meeting, ...]:
    """Return the meetings set for an earlier day and not held that have topics, those with the person first."""
    overdue = {(each.on, each.kind, each.with_ids) for each in set_meetings(meetings, day).overdue}
    rows = (row for row in meetings if not row.held and row.id in with_topics)
    found = (row for row in rows if (row.on, row.kind, tuple(sorted(set(row.with_ids)))) in overdue)
    return tuple(sorted(found, key=partial(_place, person)))


def _place(person: Id | None, row: Meeting) -> tuple[bool, date, Id]:
    return person is not None and person not in row.with_ids, row.on, row.id
