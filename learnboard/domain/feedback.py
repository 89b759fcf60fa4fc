"""What others said about a board, and what its owner answered (FORMAT.md §1)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal, TypeAlias

from learnboard.domain.fields import Id, PersonId

TargetKind: TypeAlias = Literal["board", "goal", "objective", "key_result", "budget_entry", "proposal", "log_entry"]
FeedbackKind: TypeAlias = Literal[
    "comment", "question", "suggestion", "kudos", "call_out", "offer", "approve", "decline", "consent", "objection"
]
Answer: TypeAlias = Literal["unanswered", "done", "will_do", "declined"]


@dataclass(frozen=True, slots=True)
class Target:
    """What feedback is about; `id` refers to no row, the thing may be gone."""

    kind: TargetKind
    id: Id


@dataclass(frozen=True, slots=True)
class SuggestedAction:
    """What somebody suggests to do."""

    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody wrote about a snapshot, and what the owner answered."""

    TABLE: ClassVar[str] = "feedback"

    id: Id
    author: str
    person_id: PersonId
    snapshot_id: Id
    target: Target
    kind: FeedbackKind
    text: str
    action: SuggestedAction | None
    written_at: datetime
    revision: int
    answer: Answer
    reply: str
    attached: bool
