"""How days, durations, amounts, numbers, names and states read, whatever the locale."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Final, Literal, TypeAlias, TypeVar

from learnboard.domain.days import MONTHS as MONTH_NAMES
from learnboard.domain.days import WEEKDAYS as WEEKDAY_NAMES
from learnboard.domain.metrics.figures import Band, Figures, Health, shown
from learnboard.domain.metrics.progress import HeldPeriods, Pace
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult, KeyResultKind, Period
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line, in_quotes
from learnboard.presentation.wording import grouped, of_one

Tone: TypeAlias = Literal["good", "warn", "bad", "quiet", "neutral"]
"""How a text is coloured. A colour never stands alone: the words say the same."""
MONTHS: Final = tuple(name[:3] for name in MONTH_NAMES)
_WEEKDAYS: Final = tuple(name[:3] for name in WEEKDAY_NAMES)
_NEAR: Final = {0: "today", 1: "tomorrow", -1: "yesterday"}
_HOUR: Final = 60
_SOON_DAYS: Final = 14
"""Days before a due date from which on it is pointed out."""


class Fact(NamedTuple):
    """A text and its tone."""

    text: str
    tone: Tone = "neutral"


class DatedText(NamedTuple):
    """A text that names a day, and how far away that day is.

    The distance is told where it is reckoned from today. A page, or a file of another day, names the day alone: “in 7
    days” would be read as from today.
    """

    text: str
    distance: str
    tone: Tone = "neutral"

    @property
    def full(self) -> str:
        """The text with the distance: `due 3 Jul, in 7 days`."""
        return f"{self.text}, {self.distance}" if self.distance else self.text

    def told(self, *, relative: bool) -> "DatedText":
        """The text without its distance, unless days are told `relative` to today."""
        return self if relative else self._replace(distance="")


def day_text(day: date) -> str:
    """A day with its year: `3 May 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    """A day with its weekday and year: `Sun 3 May 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {day_text(day)}"


def describe_day(on: date, today: date) -> str:
    """Say which day was understood: `Mon 30 Nov 2026, in 8 days`."""
    return f"{full_day(on)}, {away(on, today)}"


def short_day(on: date, today: date) -> str:
    """A day as it is written on `today`: `3 May`, or `3 May 2025` for another year."""
    return day_text(on) if on.year != today.year else f"{on.day} {MONTHS[on.month - 1]}"


def local_day(instant: datetime) -> date:
    """The day of an instant in the time zone of this machine."""
    return instant.astimezone().date()


def away(on: date, today: date) -> str:
    """How far away a day is: `in 3 days`, `today`, `yesterday`."""
    days = (on - today).days
    return _NEAR.get(days, f"in {days:,} days" if days > 0 else f"{-days:,} days ago")


def dated(lead: str, on: date, today: date, tone: Tone = "neutral") -> DatedText:
    """A text that ends in a day: `closes 3 Jul`."""
    return DatedText(f"{lead} {short_day(on, today)}", away(on, today), tone)


def due_text(on: date, today: date) -> DatedText:
    """A day by which something is to be done: `due 3 Jul`, `overdue since 22 May`."""
    if on < today:
        return dated("overdue since", on, today, "bad")
    return dated("due", on, today, "warn" if (on - today).days <= _SOON_DAYS else "neutral")


def duration(minutes: int) -> str:
    """A time in hours and minutes: `2 h 15`, `45 min`; with a minus if it is negative."""
    hours, rest = divmod(abs(minutes), _HOUR)
    text = (f"{hours} h" + (f" {rest:02}" if rest else "")) if hours else f"{rest} min"
    return f"−{text}" if minutes < 0 else text


def amount(number: Fraction | Number, currency: str) -> str:
    """An amount of money with its currency: `1,612.50 EUR`."""
    return f"{grouped(number, currency)} {currency}"


Quantity = TypeVar("Quantity", int, Fraction)


def balance(rest: Quantity, text_of: Callable[[Quantity], str]) -> str:
    """What remains of a budget: `5 h 25 left`, or `1 h over` if too much was used."""
    return f"{text_of(abs(rest))} {'left' if rest >= 0 else 'over'}"


def percent(ratio: Fraction | None) -> str:
    """A ratio in whole percent: `53 %`; `–` for none."""
    return spaced(shown(ratio))


def with_unit(number: Number | str | None, unit: str) -> str:
    """A number with its unit: `610 ms`, but `3.9/5`; empty without a number."""
    if number is None:
        return ""
    if unit.startswith("/"):
        return f"{number}{unit}"
    one = str(number).rsplit(" ", 1)[-1] == "1"  # of several numbers the last one counts
    return f"{number} {of_one(unit) if one else unit}".rstrip()


def bound_text(row: KeyResult) -> str:
    """What a number is to be kept within: `at most 5 incidents`, `between 2 and 4 h`."""
    if row.bound == "between":
        return f"between {row.minimum} and {with_unit(row.maximum, row.unit)}"
    number = row.minimum if row.bound == "at_least" else row.maximum
    return f"{'at least' if row.bound == 'at_least' else 'at most'} {with_unit(number, row.unit)}"


def kind_text(row: KeyResult) -> str:
    """What is measured: `metric from 850 to 400 ms`."""
    match row.kind:
        case "metric":
            return f"metric {range_text(row)}"
        case "maintain":
            return f"keep {bound_text(row)} each {row.period}"
        case "milestone":
            return "step by step"
        case "binary":
            return "done or not"
        case "baseline":
            return "a number to find out"


def range_text(row: KeyResult) -> str:
    """What a metric goes from and to: `from 850 to 400 ms`."""
    return f"from {row.start} to {with_unit(row.target, row.unit)}"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """A number of things: `1 approval`, `2 approvals`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence: `a, b and c`; empty for none."""
    if not parts:
        return ""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def arrow(old: str | None, new: str | None) -> str:
    """Then and now: `47 % → 53 %`; once if they are the same or one is missing."""
    return " → ".join(dict.fromkeys(text for text in (old, new) if text))


def possessive(name: str) -> str:
    """Whose something is: `Rowan’s`."""
    return f"{name}’s"


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
    "on_pace": State("", "on pace", "quiet"),
    "behind": State("▼", "behind", "warn"),
    "far_behind": State("▼▼", "far behind", "bad"),
    "no_data": State("", "no data", "quiet"),
}
FAR_BEHIND: Final = State("!", "far behind", "warn")
"""The one verdict of what is said to be on track, but is not: two side by side would contradict each other."""
_ENDED: Final = State("○", "ended", "quiet")
BAND_TONES: Final[dict[Band, Tone]] = {"red": "bad", "yellow": "warn", "green": "good"}
ILO: Final = "★"
BLOCKED: Final = "⊘"
"""Something is in the way."""
ASKING: Final = "◇"
"""Help is asked for."""
STRETCHED: Final = "⇡"
"""A stretch is on."""


def value_text(name: str) -> str:
    """A value of the format in words: `on_track` is “on track”."""
    return name.replace("_", " ")


_LONGEST_NAME: Final = 48


def short_name(name: str) -> str:
    """A name on one line, cut to a length that fits a sentence."""
    line = clean_line(name)
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1].rstrip()}…"


def quoted(title: str) -> str:
    """A title in quotation marks, cut to a length that fits a sentence."""
    return in_quotes(short_name(title))


def title_of(row: object) -> str:
    """What the owner calls a row: its title, statement, name or text; the whole board is `board`."""
    if isinstance(row, BoardInfo):
        return "board"
    name = next((name for name in ("title", "statement", "name") if hasattr(row, name)), "text")
    title: str = getattr(row, name)
    return title


def spaced(percentage: str) -> str:
    """Return a shown percentage as screens have it: `53 %`."""
    return percentage.replace("%", " %")


_CONFIDENT: Final = 7
"""From this confidence on, it is not confidence that puts a key result at risk."""


def is_yes_or_no(kind: KeyResultKind) -> bool:
    """Whether a key result is either done or not, with nothing between."""
    return kind in ("binary", "baseline")


def reached_label(kind: KeyResultKind, shown: str) -> str:
    """How far it is, from the percentage that the figures show: `53 %`, or `done` and `not done`."""
    if is_yes_or_no(kind):
        return "done" if shown == "100%" else "not done"
    return spaced(shown)


_MOST_MISSED: Final = 3
"""Missed periods that are named; those before them are counted."""


def reached_since(kind: KeyResultKind, before: Figures, after: Figures) -> str:
    """How far it was and is by now: `53 % → 61 %`; what is done or not never in percent."""
    return arrow(*(reached_label(kind, figures.shown) for figures in (before, after)))


def kept_text(figures: Figures, period: Period | None) -> str:
    """How many of a maintain's periods up to the latest value were kept, and those that were not.

    `5 of 6 kept, May missed`; empty for other kinds.
    """
    held = figures.held
    if held is None:
        return ""
    return held_text(held, period) if held.seen else "none kept yet"


def held_text(held: HeldPeriods, period: Period | None) -> str:
    """How many periods were kept, and which were missed: `3 of 5 kept, Mar and May missed`."""
    names = [_period_name(last, period) for last in held.all_missed]
    before = len(names) - _MOST_MISSED
    named = [*names[-_MOST_MISSED:], *([f"{before} before"] if before > 0 else [])]
    return f"{held.met} of {held.seen} kept" + (f", {listed(named)} missed" if named else "")


def missed_periods(held: HeldPeriods | None, period: Period | None) -> str:
    """The same, if a period was missed; else empty."""
    return held_text(held, period) if held and held.all_missed else ""


def _period_name(last: date, period: Period | None) -> str:
    """A week, month or quarter by its last day: `week 21`, `May`, `Q2`."""
    if period == "week":
        return f"week {last.isocalendar().week}"
    return f"Q{(last.month + 2) // 3}" if period == "quarter" else MONTHS[last.month - 1]


def verdict(health: Health, *, ended: bool) -> State:
    """How a health is shown. Nothing is late any more in a closed cycle: it ended, or was achieved or dropped."""
    return _ENDED if ended and health not in ("achieved", "dropped") else HEALTH[health]


def is_divergent(figures: Figures, *, ended: bool = False) -> bool:
    """Whether it would have the verdict on track, but is far behind; what is outdated, say, has that verdict first."""
    return figures.divergent and figures.health == "on_track" and not ended


def verdict_of(figures: Figures, *, ended: bool) -> State:
    """The one verdict of a key result, in a few letters: its health, or that it is far behind all the same."""
    return FAR_BEHIND if is_divergent(figures, ended=ended) else verdict(figures.health, ended=ended)


def why_text(figures: Figures) -> str:
    """Why a card has its health, where the pace does not say it: `confidence 5 ↓3`; empty if it is obvious."""
    now, before = figures.confidence, figures.confidence_before
    if is_divergent(figures):
        return "said to be on track"
    if figures.health not in ("at_risk", "off_track") or now is None:
        return ""
    fell = before is not None and now < before
    return f"confidence {stepped(now, before)}" if fell or now < _CONFIDENT else ""


def stepped(now: int, before: int | None) -> str:
    """A confidence with its step since the check-in before: `4 ↓2`; since a snapshot it is written `6 → 4`."""
    change = now - (now if before is None else before)
    return f"{now}" + (f" ↓{-change}" if change < 0 else f" ↑{change}" if change > 0 else "")
