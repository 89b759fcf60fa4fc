"""Learning time (FORMAT.md §1)."""

from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import MINOR_1, Between, Id, Refers, Visibility

Category: TypeAlias = Literal[
    "membership_pathway",
    "onboarding_new_responsibility",
    "new_technology",
    "reading_theory",
    "prototyping",
    "peer_feedback_improvement",
    "training_programme",
    "other",
]
Mode: TypeAlias = Literal["experience", "social", "formal"]
TimeSource: TypeAlias = Literal["learning_budget", "project_time", "own_time"]


@dataclass(frozen=True, slots=True)
class HoursPolicy:
    """The agreed learning time, in minutes a week. A pause is a gap; policies do not overlap."""

    TABLE: ClassVar[str] = "hours_policies"

    id: Id
    minutes_per_week: int
    from_on: date
    to_on: date | None
    proposal_id: Annotated[Id | None, Refers("proposals"), MINOR_1] = None
    link: Annotated[str, MINOR_1] = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A session of learning, 1 to 960 minutes long."""

    TABLE: ClassVar[str] = "log_entries"

    id: Id
    on: date
    minutes: Annotated[int, Between(1, 960)]
    category: Category
    mode: Mode
    time_source: TimeSource
    key_result_id: Annotated[Id | None, Refers("key_results")]
    text: str
    energy: Annotated[int | None, Between(1, 5)]
    visibility: Visibility
