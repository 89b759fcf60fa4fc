"""What was spent by kind, and how it was rated, as bars side by side."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from learnboard.presentation.values import amount, value_text
from learnboard.presentation.worth import rated_text
from learnboard.service.queries.worth import KindWorth
from learnboard.ui.toolkit.styles import bar
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, fitted

_BEST: Final = 5
_GAP: Final = 2
_UNRATED: Final = "not rated"
_WIDEST_BAR: Final = 40
_RATING: Final = 10
"""Cells of a rating's bar: two for each point."""


def worth_picture(kinds: Sequence[KindWorth], width: int) -> list[Line]:
    """Return a line for each kind: what was spent on it, and how it was rated; of each currency to its own scale."""
    if not kinds:
        return []
    names = max(len(value_text(each.kind)) for each in kinds) + _GAP
    costs = max(cell_len(amount(each.spent, each.currency)) for each in kinds) + _GAP
    rest = width - names - costs - _GAP - _RATING - 1 - len(_UNRATED)
    room = min(_WIDEST_BAR, max(rest, 0))
    lines: list[Line] = []
    for currency, group in groupby(kinds, key=lambda each: each.currency):
        rows = list(group)
        most = max(each.spent for each in rows)
        heads = (fitted(currency, names), fitted("spent", room + costs + _GAP), "worth")
        lines += [[]] if lines else []
        lines.append([StyledText(text, "muted") for text in heads])
        lines += [_line(each, most, names, costs, room) for each in rows]
    return lines


def _line(row: KindWorth, most: Fraction, names: int, costs: int, room: int) -> Line:
    part = max(row.spent / most, Fraction(0)) if most > 0 else Fraction(0)
    cost = amount(row.spent, row.currency)
    rated = row.rating is not None
    return [
        StyledText(fitted(value_text(row.kind), names), "text"),
        *(bar(part, None, room) if room else []),
        StyledText(f"{cost:>{costs}}" + " " * _GAP, "text"),
        *(bar(row.rating / _BEST, None, _RATING) if row.rating is not None else [StyledText(" " * _RATING)]),
        StyledText(f" {rated_text(row.rating) if row.rating is not None else _UNRATED}", "text" if rated else "muted"),
    ]
