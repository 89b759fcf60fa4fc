"""Dates, times, amounts and states in words and signs, as a page tells them."""

from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.metrics.health import Health
from learnboard.domain.metrics.progress import Pace
from learnboard.domain.metrics.rounding import half_up, money
from learnboard.presentation.states import HEALTH_SIGNS, PACE_SIGNS
from learnboard.presentation.values import short_day

Tone: TypeAlias = Literal["good", "warn", "bad", "quiet"]
"""How a state is coloured; a sign and a word always stand beside the colour."""

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_HEALTH_TONES: Final[dict[Health, Tone]] = {
    "achieved": "good",
    "on_track": "good",
    "at_risk": "warn",
    "off_track": "bad",
    "outdated": "warn",
    "pending": "quiet",
    "dropped": "quiet",
}
_HEALTHS_BEFORE: Final[dict[Health, str]] = {"pending": "no word before", "outdated": "not heard of for long before"}
_PACE_TONES: Final[dict[Pace, Tone]] = {"on_pace": "quiet", "behind": "warn", "far_behind": "bad"}
_WHOLE: Final = 100


class StatusText(NamedTuple):
    """A state as it is shown: a sign, a word and a tone."""

    sign: str
    word: str
    tone: Tone


def health_state(health: Health) -> StatusText:
    """A key result's or an objective's health."""
    return StatusText(HEALTH_SIGNS[health], spoken(health), _HEALTH_TONES[health])


def health_before(health: Health) -> str:
    """What its health was, in words."""
    return _HEALTHS_BEFORE.get(health) or f"was {spoken(health)}"


def pace_state(pace: Pace) -> StatusText | None:
    """How it keeps pace; None where there is nothing to measure."""
    return StatusText(PACE_SIGNS[pace], spoken(pace), _PACE_TONES[pace]) if pace in _PACE_TONES else None


def spoken(name: str) -> str:
    """A value of the format as words: `on_track` is “on track”."""
    return name.replace("_", " ")


def day(on: date) -> str:
    """A day in full: `27 March 2026`."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def due(on: date, today: date) -> str:
    """A date to be kept: `due 3 Jul`, or `due 22 May, overdue on 26 Jun`: a page is read later than it is written."""
    late = f", overdue on {short_day(today, today)}" if on < today else ""
    return f"due {short_day(on, today)}{late}"


def amount(number: Fraction, currency: str) -> str:
    """An amount of money with its currency: `612.50 EUR`."""
    return f"{money(number, currency)} {currency}"


def percent(ratio: Fraction | None) -> str:
    """What is expected, in whole percent."""
    return "–" if ratio is None else f"{half_up(ratio * _WHOLE, 0)} %"


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something: `1 approval`, `2 approvals`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(parts: list[str]) -> str:
    """Parts of a sentence: `a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def tight(text: str) -> str:
    """The same text, in which no arrow and no percent sign begins a line without what belongs to it."""
    return text.replace(" → ", "\u00a0→\u00a0").replace(" %", "\u00a0%")


def possessive(name: str) -> str:
    """Whose: `Rowan’s`."""
    return f"{name}’s"
