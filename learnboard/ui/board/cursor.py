"""Where the person stands on the board."""

from typing import NamedTuple

from learnboard.domain.board import Board, Card, Column
from learnboard.domain.model.fields import Id
from learnboard.ui.toolkit.keys import Move, rows_moved


class Cursor(NamedTuple):
    """A column and a row. The row is the wished one: in a shorter column the last card stands for it."""

    column: int = 0
    row: int = 0

    def within(self, board: Board) -> "Cursor":
        """The cursor on a column that is there."""
        return Cursor(max(0, min(self.column, len(board.columns) - 1)), max(0, self.row))

    def on(self, board: Board) -> Column | None:
        """The column it stands on; None on an empty board."""
        return board.columns[self.column] if self.column < len(board.columns) else None

    def place(self, board: Board) -> int:
        """The place of the card it stands on; -1 in an empty column."""
        column = self.on(board)
        return min(self.row, len(column.cards) - 1) if column else -1

    def card(self, board: Board) -> Card | None:
        """The card it stands on."""
        column, place = self.on(board), self.place(board)
        return column.cards[place] if column and place >= 0 else None

    def moved(self, move: Move, board: Board) -> "Cursor":
        """The cursor one step further, as far as the board goes."""
        if move in ("left", "right"):
            return Cursor(self.column + (1 if move == "right" else -1), self.row).within(board)
        column = self.on(board)
        last = len(column.cards) - 1 if column else 0
        return Cursor(self.column, max(0, min(max(0, self.place(board)) + rows_moved(move), last)))

    def following(self, id_: Id, board: Board) -> "Cursor":
        """The cursor on a card, or in a column, wherever it is now; where it was when it is gone."""
        at = board.find(id_)
        if at:
            return Cursor(*at)
        place = next((place for place, each in enumerate(board.columns) if each.id == id_), None)
        return self.within(board) if place is None else Cursor(place, self.row)
