"""The form of a key result."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Amount, Choice, Day, FormField, Labels, Long, Rule, Whole

_FIRST: Final = {"bound": "at most", "period": "month"}


def _of_kind(*kinds: str) -> Rule:
    return lambda values: values["kind"] in kinds


def _bounded(*bounds: str) -> Rule:
    return lambda values: values["kind"] == "maintain" and values.get("bound") in bounds


def _choice(name: str, *, gap: bool = False, applies: Rule | None = None) -> Choice:
    options = OPTIONS["key_results", name]
    return Choice(name, name, options, gap=gap, applies=applies) if applies else Choice(name, name, options, gap=gap)


def _fields(day: date, labels: Sequence[str]) -> list[FormField]:
    metric, measured = _of_kind("metric"), _of_kind("metric", "maintain", "baseline")
    return [
        FormField("title", "title", "What will be true?"),
        Long("description", "description", "what it is about, as Markdown"),
        _choice("kind", gap=True),
        Amount("start", "start", "where you are now, 850 say", applies=metric),
        Amount("target", "target", "where you want to be, 400 say", applies=metric),
        _choice("bound", applies=_of_kind("maintain")),
        Amount("minimum", "minimum", "the least it may be", applies=_bounded("at_least", "between")),
        Amount("maximum", "maximum", "the most it may be", applies=_bounded("at_most", "between")),
        _choice("period", applies=_of_kind("maintain")),
        FormField("unit", "unit", "ms, /5, talks", applies=measured),
        Whole("decimals", "decimals", 0, 9, beside="digits after the point", applies=measured),
        Day("due_on", "due", day, gap=True),
        Labels("labels", "labels", labels),
        Amount("weight", "weight", needed=True, beside="how much it counts beside the others, 0 for nothing"),
        _choice("indicator"),
        _choice("visibility", gap=True),
        Long("private_note", "private note", "never leaves this laptop"),
    ]


class KeyResultForm(RowForm):
    """Asks for all of a key result but its steps, its place and how it ended; `labels` are those of the board."""

    def __init__(
        self,
        key_result: KeyResult,
        day: date,
        *,
        save: Callable[[ChangeRow | AddRow], bool],
        draft: Mapping[str, str] | None = None,
        labels: Sequence[str] = (),
        new: bool = False,
    ) -> None:
        title = "New key result" if new else "Key result"
        super().__init__(title, key_result, _fields(day, labels), save=save, draft=draft, new=new, first=_FIRST)
