"""How days, durations, amounts and numbers read, whatever the locale."""

from datetime import date
from typing import Final

from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOUR: Final = 60


def day_text(day: date) -> str:
    """A day with its year: `3 May 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(on: date, day: date) -> str:
    """A day as it is told on `day`: `3 May`, or `3 May 2025` of another year."""
    return day_text(on) if on.year != day.year else f"{on.day} {MONTHS[on.month - 1]}"


def duration(minutes: int) -> str:
    """A time in hours and minutes: `2 h 15`, `45 min`; with a minus where it is less than none."""
    hours, rest = divmod(abs(minutes), _HOUR)
    said = (f"{hours} h" + (f" {rest:02}" if rest else "")) if hours else f"{rest} min"
    return f"−{said}" if minutes < 0 else said


def with_unit(number: Number | str | None, unit: str) -> str:
    """A number with its unit: `610 ms`, but `3.9/5`; empty without a number."""
    if number is None:
        return ""
    return f"{number}{unit}" if unit.startswith("/") else f"{number} {unit}".rstrip()


def bound_words(row: KeyResult) -> str:
    """What a number is to be kept within: `at most 5 incidents`, `between 2 and 4 h`."""
    if row.bound == "between":
        return f"between {row.minimum} and {with_unit(row.maximum, row.unit)}"
    number = row.minimum if row.bound == "at_least" else row.maximum
    return f"{'at least' if row.bound == 'at_least' else 'at most'} {with_unit(number, row.unit)}"


def next_meeting(name: str, on: date, day: date) -> str:
    """Who is met next and when, as seen on `day`: `Rowan in 42 days`."""
    first_name, days = name.split(" ", 1)[0] or "meeting", (on - day).days
    if days == 0:
        return f"{first_name} today"
    count = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f"{first_name} in {count}" if days > 0 else f"{first_name} {count} overdue"
