"""The signs on the screen, and how states and figures are drawn."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from learnboard.presentation.values import State, Tone
from learnboard.ui.toolkit.text import Line, StyledText

MARK: Final = "┆"
REST: Final = "·"
FULL: Final = "█"
EIGHTHS: Final = " ▏▎▍▌▋▊▉"
UNKNOWN: Final = "…"
_EIGHTHS = 8
STYLES: Final[Mapping[Tone, str]] = {"good": "good", "warn": "warn", "bad": "bad", "quiet": "muted", "neutral": "text"}
"""The style in which a tone is drawn."""


def state_text(state: State) -> StyledText:
    """A state by its sign and its label, in the style of its tone."""
    return StyledText(state.text, STYLES[state.tone])


def bar(progress: Fraction | None, expected: Fraction | None, width: int) -> Line:
    """A bar of `width` cells, filled to the eighth of a cell, with a mark where the expected value stands."""
    eighths = 0 if progress is None else int(progress * width * _EIGHTHS)
    full, part = divmod(eighths, _EIGHTHS)
    cells = FULL * full + (EIGHTHS[part] if part else "")
    cells = cells + REST * (width - len(cells))
    filled = full + bool(part)
    if expected is None:
        return [StyledText(cells[:filled], "bar"), StyledText(cells[filled:], "rest")]
    mark = min(int(expected * width), width - 1)
    return [
        StyledText(cells[: min(mark, filled)], "bar"),
        StyledText(cells[filled:mark], "rest"),
        StyledText(MARK, "mark-full" if mark < full else "mark"),
        StyledText(cells[mark + 1 : filled], "bar"),
        StyledText(cells[max(mark + 1, filled) :], "rest"),
    ]
