"""Fields that are asked for in one form each: labels, two numbers, a few capitals, what a person must choose."""

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Final

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import InvalidValue
from learnboard.domain.fields import Number
from learnboard.ui.asking import labels_in
from learnboard.ui.forms.fields import Choice, FormField, Option, Rule
from learnboard.ui.text import cut

_WIDEST_LABEL: Final = 32
"""Cells of a name that is chosen by."""


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
        between = ", " if any(" " in label for label in value) else " "
        return "".join(f"{label}{between}" for label in value)

    def ghost(self, text: str) -> str:
        """The rest of a label known on the board that begins like the word at the end."""
        word = re.split(r"[\s,#]", text)[-1]
        taken = self.parse(text)
        fits = (label for label in self._known if label.startswith(word) and label not in taken)
        return next(fits, word)[len(word) :] if word else ""


class Pair(FormField):
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


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Names as labels to choose by: cut to a width, each another, and none that is `taken`, by numbers behind them."""
    found: dict[str, None] = dict.fromkeys(taken)
    labels: list[str] = []
    for name in names:
        short = cut(name, _WIDEST_LABEL)
        tries = (short if number == 1 else f"{short} ({number})" for number in count(1))
        labels.append(next(label for label in tries if label not in found))
        found[labels[-1]] = None
    return tuple(labels)
