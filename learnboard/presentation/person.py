"""The page of a person: all that the owner has with them, in lines."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.people import Action, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.person_details import FeedbackDetails, MeetingDetails, PersonDetails
from learnboard.domain.text import clean_line, folded
from learnboard.presentation.agreements import agreement_label, agreement_lines
from learnboard.presentation.feedback import about_text, answered_text, feedback_text, own_target
from learnboard.presentation.labels import author_label
from learnboard.presentation.mentions import read_rows, with_titles
from learnboard.presentation.requests import topic_text
from learnboard.presentation.resources import entry_text
from learnboard.presentation.values import Fact, State, due_text, listed, short_day, short_name, value_text

NO_AGREEMENT: Final = "none written yet: a asks what belongs into it"
NO_NOTES: Final = "none yet: n asks what helps you, and what you wish for"
_PRIVATE: Final = "only you"


class PageLine(NamedTuple):
    """A line of the page with its section; `lead` stands before its text, `more` below it.

    `key_result`, `action` and `note` (the day of an upward note) say what its keys are about.
    """

    id: str
    section: str
    text: str
    lead: str = ""
    more: tuple[Fact, ...] = ()
    key_result: Id | None = None
    action: Id | None = None
    note: date | None = None


class PersonPage(NamedTuple):
    """The page: name, facts, lines, and what stands beside the headings of sections."""

    name: str
    facts: str
    lines: tuple[PageLine, ...]
    beside: Mapping[str, State]


def person_page(details: PersonDetails, day: date) -> PersonPage:
    """Return the page of a person as it is read on a day."""
    if details.titles:
        details = read_rows(details, lambda text: with_titles(text, details.titles))
    lines = (
        *_agreement(details, day),
        *_meetings(details, day),
        *_actions(details.actions, day),
        *_feedback(details, day),
        *_entries(details, day),
        *_key_results(details),
        *_introductions(details),
        *_private_note(details.person),
        *_notes(details, day),
    )
    return PersonPage(short_name(details.person.name), person_facts(details.person, day), lines, _beside(details))


def person_facts(row: Person, day: date) -> str:
    """Who somebody is to the owner: `◆ primary mentor, peer, external · since 12 Jan 2026`."""
    relation = f"◆ primary {row.relation}" if row.primary else value_text(row.relation)
    who = ", ".join(part for part in (relation, value_text(row.kind or ""), "external" if row.external else "") if part)
    since = f"since {short_day(row.from_on, day)}" if row.from_on else ""
    return " · ".join(part for part in (who, _acceptance(row, day), since, _end(row, day)) if part)


def _acceptance(row: Person, day: date) -> str:
    """How far it is with somebody who has not accepted; with others when that was, unless they began then."""
    if row.accepted_on:
        return "" if row.accepted_on == row.from_on else f"accepted {short_day(row.accepted_on, day)}"
    steps = [f"{word} {short_day(on, day)}" for word, on in (("asked", row.asked_on), ("met", row.met_on)) if on]
    return ", ".join(steps)


def _end(row: Person, day: date) -> str:
    if row.to_on is None:
        return ""
    return f"{'ended' if row.to_on < day else 'until'} {short_day(row.to_on, day)}"


def _beside(details: PersonDetails) -> Mapping[str, State]:
    beside = {
        "Agreement": agreement_label(details.agreement, details.person),
        "Private note": State("", _PRIVATE, "quiet"),
        "Upward notes": State("", f"{_PRIVATE}, until you export them", "quiet"),
    }
    about, topics = details.development
    if topics:
        beside["Meetings"] = State("", f"{about} of {topics} about development", "quiet")
    if details.feedback:
        beside["Feedback"] = State("", answered_text((row.feedback for row in details.feedback), "you"), "quiet")
    return beside


# -- sections -----------------------------------------------------------------------------------------------------


def _agreement(details: PersonDetails, day: date) -> Iterator[PageLine]:
    person, section = details.person, "Agreement"
    for row in details.asked_changes:
        yield PageLine(f"change-{row.id}", section, _asked(row, person), more=_facts(_action_of(row, day)))
    if person.agreement is None:
        yield PageLine("agreement", section, NO_AGREEMENT)
        return
    points = agreement_lines(person.agreement, "you", short_name(person.name))
    for number, point in enumerate(points):
        yield PageLine(f"agreement-{number}", section, point.whole)


def _asked(row: Feedback, person: Person) -> str:
    text = row.text.strip()
    return f"! {short_name(person.name)} asks for a change" + (f": {text}" if text else "")


def _action_of(row: Feedback, day: date) -> str:
    return feedback_text(row, day).action


def _meetings(details: PersonDetails, day: date) -> Iterator[PageLine]:
    for row in (*details.planned, *details.past):
        meeting = row.meeting
        with_whom = f", with {listed(row.others)}" if row.others else ""
        state = "" if meeting.held else ", planned" if meeting.on >= day else ", not held"
        yield PageLine(
            f"meeting-{meeting.id}",
            "Meetings",
            f"{value_text(meeting.kind)}{with_whom}{state}",
            short_day(meeting.on, day),
            _about_meeting(row),
        )


def _about_meeting(row: MeetingDetails) -> tuple[Fact, ...]:
    meeting = row.meeting
    pulse = f"pulse {meeting.pulse} of 5, {_PRIVATE}" if meeting.pulse else ""
    private = f"{meeting.private_note.strip()} ({_PRIVATE})" if meeting.private_note.strip() else ""
    return _facts("; ".join(map(topic_text, row.topics)), meeting.notes.strip(), private, pulse)


def _actions(actions: Iterable[Action], day: date) -> Iterator[PageLine]:
    for row in actions:
        due = due_text(row.due_on, day) if row.due_on else None
        yield PageLine(
            f"action-{row.id}",
            "Open actions",
            row.text.strip(),
            "yours" if row.who_id == OWNER else "theirs",
            (Fact(due.full, due.tone),) if due else (),
            key_result=row.key_result_id,
            action=row.id,
        )


def _feedback(details: PersonDetails, day: date) -> Iterator[PageLine]:
    for row in details.feedback:
        yield _feedback_line(row, details.person, day)


def _feedback_line(row: FeedbackDetails, person: Person, day: date) -> PageLine:
    target = row.feedback.target
    text = feedback_text(row.feedback, day, about=about_text(row.feedback.kind, own_target(target, row.about or "")))
    words = f": {text.text}" if text.text else ""
    return PageLine(
        f"feedback-{text.id}",
        "Feedback",
        f"{text.kind} {text.about}{words}",
        text.on,
        (
            *_facts(text.action),
            *_signed(row.feedback, person),
            Fact(f"{text.answer.sign} {text.answer_text}", text.answer.tone),
        ),
        key_result=target.id if target.kind == "key_result" and row.about is not None else None,
    )


def _signed(row: Feedback, person: Person) -> tuple[Fact, ...]:
    """Under which name feedback came, if it is not the person's: somebody else may have used their id."""
    if folded(clean_line(row.author)) == folded(clean_line(person.name)):
        return ()
    return (Fact(f"signed by {author_label(row.author)}: make sure who it was", "warn"),)


def _entries(details: PersonDetails, day: date) -> Iterator[PageLine]:
    for row in details.entries:
        text = entry_text(row, (), day)
        verb = "declined" if row.state == "declined" else "approved"
        yield PageLine(
            f"entry-{row.id}",
            "Decisions on money",
            f"{verb} {text.title}, {text.amount}",
            short_day(row.decided_on, day) if row.decided_on else "",
            _facts(text.reason),
            key_result=row.key_result_id,
        )


def _key_results(details: PersonDetails) -> Iterator[PageLine]:
    for row in details.key_results:
        ways = listed(row.ways)
        yield PageLine(f"key_result-{row.id}", "Key results", row.title, more=_facts(ways), key_result=row.id)


def _introductions(details: PersonDetails) -> Iterator[PageLine]:
    if details.introduced_by:
        yield PageLine("introduced_by", "Introductions", f"introduced by {details.introduced_by}")
    if details.introduced:
        yield PageLine("introduced", "Introductions", f"introduced {listed(details.introduced)} to you")


def _private_note(row: Person) -> Iterator[PageLine]:
    if note := row.private_note.strip():
        yield PageLine("private_note", "Private note", note)


def _notes(details: PersonDetails, day: date) -> Iterator[PageLine]:
    section = "Upward notes"
    if not details.notes:
        yield PageLine("no_notes", section, NO_NOTES)
    for row in details.notes:
        text = f"{row.question} {row.text.strip()}".strip()
        yield PageLine(f"note-{row.id}", section, text, short_day(row.on, day), note=row.on)


def _facts(*texts: str) -> tuple[Fact, ...]:
    return tuple(Fact(text, "quiet") for text in texts if text)
