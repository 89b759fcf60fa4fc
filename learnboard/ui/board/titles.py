"""In-place editing of titles on the board, of new and existing key results and objectives."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from learnboard.domain.board import Board, Card, Column, make_card
from learnboard.domain.histories import NO_HISTORY
from learnboard.domain.metrics.first_day import with_first_day
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.messages import measure_text
from learnboard.service import factory
from learnboard.service.commands import AddRow
from learnboard.ui import features
from learnboard.ui.board.layout import Cursor
from learnboard.ui.board.prompts import BoardHost
from learnboard.ui.editing.title_edit import (
    NEW_KEY_RESULT,
    NOT_A_METRIC,
    EditedTitle,
    Titled,
    add_titles,
    present,
    rename,
)
from learnboard.ui.session import Session
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.styles import CaretView, with_caret
from learnboard.ui.toolkit.text import CARET
from learnboard.ui.toolkit.text_buffer import TextBuffer

_CARD_HINT: Final = "“from 850 ms to 400 ms” in it makes it a metric"
_COLUMN_HINT: Final = "what do you want to be able to do? two to five are plenty"
_MOST_LINES: Final = 4
"""Lines that a title takes at most."""
_LEAST: Final = 4
"""Cells of a title that are drawn even if they do not fit."""


class BoardTitles:
    """Title edits on the board. A new card or column is shown in its place while its title is typed."""

    def __init__(self, host: BoardHost) -> None:
        self._host = host
        self._cursor = Cursor()

    # -- edits ----------------------------------------------------------------------------------------------------

    def rename(self, row: KeyResult | Objective) -> None:
        """Edit an existing title in place."""
        rename(self, row)

    def add_key_results(self, column: Column) -> None:
        """Prompt for new key results in a column, one below the other, starting below the cursor."""
        shown, cursor = self._host.view.board, self._host.view.cursor
        place = cursor.place(shown) + 1
        self._add_key_result(column, place, column.place_among(shown.columns[cursor.column].cards, place, ""))

    def _add_key_result(self, column: Column, place: int, at: int) -> None:
        """Prompt for a key result at `place` among the cards shown, which is `at` among all cards of the column."""
        seen = 1
        measured = True

        def refuse_measure() -> None:
            nonlocal measured
            measured = not measured

        def hint(title: str) -> str:
            return _measure_hint(factory.new_key_result(title, column.objective), measured=measured)

        def add(title: str) -> bool:
            nonlocal seen
            board = self._host.board
            row = factory.new_key_result(title, column.objective, measured=measured)
            row = with_first_day(row, board.cycle_context, board.day)
            added = self.session.execute(AddRow(row, at))
            seen = int(added and self._host.view.board.find(row.id) is not None)  # a filter may hide it
            return added

        def go_on() -> None:
            self._add_key_result(column, place + seen, at + 1)

        edited = EditedTitle(factory.new_key_result("", column.objective), place)
        others = {NOT_A_METRIC: refuse_measure}
        add_titles(self, NEW_KEY_RESULT, edited, add=add, go_on=go_on, hint=hint, others=others)

    def add_objectives(self) -> None:
        """Prompt for new objectives, each to the right of the cursor; if there is no cycle, open the guide instead."""
        board, cycle_context = self._host.board, self._host.board.cycle_context
        if cycle_context is None:
            features.open_guide(self._host)
            return
        place = self._host.view.cursor.column + 1 if board.columns else 0

        def add(title: str) -> bool:
            row = factory.new_objective(title, cycle_context.cycle.id, self._host.board.chosen_goal)
            added = self.session.execute(AddRow(row, place))
            if added:
                self._host.look(row.id)
            return added

        edited = EditedTitle(factory.new_objective("", cycle_context.cycle.id, board.chosen_goal), place)
        add_titles(self, "new objective", edited, add=add, go_on=self.add_objectives, hint=lambda _: _COLUMN_HINT)

    # -- host of the edits ----------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session of the board."""
        return self._host.session

    def prompt(self, prompt: Prompt | None) -> None:
        """Show a prompt; None ends it."""
        self._host.prompt(prompt)

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and a hint on what can be done about it."""
        self._host.say(message, hint)

    def present(self, row: Titled) -> Titled | None:
        """Return a row as it is on the board now."""
        return present(self._host.board, row)

    def is_typing(self, prompt: Prompt) -> bool:
        """Whether a prompt is still being typed into."""
        return self._host.is_typing(prompt)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call back when some time is over."""
        self._host.later(seconds, call)

    def show_title(self, edited: EditedTitle, entry: TextBuffer) -> CaretView:
        """Show the title being typed in its place."""
        if self._host.overlay is None:
            self._cursor = self._host.view.cursor
            self._host.view.still = True
            self._show(edited, CARET)  # first, since its place decides how much of it fits
        seen = self._fitting(edited, entry)
        self._show(edited, seen.text)
        return seen

    def _show(self, edited: EditedTitle, title: str) -> None:
        self._host.overlay = partial(with_title, edited=edited, title=title)
        self._host.look(edited.row.id)

    def hide_title(self) -> None:
        """Show the board without the title being typed, and restore the cursor."""
        self._host.overlay, self._host.view.still = None, False
        self._host.look(cursor=self._cursor)

    def _fitting(self, edited: EditedTitle, entry: TextBuffer) -> CaretView:
        """Return as much of the text around the caret as fits in its place."""
        view = self._host.view
        layout, at = view.board_layout, view.cursor.column
        pane = layout.pane(at)
        seen = with_caret(entry, _LEAST)
        for room in range(_MOST_LINES * pane.text_width if pane else 0, _LEAST - 1, -1):
            seen = with_caret(entry, room)
            if any(CARET in span.text for line in layout.lines_named(edited.row.id, at, seen.text) for span in line):
                break  # found by trial, since wrapped words make it hard to calculate
        return seen


def _measure_hint(row: KeyResult, *, measured: bool) -> str:
    """What the title of a new key result says it measures, and the key that refuses it or takes it after all."""
    text = measure_text(row)
    if not text or row.kind == "binary":
        return text or _CARD_HINT
    return f"{text}; {NOT_A_METRIC}: not a metric" if measured else f"not a metric; {NOT_A_METRIC}: {text}"


def with_title(board: Board, edited: EditedTitle, title: str) -> Board:
    """Return the board with the title being typed; nothing else changes, and figures do not count it yet."""
    if isinstance(edited.row, Objective):
        columns = _columns(board, replace(edited.row, title=title), edited.place)
    else:
        assert isinstance(edited.row, KeyResult)
        row = replace(edited.row, title=title)
        columns = [
            _with_card(board, column, row, edited.place) if column.id == row.objective_id else column
            for column in board.columns
        ]
    return replace(board, columns=tuple(columns))


def _columns(board: Board, objective: Objective, place: int | None) -> list[Column]:
    if place is None:
        return [
            replace(column, objective=objective) if column.id == objective.id else column for column in board.columns
        ]
    return [*board.columns[:place], Column(objective), *board.columns[place:]]


def _with_card(board: Board, column: Column, row: KeyResult, place: int | None) -> Column:
    if place is None:
        cards = tuple(replace(card, key_result=row) if card.id == row.id else card for card in column.cards)
    else:
        cards = (*column.cards[:place], _fresh(board, row), *column.cards[place:])
    return replace(column, cards=cards, hidden=column.hidden - (len(cards) - len(column.cards)))  # not counted yet


def _fresh(board: Board, row: KeyResult) -> Card:
    assert board.cycle_context is not None
    return make_card(row, NO_HISTORY, committed=False, cycle_context=board.cycle_context)
