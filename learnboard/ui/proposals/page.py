"""The page of one proposal: what is asked for, who said what in which order, and what came of it."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.consent import Consultation, Voice
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.labels import FEEDBACK_KINDS, author_label, visibility_text
from learnboard.presentation.proposals import ProposalText, next_step_text, proposal_text
from learnboard.presentation.responses import ResponseText, doubt_text
from learnboard.presentation.values import local_day, quoted, short_day
from learnboard.service.commands import ConfirmDecision, DeleteRow, Result
from learnboard.service.queries.authors import asked_author, person_of_name
from learnboard.service.queries.proposals import Consultations
from learnboard.service.resource_commands import KnowAuthor
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import PROPOSAL_PAGE
from learnboard.ui.proposals.actions import ProposalActions
from learnboard.ui.proposals.forms import open_amendment, open_reply
from learnboard.ui.session import Session
from learnboard.ui.toolkit.questions import confirmation
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    GAP,
    INDENT,
    Line,
    StyledText,
    TableRow,
    fitted,
    paragraph_lines,
    simplified,
    table_lines,
)

_LABEL: Final = 11
_DAY, _WHO = 8, 18
"""Cells of the columns."""
_SAID: Final = "What was said"
_WAITING: Final = "Came in with feedback, not taken in yet"
_NOBODY_SPOKE: Final = (
    "Nobody has answered yet. ctrl+e writes a file and a page for each of the invited; i in the meeting (m) takes in "
    "what they send back."
)
_COUNTS: Final = "enter lets it count"
_NOT_OPEN: Final = "An amendment changes what people consent to while it is open: e changes a draft."
_NOTHING_SAID: Final = "Nobody has said anything here yet: ctrl+e writes the invitations."
_OWN: Final = "That is your own: a answers what somebody else said, del deletes it."
_STAYS: Final = "What somebody else said stays in the record: only your own answers and amendments can be deleted."


class PageRow(NamedTuple):
    """A response, or feedback that is none yet."""

    id: Id
    voice: Voice | None = None
    text: ResponseText | None = None
    feedback: Feedback | None = None


class ProposalScreen(ProposalActions, ListPage[PageRow]):
    """The page of one proposal; closes when it is gone from the board."""

    BINDINGS: ClassVar[list[BindingType]] = [*PROPOSAL_PAGE]

    def __init__(self, session: Session, known: Consultations, proposal: Id) -> None:
        super().__init__(session, known)
        self._gone = False
        self._become(proposal)

    def _become(self, proposal: Id) -> bool:
        """Show a proposal as it is now; return whether it is there."""
        found = self.known.of(proposal)
        if found is None:
            return False
        self._found = found
        self._page_text: ProposalText = proposal_text(found, self.known.around(found))
        said = [
            PageRow(voice.response.id, voice, text)
            for voice, text in zip(found.voices, self._page_text.responses, strict=True)
        ]
        waiting = self.known.waiting.get(proposal, ())
        self._shown = [*said, *(PageRow(f"feedback-{row.id}", feedback=row) for row in waiting)]
        return True

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Consultation | None:
        """The proposal of the page."""
        return self._found

    def rows(self) -> Sequence[PageRow]:
        """Return what was said, and what came in and is not taken in yet."""
        return self._shown

    def section(self, row: PageRow) -> str:
        """Return the heading above a row."""
        return _WAITING if row.feedback else _SAID

    def title_text(self) -> str:
        """Return the title."""
        return simplified(self._page_text.title)

    def head_text(self) -> str:
        """Return what kind of proposal it is."""
        return self._page_text.kind

    def summary(self, width: int) -> Sequence[Line]:
        """Return where it stands, what is asked for, and what came of it."""
        page = self._page_text
        head = [StyledText(page.state.text, TONE_STYLES[page.state.tone]), StyledText(f"{GAP}{page.standing}", "muted")]
        lines: list[Line] = [head]
        text = [line for part in page.text.split("\n") for line in paragraph_lines(simplified(part), width) or [[]]]
        lines += [[], *text] if page.text else []
        facts = [(label, text, "text") for label, text in page.facts]
        facts.append(("seen by", visibility_text(self._found.proposal.visibility), "muted"))
        outcome = [(label, fact.text, TONE_STYLES[fact.tone]) for label, fact in (*page.waiting, *page.outcome)]
        if step := next_step_text(self._found, self.known.to_make(self._found), self.session.board.day):
            outcome.append(("next", step, "accent"))
        for part in (facts, outcome):
            lines += [[], *_table(part, width)] if part else []
        if not self._shown and self._found.state == "open":
            lines += [[], *paragraph_lines(_NOBODY_SPOKE, width, "muted")]
        return lines

    def row_lines(self, row: PageRow, width: int, *, here: bool) -> Sequence[Line]:
        """Return what somebody said, with what is to be known about it and the answers."""
        if row.feedback:
            return self._feedback_lines(row.feedback, width, here=here)
        assert row.text is not None
        text, style = row.text, "title" if here else "text"
        lead = [
            StyledText(fitted(text.on, _DAY), "muted"),
            StyledText(fitted(simplified(text.author), _WHO), style),
            StyledText(text.kind.text, TONE_STYLES[text.kind.tone]),
        ]
        lines: list[Line] = [lead]
        indent = " " * _DAY
        for paragraph in text.text.split("\n") if text.text else ():
            lines += paragraph_lines(simplified(paragraph), width, style, indent)
        for note in text.notes:
            lines += paragraph_lines(simplified(note.text), width, TONE_STYLES[note.tone], indent)
        for answer in text.answers:
            lines += paragraph_lines(
                simplified(f"{answer.on}, {answer.author}: {answer.text}"),
                width,
                "accent" if here else "text",
                indent + INDENT,
            )
        return lines

    def _feedback_lines(self, row: Feedback, width: int, *, here: bool) -> list[Line]:
        label, day = FEEDBACK_KINDS[row.kind], self.session.board.day
        written = local_day(row.written_at)
        lead = [
            StyledText(fitted(short_day(written, day), _DAY), "muted"),
            StyledText(fitted(author_label(row.author), _WHO), "title" if here else "text"),
            StyledText(label.signed, TONE_STYLES[label.tone]),
        ]
        lines: list[Line] = [lead]
        for paragraph in row.text.split("\n") if row.text.strip() else ():
            lines += paragraph_lines(simplified(paragraph), width, "title" if here else "text", " " * _DAY)
        if told := self._doubt(row):
            return [*lines, *paragraph_lines(told, width, "warn", " " * _DAY)]
        return [*lines, *(paragraph_lines(_COUNTS, width, "accent", " " * _DAY) if here else ())]

    def _doubt(self, row: Feedback) -> str:
        """Why feedback would count for nothing; empty if it counts."""
        if same := self._namesake(row):
            return f"{asked_author(same)} The file does not say so: enter, then y says that it is."
        proposal = self._found.proposal
        invited = not proposal.invited_ids or row.person_id in proposal.invited_ids
        return doubt_text(late=local_day(row.written_at) > proposal.closes_on, invited=invited)

    def _namesake(self, row: Feedback) -> Person | None:
        """Who has the name of feedback whose file only names its author; None for nobody, or if the author is known."""
        return person_of_name(self.known.people, row.author) if row.person_id is None else None

    def show(self, result: Result | None) -> None:
        """Show the proposal as it is now, or the draft that was made of it; close if it is gone."""
        name, proposal = quoted(self._page_text.title), self._found.id
        if not self.read():
            return
        made = result.focus if result and result.focus and self.known.of(result.focus) else proposal
        if self._become(made):
            super().show(result)
            return
        self._gone = True
        self.stop_observing()
        if result is None:
            self.session.say(f"{name} is no longer on this board.")
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Close if the proposal went while a form covered the page."""
        if self._gone and self.is_active:
            self._gone = False
            self.dismiss()

    # -- actions --------------------------------------------------------------------------------------------------

    def action_answer(self) -> None:
        """Answer what somebody said, in its place."""
        self.session.keep_up()
        row = self.row
        if row is None:
            self.say(_NOTHING_SAID)
        elif row.voice is None:
            self.action_take_in()
        elif row.voice.response.by_id == OWNER:
            self.say(_OWN)
        else:
            open_reply(self, row.voice, self.known.around(self._found))

    def action_amend(self) -> None:
        """Change what is asked for, and ask those anew who had consented."""
        self.session.keep_up()
        if self._found.state != "open":
            self.say(_NOT_OPEN)
            return
        voice = self.row.voice if self.row else None
        answers = voice.response if voice and voice.response.kind in ("objection", "concern", "amendment") else None
        open_amendment(self, self.known, self._found, answers if answers and answers.by_id != OWNER else None)

    def action_take_in(self) -> None:
        """Let feedback on the proposal count as a response; answer a response that is one already."""
        self.session.keep_up()
        row = self.row
        if row and row.feedback and (same := self._namesake(row.feedback)):
            self._ask_author(row.feedback, same)
        elif row and row.feedback:
            self.session.execute(ConfirmDecision(row.feedback.id, local_day(row.feedback.written_at)))
        else:
            self.action_answer()

    def _ask_author(self, feedback: Feedback, same: Person) -> None:
        """Ask whether feedback is by the person of its author's name."""

        def answer(command: KnowAuthor | None) -> None:
            self.prompt(None)
            if command:
                self.session.execute(command)

        know = KnowAuthor(feedback.id)
        self.prompt(confirmation(asked_author(same), "agree", "leave", lambda: answer(know), lambda: answer(None)))

    def action_delete(self) -> None:
        """Delete the owner's own answer or amendment; this can be undone."""
        self.session.keep_up()
        voice = self.row.voice if self.row else None
        own = [*voice.answers, voice.response] if voice else []
        found = next((row for row in own if row.by_id == OWNER), None)
        if found:
            self.session.execute(DeleteRow(found))
        else:
            self.say(_STAYS if voice else _NOTHING_SAID)


def _table(facts: Sequence[tuple[str, str, str]], width: int) -> list[Line]:
    rows = [TableRow([StyledText(fitted(label, _LABEL), "muted")], simplified(text)) for label, text, _ in facts]
    lines: list[Line] = []
    for row, (_, _, style) in zip(rows, facts, strict=True):
        own = table_lines([row], width)
        lines += [[span._replace(style=style) if span.style == "text" else span for span in line] for line in own]
    return lines
