"""The forms of a key result: all its fields, and a check-in with a preview of its effect."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.key_results import Blocker, KeyResult
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.values import HEALTH, PACE, arrow, spaced
from learnboard.service.commands import CheckInKeyResult, CheckInPreview, Command
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.prompts import known_labels
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Labels, Long, Rule, Values
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.number_fields import Amount, Whole
from learnboard.ui.toolkit.text import Line, StyledText, simplified

# -- all fields -------------------------------------------------------------------------------------------------------

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


# -- a check-in -------------------------------------------------------------------------------------------------------

_HIGHEST = 10


def _check_in_fields(card: Card, day: date) -> list[FormField]:
    row = card.key_result
    return [
        *([Amount("value", "value", unit=row.unit, beside=row.unit)] if row.measured else []),
        Whole("confidence", "confidence", 1, _HIGHEST, beside="1 to 10", needed=False),
        FormField("note", "note", "what moved, or what did not"),
        Choice("status", "status", OPTIONS["check_ins", "status"], gap=True),
        Choice("blocker", "blocker", OPTIONS["blocker", "kind"]),
        FormField("text", "  what", "what stands in the way", applies=_blocked),
        FormField("next_action", "  next", "what is done about it", applies=_blocked),
        Day("due_on", "  by", day, applies=_blocked),
    ]


def _blocked(values: Values) -> bool:
    return values.get("blocker") is not None


class CheckInScreen(FormScreen):
    """The check-in form; returns True once saved. What was typed stays in `draft`."""

    def __init__(
        self,
        card: Card,
        day: date,
        *,
        preview: Callable[[CheckInKeyResult], CheckInPreview],
        save: Callable[[CheckInKeyResult], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Make the form for a card and day; `save` returns whether the check-in was saved, and shows why if not."""
        self._card = card
        self._day = day
        self._preview = preview
        self._previewed: tuple[CheckInKeyResult, Line] | None = None
        fields = _check_in_fields(card, day)
        last: dict[str, Any] = {"value": card.figures.value, "confidence": card.figures.confidence}
        opened = {field.name: field.text_of(last.get(field.name)) for field in fields}
        super().__init__(card.key_result.title, fields, opened, save=save, draft=draft)

    def below(self, form_state: FormState) -> Line:
        """Return a preview of what saving would change; empty while a field is invalid."""
        values, wrong = form_state.values()
        if wrong:
            return []
        command = self._check_in(values)
        if self._previewed is None or self._previewed[0] != command:
            self._previewed = command, self._described(command)
        return self._previewed[1]

    def _described(self, command: CheckInKeyResult) -> Line:
        """Return `53 % → 61 %, on pace   ! at risk → ● on track`, or why it cannot be saved."""
        try:
            before, after = self._preview(command)
        except LearnboardError as error:
            return [StyledText(simplified(str(error)), "muted")]
        moved = arrow(spaced(before.shown), spaced(after.shown))
        health = arrow(HEALTH[before.health].text, HEALTH[after.health].text)
        return [StyledText(f"{moved}, {PACE[after.pace].label}   {health}")]

    def command(self, values: Values) -> CheckInKeyResult:
        """Return the check-in as typed.

        Raises:
            LearnboardError: if it cannot be saved as it is.
        """
        command = self._check_in(values)
        self._preview(command)
        return command

    def _check_in(self, values: Values) -> CheckInKeyResult:
        kind = values["blocker"]
        return CheckInKeyResult(
            self._card.id,
            self._day,
            value=values.get("value"),
            confidence=values["confidence"],
            note=values["note"],
            status=values["status"],
            blocker=Blocker(kind, values["text"], values["next_action"], values["due_on"]) if kind else None,
        )


def open_check_in(screen: EditorScreen, card: Card) -> None:
    """Open the check-in form."""
    session = screen.session

    def preview(command: CheckInKeyResult) -> CheckInPreview:
        return session.service.preview(command, session.board)

    def form(draft: Mapping[str, str]) -> CheckInScreen:
        return CheckInScreen(card, session.board.day, preview=preview, save=session.execute, draft=draft)

    screen.open_form("check in", card.id, form)
