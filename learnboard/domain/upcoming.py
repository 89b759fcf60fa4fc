"""Which meetings come next: those that are planned, those agreed on, and those that are only proposed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.people import Meeting, MeetingKind, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.relations import ended

UpcomingState: TypeAlias = Literal["planned", "agreed", "proposed"]
_FIRST_WITHIN: Final = timedelta(days=7)
"""How soon after a relation begins its first meeting is proposed."""
_TO_BE_TOLD_OF: Final = timedelta(days=7)
"""How long after its day a meeting that is not told to have been held was most likely held."""
_KIND_OF_RELATION: Final[dict[str, MeetingKind]] = {"mentor": "mentor", "buddy": "buddy"}


class UpcomingMeeting(NamedTuple):
    """A meeting to come, or one that is overdue.

    It is `planned` if it is a row, `agreed` if the last meeting held named its day, otherwise `proposed`. `last` is the
    last one held of its kind with the same people. A feedback session is number `session` of the `sessions` of its
    cycle; both are 0 for others. `key` names it before and after it becomes a row.
    """

    key: str
    kind: MeetingKind
    on: date
    with_ids: tuple[Id, ...]
    state: UpcomingState
    meeting: Meeting | None = None
    last: Meeting | None = None
    session: int = 0
    sessions: int = 0


def cadence_of(with_ids: Iterable[Id], people: Iterable[Person], usual: int) -> int:
    """Return the days between meetings with these people: those of the first agreement, else the `usual` ones."""
    by_id = {person.id: person for person in people}
    agreements = (by_id[id_].agreement for id_ in with_ids if id_ in by_id)
    return next((agreement.cadence_days for agreement in agreements if agreement), usual)


def next_day(on: date, cadence: int, day: date) -> date:
    """Return the day of the meeting after one on a day; if that is over, one cadence from now."""
    following = on + timedelta(days=cadence)
    return following if following > day else day + timedelta(days=cadence)


def upcoming_meetings(
    meetings: Iterable[Meeting], people: Sequence[Person], cycle: Cycle | None, usual: int, day: date
) -> tuple[UpcomingMeeting, ...]:
    """Return the meetings to come as known on a day, the next one first (FORMAT.md §2, “meetings”).

    Overdue ones come after those of the day and later. Before them comes one that was set for the last seven days, as
    it was held most likely and is to be told of, unless one is set for the day itself; and any overdue one comes before
    those that are only proposed if no other is set.

    `cycle` is that of the day; its feedback sessions that are no rows yet are spread evenly over it. `usual` is the
    cadence in days where no agreement names one.
    """
    known = sorted((row for row in meetings if not row.held or row.on <= day), key=lambda row: (row.on, row.id))
    numbers = _session_numbers(known, cycle)
    found = [
        *_of_groups(known, people, usual, day, numbers, cycle),
        *_first_ones(known, people, day),
        *_sessions(numbers, known, cycle, day),
    ]
    coming = [each.on for each in found if each.on >= day and each.state != "proposed"]
    since = day - _TO_BE_TOLD_OF if day not in coming else day
    early = frozenset(each.key for each in found if each.on < day and (not coming or each.on >= since))

    def place(each: UpcomingMeeting) -> tuple[bool, bool, date, bool, MeetingKind, tuple[Id, ...]]:
        first, proposed = each.key in early, each.state == "proposed"
        return not first, each.on < day, each.on, proposed, each.kind, each.with_ids

    return tuple(sorted(found, key=place))


def last_held(meetings: Iterable[Meeting], kind: MeetingKind, with_ids: Collection[Id]) -> Meeting | None:
    """Return the last meeting held of a kind with exactly these people."""
    people = frozenset(with_ids)
    rows = (row for row in meetings if row.held and row.kind == kind and frozenset(row.with_ids) == people)
    return max(rows, key=lambda row: (row.on, row.id), default=None)


def planned_after(meetings: Iterable[Meeting], kind: MeetingKind, with_ids: Collection[Id]) -> list[Meeting]:
    """Return the meetings of a kind with exactly these people that are planned after the last one held, in order."""
    rows = list(meetings)
    last, people = last_held(rows, kind, with_ids), frozenset(with_ids)
    planned = (row for row in rows if not row.held and row.kind == kind and frozenset(row.with_ids) == people)
    return sorted((row for row in planned if last is None or row.on > last.on), key=lambda row: (row.on, row.id))


def _of_groups(
    known: Sequence[Meeting],
    people: Sequence[Person],
    usual: int,
    day: date,
    numbers: dict[Id, int],
    cycle: Cycle | None,
) -> Iterator[UpcomingMeeting]:
    """The meetings of one kind with the same people follow each other."""
    sessions = cycle.planned_sessions if cycle else 0
    groups = dict.fromkeys((row.kind, frozenset(row.with_ids)) for row in known)
    for kind, ids in groups:
        with_ids = tuple(sorted(ids))
        last, planned = last_held(known, kind, ids), planned_after(known, kind, ids)
        key = _group_key(kind, with_ids, last)
        for number, row in enumerate(planned):
            own = row.id if number else key
            session = numbers.get(row.id, 0)
            if session and cycle:
                own = _session_key(cycle, session)
            yield UpcomingMeeting(
                own, kind, row.on, row.with_ids, "planned", row, last, session, sessions if session else 0
            )
        if planned or last is None:
            continue
        if last.next_on and not _is_over(ids, people, day):
            yield UpcomingMeeting(key, kind, last.next_on, last.with_ids, "agreed", None, last)
        elif _goes_on(kind, ids, people, day):
            on = next_day(last.on, cadence_of(last.with_ids, people, usual), day)
            yield UpcomingMeeting(key, kind, on, last.with_ids, "proposed", None, last)


def _is_there(person: Person, day: date) -> bool:
    """Whether a relation is in force and goes on: on its last day nothing is proposed any more."""
    return person.in_force(day) and not ended(person, day)


def _is_over(ids: Collection[Id], people: Sequence[Person], day: date) -> bool:
    """Whether the time with all of these people has ended: what was agreed on with them holds no longer."""
    return bool(ids) and {person.id for person in people if ended(person, day)}.issuperset(ids)


def _goes_on(kind: MeetingKind, ids: Collection[Id], people: Sequence[Person], day: date) -> bool:
    """Whether a relation that has meetings of its own still holds with all these people."""
    there = [person for person in people if person.id in ids]
    relations = all(_KIND_OF_RELATION.get(person.relation) == kind and _is_there(person, day) for person in there)
    return bool(there) and len(there) == len(ids) and relations


def _first_ones(known: Sequence[Meeting], people: Sequence[Person], day: date) -> Iterator[UpcomingMeeting]:
    """The first meeting with each mentor and buddy who has accepted, or is the primary one, and never met."""
    met = {(row.kind, id_) for row in known for id_ in row.with_ids}
    for person in people:
        kind = _KIND_OF_RELATION.get(person.relation)
        begun = person.from_on or person.accepted_on
        if kind and _is_there(person, day) and (begun or person.primary) and (kind, person.id) not in met:
            on = max(day, (begun or day) + _FIRST_WITHIN)
            yield UpcomingMeeting(_group_key(kind, (person.id,), None), kind, on, (person.id,), "proposed")


def _session_numbers(known: Sequence[Meeting], cycle: Cycle | None) -> dict[Id, int]:
    """The numbers of the feedback sessions of a cycle that are rows, by their days."""
    if cycle is None:
        return {}
    rows = (row for row in known if row.kind == "feedback_session" and cycle.starts_on <= row.on <= cycle.ends_on)
    return {row.id: number for number, row in enumerate(rows, 1)}


def _sessions(
    numbers: dict[Id, int], known: Sequence[Meeting], cycle: Cycle | None, day: date
) -> Iterator[UpcomingMeeting]:
    """The feedback sessions of a cycle that are still to be planned, evenly over it or over what is left of it."""
    if cycle is None or cycle.closed or cycle.ends_on <= day:
        return
    there = len(numbers)
    whole, left = cycle.planned_sessions, cycle.planned_sessions - there
    begun = max([day, *(row.on for row in known if row.id in numbers)])
    for number in range(there + 1, whole + 1):
        on = evenly(cycle.starts_on, cycle.ends_on, number, whole)
        if on <= begun:
            on = evenly(begun, max(begun, cycle.ends_on), number - there, left)
        yield UpcomingMeeting(
            _session_key(cycle, number), "feedback_session", on, (), "proposed", session=number, sessions=whole
        )


def evenly(first: date, last: date, number: int, count: int) -> date:
    """Return the day of the `number`th of `count` that divide the days from first to last evenly."""
    return first + (last - first) * number // (count + 1)


def _group_key(kind: MeetingKind, with_ids: tuple[Id, ...], last: Meeting | None) -> str:
    return " ".join((kind, *with_ids, "after", last.id if last else "none"))


def _session_key(cycle: Cycle, number: int) -> str:
    return f"feedback_session {cycle.id} {number}"
