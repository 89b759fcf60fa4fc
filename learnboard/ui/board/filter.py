"""The filter of the board, with its problem and match count."""

from typing import Final

from learnboard.domain.board import Board
from learnboard.domain.query import Query
from learnboard.domain.query_filter import IncrementalFilter, Reader
from learnboard.ui.toolkit.text import cut

_LONGEST_QUERY: Final = 40
"""Cells of the query in the note."""


class BoardFilter:
    """A query, applied to the board."""

    def __init__(self, read: Reader) -> None:
        """Make an empty filter; `read` reads what cards do not have."""
        self.problem = ""
        """What is wrong with the query; empty if nothing."""
        self.counts = (0, 0)
        """The number of key results shown, and the number of all."""
        self._query = ""
        self._filter = IncrementalFilter(read)

    @property
    def query(self) -> str:
        """The query; empty for no filter."""
        return self._query

    @query.setter
    def query(self, query: str) -> None:
        self._query = query.strip()

    @property
    def note(self) -> str:
        """The query and its match count, for the status line."""
        return f"/{cut(self._query, _LONGEST_QUERY)}  {self.count}" if self._query else ""

    @property
    def count(self) -> str:
        """The match count in words: `3 of 15`."""
        shown, whole = self.counts
        return f"{shown} of {whole}"

    def warm(self, board: Board) -> None:
        """Index the board's words, so that the first letter typed need not wait for it."""
        self._parsed(board, "x")

    def applied(self, board: Board) -> Board:
        """Return the board with only the matching cards."""
        if not self._query:
            return board
        filtered, parsed = self._parsed(board, self._query)
        self.problem = parsed.problem
        shown = sum(len(column.cards) for column in filtered.columns)
        self.counts = shown, sum(len(column.cards) for column in board.columns)
        return filtered

    def _parsed(self, board: Board, query: str) -> tuple[Board, Query]:
        return self._filter.filter_by(board, query)
