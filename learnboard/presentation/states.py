"""The signs and words of states. They stand beside colours: no colour speaks alone."""

from typing import Final

from learnboard.domain.metrics.health import Health
from learnboard.domain.metrics.progress import Pace

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


def value_text(name: str) -> str:
    """A value of the format as words: `on_track` is “on track”."""
    return name.replace("_", " ")
