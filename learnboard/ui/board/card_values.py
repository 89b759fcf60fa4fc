"""A key result's values as texts: the current one as long as there is room for, and how they went."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.values import kept_text, with_unit
from learnboard.ui.toolkit.text import simplified

_SPARKS: Final = "▁▂▃▅▇"


def values_of(card: Card) -> list[str]:
    """Return the forms of the value, the longest first."""
    key_result, figures = card.key_result, card.figures
    value = value_text(key_result, figures)
    match key_result.kind:
        case "milestone":
            return [f"{card.steps_done} of {card.steps}", f"{card.steps_done}/{card.steps}"]
        case "maintain":
            kept = kept_text(figures, key_result.period)
            short = kept.partition(",")[0]
            return [f"{value}, {kept}" if value else kept, kept, short, short.partition(" kept")[0]]
        case _:
            return [value]


def bare_value(card: Card) -> list[str]:
    """Return the value of a metric without its unit."""
    number = card.figures.value if card.figures.value is not None else card.key_result.start
    return [str(number)] if card.key_result.kind == "metric" and number is not None else []


def value_text(key_result: KeyResult, figures: Figures) -> str:
    """Return the current value with its unit; the start for a metric not yet measured."""
    value = figures.value if figures.value is not None else key_result.start
    return simplified(with_unit(value, key_result.unit))


def sparkline(values: Sequence[Number]) -> str:
    """Return a sign for each value, the higher the value the higher the sign."""
    low, span = min(values), max(values) - min(values)
    top = len(_SPARKS) - 1
    return "".join(_SPARKS[int((value - low) * top / span + Decimal("0.5")) if span else top // 2] for value in values)
