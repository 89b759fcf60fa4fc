"""Handlers of meetings: planned, cancelled and held."""

from dataclasses import replace
from datetime import date

from learnboard.domain.action_line import ActionLine
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.upcoming import last_held, planned_after
from learnboard.presentation.meetings import held_message, held_name, reviewers_warning
from learnboard.presentation.values import day_text
from learnboard.service.commands import CancelMeeting, HoldMeeting, PlanMeeting
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.handlers.ordering import put_in_place
from learnboard.service.handlers.rows import check_fits, normalize
from learnboard.service.queries.agenda import last_export_for
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store


def plan_meeting(store: Store, command: PlanMeeting, day: date) -> HandlerResult:
    """Add a planned meeting.

    Raises:
        Rejected: if one of its kind with the same people is planned for that day already.
        InvalidValue: if a board cannot hold it.
    """
    meeting = normalize(command.meeting)
    name = _name(store, meeting, day)
    with store.step(f"plan {name}") as record:
        planned = planned_after(store.rows(Meeting, kind=meeting.kind), meeting.kind, meeting.with_ids)
        if any(row.on == meeting.on for row in planned):
            raise Rejected(f"{_capital(name)} is planned already: choose another day, or change that one.")
        check_fits(store, meeting)
        record.put(meeting)
    warning = reviewers_warning(meeting.kind, len(meeting.with_ids))
    return HandlerResult(" ".join(filter(None, (f"Planned {name}.", warning))), record.changes)


def cancel_meeting(store: Store, command: CancelMeeting, day: date) -> HandlerResult:
    """Delete a planned meeting, take back that it was agreed on, and park its topics.

    Raises:
        Rejected: if it is neither planned nor agreed on any more.
    """
    with store.step("cancel a meeting") as record:
        rows = store.rows(Meeting, kind=command.kind)
        meeting = next((row for row in rows if row.id == command.meeting and not row.held), None)
        last = last_held(rows, command.kind, command.with_ids)
        if meeting is None and (command.meeting or last is None or last.next_on is None):
            raise Rejected("This meeting is neither planned nor agreed on any more: there is nothing to cancel.")
        planned = planned_after(rows, command.kind, command.with_ids)
        parked = store.rows(Topic, meeting_id=meeting.id) if meeting else []
        for topic in parked:
            _park(store, record, topic)
        if meeting:
            record.remove(Meeting, meeting.id)
        if last and last.next_on and all(row is meeting for row in planned):
            record.put(replace(last, next_on=None))
    told = meeting or (replace(last, on=last.next_on) if last and last.next_on else None)
    name = _name(store, told, day) if told else "the meeting"
    rest = " Its lines are parked." if parked else ""
    return HandlerResult(f"Cancelled {name}.{rest}", record.changes)


def hold_meeting(store: Store, command: HoldMeeting, day: date) -> HandlerResult:
    """Record a meeting that was held: its notes, its topics, its actions, the next day and the snapshot it had.

    One from before the last one held is a meeting of its own: the agenda stays with the one to come.

    Raises:
        Rejected: if another window has recorded one meanwhile, unless this one is to stand `apart` from it.
        InvalidValue: if its day is still to come, or a board cannot hold what was written.
    """
    wanted = normalize(command.meeting)
    name = _name(store, wanted, day)
    if wanted.on > day:
        raise InvalidValue(f"{day_text(wanted.on)} is still to come: a meeting is held by today at the latest.")
    with store.step(f"hold {name}") as record:
        rows = store.rows(Meeting, kind=wanted.kind)
        last = last_held(rows, wanted.kind, wanted.with_ids)
        stored = store.find(Meeting, wanted.id)
        there = stored is not None and stored.held
        if not command.apart and (there or (last.id if last else None) != command.last):
            known = _name(store, stored if stored and there else last or wanted, day)
            raise Rejected(
                f"Another window has recorded {known} meanwhile. What you wrote stays in the form: "
                "save again to record it as a meeting of its own."
            )
        if there:
            wanted = replace(wanted, id=new_id())
        late = last is not None and wanted.on <= last.on
        meeting = _held(store, wanted, last, late=late)
        check_fits(store, meeting)
        record.put(meeting)
        topics = [] if late else store.rows(Topic, meeting_id=meeting.id)
        parked = [topic for topic in topics if topic.id in command.parked]
        for topic in parked:
            _park(store, record, topic)
        for action in command.actions:
            row = normalize(_action(action, meeting))
            check_fits(store, row)
            record.put(row)
    tags = [topic.tag for topic in topics if topic not in parked]
    message = held_message(name, tags, len(parked), len(command.actions), meeting.next_on, day)
    warning = reviewers_warning(meeting.kind, len(meeting.with_ids))
    return HandlerResult(f"{warning} {message}".strip(), record.changes)


def _held(store: Store, wanted: Meeting, last: Meeting | None, *, late: bool) -> Meeting:
    """The row of a meeting that was held, with the newest export that was made for it."""
    before = None if late or last is None else last.on
    note = last_export_for(store, wanted.with_ids, before, wanted.on)
    snapshot = note.snapshot_id if note else wanted.snapshot_id
    if late:
        # Of two on one day either may count as the last one: both name the day that was agreed on.
        next_on = last.next_on if last and last.on == wanted.on else None
        return replace(wanted, id=new_id(), held=True, next_on=next_on, snapshot_id=snapshot)
    return replace(wanted, held=True, snapshot_id=snapshot)


def _action(action: ActionLine, meeting: Meeting) -> Action:
    return Action(new_id(), meeting.id, action.who_id, action.text, action.due_on, None)


def _park(store: Store, record: Recorder, topic: Topic) -> None:
    """Put a topic at the end of the parked ones."""
    parked = replace(topic, meeting_id=None)
    put_in_place(store, record, parked, store.count(Topic, meeting_id=None), meeting_id=None)


def _name(store: Store, meeting: Meeting, day: date) -> str:
    names = {person.id: person.name for person in store.rows(Person)}
    return held_name(meeting.kind, meeting.on, [names[id_] for id_ in meeting.with_ids if id_ in names], day)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
