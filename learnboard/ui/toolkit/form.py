"""A form on the screen: one page, drawn from what is being filled in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.timer import Timer

from learnboard.domain.errors import LearnboardError
from learnboard.ui.toolkit.dialog_layout import FormPlacement
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Values, get_ready
from learnboard.ui.toolkit.form_render import WIDTH, FormColumns, FormContext, RenderedForm, render_form, room_in
from learnboard.ui.toolkit.form_state import WHOLE_FORM, FormState
from learnboard.ui.toolkit.keys import FORM, TextInputScreen
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.text import Line, cut, simplified
from learnboard.ui.toolkit.toasts import ToastGround

NO_CHANGE: Final = object()
"""The result of a form in which nothing was changed: there is nothing to save."""
PAUSE: Final = 1.0
"""Seconds after the last key until what stands in a form is kept."""
_AFTER_PAINT = 0.1
_BRIEF = 40


class WrongField(LearnboardError):
    """A refusal of what stands in one field, or in the form as a whole."""

    def __init__(self, field: str | None, message: str) -> None:
        super().__init__(message)
        self.field = field or WHOLE_FORM


class FormScreen(TextInputScreen, ToastGround, ModalScreen[bool]):
    """Asks for some fields; answers True once what stands in them is saved. What was typed stays in `draft`.

    `keep` is called whenever typing pauses, so that no sudden end takes it away; who opens the form says how.
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
        """Ask for fields that read as `opened`; `save` returns whether it was saved, and says itself why not."""
        super().__init__()
        self.keep: Callable[[], object] | None = None
        self._pause: Timer | None = None
        self.intro: Sequence[str] = ()
        """What is to be known before anything is filled in, by paragraphs."""
        self._title_text = title
        self._save = save
        self._form_state = FormState.of(fields, opened, draft)
        self._page = LinesView(self._draw)
        self._drawn = RenderedForm(PageContent(()), ())
        self._standing = FormPlacement(self._page)

    @property
    def draft(self) -> dict[str, str]:
        """The texts, by the names of their fields, that are other than when the form was opened anew."""
        return self._form_state.draft

    @property
    def form_state(self) -> FormState:
        """What stands in the form."""
        return self._form_state

    # -- what a form says of itself -------------------------------------------------------------------------------

    def command(self, values: Values) -> Any:
        """What to ask for, from the values of the fields shown; NO_CHANGE for nothing.

        Raises:
            LearnboardError: if the values do not go together; a WrongField says where to look.
        """
        raise NotImplementedError

    def values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What stands in the fields shown, and a sentence for each field that means nothing."""
        return self._form_state.values()

    def judged(self, values: Values) -> Mapping[str, str]:  # noqa: ARG002 - forms of rows know rules
        """What is wrong with values that mean something: a sentence by the name of the field."""
        return {}

    def below(self, form_state: FormState) -> Line | None:  # noqa: ARG002 - most forms have no such line
        """A line under the fields: what saving would do, say."""
        return None

    def preview(self, width: int) -> Sequence[Line]:  # noqa: ARG002 - most forms have nothing to show
        """Lines of at most `width` cells under the fields: what would come of it."""
        return ()

    # -- drawing --------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One page."""
        yield self._page

    def _draw(self, width: int) -> PageContent:
        form_state = self._form_state
        around = FormContext(
            self._title_text,
            self.app.size.height,
            keys_of_form(self, form_state),
            kept_line(self, form_state),
            self.below(form_state),
            self.intro,
            self.preview(room_in(width)),
        )
        self._drawn = render_form(form_state, self._wrong(), around, width)
        return self._drawn.content

    def _wrong(self) -> dict[str, str]:
        """What is wrong in fields that were left, and what was told when it should have been saved."""
        form_state = self._form_state
        looked_at = form_state.left - {form_state.at} if form_state.at not in form_state.told else form_state.left
        wrong = self._judged()[1]
        return {**{name: message for name, message in wrong.items() if name in looked_at}, **form_state.told}

    def _judged(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The values of the fields shown, and a sentence for each field that is wrong."""
        values, wrong = self.values()
        return values, {**self.judged(values), **wrong}

    @cached_property
    def own_bindings(self) -> list[Binding]:
        """The keys of the form itself, in the order in which they are declared; every letter asks for them."""
        here = {active.binding.id: active.binding for active in reversed(self.active_bindings.values())}
        return [here[binding.id] for binding in FORM if binding.id in here]

    def _show(self, form_state: FormState) -> None:
        self._form_state = form_state
        self._page.redraw()
        self._standing.hold(self._drawn.content.height)
        # Anew with every key: what is kept goes down to the disk, which no key shall wait for.
        if self._pause:
            self._pause.stop()
        if self.keep:
            self._pause = self.set_timer(PAUSE, self.stop_typing)

    def _centre(self) -> None:
        """Find a place for the form as it is now, and all that can be chosen in it."""
        window = self.app.size
        growth = max((len(field.options) for field in self._form_state.fields if isinstance(field, Choice)), default=0)
        self._standing.centre(window, self._draw(min(WIDTH, window.width)).height, growth)

    def on_mount(self) -> None:
        """Stand in the middle from the first frame on; get ready to read dates."""
        self._centre()
        if any(isinstance(field, Day) for field in self._form_state.fields):
            self.set_timer(_AFTER_PAINT, get_ready)

    def on_resize(self) -> None:
        """Stand in the middle of another window; the first time it is told, it is the same one."""
        if not self._standing.is_in(self.app.size):
            self._centre()
            self._page.redraw()

    def never_covered(self) -> Iterable[Region]:
        """The whole form."""
        return [self._page.region]

    def make_room(self, lines: int) -> None:
        """Stand below lines that toasts need."""
        self._standing.leave_free(lines)

    # -- typing ---------------------------------------------------------------------------------------------------

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Type into the current field, or choose in it."""
        columns = FormColumns.of(self._form_state.fields, min(WIDTH, self.app.size.width))
        form_state = self._form_state.key(key, character, columns.text)
        if form_state is None:
            return False
        self._show(form_state)
        return True

    def on_pasted_text(self, text: str) -> bool:
        """Paste into the current field."""
        self._show(self._form_state.pasted(text))
        return True

    def stop_typing(self) -> None:
        """Keep what is being typed: as a draft, by whoever opened the form."""
        if self.keep:
            self.keep()

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked, and choose what was clicked in it."""
        region = self._page.region
        line = self._page.line_at(event.screen_y - region.y)
        if line is None or not region.contains(event.screen_x, event.screen_y):
            return
        name, number = self._drawn.places[line]
        field, form_state = self._form_state.field, self._form_state
        if name != form_state.at:
            self._show(form_state.gone(name))
        elif isinstance(field, Choice) and number < len(field.options):
            self._show(form_state.chosen(field.options[number].label))

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """There is nothing to start over from but what was kept from before."""
        return action != "start_over" or self._form_state.kept or bool(self._form_state.let_go)

    def action_step(self, by: int) -> None:
        """Go to the next or the previous field, and round."""
        self._show(self._form_state.stepped(by))

    def action_submit(self) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Save what is in the fields and close the form; what cannot be saved stays in it."""
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
        """Close the form without saving; what was typed is in `draft`."""
        self.dismiss(False)

    def action_start_over(self) -> None:
        """Forget what was kept from before, or have it again after all."""
        self._show(self._form_state.anew())


def keys_of_form(form: FormScreen, form_state: FormState) -> list[tuple[str, str]]:
    """The keys worth a place on the last line, for the field with the caret."""
    in_letters = form_state.field.many  # there enter is a letter
    unwanted = ["form.save" if in_letters else "form.save_anywhere"]
    unwanted += ["form.next"] if len(form_state.shown) == 1 else []
    shown = [each for each in form.own_bindings if each.show and each.id not in unwanted]
    keys = [(form.app.get_key_display(binding), binding.description) for binding in shown]
    return [*([("← →", "choose")] if isinstance(form_state.field, Choice) else []), *keys]


def kept_line(form: FormScreen, form_state: FormState) -> str:
    """What is said of a draft that was found again, and of what stands on the board instead; nothing without one."""
    keys = (form.app.get_key_display(each) for each in form.own_bindings if each.id == "form.start_over")
    key = next(keys, "no key")
    if form_state.let_go:
        return f"as it stands on the board; {key} brings back what was typed"
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
