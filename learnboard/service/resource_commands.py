"""Commands of learning time, money and proposals; see `commands`."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id

if TYPE_CHECKING:
    from learnboard.domain.learning_block import LearningBlock


class PauseHours(NamedTuple):
    """Grant no learning time by a policy from a day to a day; after them it goes on as it was."""

    policy: Id
    from_on: date
    to_on: date


class ChooseLearningBlock(NamedTuple):
    """Keep a weekday and a time for learning, which goes into calendars; None takes it away."""

    block: "LearningBlock | None"


ResourceCommand: TypeAlias = PauseHours | ChooseLearningBlock
