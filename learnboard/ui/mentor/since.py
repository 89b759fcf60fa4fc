"""The first of what a mentor sees: since we met, the agenda, and what changed, in styled lines."""

from collections.abc import Iterator
from typing import Final

from learnboard.domain.model.feedback import FeedbackItem, Target
from learnboard.domain.model.records import Records
from learnboard.presentation.evidence import WORTH_TALKING, proposed_topics
from learnboard.presentation.feedback import FeedbackText
from learnboard.presentation.ilo import ilo_head
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import AgendaText, agenda, overdue_agendas
from learnboard.presentation.since import ActionSince, SinceText, since_we_met
from learnboard.presentation.values import ILO
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.changes import changes_blocks
from learnboard.ui.mentor.consent import ProposalBlocks
from learnboard.ui.mentor.reader import reader_context
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, SubjectList, board_subject, subject_of
from learnboard.ui.toolkit.list_view import BlockList, ready_block
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    GAP,
    INDENT,
    Line,
    StyledText,
    cell_len,
    flow_lines,
    heading,
    paragraph_lines,
    simplified,
    size_of,
)

_WIDEST: Final = 110
_PROPOSED: Final = "proposed"
"""What tells the subject of a proposed topic from that of a change of the same key result."""


def first_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> SubjectList:
    """Return the first view: goal and ILO, what became of the last meeting, what to talk about, and what changed.

    Who is invited to consent to something sees that first.
    """
    goal = _goal(snapshot_view, reader_context(snapshot_view, feedback_draft), width)
    opening = goal.followed_by(since_blocks(snapshot_view, feedback_draft, width))
    return opening.followed_by(changes_blocks(snapshot_view, feedback_draft, width))


def goal_lines(snapshot_view: SnapshotView, width: int) -> list[Line]:
    """Return the long-term goal, whole, as every view has it; nothing where none is chosen."""
    goal = snapshot_view.board.chosen_goal
    return paragraph_lines(f"Long-term goal: {simplified(goal.statement)}", width) if goal else []


def below_goal(snapshot_view: SnapshotView, listed: SubjectList, width: int) -> SubjectList:
    """Return the content of a view below the long-term goal."""
    lines = goal_lines(snapshot_view, width)
    above: SubjectList = BlockList([ready_block([[], *lines])] if lines else [])
    return above.followed_by(listed)


def _goal(snapshot_view: SnapshotView, context: ReaderContext, width: int) -> SubjectList:
    """Return the long-term goal, whole, and the Individual Learning Objective."""
    lines = goal_lines(snapshot_view, width)
    if head := ilo_head(context):
        lines += paragraph_lines(f"{ILO} {simplified(head.text)}", width)
    return BlockList([ready_block([[], *lines])] if lines else [])


def since_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> SubjectList:
    """Return what the reader is invited to, what became of the last meeting and what to talk about next."""
    view = _Since(snapshot_view, feedback_draft, min(width, _WIDEST))
    invited = ProposalBlocks(snapshot_view, feedback_draft, min(width, _WIDEST)).inviting(whole=False)
    return BlockList([*invited, *view.actions(), *view.remarks(), *view.agenda(), *view.proposed()])


def folded_actions(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[SubjectBlock]:
    """Yield the actions that the first view counts, and does not list."""
    yield from _Since(snapshot_view, feedback_draft, width).folded()


def agenda_subject(records: Records, text: AgendaText | None) -> FeedbackSubject:
    """Return what a topic for the agenda is written about: the meeting, or the board if none is planned."""
    if text is None or text.id is None:
        return board_subject(records)
    return FeedbackSubject(Target("meeting", text.id), simplified(text.heading))


def topics_written(feedback_draft: FeedbackDraft) -> list[FeedbackItem]:
    """Return the topics that the reader has written."""
    return [item for item in feedback_draft.items if item.kind == "topic"]


class _Since:
    """Sections of the view, each a heading and its blocks."""

    def __init__(self, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> None:
        self._view, self._draft = snapshot_view, feedback_draft
        self._records = snapshot_view.snapshot.records
        self._context = reader_context(snapshot_view, feedback_draft)
        self._text: SinceText | None = since_we_met(self._context)
        self._width = width

    def actions(self) -> Iterator[SubjectBlock]:
        """Yield what was taken on, the reader's own first, the open ones before what is done."""
        if self._text is None:
            return
        yield ready_block([[], [StyledText(self._text.heading, "heading-current")]])
        if self._text.nothing_of_yours:
            yield ready_block(self._paragraph(simplified(self._text.nothing_of_yours), "muted"))
        for group in self._text.groups:
            yield self._heading(simplified(group.title), str(len(group.actions)))
            for action in group.first:
                subject = FeedbackSubject(Target("action", action.id), simplified(action.text))
                yield ready_block(self._action(action, mine=group.mine), subject)
            if group.rest:
                yield ready_block(self._paragraph(f"{group.rest} (3 shows them)", "muted"))
        if self._text.nothing:
            yield ready_block(self._paragraph(simplified(self._text.nothing), "muted"))

    def folded(self) -> Iterator[SubjectBlock]:
        """Yield the actions that the first view counts, and does not list."""
        for group in self._text.groups if self._text else ():
            if group.others:
                yield self._heading(f"{simplified(group.title)}, the others", str(len(group.others)))
            for action in group.others:
                subject = FeedbackSubject(Target("action", action.id), simplified(action.text))
                yield ready_block(self._action(action, mine=group.mine), subject)

    def remarks(self) -> Iterator[SubjectBlock]:
        """Yield what came of the reader's remarks, the newest first."""
        if self._text is None or not (self._text.recent or self._text.no_remarks):
            return
        yield self._heading(self._text.remarks_title, simplified(self._text.answered))
        if self._text.no_remarks:
            yield ready_block(self._paragraph(simplified(self._text.no_remarks), "muted"))
        for text in self._text.recent:
            yield ready_block(self._remark(text), subject_of(self._records, text.target, text.id))
        if self._text.rest:
            yield ready_block(self._paragraph(f"{self._text.rest} (4 shows them)", "muted"))

    def agenda(self) -> Iterator[SubjectBlock]:
        """Yield the next meeting with its topics, also those that the reader has written."""
        text, written = agenda(self._context), topics_written(self._draft)
        late = overdue_agendas(self._context)
        if text is None and not written and not late:
            return
        yield self._heading("Agenda", simplified(text.heading) if text else "")
        if text and not text.topics and not written:
            yield ready_block(self._paragraph("nothing on it yet: t adds a topic", "muted"))
        yield from self._topics(text)
        for item in written:
            line = f"+ {simplified(item.text)} (yours)"
            yield ready_block(self._paragraph(line, "accent"), subject_of(self._records, item.target, item.id))
        if text and text.notes:
            yield ready_block(self._paragraph(text.notes, "muted"))
        for each in late:
            yield self._heading("Agenda", simplified(each.heading))
            yield from self._topics(each)

    def _topics(self, text: AgendaText | None) -> Iterator[SubjectBlock]:
        for topic in text.topics if text else ():
            line = simplified(topic)
            subject = agenda_subject(self._records, text)._replace(title=line, line=line)
            yield ready_block(self._paragraph(f"- {line}"), subject)

    def proposed(self) -> Iterator[SubjectBlock]:
        """Yield the topics that the evidence proposes, each with a question to begin with."""
        said = [item.text for item in topics_written(self._draft)]
        texts = proposed_topics(self._context, {row.id: row for row in self._view.changes}, said)
        if texts:
            yield self._heading(WORTH_TALKING, "t puts it on the agenda")
        for text in texts:
            lines = self._paragraph(simplified(f"{text.title}: {text.reason}"))
            lines += self._paragraph(simplified(text.question), "muted")
            yield ready_block(lines, subject_of(self._records, text.target, _PROPOSED)._replace(topic=text.topic))

    def _action(self, action: ActionSince, *, mine: bool) -> list[Line]:
        """Return the lines of an action: its text, and its state beside it or below."""
        lead = [StyledText(f"{INDENT}{action.state.sign} ", TONE_STYLES[action.state.tone])]
        facts = StyledText(simplified(action.facts), TONE_STYLES[action.state.tone])
        text = StyledText(simplified(action.text), "title" if mine else "text")
        gap = self._width - size_of([*lead, text, facts])
        if gap >= len(GAP):
            return [[*lead, text, StyledText(" " * gap), facts]]
        first, *others = paragraph_lines(text.text, self._width, text.style, INDENT * 2) or [[]]
        below = paragraph_lines(facts.text, self._width, facts.style, INDENT * 2)
        return [[*lead, *first[1:]], *others, *below]

    def _remark(self, text: FeedbackText) -> list[Line]:
        """Return the lines of a remark: what came of it, and what was said."""
        tone = TONE_STYLES[text.answer.tone]
        first, *others = paragraph_lines(simplified(text.answer_text), self._width, tone, INDENT * 2)
        answer = [[StyledText(f"{INDENT}{text.answer.sign} ", tone), *first[1:]], *others]
        about = simplified(f"{text.on}{GAP}{text.heading}")
        lines = [*answer, *paragraph_lines(about, self._width, "muted", INDENT * 2)]
        for said in (text.text, text.action):
            lines += paragraph_lines(said, self._width, "text", INDENT * 2)
        return lines

    def _heading(self, title: str, beside: str = "") -> SubjectBlock:
        parts: list[Line] = [[StyledText(title, "heading")], *([[StyledText(beside, "muted")]] if beside else [])]
        if cell_len(title) + len(GAP) + cell_len(beside) <= self._width:
            return ready_block([[], heading(title, beside)])
        return ready_block([[], *flow_lines(parts, self._width)])

    def _paragraph(self, text: str, style: str = "text") -> list[Line]:
        return paragraph_lines(text, self._width, style, INDENT)
