"""The review to which the reader of a snapshot is invited: each objective with the verdict that is asked for."""

from collections.abc import Iterator
from typing import Final

from learnboard.domain.model.feedback import FeedbackItem, Target
from learnboard.presentation.key_results import objective_text
from learnboard.presentation.review_invitation import QUESTIONS, VERDICTS, review_invitation
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.reader import review_reader
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock
from learnboard.ui.toolkit.list_view import ready_block
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cut, heading, paragraph_lines, simplified

_KEYS: Final = "c answers"
_INVITED: Final = "review"
"""What tells an objective of the review from other subjects that are about it."""


def review_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    """Yield the objectives of the review that the reader is invited to, and the review as a whole."""
    context = review_reader(snapshot_view, feedback_draft)
    found = review_invitation(context)
    if found is None:
        return
    intro = paragraph_lines(simplified(found.intro), width, "muted", INDENT)
    yield ready_block([[], heading(found.heading, _KEYS), *intro])
    settings = context.report.records.board_info.settings
    texts = {column.id: objective_text(column, settings) for column in context.report.columns}
    for row in found.objectives:
        target, title = Target("objective", row.id), simplified(row.title)
        facts = f"{texts[row.id].reached}, {texts[row.id].expected}"
        lines: list[Line] = [[StyledText(cut(f"{INDENT}{title}", width), "title")]]
        lines += paragraph_lines(facts, width, "muted", INDENT)
        for item in feedback_draft.items_on(target):
            lines += paragraph_lines(_said(item), width, "accent", INDENT)
        yield ready_block(lines, FeedbackSubject(target, title, _INVITED))
    asked = " ".join(question.prompt for question in QUESTIONS)
    whole = FeedbackSubject(Target("meeting", found.meeting), simplified(found.heading))
    yield ready_block(
        [[StyledText(f"{INDENT}The time as a whole", "title")], *paragraph_lines(asked, width, "muted", INDENT)], whole
    )


def _said(item: FeedbackItem) -> str:
    """What the reader has written about an objective: `yours: Keep. It moves.`."""
    verdict = f"{VERDICTS[item.verdict]}. " if item.verdict else ""
    return f"yours: {verdict}{simplified(item.text)}".rstrip()
