"""What no row of a board can be, whatever else is on it: the rules that forms and imports share.

The source is FORMAT.md §1, “What an import refuses”. What is not forbidden here is a person's own business.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final, TypeAlias, get_args, get_origin

from learnboard.domain.days import FIRST_DAY, LAST_DAY
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import (
    ID_PATTERN,
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
from learnboard.domain.model.key_results import Bound, KeyResult, TargetChange
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern

SMALLEST_INTEGER: Final = -(2**63)
LARGEST_INTEGER: Final = 2**63 - 1
RANGES: Final = {
    "grace_days": (0, 365),
    "meeting_cadence_days": (1, 366),
    "max_objectives": (1, 99),
    "max_key_results": (1, 99),
}
"""The smallest and the largest value of each setting that counts something."""
_ID = pattern(ID_PATTERN)
_IDS = pattern(rf"(?:{ID_PATTERN}\n)*+")
_SCORE_DECIMALS: Final = 2
_CURRENCY: Final = pattern("[A-Z]{3}")
_ANY_INTEGER = Between(SMALLEST_INTEGER, LARGEST_INTEGER)
_Rule: TypeAlias = Callable[[Any], str | None]


class Problem(NamedTuple):
    """What is wrong with a row, and what to do; `field` is the one to change, or None for several."""

    field: str | None
    message: str


def is_id(field: Field) -> bool:
    """Whether the field holds an id or ids, its own or another's: the format names them all alike."""
    return field.name == "id" or field.name.endswith(("_id", "_ids"))


def problem(row: object) -> Problem | None:
    """Return the first thing that is wrong with a row by itself; None if a board can hold it."""
    for name, rule in _field_rules(type(row)):
        if message := rule(getattr(row, name)):
            return Problem(name, message)
    row_rule = _ROW_RULES.get(type(row))
    return row_rule(row) if row_rule else None


def all_valid(record: type, rows: Sequence[object], ids: Collection[Id]) -> bool:
    """Whether no row of a class has a `problem`; `ids` are those of the rows, each once.

    A column is checked at a time, and each of its values once: that takes a fifth of the time of a row at a time.
    """
    for name, rule in _field_rules(record):
        if not _are_ids(ids) if rule is _id_problem else any(map(rule, _distinct(map(attrgetter(name), rows)))):
            return False
    row_rule = _ROW_RULES.get(record)
    return row_rule is None or not any(map(row_rule, rows))


def check_row(row: Record) -> None:
    """Refuse a row that no board can hold, whatever else is on it.

    Raises:
        InvalidValue: with the table, the id, the field, what is wrong and what to do.
    """
    if found := problem(row):
        raise invalid(row, found.message, found.field)


def invalid(row: Record, message: str, field: str | None = None) -> InvalidValue:
    """Return the error about a row: its table and id, the field if it is one, and the message."""
    return InvalidValue(f"{row.TABLE} {row.id}{f', {field}' if field else ''}: {message}")


def overlapping_cycle(cycle: Cycle, others: Iterable[Cycle]) -> Cycle | None:
    """Return the first of the other cycles that shares a day with this one."""
    return next(
        (
            other
            for other in others
            if other.id != cycle.id and other.starts_on <= cycle.ends_on and cycle.starts_on <= other.ends_on
        ),
        None,
    )


def overlapping_policy(policy: HoursPolicy, others: Iterable[HoursPolicy]) -> HoursPolicy | None:
    """Return the first of the other policies of learning time that shares a day with this one."""
    last = policy.to_on or LAST_DAY
    return next(
        (
            other
            for other in others
            if other.id != policy.id and other.from_on <= last and policy.from_on <= (other.to_on or LAST_DAY)
        ),
        None,
    )


def ended_by(policy: HoursPolicy, others: Iterable[HoursPolicy]) -> tuple[HoursPolicy, ...]:
    """Return the policies that a new one ends: they began before it, and would hold on its first day."""
    return tuple(
        other
        for other in others
        if other.id != policy.id
        and other.from_on < policy.from_on
        and (other.to_on is None or other.to_on >= policy.from_on)
    )


def settings_problems(settings: Settings) -> tuple[Problem, ...]:
    """Return everything that is wrong with settings, each at its field."""
    cost = settings.cost_per_hour
    messages = {
        "currency": None if _CURRENCY.fullmatch(settings.currency) else "write three capital letters, as in EUR",
        **{name: _range_problem(getattr(settings, name), *ends) for name, ends in RANGES.items()},
        "pace_gaps": _pair_problem(settings.pace_gaps),
        "score_bands": _pair_problem(settings.score_bands),
        "self_approval_limit": "write 0 or more" if settings.self_approval_limit < 0 else None,
        "cost_per_hour": None if cost is None or cost >= 0 else "write 0 or more",
    }
    return tuple(Problem(name, message) for name, message in messages.items() if message)


# -- fields -------------------------------------------------------------------------------------------------------


@once_per_class
def _field_rules(record: type) -> tuple[tuple[str, _Rule], ...]:
    """The rule of each field of a class; fields that cannot be wrong are left out."""
    return tuple((field.name, rule) for field in fields_of(record) if (rule := _field_rule(field)))


def _field_rule(field: Field) -> _Rule | None:
    if field.name == "id" and field.refers is None:
        return _id_problem
    if is_id(field):
        return None
    rule = _values_rule(field)
    return (lambda value: None if value is None else rule(value)) if rule and field.nullable else rule


def _values_rule(field: Field) -> _Rule | None:
    outer, parts = get_origin(field.base), get_args(field.base)
    if outer is tuple:
        return _each(_value_rule(parts[0], field), iter)
    if outer is Mapping:
        return _each(_value_rule(parts[1], field), lambda mapping: mapping.values())
    return _value_rule(field.base, field)


def _value_rule(base: Any, field: Field) -> _Rule | None:
    if base is str:
        least, most = (1, field.filled.most) if field.filled else (0, LONGEST_TEXT)
        return lambda text: None if least <= len(text) <= most else _length_message(text, most)
    if base is int or (base is Number and field.range):
        allowed = field.range or _ANY_INTEGER
        return lambda number: _range_problem(number, allowed.low, allowed.high)
    if base is date:
        return _day_problem
    return _part_problem if is_dataclass(base) else None


def _each(rule: _Rule | None, values: Callable[[Any], Iterable[Any]]) -> _Rule | None:
    """The rule for all values that are in a field, if they can be wrong at all."""
    if rule is None:
        return None
    return lambda held: next((message for value in values(held) if (message := rule(value))), None)


def _distinct(column: Iterable[Any]) -> Collection[Any]:
    values = list(column)
    try:
        return set(values)
    except TypeError:  # mappings
        return values


def _are_ids(values: Collection[Id]) -> bool:
    """Whether all are ids that rows may have: checked as one text, since every row has one."""
    return OWNER not in values and _IDS.fullmatch("\n".join([*values, ""])) is not None


def _id_problem(value: Id) -> str | None:
    if value == OWNER:
        return "“owner” always means the board's owner: choose another id"
    return None if _ID.fullmatch(value) else "this is not an id: use 1 to 64 of A-Z, a-z, 0-9, _ and -"


def _day_problem(day: date) -> str | None:
    return None if FIRST_DAY <= day <= LAST_DAY else f"{day} is out of range: choose a day from 1970 to 2200"


def _part_problem(part: object) -> str | None:
    found = problem(part)
    return f"{found.field}: {found.message}" if found else None


def _range_problem(number: int | Number, low: int, high: int | None) -> str | None:
    if low <= number and (high is None or number <= high):
        return None
    return f"{number} is out of range: write {f'{low} or more' if high is None else f'{low} to {high}'}"


def _length_message(text: str, most: int) -> str:
    if not text:
        return f"this is empty: write 1 to {most:,} characters"
    return f"{len(text):,} characters are too many: shorten it to {most:,}"


def _pair_problem(pair: tuple[Number, Number]) -> str | None:
    low, high = pair
    if low < 0 or high > 1:
        return "both are ratios: write 0 to 1"
    return f"the first, {low}, is above the second, {high}: swap them" if low > high else None


# -- rows ---------------------------------------------------------------------------------------------------------


def _cycle_problem(cycle: Cycle) -> Problem | None:
    if cycle.ends_on < cycle.starts_on:
        return Problem("ends_on", "the cycle ends before it starts: choose a later end")
    return None


def target_problem(change: TargetChange, key_result: KeyResult) -> Problem | None:
    """Return what is wrong with the numbers that a target change says were before, for its key result's kind."""
    if key_result.kind == "metric":
        return _metric_problem(change)
    return _bounds_problem(key_result.bound, change) if key_result.kind == "maintain" and key_result.bound else None


def _key_result_problem(row: KeyResult) -> Problem | None:
    if row.own_score is not None and len(row.own_score.text.partition(".")[2]) > _SCORE_DECIMALS:
        return Problem("own_score", f"{row.own_score} has more than two decimals: round it")
    if row.kind == "metric":
        return _metric_problem(row)
    return _maintain_problem(row) if row.kind == "maintain" else None


def _metric_problem(row: KeyResult | TargetChange) -> Problem | None:
    for name, value in (("start", row.start), ("target", row.target)):
        if value is None:
            return Problem(name, "a metric goes from a start to a target: write both, or choose another kind")
    if row.start == row.target:
        return Problem(None, "start and target are the same: use maintain or binary")
    return None


def _maintain_problem(row: KeyResult) -> Problem | None:
    if row.bound is None:
        return Problem("bound", "a maintain needs a bound: choose at_most, at_least or between")
    if row.period is None:
        return Problem("period", "a maintain needs a period: choose week, month or quarter")
    return _bounds_problem(row.bound, row)


def _bounds_problem(bound: Bound, row: KeyResult | TargetChange) -> Problem | None:
    words = bound.replace("_", " ")
    if bound != "at_most" and row.minimum is None:
        return Problem("minimum", f"a maintain with the bound {words} needs a minimum: write one")
    if bound != "at_least" and row.maximum is None:
        return Problem("maximum", f"a maintain with the bound {words} needs a maximum: write one")
    if row.minimum is not None and row.maximum is not None and row.minimum > row.maximum:
        return Problem(None, "the minimum is above the maximum: swap them")
    return None


_ROW_RULES: Final[Mapping[type, Callable[[Any], Problem | None]]] = {
    Cycle: _cycle_problem,
    KeyResult: _key_result_problem,
}
