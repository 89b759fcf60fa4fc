"""Long-term goals and the cycles in which they are worked on (FORMAT.md §1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from learnboard.domain.fields import Filled, Id, Title, Visibility

GoalStatus: TypeAlias = Literal["exploring", "active", "achieved", "retired", "set_aside"]
CycleKind: TypeAlias = Literal["year", "quarter", "onboarding", "custom"]
CycleStatus: TypeAlias = Literal["planning", "active", "closed"]

_ORDER: Final[tuple[GoalStatus, ...]] = ("active", "exploring", "achieved", "set_aside", "retired")


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


def foremost(goals: Iterable[Goal]) -> Goal | None:
    """The goal that a board shows above its columns: an active one before the others, then by position."""
    return min(goals, key=lambda goal: (_ORDER.index(goal.status), goal.position, goal.id), default=None)
