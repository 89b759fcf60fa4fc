"""All there is to know about one person, for their page, and the private notes on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from learnboard.domain.as_of import is_later, known_row, known_rows
from learnboard.domain.board import Board
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.key_results import IloPeriod, KeyResult
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.person_details import FeedbackDetails, MeetingDetails, PersonDetails, TouchedKeyResult
from learnboard.service.queries.agreements import agreement_states
from learnboard.service.queries.feedback import target_titles
from learnboard.service.queries.mentions import mentioned_in
from learnboard.service.queries.review import unread_held_back
from learnboard.storage.store import Store


def read_person(store: Store, id_: Id, board: Board) -> PersonDetails:
    """Return all there is to know about a person on the board's day, in one reading.

    Raises:
        NotFound: if they were deleted.
    """
    day = board.day
    person = known_row(store.row(Person, id_), day)
    names = {row.id: row.name.strip() for row in store.rows(Person)} | {OWNER: "you"}
    meetings = _meetings(store, id_, day)
    details = [_meeting(row, id_, names, topics) for row, topics in meetings]
    feedback = _feedback(store, id_, day)
    actions = _actions(store, day)
    entries = _entries(store, id_, day)
    held_with: set[Id | None] = {row.id for row, _ in meetings}
    found = PersonDetails(
        person=person,
        agreement=agreement_states(store, [person])[id_],
        asked_changes=tuple(row for row in feedback if _asks_for_change(row, id_)),
        planned=tuple(row for row in details if not row.meeting.held and row.meeting.on >= day),
        past=tuple(row for row in reversed(details) if row.meeting.held or row.meeting.on < day),
        development=_development(meetings, board),
        actions=_open_with(actions, id_, held_with),
        feedback=_with_titles(store, feedback),
        entries=entries,
        key_results=_touched(store, id_, feedback, [row for row in actions if _between(row, id_, held_with)], entries),
        introduced_by=names.get(person.introduced_by_id or "", ""),
        introduced=tuple(names[row.id] for row in store.rows(Person, introduced_by_id=id_)),
        notes=upward_notes(store, id_),
    )
    return found._replace(titles=mentioned_in(store, found))


def upward_notes(store: Store, person: Id) -> tuple[Reflection, ...]:
    """Return the owner's private notes on a person, the newest first, those of a day in the order they were made."""
    about = About("person", person)
    notes = [row for row in store.rows(Reflection, occasion="upward") if row.about == about and row.by_id == OWNER]
    return tuple(sorted(notes, key=lambda row: row.on, reverse=True))


# -- meetings -----------------------------------------------------------------------------------------------------


def _meetings(store: Store, person: Id, day: date) -> list[tuple[Meeting, tuple[Topic, ...]]]:
    """The meetings with a person, the oldest first, with their topics."""
    known = [row for row in known_rows(tuple(store.rows(Meeting)), day) if person in row.with_ids]
    topics: dict[Id | None, list[Topic]] = {}
    for topic in store.rows(Topic, meeting_id=[row.id for row in known]) if known else ():
        topics.setdefault(topic.meeting_id, []).append(topic)
    ordered = sorted(known, key=lambda row: (row.on, row.id))
    return [
        (row, tuple(sorted(topics.get(row.id, ()), key=lambda topic: (topic.position, topic.id)))) for row in ordered
    ]


def _meeting(row: Meeting, person: Id, names: Mapping[Id, str], topics: tuple[Topic, ...]) -> MeetingDetails:
    others = tuple(names[id_] for id_ in row.with_ids if id_ != person and id_ in names)
    return MeetingDetails(row, others, topics)


def _development(meetings: Iterable[tuple[Meeting, tuple[Topic, ...]]], board: Board) -> tuple[int, int]:
    """The topics about development and all topics, of the meetings held in the cycle on the board until its day."""
    cycle = board.cycle
    if cycle is None:
        return 0, 0
    until = min(cycle.ends_on, board.day)
    topics = [topic for row, found in meetings if row.held and cycle.starts_on <= row.on <= until for topic in found]
    return sum(topic.tag == "development" for topic in topics), len(topics)


# -- actions ------------------------------------------------------------------------------------------------------


def _actions(store: Store, day: date) -> list[Action]:
    later = {row.id for row in store.rows(Meeting) if is_later(row, day)}
    return [known_row(row, day) for row in store.rows(Action) if row.meeting_id not in later]


def _between(action: Action, person: Id, meetings: Collection[Id | None]) -> bool:
    """Whether an action is the person's, or the owner's from a meeting with them."""
    return action.who_id == person or (action.who_id == OWNER and action.meeting_id in meetings)


def _open_with(actions: Iterable[Action], person: Id, meetings: Collection[Id | None]) -> tuple[Action, ...]:
    found = [row for row in actions if row.done_on is None and _between(row, person, meetings)]
    return tuple(sorted(found, key=lambda row: (row.who_id != person, row.due_on or date.max, row.id)))


# -- feedback, approvals and key results --------------------------------------------------------------------------


def _feedback(store: Store, person: Id, day: date) -> list[Feedback]:
    rows = unread_held_back(store, store.rows(Feedback, person_id=person), day)
    return sorted(rows, key=lambda row: (row.written_at, row.id), reverse=True)


def _asks_for_change(row: Feedback, person: Id) -> bool:
    """Whether it asks for a change of the person's own agreement, and still waits for an answer."""
    return (row.kind, row.target.kind, row.target.id, row.answer) == ("suggestion", "person", person, "unanswered")


def _with_titles(store: Store, rows: Sequence[Feedback]) -> tuple[FeedbackDetails, ...]:
    titles = target_titles(store, (row.target for row in rows)) if rows else {}
    return tuple(FeedbackDetails(row, titles.get(row.target)) for row in rows)


def _entries(store: Store, person: Id, day: date) -> tuple[BudgetEntry, ...]:
    """The budget entries that a person decided on."""
    known = known_rows(tuple(store.rows(BudgetEntry, decided_by_id=person)), day)
    decided = [row for row in known if row.decided_by_id == person]
    return tuple(sorted(decided, key=lambda row: (row.decided_on or date.min, row.id), reverse=True))


def _touched(
    store: Store, person: Id, feedback: Iterable[Feedback], actions: Iterable[Action], entries: Iterable[BudgetEntry]
) -> tuple[TouchedKeyResult, ...]:
    """The key results that a person had to do with."""
    ways: dict[Id, dict[str, None]] = {}
    for row in feedback:
        if row.target.kind == "key_result":
            ways.setdefault(row.target.id, {})["feedback"] = None
    named: list[tuple[str, Iterable[Action | BudgetEntry | IloPeriod]]] = [
        ("action", actions),
        ("decision on money", entries),
        ("help", store.rows(IloPeriod, helped_by_id=person)),
    ]
    for way, rows in named:
        for each in rows:
            if each.key_result_id:
                ways.setdefault(each.key_result_id, {})[way] = None
    found = store.rows(KeyResult, id=list(ways)) if ways else ()
    return tuple(TouchedKeyResult(row.id, row.title, tuple(ways[row.id])) for row in found)
