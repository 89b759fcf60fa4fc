"""Commands of learning time, money and proposals; see `commands`."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from learnboard.domain.model.fields import Id
from learnboard.domain.timer import Moment, RunningTimer

if TYPE_CHECKING:
    from learnboard.domain.learning_block import LearningBlock
    from learnboard.domain.model.learning import LogEntry
    from learnboard.domain.model.money import Evaluation, Level


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


class Rating(NamedTuple):
    """What an entry was worth at a level, 1 to 5, with a note; None takes back what was rated, which was `before`."""

    level: "Level"
    rating: int | None
    note: str = ""
    before: "Evaluation | None" = None


class EvaluateEntry(NamedTuple):
    """Keep what a budget entry was worth; refused if a level was rated otherwise meanwhile."""

    entry: Id
    ratings: tuple[Rating, ...]


class ShareSuccess(NamedTuple):
    """Keep how others learned from a budget entry, and when; an empty text says that they did not.

    `seen` is what was kept when the person saw it: refused if it is something else by now.
    """

    entry: Id
    shared_as: str
    on: date
    seen: str = ""


ResourceCommand: TypeAlias = PauseHours | ChooseLearningBlock | StartTimer | StopTimer | EvaluateEntry | ShareSuccess
