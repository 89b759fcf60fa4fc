"""The signs on the screen, and how states and figures are drawn."""

from fractions import Fraction
from typing import Final

from learnboard.domain.metrics.health import Health
from learnboard.presentation.states import HEALTH_SIGNS, ILO, PACE_SIGNS, value_text
from learnboard.ui.toolkit.styled_text import CURSOR_SIGN as CURSOR
from learnboard.ui.toolkit.styled_text import Line, StyledText

__all__ = ["CURSOR", "EIGHTHS", "FULL", "HEALTH_SIGNS", "ILO", "MARK", "PACE_SIGNS", "REST", "UNKNOWN", "value_text"]
MARK: Final = "┆"
REST: Final = "·"
FULL: Final = "█"
EIGHTHS: Final = " ▏▎▍▌▋▊▉"
UNKNOWN: Final = "…"
_EIGHTHS = 8
HEALTH_STYLES: Final[dict[Health, str]] = {
    "achieved": "good",
    "on_track": "good",
    "at_risk": "warn",
    "off_track": "bad",
    "outdated": "warn",
    "pending": "muted",
    "dropped": "muted",
}


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
