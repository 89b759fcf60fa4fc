"""Fields that are asked for in one form each: labels, two numbers, a few capitals."""

import re
from collections.abc import Sequence
from typing import Any

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import InvalidValue
from learnboard.domain.fields import Number
from learnboard.ui.asking import labels_in
from learnboard.ui.forms.fields import Field


class Labels(Field):
    """Words with blanks or commas between them, with or without `#`; `known` ones are offered."""

    def __init__(self, name: str, label: str, known: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(name, label, hint)
        self._known = tuple(dict.fromkeys(known))

    def parse(self, text: str) -> tuple[str, ...]:
        """The labels, each once."""
        return labels_in(text)

    def text_of(self, value: Any) -> str:
        """The labels, ready for one more."""
        between = ", " if any(" " in label for label in value) else " "
        return "".join(f"{label}{between}" for label in value)

    def ghost(self, text: str) -> str:
        """The rest of a label known on the board that begins like the word at the end."""
        word = re.split(r"[\s,#]", text)[-1]
        taken = self.parse(text)
        fits = (label for label in self._known if label.startswith(word) and label not in taken)
        return next(fits, word)[len(word) :] if word else ""


class Pair(Field):
    """Two numbers, with a blank between them."""

    def parse(self, text: str) -> tuple[Number, Number]:
        """Both numbers as they were written."""
        numbers = [Number(part) for part in text.split()]
        if len(numbers) != 2:  # noqa: PLR2004 - a pair
            raise InvalidValue(f"{self.label.capitalize()} are two numbers, as in {self.hint}.")
        return numbers[0], numbers[1]

    def text_of(self, value: Any) -> str:
        """Both numbers."""
        return " ".join(str(number) for number in value)


class Capitals(Field):
    """A few letters that are capitals: EUR, say."""

    fresh = True

    def parse(self, text: str) -> str:
        """The letters, as capitals."""
        return clean_line(text).upper()
