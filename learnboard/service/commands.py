"""Commands and their results.

Commands are named tuples: a frozen dataclass costs eight times as much to define, and every start defines them all.
"""

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from learnboard.domain.board import Changes
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import Blocker, KeyResult, Milestone, Status

if TYPE_CHECKING:
    from learnboard.domain.model.feedback import Answer, FeedbackDocument


BoardRow: TypeAlias = Goal | Cycle | Objective | KeyResult | Milestone
EditableRow: TypeAlias = BoardRow | BoardInfo
SuggestionForm: TypeAlias = Literal["key_result", "action"]
"""What a suggestion can become."""


class MoveKeyResult(NamedTuple):
    """Put a key result at `place` (0 is the top) of an objective."""

    key_result: Id
    objective: Id
    place: int


class MoveObjective(NamedTuple):
    """Put an objective at `place` (0 is the left) among those of its cycle."""

    objective: Id
    place: int


class MoveMilestone(NamedTuple):
    """Put a step at `place` (0 is first) among those of its key result."""

    milestone: Id
    place: int


class CheckInKeyResult(NamedTuple):
    """Say where a key result stands on a day: its value, confidence (1 to 10) and a note, each as far as known."""

    key_result: Id
    on: date
    value: Number | None = None
    confidence: int | None = None
    note: str = ""
    status: Status | None = None
    blocker: Blocker | None = None


class ToggleDone(NamedTuple):
    """Done on the day, or not done after all.

    A milestone key result finishes its next open step; when all are done, the last one is open again.
    """

    key_result: Id
    on: date


class ToggleIlo(NamedTuple):
    """Make a key result the one Individual Learning Objective from a day on, or end that it is."""

    key_result: Id
    on: date


class Undo(NamedTuple):
    """Take the last step back."""


class Redo(NamedTuple):
    """Do the step again that was taken back last."""


class AddRow(NamedTuple):
    """Add a new row, at `place` (0 is first) among its siblings; None is the end. Its position is set for it."""

    row: BoardRow
    place: int | None = None


class ChangeRow(NamedTuple):
    """Change a row from what the person saw to what they made of it; refused if it is another by now."""

    before: EditableRow
    after: EditableRow


class DeleteRow(NamedTuple):
    """Delete a row with all that belongs to it."""

    row: BoardRow


class ImportFeedback(NamedTuple):
    """Keep what somebody wrote about a snapshot of this board; what is known already is left as it is."""

    document: "FeedbackDocument"


class AnswerFeedback(NamedTuple):
    """Answer feedback, with a reply to its author; to decline wants a reason."""

    feedback: Id
    answer: "Answer"
    reply: str = ""


class TakeUpSuggestion(NamedTuple):
    """Make a card or an action of one's own from a suggestion, which is answered “will do” with that."""

    feedback: Id
    form: SuggestionForm


class ConfirmDecision(NamedTuple):
    """Let an approval, a refusal, a consent or an objection count from a day on; it is answered “done” with that."""

    feedback: Id
    on: date


class FinishAction(NamedTuple):
    """An action is done on a day; None: it is still to be done."""

    action: Id
    on: date | None


Command: TypeAlias = (
    MoveKeyResult
    | MoveObjective
    | MoveMilestone
    | CheckInKeyResult
    | ToggleDone
    | ToggleIlo
    | Undo
    | Redo
    | AddRow
    | ChangeRow
    | DeleteRow
    | ImportFeedback
    | AnswerFeedback
    | TakeUpSuggestion
    | ConfirmDecision
    | FinishAction
)


class Result(NamedTuple):
    """What was done, in a sentence, what it changed on the board, and the card it was about."""

    message: str
    changes: Changes = Changes()
    focus: Id | None = None


class CheckInPreview(NamedTuple):
    """A key result's figures as they are and as a check-in would make them."""

    before: Figures
    after: Figures
