"""What a person entered, made fit for the board, or refused with a sentence."""

from collections.abc import Collection
from dataclasses import is_dataclass, replace
from typing import Any, Final, TypeVar, get_args, get_origin

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Field, fields_of, once_per_class
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.row_rules import Problem, is_id, overlapping_cycle, problem, settings_problems
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.labels import field_label, quoted
from learnboard.presentation.values import day_text
from learnboard.storage.store import Store

Row = TypeVar("Row")
_LONG_TEXTS: Final = frozenset({"description", "approach", "why_me", "why_company", "drop_reason", "private_note"})
"""Texts of several lines; all others are one line."""
_ONLY_FOR: Final = {
    ("metric",): ("start", "target"),
    ("maintain",): ("bound", "minimum", "maximum", "period"),
    ("binary", "baseline"): ("done_on",),
}
"""What only key results of these kinds have (FORMAT.md §1)."""
_NOT_WITH: Final = {"at_most": "minimum", "at_least": "maximum"}
"""What a maintain with this bound does not look at."""


def normalized(row: Row) -> Row:
    """The row with its texts as the board keeps them (FORMAT.md §1); labels are neither empty nor there twice."""
    changes: dict[str, Any] = {}
    for field in _texts(type(row)):
        value = getattr(row, field.name)
        if is_dataclass(value):
            changes[field.name] = normalized(value)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(line for line in dict.fromkeys(map(clean_line, value)) if line)
        elif value is not None:
            text = clean(value).strip() if field.name in _LONG_TEXTS else clean_line(value)
            changes[field.name] = text or ("" if not field.nullable else None)
    return replace(row, **changes) if changes else row  # type: ignore[type-var]


@once_per_class
def _texts(record: type) -> tuple[Field, ...]:
    """The fields that hold a person's words, or parts with such fields."""
    return tuple(each for each in fields_of(record) if not is_id(each) and _worded(each.base))


def _worded(base: Any) -> bool:
    if get_origin(base) is tuple:
        return get_args(base)[0] is str
    return base is str or is_dataclass(base)


def without_unused(row: Row) -> Row:
    """The row without what its kind and bound do not have; its steps stay, for the kind may come back."""
    if not isinstance(row, KeyResult):
        return row
    gone = [name for kinds, names in _ONLY_FOR.items() if row.kind not in kinds for name in names]
    gone += [name for bound, name in _NOT_WITH.items() if row.bound == bound]
    nothing: dict[str, Any] = dict.fromkeys(gone)
    return replace(row, **nothing)


def check_fits(store: Store, row: object, entered: Collection[str] | None = None) -> None:
    """Refuse a row that the board cannot hold; of settings, those that were `entered` must make sense.

    Raises:
        InvalidValue: with the field and a sentence.
    """
    found = problem(row)
    if not found and isinstance(row, BoardInfo):
        senseless = settings_problems(row.settings)
        found = next((each for each in senseless if entered is None or each.field in entered), None)
    if not found and isinstance(row, Cycle):
        found = _shared_days(store, row)
    if found:
        raise InvalidValue(_message(found))


def _shared_days(store: Store, cycle: Cycle) -> Problem | None:
    other = overlapping_cycle(cycle, store.rows(Cycle))
    if other is None:
        return None
    days = f"{day_text(other.starts_on)} to {day_text(other.ends_on)}"
    return Problem("days", f"cycles do not overlap, and {quoted(other.title)} is from {days}: choose other days")


def _message(found: Problem) -> str:
    said = f"{field_label(found.field)}: {found.message}" if found.field else found.message
    return f"{said[0].upper()}{said[1:]}."
