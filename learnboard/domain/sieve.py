"""The filter of the board: what is typed after `/`, as terms that a card must all hold."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress, repeat
from operator import contains, is_, not_
from typing import Any, NamedTuple

from learnboard.domain.board import Board, Card, Column
from learnboard.domain.terms import FACTS, KEYS, UnclearTerm, folded

_TERM = re.compile(r'(-?)(#|(\w+):)?(?:["“”„]([^"“”„]*)(?:["“”„]|$)|(\S*))')


class Term(NamedTuple):
    """What a card must be. `holds` judges one fact of it, that `fact` names; a word is sought in the folded text."""

    fact: str
    holds: Callable[[Any], bool]
    negated: bool = False
    word: str = ""


class Query(NamedTuple):
    """The terms of a filter that were understood, and a sentence about the first one that was not."""

    terms: tuple[Term, ...] = ()
    problem: str = ""

    @property
    def empty(self) -> bool:
        """Whether every card passes."""
        return not self.terms

    def keeps(self, card: Card) -> bool:
        """Whether a card holds all the terms."""
        return all(term.holds(FACTS[term.fact](card)) != term.negated for term in self.terms)


def parse_query(text: str, day: date) -> Query:
    """Read a filter; days are counted from `day`. A term that is not understood, or not finished, keeps every card."""
    terms: list[Term] = []
    problem = ""
    for match in _TERM.finditer(text):
        try:
            term = _term_of(match, day)
        except UnclearTerm as unclear:
            problem = problem or str(unclear)
        else:
            terms += [term] if term else []
    return Query(tuple(terms), problem)


def filtered(board: Board, query: Query) -> Board:
    """The board with the cards that pass; every column stays, with the figures of all its cards."""
    return IncrementalFilter().through(board, query)


def _term_of(match: re.Match[str], day: date) -> Term | None:
    negated, mark = bool(match[1]), match[2] or ""
    value = folded(match[5] if match[4] is None else match[4])
    if mark == "#":
        return Term("labels", lambda labels: any(each.startswith(value) for each in labels), negated) if value else None
    key = (match[3] or "").casefold()
    if key in KEYS:
        fact, holds = KEYS[key](key, value, day)
        return Term(fact, holds, negated)
    word = folded(mark + value)
    return Term("words", lambda text: word in text, negated, word) if word else None


class _ColumnFacts:
    """The cards of a column with what was found out about them: facts by name, and which of them hold a term."""

    def __init__(self, column: Column, before: "_ColumnFacts | None") -> None:
        self.column = column
        self._facts: dict[str, list[Any]] = {}
        self._before = before and before.known()

    def known(self) -> tuple[tuple[Card, ...], dict[str, list[Any]]]:
        """The cards and what is known of them."""
        return self.column.cards, self._facts

    def sift(self, query: Query, last: Column | None) -> Column:
        """The column with the cards that pass; the `last` such column itself, if nothing changed on it."""
        cards = self.column.cards
        places: Sequence[int] = range(len(cards))
        for term in query.terms:
            places = list(compress(places, self._holding(term, places)))
        shown = self.column
        if len(places) < len(cards):
            shown = replace(shown, cards=tuple(map(cards.__getitem__, places)), hidden=len(cards) - len(places))
        return last if last is not None and _same(last, shown) else shown

    def _holding(self, term: Term, places: Sequence[int]) -> Iterable[bool]:
        # No step of Python for each card: there may be thousands, and a letter is waited for.
        facts = self._of(term.fact)
        if len(places) < len(facts):
            facts = list(map(facts.__getitem__, places))
        if term.word:
            held: Iterable[bool] = map(contains, facts, repeat(term.word))
        else:
            verdicts = {fact: term.holds(fact) for fact in set(facts)}
            held = map(verdicts.__getitem__, facts)
        return map(not_, held) if term.negated else held

    def _of(self, name: str) -> list[Any]:
        facts = self._facts.get(name)
        if facts is None:
            facts = self._facts[name] = self._gathered(name)
        return facts

    def _gathered(self, name: str) -> list[Any]:
        """The facts of all cards, taken over for those that the column had before it changed."""
        find = FACTS[name]
        cards = self.column.cards
        if self._before and name in self._before[1]:
            known = dict(zip(map(id, self._before[0]), self._before[1][name], strict=True))
            return [known[id(card)] if id(card) in known else find(card) for card in cards]
        return [find(card) for card in cards]


class IncrementalFilter:
    """Sifts one board after the other while somebody types, and remembers what it found out about cards."""

    def __init__(self) -> None:
        self._heaps: dict[str, _ColumnFacts] = {}
        self._shown: dict[str, Column] = {}

    def sift(self, board: Board, text: str) -> tuple[Board, Query]:
        """The board with the cards that pass a filter, and the filter as it was understood."""
        query = parse_query(text, board.day)
        return self.through(board, query), query

    def through(self, board: Board, query: Query) -> Board:
        """The board with the cards that pass. A column on which nothing changed is the same value as the last time."""
        if query.empty:
            return board
        self._heaps = {column.id: self._heap(column) for column in board.columns}
        self._shown = {id_: heap.sift(query, self._shown.get(id_)) for id_, heap in self._heaps.items()}
        return replace(board, columns=tuple(self._shown.values()))

    def _heap(self, column: Column) -> _ColumnFacts:
        heap = self._heaps.get(column.id)
        return heap if heap and heap.column is column else _ColumnFacts(column, heap)


def _same(one: Column, other: Column) -> bool:
    return (
        one.objective is other.objective
        and one.totals is other.totals
        and (one.more, one.hidden, len(one.cards)) == (other.more, other.hidden, len(other.cards))
        and all(map(is_, one.cards, other.cards))
    )
