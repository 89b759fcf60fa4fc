"""Long-term goals and the cycles in which they are worked on (format.md §1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.fields import Filled, Id, Title, Visibility

GoalStatus: TypeAlias = Literal["exploring", "active", "achieved", "retired", "set_aside"]
CycleKind: TypeAlias = Literal["year", "quarter", "onboarding", "custom"]
CycleStatus: TypeAlias = Literal["planning", "active", "closed"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person wants to become, over years."""

    TABLE: ClassVar[str] = "goals"

    id: Id
    statement: Annotated[str, Filled()]
    status: GoalStatus
    horizon: str | None
    why_me: str
    why_company: str
    visibility: Visibility
    position: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """A stretch of days, both ends included, that objectives are set for. Cycles of a board do not overlap."""

    TABLE: ClassVar[str] = "cycles"

    id: Id
    title: Title
    kind: CycleKind
    starts_on: date
    ends_on: date
    planned_sessions: int
    status: CycleStatus
