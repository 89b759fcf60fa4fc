"""The list of stretches: those that are on, those being prepared, and those looked back at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Stretch
from learnboard.domain.stretches import stage_of
from learnboard.presentation.feedback import feedback_text
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.stretch_steps import no_talk_text
from learnboard.presentation.stretches import (
    EXAMPLE,
    LABEL_CELLS,
    SECTIONS,
    next_step_text,
    stretch_facts,
    stretch_state,
    talk_text,
)
from learnboard.presentation.values import STRETCHED, quoted
from learnboard.service.commands import ChangeRow, DeleteRow
from learnboard.service.factory import new_row
from learnboard.service.queries.stretches import StretchEntry, StretchList, read_stretches
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_actions import NEXT_VISIBILITY
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.growth_bindings import STRETCH_LIST
from learnboard.ui.session import Session
from learnboard.ui.stretches.form import begin_stretch, edit_stretch, end_stretch
from learnboard.ui.stretches.talk import ask_talk
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    INDENT,
    Line,
    StyledText,
    TableRow,
    cell_len,
    cut,
    fitted,
    paragraph_lines,
    simplified,
    table_lines,
)

_WIDE: Final = 110
_MOST_TALKS: Final = 3


class StretchesScreen(ListPage[StretchEntry]):
    """The stretches of the board. A new one is for the key result from which the list was opened."""

    TITLE = "Stretches"
    EMPTY = (
        f"No stretch yet. A stretch is a hard thing that you dare because it is safe to fail, such as: {EXAMPLE}.",
        "n prepares one: what failing would look like, whose word your job is safe by, and plan B.",
        "Only you see it until p shows it.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*STRETCH_LIST]

    def __init__(self, session: Session, found: StretchList, card: Card | None) -> None:
        own = (entry.id for entry in found.entries if card and entry.stretch.key_result_id == card.id)
        super().__init__(session, next(own, None))
        self._found = found
        self._card = card

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[StretchEntry]:
        """Return the stretches in order."""
        return self._found.entries

    def reread(self) -> None:
        """Read the stretches again."""
        self._found = self.session.service.read(read_stretches, self.session.board)

    @property
    def timed(self) -> Id | None:
        """The key result of the stretch under the cursor."""
        return self.row.stretch.key_result_id if self.row else None

    def head_text(self) -> str:
        """Return the key result for which n prepares a stretch."""
        return f"n is for {simplified(quoted(self._card.key_result.title))}" if self._card else ""

    def section(self, row: StretchEntry) -> str:
        """Return the heading of the stretch's stage."""
        return SECTIONS[stage_of(row.stretch, self._day)]

    def row_lines(self, row: StretchEntry, width: int, *, here: bool) -> Sequence[Line]:
        """Return a stretch with where it stands; under the cursor all that is known of it."""
        stretch, day = row.stretch, self._day
        state = stretch_state(stretch, row.talks, day)
        sign = STRETCHED if stage_of(stretch, day) == "on" else " "
        title = StyledText(simplified(stretch.title), "title" if here else "text")
        said = StyledText(state.text, TONE_STYLES[state.tone])
        lead = StyledText(f"{sign} ", "accent")
        room = width - len(INDENT) - cell_len(said.text)
        if cell_len(title.text) + 3 <= room and width >= _WIDE:
            lines: list[Line] = [[lead, title._replace(text=fitted(title.text, room)), said]]
        else:
            lines = [[lead, title._replace(text=cut(title.text, width - len(INDENT)))], [StyledText(INDENT), said]]
        return [*lines, *self._more(row, width)] if here else lines

    def _more(self, row: StretchEntry, width: int) -> list[Line]:
        found, day, stretch = self._found, self._day, row.stretch
        facts = stretch_facts(stretch, row.talks, found.names, found.titles, day)
        table = [
            TableRow(
                [StyledText(fitted(label, LABEL_CELLS), "muted")],
                "" if fact.tone == "warn" else simplified(fact.text),
                StyledText(fact.text, "warn") if fact.tone == "warn" else None,
            )
            for label, fact in facts
        ]
        step = next_step_text(stretch, row.talks, found.names, day)
        lines = [*paragraph_lines(step, width, "accent", INDENT), *table_lines(table, width)]
        for talk in row.talks[:_MOST_TALKS]:
            lines += paragraph_lines(simplified(talk_text(talk, day)), width, "muted", INDENT)
        for text in (feedback_text(each, day) for each in row.feedback):
            lines += paragraph_lines(simplified(f"{text.heading}: {text.text}"), width, "accent", INDENT)
        return [*lines, *paragraph_lines(visibility_text(stretch.visibility), width, "muted", INDENT)]

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Open the form of a new stretch, which only the owner sees."""
        self.session.keep_up()
        key_result = self._card.id if self._card else None
        row = new_row(Stretch, key_result_id=key_result, visibility="private")
        found = self._found
        if self._card:
            found = found._replace(titles={**found.titles, self._card.id: self._card.key_result.title})
        edit_stretch(self, found, row, new=True)

    def action_open(self) -> None:
        """Open the form of the stretch under the cursor."""
        if row := self._need():
            edit_stretch(self, self._found, row.stretch)

    def action_step(self) -> None:
        """Begin the stretch under the cursor, or end it with a look back."""
        row = self._need()
        if row is None:
            return
        match stage_of(row.stretch, self._day):
            case "preparing":
                begin_stretch(self, self._found, row.stretch)
            case "on":
                end_stretch(self, self._found, row.stretch)
            case "over":
                self.say(f"{quoted(row.stretch.title)} is over: enter changes what you wrote.")

    def action_talk(self) -> None:
        """Ask what came of a talk with the trusted person."""
        if row := self._need():
            stretch = row.stretch
            name = self._found.names.get(stretch.trusted_person_id or "")
            if name is None or stage_of(stretch, self._day) != "on":
                self.say(no_talk_text(stretch, self._day))
            else:
                ask_talk(self, row, name)

    def action_turn_visibility(self) -> None:
        """Show the stretch to more people, or to none."""
        if row := self._need():
            stretch = row.stretch
            self.session.execute(ChangeRow(stretch, replace(stretch, visibility=NEXT_VISIBILITY[stretch.visibility])))

    def action_delete(self) -> None:
        """Delete the stretch under the cursor, without asking, since this can be undone."""
        if row := self._need():
            self.session.execute(DeleteRow(row.stretch))

    def _need(self) -> StretchEntry | None:
        """Return the stretch under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        row = self.row
        if row is None:
            self.say("There is no stretch yet: n prepares one.")
        else:
            self._current_id = row.id  # the cursor goes with it to another stage
        return row


def open_stretches(screen: EditorScreen, card: Card | None = None) -> None:
    """Open the list of stretches, from a key result or alone."""
    try:
        found = screen.session.service.read(read_stretches, screen.session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(StretchesScreen(screen.session, found, card))
