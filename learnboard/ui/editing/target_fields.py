"""Fields of a key result's form: from when it counts, and why what it aims at gets easier."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.metrics.first_day import EXPECTED_DAILY, is_late
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.target_rules import Aims, has_same_aims, is_easier
from learnboard.presentation.spans import short_span_text
from learnboard.ui.toolkit.fields import Day, FormField, Values
from learnboard.ui.toolkit.number_fields import Amount

_NUMBERS: Final = {"metric": ("start", "target"), "maintain": ("minimum", "maximum")}
"""The fields of what is aimed at, by kind."""
_ANY: Final = (Number("0"), Number("1"))


class FirstDay(Day):
    """The day from which a key result counts; none for the first one of its cycle. A short span is remarked on."""

    def __init__(self, row: KeyResult, day: date, cycle_context: CycleContext | None, due: Day) -> None:
        """Parse dates relative to `day`; `due` is the field of the due date, which ends the span."""
        hint = "today, 1 sep, or nothing for the whole cycle"
        super().__init__("starts_on", "counts from", day, hint=hint, near=True, gap=True, applies=_is_expected_daily)
        self._row, self._context, self._due = row, cycle_context, due

    def remark(self, texts: Mapping[str, str]) -> str:
        """Return that only a few days count."""
        try:
            first, due_on = self.parse(texts[self.name]), self._due.parse(texts[self._due.name])
        except InvalidValue:
            return ""
        if self._context is None or first is None:
            return ""
        row = replace(self._row, starts_on=first, due_on=due_on)
        return short_span_text(self._context.span(row).days)


def _is_expected_daily(values: Values) -> bool:
    return values["kind"] in EXPECTED_DAILY


class Reason(FormField):
    """Why a key result gets easier than its `aims` on the day before; asked while its numbers say that it does."""

    def __init__(self, row: KeyResult, aims: Aims | None) -> None:
        """Ask about a row; without `aims` it is only corrected, and nothing is asked."""

        def applies(values: Values) -> bool:
            return aims is not None and _is_easier(row, aims, values)

        super().__init__("reason", "why easier", "what you know now, in one sentence", applies=applies)


def _is_easier(row: KeyResult, aims: Aims, values: Values) -> bool:
    """Whether the numbers typed aim at less; never while one of them cannot be read, or for another kind or bound."""
    names = _NUMBERS.get(row.kind, ())
    if not names or values["kind"] != row.kind or (row.kind == "maintain" and values.get("bound") != row.bound):
        return False
    amount = Amount("", "", unit=row.unit or None)
    try:
        numbers: dict[str, Any] = {name: amount.parse(values[name]) for name in names}
    except InvalidValue:
        return False
    typed = replace(row, **numbers)
    return not has_same_aims(row, typed) and is_easier(aims, typed)


def first_day_offered(row: KeyResult, cycle_context: CycleContext | None, day: date) -> str:
    """Return the day from which it counts if it begins to measure something now; "" for the whole cycle.

    A new key result whose title measures nothing is done or not, and gets its kind in the form.
    """
    if cycle_context is None or row.kind not in ("binary", "baseline"):
        return ""
    start, target = _ANY
    measured = replace(row, kind="metric", start=start, target=target)
    return str(day) if is_late(measured, cycle_context, day) else ""
