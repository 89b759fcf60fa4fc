"""A title typed right on the board: the row it will be of, and the board with it."""

from dataclasses import replace
from typing import NamedTuple

from learnboard.domain.board import NO_HISTORY, Board, Card, Column, make_card
from learnboard.domain.key_results import KeyResult
from learnboard.domain.objectives import Objective


class EditedTitle(NamedTuple):
    """A row whose title is being typed; a fresh one stands at `place` of its column, or of the columns."""

    row: KeyResult | Objective
    place: int | None = None


def with_title(board: Board, naming: EditedTitle, title: str) -> Board:
    """The board with the title as it is typed just now; nothing else of it changes, no figure counts it yet."""
    if isinstance(naming.row, Objective):
        columns = _columns(board, replace(naming.row, title=title), naming.place)
    else:
        row = replace(naming.row, title=title)
        columns = [
            _with_card(board, column, row, naming.place) if column.id == row.objective_id else column
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
