"""Who helped in a cycle, and the meetings held."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import in_quotes
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import count_of, listed, short_day, value_text


class StoryPerson(NamedTuple):
    """Somebody who helped: who they are to the owner, and how they helped."""

    name: str
    relation: str
    facts: tuple[str, ...]


class StoryMeeting(NamedTuple):
    """A meeting that was held: `mentor, with Rowan Teal`, what it was about, and what was noted."""

    on: str
    text: str
    topics: tuple[str, ...]
    notes: str


def held_meetings(meetings: Iterable[Meeting], cycle: Cycle, until: date) -> tuple[Meeting, ...]:
    """The meetings that were held in a cycle until a day, the oldest first."""
    held = (row for row in meetings if row.held and cycle.starts_on <= row.on <= until)
    return tuple(sorted(held, key=lambda row: (row.on, row.id)))


def meeting_story(row: Meeting, context: ReaderContext) -> StoryMeeting:
    """A meeting."""
    names = [name for id_ in row.with_ids if (name := context.name_of(id_))]
    topics = sorted(
        (topic for topic in context.report.records.topics if topic.meeting_id == row.id),
        key=lambda topic: (topic.position, topic.id),
    )
    return StoryMeeting(
        on=short_day(row.on, context.day),
        text=value_text(row.kind) + (f", with {listed(names)}" if names else ""),
        topics=tuple(topic.text.strip() for topic in context.read(tuple(topics))),
        notes=context.titled(row.notes.strip()),
    )


def helpers(context: ReaderContext, meetings: Sequence[Meeting]) -> tuple[StoryPerson, ...]:
    """The people who helped in a report's cycle: who had agreed to, was met, or helped with a key result.

    The primary mentor comes first, then who was met most often.
    """
    cycle = context.report.cycle
    assert cycle is not None
    found: list[tuple[tuple[bool, int, str, Id], StoryPerson]] = []
    for row in context.report.records.people:
        met = sum(row.id in meeting.with_ids for meeting in meetings)
        facts = tuple(_facts(row, met, cycle, context))
        if facts or _accepted(row, cycle, context.day):
            relation = ", ".join(value_text(part) for part in (row.relation, row.kind) if part)
            person = StoryPerson(row.name.strip(), relation, tuple(facts))
            found.append(((not row.primary, -met, person.name, row.id), person))
    return tuple(person for _, person in sorted(found, key=lambda pair: pair[0]))


def _accepted(row: Person, cycle: Cycle, until: date) -> bool:
    """Whether somebody had agreed to help, at some time of a cycle until a day."""
    if row.accepted_on is None or row.accepted_on > until:
        return False
    return (row.from_on or until) <= until and (row.to_on or cycle.starts_on) >= cycle.starts_on


def _facts(row: Person, met: int, cycle: Cycle, context: ReaderContext) -> Iterator[str]:
    """How somebody helped: `since 12 Jan`, `3 meetings`, `helped with “Build a toy”`."""
    first, last = cycle.starts_on, context.day
    if _accepted(row, cycle, last):
        if row.from_on and row.from_on >= first:
            yield f"since {short_day(row.from_on, last)}"
        if row.to_on and row.to_on <= last:
            yield f"until {short_day(row.to_on, last)}"
    elif row.met_on and first <= row.met_on <= last:
        by = context.name_of(row.introduced_by_id)
        yield f"met on {short_day(row.met_on, last)}" + (f", introduced by {by}" if by else "")
    if met:
        yield count_of(met, "meeting")
    periods = (period for period in context.report.records.ilo_periods if period.helped_by_id == row.id)
    for period in sorted(periods, key=lambda period: (period.from_on, period.id)):
        if period.key_result_id in context.cards:
            yield f"helped with {in_quotes(context.cards[period.key_result_id].key_result.title)}"
