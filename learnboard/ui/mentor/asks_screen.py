"""What the people of a folder ask for and offer, as far as everybody may see it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.presentation.shared_asks import (
    ASKS,
    NOTHING_SHARED,
    ONLY_SHARED,
    TITLE,
    AskRow,
    PersonAsks,
    ask_rows,
    copied_text,
    counted,
)
from learnboard.presentation.values import ASKING
from learnboard.service.mentor.asks import asks_document, asks_in
from learnboard.ui import features
from learnboard.ui.keys.bindings import HELP_KEY
from learnboard.ui.keys.list_bindings import ASKS_PAGE
from learnboard.ui.mentor.desk_reader import DeskReader, FollowsFolder
from learnboard.ui.mentor.feedback_screen import TOLD, MentorScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.toolkit.row_page import RowPage
from learnboard.ui.toolkit.text import GAP, Line, StyledText, fitted, paragraph_lines, simplified

__all__ = ["AsksScreen", "asks_in", "open_asks"]
_NAME, _LONG_NAME = 16, 26
"""Cells of the column of names."""
_WIDE = 96
_NOTHING = "There is nothing to open or to copy yet."
_GONE = "Their snapshot is no longer in the folder."


class AsksScreen(FollowsFolder, RowPage[AskRow]):
    """Asks by person, and below them offers by person; each with what may help, or whom. Nothing is sent anywhere."""

    TITLE = TITLE
    EMPTY = NOTHING_SHARED
    BINDINGS: ClassVar[list[BindingType]] = [*ASKS_PAGE, HELP_KEY]

    def __init__(self, mentor_session: MentorSession, reader: DeskReader, *, compact: bool) -> None:
        super().__init__()
        self._session = mentor_session
        self._reader = reader
        self._compact = compact
        self._read: tuple[object, tuple[AskRow, ...]] | None = None

    # -- showing --------------------------------------------------------------------------------------------------

    def rows(self) -> Sequence[AskRow]:
        """Return the asks and the offers, by the names of the people."""
        people = self._people()
        if self._read is None or self._read[0] != people:
            self._read = people, ask_rows(people)
        return self._read[1]

    def _people(self) -> list[PersonAsks]:
        return [PersonAsks(*each) for each in self._reader.asks()]

    def show_found(self) -> None:
        """Show what was read by now."""
        if self.is_mounted:
            self.redraw()

    def head_text(self) -> str:
        """Return how much there is, and how far reading has come."""
        return self._reader.progress or counted(self.rows())

    def summary(self, width: int) -> Sequence[Line]:
        """Return that only what is shared is listed."""
        return paragraph_lines(ONLY_SHARED, width, "muted") if self.rows() else ()

    def section(self, row: AskRow) -> str:
        """Return the heading of asks, or of offers."""
        return row.section

    def row_lines(self, row: AskRow, width: int, *, here: bool) -> Sequence[Line]:
        """Return whose it is beside what it says, and below it what it is for, what was found and what may help."""
        left = _LONG_NAME if width >= _WIDE else _NAME
        sign = f"{ASKING} " if row.section == ASKS else ""
        room, style = width - left - len(sign), "title" if here else "text"
        told = paragraph_lines(simplified(row.text), room, style)
        for text, tone in ((row.facts, "muted"), *((text, "good") for text in row.found), (row.suggested, "accent")):
            told += paragraph_lines(simplified(text), room, tone) if text else []
        name = [StyledText(fitted(simplified(row.name), left - len(GAP)) + GAP, style), StyledText(sign, "accent")]
        blank = [StyledText(" " * (left + len(sign)))]
        return [[*(blank if number else name), *line] for number, line in enumerate(told)]

    # -- actions --------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the newest snapshot of whose row is under the cursor, at what it says."""
        if (row := self.row) is None:
            self.say(_NOTHING)
            return
        mentee = next((each for each in self._session.found.mentees if each.board_id == row.board), None)
        if mentee is None:
            self.say(_GONE)
            return
        try:
            notice = self._session.open(mentee)
        except LearnboardError as error:
            self.notify(str(error), severity="warning", markup=False, timeout=TOLD)
            return
        self.app.push_screen(SnapshotScreen(self._session, notice, compact=self._compact, at=row.target))

    def action_copy(self) -> None:
        """Copy the list as Markdown, to the terminal's clipboard too."""
        rows = self.rows()
        if not rows:
            self.say(_NOTHING)
            return
        self.app.copy_to_clipboard(asks_document(self._people()).decode())
        self.say(copied_text(rows))

    def action_help(self) -> None:
        """Show every key of this screen."""
        features.open_help(self)

    def action_close(self) -> None:
        """Return to the people."""
        self.dismiss()


def open_asks(screen: MentorScreen, reader: DeskReader, *, compact: bool) -> None:
    """Open the asks and offers of a folder's people."""
    screen.app.push_screen(AsksScreen(screen.mentor_session, reader, compact=compact))
