"""The terms of a filter with a key, such as `is:` and `due:`, and the facts of a card that terms judge."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter, eq, ge, gt, le, lt
from typing import Any, Final, TypeAlias, get_args

from learnboard.domain.board import Card
from learnboard.domain.key_results import KeyResultKind
from learnboard.domain.rounding import whole_percent

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


def folded(text: str) -> str:
    """A text as it is compared: case, the spelling of an accent and the width of blanks make no difference."""
    return " ".join(casefolded(text).split())


def casefolded(text: str) -> str:
    """A text in which case and the spelling of an accent make no difference."""
    if text.isascii():
        return text.casefold()
    # Composed again after the folding, or `e` would be found in an accented one that was written as two signs.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


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
