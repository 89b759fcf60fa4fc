"""The last sections of the view of requests: assessments side by side, growth, and what else a snapshot holds."""

from collections.abc import Iterator
from typing import Final

from learnboard.domain.model.feedback import Target
from learnboard.domain.model.records import Records
from learnboard.presentation.assessments import ASSESSMENTS, YOUR_VIEW, Assessments, TwoViewsText
from learnboard.presentation.further import names_in
from learnboard.presentation.growth import GrowthItem, fact_text, growth_sections
from learnboard.presentation.labels import count_text
from learnboard.presentation.reader_context import ReaderContext
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, board_subject
from learnboard.ui.toolkit.list_view import ready_block
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    INDENT,
    Line,
    StyledText,
    TableRow,
    clipped,
    flow_lines,
    heading,
    paragraph_lines,
    simplified,
    size_of,
    table_lines,
)

EVERYTHING: Final = "Everything in this file"
_BESIDE: Final = "V shows every row and field"


def growth_blocks(
    snapshot_view: SnapshotView, context: ReaderContext, assessments: Assessments, width: int
) -> Iterator[SubjectBlock]:
    """Yield assessments side by side, and sections of what was said, stretches, changed targets, reviews and energy."""
    records = snapshot_view.snapshot.records
    snapshots = max(snapshot_view.snapshot.sequence, snapshot_view.number + 1)
    texts = [text for text in assessments.texts if not text.asked]
    if texts:
        yield ready_block([[], heading(ASSESSMENTS)])
    for text in texts:
        yield ready_block(_two_views(text, width), FeedbackSubject(Target("assessment", text.id), text.instrument))
    for section in growth_sections(context, records, names_in(records, context.owner), snapshots=snapshots):
        yield ready_block([[], heading(section.title)])
        for item in section.items:
            subject = FeedbackSubject(item.target, simplified(item.title)) if item.target else board_subject(records)
            yield ready_block(_item(item, width), subject)


def rating_blocks(assessments: Assessments, width: int) -> Iterator[SubjectBlock]:
    """Yield the instruments on which the reader is to rate the owner; nothing where there is none."""
    asked = [text for text in assessments.texts if text.asked]
    if asked:
        yield ready_block([[], heading(YOUR_VIEW, "c rates")])
    for text in asked:
        lines = [
            *paragraph_lines(simplified(text.instrument), width, "title", INDENT),
            *paragraph_lines(simplified(", ".join(axis.axis for axis in text.axes)), width, "text", INDENT),
            *paragraph_lines(simplified(text.facts), width, "muted", INDENT),
        ]
        yield ready_block(lines, FeedbackSubject(Target("assessment", text.id), simplified(text.instrument)))


def everything_blocks(records: Records, width: int) -> Iterator[SubjectBlock]:
    """Yield how many rows each table of a file has; the key beside it opens them."""
    counts = (count_text(table, len(rows)) for table, rows in records.tables() if rows)
    facts: list[Line] = [[StyledText(count, "muted")] for count in counts]
    title = heading(EVERYTHING, _BESIDE)
    whole = [title] if size_of(title) <= width else [heading(EVERYTHING), [StyledText(f"{INDENT}{_BESIDE}", "muted")]]
    yield ready_block([[], *whole])
    lines = [[StyledText(INDENT), *line] for line in flow_lines(facts, width - len(INDENT))]
    yield ready_block(lines, board_subject(records))


def _two_views(text: TwoViewsText, width: int) -> Iterator[Line]:
    """Yield an instrument, the two views, and a row for each axis with the gap between them."""
    yield from paragraph_lines(simplified(text.instrument), width, "title", INDENT)
    yield from paragraph_lines(simplified(text.facts), width, "muted", INDENT)
    own, other = (simplified(name) for name in text.names)
    rows = [
        TableRow(
            [
                StyledText(simplified(axis.axis)),
                StyledText(f"{own} {axis.own}", "muted"),
                StyledText(f"{other} {axis.other}" if other else "", "muted"),
                StyledText(simplified(axis.gap.text), TONE_STYLES[axis.gap.tone]),
            ]
        )
        for axis in text.axes
    ]
    yield from (clipped(line, width) for line in table_lines(rows, width))
    for view in text.views:
        for told in (view.strengths, view.note):
            if told:
                yield from paragraph_lines(simplified(f"{view.who}: {told}"), width, "text", INDENT)


def _item(item: GrowthItem, width: int) -> Iterator[Line]:
    yield from paragraph_lines(simplified(item.title), width, "title", INDENT)
    yield from paragraph_lines(simplified(item.beside), width, "muted", INDENT)
    for fact in item.facts:
        yield from paragraph_lines(simplified(fact_text(fact)), width, "text", INDENT)
