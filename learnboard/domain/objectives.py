"""Objectives: the columns of the board (FORMAT.md §1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.fields import Belongs, Id, Refers, Title, Visibility, Weight

OkrType: TypeAlias = Literal["committed", "aspirational"]
Origin: TypeAlias = Literal["own", "mentor_suggested", "team_need", "peer_feedback", "assigned"]
ObjectiveStatus: TypeAlias = Literal["draft", "active", "closed", "abandoned"]


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

    @property
    def counts(self) -> bool:
        """Whether it counts towards its goal: active or closed and, if not the owner's own, accepted (§2)."""
        return self.status in ("active", "closed") and (self.origin == "own" or self.accepted_on is not None)
