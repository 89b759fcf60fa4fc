"""Commands and their results.

Commands are named tuples: they are the cheapest values to define, and every start defines them all.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from learnboard.domain.board import Changes
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult, Milestone, Status
from learnboard.domain.named_tuple import NamedTuple

if TYPE_CHECKING:
    from learnboard.domain.action_line import ActionLine
    from learnboard.domain.closing import ClosingAnswers
    from learnboard.domain.model.feedback import Answer, FeedbackDocument
    from learnboard.domain.model.growth import Reflection, Stretch
    from learnboard.domain.model.key_results import IloPeriod
    from learnboard.domain.model.learning import HoursPolicy, LogEntry
    from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
    from learnboard.domain.model.people import Action, Meeting, MeetingKind, Person, Topic
    from learnboard.domain.model.proposals import Proposal, Response
    from learnboard.service.growth_commands import GrowthCommand
    from learnboard.service.resource_commands import ResourceCommand

BoardRow: TypeAlias = (
    "Goal | Cycle | Objective | KeyResult | Milestone | CheckIn | Reflection | Person | Meeting | Topic | Action | "
    "LogEntry | HoursPolicy | Budget | BudgetAdjustment | BudgetEntry | Proposal | Response | "
    "Stretch | IloPeriod"
)
EditableRow: TypeAlias = "BoardRow | BoardInfo"
SuggestionForm: TypeAlias = Literal["key_result", "action"]
"""What a suggestion can become."""
PlannedMeetings: TypeAlias = Literal["keep", "move", "cancel"]
"""What becomes of the meetings that are planned with somebody whose time ends."""
KEEP: Final = "keep"
"""In place of a check-in's blocker: what was in the way before still is."""


class MoveKeyResult(NamedTuple):
    """Move a key result to a place in an objective (0 is the top)."""

    key_result: Id
    objective: Id
    place: int


class MoveObjective(NamedTuple):
    """Move an objective to a place among those of its cycle (0 is the left)."""

    objective: Id
    place: int


class MoveMilestone(NamedTuple):
    """Move a step to a place among those of its key result (0 is the first)."""

    milestone: Id
    place: int


class CheckInKeyResult(NamedTuple):
    """Record where a key result stands on a day: its value, confidence (1 to 10) and a note, each as far as known.

    Without a day it is of today, or of tomorrow if the newest check-in is, so that what is told last counts. A blocker
    that is open stays open, unless another is given; None says that nothing is in the way.
    """

    key_result: Id
    on: date | None
    value: Number | None = None
    confidence: int | None = None
    note: str = ""
    status: Status | None = None
    blocker: Blocker | Literal["keep"] | None = KEEP


class CloseBlocker(NamedTuple):
    """Record that the open blocker of a key result is no longer in the way; refused if it is another by now."""

    key_result: Id
    blocker: Blocker


class ToggleDone(NamedTuple):
    """Mark a key result done on a day, or not; of a milestone its next open step, or open the last one again."""

    key_result: Id
    on: date


class ToggleIlo(NamedTuple):
    """Make a key result the Individual Learning Objective from a day on, or end that it is.

    With what was `learned`, also nothing, it only ends: refused if it has ended meanwhile.
    """

    key_result: Id
    on: date
    learned: str | None = None


class Undo(NamedTuple):
    """Undo the last step."""


class Redo(NamedTuple):
    """Redo the step that was undone last."""


class AddRow(NamedTuple):
    """Add a row at a place among its siblings (0 is the first, None the end), which sets its position."""

    row: BoardRow
    place: int | None = None


class ChangeRow(NamedTuple):
    """Change a row from what the person saw to what they made of it; refused if it was changed meanwhile.

    The `reason` is why a key result gets easier: that is refused without one.
    """

    before: EditableRow
    after: EditableRow
    reason: str = ""


class DeleteRow(NamedTuple):
    """Delete a row and all that belongs to it."""

    row: BoardRow


class CloseCycle(NamedTuple):
    """Close a cycle with what was answered. What goes on does so in `next_cycle`, which is added if it is new.

    Without a next cycle nothing goes on.
    """

    cycle: Id
    answers: "ClosingAnswers"
    next_cycle: Cycle | None = None


class ReopenCycle(NamedTuple):
    """Open a closed cycle again; what was written at its close stays."""

    cycle: Id


class ChooseGoal(NamedTuple):
    """Make a goal the one that is worked towards, and set the one before and all candidates aside."""

    goal: Id


class MoveGoal(NamedTuple):
    """Move a goal to a place among all goals (0 is the first)."""

    goal: Id
    place: int


class AnswerQuestions(NamedTuple):
    """Keep the answers to questions about a goal, by question, as private reflections; an empty text removes one."""

    goal: Id
    answers: Mapping[str, str]


class WriteUpward(NamedTuple):
    """Keep the private notes of a day on a person, by question; an empty one is removed."""

    person: Id
    on: date
    notes: Mapping[str, str]


class DraftObjectives(NamedTuple):
    """Make each line of a goal's options a draft objective in a cycle, unless one of that title is there."""

    goal: Id
    cycle: Id


class PlanMeeting(NamedTuple):
    """Add a planned meeting; refused if one of its kind with the same people is planned already."""

    meeting: "Meeting"


class CancelMeeting(NamedTuple):
    """Delete a planned meeting, and what the last one agreed on; its topics are parked."""

    kind: "MeetingKind"
    with_ids: tuple[Id, ...]
    meeting: Id | None = None


class PutOnAgenda(NamedTuple):
    """Put a topic, new or parked, at the end of a meeting's agenda; a meeting that is no row yet is planned.

    `key` names the meeting, `proposal` what the topic was proposed as: it is not proposed again.
    """

    meeting: "Meeting"
    topic: "Topic"
    key: str = ""
    proposal: str = ""


class DropProposal(NamedTuple):
    """Propose a topic no more for the meeting that `key` names."""

    key: str
    proposal: str
    text: str


class MoveTopic(NamedTuple):
    """Move a topic to a place among those of its meeting, or the parked ones (0 is the first)."""

    topic: Id
    place: int


class HoldMeeting(NamedTuple):
    """Record that a meeting was held, with what came of it; `parked` are the topics that were not reached.

    If by now another than `last` is the last one held of its kind with the same people, it is refused, or with `apart`
    recorded as a meeting of its own.
    """

    meeting: "Meeting"
    last: Id | None = None
    parked: tuple[Id, ...] = ()
    actions: "tuple[ActionLine, ...]" = ()
    apart: bool = False


class MakePrimary(NamedTuple):
    """Make a mentor the primary one. The one before ends; what is planned with them is kept, moved or cancelled."""

    person: Id
    planned: PlannedMeetings = "keep"


class EndRelation(NamedTuple):
    """End the time with a person on a day, and keep what came of the goal and how working together was.

    An empty text is not kept. Meetings that are planned are kept or cancelled.
    """

    person: Id
    on: date
    goal: str = ""
    together: str = ""
    planned: PlannedMeetings = "keep"


class ImportFeedback(NamedTuple):
    """Import feedback on a snapshot of this board; what is known already stays as it is.

    With `add_author` an author whom the board does not know becomes a person on it.
    """

    document: "FeedbackDocument"
    add_author: bool = False


class AnswerFeedback(NamedTuple):
    """Answer feedback, with a reply to its author; declining needs one."""

    feedback: Id
    answer: "Answer"
    reply: str = ""


class TakeUpSuggestion(NamedTuple):
    """Make a key result or an action of a suggestion, and answer it “will do”."""

    feedback: Id
    form: SuggestionForm


class ConfirmDecision(NamedTuple):
    """Let an approval, a refusal, a consent or an objection count from a day on, and answer it “done”.

    What answers a proposal is kept among its responses, on the day it was written.
    """

    feedback: Id
    on: date


class FinishAction(NamedTuple):
    """Mark an action done on a day; None: not done."""

    action: Id
    on: date | None


Command: TypeAlias = (
    "MoveKeyResult | MoveObjective | MoveMilestone | CheckInKeyResult | CloseBlocker | ToggleDone | ToggleIlo | "
    "Undo | Redo | AddRow | ChangeRow | DeleteRow | CloseCycle | ReopenCycle | ChooseGoal | MoveGoal | "
    "AnswerQuestions | WriteUpward | DraftObjectives | PlanMeeting | CancelMeeting | PutOnAgenda | DropProposal | "
    "MoveTopic | HoldMeeting | MakePrimary | EndRelation | ImportFeedback | AnswerFeedback | TakeUpSuggestion | "
    "ConfirmDecision | FinishAction | ResourceCommand | GrowthCommand"
)


class Result(NamedTuple):
    """What was done, in a sentence; what it changed on the board; and the card it was about."""

    message: str
    changes: Changes = Changes()
    focus: Id | None = None
