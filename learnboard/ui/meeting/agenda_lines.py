"""Renders the agenda of a meeting: its head, topics that are kept, proposed or parked, and one being typed."""

from datetime import date
from typing import Final

from learnboard.domain.agenda import STANDING, ProposedTopic
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Topic
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.meetings import (
    heads_up,
    meeting_title,
    meeting_when,
    meetings_to_come,
    proposed_text,
    reviewers_warning,
)
from learnboard.presentation.mentions import with_titles
from learnboard.service.queries.agenda import MeetingAgenda
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    INDENT,
    Line,
    StyledText,
    cell_len,
    cut,
    heading,
    paragraph_lines,
    shortened,
    simplified,
    size_of,
)

_KEPT: Final = StyledText("• ", "accent")
_PROPOSED: Final = StyledText("+ ", "muted")
_LEAST_BESIDE: Final = 24
NO_MEETING: Final = "none to come: N plans one; a mentor or a buddy among your people has one proposed"


class TypedTopic(NamedTuple):
    """A topic being typed, with the caret in it; without an id, a new one at the end of the agenda."""

    id: Id | None
    text: str


def agenda_heading(agenda: MeetingAgenda, day: date, width: int) -> list[Line]:
    """Return the heading of the agenda, with which of the meetings to come it is."""
    if agenda.meeting is None:
        return [heading("Agenda"), *paragraph_lines(NO_MEETING, width, "muted", INDENT)]
    facts = meetings_to_come([each.on for each in agenda.upcoming], agenda.number, day)
    return [heading("Agenda", facts)]


def meeting_lines(agenda: MeetingAgenda, day: date, width: int) -> list[Line]:
    """Return the lines of the meeting itself: with whom and when, and what is wrong with that."""
    meeting = agenda.meeting
    assert meeting is not None
    when = meeting_when(meeting, day)
    title = StyledText(simplified(meeting_title(meeting, agenda.names)), "text")
    lines = _beside([title], StyledText(when.full, TONE_STYLES[when.tone]), width)
    warning = reviewers_warning(meeting.kind, len(meeting.with_ids))
    return [*lines, *paragraph_lines(warning, width, "warn", INDENT)]


def topic_lines(
    topic: Topic | ProposedTopic, agenda: MeetingAgenda, width: int, *, here: bool, typed: str | None = None
) -> list[Line]:
    """Return the lines of a topic; `here` if the cursor is on it, `typed` if it is being edited."""
    proposed = isinstance(topic, ProposedTopic)
    lead = _PROPOSED if proposed else _KEPT
    if isinstance(topic, ProposedTopic):
        text = proposed_text(topic._replace(detail=with_titles(topic.detail, agenda.titles)))
    else:
        text = with_titles(topic.text, agenda.titles)
    if typed is not None:
        return [[lead, StyledText(typed, "title")]]
    facts = ["proposed"] if proposed else []
    facts += ["operational"] if topic.tag == "operational" else []
    facts += ["at home"] if topic.visibility == "private" else []
    beside = StyledText(", ".join(facts), "muted")
    said = StyledText(simplified(text), "muted" if proposed and not here else "text")
    lines = _beside([lead, said], beside, width)
    if here and topic == STANDING:
        lines += paragraph_lines(simplified(heads_up(agenda.names)), width, "muted", INDENT)
    return lines


def new_topic_lines(typed: str) -> list[Line]:
    """Return the line of a new topic being typed."""
    return [[_KEPT, StyledText(typed, "title")]]


def _beside(line: Line, facts: StyledText, width: int) -> list[Line]:
    """Return a line with facts at its right end, or below it where there is no room."""
    *lead, said = line
    room = width - size_of(lead) - cell_len(facts.text) - 3
    if not facts.text or (room < _LEAST_BESIDE and cell_len(said.text) > room):
        first = [*lead, said._replace(text=cut(said.text, width - size_of(lead)))]
        return [first, *([[StyledText(INDENT), facts]] if facts.text else [])]
    first = [*lead, said._replace(text=shortened(said.text, room))]
    return [[*first, StyledText(" " * (width - size_of(first) - cell_len(facts.text))), facts]]
