"""Commands of learning time, money and proposals; see `commands`."""

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from learnboard.domain.model.fields import Id, Number
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.timer import Moment, RunningTimer

if TYPE_CHECKING:
    from learnboard.domain.learning_block import LearningBlock
    from learnboard.domain.model.learning import LogEntry
    from learnboard.domain.model.money import Evaluation, Level
    from learnboard.domain.model.proposals import Funding, Proposal


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


class SkipStep(NamedTuple):
    """Leave the newest step as it is, which can no longer be undone, so that undo goes on with the one before it."""


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


class WriteProposal(NamedTuple):
    """Add a proposal as a draft, or change one; `before` is as it was seen, None for a new one."""

    before: "Proposal | None"
    after: "Proposal"


class OpenProposal(NamedTuple):
    """Open a draft: from today on it can be consented to."""

    proposal: Id


class WithdrawProposal(NamedTuple):
    """Withdraw a proposal, or take one up again that was withdrawn; of a closed one make a new draft."""

    proposal: Id


class AnswerResponse(NamedTuple):
    """Answer somebody's response in its place; a second answer takes the place of the first."""

    response: Id
    text: str


class AmendProposal(NamedTuple):
    """Change what an open proposal asks for, say what changed, and ask those anew who had consented.

    `resolves` is the response that this answers, such as an objection.
    """

    before: "Proposal"
    after: "Proposal"
    text: str
    resolves: Id | None = None


class DecideProposal(NamedTuple):
    """Enter what is granted after the close, and when that is looked at again."""

    proposal: Id
    decision: "Funding"
    review_on: date | None


class KnowAuthor(NamedTuple):
    """Say that feedback whose file only names its author is by the person of that name: all of that file."""

    feedback: Id


class FulfilProposal(NamedTuple):
    """Do what was consented to: a policy becomes the learning time of a week, a training its money entry.

    `amount` is the estimate of a training that names no entry yet, in the board's currency.
    """

    proposal: Id
    amount: Number | None = None


ResourceCommand: TypeAlias = (
    PauseHours
    | SkipStep
    | ChooseLearningBlock
    | StartTimer
    | StopTimer
    | EvaluateEntry
    | ShareSuccess
    | WriteProposal
    | OpenProposal
    | WithdrawProposal
    | AnswerResponse
    | AmendProposal
    | DecideProposal
    | FulfilProposal
    | KnowAuthor
)
