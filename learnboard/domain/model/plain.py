"""Values as the plain data of the published format, and back (FORMAT.md §1).

Numbers, dates and instants are strings, nested values are objects. Nothing is checked on the way back: data that
comes from outside passes the exchange first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, get_args, get_origin

from learnboard.domain.model.fields import Number, fields_of, instant_text, once_per_class

Value = TypeVar("Value")
Plain = Any
"""What JSON can hold, without floats."""
_Converter = Callable[[Any], Any]
_Fields = tuple[tuple[str, _Converter | None], ...]
"""The names of fields, and how each is converted; None for what stays as it is."""


def to_plain(value: object) -> dict[str, Plain]:
    """Return a value as an object of the format, its fields in the order of the class."""
    return _convert(value, _outward(type(value)))


def to_sorted_plain(value: object) -> dict[str, Plain]:
    """Return a value as `to_plain` does, with the names sorted, also in nested objects, as documents have them."""
    return _convert(value, _sorted_outward(type(value)))


def _convert(value: object, fields: _Fields) -> dict[str, Plain]:
    plain = {}
    for name, convert in fields:
        field = getattr(value, name)
        plain[name] = field if convert is None or field is None else convert(field)
    return plain


def sorted_table(rows: Sequence[object]) -> list[dict[str, Plain]]:
    """Return each row of one table as `to_sorted_plain` does.

    A column is converted at a time: of tens of thousands of rows that takes half the time of a row at a time.
    """
    if not rows:
        return []
    fields = _sorted_outward(type(rows[0]))
    names = [name for name, _ in fields]
    columns = [
        column if convert is None else [None if value is None else convert(value) for value in column]
        for (_, convert), column in zip(fields, zip(*map(attrgetter(*names), rows), strict=True), strict=True)
    ]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def from_plain(record: type[Value], plain: Mapping[str, Plain]) -> Value:
    """Return the value that an object of the format stands for."""
    return record(
        **{
            name: plain[name] if convert is None or plain[name] is None else convert(plain[name])
            for name, convert in _inward(record)
        }
    )


@lru_cache(maxsize=4096)  # the same few days stand in a board again and again
def _day_text(day: date) -> str:
    return day.isoformat()


@once_per_class
def _outward(record: type) -> _Fields:
    return tuple((field.name, _to(field.base)) for field in fields_of(record))


@once_per_class
def _sorted_outward(record: type) -> _Fields:
    sorting = {to_plain: to_sorted_plain, dict: lambda mapping: dict(sorted(mapping.items()))}
    return tuple((name, sorting.get(convert, convert)) for name, convert in sorted(_outward(record), key=itemgetter(0)))


@once_per_class
def _inward(record: type) -> _Fields:
    return tuple((field.name, _from(field.base)) for field in fields_of(record))


def _to(base: Any) -> _Converter | None:
    if base is Number:
        return attrgetter("text")
    if base is date:
        return _day_text
    if base is datetime:
        return instant_text
    if is_dataclass(base):
        return to_plain
    if get_origin(base) is tuple:
        return list if get_args(base)[0] is not Number else lambda numbers: [str(number) for number in numbers]
    return dict if get_origin(base) is Mapping else None


def _from(base: Any) -> _Converter | None:
    if base is Number:
        return Number
    if base is date:
        return date.fromisoformat
    if base is datetime:
        return datetime.fromisoformat
    if isinstance(base, type) and is_dataclass(base):
        return lambda plain: from_plain(base, plain)
    if get_origin(base) is tuple:
        return tuple if get_args(base)[0] is not Number else lambda texts: tuple(Number(text) for text in texts)
    return dict if get_origin(base) is Mapping else None
