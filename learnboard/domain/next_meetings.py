"""Which of the meetings that were set comes next: that of today, else the next one; overdue ones stand apart.

The report's own `next` is that of FORMAT.md §2 (`next_of_all`), which may be overdue while others are still to come.
"""

from collections.abc import Iterable
from datetime import date

from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Appointment, Meeting, NextMeeting, Person
from learnboard.domain.named_tuple import NamedTuple


class SetMeetings(NamedTuple):
    """The meetings that were set: planned, or agreed on at the one before; each in the order of their days."""

    coming: tuple[NextMeeting, ...]
    overdue: tuple[NextMeeting, ...]

    @property
    def next(self) -> NextMeeting | None:
        """The one of the day or after it; only if there is none, the first that is overdue."""
        return next(iter((*self.coming, *self.overdue)), None)


def set_meetings(meetings: Iterable[Meeting], day: date) -> SetMeetings:
    """Return the meetings that were set as known on a day, those of the day and later apart from overdue ones.

    Of one kind with the same people they are those planned after the last one held, else the one agreed on then.
    """
    groups: dict[tuple[str, frozenset[Id]], list[Meeting]] = {}
    for row in meetings:
        if not row.held or row.on <= day:
            groups.setdefault((row.kind, frozenset(row.with_ids)), []).append(row)
    found = sorted(each for rows in groups.values() for each in _of_group(rows))
    return SetMeetings(tuple(each for each in found if each.on >= day), tuple(each for each in found if each.on < day))


def _of_group(meetings: list[Meeting]) -> list[NextMeeting]:
    first = meetings[0]
    last = max((row for row in meetings if row.held), key=lambda row: (row.on, row.id), default=None)
    days = [row.on for row in meetings if not row.held and (last is None or row.on > last.on)]
    if not days and last and last.next_on:
        days = [last.next_on]
    return [NextMeeting(on, first.kind, tuple(sorted(set(first.with_ids)))) for on in days]


def named_meeting(meeting: NextMeeting, people: Iterable[Person]) -> Appointment:
    """Return a meeting with the name of the first of its people who is known."""
    names = {person.id: person.name for person in people}
    return Appointment(next((names[id_] for id_ in meeting.with_ids if id_ in names), ""), meeting.on)


def next_meeting(meetings: Iterable[Meeting], people: Iterable[Person], day: date) -> Appointment | None:
    """Return the meeting that comes next, named."""
    following = set_meetings(meetings, day).next
    return named_meeting(following, people) if following else None
