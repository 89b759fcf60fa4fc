"""The check-in: value, confidence and note in one small form, with what it would change."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.metrics.rounding import spaced
from learnboard.domain.model.key_results import Blocker
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.states import HEALTH, PACE
from learnboard.service.commands import CheckInKeyResult, CheckInPreview
from learnboard.ui.toolkit.fields import Amount, Choice, Day, FormField, Values, Whole
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.styled_text import Line, StyledText
from learnboard.ui.toolkit.text import simplified

_HIGHEST = 10


def _fields(card: Card, day: date) -> list[FormField]:
    return [
        *([Amount("value", "value", beside=card.key_result.unit)] if card.key_result.measured else []),
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
    """Asks for a check-in; answers True once it is saved. What was typed stays in `draft`."""

    def __init__(
        self,
        card: Card,
        day: date,
        *,
        preview: Callable[[CheckInKeyResult], CheckInPreview],
        save: Callable[[CheckInKeyResult], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Ask about a card on a day; `save` tells whether the check-in was taken, and says itself why not."""
        self._card = card
        self._day = day
        self._preview = preview
        self._previewed: tuple[CheckInKeyResult, Line] | None = None
        fields = _fields(card, day)
        last: dict[str, Any] = {"value": card.figures.value, "confidence": card.figures.confidence}
        opened = {field.name: field.text_of(last.get(field.name)) for field in fields}
        super().__init__(card.key_result.title, fields, opened, save=save, draft=draft)

    def below(self, form_state: FormState) -> Line:
        """What saving would do; nothing while a field means nothing."""
        values, wrong = form_state.values()
        if wrong:
            return []
        command = self._wish(values)
        if self._previewed is None or self._previewed[0] != command:
            self._previewed = command, self._described(command)
        return self._previewed[1]

    def _described(self, command: CheckInKeyResult) -> Line:
        """`53 % → 61 %, on pace   ! at risk → ● on track`, or why it cannot be saved."""
        try:
            before, after = self._preview(command)
        except LearnboardError as error:
            return [StyledText(simplified(str(error)), "muted")]
        moved = _pair(spaced(before.shown), spaced(after.shown))
        return [StyledText(f"{moved}, {PACE[after.pace].label}   {_pair(_health(before), _health(after))}")]

    def command(self, values: Values) -> CheckInKeyResult:
        """The check-in as typed.

        Raises:
            LearnboardError: if it cannot be saved as it is.
        """
        command = self._wish(values)
        self._preview(command)
        return command

    def _wish(self, values: Values) -> CheckInKeyResult:
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


def _pair(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _health(figures: Figures) -> str:
    return HEALTH[figures.health].text
