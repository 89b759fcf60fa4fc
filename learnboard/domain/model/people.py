"""People and meetings (FORMAT.md §1)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import MINOR_1, Belongs, Between, Id, PersonId, Refers, Visibility
from learnboard.domain.named_tuple import NamedTuple

Relation: TypeAlias = Literal["mentor", "buddy", "supervisor", "reviewer", "contact"]
PersonKind: TypeAlias = Literal["team_lead", "peer", "external", "reverse", "coach"]
MeetingKind: TypeAlias = Literal["mentor", "buddy", "feedback_session", "progress_review"]
Tag: TypeAlias = Literal["development", "operational"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of a person with the owner. The cadence is in days, the length of a meeting in minutes."""

    cadence_days: int
    confidential: bool
    comfort_zone: str
    ask_before_call_out: bool
    length_minutes: Annotated[int | None, MINOR_1] = None
    owner_expects: Annotated[str, MINOR_1] = ""
    they_expect: Annotated[str, MINOR_1] = ""
    between_meetings: Annotated[str, MINOR_1] = ""
    ends_on: Annotated[date | None, MINOR_1] = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who helps the owner: mentor, buddy, supervisor, reviewer or contact."""

    TABLE: ClassVar[str] = "people"

    id: Id
    name: str
    relation: Relation
    kind: PersonKind | None
    external: bool
    accepted_on: date | None
    from_on: date | None
    to_on: date | None
    agreement: Agreement | None
    visibility: Visibility
    primary: Annotated[bool, MINOR_1] = False
    asked_on: Annotated[date | None, MINOR_1] = None
    met_on: Annotated[date | None, MINOR_1] = None
    introduced_by_id: Annotated[PersonId, MINOR_1] = None
    private_note: Annotated[str, MINOR_1] = ""

    def in_force(self, day: date) -> bool:
        """Whether the relation holds on a day."""
        return (self.from_on or day) <= day <= (self.to_on or day)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, planned or held. `snapshot_id` is the snapshot it was prepared with; it is no reference."""

    TABLE: ClassVar[str] = "meetings"

    id: Id
    kind: MeetingKind
    on: date
    with_ids: Annotated[tuple[Id, ...], Refers("people")]
    held: bool
    snapshot_id: Id | None
    next_on: date | None
    notes: str
    visibility: Visibility
    pulse: Annotated[int | None, Between(1, 5), MINOR_1] = None
    private_note: Annotated[str, MINOR_1] = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about at a meeting; parked if it has none."""

    TABLE: ClassVar[str] = "topics"

    id: Id
    meeting_id: Annotated[Id | None, Belongs("meetings")]
    text: str
    tag: Tag
    by_id: Annotated[PersonId, MINOR_1] = None
    position: Annotated[int, MINOR_1] = 0
    visibility: Annotated[Visibility, MINOR_1] = "shared"


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do; nobody's if `who_id` is null."""

    TABLE: ClassVar[str] = "actions"

    id: Id
    meeting_id: Annotated[Id | None, Belongs("meetings")]
    who_id: PersonId
    text: str
    due_on: date | None
    done_on: date | None
    key_result_id: Annotated[Id | None, Refers("key_results"), MINOR_1] = None
    visibility: Annotated[Visibility, MINOR_1] = "mentor"


class NextMeeting(NamedTuple):
    """The next meeting of all: when, of which kind and with whom, by sorted ids. It is overdue if the day is past."""

    on: date
    kind: MeetingKind
    with_ids: tuple[Id, ...]


class Appointment(NamedTuple):
    """The next meeting: with whom (empty for nobody named) and when. It is overdue if the day is past."""

    name: str
    on: date


def next_of_all(meetings: Iterable[Meeting], day: date) -> NextMeeting | None:
    """Return the next meeting, as known on a day (FORMAT.md §2, "meetings").

    The meetings of one kind with the same people follow each other: after the last one that was held comes the first
    that is planned for later, else the one agreed on then.
    """
    groups: dict[tuple[MeetingKind, frozenset[Id]], list[Meeting]] = {}
    for row in meetings:
        if not row.held or row.on <= day:
            groups.setdefault((row.kind, frozenset(row.with_ids)), []).append(row)
    return min(
        (
            NextMeeting(on, kind, tuple(sorted(people)))
            for (kind, people), rows in groups.items()
            if (on := _next_day(rows)) is not None
        ),
        default=None,
    )


def _next_day(meetings: Iterable[Meeting]) -> date | None:
    """The day of the next of meetings that follow each other."""
    ordered = sorted(meetings, key=lambda row: (row.on, row.id))
    last = next((row for row in reversed(ordered) if row.held), None)
    planned = (row.on for row in ordered if not row.held and (last is None or row.on > last.on))
    return next(planned, last.next_on if last else None)
