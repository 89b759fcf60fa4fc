"""What a form can ask for in numbers, as people write them."""

from typing import Any

from learnboard.domain.errors import InvalidValue
from learnboard.domain.metrics.rounding import minor_digits
from learnboard.domain.model.fields import Number
from learnboard.domain.numbers import read_number, read_value, read_whole, unmistakable
from learnboard.presentation.values import with_unit
from learnboard.ui.toolkit.fields import FormField, Rule, always


class Amount(FormField):
    """A number with or without decimals; none when it is empty. Its `unit` may stand with it; None for no unit."""

    fresh = True

    @property
    def decimals(self) -> int | None:
        """How many decimals there can be at most; None if it is not known."""
        return None

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "",
        *,
        unit: str | None = None,
        beside: str = "",
        needed: bool = False,
        gap: bool = False,
        applies: Rule = always,
    ) -> None:
        super().__init__(name, label, hint, beside=beside, needed=needed, gap=gap, applies=applies)
        self._unit = unit

    def parse(self, text: str) -> Number | None:
        """The number."""
        if text.strip():
            return read_number(text) if self._unit is None else read_value(text, self._unit, self.decimals)
        self._may_be_empty("a number")
        return None

    def text_of(self, value: Any) -> str:
        """The number as text that reads as this number alone."""
        return "" if value is None else unmistakable(value)

    def beside(self, text: str) -> str:
        """What stands behind the text: the number as it was understood, where it reads otherwise."""
        try:
            number = self.parse(text)
        except InvalidValue:
            return self._beside
        understood = with_unit(number, self._unit or "")
        return self._beside if text.strip() in ("", str(number), understood) else understood


class MoneyAmount(Amount):
    """An amount of money; its unit is a currency."""

    @property
    def decimals(self) -> int | None:
        """The decimals of the currency."""
        return minor_digits(self._unit) if self._unit else None


class Whole(FormField):
    """A whole number from `low` to `high`, both included; none when it is empty."""

    fresh = True

    def __init__(
        self,
        name: str,
        label: str,
        low: int,
        high: int,
        *,
        beside: str = "",
        needed: bool = True,
        gap: bool = False,
        applies: Rule = always,
    ) -> None:
        super().__init__(name, label, beside=beside, needed=needed, gap=gap, applies=applies)
        self._low, self._high = low, high

    def parse(self, text: str) -> int | None:
        """The number."""
        if not text.strip() and not self._needed:
            return None
        number = read_whole(text)
        if number is None or not self._low <= number <= self._high:
            or_empty = "" if self._needed else ", or empty"
            raise InvalidValue(
                f"{self.label.capitalize()} is a whole number from {self._low} to {self._high}{or_empty}."
            )
        return number


class Pair(FormField):
    """Two numbers, with a blank between them."""

    def parse(self, text: str) -> tuple[Number, Number]:
        """Both numbers."""
        numbers = [read_number(part) for part in text.split()]
        if len(numbers) != 2:  # noqa: PLR2004 - a pair
            raise InvalidValue(f"{self.label.capitalize()} are two numbers, as in {self.hint}.")
        return numbers[0], numbers[1]

    def text_of(self, value: Any) -> str:
        """Both numbers."""
        return " ".join(unmistakable(number) for number in value)
