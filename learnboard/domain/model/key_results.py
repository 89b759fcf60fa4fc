"""Key results, the cards of the board, and what belongs to them (FORMAT.md §1)."""

from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import (
    MINOR_1,
    Belongs,
    Between,
    Id,
    Number,
    PersonId,
    Refers,
    Title,
    Visibility,
    Weight,
)

KeyResultKind: TypeAlias = Literal["metric", "maintain", "milestone", "binary", "baseline"]
Bound: TypeAlias = Literal["at_most", "at_least", "between"]
Period: TypeAlias = Literal["week", "month", "quarter"]
Indicator: TypeAlias = Literal["leading", "lagging"]
Status: TypeAlias = Literal["on_track", "at_risk", "off_track"]
BlockerKind: TypeAlias = Literal["resource", "dependency", "clarity", "priority", "external"]
IloRelation: TypeAlias = Literal["team_need", "own_interest", "unrelated"]


@dataclass(frozen=True, slots=True)
class KeyResult:
    """One measure of an objective. Which of the numbers apply depends on `kind`."""

    TABLE: ClassVar[str] = "key_results"

    id: Id
    objective_id: Annotated[Id, Belongs("objectives")]
    title: Title
    description: str
    kind: KeyResultKind
    start: Number | None
    target: Number | None
    unit: str
    decimals: Annotated[int, Between(0, 9)]
    bound: Bound | None
    minimum: Number | None
    maximum: Number | None
    period: Period | None
    weight: Weight
    indicator: Indicator | None
    labels: tuple[str, ...]
    baseline_id: Annotated[Id | None, Refers("key_results")]
    due_on: date | None
    done_on: date | None
    dropped_on: date | None
    drop_reason: str
    visibility: Visibility
    private_note: str
    position: int
    starts_on: Annotated[date | None, MINOR_1] = None
    ask: Annotated[str, MINOR_1] = ""
    own_score: Annotated[Number | None, Between(0, 1), MINOR_1] = None
    own_score_reason: Annotated[str, MINOR_1] = ""
    carried_from_id: Annotated[Id | None, Refers("key_results"), MINOR_1] = None

    @property
    def dropped(self) -> bool:
        """Whether it was dropped; then it does not count."""
        return self.dropped_on is not None

    @property
    def measured(self) -> bool:
        """Whether its check-ins carry a value."""
        return self.kind in ("metric", "maintain", "baseline")

    def within_bound(self, value: Number) -> bool:
        """Whether a value is within a maintain's bounds; these are inclusive (FORMAT.md §2)."""
        if self.bound != "at_most" and (self.minimum is None or value < self.minimum):
            return False
        return self.bound == "at_least" or (self.maximum is not None and value <= self.maximum)


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A change of what a key result aims at: the numbers are those of before, `on` is the day of the change."""

    TABLE: ClassVar[str] = "target_changes"
    SINCE: ClassVar[int] = 1

    id: Id
    key_result_id: Annotated[Id, Belongs("key_results")]
    on: date
    start: Number | None
    target: Number | None
    minimum: Number | None
    maximum: Number | None
    reason: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of a milestone key result."""

    TABLE: ClassVar[str] = "milestones"

    id: Id
    key_result_id: Annotated[Id, Belongs("key_results")]
    title: Title
    weight: Weight
    due_on: date | None
    done_on: date | None
    position: int


@dataclass(frozen=True, slots=True)
class Blocker:
    """What blocks a key result, and the next action against it."""

    kind: BlockerKind
    text: str
    next_action: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The state of a key result on one day."""

    TABLE: ClassVar[str] = "check_ins"

    id: Id
    key_result_id: Annotated[Id, Belongs("key_results")]
    on: date
    value: Number | None
    confidence: Annotated[int | None, Between(1, 10)]
    status: Status | None
    note: str
    blocker: Blocker | None


@dataclass(frozen=True, slots=True)
class IloPeriod:
    """The days when a key result was the one Individual Learning Objective; periods never overlap."""

    TABLE: ClassVar[str] = "ilo_periods"

    id: Id
    key_result_id: Annotated[Id, Belongs("key_results")]
    from_on: date
    to_on: date | None
    relation: IloRelation
    helped_by_id: PersonId

    def covers(self, day: date) -> bool:
        """Whether the day is in the period."""
        return self.from_on <= day <= (self.to_on or day)
