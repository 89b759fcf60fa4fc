"""The filter of the board: what is typed after `/`, parsed into terms, and the cards that match them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import compress, repeat
from operator import attrgetter, contains, eq, ge, gt, is_, le, lt, not_
from typing import Any, Final, NamedTuple, TypeAlias, get_args

from learnboard.domain.board import Board, Card, Column
from learnboard.domain.metrics.rounding import whole_percent
from learnboard.domain.model.key_results import KeyResultKind
from learnboard.domain.text import folded

Condition: TypeAlias = tuple[str, Callable[[Any], bool]]
"""The name of a fact, and what must be true of it."""
_LONGEST_NAMED = 30
_MONTHS = 12
_DAYS: Final = {"": 1, "d": 1, "w": 7}
_AMOUNT = re.compile(r"(<=|>=|<|>|=|)([0-9]{1,4})%?")
_SPAN = re.compile(r"(<=|>=|<|>|)([0-9]{1,4})([dwm]?)")
_COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "": eq}
_CLOSED: Final = ("achieved", "dropped")


class UnclearTerm(Exception):
    """A term that is not understood, in a sentence."""


# -- facts ------------------------------------------------------------------------------------------------------


def _words(card: Card) -> str:
    key_result = card.key_result
    # No text on a board has a NUL (FORMAT.md §1), so that no words are found over the edge of two texts.
    return folded("\0".join((key_result.title, key_result.unit, *key_result.labels, key_result.description)))


def _labels(card: Card) -> tuple[str, ...]:
    return tuple(map(folded, card.key_result.labels))


def _pace(card: Card) -> str:
    return "" if card.key_result.dropped else card.figures.pace


def _still_due(card: Card) -> date | None:
    return None if card.figures.health in _CLOSED else card.key_result.due_on


_whole_percent = lru_cache(maxsize=1024)(whole_percent)


def _percent(card: Card) -> int | None:
    progress = card.figures.progress
    return None if progress is None else _whole_percent(progress)


FACTS: Final[Mapping[str, Callable[[Card], Any]]] = {
    "words": _words,
    "labels": _labels,
    "pace": _pace,
    "still due": _still_due,
    "percent": _percent,
    "health": attrgetter("figures.health"),
    "confidence": attrgetter("figures.confidence"),
    "divergent": attrgetter("figures.divergent"),
    "ilo": attrgetter("ilo"),
    "kind": attrgetter("key_result.kind"),
    "visibility": attrgetter("key_result.visibility"),
    "due": attrgetter("key_result.due_on"),
}
"""What terms judge of a card, by name. Cards share most values of a fact, but for `words`."""


# -- keys -------------------------------------------------------------------------------------------------------


def _one_of(*values: str) -> Callable[[Any], bool]:
    return lambda fact: fact in values


def _states(day: date) -> dict[str, Condition]:
    return {
        "at-risk": ("health", _one_of("at_risk")),
        "on-track": ("health", _one_of("on_track")),
        "off-track": ("health", _one_of("off_track")),
        "outdated": ("health", _one_of("outdated")),
        "pending": ("health", _one_of("pending")),
        "done": ("health", _one_of("achieved")),
        "achieved": ("health", _one_of("achieved")),
        "dropped": ("health", _one_of("dropped")),
        "behind": ("pace", _one_of("behind", "far_behind")),
        "divergent": ("divergent", bool),
        "ilo": ("ilo", bool),
        "due": ("due", bool),
        "overdue": ("still due", lambda due: due is not None and due < day),
        "private": ("visibility", _one_of("private")),
        "mentor": ("visibility", _one_of("mentor")),
        "shared": ("visibility", _one_of("shared")),
    }


def _is(key: str, value: str, day: date) -> Condition:
    states = _states(day)
    sought = value.replace("_", "-").replace(" ", "-")
    meant = [sought] if sought in states else [name for name in states if sought and name.startswith(sought)]
    if len(meant) == 1:
        return states[meant[0]]
    what = "is nothing it can be" if value and not meant else "can be"
    raise UnclearTerm(f"{_named(key, value)} {what}: {_listed(meant or states)}")


def _kind(key: str, value: str, _: date) -> Condition:
    kinds = get_args(KeyResultKind)
    meant = [name for name in kinds if value and name.startswith(value)]
    if not meant:
        raise UnclearTerm(f"{_named(key, value)} {'is no kind' if value else 'can be'}: {_listed(kinds)}")
    return "kind", _one_of(*meant)


def _due(key: str, value: str, day: date) -> Condition:
    if there := _there("due", value):
        return there
    match = _SPAN.fullmatch(value)
    if match is None:
        raise UnclearTerm(
            f"{_named(key, value)} is not understood: write due:<30d, due:>2w, due:<3m, due:none or due:any"
        )
    # “Within 30 days” counts the thirtieth.
    compared, limit = _COMPARED[match[1] if match[1] in (">", ">=") else "<="], _later(day, int(match[2]), match[3])
    return "still due", lambda due: due is not None and compared(due, limit)


def _confidence(key: str, value: str, _: date) -> Condition:
    return _amount("confidence", key, value, f"{key}:<5, {key}:>=7, {key}:8")


def _progress(key: str, value: str, _: date) -> Condition:
    return _amount("percent", key, value, f"{key}:<50, {key}:>=70")


def _amount(fact: str, key: str, value: str, examples: str) -> Condition:
    if there := _there(fact, value):
        return there
    match = _AMOUNT.fullmatch(value)
    if match is None:
        raise UnclearTerm(f"{_named(key, value)} is not understood: write {examples} or {key}:none")
    compared, limit = _COMPARED[match[1]], int(match[2])
    return fact, lambda amount: amount is not None and compared(amount, limit)


def _there(fact: str, value: str) -> Condition | None:
    """What `none` and `any` judge."""
    if value and "none".startswith(value):
        return fact, lambda one: one is None
    return (fact, lambda one: one is not None) if value and "any".startswith(value) else None


def _later(day: date, count: int, unit: str) -> date:
    try:
        if unit != "m":
            return day + timedelta(days=count * _DAYS[unit])
        year, month = divmod(day.year * _MONTHS + day.month - 1 + count, _MONTHS)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.max


def _named(key: str, value: str) -> str:
    term = f"{key}:{value}"
    return f"“{term}”" if len(term) <= _LONGEST_NAMED else f"“{term[: _LONGEST_NAMED - 1]}…”"


def _listed(names: Any) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


KEYS: Final[Mapping[str, Callable[[str, str, date], Condition]]] = {
    "is": _is,
    "kind": _kind,
    "due": _due,
    "conf": _confidence,
    "confidence": _confidence,
    "progress": _progress,
    "p": _progress,
}
"""How the value behind a key is read: what it judges; `Unclear` is raised for one that is not understood."""
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
    return IncrementalFilter().apply(board, query)


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

    def filter_by(self, board: Board, text: str) -> tuple[Board, Query]:
        """The board with the cards that pass a filter, and the filter as it was understood."""
        query = parse_query(text, board.day)
        return self.apply(board, query), query

    def apply(self, board: Board, query: Query) -> Board:
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
