"""The signs of states: they stand beside colours and words wherever a board is shown. No colour speaks alone."""

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
