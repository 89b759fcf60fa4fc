"""The types of fields in the published format, and how annotations describe them (FORMAT.md §1).

Storage makes columns of the annotations, exchange makes validation of them, and rules find references in them, so that
a field is described in one place.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, Protocol, Self, TypeAlias, TypeVar, Union, get_args, get_origin

from learnboard.domain.errors import InvalidValue

Result = TypeVar("Result")
Id: TypeAlias = str
OWNER: Id = "owner"
ID_PATTERN = r"[A-Za-z0-9_-]{1,64}"
NUMBER_PATTERN = r"-?[0-9]{1,15}(\.[0-9]{1,9})?"
FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2200, 12, 31)
LONGEST_TEXT = 100_000
LONGEST_TITLE = 250
_NUMBER = re.compile(NUMBER_PATTERN)


class Number(Decimal):
    """A decimal that keeps its spelling: `0.70` stays `0.70` (FORMAT.md §1, "No floats").

    Raises:
        InvalidValue: if the text is not up to 15 digits and up to 9 decimals.
    """

    __slots__ = ("_fraction", "text")
    text: str
    _fraction: Fraction

    def __new__(cls, text: str) -> Self:
        """Parse a number as the format has it."""
        if not _NUMBER.fullmatch(text):
            what = "write up to 15 digits, and a point before up to 9 decimals, as in 1.5."
            raise InvalidValue(f"“{text[:40]}” is not a number: {what}")
        number = super().__new__(cls, text)
        number.text = text
        return number

    @property
    def fraction(self) -> Fraction:
        """The number for exact sums and ratios; computed once, when first needed."""
        try:
            return self._fraction
        except AttributeError:
            self._fraction = Fraction(self)
            return self._fraction

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type["Number"], tuple[str]]:
        return Number, (self.text,)


class Record(Protocol):
    """A row of any table: a frozen dataclass with an id and a table name."""

    TABLE: ClassVar[str]

    @property
    def id(self) -> Id:
        """Its id, unique over all tables of a board."""


@dataclass(frozen=True, slots=True)
class Refers:
    """The field refers to a row of `table`; if that row is not in a snapshot, the field is null."""

    table: str


@dataclass(frozen=True, slots=True)
class Belongs(Refers):
    """The row is a part of the row it refers to: withheld, cut and deleted with it."""


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `low` to `high`, both included; None is no limit."""

    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A text of 1 to `most` characters."""

    most: int = LONGEST_TEXT


Title: TypeAlias = Annotated[str, Filled(LONGEST_TITLE)]
Weight: TypeAlias = Annotated[Number, Between(0)]
Visibility: TypeAlias = Literal["private", "mentor", "shared"]
Profile: TypeAlias = Literal["full", "mentor", "shared"]
PersonId: TypeAlias = Annotated[Id | None, Refers("people")]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a table: its plain type, whether it may be null, and its other annotations."""

    name: str
    base: Any
    nullable: bool
    notes: tuple[Any, ...]

    @property
    def refers(self) -> Refers | None:
        """The reference that the field is, if it is one."""
        return next((note for note in self.notes if isinstance(note, Refers)), None)

    @property
    def range(self) -> Between | None:
        """The range of the field's number, if it has one."""
        return next((note for note in self.notes if isinstance(note, Between)), None)

    @property
    def filled(self) -> Filled | None:
        """The length of the field's text, if it may not be empty."""
        return next((note for note in self.notes if isinstance(note, Filled)), None)


def once_per_class(function: Callable[[type], Result]) -> Callable[[type], Result]:
    """Cache a function of a class."""
    return cache(function)


@once_per_class
def fields_of(record: type) -> tuple[Field, ...]:
    """Return the fields of a value's class, in the order they are declared."""
    return tuple(_field(field.name, field.type) for field in fields(record))


def _field(name: str, annotation: Any) -> Field:
    notes: list[Any] = []
    nullable = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *found = get_args(annotation)
            notes.extend(found)
        elif get_origin(annotation) in (Union, UnionType):
            (annotation,) = (part for part in get_args(annotation) if part is not type(None))
            nullable = True
        else:
            return Field(name, annotation, nullable, tuple(notes))


def instant_text(instant: datetime) -> str:
    """Return an instant as the format has it, in UTC to the second."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def distinct(rows: Iterable[object], name: str) -> set[Any]:
    """Return the values of a column, each once; that costs a tenth of looking at each row."""
    return set(map(attrgetter(name), rows))
