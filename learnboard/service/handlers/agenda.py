"""Handlers of an agenda: topics are kept, dropped, taken in and moved."""

from dataclasses import replace
from datetime import date

from learnboard.domain.agenda import narrower
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.people import Meeting, Topic
from learnboard.domain.upcoming import planned_after
from learnboard.presentation.meetings import taken_up_reply
from learnboard.presentation.values import quoted
from learnboard.service.commands import DropProposal, MoveTopic, PutOnAgenda
from learnboard.service.dispatch import HandlerResult
from learnboard.service.handlers.ordering import put_in_place
from learnboard.service.handlers.rows import check_fits, normalize
from learnboard.service.queries.agenda import kept_name, settled_name, settled_proposals
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store


def put_on_agenda(store: Store, command: PutOnAgenda, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Put a topic at the end of an agenda; plan the meeting if nobody has done so yet.

    A topic that feedback wanted is answered by that.

    Raises:
        InvalidValue: if the topic or the meeting is nothing that a board can hold.
    """
    topic = normalize(command.topic)
    with store.step(f"put {quoted(topic.text)} on the agenda") as record:
        meeting = store.find(Meeting, command.meeting.id)
        if meeting is None:
            wanted = normalize(command.meeting)
            planned = planned_after(store.rows(Meeting, kind=wanted.kind), wanted.kind, wanted.with_ids)
            meeting = planned[0] if planned else wanted
        if store.find(Meeting, meeting.id) is None:
            check_fits(store, meeting)
            record.put(meeting)
        topic = replace(store.find(Topic, topic.id) or topic, meeting_id=meeting.id)
        topic = replace(topic, visibility=narrower(topic.visibility, meeting.visibility))
        check_fits(store, topic)
        put_in_place(store, record, topic, store.count(Topic, meeting_id=meeting.id), meeting_id=meeting.id)
        if command.proposal:
            _settle(store, record, command.key, command.proposal)
            record.put(LocalValue(kept_name(topic.id), f"{command.proposal}\n{command.topic.text}"))
            record.put_all(_answered(store, command.proposal, meeting))
    return HandlerResult(f"On the agenda: {quoted(topic.text)}.", record.changes)


def drop_proposal(store: Store, command: DropProposal, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Remember that a topic is not wanted on an agenda."""
    with store.step(f"leave {quoted(command.text)} off the agenda") as record:
        _settle(store, record, command.key, command.proposal)
    return HandlerResult(f"Left off this agenda: {quoted(command.text)}.", record.changes)


def move_topic(store: Store, command: MoveTopic, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Move a topic among those of its meeting, or among the parked ones."""
    topic = store.row(Topic, command.topic)
    with store.step(f"move {quoted(topic.text)}") as record:
        put_in_place(store, record, topic, command.place, meeting_id=topic.meeting_id)
    return HandlerResult(f"Moved {quoted(topic.text)}.", record.changes)


def _answered(store: Store, proposal: str, meeting: Meeting) -> tuple[Feedback, ...]:
    """The topic of feedback that is taken up by keeping it: that it stands on the agenda is its answer."""
    kind, _, id_ = proposal.partition(" ")
    wanted = store.find(Feedback, id_) if kind == "wanted" else None
    if wanted is None or wanted.answer != "unanswered":
        return ()
    return (replace(wanted, answer="done", reply=taken_up_reply(meeting.on)),)


def _settle(store: Store, record: Recorder, key: str, proposal: str) -> None:
    settled = dict.fromkeys((*settled_proposals(store, key), proposal))
    record.put(LocalValue(settled_name(key), "\n".join(settled)))
