"""Handlers of reviews: people are invited, and what was said is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER, Id, Visibility
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.review import review_meeting, reviews_of
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.cycles import closed_refusal
from learnboard.presentation.meetings import held_name, reviewers_warning
from learnboard.presentation.messages import sentence
from learnboard.presentation.review import (
    QUESTION,
    day_outside_text,
    invited_message,
    nobody_invited_text,
    nothing_said_text,
    recorded_message,
)
from learnboard.presentation.values import quoted
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.growth_commands import InviteToReview, OwnVerdict, RecordReview
from learnboard.service.handlers.rows import check_fits, normalize
from learnboard.service.queries.agenda import last_export_for
from learnboard.service.queries.review import last_said, recorded, reviewers_feedback
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store


def record_review(store: Store, command: RecordReview, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Record a review in one step: the owner's verdicts, those of the others, and the meeting.

    Objectives that are no longer there are left out, which the message says.

    Raises:
        NotFound: if the cycle was deleted.
        Rejected: if the cycle is closed, the day is not in it, or nothing is said.
        InvalidValue: if a text is too long.
    """
    cycle = _cycle(store, command.cycle, command.on)
    with store.step(f"record the review of {quoted(cycle.title)}") as record:
        reviews = reviews_of(store.rows(Meeting, kind="progress_review"), cycle)
        there = {row.id: row for row in store.rows(Objective, cycle_id=cycle.id)}
        said = {id_: each for id_, each in command.verdicts.items() if each.verdict or clean(each.text).strip()}
        if not said:
            raise Rejected(nothing_said_text())
        known = recorded(store, there)
        rows = [_own(there[id_], known[id_], each, command.on) for id_, each in said.items() if id_ in there]
        spoken = {id_: known[id_] for id_ in said if id_ in there}
        feedback = reviewers_feedback(store, spoken, last_said(spoken, cycle, command.on), command.on)
        record.put_all([*rows, *_others(store, there, feedback, command.on)])
        meeting = _hold(store, record, review_meeting(reviews, command.on), command)
    counts = [row.verdict for row in rows]
    message = recorded_message(cycle, counts, left_out=len(said) - len(rows))
    warning = reviewers_warning("progress_review", len(meeting.with_ids))
    return HandlerResult(" ".join(filter(None, (message, warning))), record.changes)


def _cycle(store: Store, id_: Id, on: date) -> Cycle:
    """A cycle that a review on a day can be of."""
    cycle = store.row(Cycle, id_)
    if cycle.closed:
        raise Rejected(closed_refusal(cycle.title))
    if not cycle.starts_on <= on <= cycle.ends_on:
        raise Rejected(day_outside_text(cycle, on))
    return cycle


def _own(objective: Objective, known: Sequence[Reflection], said: OwnVerdict, on: date) -> Reflection:
    """What the owner says of an objective; what was recorded on the same day is corrected."""
    row = next((row for row in known if (row.by_id, row.on) == (OWNER, on)), None) or _reflection(objective, OWNER, on)
    return _valid(replace(row, verdict=said.verdict, text=clean(said.text).strip()), objective)


def _others(store: Store, there: Mapping[Id, Objective], feedback: Iterable[Feedback], on: date) -> list[Reflection]:
    """What others said in feedback of the objectives of which the owner said something, as far as it is not recorded.

    The rest stays among the feedback until the owner says something of these, too.
    """
    people = {person.id for person in store.rows(Person)}
    known = {(row.by_id, row.about.id): row for row in store.rows(Reflection, occasion="review", on=on) if row.about}
    found: dict[tuple[Id | None, Id], Reflection] = {}
    for each in feedback:
        key = each.person_id, each.target.id
        if each.attached and each.person_id in people:
            row = known.get(key) or _reflection(there[each.target.id], each.person_id, on)
            found[key] = replace(row, verdict=each.verdict, text=each.text)
    return [*found.values()]


def _reflection(objective: Objective, by_id: Id | None, on: date) -> Reflection:
    """A reflection on an objective that is still to be written, not more visible than the objective."""
    visibility: Visibility = "private" if objective.visibility == "private" else "mentor"
    about = About("objective", objective.id)
    return Reflection(new_id(), on, by_id, "review", about, QUESTION, "", None, None, visibility)


def _valid(row: Reflection, objective: Objective) -> Reflection:
    if found := problem(row):
        raise InvalidValue(sentence(f"what you say of {quoted(objective.title)}: {found.message}"))
    return row


def _hold(store: Store, record: Recorder, known: Meeting | None, command: RecordReview) -> Meeting:
    """Write that the review was held: the one that was planned, else a new one."""
    row = known or _meeting(command.on)
    note = last_export_for(store, row.with_ids, None, command.on) if row.with_ids else None
    snapshot = note.snapshot_id if note else row.snapshot_id
    row = normalize(replace(row, on=command.on, held=True, notes=command.notes or row.notes, snapshot_id=snapshot))
    check_fits(store, row)
    record.put(row)
    return row


def _meeting(on: date, visibility: Visibility = "mentor") -> Meeting:
    return Meeting(new_id(), "progress_review", on, (), False, None, None, "", visibility=visibility)


def invite_to_review(store: Store, command: InviteToReview, day: date) -> HandlerResult:
    """Plan the review of a cycle with those invited, or change the one that is planned.

    Raises:
        NotFound: if the cycle, or somebody invited, was deleted.
        Rejected: if the cycle is closed, or the day is not in it.
    """
    cycle = _cycle(store, command.cycle, command.on)
    people = {person.id: person for person in store.rows(Person)}
    reviews = reviews_of(store.rows(Meeting, kind="progress_review"), cycle)
    planned = review_meeting(reviews, day)
    if not command.people and (planned is None or not planned.with_ids):
        raise Rejected(nobody_invited_text())
    if any(id_ not in people for id_ in command.people):
        raise NotFound("Somebody whom you invited is no longer on this board: choose again whom to invite.")
    invited = [people[id_].name for id_ in command.people]
    # Whoever is no mentor gets what everybody may see: they have to find the review in it.
    seen_by: Visibility = "mentor" if all(people[id_].relation == "mentor" for id_ in command.people) else "shared"
    with store.step(f"invite to {held_name('progress_review', command.on, invited, day)}") as record:
        row = planned if planned and not planned.held else _meeting(command.on, seen_by)
        row = normalize(replace(row, on=command.on, with_ids=command.people))
        check_fits(store, row)
        record.put(row)
    warning = reviewers_warning("progress_review", len(command.people))
    return HandlerResult(" ".join(filter(None, (invited_message(command.on, invited, day), warning))), record.changes)
