"""Feedback on a board: as rows, and as a document of its own (FORMAT.md §1)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import LONGEST_TITLE, MINOR_1, Between, Filled, Id, PersonId, Verdict

TargetKind: TypeAlias = Literal[
    "board",
    "goal",
    "objective",
    "key_result",
    "budget_entry",
    "proposal",
    "log_entry",
    "meeting",
    "person",
    "stretch",
    "action",
    "assessment",
]
FeedbackKind: TypeAlias = Literal[
    "comment",
    "question",
    "suggestion",
    "kudos",
    "call_out",
    "offer",
    "approve",
    "decline",
    "consent",
    "objection",
    "reaction",
    "amendment",
    "concern",
    "topic",
    "assessment",
]
DECISIONS: Final[frozenset[FeedbackKind]] = frozenset({"approve", "decline", "consent", "objection"})
"""The kinds that decide on what is asked for."""
Levels: TypeAlias = Annotated[Mapping[str, int] | None, Between(1, 5), MINOR_1]
"""An assessment's levels, 1 to 5 for each axis of an instrument."""
Answer: TypeAlias = Literal["unanswered", "done", "will_do", "declined"]


@dataclass(frozen=True, slots=True)
class Target:
    """What feedback is about; `id` is no reference, the row may not be there."""

    kind: TargetKind
    id: Id


@dataclass(frozen=True, slots=True)
class SuggestedAction:
    """An action that feedback suggests."""

    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """Feedback on a snapshot, and the owner's answer."""

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
    levels: Levels = None
    verdict: Annotated[Verdict | None, MINOR_1] = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote feedback. `person_id` is who they say they are on the owner's board; it is no reference."""

    name: Annotated[str, Filled(LONGEST_TITLE)]
    person_id: Id | None


@dataclass(frozen=True, slots=True)
class FeedbackItem:
    """Feedback about one target. A higher revision (1 or more) replaces a lower one."""

    TABLE: ClassVar[str] = "items"

    id: Id
    revision: Annotated[int, Between(1)]
    target: Target
    kind: FeedbackKind
    text: str
    action: SuggestedAction | None
    levels: Levels = None
    verdict: Annotated[Verdict | None, MINOR_1] = None


@dataclass(frozen=True, slots=True)
class FeedbackDocument:
    """A feedback file: its author, the snapshot it is about, and its items."""

    feedback_id: Id
    board_id: Id
    snapshot_id: Id
    snapshot_hash: str
    author: Author
    written_at: datetime
    items: tuple[FeedbackItem, ...]
    notices: tuple[str, ...] = ()
