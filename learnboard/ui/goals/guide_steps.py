"""The steps of the guide: forms that can be skipped, of which some show what comes of what is typed."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from textual.binding import BindingType

from learnboard.domain.board import Board
from learnboard.domain.metrics.first_day import with_first_day
from learnboard.domain.model.fields import LONGEST_TITLE
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.messages import measure_text
from learnboard.presentation.values import with_unit
from learnboard.service import factory
from learnboard.ui.editing.title_edit import NOT_A_METRIC
from learnboard.ui.toolkit.fields import FormField, Values
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.keys import form_keys
from learnboard.ui.toolkit.text import Line, StyledText

_NOTHING: Values = MappingProxyType({})
LINES = ("first", "second", "third")
"""Names of the fields of key results."""
_TITLES = ("title", *LINES)
_NAMES = ("owner", "statement", "mentor", *_TITLES)
"""Text fields of the steps. A step whose text fields are all empty stays until it is filled or skipped."""
PERIOD = "period"
FILLED = ("title", "starts_on", "ends_on")
"""Fields of the cycle that follow the choice of a period until they are changed by hand."""


class GuideStep(FormScreen):
    """One step of the guide. Its result is whether what was typed was taken.

    Escape skips a step with nothing typed. What was typed is taken, as nothing may lead back to the step; if that is
    not possible, the step tells why, and the next escape skips it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*form_keys("go on", "skip this")]

    def __init__(
        self,
        title: str,
        intro: Sequence[str],
        fields: Sequence[FormField],
        save: Callable[[Values], bool],
        first: Values = _NOTHING,
        draft: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Show fields with the initial values of `first`; if all texts are empty, only escape goes on."""
        opened = {field.name: field.text_of(first.get(field.name)) for field in fields}
        super().__init__(title, fields, opened, save=save, draft=draft)
        self.intro = intro
        self._tried: Mapping[str, str] = {}
        """The texts that escape tried to take."""

    def judged(self, values: Values) -> Mapping[str, str]:
        """Report titles that are too long and a cycle that ends before it begins."""
        wrong = {
            name: f"{len(text):,} characters are too many: shorten it to {LONGEST_TITLE}"
            for name, text in values.items()
            if name in _TITLES and len(text) > LONGEST_TITLE
        }
        if {"starts_on", "ends_on"} <= values.keys() and values["ends_on"] < values["starts_on"]:
            wrong["ends_on"] = "it ends before it begins: choose a later day"
        return wrong

    def action_leave(self) -> None:
        """Go on with what was typed; without anything typed, or if it was told to be wrong, skip the step."""
        if self._takes(self.form_state):
            self._tried = self.form_state.texts
            self.action_save()
        else:
            super().action_leave()

    def _takes(self, form_state: FormState) -> bool:
        """Whether escape goes on with what was typed."""
        return _typed(form_state) and not form_state.told and form_state.texts != self._tried

    def leaving(self, form_state: FormState) -> str:
        """What the key line says about escape."""
        return "keep and go on" if self._takes(form_state) else "skip this"

    def keys_of(self, form_state: FormState) -> list[tuple[str, str]]:
        """Return the keys for the last line, with what escape does now."""
        escape = self.app.get_key_display(next(each for each in self.own_bindings if each.id == "form.leave"))
        words = {escape: self.leaving(form_state)}
        return [(key, words.get(key, word)) for key, word in super().keys_of(form_state)]

    def command(self, values: Values) -> Values | object:
        """Return the values; enter skips no question, since letters typed after it would be commands."""
        if (asked := [name for name in _NAMES if name in values]) and not any(values[name] for name in asked):
            raise WrongField(asked[0], "nothing is written yet: escape skips this")
        return values


def _typed(form_state: FormState) -> bool:
    """Whether something was typed that a step takes."""
    return any(form_state.draft.get(name, "").strip() for name in (*_NAMES, *FILLED))


class KeyResultLine(FormField):
    """Field for a key result's title, with the kind of key result it will be beside it."""

    def __init__(self, name: str, hint: str, objective: Objective, board: Board) -> None:
        super().__init__(name, name, hint)
        self._objective, self._board = objective, board
        self.measured = True
        """Whether it measures what its title says."""

    def row(self, title: str) -> KeyResult:
        """The key result of a title."""
        row = factory.new_key_result(title, self._objective, measured=self.measured)
        return with_first_day(row, self._board.cycle_context, self._board.day)

    def beside(self, text: str) -> str:
        """Return the range of a metric, or a note that it is done or not."""
        row = self.row(text)
        if row.kind == "metric":
            return f"{row.start} → {with_unit(row.target, row.unit)}"
        return measure_text(row) or ("done, or not" if text.strip() else "")


class KeyResultsStep(GuideStep):
    """The step of key results: enter ends one, a key refuses what the title of one is understood to measure."""

    def __init__(self, *args: Any, keep_row: Callable[[str], object], **named: Any) -> None:
        """Show the step; `keep_row` keeps a title for later, where another step can bring it back."""
        super().__init__(*args, **named)
        self._keep_row = keep_row

    def action_leave(self) -> None:
        """Add the key results that were typed, and keep for later what is half typed or was told to be wrong."""
        form_state, wrong = self.form_state, self._judged()[1]
        if wrong and not form_state.told:
            super().action_leave()  # which tells what is wrong
            return
        rest = {*wrong, *self._half_typed(form_state)}
        kept = "; ".join(text for name in LINES if name in rest and (text := form_state.texts[name].strip()))
        for name in rest:
            form_state = form_state.gone(name).rewritten("")
        if rest:
            self._show(form_state)
        super().action_leave()
        if kept:
            self._keep_row(kept)

    @staticmethod
    def _half_typed(form_state: FormState) -> list[str]:
        """The field of the last key result, if the caret is still in it."""
        last = [name for name in LINES if form_state.texts[name].strip()][-1:]
        return last if last == [form_state.at] else []

    def leaving(self, form_state: FormState) -> str:
        """What the key line says about escape: whether it adds key results, and leaves one."""
        filled = [name for name in LINES if form_state.texts[name].strip()]
        if filled and filled != self._half_typed(form_state):
            return "go on without the rest"
        return "skip, kept for n" if filled else "skip this"

    def action_submit(self) -> None:
        """Move from one key result to the next, otherwise go on with the step."""
        if self._enters_next_line(self.form_state):
            self.action_step(1)
        else:
            self.action_save()

    def keys_of(self, form_state: FormState) -> list[tuple[str, str]]:
        """Return the keys for the last line; while enter is what goes to the next line, it is the one that says so."""
        if not self._enters_next_line(form_state):
            return super().keys_of(form_state)
        words = {"form.save": "next", "form.save_anywhere": "go on", "form.leave": self.leaving(form_state)}
        return [(self.app.get_key_display(each), words[each.id]) for each in self.own_bindings if each.id in words]

    @staticmethod
    def _enters_next_line(form_state: FormState) -> bool:
        """Whether enter ends a key result, and another one can be typed below."""
        return form_state.at in LINES[:-1] and bool(form_state.entry.text.strip())

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Refuse or take a measure; type everything else."""
        field = self.form_state.field
        if key != NOT_A_METRIC or not isinstance(field, KeyResultLine) or not self.below(self.form_state):
            return super().on_typed_key(key, character)
        field.measured = not field.measured
        self._show(self.form_state)
        return True

    def below(self, form_state: FormState) -> Line:
        """The key that refuses a measure; nothing while there is none, or where the key has another meaning."""
        field, text = form_state.field, form_state.entry.text
        if not isinstance(field, KeyResultLine) or self.check_action("start_over", ()):
            return []
        if field.measured and field.row(text).kind == "binary":
            return []
        return [StyledText(f"{NOT_A_METRIC}: {'not ' if field.measured else ''}a metric", "muted")]


class CycleStep(GuideStep):
    """The step of the cycle late in a year: its name and days follow the choice of a period."""

    def _show(self, form_state: FormState) -> None:
        """Show the form, with what another period suggests where the one before still stands."""
        before, now = (self._suggested(state) for state in (self.form_state, form_state))
        texts = {name: now[name] for name in FILLED if form_state.texts[name] == before[name]}
        super()._show(form_state._replace(texts={**form_state.texts, **texts}) if now != before else form_state)

    def _suggested(self, form_state: FormState) -> dict[str, str]:
        fields = {field.name: field for field in form_state.fields}
        days = fields[PERIOD].parse(form_state.texts[PERIOD])
        return {name: fields[name].text_of(getattr(days, name)) for name in FILLED}
