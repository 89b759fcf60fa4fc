"""The filter of the board: what is typed after `/`, parsed into terms; `query_filter` finds the cards that match."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from operator import attrgetter, eq, ge, gt, le, lt
from typing import Any, Final, TypeAlias, get_args

from learnboard.domain.board import Card
from learnboard.domain.days import months_later
from learnboard.domain.metrics.figures import whole_percent
from learnboard.domain.model.key_results import KeyResultKind
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import folded

Predicate: TypeAlias = Callable[[Any], bool]
LOGGED: Final = "logged"
"""The fact that no card has: the last day on which learning time was logged for it."""
MONEY: Final = "money"
"""Another one: the states of the budget entries for it, as a frozenset."""
MONEY_STATES: Final = ("idea", "proposed", "approved", "booked", "spent", "evaluated", "declined", "cancelled")
ILO: Final = "ilo's relations"
"""Another one: what it had to do with as the Individual Learning Objective, now or before, as a frozenset."""
ILO_RELATIONS: Final[Mapping[str, str]] = {"team": "team_need", "own": "own_interest", "unrelated": "unrelated"}
"""What they are by the word for them."""
Condition: TypeAlias = tuple[str, Predicate]
"""The name of a fact, and what must be true of it."""
_LONGEST_NAMED = 30
_DAYS: Final = {"": 1, "d": 1, "w": 7}
_NUMBER = pattern(r"(<=|>=|<|>|=|)([0-9]{1,4})%?")
_SPAN = pattern(r"(<=|>=|<|>|)([0-9]{1,4})([dwm]?)")
_TERM = pattern(r'(-?)(#|(\w+):)?(?:["“”„]([^"“”„]*)(?:["“”„]|$)|(\S*))')
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "=": eq,
    "": eq,
}


class UnclearTerm(Exception):
    """A term that is not understood; the message says what can be written."""


class Term(NamedTuple):
    """What must be true of a card: `holds` of its `fact`, or not if `negated`. A `word` must be in the folded text."""

    fact: str
    holds: Predicate
    negated: bool = False
    word: str = ""


class Query(NamedTuple):
    """The terms of a filter that were understood, and a sentence about the first one that was not."""

    terms: tuple[Term, ...] = ()
    problem: str = ""


def parse_query(text: str, day: date) -> Query:
    """Parse a filter; days are counted from `day`. A term that is not understood, or not finished, matches all cards.

    All terms must match. Prefix `-` excludes.
    """
    terms: list[Term] = []
    problem = ""
    for match in _TERM.finditer(text):
        try:
            term = _parse_term(match, day)
        except UnclearTerm as unclear:
            problem = problem or str(unclear)
        else:
            terms += [term] if term else []
    return Query(tuple(terms), problem)


def _parse_term(match: re.Match[str], day: date) -> Term | None:
    negated, mark = bool(match[1]), match[2] or ""
    value = folded(match[5] if match[4] is None else match[4])
    if mark == "#":
        return (
            Term("labels", lambda labels: any(label.startswith(value) for label in labels), negated) if value else None
        )
    key = (match[3] or "").casefold()
    if key in KEYS:
        return Term(*KEYS[key](key, value, day), negated)
    word = folded(mark + value)
    return Term("text", lambda text: word in text, negated, word) if word else None


# -- facts --------------------------------------------------------------------------------------------------------


def _text(card: Card) -> str:
    key_result = card.key_result
    # No text on a board has a NUL (FORMAT.md §1), so that no words are found across two texts.
    return folded("\0".join((key_result.title, key_result.unit, *key_result.labels, key_result.description)))


def _open_due_on(card: Card) -> date | None:
    return None if card.figures.health in ("achieved", "dropped") else card.key_result.due_on


def _percent(card: Card) -> int | None:
    progress = card.figures.progress
    return None if progress is None else whole_percent(progress)


FACTS: Final[Mapping[str, Callable[[Card], Any]]] = {
    "text": _text,
    "labels": lambda card: tuple(map(folded, card.key_result.labels)),
    "pace": lambda card: "" if card.key_result.dropped else card.figures.pace,
    "open due": _open_due_on,
    "percent": _percent,
    "health": attrgetter("figures.health"),
    "confidence": attrgetter("figures.confidence"),
    "divergent": attrgetter("figures.divergent"),
    "ilo": attrgetter("ilo"),
    "blocked": attrgetter("blocked"),
    "asking": attrgetter("asks"),
    "stretch": attrgetter("stretched"),
    "kind": attrgetter("key_result.kind"),
    "visibility": attrgetter("key_result.visibility"),
    "due": attrgetter("key_result.due_on"),
}
"""What terms judge about a card, by name. Cards share most values of a fact, except `text`."""


# -- keys ---------------------------------------------------------------------------------------------------------


def _one_of(*values: str) -> Predicate:
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
        "blocked": ("blocked", bool),
        "asking": ("asking", bool),
        "stretch": ("stretch", bool),
        "due": ("due", bool),
        "overdue": ("open due", lambda due: due is not None and due < day),
        "private": ("visibility", _one_of("private")),
        "mentor": ("visibility", _one_of("mentor")),
        "shared": ("visibility", _one_of("shared")),
    }


def _is(key: str, value: str, day: date) -> Condition:
    states = _states(day)
    name = value.replace("_", "-").replace(" ", "-")
    matches = [name] if name in states else [state for state in states if name and state.startswith(name)]
    if len(matches) == 1:
        return states[matches[0]]
    what = "is unknown: use" if value and not matches else "can be"
    raise UnclearTerm(f"{_named(key, value)} {what} {_listed(matches or states)}.")


def _kind(key: str, value: str, _: date) -> Condition:
    kinds = get_args(KeyResultKind)
    matches = [kind for kind in kinds if value and kind.startswith(value)]
    if not matches:
        raise UnclearTerm(f"{_named(key, value)} {'is unknown: use' if value else 'can be'} {_listed(kinds)}.")
    return "kind", _one_of(*matches)


def _due(key: str, value: str, day: date) -> Condition:
    if presence := _presence("due", value):
        return presence
    match = _SPAN.fullmatch(value)
    if match is None:
        raise UnclearTerm(
            f"{_named(key, value)} is not understood: write due:<30d, due:>2w, due:<3m, due:none or due:any."
        )
    # “Within 30 days” includes the thirtieth.
    compare = _COMPARISONS[match[1] if match[1] in (">", ">=") else "<="]
    limit = _later(day, int(match[2]), match[3])
    return "open due", lambda due: due is not None and compare(due, limit)


def _logged(key: str, value: str, day: date) -> Condition:
    if presence := _presence(LOGGED, value):
        return presence
    match = _SPAN.fullmatch(value)
    if match is None:
        raise UnclearTerm(
            f"{_named(key, value)} is not understood: write {key}:<7d, {key}:>2w, {key}:<3m, {key}:none or {key}:any."
        )
    # “Within 7 days” includes the seventh before today; what is longer ago is earlier.
    compare = {">": lt, ">=": le}.get(match[1], ge)
    limit = _earlier(day, int(match[2]), match[3])
    return LOGGED, lambda on: on is not None and compare(on, limit)


def _money(key: str, value: str, _: date) -> Condition:
    return _some_of(MONEY, key, value, {state: state for state in MONEY_STATES})


def _ilo(key: str, value: str, _: date) -> Condition:
    return _some_of(ILO, key, value, ILO_RELATIONS)


def _some_of(fact: str, key: str, value: str, words: Mapping[str, str]) -> Condition:
    """The condition of a fact that is a set: it has one that a word means, which may be typed in part or as it is."""
    if presence := _presence(fact, value):
        return presence
    typed = value.replace("-", "_").replace(" ", "_")
    meant = [kept for word, kept in words.items() if typed and (word.startswith(typed) or kept.startswith(typed))]
    if not meant:
        what = "is unknown: use" if value else "can be"
        raise UnclearTerm(f"{_named(key, value)} {what} {_listed((*words, 'any', 'none'))}.")
    return fact, lambda found: found is not None and not found.isdisjoint(meant)


def _confidence(key: str, value: str, _: date) -> Condition:
    return _number("confidence", key, value, f"{key}:<5, {key}:>=7, {key}:8")


def _progress(key: str, value: str, _: date) -> Condition:
    return _number("percent", key, value, f"{key}:<50, {key}:>=70")


def _number(fact: str, key: str, value: str, examples: str) -> Condition:
    if presence := _presence(fact, value):
        return presence
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise UnclearTerm(f"{_named(key, value)} is not understood: write {examples} or {key}:none.")
    compare, limit = _COMPARISONS[match[1]], int(match[2])
    return fact, lambda number: number is not None and compare(number, limit)


def _presence(fact: str, value: str) -> Condition | None:
    """The condition of `none` and `any`."""
    if value and "none".startswith(value):
        return fact, lambda found: found is None
    return (fact, lambda found: found is not None) if value and "any".startswith(value) else None


def _later(day: date, count: int, unit: str) -> date:
    try:
        if unit != "m":
            return day + timedelta(days=count * _DAYS[unit])
        return months_later(day, count)
    except (OverflowError, ValueError):
        return date.max


def _earlier(day: date, count: int, unit: str) -> date:
    try:
        if unit != "m":
            return day - timedelta(days=count * _DAYS[unit])
        return months_later(day, -count)
    except (OverflowError, ValueError):
        return date.min


def _named(key: str, value: str) -> str:
    term = f"{key}:{value}"
    return f"“{term}”" if len(term) <= _LONGEST_NAMED else f"“{term[: _LONGEST_NAMED - 1]}…”"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


KEYS: Final[Mapping[str, Callable[[str, str, date], Condition]]] = {
    "is": _is,
    "kind": _kind,
    "due": _due,
    "logged": _logged,
    "money": _money,
    "ilo": _ilo,
    "conf": _confidence,
    "confidence": _confidence,
    "progress": _progress,
    "p": _progress,
}
"""The condition of a value behind a key; raises `UnclearTerm` for one that is not understood."""
