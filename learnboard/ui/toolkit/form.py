"""The base class of all forms: one page, drawn from a FormState."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.timer import Timer

from learnboard.domain.errors import LearnboardError
from learnboard.ui.toolkit.backdrop import BackdropScreen
from learnboard.ui.toolkit.closing import ClosesOnce
from learnboard.ui.toolkit.dialog_layout import FormPlacement
from learnboard.ui.toolkit.external_editor import edit_in_editor
from learnboard.ui.toolkit.fields import Choice, FormField, Values
from learnboard.ui.toolkit.form_render import WIDTH, FormColumns, FormContext, RenderedForm, render_form, room_in
from learnboard.ui.toolkit.form_state import WHOLE_FORM, FormState
from learnboard.ui.toolkit.keys import FORM, TextInputScreen
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.pointer import PointedText
from learnboard.ui.toolkit.text import Line, cut, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer
from learnboard.ui.toolkit.toasts import ToastGround

NO_CHANGE: Final = object()
"""The command of a form without changes: there is nothing to save."""
PAUSE: Final = 1.0
"""Seconds after the first key that is not kept yet until what stands in a form is kept."""
_BRIEF = 40
_OUTSIDE = "form.edit_outside"


class WrongField(LearnboardError):
    """An invalid value in one field, or in the form as a whole."""

    def __init__(self, field: str | None, message: str) -> None:
        super().__init__(message)
        self.field = field or WHOLE_FORM


class FormScreen(TextInputScreen, PointedText, ClosesOnce, ToastGround, BackdropScreen[bool]):
    """Modal form. Its result is True once its values are saved. Text typed so far is in `draft`.

    Whoever opens the form sets `keep`, called a second after a key at the latest: a crash does not lose the draft.
    """

    DEFAULT_CSS = f"""
    FormScreen {{
        align: center top; overflow: hidden;
        & > LinesView {{ width: {WIDTH}; max-width: 100%; }}
    }}
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*FORM]

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        opened: Mapping[str, str],
        *,
        save: Callable[[Any], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Show fields with the texts of `opened`. `save` returns whether it saved, and reports why if not."""
        super().__init__()
        self.keep: Callable[[], object] | None = None
        self._pause: Timer | None = None
        self._was_here = False
        """Whether the button was pressed in the field that was current already."""
        self.intro: Sequence[str] = ()
        """Introduction above the fields, by paragraphs."""
        self._title_text = title
        self._save = save
        self._form_state = FormState.of(fields, opened, draft)
        self._page = LinesView(self._draw)
        self._drawn = RenderedForm(PageContent(()), (), FormColumns.of(fields, WIDTH))
        self._standing = FormPlacement(self._page)

    @property
    def draft(self) -> dict[str, str]:
        """Texts, by field name, that differ from those the form was opened with."""
        return self._form_state.draft

    @property
    def form_state(self) -> FormState:
        """State of the form."""
        return self._form_state

    # -- overridden by each form ----------------------------------------------------------------------------------

    def command(self, values: Values) -> Any:
        """Return the command for the values of the shown fields, or NO_CHANGE.

        Raises:
            LearnboardError: if the values contradict each other; a WrongField names the field.
        """
        raise NotImplementedError

    def values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the values of the shown fields, and a message for each field that cannot be parsed."""
        return self._form_state.values()

    def judged(self, values: Values) -> Mapping[str, str]:  # noqa: ARG002 - forms of rows know rules
        """Return a message for each field whose value breaks a rule."""
        return {}

    def below(self, form_state: FormState) -> Line | None:  # noqa: ARG002 - most forms have no such line
        """Return a line below the fields, such as what saving would do."""
        return None

    def preview(self, width: int) -> Sequence[Line]:  # noqa: ARG002 - most forms have nothing to show
        """Return lines of at most `width` cells below the fields that preview the result."""
        return ()

    # -- drawing --------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield self._page

    def _draw(self, width: int) -> PageContent:
        form_state = self._form_state
        around = FormContext(
            self._title_text,
            self.app.size.height,
            self.keys_of(form_state),
            kept_line(self, form_state),
            self.below(form_state),
            self.intro,
            self.preview(room_in(width)),
        )
        self._drawn = render_form(form_state, self._wrong(), around, width)
        return self._drawn.content

    def _wrong(self) -> dict[str, str]:
        """Return the errors of fields that the caret has left, and those of the last attempt to save."""
        form_state = self._form_state
        looked_at = form_state.left - {form_state.at} if form_state.at not in form_state.told else form_state.left
        wrong = self._judged()[1]
        return {**{name: message for name, message in wrong.items() if name in looked_at}, **form_state.told}

    def _judged(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the values of the shown fields, and a message for each invalid field."""
        values, wrong = self.values()
        return values, {**self.judged(values), **wrong}

    @cached_property
    def own_bindings(self) -> list[Binding]:
        """The form's own bindings in order of declaration. Cached, because every key typed needs them."""
        here = {active.binding.id: active.binding for active in reversed(self.active_bindings.values())}
        return [here[binding.id] for binding in FORM if binding.id in here]

    def _show(self, form_state: FormState) -> None:
        self._form_state = form_state
        self._page.redraw()
        self._standing.hold(self._drawn.content.height)
        # One timer for all keys of a second: no key waits for the disk, and typing without a pause is kept too.
        if self.keep and self._pause is None:
            self._pause = self.set_timer(PAUSE, self.stop_typing)

    def _centre(self) -> None:
        """Centre the form, leaving room for the longest choice."""
        window = self.app.size
        growth = max((len(field.options) for field in self._form_state.fields if isinstance(field, Choice)), default=0)
        self._standing.centre(window, self._page.drawn_ahead(min(WIDTH, window.width)).height, growth)

    def on_mount(self) -> None:
        """Stand in the middle from the first frame on."""
        self._centre()

    def on_resize(self) -> None:
        """Centre the form if the window's size has changed; the first resize event reports the same size."""
        if not self._standing.is_in(self.app.size):
            self._page.redraw()
            self._centre()

    def never_covered(self) -> Iterable[Region]:
        """The whole form."""
        return [self._page.region]

    def make_room(self, lines: int) -> None:
        """Stand below lines that toasts need."""
        self._standing.leave_free(lines)

    # -- typing ---------------------------------------------------------------------------------------------------

    @property
    def typing(self) -> bool:
        """A form has all keys."""
        return True

    @property
    def typed(self) -> TextBuffer | None:
        """The text of the current field; None where one chooses."""
        return None if isinstance(self._form_state.field, Choice) else self._form_state.entry

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Edit the current field, or choose an option in it."""
        columns = FormColumns.of(self._form_state.fields, min(WIDTH, self.app.size.width))
        form_state = self._form_state.key(key, character, columns.text)
        if form_state is None:
            return False
        self._show(form_state)
        return True

    def on_pasted_text(self, text: str) -> bool:
        """Paste text into the current field."""
        self._show(self._form_state.pasted(text))
        return True

    def stop_typing(self) -> None:
        """Keep the draft, by way of whoever opened the form."""
        self._pause = None
        if self.keep:
            self.keep()

    def _row_at(self, x: int, y: int) -> tuple[str, int, int] | None:
        """The field at a cell of the screen, the number of its line there, and the cell of the page."""
        region = self._page.region
        line = self._page.line_at(y - region.y)
        if line is None or not region.contains(x, y):
            return None
        name, number = self._drawn.places[line]
        return name, number, x - region.x

    def place_at(self, x: int, y: int) -> int | None:
        """Return the place in the current field's text that is drawn at a cell of the screen."""
        row = self._row_at(x, y)
        if row is None or row[0] != self._form_state.at or isinstance(self._form_state.field, Choice):
            return None
        return self._drawn.place(self._form_state, row[1], row[2])

    def point(self, at: int, times: int) -> None:
        """Place the caret in the current field, or select."""
        self._show(self._form_state.clicked(at, times))

    def select_to(self, at: int) -> None:
        """Select in the current field."""
        self._show(self._form_state.dragged(at))

    def press(self, x: int, y: int) -> None:
        """Move the caret to the field under the pointer, and to the place in it."""
        row = self._row_at(x, y)
        self._was_here = row is not None and row[0] == self._form_state.at
        if row is not None and not self._was_here:
            self._show(self._form_state.gone(row[0]))
            if not isinstance(self._form_state.field, Choice):
                self.point(self._drawn._replace(top=0).place(self._form_state, row[1], row[2]), 1)
            self._selects = False
        else:
            super().press(x, y)

    def click(self, x: int, y: int, times: int) -> None:
        """Choose the option under the pointer, if its field was current already; or select by clicks."""
        row = self._row_at(x, y)
        field = self._form_state.field
        if row is None or not self._was_here or row[0] != self._form_state.at:
            return
        if not isinstance(field, Choice):
            super().click(x, y, times)
        elif row[1] < len(field.options):
            self._show(self._form_state.chosen(field.options[row[1]].label))

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Allow starting over only if a draft was restored or set aside."""
        return action != "start_over" or self._form_state.kept or bool(self._form_state.let_go)

    def action_edit_outside(self) -> None:
        """Edit a long text in the user's own editor."""
        form_state = self._form_state
        text, problem = form_state.entry.text, "An editor opens for long texts only."
        if form_state.field.many:
            text, problem = edit_in_editor(self.app, text)
        form_state = form_state.rewritten(text)
        self._show(form_state.with_problems({form_state.at: problem}) if problem else form_state)

    def action_step(self, by: int) -> None:
        """Move to the next or previous field, wrapping around."""
        self._show(self._form_state.stepped(by))

    def action_submit(self) -> None:
        """Save the form."""
        self.action_save()

    def action_save(self) -> None:
        """Save the values and close the form. If they cannot be saved, keep it open."""
        values, wrong = self._judged()
        command = None
        if not wrong:
            try:
                command = self.command(values)
            except LearnboardError as error:
                wrong = {error.field if isinstance(error, WrongField) else WHOLE_FORM: str(error)}
        if wrong:
            self._show(self._form_state.with_problems(wrong))
            self.app.bell()
        elif command is NO_CHANGE:
            self.dismiss(False)
        elif self._save(command):
            self.dismiss(True)

    def action_leave(self) -> None:
        """Close the form without saving. Typed text remains in `draft`."""
        self.dismiss(False)

    def action_start_over(self) -> None:
        """Set the restored draft aside, or bring it back."""
        self._show(self._form_state.anew())
        self.stop_typing()  # at once: what was set aside must not come back after a crash

    def keys_of(self, form_state: FormState) -> list[tuple[str, str]]:
        """Return the keys for the last line of the form, for the field with the caret."""
        in_letters = form_state.field.many
        unwanted = ["form.save" if in_letters else "form.save_anywhere"]
        unwanted += ["form.next"] if len(form_state.shown) == 1 else []
        shown = [each for each in self.own_bindings if each.show and each.id not in unwanted]
        keys = [(self.app.get_key_display(binding), binding.description) for binding in shown]
        if in_letters:  # enter, which saves elsewhere, types a line break there
            outside = [each for each in self.own_bindings if each.id == _OUTSIDE]
            keys[1:1] = [(self.app.get_key_display(Binding("enter", "")), "new line")]
            keys += [(self.app.get_key_display(each), each.description) for each in outside]
        return [*([("← →", "choose")] if isinstance(form_state.field, Choice) else []), *keys]


def kept_line(form: FormScreen, form_state: FormState) -> str:
    """Return the note about a restored draft and the board's own values, or "" without a draft."""
    keys = (form.app.get_key_display(each) for each in form.own_bindings if each.id == "form.start_over")
    key = next(keys, "no key")
    if form_state.let_go:
        return f"as on the board; {key} brings back what you typed"
    if not form_state.kept:
        return ""
    texts = {
        field.name: (field.label, form_state.opened[field.name])
        for field in form_state.fields
        if field.name in form_state.draft
    }
    there = ", ".join(f"{label} {_brief(text)}" for label, text in texts.values())
    return f"kept from before, {key} starts over" + (f"; on the board: {there}" if there else "")


def _brief(text: str) -> str:
    line = simplified(text)
    return f"“{cut(line, _BRIEF)}”" if line else "empty"
