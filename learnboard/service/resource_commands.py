"""Commands of learning time, money and proposals; see `commands`."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id
from learnboard.domain.timer import Moment, RunningTimer

if TYPE_CHECKING:
    from learnboard.domain.learning_block import LearningBlock
    from learnboard.domain.model.learning import LogEntry


class PauseHours(NamedTuple):
    """Grant no learning time by a policy from a day to a day; after them it goes on as it was."""

    policy: Id
    from_on: date
    to_on: date


class ChooseLearningBlock(NamedTuple):
    """Keep a weekday and a time for learning, which goes into calendars; None takes it away."""

    block: "LearningBlock | None"


class StartTimer(NamedTuple):
    """Start the timer of learning time, for a key result or for none; refused while it runs."""

    key_result: Id | None
    at: Moment


class StopTimer(NamedTuple):
    """Stop the timer that was seen running and log an entry for it, or none; refused if it is another by now."""

    timer: RunningTimer
    entry: "LogEntry | None"


ResourceCommand: TypeAlias = PauseHours | ChooseLearningBlock | StartTimer | StopTimer
