"""The kinds of documents and their shape, made from the classes of the domain (FORMAT.md §1)."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin

from pydantic_core import PydanticCustomError, SchemaValidator, core_schema
from pydantic_core.core_schema import CoreSchema

from learnboard.domain.days import FIRST_DAY, LAST_DAY
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.fields import (
    ID_PATTERN,
    LONGEST_TEXT,
    NUMBER_PATTERN,
    Field,
    Number,
    fields_of,
)
from learnboard.domain.model.records import TABLES
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.row_rules import LARGEST_INTEGER, SMALLEST_INTEGER, is_id
from learnboard.domain.text import MOST_STACKED, clean, is_overstacked
from learnboard.exchange.errors import WRONG


class DocumentKind(NamedTuple):
    """A kind of document.

    `noun` and `files` are its name and its file names in messages, `hint` says what to do with one where another
    kind is expected, `description` stands in the published schema, around its version.
    """

    format: str
    version: int
    minor: int
    noun: str
    files: str
    hint: str
    description: str

    @property
    def identification(self) -> dict[str, Any]:
        """The fields with which a document of this kind and version begins."""
        return {"format": self.format, "version": self.version, "minor": self.minor}


SNAPSHOT: Final = DocumentKind(
    format="learnboard.snapshot",
    version=1,
    minor=1,
    noun="a snapshot",
    files="*.learnboard.json",
    hint="“learnboard show” shows what is in it",
    description="A board as learnboard exports it, format {}. Numbers with a fraction are texts.",
)
FEEDBACK: Final = DocumentKind(
    format="learnboard.feedback",
    version=1,
    minor=1,
    noun="a feedback file",
    files="*.feedback.json",
    hint="“learnboard import” imports it",
    description="What a reader of a snapshot writes back about it, format {}.",
)
KINDS: Final = (SNAPSHOT, FEEDBACK)
MOST_ROWS: Final = {"key_results": 20_000, "objectives": 500}
SNAPSHOT_FIELDS: Final = tuple(
    field.name for field in fields_of(Snapshot) if field.name not in ("records", "altered", "notices", "older")
)
"""The fields of a snapshot that its document has under the same names, before the tables."""
FEEDBACK_FIELDS: Final = tuple(field.name for field in fields_of(FeedbackDocument) if field.name != "notices")
"""The fields of feedback that its document has."""
_Scalar: TypeAlias = Callable[[Mapping[str, Any]], CoreSchema]
"""The schema of a single value, from more keywords for the published JSON Schema."""


@cache
def validator(kind: DocumentKind) -> SchemaValidator:
    """Return the validator that turns a parsed document into values of the domain, by their names in it."""
    return SchemaValidator(document_schema(kind))


def document_schema(kind: DocumentKind) -> CoreSchema:
    """Return the schema of a kind of document: the fields that all documents begin with, and its own."""
    constants = {
        "format": core_schema.literal_schema([kind.format]),
        "version": core_schema.literal_schema([kind.version]),
    }
    parts = constants | {"minor": _integer({"minimum": 0})} | (_snapshot() if kind is SNAPSHOT else _feedback())
    return core_schema.typed_dict_schema(
        {name: core_schema.typed_dict_field(schema, required=True) for name, schema in parts.items()},
        extra_behavior="forbid",
    )


def _snapshot() -> dict[str, CoreSchema]:
    """The fields of a snapshot, then every table."""
    fields = {field.name: _schema(field) for field in fields_of(Snapshot) if field.name in SNAPSHOT_FIELDS}
    board_info = {"board_id" if field.name == "id" else field.name: _schema(field) for field in fields_of(BoardInfo)}
    tables = {name: _table(name, record) for name, record in TABLES.items()}
    return fields | board_info | tables


def _feedback() -> dict[str, CoreSchema]:
    return {field.name: _schema(field) for field in fields_of(FeedbackDocument) if field.name in FEEDBACK_FIELDS}


def _table(name: str, record: type) -> CoreSchema:
    return core_schema.tuple_schema(
        [_object(record)], variadic_item_index=0, max_length=MOST_ROWS.get(name), fail_fast=True
    )


def _object(record: type) -> CoreSchema:
    """The schema of an object that becomes a value of a class: with all of its fields, and no others."""
    fields = [core_schema.dataclass_field(field.name, _schema(field)) for field in fields_of(record)]
    return core_schema.dataclass_schema(
        record,
        core_schema.dataclass_args_schema(record.__name__, fields),
        [field.name for field in fields_of(record)],
        slots=True,
        ref=record.__name__,
        config={"extra_fields_behavior": "forbid"},
    )


def _schema(field: Field) -> CoreSchema:
    schema = _of_type(field)
    return core_schema.nullable_schema(schema) if field.nullable else schema


def _of_type(field: Field) -> CoreSchema:
    outer, parts = get_origin(field.base), get_args(field.base)
    if outer is Literal:
        choices = ", ".join(parts)
        return _with_error(core_schema.literal_schema(list(parts)), f"known here: write one of {choices}")
    if outer is tuple and parts[-1] is Ellipsis:
        return core_schema.tuple_schema([_value(parts[0], field)], variadic_item_index=0, fail_fast=True)
    if outer is tuple:
        return core_schema.tuple_schema([_value(part, field) for part in parts], fail_fast=True)
    if outer is Mapping:
        return core_schema.dict_schema(_text({}, LONGEST_TEXT), _value(parts[1], field), fail_fast=True)
    return _value(field.base, field)


def _value(base: Any, field: Field) -> CoreSchema:
    if is_dataclass(base) and isinstance(base, type):
        return _object(base)
    if base is str:
        if is_id(field):
            return _id()
        return _text({"minLength": 1}, field.filled.most) if field.filled else _text({}, LONGEST_TEXT)
    if base is int:
        return _integer(_limits(field))
    return _SCALARS[base]({} if field.range is None else {"description": f"{field.range.low} or more"})


def _limits(field: Field) -> dict[str, Any]:
    """The range of an integer for JSON Schema; it is the domain that checks it."""
    limits = {"minimum": field.range.low, "maximum": field.range.high} if field.range else {}
    return {keyword: limit for keyword, limit in limits.items() if limit is not None}


# Single values, each with its own error message.


def _with_error(schema: CoreSchema, what: str) -> CoreSchema:
    """The schema with “VALUE is not `what`” as its only error."""
    return core_schema.custom_error_schema(schema, WRONG, custom_error_message=what)


def _published(**keywords: Any) -> dict[str, Any]:
    """Keywords for the published JSON Schema that Pydantic's core does not derive itself."""
    return {"pydantic_js_updates": keywords}


def _text(keywords: Mapping[str, Any], most: int) -> CoreSchema:
    text = core_schema.str_schema(strict=True, max_length=most, metadata=_published(**keywords))
    short = _with_error(text, f"a text of at most {most:,} characters: shorten it, or write it in quotes")
    return core_schema.no_info_after_validator_function(_cleaned, short)


def _cleaned(text: str) -> str:
    """A text as the board keeps it; one that only makes work is refused."""
    if text.isascii() and text.isprintable():  # as most are: half the time of asking the two that know better
        return text
    if is_overstacked(text):
        raise PydanticCustomError(
            WRONG, "a text of letters with at most {most} marks on each: take marks away", {"most": MOST_STACKED}
        )
    return clean(text)


def _id() -> CoreSchema:
    text = core_schema.str_schema(strict=True, pattern=f"^{ID_PATTERN}$")
    return _with_error(text, "an id: write 1 to 64 of A-Z, a-z, 0-9, _ and -, in quotes")


def _integer(keywords: Mapping[str, Any]) -> CoreSchema:
    number = core_schema.int_schema(
        strict=True, ge=SMALLEST_INTEGER, le=LARGEST_INTEGER, metadata=_published(**keywords)
    )
    return _with_error(number, "a whole number of at most 64 bits: write it without quotes and point")


def _boolean(keywords: Mapping[str, Any]) -> CoreSchema:
    truth = core_schema.bool_schema(strict=True, metadata=_published(**keywords))
    return _with_error(truth, "true or false: write one of these, without quotes")


def _formatted(pattern: str, parse: Callable[[str], Any], what: str, **keywords: Any) -> _Scalar:
    """A value that is written as a text of a pattern."""

    def scalar(more: Mapping[str, Any]) -> CoreSchema:
        text = core_schema.str_schema(strict=True, pattern=f"^{pattern}$", metadata=_published(**keywords, **more))
        return _with_error(core_schema.no_info_after_validator_function(parse, text), what)

    return scalar


# The same few days and numbers stand in a board again and again, and are shared.


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError
    return day


def _instant(text: str) -> datetime:
    _day(text[:10])
    return datetime.fromisoformat(text)


_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SCALARS: Final[Mapping[Any, _Scalar]] = {
    bool: _boolean,
    Number: _formatted(
        NUMBER_PATTERN,
        lru_cache(maxsize=4096)(Number),
        "a number: write up to 15 digits, a point and up to 9 decimals, in quotes",
    ),
    date: _formatted(_DAY, _day, "a day from 1970 to 2200: write YYYY-MM-DD", format="date"),
    datetime: _formatted(
        _DAY + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z",
        _instant,
        "an instant from 1970 to 2200: write YYYY-MM-DDTHH:MM:SSZ",
        format="date-time",
    ),
}


def json_schema(kind: DocumentKind) -> dict[str, Any]:
    """Return the published JSON Schema (2020-12) of a kind of document, made from the schema that validates it."""
    from pydantic.json_schema import GenerateJsonSchema  # noqa: PLC0415 - 100 ms that only `learnboard schema` pays

    class Untitled(GenerateJsonSchema):
        """Leaves out titles: they would only repeat the names of the fields."""

        def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
            return False

    description = kind.description.format(f"{kind.version}.{kind.minor}")
    title = {"title": kind.format.replace(".", " "), "description": description}
    return {"$schema": Untitled.schema_dialect} | title | Untitled().generate(document_schema(kind))
