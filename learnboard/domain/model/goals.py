"""Goals, cycles, and objectives: the columns of the board (FORMAT.md §1)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import MINOR_1, Belongs, Filled, Id, Refers, Title, Verdict, Visibility, Weight

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
    """The days that objectives are set for, both ends included. Cycles of a board do not overlap."""

    TABLE: ClassVar[str] = "cycles"

    id: Id
    title: Title
    kind: CycleKind
    starts_on: date
    ends_on: date
    planned_sessions: int
    status: CycleStatus
    closed_on: Annotated[date | None, MINOR_1] = None
    reflection: Annotated[str, MINOR_1] = ""

    @property
    def closed(self) -> bool:
        """Whether it was closed; then its objectives and key results are read-only."""
        return self.status == "closed"


def main_goal(goals: Iterable[Goal]) -> Goal | None:
    """Return the goal that comes first: an active one, then one that is explored, …; of equal ones by position."""
    return min(goals, key=lambda goal: (_ORDER.index(goal.status), goal.position, goal.id), default=None)


OkrType: TypeAlias = Literal["committed", "aspirational"]
Origin: TypeAlias = Literal["own", "mentor_suggested", "team_need", "peer_feedback", "assigned"]
ObjectiveStatus: TypeAlias = Literal["draft", "active", "closed", "abandoned"]
Decides: TypeAlias = Literal["me", "consult", "agree", "other"]


@dataclass(frozen=True, slots=True)
class Objective:
    """What a person wants to reach in a cycle, measured by its key results."""

    TABLE: ClassVar[str] = "objectives"

    id: Id
    cycle_id: Annotated[Id, Belongs("cycles")]
    goal_id: Annotated[Id | None, Refers("goals")]
    title: Title
    description: str
    approach: str
    okr_type: OkrType
    origin: Origin
    accepted_on: date | None
    why_me: str
    why_company: str
    weight: Weight
    status: ObjectiveStatus
    visibility: Visibility
    position: int
    decides: Annotated[Decides, MINOR_1] = "me"
    supports: Annotated[str, MINOR_1] = ""
    verdict: Annotated[Verdict | None, MINOR_1] = None
    learned: Annotated[str, MINOR_1] = ""
    carried_from_id: Annotated[Id | None, Refers("objectives"), MINOR_1] = None

    @property
    def committed(self) -> bool:
        """Whether it is meant to be reached in full."""
        return self.okr_type == "committed"

    @property
    def counts(self) -> bool:
        """Whether it counts towards its goal: active or closed and, unless the owner's own, accepted (FORMAT.md §2)."""
        return self.status in ("active", "closed") and (self.origin == "own" or self.accepted_on is not None)
