"""The check-in: value, confidence and note in one small form, with what it would change."""

from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from learnboard.domain.board import Card
from learnboard.domain.clean import clean_line
from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.fields import Number
from learnboard.domain.figures import Figures
from learnboard.domain.rounding import spaced
from learnboard.service.wishes import CheckInKeyResult, Preview
from learnboard.ui import signs
from learnboard.ui.forms.form import Field, Form
from learnboard.ui.lines import KeyLine
from learnboard.ui.text import simplified

_HIGHEST = 10


class CheckInScreen(Form[bool]):
    """Asks for a check-in; answers True once it is saved. What was typed stays in `draft`."""

    DEFAULT_CSS = """
    CheckInScreen {
        align: center middle;
        & > Vertical { width: 66; max-width: 100%; height: auto; background: $surface; padding: 1 2; }
        & .title { text-style: bold; margin-bottom: 1; max-height: 3; }
        & .row { height: 1; layout: horizontal; }
        & .label { width: 14; color: $foreground-muted; }
        & Field { border: none; height: 1; padding: 0; width: 1fr; background: $panel; }
        & Field:focus { border: none; background: $panel-lighten-1; }
        & .unit { width: auto; padding: 0 0 0 1; color: $foreground-muted; }
        & #preview { margin-top: 1; }
        & KeyLine { padding: 0; margin-top: 1; background: $surface; }
        &.-low > Vertical { padding: 0 2; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]  # noqa: RUF012 - no ClassVar in Textual either

    def __init__(
        self,
        card: Card,
        day: date,
        *,
        preview: Callable[[CheckInKeyResult], Preview],
        save: Callable[[CheckInKeyResult], bool],
        draft: tuple[str, ...] = (),
    ) -> None:
        """Ask about a card on a day; `save` tells whether the check-in was taken, and says itself why not."""
        super().__init__()
        self._card = card
        self._save = save
        self._day = day
        self._preview = preview
        value = card.figures.value
        confidence = card.figures.confidence
        self._first = ("" if value is None else str(value), "" if confidence is None else str(confidence), "")
        self._draft = draft or self._first

    @property
    def draft(self) -> tuple[str, ...]:
        """What stands in the fields; empty when nothing was typed."""
        typed = tuple(field.value for field in self.query(Input))
        whole = typed if self._card.key_result.measured else ("", *typed)
        return () if whole == self._first else whole

    def compose(self) -> ComposeResult:
        """Title, fields, what would change, keys."""
        key_result = self._card.key_result
        value, confidence, note = self._draft
        with Vertical():
            yield Static(Content(simplified(key_result.title)), classes="title")
            if key_result.measured:
                yield from self._field("value", value, unit=key_result.unit)
            yield from self._field("confidence", confidence, unit="1 to 10")
            yield from self._field("note", note)
            yield Static(id="preview")
            yield KeyLine()

    def _field(self, name: str, value: str, unit: str = "") -> ComposeResult:
        with Vertical(classes="row"):
            yield Static(Content(name), classes="label")
            yield Field(value, id=name, compact=True, select_on_focus=True)
            if unit:
                yield Static(Content(simplified(unit)), classes="unit")

    def on_mount(self) -> None:
        """Say at once what saving would do."""
        self._show_preview()

    @on(Input.Changed)
    def _show_preview(self) -> None:
        place = self.query_one("#preview", Static)
        try:
            preview = self._preview(self._wish())
        except LearnboardError as error:
            place.update(Content.styled(simplified(str(error)), "$warning"))
        else:
            place.update(Content(_described(preview)))

    def _wish(self) -> CheckInKeyResult:
        """The check-in as typed.

        Raises:
            InvalidValue: if a field does not say what it should.
        """
        value = self.query_one("#value", Input).value.strip() if self._card.key_result.measured else ""
        return CheckInKeyResult(
            self._card.id,
            self._day,
            value=Number(value) if value else None,
            confidence=_confidence(self.query_one("#confidence", Input).value.strip()),
            note=clean_line(self.query_one("#note", Input).value),
        )

    def action_save(self) -> None:
        """Save the check-in and close the form; what cannot be saved stays in it."""
        try:
            wish = self._wish()
            self._preview(wish)
        except LearnboardError:
            self.app.bell()  # the preview says why already
            return
        if self._save(wish):
            self.dismiss(True)


def _confidence(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _HIGHEST):
        raise InvalidValue("Confidence is a whole number from 1 to 10, or empty.")
    return int(text)


def _described(preview: Preview) -> str:
    """`53 % → 61 %, on pace · ! at risk → ● on track`."""
    before, after = preview.before, preview.after
    moved = _pair(spaced(before.shown), spaced(after.shown))
    return f"{moved}, {signs.words(after.pace)}   {_pair(_health(before), _health(after))}"


def _pair(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _health(figures: Figures) -> str:
    return f"{signs.HEALTH_SIGNS[figures.health]} {signs.words(figures.health)}"
