"""What no row of a board can be, whatever else is on it: the rules that forms and imports share.

The source is FORMAT.md §1, “What an import refuses”. What is not forbidden here is a person's own business.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final, TypeAlias, get_args, get_origin

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import (
    FIRST_DAY,
    ID_PATTERN,
    LAST_DAY,
    LONGEST_TEXT,
    OWNER,
    Between,
    Field,
    Id,
    Number,
    Record,
    fields_of,
    once_per_class,
)
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import KeyResult

SMALLEST_INTEGER: Final = -(2**63)
LARGEST_INTEGER: Final = 2**63 - 1
_ID = re.compile(ID_PATTERN)
_IDS = re.compile(rf"(?:{ID_PATTERN}\n)*+")
_ANY_INTEGER = Between(SMALLEST_INTEGER, LARGEST_INTEGER)
_Judge: TypeAlias = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, and what to do; `field` is the one to look at, or None for several."""

    field: str | None
    message: str


def is_id(field: Field) -> bool:
    """Whether the field holds an id or ids, its own or another's: the format names them all alike."""
    return field.name == "id" or field.name.endswith(("_id", "_ids"))


def problem(row: object) -> Problem | None:
    """The first thing that is wrong with a row by itself; None when a board can hold it."""
    for name, judge in _judges(type(row)):
        if message := judge(getattr(row, name)):
            return Problem(name, message)
    rule = _ROW_RULES.get(type(row))
    return rule(row) if rule else None


def all_valid(record: type, rows: Sequence[object]) -> bool:
    """Whether no row of a class has a `problem`.

    A column is judged at a time, and what stands in it twice once: a fifth of the time of a row at a time.
    """
    for name, judge in _judges(record):
        values = _distinct(list(map(attrgetter(name), rows)))
        if not _ids(values) if judge is _judge_id else any(map(judge, values)):
            return False
    rule = _ROW_RULES.get(record)
    return rule is None or not any(map(rule, rows))


def check_row(row: Record) -> None:
    """Refuse a row that no board can hold, whatever else is on it.

    Raises:
        InvalidValue: with the table, the id, the field, a sentence and what to do.
    """
    if found := problem(row):
        raise invalid(row, found.message, found.field)


def invalid(row: Record, message: str, field: str | None = None) -> InvalidValue:
    """The refusal of a row: its table and id, the field if it is one, and the sentence."""
    place = f"{row.TABLE} {row.id}"
    return InvalidValue(f"{place}, {field}: {message}" if field else f"{place}: {message}")


def overlapping_cycle(cycle: Cycle, others: Iterable[Cycle]) -> Cycle | None:
    """The first of the other cycles that shares a day with this one."""
    days = (cycle.starts_on, cycle.ends_on)
    near = (each for each in others if each.id != cycle.id)
    return next((each for each in near if each.starts_on <= days[1] and days[0] <= each.ends_on), None)


# A row by itself


def _distinct(column: Sequence[Any]) -> Collection[Any]:
    try:
        return set(column)
    except TypeError:  # mappings
        return column


@once_per_class
def _judges(record: type) -> tuple[tuple[str, _Judge], ...]:
    """What to ask of each field of a class; fields that cannot be wrong are left out."""
    return tuple((field.name, judge) for field in fields_of(record) if (judge := _judge(field)))


def _judge(field: Field) -> _Judge | None:
    if field.name == "id" and field.refers is None:
        return _judge_id
    if is_id(field):
        return None
    judge = _judge_values(field)
    return (lambda value: None if value is None else judge(value)) if judge and field.nullable else judge


def _judge_values(field: Field) -> _Judge | None:
    outer, parts = get_origin(field.base), get_args(field.base)
    if outer is tuple:
        return _each(_judge_one(parts[0], field), iter)
    if outer is Mapping:
        return _each(_judge_one(parts[1], field), lambda held: held.values())
    return _judge_one(field.base, field)


def _judge_one(base: Any, field: Field) -> _Judge | None:
    if base is str:
        least, most = (1, field.filled.most) if field.filled else (0, LONGEST_TEXT)
        return lambda text: None if least <= len(text) <= most else _length_sentence(text, most)
    if base is int or (base is Number and field.range):
        return _range_judge(field.range or _ANY_INTEGER)
    if base is date:
        return _judge_day
    return _judge_part if is_dataclass(base) else None


def _each(judge: _Judge | None, values: Callable[[Any], Iterable[Any]]) -> _Judge | None:
    """Judge all values that are in a field, if they can be wrong at all."""
    if judge is None:
        return None
    return lambda held: next((message for value in values(held) if (message := judge(value))), None)


def _ids(values: Collection[Id]) -> bool:
    """Whether all are ids that rows may have: looked at as one text, since every row has one."""
    return OWNER not in values and _IDS.fullmatch("\n".join([*values, ""])) is not None


def _judge_id(value: Id) -> str | None:
    if value == OWNER:
        return "“owner” always means the board's owner: choose another id"
    return None if _ID.fullmatch(value) else "this is not an id: use 1 to 64 of A-Z, a-z, 0-9, _ and -"


def _judge_day(day: date) -> str | None:
    return None if FIRST_DAY <= day <= LAST_DAY else f"{day} is out of range: choose a day from 1970 to 2200"


def _judge_part(part: object) -> str | None:
    found = problem(part)
    return f"{found.field}: {found.message}" if found else None


def _range_judge(allowed: Between) -> _Judge:
    low, high = allowed.low, allowed.high
    if high is None:
        return lambda number: None if number >= low else f"{number} is out of range: write {low} or more"
    return lambda number: None if low <= number <= high else f"{number} is out of range: write {low} to {high}"


def _length_sentence(text: str, most: int) -> str:
    if not text:
        return f"this is empty: write 1 to {most:,} characters"
    return f"{len(text):,} characters are too many: shorten it to {most:,}"


# Rows of one table


def _cycle_problem(cycle: Cycle) -> Problem | None:
    if cycle.ends_on < cycle.starts_on:
        return Problem("ends_on", "the cycle ends before it starts: choose a later end")
    return None


def _key_result_problem(card: KeyResult) -> Problem | None:
    if card.kind == "metric":
        return _metric_problem(card)
    return _maintain_problem(card) if card.kind == "maintain" else None


def _metric_problem(card: KeyResult) -> Problem | None:
    for name, value in (("start", card.start), ("target", card.target)):
        if value is None:
            return Problem(name, "a metric goes from a start to a target: write both, or choose another kind")
    if card.start == card.target:
        return Problem(None, "start and target are the same: use maintain or binary")
    return None


def _words(name: str) -> str:
    return name.replace("_", " ")


def _maintain_problem(card: KeyResult) -> Problem | None:
    if card.bound is None:
        return Problem("bound", "a maintain has a bound: choose at_most, at_least or between")
    if card.period is None:
        return Problem("period", "a maintain has a period: choose week, month or quarter")
    if card.bound != "at_most" and card.minimum is None:
        return Problem("minimum", f"a maintain with the bound {_words(card.bound)} has a minimum: write one")
    if card.bound != "at_least" and card.maximum is None:
        return Problem("maximum", f"a maintain with the bound {_words(card.bound)} has a maximum: write one")
    if card.minimum is not None and card.maximum is not None and card.minimum > card.maximum:
        return Problem(None, "the minimum is above the maximum: exchange them")
    return None


_ROW_RULES: Final[Mapping[type, Callable[[Any], Problem | None]]] = {
    Cycle: _cycle_problem,
    KeyResult: _key_result_problem,
}
RANGES: Final = {
    "grace_days": (0, 365),
    "meeting_cadence_days": (1, 366),
    "max_objectives": (1, 99),
    "max_key_results": (1, 99),
}
"""The least and the most of each number that counts something."""
_CURRENCY: Final = re.compile("[A-Z]{3}")


def settings_problems(settings: Settings) -> tuple[Problem, ...]:
    """All that is wrong with settings, each at its field."""
    sentences = {
        "currency": None if _CURRENCY.fullmatch(settings.currency) else "write three capital letters, as in EUR",
        **{name: _out_of(getattr(settings, name), *ends) for name, ends in RANGES.items()},
        "pace_gaps": _unordered(settings.pace_gaps),
        "score_bands": _unordered(settings.score_bands),
        "self_approval_limit": "write 0 or more" if settings.self_approval_limit < 0 else None,
    }
    return tuple(Problem(name, message) for name, message in sentences.items() if message)


def _out_of(number: int, least: int, most: int) -> str | None:
    return None if least <= number <= most else f"{number} is out of range: write {least} to {most}"


def _unordered(pair: tuple[Number, Number]) -> str | None:
    low, high = pair
    if low < 0 or high > 1:
        return "both are shares of 1: write 0 to 1"
    return f"the first, {low}, is above the second, {high}: exchange them" if low > high else None
