"""The signs on the screen: those of states, and what bars and cursors are drawn with."""

from typing import Final

from learnboard.domain.signs import HEALTH_SIGNS, ILO, PACE_SIGNS

__all__ = ["CURSOR", "EIGHTHS", "FULL", "HEALTH_SIGNS", "ILO", "MARK", "PACE_SIGNS", "REST", "UNKNOWN", "value_text"]

CURSOR: Final = "▌"
MARK: Final = "┆"
REST: Final = "·"
FULL: Final = "█"
EIGHTHS: Final = " ▏▎▍▌▋▊▉"
UNKNOWN: Final = "…"


def value_text(name: str) -> str:
    """A value of the format as words: `on_track` is “on track”."""
    return name.replace("_", " ")
