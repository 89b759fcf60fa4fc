"""What a filter leaves of the board."""

from typing import Final

from learnboard.domain.board import Board
from learnboard.domain.query import IncrementalFilter, Query
from learnboard.ui.toolkit.text import cut

_LONGEST_QUERY: Final = 40
"""Cells of the filter in the note about it."""


class BoardFilter:
    """A filter and what it leaves of the board."""

    def __init__(self) -> None:
        self.problem = ""
        """What is not understood of the filter."""
        self.counts = (0, 0)
        """How many key results the filter shows, of how many."""
        self._query = ""
        self._filter = IncrementalFilter()

    @property
    def query(self) -> str:
        """The filter; empty for none."""
        return self._query

    @query.setter
    def query(self, query: str) -> None:
        self._query = query.strip()

    @property
    def note(self) -> str:
        """The filter in words, with what it counts."""
        return f"/{cut(self._query, _LONGEST_QUERY)}  {self.count}" if self._query else ""

    @property
    def count(self) -> str:
        """How many key results are shown."""
        shown, whole = self.counts
        return f"{shown} of {whole}"

    def warm(self, board: Board) -> None:
        """Read the board's words before the first letter of a filter is typed: that letter shall not wait for it."""
        self._parsed(board, "x")

    def applied(self, board: Board) -> Board:
        """The board as it is to be shown."""
        if not self._query:
            return board
        filtered, parsed = self._parsed(board, self._query)
        self.problem = parsed.problem
        shown = sum(len(column.cards) for column in filtered.columns)
        self.counts = shown, sum(len(column.cards) for column in board.columns)
        return filtered

    def _parsed(self, board: Board, query: str) -> tuple[Board, Query]:
        return self._filter.filter_by(board, query)
