"""What feedback can be about, as the mentor's view names it."""

from typing import Final, NamedTuple, TypeAlias

from learnboard.domain.model.feedback import Target, TargetKind
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import Records
from learnboard.ui.toolkit.list_view import Block, BlockList
from learnboard.ui.toolkit.text import simplified

NAMES: Final[dict[TargetKind, str]] = {
    "board": "the whole board",
    "goal": "goal",
    "objective": "objective",
    "key_result": "key result",
    "budget_entry": "budget entry",
    "proposal": "proposal",
    "log_entry": "learning time",
}
GONE: Final = "(no longer in this snapshot)"
_TABLES: Final[dict[TargetKind, str]] = {
    "goal": "goals",
    "objective": "objectives",
    "key_result": "key_results",
    "budget_entry": "budget_entries",
    "proposal": "proposals",
    "log_entry": "log_entries",
}


class FeedbackSubject(NamedTuple):
    """What the cursor can stand on: what feedback on it is about, and its words on one line.

    `item` is the feedback that stands there, where feedback is listed.
    """

    target: Target
    title: str
    item: Id | None = None

    @property
    def key_result(self) -> Id | None:
        """The key result it is."""
        return self.target.id if self.target.kind == "key_result" else None

    @property
    def named(self) -> str:
        """What it is and how it is called: `key result “Cut latency”`."""
        name = NAMES[self.target.kind]
        return name if self.target.kind == "board" else f"{name} “{self.title}”"


SubjectBlock: TypeAlias = Block[FeedbackSubject]
SubjectList: TypeAlias = BlockList[FeedbackSubject]


def board_subject(records: Records) -> FeedbackSubject:
    """The board itself."""
    return FeedbackSubject(Target("board", records.board_info.id), NAMES["board"])


def subject_of(records: Records, target: Target, item: Id | None = None) -> FeedbackSubject:
    """What a target is in a snapshot."""
    if target.kind == "board":
        return FeedbackSubject(target, NAMES["board"], item)
    row = next((row for row in records.table(_TABLES[target.kind]) if row.id == target.id), None)
    return FeedbackSubject(target, GONE if row is None else _words(row), item)


def _words(row: object) -> str:
    """The words by which people know a row."""
    text = getattr(row, "title", "") or getattr(row, "statement", "") or getattr(row, "text", "")
    return simplified(str(text)) or "without words"
