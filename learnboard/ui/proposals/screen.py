"""The list of proposals: where each stands, when it closes, and how many have answered."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.consent import Consultation
from learnboard.domain.model.fields import Id
from learnboard.domain.text import folded
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.proposals import (
    STATES,
    answered_text,
    ask_text,
    entry_text,
    next_step_text,
    section_of,
    when_text,
    when_tone,
)
from learnboard.presentation.values import count_of, value_text
from learnboard.service.commands import DeleteRow, Result
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.filtered_page import FilteredPage
from learnboard.ui.keys.list_bindings import PROPOSAL_LIST
from learnboard.ui.proposals.actions import ProposalActions, read_for
from learnboard.ui.proposals.forms import open_new
from learnboard.ui.proposals.page import ProposalScreen
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cut, fitted, paragraph_lines, simplified

_STATE, _WHEN, _ANSWERED = 14, 22, 16
"""Cells of the columns."""
_NARROW: Final = 100
_WHEN_NARROW, _ANSWERED_NARROW = 18, 7


class ProposalsScreen(ProposalActions, FilteredPage[Consultation]):
    """The list of proposals, in the parts that `section_of` names."""

    TITLE = "Proposals"
    EMPTY = (
        "Nothing is proposed yet. n asks a few people to consent to a training, to time, to a plan or to a policy.",
        "They answer in a page, without installing anything: with a question, a wish, an objection or their consent.",
    )
    SEARCHED = "words of the title, text, kind, state, or a name"
    NOUNS = ("proposal", "proposals")
    NO_ROW = "No proposal is shown here: n writes one."
    BINDINGS: ClassVar[list[BindingType]] = [*PROPOSAL_LIST]

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Consultation | None:
        """The proposal under the cursor."""
        return self.row

    @property
    def no_current(self) -> str:
        """Why there is no proposal under the cursor, and what to do."""
        return self.no_row

    def rows(self) -> Sequence[Consultation]:
        """Return the proposals that the filter shows."""
        return [each for each in self.known.found if all(word in self._searched(each) for word in self.words)]

    def _searched(self, found: Consultation) -> str:
        row, around = found.proposal, self.known.around(found)
        people = around.all_names(row.invited_ids)
        return folded(" ".join((row.title, row.text, value_text(row.kind), STATES[found.state].label, people)))

    def show(self, result: Result | None) -> None:
        """Read everything again, and show it."""
        if self.read():
            super().show(result)

    def head_text(self) -> str:
        """Return what the filter shows."""
        if not self.words:
            return ""
        return self.filter_told(len(self.rows()), len(self.known.found))

    def section(self, row: Consultation) -> str:
        """Return the part that a proposal is in."""
        return section_of(row)

    def row_lines(self, row: Consultation, width: int, *, here: bool) -> Sequence[Line]:
        """Return title, state, closing day and answers; under the cursor what is asked for."""
        day, state = self.session.board.day, STATES[row.state]
        narrow = width < _NARROW
        when, answered = (_WHEN_NARROW, _ANSWERED_NARROW) if narrow else (_WHEN, _ANSWERED)
        room = width - _STATE - when - answered
        lines: list[Line] = [
            [
                StyledText(fitted(simplified(row.proposal.title), room - 2) + "  ", "title" if here else "text"),
                StyledText(fitted(state.text, _STATE), TONE_STYLES[state.tone]),
                StyledText(fitted(when_text(row, day), when), TONE_STYLES[when_tone(row, day)]),
                StyledText(cut(answered_text(row, brief=narrow), answered), "muted"),
            ]
        ]
        return [*lines, *self._more(row, width)] if here else lines

    def _more(self, found: Consultation, width: int) -> list[Line]:
        row, around = found.proposal, self.known.around(found)
        facts = (
            f"{value_text(row.kind)}, {ask_text(row)}",
            entry_text(around.entry, around.day),
            visibility_text(row.visibility),
        )
        asked = f"asked: {around.all_names(row.invited_ids)}" if row.invited_ids else ""
        waiting = len(self.known.waiting.get(row.id, ()))
        fresh = f"{count_of(waiting, 'answer')} to take in: enter" if waiting else ""
        lines: list[Line] = []
        for text in (" · ".join(fact for fact in facts if fact), asked):
            lines += paragraph_lines(simplified(text), width, "muted", INDENT) if text else []
        for text in (fresh, next_step_text(found, self.known.to_make(found), self.session.board.day)):
            lines += paragraph_lines(text, width, "accent", INDENT) if text else []
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Open the form of a new proposal."""
        self.session.keep_up()
        open_new(self, self.known)

    def action_open(self) -> None:
        """Open the page of the proposal."""
        if found := self.need():
            self.app.push_screen(ProposalScreen(self.session, self.known, found.id))

    def action_delete(self) -> None:
        """Delete the proposal with what was said to it, without asking, since this can be undone."""
        if found := self.need():
            self.session.execute(DeleteRow(found.proposal))


def open_proposals(screen: EditorScreen) -> None:
    """Open the list of proposals."""
    if known := read_for(screen):
        screen.app.push_screen(ProposalsScreen(screen.session, known))


def open_proposal(screen: EditorScreen, proposal: Id) -> None:
    """Open the page of a proposal."""
    if (known := read_for(screen)) and known.of(proposal):
        screen.app.push_screen(ProposalScreen(screen.session, known, proposal))
