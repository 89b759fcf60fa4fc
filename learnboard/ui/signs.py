"""The signs that stand beside colours, so that no colour speaks alone."""

from typing import Final

from learnboard.domain.arithmetic import Pace
from learnboard.domain.health import Health

HEALTH_SIGNS: Final[dict[Health, str]] = {
    "achieved": "✓",
    "on_track": "●",
    "at_risk": "!",
    "off_track": "✗",
    "outdated": "?",
    "pending": "○",
    "dropped": "–",
}
PACE_SIGNS: Final[dict[Pace, str]] = {"on_pace": "▲", "behind": "▼", "far_behind": "▼▼", "no_data": ""}
ILO: Final = "★"
CURSOR: Final = "▌"
MARK: Final = "┆"
REST: Final = "·"
FULL: Final = "█"
EIGHTHS: Final = " ▏▎▍▌▋▊▉"
UNKNOWN: Final = "…"


def words(name: str) -> str:
    """A value of the format as words: `on_track` is “on track”."""
    return name.replace("_", " ")
