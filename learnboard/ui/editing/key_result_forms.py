"""The form of all fields of a key result."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import Command
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.prompts import known_labels
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Labels, Long, Rule
from learnboard.ui.toolkit.number_fields import Amount, Whole

_FIRST: Final = {"bound": "at most", "period": "month"}


def _of_kind(*kinds: str) -> Rule:
    return lambda values: values["kind"] in kinds


def _bounded(*bounds: str) -> Rule:
    return lambda values: values["kind"] == "maintain" and values.get("bound") in bounds


def _choice(name: str, *, gap: bool = False, applies: Rule | None = None) -> Choice:
    options = OPTIONS["key_results", name]
    return Choice(name, name, options, gap=gap, applies=applies) if applies else Choice(name, name, options, gap=gap)


def _key_result_fields(row: KeyResult, day: date, labels: Sequence[str]) -> list[FormField]:
    def amount(name: str, hint: str, applies: Rule) -> Amount:
        return Amount(name, name, hint, unit=row.unit or None, applies=applies)

    metric, measured = _of_kind("metric"), _of_kind("metric", "maintain", "baseline")
    return [
        FormField("title", "title", "What will be true?"),
        Long("description", "description", "what it is about, as Markdown"),
        _choice("kind", gap=True),
        amount("start", "where you are now, 850 say", metric),
        amount("target", "where you want to be, 400 say", metric),
        _choice("bound", applies=_of_kind("maintain")),
        amount("minimum", "the least it may be", _bounded("at_least", "between")),
        amount("maximum", "the most it may be", _bounded("at_most", "between")),
        _choice("period", applies=_of_kind("maintain")),
        FormField("unit", "unit", "ms, /5, talks", applies=measured),
        Whole("decimals", "decimals", 0, 9, beside="digits after the point", applies=measured),
        Day("due_on", "due", day, gap=True),
        Labels("labels", "labels", labels),
        Amount("weight", "weight", needed=True, beside="how much it counts beside the others, 0 for nothing"),
        FormField("ask", "help wanted", "what somebody could do for it"),
        _choice("indicator"),
        _choice("visibility", gap=True),
        Long("private_note", "private note", "never leaves this laptop"),
    ]


def key_result_form(
    key_result: KeyResult,
    day: date,
    *,
    save: Callable[[Command], bool],
    draft: Mapping[str, str] | None = None,
    labels: Sequence[str] = (),
) -> RowForm:
    """Return the form for all fields of a key result, except its steps, its place and how it ended.

    `labels` are those of the board.
    """
    return RowForm(
        "Key result", key_result, _key_result_fields(key_result, day, labels), save=save, draft=draft, first=_FIRST
    )


def open_key_result(screen: EditorScreen, card: Card) -> None:
    """Open the form of a key result."""
    session, row = screen.session, card.key_result
    labels = known_labels(session.board)

    def form(draft: Mapping[str, str]) -> RowForm:
        return key_result_form(row, session.board.day, save=session.execute, draft=draft, labels=labels)

    screen.open_form("key result", card.id, form)
