"""What was said and what is to be talked about: earlier feedback with its answers, and the agenda."""

from typing import Final, NamedTuple

from learnboard.domain.model.feedback import Answer, Feedback
from learnboard.domain.model.people import Meeting
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.words import StatusText, day, listed, spoken
from learnboard.presentation.values import short_day

_ANSWERS: Final[dict[Answer, StatusText]] = {
    "unanswered": StatusText("○", "no answer yet", "quiet"),
    "done": StatusText("✓", "done", "good"),
    "will_do": StatusText("●", "will do", "good"),
    "declined": StatusText("–", "declined", "quiet"),
}


class EarlierFeedback(NamedTuple):
    """Something said earlier, and what the owner answered."""

    on: str
    author: str
    kind: str
    about: str
    text: str
    action: str
    answer: StatusText
    reply: str


class AgendaView(NamedTuple):
    """A meeting's topics; `operational` tells those apart that are not about development."""

    heading: str
    topics: tuple[tuple[str, bool], ...]
    notes: str


def earlier(source: PageSource) -> tuple[EarlierFeedback, ...]:
    """Feedback that came before, the newest first."""
    rows = sorted(source.report.records.feedback, key=lambda one: (one.written_at, one.id), reverse=True)
    return tuple(_said(one, source) for one in rows)


def _said(one: Feedback, source: PageSource) -> EarlierFeedback:
    when = one.action.due_on if one.action else None
    action = f"{one.action.text}{', by ' + short_day(when, source.day) if when else ''}" if one.action else ""
    return EarlierFeedback(
        on=short_day(one.written_at.date(), source.day),
        author=source.name_of(one.person_id) or one.author,
        kind=spoken(one.kind),
        about=_about(one, source),
        text=one.text.strip(),
        action=action,
        answer=_ANSWERS[one.answer],
        reply=one.reply.strip(),
    )


def _about(one: Feedback, source: PageSource) -> str:
    records = source.report.records
    match one.target.kind:
        case "board":
            return "the whole board"
        case "goal":
            found = next((row.statement for row in records.goals if row.id == one.target.id), "")
        case "log_entry":
            found = next((row.text for row in records.log_entries if row.id == one.target.id), "")
        case kind:
            table = {"budget_entry": "budget_entries"}.get(kind, f"{kind}s")
            found = next((row.title for row in records.table(table) if row.id == one.target.id), "")
    return found or "something that is not in this file"


def agenda(source: PageSource) -> AgendaView | None:
    """The meeting of the day or the next one with topics; without topics, when the next one is."""
    rows = sorted(source.report.records.meetings, key=lambda one: (one.on, one.id))
    # A meeting that lies ahead is not yet known on the day, but planned (FORMAT.md §1, “--as-of”).
    known = {one.id for one in rows}
    ahead = [one for one in source.snapshot.records.meetings if one.id not in known and one.on > source.day]
    for one in (*(row for row in rows if row.on == source.day), *sorted(ahead, key=lambda row: (row.on, row.id))):
        if topics := _topics(one, source):
            return AgendaView(_heading(one, source), topics, one.notes.strip())
    following = source.report.meeting
    if following is None:
        return None
    name = f" with {following.name}" if following.name else ""
    return AgendaView(f"Next meeting{name}: {day(following.on)}", (), "")


def _topics(meeting: Meeting, source: PageSource) -> tuple[tuple[str, bool], ...]:
    rows = sorted(
        (one for one in source.snapshot.records.topics if one.meeting_id == meeting.id), key=lambda one: one.id
    )
    return tuple((one.text, one.tag == "operational") for one in rows)


def _heading(meeting: Meeting, source: PageSource) -> str:
    names = [source.name_of(one) for one in meeting.with_ids]
    who = f" with {listed([name for name in names if name])}" if any(names) else ""
    return f"{spoken(meeting.kind).capitalize()} meeting{who}, {day(meeting.on)}"
