"""The number of hints of a board, counted anew where a command has touched it."""

from collections.abc import Collection, Iterator
from typing import Final
from weakref import WeakKeyDictionary

from learnboard.domain.board import Column
from learnboard.domain.lint import ColumnLint, LintFacts, lint, lint_column
from learnboard.domain.lint_rules import key_result_title_findings
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.service.queries.lint import dismissed_findings, lint_facts
from learnboard.ui.session import Session

_SLICE: Final = 200
"""Titles that are read at a time."""


class HintCounter:
    """Counts the hints of a session's board. Columns that were not touched since are not looked at again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._facts: LintFacts | None = None
        self._known: dict[Id, tuple[Column, Settings, ColumnLint]] = {}

    def prepare(self) -> Iterator[None]:
        """Look at a large board in slices, each of which takes a millisecond or two; then it is quickly counted."""
        board = self._session.board
        for column in board.columns:
            for start in range(0, len(column.cards), _SLICE):
                for card in column.cards[start : start + _SLICE]:
                    key_result_title_findings(card.key_result.title, card.key_result.kind)  # it is remembered there
                yield
            self._lint(column, board.settings)
            yield

    def count(self, *, anew: bool) -> int:
        """Return the number of open hints; `anew` if money or learning time may have changed.

        Raises:
            LearnboardError: if the board cannot be read now.
        """
        board, service = self._session.board, self._session.service
        if anew or self._facts is None:
            self._facts = service.read(lint_facts, board)
        found = lint(board, self._facts, service.query(dismissed_findings), self._lint)
        self._known = {column.id: self._known[column.id] for column in board.columns if column.id in self._known}
        return len(found.findings)

    def below(self, column: Column, settings: Settings, dismissed: Collection[str]) -> int:
        """Return the number of open hints on the key results of a column of the board."""
        found = [finding for finding in self._lint(column, settings).findings if finding.place == "key_result"]
        return len(found) if not dismissed else sum(finding.id not in dismissed for finding in found)

    def _lint(self, column: Column, settings: Settings) -> ColumnLint:
        known = self._known.get(column.id)
        if known is None or known[0] is not column or known[1] != settings:
            known = self._known[column.id] = column, settings, lint_column(column, settings)
        return known[2]


_COUNTERS: Final[WeakKeyDictionary[Session, HintCounter]] = WeakKeyDictionary()


def counter_of(session: Session) -> HintCounter:
    """Return the one counter of a session: what it has found in a column is found once."""
    if session not in _COUNTERS:
        _COUNTERS[session] = HintCounter(session)
    return _COUNTERS[session]
