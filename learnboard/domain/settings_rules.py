"""Which settings make sense for a board (FORMAT.md §1, `settings`).

A file may say anything; these are the rules for what a person enters.
"""

import re
from typing import Final

from learnboard.domain.fields import Number
from learnboard.domain.identity import Settings
from learnboard.domain.row_rules import Problem

RANGES: Final = {
    "grace_days": (0, 365),
    "meeting_cadence_days": (1, 366),
    "max_objectives": (1, 99),
    "max_key_results": (1, 99),
}
"""The least and the most of each number that counts something."""

_CURRENCY: Final = re.compile("[A-Z]{3}")


def settings_problems(settings: Settings) -> tuple[Problem, ...]:
    """All that is wrong with settings, each at its field."""
    sentences = {
        "currency": None if _CURRENCY.fullmatch(settings.currency) else "write three capital letters, as in EUR",
        **{name: _out_of(getattr(settings, name), *ends) for name, ends in RANGES.items()},
        "pace_gaps": _unordered(settings.pace_gaps),
        "score_bands": _unordered(settings.score_bands),
        "self_approval_limit": "write 0 or more" if settings.self_approval_limit < 0 else None,
    }
    return tuple(Problem(name, message) for name, message in sentences.items() if message)


def _out_of(number: int, least: int, most: int) -> str | None:
    return None if least <= number <= most else f"{number} is out of range: write {least} to {most}"


def _unordered(pair: tuple[Number, Number]) -> str | None:
    low, high = pair
    if low < 0 or high > 1:
        return "both are shares of 1: write 0 to 1"
    return f"the first, {low}, is above the second, {high}: exchange them" if low > high else None
