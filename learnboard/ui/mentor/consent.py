"""Proposals in the mentor's view: what the reader is asked to consent to, and what became of other proposals."""

from collections.abc import Iterator, Sequence
from typing import Final

from learnboard.domain.consent import Consultation
from learnboard.domain.model.feedback import DECISIONS, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.proposals import Proposal
from learnboard.presentation.around import Around
from learnboard.presentation.consent import CLOSED, INVITED, invitation_text, own_word
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.proposals import proposal_text
from learnboard.presentation.responses import ResponseText
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.reader import consent_context, decision_on, undecided_proposals
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock
from learnboard.ui.toolkit.list_view import ready_block
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cut, heading, paragraph_lines, simplified, size_of

_KEYS: Final = "C consents, O objects, c asks or comments"
_ASKED: Final = "asked"
"""What tells a proposal at the top of the first view from other subjects that are about it."""
_MOST_LINES: Final = 12
"""Lines of a proposal's own text in the first view; the third shows all of it."""


class ProposalBlocks:
    """Proposals by whether the reader is asked, each section a heading and its blocks."""

    def __init__(self, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> None:
        self._view, self._draft, self._width = snapshot_view, feedback_draft, width
        self._context = consent_context(snapshot_view, feedback_draft)
        self._reader = self._context.you
        self._undecided = {target.id for target in undecided_proposals(snapshot_view, feedback_draft)}

    def inviting(self, *, whole: bool = True) -> Iterator[SubjectBlock]:
        """Yield the open proposals to which the reader is invited, what waits for them first."""
        rows = [row for row in self._open() if self._is_invited(row)]
        waiting = [row for row in rows if row.id in self._undecided]
        if not rows:
            return
        yield self._heading(invitation_text(waiting[0], self._context) if waiting else INVITED, _KEYS)
        for row in sorted(rows, key=lambda row: row not in waiting):
            yield self._open_block(row, _ASKED if not whole else None, most=None if whole else _MOST_LINES)

    def others(self) -> Iterator[SubjectBlock]:
        """Yield the other open proposals: those that ask whoever reads them, or somebody else."""
        rows = [row for row in self._open() if not self._is_invited(row)]
        if not rows and not self._open():
            yield self._heading("Open proposals", "")
            yield ready_block([[StyledText(f"{INDENT}none", "muted")]])
        elif rows:
            asks = any(row.id in self._undecided for row in rows)
            yield self._heading("Open proposals", _KEYS if asks else "c comments")
            yield from (self._open_block(row) for row in rows)

    def closed(self) -> Iterator[SubjectBlock]:
        """Yield the proposals that are no longer open, with their outcome."""
        over = [found for found in self._view.report.proposals if found.state not in ("open", "draft")]
        if over:
            yield self._heading("Other proposals", "")
            yield ready_block(paragraph_lines(CLOSED, self._width, "muted", INDENT))
        for found in over:
            subject = FeedbackSubject(Target("proposal", found.id), simplified(found.proposal.title))
            yield ready_block(self._lines(found), subject)

    def _open(self) -> Sequence[Proposal]:
        return self._view.requests.consents

    def _is_invited(self, row: Proposal) -> bool:
        """Whether the reader is invited; a file that invites somebody is meant for one of them, if nobody is known."""
        return bool(row.invited_ids) and (self._reader is None or self._reader in row.invited_ids)

    def _open_block(self, row: Proposal, item: Id | None = None, most: int | None = None) -> SubjectBlock:
        target = Target("proposal", row.id)
        lines = self._lines(self._context.consultations[row.id], most)
        lines += decision_lines(self._draft, target, self._width)
        return ready_block(lines, FeedbackSubject(target, simplified(row.title), item))

    def _heading(self, title: str, beside: str) -> SubjectBlock:
        line = heading(title, beside)
        if size_of(line) <= self._width:
            return ready_block([[], line])
        return ready_block([[], heading(title), *self._paragraph(beside, "muted")])

    def _lines(self, found: Consultation, most: int | None = None) -> list[Line]:
        """Return a proposal in full; of its own text at most so many lines."""
        text = proposal_text(found, Around.for_reader(self._context, found.proposal))
        title = cut(f"{INDENT}{simplified(text.title)}", self._width)
        is_open = found.state == "open"
        state = () if is_open else (text.state.label,)
        facts = ", ".join((*state, text.kind, text.ask, text.closes.full, text.needed))
        about = self._paragraph(text.text)
        if most is not None and len(about) > most:
            about = [*about[:most], *self._paragraph("… (3 shows all of it)", "muted")]
        lines: list[Line] = [[StyledText(title, "title" if is_open else "text")], *self._paragraph(facts, "muted")]
        lines += about
        for more in text.about:
            lines += self._paragraph(more, "muted")
        for response in text.responses:
            lines += self._response(response, 2)
            for answer in response.answers:
                lines += self._response(answer, 3)
        if yours := own_word(found, self._context):
            lines += self._paragraph(simplified(yours.text), TONE_STYLES[yours.tone])
        return lines

    def _response(self, text: ResponseText, depth: int) -> list[Line]:
        style = "text" if text.counts else "muted"
        return paragraph_lines(text.whole, self._width, style, INDENT * depth)

    def _paragraph(self, text: str, style: str = "text") -> list[Line]:
        return paragraph_lines(text, self._width, style, INDENT)


def decision_lines(feedback_draft: FeedbackDraft, target: Target, width: int) -> list[Line]:
    """Return the reader's decision on a target, if any."""
    kind = decision_on(feedback_draft, target)
    if kind is None:
        return []
    text = next((item.text for item in feedback_draft.items_on(target) if item.kind in DECISIONS), "")
    label = FEEDBACK_KINDS[kind]
    decision = f"{label.sign} your {label.noun}" + (f": {simplified(text)}" if text.strip() else "")
    return paragraph_lines(decision, width, TONE_STYLES[label.tone], INDENT)
