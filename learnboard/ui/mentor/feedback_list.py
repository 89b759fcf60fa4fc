"""The picture of feedback: the items of the file to be written, the own note, and what came of earlier items."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import Answer, Feedback, FeedbackItem
from learnboard.presentation.values import short_day
from learnboard.service.mentor import FeedbackDraft, SnapshotView
from learnboard.ui.mentor.labels import KINDS, answered_words, counted
from learnboard.ui.mentor.people import refused_blocks
from learnboard.ui.mentor.subjects import SubjectBlock, SubjectList, subject_of
from learnboard.ui.toolkit.list_view import BlockList, ready_block
from learnboard.ui.toolkit.styled_text import GAP, Line, StyledText, flow_lines, heading, paragraph_lines
from learnboard.ui.toolkit.text import cell_len, cut, simplified

_WIDEST = 110
_INDENT = "  "
_LONGEST_AUTHOR: Final = 24
_ANSWERS: Final[Mapping[Answer, StyledText]] = {
    "unanswered": StyledText("not answered yet", "muted"),
    "done": StyledText("done", "good"),
    "will_do": StyledText("will do", "good"),
    "declined": StyledText("declined", "warn"),
}


def feedback_blocks(
    snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int, refused: Sequence[str] = ()
) -> SubjectList:
    """What was written about this snapshot, in lines of at most `width` cells; the files `refused` come last."""
    width = min(width, _WIDEST)
    return BlockList(
        [
            *_blocks(snapshot_view, feedback_draft, width),
            *_earlier(snapshot_view, width),
            *refused_blocks(refused, width),
        ]
    )


def _blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    yield ready_block([[], *flow_lines(_title(feedback_draft), width)])
    if feedback_draft.taken_back:
        items = counted(feedback_draft.taken_back, "item that you deleted was", "items that you deleted were")
        yield ready_block(paragraph_lines(f"{items} in the file before: the owner may have it already.", width, "warn"))
    if not feedback_draft.items:
        yield ready_block(
            [[], *paragraph_lines("Nothing yet: c writes about what the cursor stands on, in any of the views.", width)]
        )
    for item in feedback_draft.items:
        yield ready_block([[]])
        subject = subject_of(snapshot_view.snapshot.records, item.target, item.id)
        yield ready_block(_item(item, subject.named, feedback_draft, snapshot_view.snapshot.as_of, width), subject)
    if feedback_draft.note.strip():
        yield ready_block(
            [
                [],
                heading("Your own note", "stays on this machine"),
                *paragraph_lines(feedback_draft.note, width, "text", _INDENT),
            ]
        )


def _title(feedback_draft: FeedbackDraft) -> list[Line]:
    """How much there is, and whether it is in a file."""
    title: Line = [StyledText("What you wrote", "heading-current")]
    if not feedback_draft.items:
        return [title]
    count = counted(len(feedback_draft.items), "item")
    if feedback_draft.unwritten:
        return [
            title,
            [
                StyledText(f"{count}, "),
                StyledText(f"{feedback_draft.unwritten} not in a file yet: w writes it", "warn"),
            ],
        ]
    return [title, [StyledText(f"{count}, all in the file", "muted")]]


def _item(item: FeedbackItem, about: str, feedback_draft: FeedbackDraft, day: date, width: int) -> Iterator[Line]:
    sign = StyledText("" if feedback_draft.written.get(item.id) == item.revision else " •", "warn")
    kind = KINDS[item.kind]
    yield [
        StyledText(kind, "accent"),
        sign,
        StyledText(GAP),
        StyledText(cut(about, width - len(kind) - len(sign.text) - 3), "muted"),
    ]
    yield from paragraph_lines(item.text, width, "text", _INDENT)
    if item.action:
        due = f", by {short_day(item.action.due_on, day)}" if item.action.due_on else ""
        yield from paragraph_lines(f"to do: {item.action.text}{due}", width, "title", _INDENT)


def _earlier(snapshot_view: SnapshotView, width: int) -> Iterator[SubjectBlock]:
    """The feedback that the owner has had, the newest first, each with what they answered."""
    records = snapshot_view.snapshot.records
    if not records.feedback:
        return
    title: list[Line] = [
        [StyledText("Earlier feedback, and what came of it", "heading")],
        [StyledText(answered_words(snapshot_view), "muted")],
    ]
    yield ready_block([[], *flow_lines(title, width)])
    for one in sorted(records.feedback, key=lambda one: (one.written_at, one.id), reverse=True):
        yield ready_block([[]])
        subject = subject_of(records, one.target, one.id)
        yield ready_block(_answered(one, subject.named, width), subject)


def _answered(one: Feedback, about: str, width: int) -> Iterator[Line]:
    kind = f"{KINDS[one.kind]}, {cut(simplified(one.author) or 'somebody', _LONGEST_AUTHOR)}"
    kind = cut(kind, width)
    room = width - cell_len(kind) - len(GAP)
    yield [StyledText(kind, "accent"), *([StyledText(GAP), StyledText(cut(about, room), "muted")] if room > 1 else [])]
    yield from paragraph_lines(one.text, width, "text", _INDENT)
    if one.action:
        yield from paragraph_lines(f"to do: {one.action.text}", width, "text", _INDENT)
    sign = _ANSWERS[one.answer]
    yield from paragraph_lines(
        f"{sign.text}: {one.reply}" if one.reply.strip() else sign.text, width, sign.style, _INDENT
    )
