"""The types of fields in the published format, and how annotations describe them (FORMAT.md §1).

Storage makes columns of the annotations, exchange makes validation of them, and rules find references in them, so that
a field is described in one place.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from operator import attrgetter
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    Protocol,
    Self,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from learnboard.domain.errors import InvalidValue
from learnboard.domain.frozen import dataclass
from learnboard.domain.patterns import pattern

Value = TypeVar("Value")
Plain = Any
"""What JSON can hold, without floats."""
_Converter = Callable[[Any], Any]
_Fields = tuple[tuple[str, _Converter | None], ...]
"""The names of fields, and how each is converted; None for what stays as it is."""
Result = TypeVar("Result")
Id: TypeAlias = str
OWNER: Id = "owner"
ID_PATTERN = r"[A-Za-z0-9_-]{1,64}"
NUMBER_PATTERN = r"-?[0-9]{1,15}(\.[0-9]{1,9})?"
LONGEST_TEXT = 100_000
LONGEST_TITLE = 250
_NUMBER = pattern(NUMBER_PATTERN)


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

    def __format__(self, spec: str, /) -> str:  # type: ignore[override]  # as its text: Decimal makes 2E-9 of it
        return format(self.text, spec)

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


@dataclass(frozen=True, slots=True)
class Since:
    """The field came with a minor version of the format: where an older file lacks it, it has its class's default."""

    minor: int


MINOR_1: Final = Since(1)
Title: TypeAlias = Annotated[str, Filled(LONGEST_TITLE)]
Weight: TypeAlias = Annotated[Number, Between(0)]
Visibility: TypeAlias = Literal["private", "mentor", "shared"]
Profile: TypeAlias = Literal["full", "mentor", "shared"]
Verdict: TypeAlias = Literal["keep", "change", "let_go"]
PersonId: TypeAlias = Annotated[Id | None, Refers("people")]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a table: its plain type, whether it may be null, and its other annotations."""

    name: str
    base: Any
    nullable: bool
    notes: tuple[Any, ...]
    default: Any = MISSING

    @property
    def since(self) -> int:
        """The minor version of the format that the field came with."""
        return next((note.minor for note in self.notes if isinstance(note, Since)), 0)

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
    return tuple(_field(field.name, field.type, field.default) for field in fields(record))


def since(record: type) -> int:
    """Return the minor version of the format that a table came with."""
    minor: int = getattr(record, "SINCE", 0)
    return minor


def _field(name: str, annotation: Any, default: Any) -> Field:
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
            return Field(name, annotation, nullable, tuple(notes), default)


def instant_text(instant: datetime) -> str:
    """Return an instant as the format has it, in UTC to the second."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def distinct(rows: Iterable[object], name: str) -> set[Any]:
    """Return the values of a column, each once; that costs a tenth of looking at each row."""
    return set(map(attrgetter(name), rows))


# -- values as the plain data of the format, and back: nothing is checked on the way back ------------------------------

# Data that comes from outside passes the exchange first.


def to_plain(value: object) -> dict[str, Plain]:
    """Return a value as an object of the format, its fields in the order of the class."""
    plain = {}
    for name, convert in _outward(type(value)):
        field = getattr(value, name)
        plain[name] = field if convert is None or field is None else convert(field)
    return plain


def plain_default(field: Field) -> Plain:
    """Return the default of a field as the format has it."""
    convert = plain_converter(field.base)
    return field.default if convert is None or field.default is None else convert(field.default)


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
    return tuple((field.name, plain_converter(field.base)) for field in fields_of(record))


@once_per_class
def _inward(record: type) -> _Fields:
    return tuple((field.name, _from(field.base)) for field in fields_of(record))


def plain_converter(base: Any) -> _Converter | None:
    """Return what makes the plain data of the format of a type's values; None if they are that already."""
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
