"""The people around a board, and their meetings (format.md §1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.fields import Belongs, Id, Person, Refers, Visibility

Relation: TypeAlias = Literal["mentor", "buddy", "supervisor", "reviewer", "contact"]
PersonKind: TypeAlias = Literal["team_lead", "peer", "external", "reverse", "coach"]
MeetingKind: TypeAlias = Literal["mentor", "buddy", "feedback_session", "progress_review"]
Tag: TypeAlias = Literal["development", "operational"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a person and the owner agreed on. The cadence is in days."""

    cadence_days: int
    confidential: bool
    comfort_zone: str
    ask_before_call_out: bool


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody who helps the owner along: mentor, buddy, supervisor, reviewer or contact."""

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
    """A meeting planned or held; `snapshot_id` is what it was prepared with and refers to no row."""

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
    """Something a person will do; nobody's when `who_id` is null."""

    TABLE: ClassVar[str] = "actions"

    id: Id
    meeting_id: Annotated[Id | None, Belongs("meetings")]
    who_id: Person
    text: str
    due_on: date | None
    done_on: date | None
