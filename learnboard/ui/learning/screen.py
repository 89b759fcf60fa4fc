"""Learning time: this week, the weeks before, what it went into; below, every entry by week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.days import weekday_of
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.text import folded
from learnboard.presentation.calendar import block_fact
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.learning import EXAMPLE_LOG, energy_text
from learnboard.presentation.learning_time import (
    cost_fact,
    cycle_facts,
    energy_fact,
    entry_line,
    policy_fact,
    searched_text,
    timer_fact,
    week_fact,
    week_heading,
)
from learnboard.presentation.values import value_text
from learnboard.service.commands import ChangeRow, DeleteRow
from learnboard.service.queries.learning import LearningTime, loggable, read_learning
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.filtered_page import FilteredPage
from learnboard.ui.editing.key_result_actions import NEXT_VISIBILITY
from learnboard.ui.keys.list_bindings import LEARNING_PAGE
from learnboard.ui.learning.block import ask_block
from learnboard.ui.learning.chart import week_chart
from learnboard.ui.learning.form import edit_entry
from learnboard.ui.learning.policies import PoliciesScreen
from learnboard.ui.session import Session
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

_DAY, _TIME, _CATEGORY = 17, 9, 31
"""Cells of the columns."""
_LABEL: Final = 9
_NARROW: Final = 100


class LearningScreen(FilteredPage[LogEntry]):
    """Learning time of the board: figures of the cycle that is shown, and all entries."""

    ONE_LINE = True
    TITLE = "Learning time"
    EMPTY = (
        f"Nothing is logged yet. + logs time in a line, on every screen, such as: {EXAMPLE_LOG}; s starts a timer.",
        "What you learn by doing counts, and what you learn with others: P agrees on how much time a week has.",
    )
    SEARCHED = "words of the text, category, mode, day or key result"
    NOUNS = ("entry", "entries")
    NO_ROW = "No entry is shown here: + logs time."
    BINDINGS: ClassVar[list[BindingType]] = [*LEARNING_PAGE]

    def __init__(self, session: Session, found: LearningTime) -> None:
        super().__init__(session)
        self._found = found
        self.filter_rows()

    def filter_rows(self) -> None:
        """Take in what was read: the entries that the filter shows, and the minutes of each week."""
        self.forget_drawn()
        found = self._found
        words = self.words
        entries = found.entries
        if words:
            texts = ((row, folded(searched_text(row, found.titles, self._day))) for row in entries)
            entries = tuple(row for row, text in texts if all(word in text for word in words))
        self._shown = entries
        weeks: dict[date, int] = {}
        for row in entries:
            monday = weekday_of(row.on, 0)
            weeks[monday] = weeks.get(monday, 0) + row.minutes
        headings = {monday: week_heading(monday, self._day, minutes) for monday, minutes in weeks.items()}
        self._sections = {row.id: headings[weekday_of(row.on, 0)] for row in entries}

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[LogEntry]:
        """Return the entries that the filter shows, the newest first."""
        return self._shown

    def reread(self) -> None:
        """Read everything again."""
        self._found = self.session.service.read(read_learning, self.session.board)
        self.filter_rows()

    @property
    def timed(self) -> Id | None:
        """The key result of the entry under the cursor, if it is open; the first entry is the last that was logged."""
        named = self.row.key_result_id if self.row else None
        return named if named in loggable(self.session.board) else None

    def tell_time(self) -> None:
        """Show how long the timer has run."""
        self.redraw()

    def head_text(self) -> str:
        """Return whose figures they are, and what the filter shows."""
        cycle = self.session.board.cycle
        title = simplified(cycle.title) if cycle else ""
        if not self.words:
            return title
        return self.filter_told(len(self._shown), len(self._found.entries))

    def summary(self, width: int) -> Sequence[Line]:
        """Return the figures, and the weeks as bars; nothing while entries are looked for."""
        if self.words:
            return ()
        found, board = self._found, self.session.board
        cycle = board.cycle
        first = [week_fact(found.agreed, found.left)]
        if board.timer:
            first.append(timer_fact(board.timer, found.timed.title, self.session.clock()))
        facts = [*first, *cycle_facts(found.hours, self._day)]
        if cycle and (energy := energy_fact(found.entries, cycle.starts_on, min(self._day, cycle.ends_on))):
            facts.append(energy)
        more = (
            cost_fact(found.agreed, board.settings.cost_per_hour, board.settings.currency),
            policy_fact(found.policy_on(self._day)),
            block_fact(found.block),
        )
        facts += [fact for fact in more if fact]
        table = [TableRow([StyledText(fitted(label, _LABEL), "muted")], simplified(text)) for label, text in facts]
        chart = week_chart(found.hours.weeks, width)
        return [
            *table_lines(table[: len(first)], width),
            *([[], *chart, []] if chart else []),
            *table_lines(table[len(first) :], width),
        ]

    def section(self, row: LogEntry) -> str:
        """Return the heading of the entry's week."""
        return self._sections[row.id]

    def row_lines(self, row: LogEntry, width: int, *, here: bool) -> Sequence[Line]:
        """Return an entry's day, time, category and text; under the cursor all that is known of it."""
        line = entry_line(row, self._found.titles, self._day)
        room = width - _DAY - _TIME - (0 if width < _NARROW else _CATEGORY)
        said = simplified(line.text.partition("\n")[0] or line.purpose or line.category)
        category = [] if width < _NARROW else [StyledText(fitted(line.category, _CATEGORY), "muted")]
        lines: list[Line] = [
            [
                StyledText(fitted(line.on, _DAY), "title" if here else "text"),
                StyledText(fitted(line.time, _TIME), "text"),
                *category,
                StyledText(cut(said, room), "title" if here else "text"),
            ]
        ]
        return [*lines, *self._more(row, width)] if here else lines

    def _more(self, row: LogEntry, width: int) -> list[Line]:
        line = entry_line(row, self._found.titles, self._day)
        facts = [*map(value_text, (row.category, row.mode, row.time_source)), visibility_text(row.visibility)]
        facts += [energy_text(row.energy)] if row.energy else []
        lines = paragraph_lines(simplified(f"{', '.join(facts)} {line.purpose}".strip()), width, "muted", INDENT)
        for paragraph in line.text.split("\n") if "\n" in line.text or len(line.text) > width // 2 else ():
            lines += paragraph_lines(simplified(paragraph), width, "muted", INDENT)
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the form of the entry under the cursor."""
        if row := self._need():
            edit_entry(self, row, self._found.titles)

    def action_turn_visibility(self) -> None:
        """Show the entry to more people, or to none."""
        if row := self._need():
            self.session.execute(ChangeRow(row, replace(row, visibility=NEXT_VISIBILITY[row.visibility])))

    def action_delete(self) -> None:
        """Delete the entry under the cursor, without asking, since this can be undone."""
        if row := self._need():
            self.session.execute(DeleteRow(row))

    def action_open_policies(self) -> None:
        """Open the time that was agreed on."""
        self.session.keep_up()
        self.app.push_screen(PoliciesScreen(self.session, self._found.policies))

    def action_choose_block(self) -> None:
        """Ask for the weekday and time of learning that calendars get."""
        self.session.keep_up()
        ask_block(self, self._found.block, self._found.agreed)

    def _need(self) -> LogEntry | None:
        """Return the entry under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.reveal():
            return None
        if self.row is None:
            self.say(self.no_row)
        return self.row


def open_learning(screen: EditorScreen) -> None:
    """Open learning time."""
    try:
        found = screen.session.service.read(read_learning, screen.session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(LearningScreen(screen.session, found))
