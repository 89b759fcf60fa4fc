"""The list of all times that a key result was the Individual Learning Objective."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.presentation.ilo import ILO_TIMES, NO_HISTORY, learned_text, period_text
from learnboard.presentation.values import ILO
from learnboard.service.queries.ilo import IloEntry, IloHistory, read_ilo_history
from learnboard.ui import features
from learnboard.ui.card.ilo_form import open_period
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.growth_bindings import ILO_LIST
from learnboard.ui.session import Session
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cut, paragraph_lines, simplified

_ELSEWHERE: Final = "That key result is not on the board shown: ( and ) on the board show the cycles around."
_NONE: Final = "There is nothing to open yet: i on a card makes it your Individual Learning Objective."


class IloHistoryScreen(ListPage[IloEntry]):
    """The times of the Individual Learning Objective, of all cycles, the newest first."""

    TITLE = ILO_TIMES
    EMPTY = NO_HISTORY
    BINDINGS: ClassVar[list[BindingType]] = [*ILO_LIST]

    def __init__(self, session: Session, found: IloHistory, card: Card | None) -> None:
        own = (entry.id for entry in found.entries if card and entry.period.key_result_id == card.id)
        super().__init__(session, next(own, None))
        self._found = found

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[IloEntry]:
        """Return the times."""
        return self._found.entries

    def reread(self) -> None:
        """Read the times again."""
        self._found = self.session.service.read(read_ilo_history, self.session.board)

    @property
    def timed(self) -> Id | None:
        """The key result of the time under the cursor."""
        return self.row.period.key_result_id if self.row else None

    def section(self, row: IloEntry) -> str:
        """Return whether it is still on."""
        return "Now" if row.period.covers(self._day) else "Before"

    def row_lines(self, row: IloEntry, width: int, *, here: bool) -> Sequence[Line]:
        """Return the key result with when and why, and what was learned: its beginning, or all under the cursor."""
        on = row.period.covers(self._day)
        title = StyledText(cut(simplified(row.title), width - len(INDENT)), "title" if here else "text")
        about = paragraph_lines(simplified(period_text(row.period, self._found.names, self._day)), width, indent=INDENT)
        lines: list[Line] = [[StyledText(f"{ILO} " if on else INDENT, "accent"), title], *about]
        for said in row.learned:
            text = simplified(learned_text(said, self._day))
            if here:
                lines += paragraph_lines(text, width, "muted", INDENT)
            else:
                lines.append([StyledText(INDENT), StyledText(cut(text, width - len(INDENT)), "muted")])
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the page of the key result."""
        if row := self._need():
            if self.session.board.find(row.period.key_result_id):
                features.open_card(self, row.period.key_result_id)
            else:
                self.say(_ELSEWHERE)

    def action_edit(self) -> None:
        """Open the form of the time."""
        if row := self._need():
            open_period(self, row.period)

    def _need(self) -> IloEntry | None:
        self.session.keep_up()
        if self.row is None:
            self.say(_NONE)
        return self.row


def open_ilo_history(screen: EditorScreen, card: Card | None = None) -> None:
    """Open the times, with the cursor on the newest one of a card."""
    session = screen.session
    session.keep_up()
    try:
        found = session.service.read(read_ilo_history, session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(IloHistoryScreen(session, found, card))
