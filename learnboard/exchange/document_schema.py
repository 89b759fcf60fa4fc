"""The kinds of documents and their shape, made from the classes of the domain (FORMAT.md §1)."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args, get_origin

from pydantic_core import SchemaValidator, core_schema
from pydantic_core.core_schema import CoreSchema

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.fields import (
    FIRST_DAY,
    ID_PATTERN,
    LAST_DAY,
    LONGEST_TEXT,
    NUMBER_PATTERN,
    Field,
    Number,
    fields_of,
)
from learnboard.domain.model.records import TABLES
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.row_rules import LARGEST_INTEGER, SMALLEST_INTEGER, is_id
from learnboard.domain.text import clean
from learnboard.exchange.refusals import WRONG


class DocumentKind(NamedTuple):
    """A kind of document: what it is called in its own head and to people, and how it is published."""

    format: str
    version: int
    minor: int
    called: str
    files: str
    otherwise: str
    """What to do with one where another kind is wanted."""
    about: str
    """What it is, in the published schema, around its version."""


SNAPSHOT: Final = DocumentKind(
    format="learnboard.snapshot",
    version=1,
    minor=0,
    called="a snapshot",
    files="*.learnboard.json",
    otherwise="“learnboard show” shows what is in it",
    about="A board as learnboard exports it, format {}. Numbers with a fraction are texts.",
)
FEEDBACK: Final = DocumentKind(
    format="learnboard.feedback",
    version=1,
    minor=0,
    called="a feedback file",
    files="*.feedback.json",
    otherwise="“learnboard import” takes it in",
    about="What a reader of a snapshot writes back about it, format {}.",
)
KINDS: Final = (SNAPSHOT, FEEDBACK)
MOST_ROWS: Final = {"key_results": 20_000, "objectives": 500}
HEAD: Final = tuple(field.name for field in fields_of(Snapshot) if field.name not in ("records", "altered", "notices"))
"""The fields of a snapshot that stand in the head of its document under their own names."""
HEAD_OF_FEEDBACK: Final = tuple(field.name for field in fields_of(FeedbackDocument) if field.name != "notices")
"""The fields of feedback that stand in its document."""
_Leaf: TypeAlias = Callable[[Mapping[str, Any]], CoreSchema]
"""A schema of a single value, with more words for the published JSON Schema."""
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_INSTANT = _DAY + r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
_A_DAY = "a day from 1970 to 2200: write YYYY-MM-DD"
_AN_INSTANT = "an instant from 1970 to 2200: write YYYY-MM-DDTHH:MM:SSZ"
_A_NUMBER = "a number: write up to 15 digits, a point and up to 9 decimals, in quotes"


@cache
def validator(kind: DocumentKind) -> SchemaValidator:
    """What turns the parsed JSON of a document into its head and tables, as values of the domain."""
    return SchemaValidator(document_schema(kind))


def document_schema(kind: DocumentKind) -> CoreSchema:
    """The schema of a document of a kind: what all documents begin with, and its own fields."""
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
    """The head of a snapshot, then every table."""
    head = {field.name: _schema(field) for field in fields_of(Snapshot) if field.name in HEAD}
    board_info = {"board_id" if field.name == "id" else field.name: _schema(field) for field in fields_of(BoardInfo)}
    tables = {name: _table(name, record) for name, record in TABLES.items()}
    return head | board_info | tables


def _feedback() -> dict[str, CoreSchema]:
    return {field.name: _schema(field) for field in fields_of(FeedbackDocument) if field.name in HEAD_OF_FEEDBACK}


def _table(name: str, record: type) -> CoreSchema:
    return core_schema.tuple_schema(
        [_object(record)], variadic_item_index=0, max_length=MOST_ROWS.get(name), fail_fast=True
    )


def _object(record: type) -> CoreSchema:
    """The schema of an object that becomes a value of a class: all its fields, and no other."""
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
    schema = _values(field)
    return core_schema.nullable_schema(schema) if field.nullable else schema


def _values(field: Field) -> CoreSchema:
    outer, parts = get_origin(field.base), get_args(field.base)
    if outer is Literal:
        choices = ", ".join(parts)
        return _saying(core_schema.literal_schema(list(parts)), f"known here: write one of {choices}")
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
    return _LEAVES[base]({} if field.range is None else {"description": f"{field.range.low} or more"})


def _limits(field: Field) -> dict[str, Any]:
    """The range of an integer as JSON Schema says it; it is the domain that keeps it."""
    if field.range is None:
        return {}
    return {"minimum": field.range.low} | ({} if field.range.high is None else {"maximum": field.range.high})


# Single values. Each says in its own words what it wants.


def _saying(schema: CoreSchema, what: str) -> CoreSchema:
    """The schema, with “VALUE is not `what`” as its only refusal."""
    return core_schema.custom_error_schema(schema, WRONG, custom_error_message=what)


def _published(**words: Any) -> dict[str, Any]:
    """Words for the published JSON Schema about what Pydantic's core does not check itself."""
    return {"pydantic_js_updates": words}


def _text(words: Mapping[str, Any], most: int) -> CoreSchema:
    text = core_schema.str_schema(strict=True, max_length=most, metadata=_published(**words))
    cleaned = core_schema.no_info_after_validator_function(clean, text)
    return _saying(cleaned, f"a text of at most {most:,} characters: shorten it, or write it in quotes")


def _id() -> CoreSchema:
    text = core_schema.str_schema(strict=True, pattern=f"^{ID_PATTERN}$")
    return _saying(text, "an id: write 1 to 64 of A-Z, a-z, 0-9, _ and -, in quotes")


def _integer(words: Mapping[str, Any]) -> CoreSchema:
    number = core_schema.int_schema(strict=True, ge=SMALLEST_INTEGER, le=LARGEST_INTEGER, metadata=_published(**words))
    return _saying(number, "a whole number of at most 64 bits: write it without quotes and point")


def _switch(words: Mapping[str, Any]) -> CoreSchema:
    truth = core_schema.bool_schema(strict=True, metadata=_published(**words))
    return _saying(truth, "true or false: write one of these, without quotes")


def _written(pattern: str, parse: Callable[[str], Any], what: str, **words: Any) -> _Leaf:
    """A value that is written as a text of one pattern."""

    def leaf(more: Mapping[str, Any]) -> CoreSchema:
        text = core_schema.str_schema(strict=True, pattern=f"^{pattern}$", metadata=_published(**words, **more))
        return _saying(core_schema.no_info_after_validator_function(parse, text), what)

    return leaf


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


_LEAVES: Final[Mapping[Any, _Leaf]] = {
    bool: _switch,
    Number: _written(NUMBER_PATTERN, lru_cache(maxsize=4096)(Number), _A_NUMBER),
    date: _written(_DAY, _day, _A_DAY, format="date"),
    datetime: _written(_INSTANT, _instant, _AN_INSTANT, format="date-time"),
}


def published_schema(kind: DocumentKind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of document, made from what validates it."""
    from pydantic.json_schema import GenerateJsonSchema  # noqa: PLC0415 - only the schema command pays for it

    class Untitled(GenerateJsonSchema):
        """A field's name says as much as the title that would be made of it."""

        def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
            return False

    about = kind.about.format(f"{kind.version}.{kind.minor}")
    head = {"$schema": Untitled.schema_dialect, "title": kind.format.replace(".", " "), "description": about}
    return head | Untitled().generate(document_schema(kind))
