"""Which fields of a key result or its parts changed, each with its new value: `target 20 → 25`, `note edited`."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from learnboard.domain.model.fields import Id, fields_of
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.labels import field_label
from learnboard.presentation.values import kind_text, quoted, short_day, value_text, with_unit

_SILENT: Final = frozenset({"id", "position", "key_result_id", "carried_from_id"})
"""Fields that only serve the board."""
_MEASURED: Final = frozenset({"start", "target", "minimum", "maximum", "value"})
"""Numbers with the unit of their key result."""
_LONG: Final = frozenset({"description", "private_note", "note", "ask", "own_score_reason", "blocker", "baseline_id"})
"""Fields whose value is too long to be told, or says nothing by itself."""
OF_A_KIND: Final = frozenset(
    {"start", "target", "unit", "decimals", "bound", "minimum", "maximum", "period", "starts_on", "done_on"}
)
"""Fields that a change of the kind stands for."""


class ChangeContext(NamedTuple):
    """The day on which it is told, the unit of the key result, and the titles of objectives by id."""

    day: date
    unit: str
    objectives: Mapping[Id, str]


def changed_fields(before: Any, after: Any, context: ChangeContext, without: Collection[str] = ()) -> Iterator[str]:
    """Tell which fields differ, and their new values, in the order of the format, but for those `without`."""
    silent = _SILENT | {*without}
    if isinstance(after, KeyResult) and before.kind != after.kind:
        silent |= OF_A_KIND
    for field in fields_of(type(after)):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in silent or isinstance(new or old, datetime):
            continue
        if text := _describe(field.name, old, new, after, context):
            yield text


def _describe(name: str, old: Any, new: Any, row: Any, context: ChangeContext) -> str:
    label, change = field_label(name), _from(old, new, context)
    match name:
        case "kind" if isinstance(row, KeyResult):
            text = kind_text(row)
        case "objective_id":
            text = f"moved to {quoted(context.objectives[new])}" if new in context.objectives else ""
        case "due_on":
            text = f"due {change}" if new else f"no longer due {short_day(old, context.day)}"
        case "labels":
            text = " ".join(f"#{each}" for each in new) or "no labels"
        case "drop_reason":
            text = quoted(new) if new else ""
        case "visibility":
            text = f"{label}: {change}"
        case _ if name in _LONG:
            text = f"{label} {'written' if not old else 'edited' if new else 'removed'}"
        case _:
            text = f"{label} {with_unit(change, context.unit) if name in _MEASURED else change}"
    return text


def _from(old: Any, new: Any, context: ChangeContext) -> str:
    """The old value and the new one; only that where there was none."""
    now = _value(new, context)
    return now if old in (None, "") else f"{_value(old, context)} → {now}"


def _value(value: Any, context: ChangeContext) -> str:
    if value in (None, ""):
        return "none"
    return short_day(value, context.day) if isinstance(value, date) else value_text(str(value))
