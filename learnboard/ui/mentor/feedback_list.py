"""The view of feedback, in styled lines: draft items, the own note, and earlier items with answers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import FeedbackItem
from learnboard.presentation.feedback import (
    EARLIER,
    FeedbackText,
    answered_text,
    earlier_feedback,
    suggested_action,
)
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.rows import levels_text
from learnboard.presentation.values import count_of
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.people import refused_blocks
from learnboard.ui.mentor.reader import reader_context
from learnboard.ui.mentor.subjects import SubjectBlock, SubjectList, subject_of
from learnboard.ui.toolkit.list_view import BlockList, ready_block
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    GAP,
    INDENT,
    Line,
    StyledText,
    cut,
    flow_lines,
    heading,
    paragraph_lines,
    simplified,
)

_WIDEST: Final = 110


def feedback_blocks(
    snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int, refused: Sequence[str] = ()
) -> SubjectList:
    """Return the feedback on this snapshot, in lines of at most `width` cells. `refused` files come last."""
    width = min(width, _WIDEST)
    return BlockList(
        [
            *_written(snapshot_view, feedback_draft, width),
            *_earlier(snapshot_view, feedback_draft, width),
            *refused_blocks(refused, width),
        ]
    )


def _written(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    yield ready_block([[], *flow_lines(_title(feedback_draft), width)])
    if feedback_draft.deleted_since:
        items = count_of(feedback_draft.deleted_since, "item you deleted was", "items you deleted were")
        yield ready_block(
            paragraph_lines(f"{items} in the previous file: the owner may already have it.", width, "warn")
        )
    if not feedback_draft.items:
        yield ready_block(
            [[], *paragraph_lines("Nothing yet: c gives feedback on the item under the cursor, in any view.", width)]
        )
    for item in feedback_draft.items:
        yield ready_block([[]])
        subject = subject_of(snapshot_view.snapshot.records, item.target, item.id)
        written = feedback_draft.written.get(item.id) == item.revision
        yield ready_block(_item(item, subject.named, snapshot_view.snapshot.as_of, width, written=written), subject)
    if feedback_draft.note.strip():
        title = heading("Your own note", "stays on this machine")
        yield ready_block([[], title, *paragraph_lines(feedback_draft.note, width, "text", INDENT)])


def _title(feedback_draft: FeedbackDraft) -> list[Line]:
    """Return the title with the number of items and whether they are in a file."""
    title: Line = [StyledText("What you wrote", "heading-current")]
    if not feedback_draft.items:
        return [title]
    count, unwritten = count_of(len(feedback_draft.items), "item"), feedback_draft.unwritten
    if unwritten:
        return [title, [StyledText(f"{count}, "), StyledText(f"{unwritten} not in a file yet: w writes it", "warn")]]
    return [title, [StyledText(f"{count}, all in the file", "muted")]]


def _item(item: FeedbackItem, about: str, day: date, width: int, *, written: bool) -> Iterator[Line]:
    sign = "" if written else " •"
    label = FEEDBACK_KINDS[item.kind]
    kind = label.signed
    room = width - len(kind) - len(sign) - len(GAP)
    yield [
        StyledText(kind, TONE_STYLES[label.tone] if label.sign else "accent"),
        StyledText(sign, "warn"),
        StyledText(GAP),
        StyledText(cut(about, room), "muted"),
    ]
    yield from paragraph_lines(simplified(levels_text(item.levels or {})), width, "text", INDENT)
    yield from paragraph_lines(item.text, width, "text", INDENT)
    yield from paragraph_lines(suggested_action(item.action, day), width, "title", INDENT)


def _earlier(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    """Yield the feedback the owner already has, newest first, each item with its answer."""
    context, records = reader_context(snapshot_view, feedback_draft), snapshot_view.snapshot.records
    texts = earlier_feedback(context)
    if not texts:
        return
    answered = answered_text(records.feedback, simplified(context.owner))
    yield ready_block([[], *flow_lines([[StyledText(EARLIER, "heading")], [StyledText(answered, "muted")]], width)])
    for text in texts:
        yield ready_block([[]])
        yield ready_block(earlier_lines(text, width), subject_of(records, text.target, text.id))


def heading_style(text: FeedbackText) -> str:
    """Return the style of a heading: a refusal looks different from an approval."""
    return "muted" if text.tone == "neutral" else TONE_STYLES[text.tone]


def earlier_lines(text: FeedbackText, width: int) -> list[Line]:
    """Return the lines of an earlier feedback item with its answer."""
    return [
        *paragraph_lines(f"{text.on}{GAP}{simplified(text.heading)}", width, heading_style(text), INDENT),
        *paragraph_lines(text.text, width, "text", INDENT),
        *paragraph_lines(text.action, width, "text", INDENT),
        *paragraph_lines(text.answer_text, width, TONE_STYLES[text.answer.tone], INDENT),
    ]
