"""Form fields for time, as people write it."""

from typing import Any, Final

from learnboard.domain.cadence import cadence_text, parse_cadence
from learnboard.domain.durations import LONGEST, parse_duration
from learnboard.domain.errors import InvalidValue
from learnboard.presentation.values import count_of, duration
from learnboard.ui.toolkit.fields import FormField

_WEEK: Final = 7 * 24 * 60


class TimeSpent(FormField):
    """A duration as people write it, in minutes."""

    fresh = True
    most = LONGEST

    def parse(self, text: str) -> int:
        """Return the minutes."""
        return parse_duration(text, self.most)

    def text_of(self, value: Any) -> str:
        """Return minutes as a duration that reads as these."""
        return "" if value is None else duration(value)

    def beside(self, text: str) -> str:
        """Return the duration as it was understood, where it reads otherwise."""
        try:
            understood = duration(self.parse(text))
        except InvalidValue:
            return ""
        return "" if text.strip() == understood else understood


class WeeklyTime(TimeSpent):
    """Minutes of a week, as people write them."""

    most = _WEEK


class Cadence(FormField):
    """How often two people meet, in words; the days beside it. None if empty."""

    fresh = True

    def parse(self, text: str) -> int | None:
        """Return the days between two meetings."""
        return parse_cadence(text) if text.strip() else None

    def text_of(self, value: Any) -> str:
        """Return the cadence in words."""
        return "" if value is None else cadence_text(value)

    def beside(self, text: str) -> str:
        """Return the days that were understood."""
        try:
            days = self.parse(text)
        except InvalidValue:
            return ""
        return count_of(days, "day") if days else ""
