"""Handlers of relations that change as a whole: another primary mentor, and the end of the time with somebody."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, TypeVar

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import OWNER, Id, Visibility
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.relations import agreed_with, ended, naming_next, planned_with
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.messages import sentence
from learnboard.presentation.people import GOAL_QUESTION, TOGETHER_QUESTION, step_refusal
from learnboard.presentation.values import count_of, day_text, listed, quoted, short_name
from learnboard.service.commands import EndRelation, MakePrimary, PlannedMeetings
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store

_NARROW_FIRST: Final[tuple[Visibility, ...]] = ("private", "mentor", "shared")


def make_primary(store: Store, command: MakePrimary, day: date) -> HandlerResult:
    """Make a mentor the primary one from a day on; the time of whoever was it ends the day before.

    Raises:
        NotFound: if the person was deleted.
        Rejected: if they are no mentor, or their time has ended.
    """
    name = short_name(store.row(Person, command.person).name)
    with store.step(f"make {name} the primary mentor") as record:
        person = store.row(Person, command.person)
        _check_can_be_primary(person, day)
        first = max(day, person.from_on or day)
        formers = [row for row in store.rows(Person) if row.primary and row.id != person.id and not ended(row, day)]
        if person.primary and not formers:
            return HandlerResult(f"{name} is your primary mentor already.", ())
        left = [_former(row, first - timedelta(days=1)) for row in formers]
        record.put_all([*left, replace(person, primary=True, from_on=person.from_on or first)])
        meetings = settle_planned(store, record, {row.id for row in formers}, command.planned, person.id)
    until = [f"{short_name(row.name)} until {day_text(row.to_on)}" for row in left if row.to_on]
    told = [f"{name} is your primary mentor now", *meetings, *([listed(until)] if until else [])]
    return HandlerResult(sentence("; ".join(told)), record.changes, person.id)


def _check_can_be_primary(person: Person, day: date) -> None:
    name = short_name(person.name)
    if person.relation != "mentor":
        raise Rejected(f"{name} is no mentor, and only a mentor can be primary: n adds {name} as one too.")
    if ended(person, day):
        raise Rejected(step_refusal(person, day))


def _former(row: Person, last: date) -> Person:
    """Who was primary, with a last day: not before the first one, nor after the end that there was."""
    last = min(row.to_on or last, last)
    return replace(row, primary=False, to_on=max(row.from_on or last, last))


def end_relation(store: Store, command: EndRelation, day: date) -> HandlerResult:
    """End the time with a person, and keep private reflections on it.

    Raises:
        NotFound: if the person was deleted.
        Rejected: if it has ended.
        InvalidValue: if it ends before it begins, or a text is too long.
    """
    name = short_name(store.row(Person, command.person).name)
    with store.step(f"end the time with {name}") as record:
        person = store.row(Person, command.person)
        if ended(person, day):
            raise Rejected(step_refusal(person, day))
        if person.from_on and command.on < person.from_on:
            raise InvalidValue(f"The time with {name} began on {day_text(person.from_on)}: choose a later day.")
        primary = person.primary and command.on > day
        record.put(_valid(replace(person, to_on=command.on, primary=primary)))
        record.put_all(_reflections(command, day))
        meetings = settle_planned(store, record, {person.id}, command.planned)
    verb = "ends" if command.on > day else "ended"
    told = [f"the time with {name} {verb} on {day_text(command.on)}", *meetings]
    return HandlerResult(sentence("; ".join(told)), record.changes, person.id)


def _reflections(command: EndRelation, day: date) -> Iterable[Reflection]:
    for question, text in ((GOAL_QUESTION, command.goal), (TOGETHER_QUESTION, command.together)):
        if said := clean(text).strip():
            about = About("person", command.person)
            yield _valid(
                Reflection(new_id(), day, OWNER, "ending", about, question, said, None, None, visibility="private")
            )


_Checked = TypeVar("_Checked", Person, Reflection)


def _valid(row: _Checked) -> _Checked:
    if found := problem(row):
        name = quoted(row.question) if isinstance(row, Reflection) else short_name(row.name)
        raise InvalidValue(sentence(f"{name}: {found.message}"))
    return row


# -- planned meetings ---------------------------------------------------------------------------------------------


def settle_planned(
    store: Store, record: Recorder, people: Collection[Id], how: PlannedMeetings, instead: Id | None = None
) -> list[str]:
    """Keep, move or cancel what is planned with people, and say how many meetings that were.

    A meeting with others too stays with them. The next one that was agreed on with these alone is planned too. What
    was to be talked about at a cancelled one is parked, and its actions stay.
    """
    meetings = store.rows(Meeting)
    planned, agreed = planned_with(people, meetings), agreed_with(people, meetings)
    count = len(planned) + len(agreed)
    if not count or how == "keep":
        return [f"{_count(count)} planned"] if count else []
    for meeting in planned:
        others = tuple(id_ for id_ in meeting.with_ids if id_ not in people)
        if how == "move" and instead:
            record.put(replace(meeting, with_ids=tuple(dict.fromkeys((*others, instead)))))
        elif others:
            record.put(replace(meeting, with_ids=others))
        else:
            _cancel(store, record, meeting)
    for meeting in naming_next(people, meetings):  # or it would come back once the planned one is gone
        record.put(replace(meeting, next_on=None))
    for meeting in agreed:
        if how == "move" and instead and meeting.next_on:
            record.put(_next(meeting, meeting.next_on, instead))
    verb = f"moved to {short_name(store.row(Person, instead).name)}" if how == "move" and instead else "cancelled"
    return [f"{count_of(count, 'meeting')} {verb}"]


def _count(count: int) -> str:
    return f"{count_of(count, 'meeting')} {'stays' if count == 1 else 'stay'}"


def _next(meeting: Meeting, on: date, person: Id) -> Meeting:
    return Meeting(new_id(), meeting.kind, on, (person,), False, None, None, "", meeting.visibility)


def _cancel(store: Store, record: Recorder, meeting: Meeting) -> None:
    """Remove a meeting; its topics and actions stay, and nobody sees them who did not see it."""
    loosened: tuple[Topic | Action, ...] = (
        *store.rows(Topic, meeting_id=meeting.id),
        *store.rows(Action, meeting_id=meeting.id),
    )
    for row in loosened:
        seen = min(row.visibility, meeting.visibility, key=_NARROW_FIRST.index)
        record.put(replace(row, meeting_id=None, visibility=seen))
    record.remove(Meeting, meeting.id)
