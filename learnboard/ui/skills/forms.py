"""The forms of skills: an assessment of one's own, digit by digit, and another instrument to rate by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.growth import Assessment
from learnboard.domain.skills import HIGHEST, LOWEST
from learnboard.domain.text import clean_line
from learnboard.presentation.options import OPTIONS, Option
from learnboard.presentation.skills import (
    LADDER,
    LADDER_WORDS,
    NO_AXES,
    NO_NAME,
    NO_STRENGTHS,
    NOTHING_RATED,
    STRENGTHS,
    level_problem,
    level_word,
    words_of,
)
from learnboard.presentation.values import quoted
from learnboard.service.growth_commands import KeepInstrument, RateSkills
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen, WrongField
from learnboard.ui.toolkit.number_fields import Whole

_DIGITS: Final = frozenset("1234567890")
_AXIS: Final = "axis "
"""How the name of an axis's field begins: an axis may be called as another field is."""
_KINDS: Final = (
    Option("ladder", "ladder", "an engineering ladder of five axes, to change as yours is"),
    Option("own", "my own axes", "what matters where you are, a level each"),
    Option("ranked", "strengths", "words in order, the strongest first, as StrengthsFinder has them"),
)


class LevelField(Whole):
    """The level of an axis; what it is called on a ladder stands beside it."""

    def __init__(self, axis: str, last: int | None = None, *, gap: bool = False) -> None:
        super().__init__(f"{_AXIS}{axis}", axis, LOWEST, HIGHEST, needed=False, gap=gap)
        self.axis = axis
        self.hint = f"{LOWEST} to {HIGHEST}" if last is None else f"{last} last time"

    def parse(self, text: str) -> int | None:
        """Return the level; None for none.

        Raises:
            InvalidValue: if it is none from 1 to 5.
        """
        try:
            return super().parse(text)
        except InvalidValue:
            raise InvalidValue(level_problem(self.axis)) from None

    def beside(self, text: str) -> str:
        """Return what the level is called, and of an empty one what all are."""
        level = text.strip()
        return level_word(self.axis, int(level)) if level in _DIGITS and level else words_of(self.axis)


class LevelsForm(FormScreen):
    """A form with a level for each axis: a digit rates one, and goes on to the next."""

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Rate the axis with a digit and go on; what is no level stays, with what is wrong."""
        field = self.form_state.field
        if not isinstance(field, LevelField) or character not in _DIGITS:
            return super().on_typed_key(key, character)
        form_state = self.form_state.rewritten(character or "")
        try:
            field.parse(form_state.texts[field.name])
        except InvalidValue as error:
            self.app.bell()
            self._show(form_state.with_problems({field.name: str(error)}))
            return True
        self._show(form_state.stepped(1))
        return True

    def begin_at(self, axis: str, digit: str) -> None:
        """Go to an axis and type a digit there, or only go there."""
        self._form_state = self.form_state.gone(f"{_AXIS}{axis}")
        if digit:
            self._form_state = self._form_state.rewritten(digit).stepped(1)


def level_fields(axes: Sequence[str], last: Mapping[str, int]) -> list[FormField]:
    """Return a field for each axis, with the level of last time where it is empty."""
    return [LevelField(axis, last.get(axis)) for axis in axes]


def levels_in(values: Values) -> dict[str, int]:
    """Return the levels that were given, by axis."""
    return {
        name.removeprefix(_AXIS): level
        for name, level in values.items()
        if name.startswith(_AXIS) and level is not None
    }


def level_texts(axes: Sequence[str], levels: Mapping[str, int]) -> dict[str, str]:
    """Return the texts of the fields of axes with these levels."""
    return {f"{_AXIS}{axis}": str(levels.get(axis, "")) for axis in axes}


class RatingForm(LevelsForm):
    """A form for an assessment of the owner's: a level for each axis, or strengths in order."""

    def __init__(
        self,
        row: Assessment,
        axes: Sequence[str],
        day: date,
        *,
        new: bool,
        last: Mapping[str, int],
        save: Callable[[Any], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Rate on `axes`, or rank strengths if there are none; `last` are the levels of last time."""
        self._row, self._new, self._axes = row, new, axes
        fields: list[FormField] = level_fields(axes, last)
        if not axes:
            fields.append(Long("ranked", "strengths", "one a line, the strongest first"))
        fields += [  # after the last digit enter saves: in a note it would begin a line
            Day("on", "day", day, hint="today, yesterday, fri", past=True, needed=True, gap=True),
            Long("note", "note", "what you base it on"),
            Choice("visibility", "who sees it", OPTIONS["assessments", "visibility"], gap=True),
        ]
        opened = {
            **level_texts(axes, row.levels),
            "ranked": "\n".join(row.ranked),
            "note": row.note,
            "on": fields[-3].text_of(row.on),
            "visibility": fields[-1].text_of(row.visibility),
        }
        title = f"Rate yourself: {quoted(row.instrument)}" if new else f"Your view: {quoted(row.instrument)}"
        super().__init__(title, fields, opened, save=save, draft=draft)

    def command(self, values: Values) -> RateSkills | object:
        """Return the assessment; NO_CHANGE if it is as before.

        Raises:
            WrongField: if nothing is rated.
        """
        levels = levels_in(values)
        if self._axes and not levels:
            raise WrongField(f"{_AXIS}{self._axes[0]}", NOTHING_RATED)
        ranked = _lines(values.get("ranked", ""))
        if not self._axes and not ranked:
            raise WrongField("ranked", NO_STRENGTHS)
        row = replace(
            self._row,
            levels=levels,
            ranked=ranked if not self._axes else self._row.ranked,
            note=values["note"],
            on=values["on"],
            visibility=values["visibility"],
        )
        if self._new:
            return RateSkills(None, row)
        return NO_CHANGE if row == self._row else RateSkills(self._row, row)


class InstrumentForm(FormScreen):
    """A form for what to rate by: a ladder to change, axes of one's own, or strengths, which need no axes."""

    def __init__(self, *, save: Callable[[Any], bool], draft: Mapping[str, str] | None = None) -> None:
        fields = [
            Choice("kind", "rate by", _KINDS),
            FormField("ladder", "name", gap=True, applies=lambda values: values.get("kind") == "ladder"),
            Long("rungs", "axes", "one a line", applies=lambda values: values.get("kind") == "ladder"),
            FormField("own", "name", "what I need here", gap=True, applies=lambda values: values.get("kind") == "own"),
            Long("axes", "axes", "one a line, such as: explaining", applies=lambda values: values.get("kind") == "own"),
            FormField("ranked", "name", gap=True, applies=lambda values: values.get("kind") == "ranked"),
        ]
        opened = {
            "kind": fields[0].text_of("ladder"),
            "ladder": LADDER,
            "rungs": "\n".join(LADDER_WORDS),
            "own": "",
            "axes": "",
            "ranked": STRENGTHS,
        }
        super().__init__("What to rate by", fields, opened, save=save, draft=draft)

    def command(self, values: Values) -> KeepInstrument:
        """Return the instrument; strengths have no axes.

        Raises:
            WrongField: if it has no name, or there is a ladder without axes.
        """
        kind = values["kind"]
        name = clean_line(values[kind])
        if not name:
            raise WrongField(kind, NO_NAME)
        if kind == "ranked":
            return KeepInstrument(name, ())
        field = "rungs" if kind == "ladder" else "axes"
        axes = _lines(values[field])
        if not axes:
            raise WrongField(field, NO_AXES)
        return KeepInstrument(name, axes)


def open_rating(
    screen: EditorScreen,
    row: Assessment,
    axes: Sequence[str],
    *,
    new: bool,
    last: Mapping[str, int],
    axis: str = "",
    digit: str = "",
) -> None:
    """Open the form of an assessment, at an axis with a digit that was typed already, if there is one."""
    session = screen.session

    def form(draft: Mapping[str, str]) -> RatingForm:
        made = RatingForm(row, axes, session.board.day, new=new, last=last, save=session.execute, draft=draft)
        if axis:
            made.begin_at(axis, digit)
        return made

    screen.open_form("skills", f"new {row.instrument}" if new else row.id, form)


def open_instrument(screen: EditorScreen, then: Callable[[KeepInstrument], object]) -> None:
    """Open the form of another instrument; `then` receives what was chosen, once the form is closed."""
    chosen: list[KeepInstrument] = []

    def save(command: KeepInstrument) -> bool:
        chosen.append(command)
        return True

    def closed(saved: bool) -> None:
        if saved and chosen:
            then(chosen[-1])

    screen.open_form("instrument", "", lambda draft: InstrumentForm(save=save, draft=draft), closed)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for each in text.split("\n") if (line := clean_line(each))))
