"""The state of a form being filled in, as an immutable value: texts, caret and the effect of keys."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.toolkit.fields import Choice, FormField
from learnboard.ui.toolkit.text_buffer import TextBuffer

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
WHOLE_FORM: Final = ""
"""Used in place of a field's name for the form as a whole."""


class FormState(NamedTuple):
    """Texts by field, the current field `at`, and its text with the caret. `told` are messages about wrong fields.

    `left` says which fields the caret has been to, `kept` that something typed before was found again, `let_go` what
    that was, once the form was begun anew. `buffers` have the histories of the fields that the caret has left.
    """

    fields: tuple[FormField, ...]
    opened: Mapping[str, str]
    texts: Mapping[str, str]
    at: str
    entry: TextBuffer
    left: frozenset[str] = frozenset()
    told: Mapping[str, str] = _NOTHING
    kept: bool = False
    let_go: Mapping[str, str] = _NOTHING
    buffers: Mapping[str, TextBuffer] = MappingProxyType({})

    @classmethod
    def of(
        cls, fields: Sequence[FormField], opened: Mapping[str, str], draft: Mapping[str, str] | None = None
    ) -> "FormState":
        """Return a form with the caret in its first field and the draft restored."""
        opened = {field.name: TextBuffer.of(opened[field.name], many=field.many).text for field in fields}
        draft = {name: text for name, text in (draft or {}).items() if opened.get(name, text) != text}
        texts = {**opened, **{name: text for name, text in draft.items() if name in opened}}
        first = fields[0]
        entry = TextBuffer.of("", many=first.many)
        form_state = cls(tuple(fields), opened, texts, first.name, entry, kept=texts != opened)
        return form_state.gone(first.name)._replace(left=frozenset())

    # -- queries --------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> tuple[FormField, ...]:
        """Fields that apply to the present choices and texts."""
        values: dict[str, Any] = {}
        for field in self.fields:
            text = self.texts[field.name]
            if not isinstance(field, Choice):
                values[field.name] = text
            elif (place := field.chosen(text)) >= 0:
                values[field.name] = field.options[place].value
        return tuple(field for field in self.fields if field.applies(values))

    @property
    def field(self) -> FormField:
        """Field with the caret."""
        return next(field for field in self.fields if field.name == self.at)

    @property
    def draft(self) -> dict[str, str]:
        """Texts that differ from those the form was opened with."""
        return {name: text for name, text in self.texts.items() if text != self.opened[name]}

    def values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the values of the shown fields, and a message for each field that cannot be parsed."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for field in self.shown:
            try:
                values[field.name] = field.parse(self.texts[field.name])
            except InvalidValue as error:
                wrong[field.name] = str(error)
        return values, wrong

    # -- moving ---------------------------------------------------------------------------------------------------

    def gone(self, name: str) -> "FormState":
        """Move the caret to another field, after its text."""
        field = next(field for field in self.fields if field.name == name)
        text = self.texts[name]
        buffers = {**self.buffers, self.at: self.entry}
        entry = buffers.get(name)
        if entry is None or entry.text != text:
            entry = TextBuffer.of(text, many=field.many)
        entry = entry.moved(len(text))
        if field.fresh:
            entry = entry.moved(0).moved(len(text), select=True)
        return self._replace(at=name, entry=entry, left=self.left | {self.at}, buffers=buffers)

    def stepped(self, by: int) -> "FormState":
        """Move the caret by some fields, wrapping around."""
        names = [field.name for field in self.shown]
        return self.gone(names[(names.index(self.at) + by) % len(names)])

    def with_problems(self, wrong: Mapping[str, str]) -> "FormState":
        """Show messages about wrong fields, and move the caret to the first of them."""
        first = next((field.name for field in self.shown if field.name in wrong), self.at)
        here = self if first == self.at else self.gone(first)
        return here._replace(told=dict(wrong), left=here.left | {*wrong})

    def anew(self) -> "FormState":
        """Reset the form to its opened texts and set the draft aside, or bring the draft back."""
        if self.let_go:
            return FormState.of(self.fields, self.opened, self.let_go)
        return FormState.of(self.fields, self.opened)._replace(let_go=self.draft)

    # -- typing ---------------------------------------------------------------------------------------------------

    def key(self, key: str, character: str | None, width: int) -> "FormState | None":
        """Return the form after a key; None if the field does not use the key. Texts fold at `width` cells."""
        field = self.field
        if isinstance(field, Choice):
            if (text := self._letters_to) and key != "space" and character and character.isprintable():
                return text.key(key, character, width)
            chosen = field.key(self.entry, key, character)
            return None if chosen is None else self._typed(chosen)
        if key == "enter":
            return self._typed(self.entry.inserted("\n")) if field.many else None
        entry = self.entry.key(key, character, width)
        if entry is None:
            return None
        stays = (entry.text, entry.at) == (self.entry.text, self.entry.at) and entry.at == len(entry.text)
        if stays and key in ("right", "end", "ctrl+e") and (ghost := field.ghost(entry.text)):
            entry = entry.inserted(ghost)
        return self._typed(entry)

    def clicked(self, at: int, times: int = 1) -> "FormState":
        """The form after a click at a place of the current text: the caret there, or the word or line selected."""
        return self if isinstance(self.field, Choice) else self._replace(entry=self.entry.clicked(at, times))

    def dragged(self, at: int) -> "FormState":
        """The form with the current text selected from where the button was pressed to a place."""
        return self if isinstance(self.field, Choice) else self._replace(entry=self.entry.moved(at, select=True))

    def rewritten(self, text: str) -> "FormState":
        """The form with another text in the current field, as one step of its history."""
        return self._typed(self.entry.replaced(text))

    def chosen(self, label: str) -> "FormState":
        """Choose an option of the current field."""
        return self._typed(TextBuffer.of(label))

    def pasted(self, text: str) -> "FormState":
        """Paste text at the caret. On a choice, paste into the field that takes its letters, if any."""
        if isinstance(self.field, Choice):
            typed_into = self._letters_to
            return typed_into.pasted(text) if typed_into else self
        return self._typed(self.entry.inserted(text))

    @property
    def _letters_to(self) -> "FormState | None":
        """The form with the caret in the field that takes the letters typed here, if that field is shown."""
        name = self.field.letters_to if isinstance(self.field, Choice) else ""
        return self.gone(name) if any(field.name == name for field in self.shown) else None

    def _typed(self, entry: TextBuffer) -> "FormState":
        if entry.text == self.texts[self.at]:
            return self._replace(entry=entry)
        told = {name: message for name, message in self.told.items() if name not in (self.at, WHOLE_FORM)}
        return self._replace(entry=entry, texts={**self.texts, self.at: entry.text}, told=told)
