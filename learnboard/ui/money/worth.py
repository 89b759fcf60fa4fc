"""Looks back at value: what was spent by kind and how it was rated; below, each entry, what is due first."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.worth import read_sharing
from learnboard.presentation.resources import entry_text, expected_value_text
from learnboard.presentation.values import describe_day, value_text
from learnboard.presentation.worth import (
    EXAMPLE_SHARING,
    NOT_SHARED,
    cost_text,
    due_text,
    looks_text,
    next_look_text,
    purpose_text,
    rated_text,
    shared_early_text,
    shared_text,
)
from learnboard.service.commands import Result
from learnboard.service.queries.worth import LookBack, SpentEntry, read_look_back
from learnboard.service.resource_commands import ShareSuccess
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import WORTH_PAGE
from learnboard.ui.money.success import copy_success
from learnboard.ui.money.worth_form import open_evaluation
from learnboard.ui.money.worth_picture import worth_picture
from learnboard.ui.session import Session
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cell_len, cut, fitted, paragraph_lines, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer

_DIGITS: Final = frozenset("12345")
_DUE, _SUCCESSES, _RATED, _UNRATED = "To look back at", "Successes", "Rated", "Not rated yet"
_KIND, _AMOUNT = 15, 14
"""Cells of the columns."""
_NARROW: Final = 100
_TITLE: Final = Fraction(2, 5)
"""The part of a line that the title has."""


class WorthScreen(ListPage[SpentEntry]):
    """Everything that money was spent on, with what it was worth; on top the kinds of the cycle that is shown."""

    ONE_LINE = True
    TITLE = "Looks back at value"
    EMPTY = (
        "Nothing is spent yet, so there is nothing to look back at.",
        "Two weeks after a course or a book this page asks how it was, two months after it whether you still use it.",
        "m asks, too. What was worth it is a success: y copies it, to be told to others.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*WORTH_PAGE]

    def __init__(self, session: Session, found: LookBack, first: Id | None = None) -> None:
        super().__init__(session, first)
        self._found = found
        self._sort()

    def _sort(self) -> None:
        """Put the entries into their sections, each in its order."""
        self.forget_drawn()
        order = (_DUE, _SUCCESSES, _RATED, _UNRATED)
        self._sections = {row.id: _section(row) for row in self._found.entries}
        self._rows = sorted(self._found.entries, key=lambda row: order.index(self._sections[row.id]))

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[SpentEntry]:
        """Return the entries, those to look back at first."""
        return self._rows

    def show(self, result: Result | None) -> None:
        """Read the entries again, and show them; the cursor goes on from one that is no longer due."""
        before = self.row
        try:
            self._found = self.session.service.read(read_look_back, self.session.board)
        except LearnboardError as error:
            self.refuse(error)
            return
        at = self._rows.index(before) if before else 0
        self._sort()
        if before and before.looks and not any(row.id == before.id and row.looks for row in self._rows):
            left = [row for row in self._rows if row.looks]
            if left:
                self._current_id = left[min(at, len(left) - 1)].id
                result = None
        super().show(result)

    def head_text(self) -> str:
        """Return whose figures they are."""
        cycle = self.session.board.cycle
        return simplified(cycle.title) if cycle else ""

    def summary(self, width: int) -> Sequence[Line]:
        """Return what was spent by kind, and how it was rated."""
        return worth_picture(self._found.kinds, width)

    def section(self, row: SpentEntry) -> str:
        """Return whether it is to be looked back at, a success, rated, or not rated yet."""
        return self._sections[row.id]

    def row_lines(self, row: SpentEntry, width: int, *, here: bool) -> Sequence[Line]:
        """Return an entry's title, amount, and what is due or how it was rated; under the cursor all of it."""
        wide = width >= _NARROW
        title = int(width * _TITLE)
        cost = cost_text(row.entry)
        said = self._said(row, width - title - _AMOUNT - 2 - (_KIND if wide else 0))
        line: Line = [
            StyledText(fitted(simplified(row.entry.title), title - 2) + "  ", "title" if here else "text"),
            *([StyledText(fitted(value_text(row.entry.kind), _KIND), "muted")] if wide else []),
            StyledText(" " * (_AMOUNT - cell_len(cut(cost, _AMOUNT))) + cut(cost, _AMOUNT) + "  ", "text"),
            *said,
        ]
        return [line, *self._more(row, width)] if here else [line]

    def _said(self, row: SpentEntry, room: int) -> Line:
        """What is due, else how it was rated, else when it will be asked for."""
        rated = rated_text(row.rating) if row.rating is not None else ""
        if due := due_text(row.entry, row.looks, self._day):
            return [StyledText(cut(due.full, room), "warn")]
        if rated:
            shared = shared_text(row.entry, self._day)
            beside = f", {simplified(shared)}" if shared else ""
            return [
                StyledText(rated, "good" if row.success else "text"),
                StyledText(cut(beside, room - len(rated)), "muted"),
            ]
        return [StyledText(cut(next_look_text(row.entry, row.evaluations, self._day), room), "muted")]

    def _more(self, row: SpentEntry, width: int) -> list[Line]:
        text = entry_text(row.entry, row.evaluations, self._day)
        about = [text.kind, text.state.text, purpose_text(row.purpose)]
        lines = paragraph_lines(simplified(", ".join(filter(None, about))), width, "muted", INDENT)
        if expected := expected_value_text(row.entry):
            lines += paragraph_lines(simplified(expected), width, "muted", INDENT)
        for evaluation in text.evaluations:
            lines += paragraph_lines(simplified(evaluation), width, "text", INDENT)
        if row.rating is not None and len(row.evaluations) > 1:
            lines += paragraph_lines(
                f"{rated_text(row.rating)} in all", width, "good" if row.success else "text", INDENT
            )
        if row.looks:
            offer = f"{looks_text(row.looks)} A digit from 1 to 5 rates it."
            lines += paragraph_lines(offer, width, "accent", INDENT)
        later = next_look_text(row.entry, row.evaluations, self._day)
        key = self.first_keys().get("worth.share", "h")
        for fact in (later, shared_text(row.entry, self._day) or f"{NOT_SHARED}: {key} keeps how"):
            lines += paragraph_lines(simplified(fact), width, "muted", INDENT)
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Begin to rate with the digit that is typed."""
        if super().on_typed_key(key, character):
            return True
        if character not in _DIGITS or self.row is None:
            return False
        self._rate(character)
        return True

    def action_open(self) -> None:
        """Open the form that rates the entry under the cursor."""
        self._rate()

    def _rate(self, begun: str = "") -> None:
        if row := self._need():
            open_evaluation(self, row.id, begun)

    def action_share(self) -> None:
        """Prompt for how others learned from the entry."""
        row = self._need()
        if row is None:
            return
        entry, day = row.entry, self._day
        before = entry.shared_as or ""

        def read(text: str) -> tuple[str, date]:
            shared_as, on = read_sharing(text, day)
            if shared_as and shared_as != before and (early := shared_early_text(entry, on)):
                raise InvalidValue(early)
            return shared_as, on

        def hint(text: str) -> str:
            if not text.strip():
                return f"{EXAMPLE_SHARING}, @fri for another day; empty: not shared"
            try:
                shared_as, on = read(text)
            except InvalidValue as error:
                return str(error)
            return describe_day(on, day) if shared_as else EXAMPLE_SHARING

        def enter(text: str) -> bool:
            try:
                shared_as, on = read(text)
            except InvalidValue:
                self.app.bell()  # the hint says why
                return False
            on = entry.shared_on if shared_as == before and "@" not in text and entry.shared_on else on
            return self.session.execute(ShareSuccess(entry.id, shared_as, on, before))

        self.prompt(Prompt("shared as", TextBuffer.of(before, selected=True), enter, hint=hint))

    def action_copy(self) -> None:
        """Copy the success as Markdown, to the terminal's clipboard too."""
        if row := self._need():
            copy_success(self, row.id)

    def _need(self) -> SpentEntry | None:
        """Return the entry under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.reveal():
            return None
        if self.row is None:
            self.say("Nothing is spent yet: there is nothing to look back at.")
        return self.row


def _section(row: SpentEntry) -> str:
    if row.looks:
        return _DUE
    if row.success:
        return _SUCCESSES
    return _RATED if row.evaluations else _UNRATED


def open_worth(screen: EditorScreen, entry: Id | None = None) -> None:
    """Open the looks back at what was spent, with the cursor on an entry."""
    screen.session.keep_up()
    try:
        found = screen.session.service.read(read_look_back, screen.session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(WorthScreen(screen.session, found, entry))
