"""The form of all fields of a key result."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.key_results import KeyResult, TargetChange
from learnboard.domain.target_rules import Aims, aims_before
from learnboard.domain.text import clean_line
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import AddRow, ChangeRow, Command
from learnboard.service.factory import was_made_on
from learnboard.service.queries.card import read_course
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.prompts import known_labels
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.editing.target_fields import FirstDay, Reason, first_day_offered
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Labels, Long, Rule, Values
from learnboard.ui.toolkit.form import WrongField
from learnboard.ui.toolkit.number_fields import Amount, Whole

_FIRST: Final = {"bound": "at most", "period": "month"}


def _of_kind(*kinds: str) -> Rule:
    return lambda values: values["kind"] in kinds


def _bounded(*bounds: str) -> Rule:
    return lambda values: values["kind"] == "maintain" and values.get("bound") in bounds


def _choice(name: str, *, gap: bool = False, applies: Rule | None = None) -> Choice:
    options = OPTIONS["key_results", name]
    return Choice(name, name, options, gap=gap, applies=applies) if applies else Choice(name, name, options, gap=gap)


def _key_result_fields(
    row: KeyResult, day: date, labels: Sequence[str], cycle_context: CycleContext | None, aims: Aims | None
) -> list[FormField]:
    def amount(name: str, hint: str, applies: Rule) -> Amount:
        return Amount(name, name, hint, unit=row.unit or None, applies=applies)

    metric, measured = _of_kind("metric"), _of_kind("metric", "maintain", "baseline")
    due = Day("due_on", "due", day)
    return [
        FormField("title", "title", "What will be true?"),
        Long("description", "description", "what it is about, as Markdown"),
        _choice("kind", gap=True),
        amount("start", "where you are now, 850 say", metric),
        amount("target", "where you want to be, 400 say", metric),
        _choice("bound", applies=_of_kind("maintain")),
        amount("minimum", "the least it may be", _bounded("at_least", "between")),
        amount("maximum", "the most it may be", _bounded("at_most", "between")),
        Reason(row, aims),
        _choice("period", applies=_of_kind("maintain")),
        FormField("unit", "unit", "ms, /5, talks", applies=measured),
        Whole("decimals", "decimals", 0, 9, beside="digits after the point", applies=measured),
        FirstDay(row, day, cycle_context, due),
        due,
        Labels("labels", "labels", labels),
        Amount("weight", "weight", needed=True, beside="how much it counts beside the others, 0 for nothing"),
        FormField("ask", "help wanted", "what somebody could do for it"),
        _choice("indicator"),
        _choice("visibility", gap=True),
        Long("private_note", "private note", "never leaves this laptop"),
    ]


class KeyResultForm(RowForm):
    """The form of a key result, which asks for a reason where it gets easier; `reason` is one given that day before."""

    def __init__(self, row: KeyResult, fields: Sequence[FormField], reason: str, **more: Any) -> None:
        self._reason = reason
        super().__init__("Key result", row, fields, **more)

    def parts(self, row: KeyResult) -> Values:
        """Return the values of the row, and the reason."""
        return {**super().parts(row), "reason": self._reason}

    def whole(self, row: KeyResult, values: Values) -> KeyResult:
        """Return the row with other values; the reason is none of its own."""
        whole: KeyResult = super().whole(row, {name: value for name, value in values.items() if name != "reason"})
        return whole

    def command(self, values: Values) -> ChangeRow | AddRow | object:
        """Return the command for the edited row, with the reason if it gets easier."""
        command = super().command(values)
        if not isinstance(command, ChangeRow) or "reason" not in values:
            return command
        if not values["reason"]:
            raise WrongField("reason", "it gets easier: write why")
        return command._replace(reason=values["reason"])


def key_result_form(
    key_result: KeyResult,
    day: date,
    *,
    save: Callable[[Command], bool],
    draft: Mapping[str, str] | None = None,
    labels: Sequence[str] = (),
    cycle_context: CycleContext | None = None,
    aims: Aims | None = None,
    begins: str = "",
) -> KeyResultForm:
    """Return the form for all fields of a key result, except its steps, its place and how it ended.

    `labels` are those of the board. `aims` is what a change of the target is held against, None if it is only
    corrected; `begins` is the day from which the key result counts once it is of a kind that needs one.
    """
    fields = _key_result_fields(key_result, day, labels, cycle_context, aims)
    first = {**_FIRST, "starts_on": begins}
    reason = clean_line(aims.reason) if isinstance(aims, TargetChange) else ""
    return KeyResultForm(key_result, fields, reason, save=save, draft=draft, first=first)


def open_key_result(screen: EditorScreen, card: Card) -> None:
    """Open the form of a key result."""
    session, row = screen.session, card.key_result
    board = session.board
    try:
        changes, has_check_ins = session.service.query(read_course, card.id, board.day)
    except LearnboardError as error:
        screen.refuse(error)
        return
    is_new = was_made_on(row.id, board.day) and not has_check_ins
    aims = aims_before(row, changes, board.day, is_new=is_new)
    # What was measured before goes on being measured from its beginning.
    begins = "" if has_check_ins else first_day_offered(row, board.cycle_context, board.day)
    labels = known_labels(board)

    def form(draft: Mapping[str, str]) -> KeyResultForm:
        return key_result_form(
            row,
            board.day,
            save=session.execute,
            draft=draft,
            labels=labels,
            cycle_context=board.cycle_context,
            aims=aims,
            begins=begins,
        )

    screen.open_form("key result", card.id, form)
