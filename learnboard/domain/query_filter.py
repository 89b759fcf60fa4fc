"""The cards of a board that match a filter, found again with every letter of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import compress, repeat
from operator import contains, is_, not_
from typing import Any, TypeAlias

from learnboard.domain.board import Board, Column
from learnboard.domain.model.fields import Id
from learnboard.domain.query import FACTS, Query, Term, parse_query

Reader: TypeAlias = Callable[[str], Mapping[Id, Any]]
"""Reads a fact that no card has, such as when time was last logged for each: its values by the card's id."""


class IncrementalFilter:
    """Filters one board after the other while somebody types, and remembers the facts of its cards.

    What no card has is read anew each time, and only if a term asks for it.
    """

    def __init__(self, read: Reader = lambda _: {}) -> None:
        self._read = read
        self._facts: dict[str, _ColumnFacts] = {}
        self._filtered: dict[str, Column] = {}

    def filter_by(self, board: Board, text: str) -> tuple[Board, Query]:
        """Return the board with the cards that match a filter, and the parsed filter."""
        query = parse_query(text, board.day)
        return self.apply(board, query), query

    def apply(self, board: Board, query: Query) -> Board:
        """Return the board with the cards that match; every column stays, with the figures of all its cards.

        A column on which nothing changed is the same value as the last time.
        """
        if not query.terms:
            return board
        self._facts = {column.id: self._facts_of(column) for column in board.columns}
        known = {term.fact: self._read(term.fact) for term in query.terms if term.fact not in FACTS}
        self._filtered = {
            id_: _unless_same(facts.filter(query.terms, known), self._filtered.get(id_))
            for id_, facts in self._facts.items()
        }
        return replace(board, columns=tuple(self._filtered.values()))

    def _facts_of(self, column: Column) -> "_ColumnFacts":
        before = self._facts.get(column.id)
        return before if before and before.column is column else _ColumnFacts(column, before)


class _ColumnFacts:
    """The cards of a column with their facts by name; `before` are those of the column before it changed.

    Nothing here takes a step of Python for each card, if it can: there may be thousands, and a letter waits for it.
    """

    def __init__(self, column: Column, before: "_ColumnFacts | None") -> None:
        self.column = column
        self._facts: dict[str, list[Any]] = {}
        if before:
            places = {id(card): place for place, card in enumerate(before.column.cards)}
            known = [(card, places.get(id(card))) for card in column.cards]
            for name, facts in before._facts.items():  # noqa: SLF001 - its own class
                find = FACTS[name]
                self._facts[name] = [find(card) if place is None else facts[place] for card, place in known]

    def filter(self, terms: Sequence[Term], known: Mapping[str, Mapping[Id, Any]]) -> Column:
        """Return the column with the cards that match all terms, of which there is one at least."""
        cards = left = self.column.cards
        places: Sequence[int] = range(len(cards))
        *others, last = terms
        for term in others:
            places = list(compress(places, self._matches(term, places, known)))
            left = tuple(map(cards.__getitem__, places))
        matching = tuple(compress(left, self._matches(last, places, known)))
        if len(matching) == len(cards):
            return self.column
        return replace(self.column, cards=matching, hidden=len(cards) - len(matching))

    def _matches(self, term: Term, places: Sequence[int], known: Mapping[str, Mapping[Id, Any]]) -> Iterable[bool]:
        if term.fact in known:
            facts: list[Any] = [known[term.fact].get(card.id) for card in self.column.cards]
        else:
            if term.fact not in self._facts:
                self._facts[term.fact] = list(map(FACTS[term.fact], self.column.cards))
            facts = self._facts[term.fact]
        if len(places) < len(facts):
            facts = list(map(facts.__getitem__, places))
        if term.word:
            matches: Iterable[bool] = map(contains, facts, repeat(term.word))
        else:
            verdicts = {fact: term.holds(fact) for fact in set(facts)}
            matches = map(verdicts.__getitem__, facts)
        return map(not_, matches) if term.negated else matches


def _unless_same(column: Column, last: Column | None) -> Column:
    """The column, or the last one if it has the same content."""
    same = (
        last is not None
        and column.objective is last.objective
        and column.totals is last.totals
        and (column.more, column.hidden, len(column.cards)) == (last.more, last.hidden, len(last.cards))
        and all(map(is_, column.cards, last.cards))
    )
    return last if same and last else column
