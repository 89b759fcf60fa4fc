"""What a reader of a snapshot writes back, as a document of its own (FORMAT.md §1, "Feedback document")."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from learnboard.domain.feedback import FeedbackKind, SuggestedAction, Target
from learnboard.domain.fields import LONGEST_TITLE, Between, Filled, Id


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it. `person_id` is whom the author says to be on the owner's board, and refers to no row."""

    name: Annotated[str, Filled(LONGEST_TITLE)]
    person_id: Id | None


@dataclass(frozen=True, slots=True)
class FeedbackItem:
    """One thing said about one target. A higher revision (1 or more) takes the place of a lower one."""

    TABLE: ClassVar[str] = "items"

    id: Id
    revision: Annotated[int, Between(1)]
    target: Target
    kind: FeedbackKind
    text: str
    action: SuggestedAction | None


@dataclass(frozen=True, slots=True)
class FeedbackDocument:
    """A feedback file: about which snapshot of which board, by whom, and what."""

    feedback_id: Id
    board_id: Id
    snapshot_id: Id
    snapshot_hash: str
    author: Author
    written_at: datetime
    items: tuple[FeedbackItem, ...]
    notices: tuple[str, ...] = ()
