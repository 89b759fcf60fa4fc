"""What a form can ask for, as values: what the text in a field means, and how a value reads there."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Thread
from typing import Any, TypeAlias

from learnboard.domain.errors import InvalidValue
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.options import Option
from learnboard.service import dates
from learnboard.ui.toolkit.text_buffer import TextBuffer

Values: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = Callable[[Values], bool]


def always(_: Values) -> bool:
    """For a field that is there whatever was chosen in others."""
    return True


class FormField:
    """One thing to ask for: a text of one line. Others say what else a text can mean.

    `hint` stands in the empty field, `beside` behind what was typed. `gap` sets it off from the field above. It is
    asked for while it `applies` to what was chosen in other fields.
    """

    many: bool = False
    """Whether it may have several lines."""
    fresh: bool = False
    """Whether the first letter typed takes the place of what stands there."""

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
        """What a text means.

        Raises:
            InvalidValue: if it means nothing that can be kept; the sentence says what to write.
        """
        return clean_line(text)

    def text_of(self, value: Any) -> str:
        """How a value reads in the field."""
        return "" if value is None else str(value)

    def beside(self, text: str) -> str:  # noqa: ARG002 - others say what they understood
        """What stands behind the text."""
        return self._beside

    def ghost(self, text: str) -> str:  # noqa: ARG002 - others know words
        """What the word at the end of the text may be going to be: the rest of it."""
        return ""

    def _may_be_empty(self, what: str) -> None:
        """Refuse an empty field where something must be written."""
        if self._needed:
            raise InvalidValue(f"{self.label.capitalize()} is empty: write {what}.")


class OptionalText(FormField):
    """A text of one line that is none when it is empty."""

    def parse(self, text: str) -> str | None:
        """The text, or None."""
        return clean_line(text) or None


class Long(FormField):
    """A text of many lines."""

    many = True

    def parse(self, text: str) -> str:
        """The text without blanks at its ends."""
        return clean(text).strip()


class Day(FormField):
    """A date in words, as seen from a day; what was understood stands beside it. None when it is empty."""

    fresh = True

    def __init__(  # noqa: PLR0913 - each by its name
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
        """Ask on `day`; a text means the next of the days it can mean, with `past` the latest, `near` the nearest."""
        super().__init__(name, label, hint, needed=needed, gap=gap, applies=applies)
        self._day = day
        self._ways = (False, True) if near else (past,)
        self._last: tuple[str, date | InvalidValue] | None = None

    def parse(self, text: str) -> date | None:
        """The date that was meant."""
        text = text.strip()
        if not text:
            self._may_be_empty("a date")
            return None
        if self._last is None or self._last[0] != text:  # asked again with every picture of the form
            self._last = (text, self._understood(text))
        found = self._last[1]
        if isinstance(found, InvalidValue):
            raise found
        return found

    def _understood(self, text: str) -> date | InvalidValue:
        found: list[date] = []
        refused = InvalidValue("")
        for past in self._ways:
            try:
                found.append(dates.parse_day(text, self._day, past=past))
            except InvalidValue as error:
                refused = error
        return min(found, key=lambda on: abs(on - self._day), default=refused)

    def beside(self, text: str) -> str:
        """The date that was understood, and how far away it is."""
        try:
            on = self.parse(text)
        except InvalidValue:
            return ""
        return dates.describe_day(on, self._day) if on else ""


def get_ready() -> None:
    """Load in a thread what dates in words are read with, so that the first word need not wait."""
    Thread(target=dates.preload, daemon=True).start()


class Choice(FormField):
    """One of some values. What stands in the field is the label of the one chosen.

    Letters choose too, unless `letters_to` names the text field they are meant for: then only arrows choose.
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
        """The value chosen."""
        if text not in self._values:
            raise InvalidValue(f"{self.label.capitalize()} is not chosen yet.")
        return self._values[text]

    def text_of(self, value: Any) -> str:
        """The label of a value; nothing for one that cannot be chosen."""
        return next((option.label for option in self.options if option.value == value), "")

    def chosen(self, text: str) -> int:
        """The place of what is chosen, -1 for nothing yet."""
        return self._labels.index(text) if text in self._labels else -1

    def key(self, entry: TextBuffer, key: str, character: str | None) -> TextBuffer | None:
        """What is chosen after a key, the caret behind the letters that chose it; None when the key does not choose."""
        at, last = self.chosen(entry.text), len(self._labels) - 1
        places = {"right": at + 1, "space": at + 1, "left": max(at, 0) - 1, "home": 0, "end": last}
        if key in places:
            return TextBuffer.of(self._labels[places[key] % (last + 1)])
        if not character or not character.isprintable():
            return None
        letter = character.casefold()
        around = (*self._labels[at + 1 :], *self._labels[: at + 1])
        # A letter goes on with those before it, as in “mil”, or else it is the first of another.
        for typed in (entry.before.casefold() + letter, letter):
            found = [label for label in around if label.casefold().startswith(typed)]
            if found:
                return TextBuffer(entry.text if typed != letter and entry.text in found else found[0], len(typed))
        return entry


def yes_no(name: str, label: str, *, yes: str = "", no: str = "", gap: bool = False, applies: Rule = always) -> Choice:
    """A choice between yes and no, each with a line that explains it."""
    return Choice(name, label, (Option(True, "yes", yes), Option(False, "no", no)), gap=gap, applies=applies)


def labels_in(text: str) -> tuple[str, ...]:
    """The labels in a line, each once: between commas, or without any between blanks; a # may stand before them."""
    line = clean_line(text)
    words = line.split(",") if "," in line else line.split()
    return tuple(dict.fromkeys(label for word in words if (label := word.strip().lstrip("#").strip())))


def label_text(labels: Sequence[str]) -> str:
    """Labels as they are typed, ready for one more; commas are needed where a label has a blank."""
    between = ", " if any(" " in label for label in labels) else " "
    return "".join(f"{label}{between}" for label in labels)


class Labels(FormField):
    """Words with blanks or commas between them, with or without `#`; `known` ones are offered."""

    def __init__(self, name: str, label: str, known: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(name, label, hint)
        self._known = tuple(dict.fromkeys(known))

    def parse(self, text: str) -> tuple[str, ...]:
        """The labels, each once."""
        return labels_in(text)

    def text_of(self, value: Any) -> str:
        """The labels, ready for one more."""
        return label_text(value)

    def ghost(self, text: str) -> str:
        """The rest of a label known on the board that begins like the word at the end."""
        word = re.split(r"[\s,#]", text)[-1]
        taken = self.parse(text)
        fits = (label for label in self._known if label.startswith(word) and label not in taken)
        return next(fits, word)[len(word) :] if word else ""


class Capitals(FormField):
    """A few letters that are capitals: EUR, say."""

    fresh = True

    def parse(self, text: str) -> str:
        """The letters, as capitals."""
        return clean_line(text).upper()


class RequiredChoice(Choice):
    """A choice that nobody makes for the person; `sentence` says what there is to choose."""

    def __init__(
        self, name: str, label: str, options: Sequence[Option], message: str, *, gap: bool = False, applies: Rule
    ) -> None:
        super().__init__(name, label, options, gap=gap, applies=applies)
        self._message = message

    def parse(self, text: str) -> Any:
        """The value chosen."""
        if self.chosen(text) < 0:
            raise InvalidValue(self._message)
        return super().parse(text)
