"""Meetings and feedback sessions in a cycle (FORMAT.md §2, "meetings")."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.people import Meeting, NextMeeting, Topic, next_of_all
from learnboard.domain.named_tuple import NamedTuple


class MeetingFigures(NamedTuple):
    """The meetings of a cycle on a day.

    `held` were held in it, of these `sessions_held` feedback sessions, of `sessions_planned`; `planned` are still to
    come. `development_share` is the share of topics about development at the meetings held; None without topics.
    """

    held: int
    planned: int
    next: NextMeeting | None
    development_share: Fraction | None
    sessions_held: int
    sessions_planned: int


def meeting_figures(
    meetings: Sequence[Meeting], topics: Sequence[Topic], cycle: Cycle | None, day: date
) -> MeetingFigures:
    """Compute the figures of meetings as known on a day; without a cycle nothing was held in it."""
    held: list[Meeting] = []
    if cycle is not None:
        until = min(day, cycle.ends_on)
        held = [row for row in meetings if row.held and cycle.starts_on <= row.on <= until]
    ids = {row.id for row in held}
    tags = [topic.tag for topic in topics if topic.meeting_id in ids]
    return MeetingFigures(
        held=len(held),
        planned=sum(not row.held and row.on >= day for row in meetings),
        next=next_of_all(meetings, day),
        development_share=Fraction(tags.count("development"), len(tags)) if tags else None,
        sessions_held=sum(row.kind == "feedback_session" for row in held),
        sessions_planned=cycle.planned_sessions if cycle else 0,
    )
