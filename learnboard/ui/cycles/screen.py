"""The list of cycles: make the next, change one, show its board, open a closed one again."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from learnboard.domain.model.goals import Cycle
from learnboard.presentation.cycles import KINDS, closed_refusal, cycle_days, cycle_state, shown_text
from learnboard.presentation.values import quoted
from learnboard.service.commands import DeleteRow, ReopenCycle
from learnboard.ui import features
from learnboard.ui.cycles.form import open_cycle
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import CYCLE_LIST
from learnboard.ui.toolkit.questions import confirmation
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import Line, StyledText, fitted, paragraph_lines, simplified

_TITLE, _KIND, _DAYS = 20, 12, 30
"""Cells of the columns, as far as there is room."""
_NARROW = 80


class CyclesScreen(ListPage[Cycle]):
    """The cycles of the board, the newest first."""

    TITLE = "Cycles"
    EMPTY = (
        "There is no cycle yet: the time that objectives are set for.",
        "n makes one: a calendar year, unless you choose a quarter, an onboarding of nine months, or days of your own.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*CYCLE_LIST]

    def rows(self) -> Sequence[Cycle]:
        """Return the cycles, the newest first."""
        return self.session.board.cycles[::-1]

    def row_lines(self, row: Cycle, width: int, *, here: bool) -> Sequence[Line]:
        """Return a cycle's title, kind, days and state; below the cursor what was written at its close."""
        state = cycle_state(row, self.session.board.day)
        shown = self.session.board.cycle
        sign = "▸ " if shown and shown.id == row.id else "  "
        title = StyledText(sign + fitted(simplified(row.title), _TITLE), "title" if here else "text")
        days = StyledText(fitted(cycle_days(row), _DAYS), "text")
        kind = StyledText(fitted(KINDS[row.kind], _KIND), "muted")
        said = StyledText(state.text, TONE_STYLES[state.tone])
        narrow = width < _NARROW
        lines: list[Line] = [[title, days, said] if narrow else [title, kind, days, said]]
        if here and row.reflection:
            lines += paragraph_lines(simplified(row.reflection), width, "muted", "  ")
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Open the form of the next cycle."""
        open_cycle(self)

    def action_open(self) -> None:
        """Open the form of the cycle under the cursor."""
        if row := self._need():
            if row.closed:
                self.say(closed_refusal(row.title))
            else:
                open_cycle(self, row)

    def action_show_board(self) -> None:
        """Show the board of the cycle under the cursor."""
        if (row := self._need()) and self.session.show_cycle(row):
            self.action_close()
            self.session.say(shown_text(row, self.session.board.day))

    def action_reopen(self) -> None:
        """Open the closed cycle under the cursor again."""
        if row := self._need():
            self.session.execute(ReopenCycle(row.id))

    def action_close_cycle(self) -> None:
        """Walk through the close of the cycle under the cursor."""
        if row := self._need():
            features.open_closing(self, row)

    def action_delete(self) -> None:
        """Delete the cycle under the cursor with all that is in it, once it is confirmed."""
        row = self._need()
        if row is None:
            return

        def delete() -> None:
            self.prompt(None)
            self.session.execute(DeleteRow(row))

        question = f"Delete {quoted(row.title)} with its objectives, key results and budgets?"
        self.prompt(confirmation(question, "delete", "keep", delete, lambda: self.prompt(None)))

    def _need(self) -> Cycle | None:
        """Return the cycle under the cursor; say what to do if there is none."""
        self.session.keep_up()
        if self.row is None:
            self.say("There is no cycle here yet: n makes one.")
        return self.row


def open_cycles(screen: EditorScreen) -> None:
    """Open the list of cycles, with the cursor on the one that is shown."""
    shown = screen.session.board.cycle
    screen.app.push_screen(CyclesScreen(screen.session, shown.id if shown else None))
