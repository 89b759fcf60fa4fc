"""The calendar: the days that a board can hold, and the weeks, months, quarters and years around a day."""

from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from learnboard.domain.named_tuple import NamedTuple

FIRST_DAY: Final = date(1970, 1, 1)
LAST_DAY: Final = date(2200, 12, 31)
"""The first and the last day that a board can hold (FORMAT.md §1)."""
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ONE_DAY: Final = timedelta(days=1)
WEEK: Final = 7
"""Days of a week."""
YEAR: Final = 12
"""Months of a year."""
Unit: TypeAlias = Literal["week", "month", "quarter", "year"]
_SIZES: Final = {"month": 1, "quarter": 3, "year": 12}
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY, _SATURDAY = 2, 5


class DateRange(NamedTuple):
    """A range of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def range_of(day: date, unit: Unit, steps: int = 0) -> DateRange:
    """Return the ISO week, month, quarter or year that a day is in, or the one so many steps later.

    Raises:
        ValueError: if its year is not between 1 and 9999.
        OverflowError: if the same is true of a week.
    """
    if unit == "week":
        monday = weekday_of(day, 0) + steps * WEEK * ONE_DAY
        return DateRange(monday, monday + (WEEK - 1) * ONE_DAY)
    size = _SIZES[unit]
    first = months_later(day.replace(day=1), steps * size - (day.month - 1) % size)
    last = months_later(first, size - 1)
    return DateRange(first, last.replace(day=month_length(last.year, last.month)))


def weekday_of(day: date, weekday: int) -> date:
    """Return a day of the same ISO week: 0 is its Monday."""
    return day + (weekday - day.weekday()) * ONE_DAY


def month_length(year: int, month: int) -> int:
    """Return how many days a month has, in the calendar of all years from 1 to 9999."""
    if month == _FEBRUARY:
        return _LENGTHS[month - 1] + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return _LENGTHS[month - 1]


def months_later(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the last day of a shorter month.

    Raises:
        ValueError: if its year is not between 1 and 9999.
        OverflowError: if it is far from that.
    """
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def working_days_later(day: date, count: int) -> date:
    """Return the day so many working days later, or earlier if negative. Monday to Friday are working days.

    Raises:
        OverflowError: if its year is not between 1 and 9999.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= _SATURDAY:
            day += step
    return day
