"""The number of hints of a board, counted anew where a command has touched it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final
from weakref import WeakKeyDictionary

from learnboard.domain.board import Card, Column
from learnboard.domain.lint import ColumnLint, LintFacts, lint, lint_column, title_findings
from learnboard.domain.lint_rules import TitleFinding
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.queries.lint import dismissed_findings, lint_facts
from learnboard.ui.session import Session

_SLICE: Final = 200
"""Titles that are read at a time."""


class _Seen(NamedTuple):
    """A column that was looked at, what was found in the titles of its cards, one by one, and in all."""

    column: Column
    settings: Settings
    titles: Sequence[Sequence[TitleFinding]]
    found: ColumnLint


class HintCounter:
    """Counts the hints of a session's board. Columns and cards that were not touched since are not looked at again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._facts: LintFacts | None = None
        self._known: dict[Id, _Seen] = {}

    def prepare(self) -> Iterator[None]:
        """Look at a large board in slices, each of which takes a millisecond or two; then it is quickly counted."""
        board = self._session.board
        for column in board.columns:
            if self._seen(column, board.settings):
                continue
            titles, finder = list[Sequence[TitleFinding]](), self._title_finder(column)
            for start in range(0, len(column.cards), _SLICE):
                titles += map(finder, column.cards[start : start + _SLICE])
                yield
            self._look(column, board.settings, titles)
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
        seen = self._seen(column, settings)
        return (seen or self._look(column, settings, [*map(self._title_finder(column), column.cards)])).found

    def _seen(self, column: Column, settings: Settings) -> _Seen | None:
        seen = self._known.get(column.id)
        return seen if seen and seen.column is column and seen.settings == settings else None

    def _look(self, column: Column, settings: Settings, titles: Sequence[Sequence[TitleFinding]]) -> _Seen:
        by_card = dict(zip(map(id, column.cards), titles, strict=True))
        found = lint_column(column, settings, lambda card: by_card[id(card)])
        seen = self._known[column.id] = _Seen(column, settings, titles, found)
        return seen

    def _title_finder(self, column: Column) -> Callable[[Card], Sequence[TitleFinding]]:
        """Return a function that finds what is wrong with a title, and does not look again at one that was there.

        Cards are known by their places in memory: both columns hold theirs now, so no two are at the same one.
        """
        seen = self._known.get(column.id)
        known = dict(zip(map(id, seen.column.cards), seen.titles, strict=True)) if seen else {}

        def find(card: Card) -> Sequence[TitleFinding]:
            found = known.get(id(card))
            return title_findings(card) if found is None else found

        return find


_COUNTERS: Final[WeakKeyDictionary[Session, HintCounter]] = WeakKeyDictionary()


def counter_of(session: Session) -> HintCounter:
    """Return the one counter of a session: what it has found in a column is found once."""
    if session not in _COUNTERS:
        _COUNTERS[session] = HintCounter(session)
    return _COUNTERS[session]
