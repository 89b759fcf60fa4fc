"""Form fields: they parse text into values and format values as text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.options import Option
from learnboard.presentation.values import describe_day
from learnboard.ui.toolkit.label_input import label_suggestions, label_text, labels_in, last_label
from learnboard.ui.toolkit.text_buffer import TextBuffer

Values: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = Callable[[Values], bool]


def always(_: Values) -> bool:
    """Return True: the field applies whatever is chosen in other fields."""
    return True


class FormField:
    """A field of one line of text. Subclasses parse other values.

    `hint` is shown in the empty field, `beside` after the text. `gap` adds a blank line above. The field is shown while
    it `applies` to the other fields: to the values chosen, and the texts typed.
    """

    many: bool = False
    """Whether the text may have several lines."""
    fresh: bool = False
    """Whether the first letter typed replaces the text."""

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "",
        *,
        beside: str = "",
        needed: bool = False,
        gap: bool = False,
        applies: Rule = always,
    ) -> None:
        self.name = name
        self.label = label
        self.hint = hint
        self.gap = gap
        self.applies = applies
        self._beside = beside
        self._needed = needed

    def parse(self, text: str) -> Any:
        """Return the value of a text.

        Raises:
            InvalidValue: if the text is not a valid value; the message says what to write.
        """
        return clean_line(text)

    def text_of(self, value: Any) -> str:
        """Return a value as text for the field."""
        return "" if value is None else str(value)

    def beside(self, text: str) -> str:  # noqa: ARG002 - used by subclasses
        """Return what to show after the text."""
        return self._beside

    def remark(self, texts: Mapping[str, str]) -> str:  # noqa: ARG002 - used by subclasses
        """Return what to point out about the text in view of those of the other fields, by their names."""
        return ""

    def ghost(self, text: str) -> str:  # noqa: ARG002 - used by subclasses
        """Return the rest of a suggestion for the last word of the text."""
        return ""

    def _may_be_empty(self, what: str) -> None:
        """Raise InvalidValue for an empty field that is required."""
        if self._needed:
            raise InvalidValue(f"{self.label.capitalize()} is empty: write {what}.")


class OptionalText(FormField):
    """One line of text; None if empty."""

    def parse(self, text: str) -> str | None:
        """Return the text, or None."""
        return clean_line(text) or None


class Long(FormField):
    """Text of many lines."""

    many = True

    def parse(self, text: str) -> str:
        """Return the text without blanks at its ends."""
        return clean(text).strip()


class Day(FormField):
    """Date in words, relative to a day, with the parsed date beside it. None if empty."""

    fresh = True

    def __init__(  # noqa: PLR0913 - passed by keyword
        self,
        name: str,
        label: str,
        day: date,
        *,
        hint: str = "fri, 30 nov, in 2 weeks",
        past: bool = False,
        near: bool = False,
        needed: bool = False,
        gap: bool = False,
        applies: Rule = always,
    ) -> None:
        """Parse dates relative to `day`.

        An ambiguous text means the next date; with `past`, the latest one; with `near`, the nearest one.
        """
        super().__init__(name, label, hint, needed=needed, gap=gap, applies=applies)
        self._day = day
        self._past, self._near = past, near

    def parse(self, text: str) -> date | None:
        """Return the parsed date."""
        text = text.strip()
        if not text:
            self._may_be_empty("a date")
            return None
        if not self._near:
            return parse_day(text, self._day, past=self._past)
        return self._nearest(text)

    def _nearest(self, text: str) -> date:
        found: list[date] = []
        refused = InvalidValue("")
        for past in (False, True):
            try:
                found.append(parse_day(text, self._day, past=past))
            except InvalidValue as error:
                refused = error
        if not found:
            raise refused
        return min(found, key=lambda on: abs(on - self._day))

    def beside(self, text: str) -> str:
        """Return the parsed date and how far away it is."""
        try:
            on = self.parse(text)
        except InvalidValue:
            return ""
        return describe_day(on, self._day) if on else ""


class Choice(FormField):
    """Choice between values. The field's text is the label of the chosen one.

    Letters choose too, unless `letters_to` names a text field that takes them; then only arrows choose.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option],
        *,
        gap: bool = False,
        applies: Rule = always,
        letters_to: str = "",
    ) -> None:
        super().__init__(name, label, gap=gap, applies=applies)
        self.letters_to = letters_to
        self.options = tuple(options)
        self._labels = tuple(option.label for option in self.options)
        self._values = {option.label: option.value for option in self.options}

    def parse(self, text: str) -> Any:
        """Return the chosen value."""
        if text not in self._values:
            raise InvalidValue(f"{self.label.capitalize()} is not chosen yet.")
        return self._values[text]

    def text_of(self, value: Any) -> str:
        """Return the label of a value; "" for one that is not an option."""
        return next((option.label for option in self.options if option.value == value), "")

    def chosen(self, text: str) -> int:
        """Return the index of the chosen option, or -1."""
        return self._labels.index(text) if text in self._labels else -1

    def key(self, entry: TextBuffer, key: str, character: str | None) -> TextBuffer | None:
        """Return the choice after a key, with the caret after the letters typed; None if the key does not choose."""
        at, last = self.chosen(entry.text), len(self._labels) - 1
        places = {"right": at + 1, "space": at + 1, "left": max(at, 0) - 1, "home": 0, "end": last}
        # The options stand in a list: up and down move in it, and leave the field at its ends.
        places |= {"down": at + 1} if at < last else {}
        places |= {"up": at - 1} if at > 0 else {}
        if key in places:
            return TextBuffer.of(self._labels[places[key] % (last + 1)])
        if not character or not character.isprintable():
            return None
        letter = character.casefold()
        around = (*self._labels[at + 1 :], *self._labels[: at + 1])
        # A letter continues those before it, as in “mil”, or else starts a new search.
        for typed in (entry.before.casefold() + letter, letter):
            found = [label for label in around if label.casefold().startswith(typed)]
            if found:
                return TextBuffer(entry.text if typed != letter and entry.text in found else found[0], len(typed))
        return entry


def yes_no(name: str, label: str, *, yes: str = "", no: str = "", gap: bool = False, applies: Rule = always) -> Choice:
    """Return a choice between yes and no, each with an explanation."""
    return Choice(name, label, (Option(True, "yes", yes), Option(False, "no", no)), gap=gap, applies=applies)


class Labels(FormField):
    """Labels separated by commas or `#`. Suggests `known` labels."""

    def __init__(self, name: str, label: str, known: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(name, label, hint)
        self._known = tuple(dict.fromkeys(known))

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the distinct labels."""
        return labels_in(text)

    def text_of(self, value: Any) -> str:
        """Return the labels, ready for one more."""
        return label_text(value)

    def ghost(self, text: str) -> str:
        """Return the rest of a known label that begins with the last word."""
        word = last_label(text)
        fits = (label for label in label_suggestions(text, self._known) if label.startswith(word))
        return next(fits, word)[len(word) :] if word else ""


class Capitals(FormField):
    """A few capital letters, such as EUR."""

    fresh = True

    def parse(self, text: str) -> str:
        """Return the letters in upper case."""
        return clean_line(text).upper()


class RequiredChoice(Choice):
    """Choice without a default. `message` is shown until the user chooses."""

    def __init__(
        self, name: str, label: str, options: Sequence[Option], message: str, *, gap: bool = False, applies: Rule
    ) -> None:
        super().__init__(name, label, options, gap=gap, applies=applies)
        self._message = message

    def parse(self, text: str) -> Any:
        """Return the chosen value."""
        if self.chosen(text) < 0:
            raise InvalidValue(self._message)
        return super().parse(text)
