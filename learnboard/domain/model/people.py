"""People and meetings (FORMAT.md §1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Belongs, Id, PersonId, Refers, Visibility

Relation: TypeAlias = Literal["mentor", "buddy", "supervisor", "reviewer", "contact"]
PersonKind: TypeAlias = Literal["team_lead", "peer", "external", "reverse", "coach"]
MeetingKind: TypeAlias = Literal["mentor", "buddy", "feedback_session", "progress_review"]
Tag: TypeAlias = Literal["development", "operational"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of a person with the owner. The cadence is in days."""

    cadence_days: int
    confidential: bool
    comfort_zone: str
    ask_before_call_out: bool


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


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about at a meeting."""

    TABLE: ClassVar[str] = "topics"

    id: Id
    meeting_id: Annotated[Id, Belongs("meetings")]
    text: str
    tag: Tag


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


class Appointment(NamedTuple):
    """The next meeting: with whom (empty for nobody named) and when. It is overdue if the day is past."""

    name: str
    on: date


def next_meeting(meetings: Iterable[Meeting], people: Iterable[Person], day: date) -> Appointment | None:
    """Return the next or overdue meeting: of those planned, and of those agreed on at the last ones held."""
    ordered = sorted(meetings, key=lambda row: (row.on, row.id))
    latest = {(row.kind, row.with_ids): row for row in ordered if row.held and row.on <= day}
    agreed = [(row.next_on, row.with_ids) for row in latest.values() if row.next_on]
    planned = [(row.on, row.with_ids) for row in ordered if not row.held and row.on >= day]
    if not agreed and not planned:
        return None
    on, with_ids = min(agreed + planned)
    name = next((person.name for person in people if with_ids and person.id == with_ids[0]), "")
    return Appointment(name, on)
