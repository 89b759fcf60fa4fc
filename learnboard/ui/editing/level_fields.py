"""Levels of skills in a form: a digit rates an axis and goes on to the next."""

from collections.abc import Mapping, Sequence
from typing import Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.skills import HIGHEST, LOWEST
from learnboard.presentation.skills import level_problem, level_word, words_of
from learnboard.ui.toolkit.fields import FormField, Rule, Values, always
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.number_fields import Whole
from learnboard.ui.toolkit.text import cut, simplified

_DIGITS: Final = frozenset("1234567890")
_WIDEST: Final = 24
_AXIS: Final = "axis "
"""How the name of an axis's field begins: an axis may be called as another field is."""


class LevelField(Whole):
    """The level of an axis; what it is called on a ladder stands beside it."""

    def __init__(self, axis: str, last: int | None = None, *, applies: Rule = always) -> None:
        label = cut(simplified(axis), _WIDEST)
        super().__init__(axis_name(axis), label, LOWEST, HIGHEST, needed=False, applies=applies)
        self.axis = axis
        hints = (f"{last} last time", level_word(axis, last)) if last else (words_of(axis),)
        self.hint = ", ".join(filter(None, hints)) or f"{LOWEST} to {HIGHEST}"

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
        """Return what the level is called."""
        level = text.strip()
        return level_word(self.axis, int(level)) if level in _DIGITS else ""


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
        self._form_state = self.form_state.gone(axis_name(axis))
        if digit:
            self._form_state = self._form_state.rewritten(digit).stepped(1)


def level_fields(axes: Sequence[str], last: Mapping[str, int], *, applies: Rule = always) -> list[FormField]:
    """Return a field for each axis, with the level of last time where it is empty."""
    return [LevelField(axis, last.get(axis), applies=applies) for axis in axes]


def levels_in(values: Values) -> dict[str, int]:
    """Return the levels that were given, by axis."""
    return {
        name.removeprefix(_AXIS): level
        for name, level in values.items()
        if name.startswith(_AXIS) and level is not None
    }


def level_texts(axes: Sequence[str], levels: Mapping[str, int]) -> dict[str, str]:
    """Return the texts of the fields of axes with these levels."""
    return {axis_name(axis): str(levels.get(axis, "")) for axis in axes}


def axis_name(axis: str) -> str:
    """Return the name of an axis's field."""
    return f"{_AXIS}{axis}"
