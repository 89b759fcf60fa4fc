"""What the view shows of the board: all of it, or what a filter leaves, with a title that is being typed."""

from typing import TYPE_CHECKING

from learnboard.domain.board import Board
from learnboard.ui.board.title_edit import EditedTitle, with_title
from learnboard.ui.toolkit.text import cut

if TYPE_CHECKING:
    from learnboard.domain.query import IncrementalFilter, Query


_LONGEST_QUERY = 40
"""Cells of the filter in the note about it."""


class BoardFilter:
    """Between the board as it is and as it is shown."""

    def __init__(self) -> None:
        self.naming: EditedTitle | None = None
        self.title = ""
        """What is typed of the title that is being named, with the caret in it."""
        self.problem = ""
        """What is not understood of the filter."""
        self.counts = (0, 0)
        """How many key results the filter shows, of how many."""
        self._query = ""
        self._sifter: IncrementalFilter | None = None

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
        self._sift(board, "x")

    def through(self, board: Board) -> Board:
        """The board as it is to be shown."""
        if self._query:
            board = self._sifted(board)
        return with_title(board, self.naming, self.title) if self.naming else board

    def _sifted(self, board: Board) -> Board:
        sifted, parsed = self._sift(board, self._query)
        self.problem = parsed.problem
        shown = sum(len(column.cards) for column in sifted.columns)
        self.counts = shown, sum(len(column.cards) for column in board.columns)
        return sifted

    def _sift(self, board: Board, query: str) -> "tuple[Board, Query]":
        if self._sifter is None:
            from learnboard.domain.query import IncrementalFilter  # noqa: PLC0415 - only a filter needs it

            self._sifter = IncrementalFilter()
        return self._sifter.filter_by(board, query)
