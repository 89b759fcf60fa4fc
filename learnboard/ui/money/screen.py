"""Money: what there is and where it goes; below, every entry from a wish to what it was worth."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry, Evaluation
from learnboard.domain.spending import quiet_mark
from learnboard.domain.text import folded
from learnboard.presentation.cycles import NO_CYCLE
from learnboard.presentation.money import (
    EXAMPLE_WISH,
    group_heading,
    ledger_lines,
    line_text,
    money_facts,
    quiet_facts,
    searched_entry,
)
from learnboard.service.commands import ChangeRow, DeleteRow
from learnboard.service.queries.money import CycleMoney, read_money
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.filtered_page import FilteredPage
from learnboard.ui.editing.key_result_actions import NEXT_VISIBILITY
from learnboard.ui.keys.money_bindings import MONEY_PAGE
from learnboard.ui.money.allocations import AllocationsScreen
from learnboard.ui.money.forms import edit_entry
from learnboard.ui.money.line import WishPrompt
from learnboard.ui.money.steps import step_on, turn_back
from learnboard.ui.session import Session
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    INDENT,
    Line,
    StyledText,
    TableRow,
    cut,
    fitted,
    paragraph_lines,
    simplified,
    table_lines,
)

_DAY, _AMOUNT, _KIND = 13, 14, 16
_STATE: Final = 28
"""Cells of the columns."""
_LABEL: Final = 13
_TOLD: Final = "told once"
"""The name under which it is kept with the board, beside the drafts, on which day something was told."""
_NARROW: Final = 100


class MoneyScreen(FilteredPage[BudgetEntry]):
    """The money of the cycle that is shown: its figures, and its entries by state."""

    ONE_LINE = True
    TITLE = "Money"
    EMPTY = (
        f"Nothing is wished for yet. n writes a wish in a line, such as: {EXAMPLE_WISH}.",
        "An idea with a day is an opportunity; help that costs nothing is 0 with a person.",
        "A says how much money there is.",
    )
    SEARCHED = "words of the title, kind, state, day, person or key result"
    NOUNS = ("entry", "entries")
    NO_ROW = "No entry is shown here: n writes a wish."
    BINDINGS: ClassVar[list[BindingType]] = [*MONEY_PAGE]

    def __init__(self, session: Session, found: CycleMoney, first: Id | None = None) -> None:
        super().__init__(session, first)
        self._found = found
        self._quiet = self._told_once()
        self._texts: tuple[CycleMoney, Sequence[str]] | None = None
        self.filter_rows()

    def _told_once(self) -> frozenset[str]:
        """Return what is told of budgets of which much is left, and remember the day: the next day it is not told."""
        today, told = self._day.isoformat(), set()
        for ledger in self._found.ledgers:
            mark = quiet_mark(ledger, self._found.elapsed)
            name = f"{ledger.budget.id} {mark}"
            if mark is None or self.session.draft(_TOLD, name).get("on", today) != today:
                continue
            told.add(ledger.budget.id)
            self.session.keep_draft(_TOLD, name, {"on": today})
        return frozenset(told)

    def filter_rows(self) -> None:
        """Take in what was read: the entries that the filter shows."""
        self.forget_drawn()
        words = self.words
        entries = self._found.entries
        if words:
            texts = zip(entries, self._searched(), strict=True)
            entries = tuple(row for row, text in texts if all(word in text for word in words))
        self._shown = entries

    def _searched(self) -> Sequence[str]:
        """Return the text of each entry, worded once for all letters of a filter."""
        found = self._found
        if self._texts is None or self._texts[0] is not found:
            names = found.names
            texts = (searched_entry(row, found.titles, names, self._day) for row in found.entries)
            self._texts = found, tuple(map(folded, texts))
        return self._texts[1]

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[BudgetEntry]:
        """Return the entries that the filter shows, by state."""
        return self._shown

    def reread(self) -> None:
        """Read everything again."""
        self._found = self.session.service.read(read_money, self.session.board)
        self.filter_rows()

    def head_text(self) -> str:
        """Return whose money it is, and what the filter shows."""
        cycle = self.session.board.cycle
        if not self.words:
            return simplified(cycle.title) if cycle else ""
        return self.filter_told(len(self._shown), len(self._found.entries))

    def summary(self, width: int) -> Sequence[Line]:
        """Return the figures; nothing while entries are looked for."""
        if self.words:
            return ()
        found = self._found
        facts = money_facts(found.ledgers, found.outlooks, found.entries, found.elapsed)
        facts += quiet_facts([each for each in found.ledgers if each.budget.id in self._quiet], found.elapsed)
        table = [TableRow([StyledText(fitted(label, _LABEL), "muted")], simplified(text)) for label, text in facts]
        return table_lines(table, width)

    def section(self, row: BudgetEntry) -> str:
        """Return the heading of the entry's state."""
        return group_heading(row)

    def row_lines(self, row: BudgetEntry, width: int, *, here: bool) -> Sequence[Line]:
        """Return an entry's day, amount, kind and title; under the cursor all that is known of it."""
        line = line_text(row, self._day)
        narrow = width < _NARROW
        used = _DAY + _AMOUNT + 2 + (0 if narrow else _KIND + _STATE)
        money = fitted(line.amount, _AMOUNT).rstrip().rjust(_AMOUNT) + "  "
        style = "title" if here else "text"
        state = StyledText(fitted(line.state.text, _STATE), TONE_STYLES[line.state.tone])
        kind = [] if narrow else [StyledText(fitted(line.kind, _KIND), "muted"), state]
        lines: list[Line] = [
            [
                StyledText(fitted(line.on, _DAY), style),
                StyledText(money, "text"),
                *kind,
                StyledText(cut(simplified(line.title), width - used), style),
            ]
        ]
        return [*lines, *self._more(row, width)] if here else lines

    def _more(self, row: BudgetEntry, width: int) -> list[Line]:
        found = self._found
        lines: list[Line] = []
        for text in ledger_lines(row, self._evaluations(row), found.titles, found.names, self._day):
            lines += paragraph_lines(simplified(text), width, "muted", INDENT)
        return lines

    def _evaluations(self, row: BudgetEntry) -> list[Evaluation]:
        return [each for each in self._found.evaluations if each.budget_entry_id == row.id]

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Prompt for a wish in a line."""
        self.session.keep_up()
        if self.session.board.cycle is None:
            self.say(NO_CYCLE)
        elif not self.refuses_closed():
            WishPrompt(self, self._found).ask()

    def action_open(self) -> None:
        """Open the form of the entry under the cursor."""
        if row := self._need():
            edit_entry(self, row, self._found)

    def action_step(self) -> None:
        """Take the entry under the cursor one state on."""
        if (row := self._need()) and not self.refuses_closed():
            step_on(self, row, self._found)

    def action_turn_back(self) -> None:
        """Cancel the entry under the cursor, decline it, or open it again."""
        if (row := self._need()) and not self.refuses_closed():
            turn_back(self, row, self._found)

    def action_turn_visibility(self) -> None:
        """Show the entry to more people, or to none."""
        if row := self._need():
            self.session.execute(ChangeRow(row, replace(row, visibility=NEXT_VISIBILITY[row.visibility])))

    def action_delete(self) -> None:
        """Delete the entry under the cursor, without asking, since this can be undone."""
        if row := self._need():
            self.session.execute(DeleteRow(row))

    def action_open_allocations(self) -> None:
        """Open the budgets and their adjustments."""
        self.session.keep_up()
        if self.session.board.cycle is None:
            self.say(NO_CYCLE)
        else:
            self.app.push_screen(AllocationsScreen(self.session, self._found))

    def action_copy(self) -> None:
        """Copy the success under the cursor as Markdown."""
        if row := self._need():
            features.copy_success(self, row.id)

    def action_open_proposals(self) -> None:
        """Open the proposals."""
        self.session.keep_up()
        features.open_proposals(self)

    def action_open_worth(self) -> None:
        """Open what the money was worth."""
        self.session.keep_up()
        features.open_worth(self)

    def _need(self) -> BudgetEntry | None:
        """Return the entry under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.reveal():
            return None
        row = self.row
        if row is None:
            self.say(self.no_row)
        else:
            self._current_id = row.id  # the cursor goes with it to another state
        return row


def open_money(screen: EditorScreen) -> None:
    """Open the money of the cycle that is shown."""
    try:
        found = screen.session.service.read(read_money, screen.session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(MoneyScreen(screen.session, found))
