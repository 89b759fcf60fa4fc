"""A board in which every field of every table holds something of its own, and what is to be read of it.

Whoever shows a board or a file walks it, so that a field of the format that no screen shows is found.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Literal, get_args, get_origin

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Number, fields_of
from learnboard.domain.model.growth import About
from learnboard.domain.model.records import TABLES, Records

TECHNICAL = {"id", "position"}
"""Fields that say nothing of their own: an id is seen as the name it stands for, a position as the order of rows."""
EVERY = {"identity": BoardInfo, **TABLES}
SEEN_BY = {
    "private": "only you see it",
    "mentor": "your mentor sees it",
    "shared": "everybody you share with sees it",
}
SEEN_BY_OTHERS = {
    "private": "only the owner sees it",
    "mentor": "the mentor sees it",
    "shared": "everybody it is shared with sees it",
}
LAST_DAY = date(2026, 12, 31)
"""A day after all that is dated on the board."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def spoken(day):
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def one(record):
    """The id of the only row of a table."""
    return f"only-{record}"


class Sentinels:
    """Rows in which every field holds something of its own, and what is to be read of it."""

    def __init__(self):
        self._numbers = count(101)
        self.names = {}
        self.rows = {table: self._row(record, table) for table, record in EVERY.items()}

    def _row(self, record, table):
        return record(**{field.name: self._value(field, table) for field in fields_of(record)})

    def _value(self, field, table):
        if field.name == "id":
            return one(table)
        if field.refers:
            return (one(field.refers.table),) if get_origin(field.base) is tuple else one(field.refers.table)
        if is_dataclass(field.base) and field.base not in (Target, About):
            return self._row(field.base, table)
        return self._plain(field, next(self._numbers))

    @staticmethod
    def _plain(field, number):
        low, high = (field.range.low, field.range.high) if field.range else (None, None)
        whole, parts = get_origin(field.base) or field.base, get_args(field.base)
        return {
            Target: lambda: Target("key_result", one("key_results")),
            About: lambda: About("key_result", one("key_results")),
            Literal: lambda: parts[-1],
            tuple: lambda: (Number("0.21"), Number("0.83")) if parts[0] is Number else (f"word{number}",),
            Mapping: lambda: {f"axis{number}": 3},
            bool: lambda: True,
            str: lambda: "USD" if field.name == "currency" else f"word{number}",
            int: lambda: number if low is None else low + 1,
            Number: lambda: Number("0.35" if high == 1 else f"{number}.25"),
            date: lambda: date(2026, 1, 1) + timedelta(days=number),
            datetime: lambda: datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number),
        }[whole]()


SENTINELS = Sentinels()


def title(table):
    row = SENTINELS.rows[table]
    names = (getattr(row, name, "") for name in ("title", "statement", "name", "text"))
    return next((name for name in names if name), "")


def wanted(value, field, *, own=True):
    """What is to be read of a value of a field; the name of the row that it refers to, if that has one.

    `own` is how the owner reads it, and not somebody who got a file.
    """
    if field.refers:
        return title(field.refers.table)
    if field.name == "visibility":
        return (SEEN_BY if own else SEEN_BY_OTHERS)[value]
    said = {
        Target: lambda _: f"key result “{title('key_results')}”",
        About: lambda _: f"key result “{title('key_results')}”",
        bool: lambda value: "yes" if value else "no",
        datetime: lambda value: spoken(value.date()),
        date: spoken,
        tuple: lambda value: ", ".join(map(str, value)),
        dict: lambda value: ", ".join(f"{name} {level}" for name, level in value.items()),
    }
    return said.get(type(value), lambda value: str(value).replace("_", " "))(value)


def leaves(row, path=()):
    """Every field of a row, of what is nested in it too, with its value."""
    for field in fields_of(type(row)):
        value = getattr(row, field.name)
        if is_dataclass(value) and not isinstance(value, Target | About):
            yield from leaves(value, (*path, field.name))
        elif field.name not in TECHNICAL:
            yield (*path, field.name), field, value


def exported_leaves(records, table):
    """The same of the row of a table in a file, of the fields that hold something there."""
    rows = (records.board_info,) if table == "identity" else records.table(table)
    for row in rows:
        yield from (leaf for leaf in leaves(row) if leaf[2] not in (None, "", ()))


def board():
    """The whole board."""
    return Records(SENTINELS.rows["identity"], **{table: (SENTINELS.rows[table],) for table in TABLES})
