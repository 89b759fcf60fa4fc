"""Forms that change a row of the board or add one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from learnboard.domain.row_rules import problem
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.ui.toolkit.fields import FormField, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen, WrongField
from learnboard.ui.toolkit.text_buffer import TextBuffer


class RowForm(FormScreen):
    """A form for fields of one row; its command is ChangeRow, or AddRow for a `new` row.

    Fields that were not touched or do not apply keep the row's values. `first` are initial texts for fields that are
    empty in the row.
    """

    def __init__(
        self,
        title: str,
        row: Any,
        fields: Sequence[FormField],
        *,
        save: Callable[[Any], bool],
        draft: Mapping[str, str] | None = None,
        new: bool = False,
        first: Mapping[str, str] | None = None,
    ) -> None:
        self.row = row
        self._new = new
        parts = self.parts(row)
        self._plain = {
            field.name: TextBuffer.of(field.text_of(parts[field.name]), many=field.many).text for field in fields
        }
        opened = {name: text or (first or {}).get(name, "") for name, text in self._plain.items()}
        super().__init__(title, fields, opened, save=save, draft=draft)

    def parts(self, row: Any) -> Values:
        """Return the values of a row by the names of the form's fields."""
        return {name: getattr(row, name) for name in row.__dataclass_fields__}

    def whole(self, row: Any, values: Values) -> Any:
        """Return the row with other values."""
        return replace(row, **values)

    @property
    def touched(self) -> frozenset[str]:
        """The fields whose text differs from the row's."""
        return frozenset(name for name, text in self.form_state.texts.items() if text != self._plain[name])

    def values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the values and problems of the fields shown; untouched fields keep the row's values."""
        values, wrong = super().values()
        parts, touched = self.parts(self.row), self.touched
        untouched = {name: parts[name] for name in (*values, *wrong) if name not in touched}
        return {**values, **untouched}, {name: message for name, message in wrong.items() if name in touched}

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems found by the row's rules, by field."""
        row, parts = self.whole(self.row, values), self.parts(self.row)
        wrong: dict[str, str] = {}
        while (found := problem(row)) and (name := found.field) in values and name not in wrong:
            assert name is not None
            wrong[name] = found.message
            row = self.whole(row, {name: parts[name]})  # to find further problems
        return wrong

    def command(self, values: Values) -> ChangeRow | AddRow | object:
        """Return the command for the edited row; NO_CHANGE if nothing changed."""
        row = self.whole(self.row, values)
        if found := problem(row):
            raise WrongField(found.field if found.field in values else None, found.message)
        if self._new:
            return AddRow(row)
        return NO_CHANGE if row == self.row else ChangeRow(self.row, row)
