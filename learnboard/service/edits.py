"""What a person can ask for to make and shape a board. Read by the desk when the first of them is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from learnboard.domain.fields import Id
from learnboard.domain.goals import Cycle, Goal
from learnboard.domain.identity import BoardInfo
from learnboard.domain.key_results import KeyResult, Milestone
from learnboard.domain.objectives import Objective

if TYPE_CHECKING:
    from learnboard.service.feedback.replies import FeedbackCommand

Added: TypeAlias = Goal | Cycle | Objective | KeyResult | Milestone
Changed: TypeAlias = Added | BoardInfo


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a new row, at `place` (0 is first) among its siblings; None is the end. Its position is set for it."""

    row: Added
    place: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Change a row from what the person saw to what they made of it; refused if it is another by now."""

    before: Changed
    after: Changed


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """Delete a row with all that belongs to it."""

    row: Added


@dataclass(frozen=True, slots=True)
class MoveMilestone:
    """Put a step at `place` (0 is first) among those of its key result."""

    milestone: Id
    place: int


@dataclass(frozen=True, slots=True)
class ToggleIlo:
    """Make a key result the one Individual Learning Objective from a day on, or end that it is."""

    key_result: Id
    on: date


RowCommand: TypeAlias = "AddRow | ChangeRow | DeleteRow | MoveMilestone | ToggleIlo | FeedbackCommand"
