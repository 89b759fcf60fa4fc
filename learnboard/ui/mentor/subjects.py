"""Subjects of feedback, as the mentor's view names them."""

from typing import Final, TypeAlias

from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.labels import WHOLE_BOARD
from learnboard.presentation.reader_context import MISSING, named_target, target_title
from learnboard.ui.toolkit.list_view import Block, BlockList
from learnboard.ui.toolkit.text import simplified

_NO_TITLE: Final = "without a title"


class FeedbackSubject(NamedTuple):
    """Something the cursor can select: the target of feedback on it, and its title on one line.

    `item` is the id of the selected feedback item, in a list of feedback. `line` is what the target says there, where
    feedback has to quote it: a line of an agenda has no identity of its own, its meeting has. `topic` is the line
    that is proposed for the agenda there.
    """

    target: Target
    title: str
    item: Id | None = None
    line: str = ""
    topic: str = ""

    @property
    def key_result(self) -> Id | None:
        """Id of the key result, if the target is one."""
        return self.target.id if self.target.kind == "key_result" else None

    @property
    def named(self) -> str:
        """Kind and title: `key result “Cut latency”`."""
        return named_target(self.target.kind, None if self.title == MISSING else self.title)


SubjectBlock: TypeAlias = Block[FeedbackSubject]
SubjectList: TypeAlias = BlockList[FeedbackSubject]


def board_subject(records: Records) -> FeedbackSubject:
    """Return the board itself as a subject."""
    return FeedbackSubject(Target("board", records.board_info.id), WHOLE_BOARD)


def subject_of(records: Records, target: Target, item: Id | None = None) -> FeedbackSubject:
    """Return a target as a subject, titled as in a snapshot."""
    title = target_title(records, target)
    return FeedbackSubject(target, MISSING if title is None else simplified(title) or _NO_TITLE, item)
