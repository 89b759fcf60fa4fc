"""Hints: what could be clearer on the board, by objective; each leads to its place or is dismissed for good."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.lint import Lint, LintFinding
from learnboard.domain.model.fields import Id
from learnboard.presentation.lint import (
    DISMISSED,
    EMPTY_PAGE,
    NO_ROW,
    NONE_DISMISSED,
    finding_text,
    heading_of,
    lint_head,
    load_texts,
)
from learnboard.service.commands import Result
from learnboard.service.growth_commands import DismissFinding
from learnboard.service.queries.lint import lint_board
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.growth_bindings import HINT_LIST
from learnboard.ui.session import Session
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cut, fitted, paragraph_lines, simplified

_RULE: Final = 22
"""Cells of the column of rules."""


class HintsScreen(ListPage[LintFinding]):
    """The hints of the cycle that is shown, and how much there is to do."""

    TITLE = "Hints"
    EMPTY = EMPTY_PAGE
    BINDINGS: ClassVar[list[BindingType]] = [*HINT_LIST]

    def __init__(self, session: Session, found: Lint, first: Id | None = None) -> None:
        super().__init__(session, first)
        self._found = found
        self._shows_dismissed = False

    # -- showing --------------------------------------------------------------------------------------------------

    def rows(self) -> Sequence[LintFinding]:
        """Return the open hints in board order, then those that were dismissed if they are shown."""
        dismissed = self._found.dismissed if self._shows_dismissed else ()
        return (*self._found.findings, *dismissed)

    def show(self, result: Result | None) -> None:
        """Look at the board again, and show what is found."""
        if self.session.board.complete and self._read():
            super().show(result)

    def _read(self) -> bool:
        try:
            self._found = self.session.service.read(lint_board, self.session.board)
        except LearnboardError as error:
            self.refuse(error)
            return False
        return True

    def head_text(self) -> str:
        """Return how many hints there are."""
        return lint_head(self._found, titled=True)

    def summary(self, width: int) -> Sequence[Line]:
        """Return the load."""
        texts = load_texts(self._found.load) if self._found.load.open else ()
        return [line for text in texts for line in paragraph_lines(text, width, "muted")]

    def section(self, row: LintFinding) -> str:
        """Return the title of the hint's objective, or what else it is about."""
        if row in self._found.dismissed:
            return DISMISSED
        return simplified(heading_of(row, {column.id: column.objective.title for column in self.session.board.columns}))

    def row_lines(self, row: LintFinding, width: int, *, here: bool) -> Sequence[Line]:
        """Return the rule and its place; what was found beside it, or under the cursor below it."""
        told = finding_text(row)
        rule = StyledText(fitted(told.rule, _RULE), "muted")
        head = simplified(told.place or told.text)
        lines: list[Line] = [[rule, StyledText(cut(head, width - _RULE), "title" if here else "text")]]
        if here and told.place:
            indent = " " * _RULE if width > 2 * _RULE else INDENT
            lines += paragraph_lines(simplified(told.text), width, "text", indent)
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open what the hint under the cursor is about."""
        if (row := self._need()) is None:
            return
        match row.place:
            case "key_result":
                features.open_card(self, row.about)
            case "objective":
                column = next(column for column in self.session.board.columns if column.id == row.about)
                features.open_objective(self, column.objective)
            case "goal":
                features.open_goals(self)
            case "budget_entry":
                features.open_money(self)
            case "board":
                self.action_close()

    def action_dismiss_hint(self) -> None:
        """Dismiss the hint under the cursor for good, or show it again if it was dismissed."""
        if row := self._need():
            self.session.execute(DismissFinding(row, row not in self._found.dismissed))

    def action_turn_dismissed(self) -> None:
        """Show the hints that were dismissed, or hide them."""
        self.session.keep_up()
        if not self._found.dismissed:
            self.say(NONE_DISMISSED)
            return
        self._shows_dismissed = not self._shows_dismissed
        self.redraw()

    def _need(self) -> LintFinding | None:
        """Return the hint under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.row is None:
            self.say(NO_ROW)
        return self.row


def open_hints(screen: EditorScreen, objective: Id | None = None) -> None:
    """Open the hints, with the cursor on the first one of an objective."""
    try:
        found = screen.session.service.read(lint_board, screen.session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    first = next((row.id for row in found.findings if row.objective == objective), None)
    screen.app.push_screen(HintsScreen(screen.session, found, first))
