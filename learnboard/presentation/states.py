"""The signs and labels of states: health, pace and the bands of a score."""

from typing import Final, NamedTuple

from learnboard.domain.metrics.health import Health
from learnboard.domain.metrics.progress import Pace
from learnboard.domain.metrics.rounding import Band
from learnboard.presentation.values import Tone


class State(NamedTuple):
    """A state as it is shown: a sign, which may be empty, a label, and a tone."""

    sign: str
    label: str
    tone: Tone

    @property
    def text(self) -> str:
        """Sign and label: `! at risk`."""
        return f"{self.sign} {self.label}".lstrip()


HEALTH: Final[dict[Health, State]] = {
    "achieved": State("✓", "achieved", "good"),
    "on_track": State("●", "on track", "good"),
    "at_risk": State("!", "at risk", "warn"),
    "off_track": State("✗", "off track", "bad"),
    "outdated": State("?", "outdated", "warn"),
    "pending": State("○", "pending", "quiet"),
    "dropped": State("–", "dropped", "quiet"),
}
PACE: Final[dict[Pace, State]] = {
    "on_pace": State("▲", "on pace", "quiet"),
    "behind": State("▼", "behind", "warn"),
    "far_behind": State("▼▼", "far behind", "bad"),
    "no_data": State("", "no data", "quiet"),
}
BAND_TONES: Final[dict[Band, Tone]] = {"red": "bad", "yellow": "warn", "green": "good"}
ILO: Final = "★"


def value_text(name: str) -> str:
    """A value of the format in words: `on_track` is “on track”."""
    return name.replace("_", " ")
