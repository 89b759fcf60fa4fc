"""How numbers of a key result read, wherever they are told."""

from learnboard.domain.fields import Number
from learnboard.domain.key_results import KeyResult


def with_unit(number: Number | str | None, unit: str) -> str:
    """A number with its unit: `610 ms`, but `3.9/5`; empty without a number."""
    if number is None:
        return ""
    return f"{number}{unit}" if unit.startswith("/") else f"{number} {unit}".rstrip()


def bound_words(row: KeyResult) -> str:
    """What a number is to be kept within: `at most 5 incidents`, `between 2 and 4 h`."""
    if row.bound == "between":
        return f"between {row.minimum} and {with_unit(row.maximum, row.unit)}"
    number = row.minimum if row.bound == "at_least" else row.maximum
    return f"{'at least' if row.bound == 'at_least' else 'at most'} {with_unit(number, row.unit)}"
