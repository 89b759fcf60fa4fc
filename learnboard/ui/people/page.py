"""The page of a person: agreement, meetings, actions, feedback, approvals, key results and notes."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError, NotFound
from learnboard.domain.model.fields import Id
from learnboard.domain.person_details import PersonDetails
from learnboard.presentation.person import PageLine, PersonPage, person_page
from learnboard.presentation.values import quoted
from learnboard.service.commands import DeleteRow, FinishAction, Result
from learnboard.service.export.agreement import agreement_document
from learnboard.service.queries.person import read_person
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import PERSON_PAGE
from learnboard.ui.people.agreement_form import open_agreement
from learnboard.ui.people.upward_form import open_upward
from learnboard.ui.session import Session
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    GAP,
    INDENT,
    Line,
    StyledText,
    TableRow,
    cell_len,
    clipped,
    fitted,
    paragraph_lines,
    simplified,
    table_lines,
)

_NO_PAGE: Final = "This line has no page of its own: a is the agreement, n a note, e the person."
_NO_ACTION: Final = "This is no action: x marks one done under “Open actions”."
_NO_NOTE: Final = "Only an upward note can be deleted here."


class PersonScreen(ListPage[PageLine]):
    """The page of one person; closes when they are gone from the board."""

    BINDINGS: ClassVar[list[BindingType]] = [*PERSON_PAGE]

    def __init__(self, session: Session, details: PersonDetails) -> None:
        super().__init__(session)
        self._gone = False
        self._become(details)

    def _become(self, details: PersonDetails) -> None:
        self._details = details
        self._shown: PersonPage = person_page(details, self.session.board.day)
        leads: dict[str, int] = {}
        for row in self._shown.lines:
            leads[row.section] = max(leads.get(row.section, 0), cell_len(row.lead))
        self._leads: Mapping[str, int] = leads

    # -- showing --------------------------------------------------------------------------------------------------

    def rows(self) -> Sequence[PageLine]:
        """Return the lines of the page."""
        return self._shown.lines

    def section(self, row: PageLine) -> str:
        """Return the heading above a line."""
        return row.section

    def section_line(self, section: str, width: int) -> Line:
        """Return a heading with what stands beside it."""
        line = [StyledText(section, "heading")]
        if state := self._shown.beside.get(section):
            words = simplified(f"{state.sign} {state.label}".strip())
            line += [StyledText(GAP), StyledText(words, TONE_STYLES[state.tone])]
        return clipped(line, width)

    def title_text(self) -> str:
        """Return the name."""
        return simplified(self._shown.name)

    def head_text(self) -> str:
        """Return who they are."""
        return simplified(self._shown.facts)

    def row_lines(self, row: PageLine, width: int, *, here: bool) -> Sequence[Line]:
        """Return a line with what belongs to it."""
        style = "title" if here else "text"
        wide = self._leads[row.section]
        if wide:
            lead = StyledText(fitted(row.lead, wide), "muted")
            texts = table_lines([TableRow([lead], row.text)], width)
        else:
            texts = paragraph_lines(row.text, width, "text", INDENT)
        lines = [[span._replace(style=style) if span.style == "text" else span for span in line] for line in texts]
        indent = INDENT + (" " * wide + INDENT if wide else INDENT)
        for fact in row.more:
            lines += paragraph_lines(fact.text, width, TONE_STYLES[fact.tone], indent)
        return lines

    def show(self, result: Result | None) -> None:
        """Show the person as they are now; close if they are gone."""
        name = quoted(self._shown.name)
        try:
            self._become(self.session.service.query(read_person, self._details.person.id, self.session.board))
        except NotFound:
            self._vanish("" if result else f"{name} is no longer on this board.")
            return
        except LearnboardError as error:
            self.refuse(error)
        super().show(result)

    def _vanish(self, message: str) -> None:
        self._gone = True
        self.stop_observing()
        if message:
            self.session.say(message)
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Close if the person went while a form covered the page."""
        if self._gone and self.is_active:
            self._gone = False
            self.dismiss()

    # -- actions --------------------------------------------------------------------------------------------------

    def action_open_agreement(self) -> None:
        """Open the form of the agreement."""
        self.session.keep_up()
        open_agreement(self, self._details.person)

    def action_open_form(self) -> None:
        """Open the person's form."""
        self.session.keep_up()
        features.open_person_form(self, self._details.person.id)

    def action_note(self) -> None:
        """Ask what helps, and what is wished for."""
        self.session.keep_up()
        open_upward(self, self._details.person, self._details.notes, self.session.board.day)

    def action_open(self) -> None:
        """Open the card, the note, the agreement or the meeting held that the line is about."""
        self.session.keep_up()
        row = self.row
        if row is None:
            return
        past = (each for each in self._details.past if f"meeting-{each.meeting.id}" == row.id and each.meeting.held)
        if held := next(past, None):
            features.open_corrected(self, held.meeting, (self._details.person.name, *held.others))
        elif row.note:
            open_upward(self, self._details.person, self._details.notes, row.note)
        elif row.section == "Agreement":
            self.action_open_agreement()
        elif row.key_result:
            self._open_card(row.key_result)
        else:
            self.say(_NO_PAGE)

    def _open_card(self, key_result: Id) -> None:
        if self.session.board.find(key_result):
            features.open_card(self, key_result)
        else:
            self.say("That key result is not on the board shown: ( and ) on the board show the cycles around.")

    def action_finish(self) -> None:
        """Mark the action done."""
        self.session.keep_up()
        if self.row and self.row.action:
            self.session.execute(FinishAction(self.row.action, self.session.board.day))
        else:
            self.say(_NO_ACTION)

    def action_copy(self) -> None:
        """Copy the agreement as Markdown, to the terminal's clipboard too."""
        name = self._shown.name
        try:
            text = self.session.service.query(partial(agreement_document, person=self._details.person.id))
        except LearnboardError as error:
            self.say(str(error))
            return
        self.app.copy_to_clipboard(text.decode())
        self.say(f"Copied the agreement with {quoted(name)} as Markdown.")

    def action_delete(self) -> None:
        """Delete the note under the cursor; this can be undone."""
        self.session.keep_up()
        note = next((row for row in self._details.notes if self.row and f"note-{row.id}" == self.row.id), None)
        if note:
            self.session.execute(DeleteRow(note))
        else:
            self.say(_NO_NOTE)


def open_person(screen: EditorScreen, person: Id) -> None:
    """Open the page of a person."""
    session = screen.session
    if not session.read_all():
        return
    try:
        details = session.service.query(read_person, person, session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(PersonScreen(session, details))
