"""Letters and their authors as the bytes of the mentor's own files; what is read back is believed only when it fits."""

import json
import re
from dataclasses import dataclass, is_dataclass
from datetime import date
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from learnboard.domain.clean import clean
from learnboard.domain.errors import LearnboardError
from learnboard.domain.feedback_document import Author, FeedbackItem
from learnboard.domain.fields import ID_PATTERN, Field, Id, fields_of
from learnboard.domain.plain import Plain, to_plain
from learnboard.domain.row_rules import is_id, problem
from learnboard.domain.snapshot import Snapshot
from learnboard.service.mentoring.letter import FeedbackDraft

Value = TypeVar("Value")

_DRAFT: Final = {"format": "learnboard.letter", "version": 1}
_AUTHOR: Final = {"format": "learnboard.author", "version": 1}
_ID: Final = re.compile(ID_PATTERN)


class InvalidDraft(LearnboardError):
    """A file that is not one of these, or no longer."""


@dataclass(frozen=True, slots=True)
class _Written:
    """An item that stands in the feedback file, and its revision there."""

    id: Id
    revision: int


@dataclass(frozen=True, slots=True)
class _FormField:
    """What is typed in one field of a form."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _FormDraft:
    """A form that is not finished."""

    form: str
    fields: tuple[_FormField, ...]


@dataclass(frozen=True, slots=True)
class _StoredDraft:
    """A letter as it is kept, and about which snapshot of which board it is."""

    board_id: Id
    snapshot_id: Id
    feedback_id: Id
    author: Author | None
    note: str
    items: tuple[FeedbackItem, ...]
    written: tuple[_Written, ...]
    half: tuple[_FormDraft, ...]


def draft_bytes(feedback_draft: FeedbackDraft, snapshot: Snapshot) -> bytes:
    """A letter about a snapshot as the bytes of its file."""
    return _bytes(
        _DRAFT,
        board_id=snapshot.board_id,
        snapshot_id=snapshot.snapshot_id,
        feedback_id=feedback_draft.feedback_id,
        author=feedback_draft.author and to_plain(feedback_draft.author),
        note=feedback_draft.note,
        items=[to_plain(item) for item in feedback_draft.items],
        written=[{"id": id_, "revision": revision} for id_, revision in feedback_draft.written.items()],
        half=[
            {"form": form, "fields": [{"name": name, "text": text} for name, text in fields.items()]}
            for form, fields in feedback_draft.half.items()
        ],
    )


def read_draft(data: bytes, snapshot: Snapshot) -> FeedbackDraft:
    """The letter about a snapshot that the bytes of a file stand for.

    Raises:
        Unbelievable: if they stand for none, or for one about something else.
    """
    kept = _value(_StoredDraft, _object(data, _DRAFT))
    if (kept.board_id, kept.snapshot_id) != (snapshot.board_id, snapshot.snapshot_id):
        raise InvalidDraft
    if len({item.id for item in kept.items}) < len(kept.items):
        raise InvalidDraft
    return FeedbackDraft(
        feedback_id=kept.feedback_id,
        items=kept.items,
        note=kept.note,
        author=kept.author,
        written={each.id: each.revision for each in kept.written},
        half={form.form: {field.name: field.text for field in form.fields} for form in kept.half},
    )


def author_bytes(author: Author) -> bytes:
    """An author as the bytes of a file."""
    return _bytes(_AUTHOR, **to_plain(author))


def read_author(data: bytes) -> Author:
    """The author that the bytes of a file stand for.

    Raises:
        Unbelievable: if they stand for none.
    """
    return _value(Author, _object(data, _AUTHOR))


def _bytes(head: dict[str, Plain], **parts: Plain) -> bytes:
    return json.dumps(head | parts, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _object(data: bytes, head: dict[str, Plain]) -> dict[str, Plain]:
    """The object in the bytes, without the head it must begin with."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        raise InvalidDraft from None
    if not isinstance(plain, dict) or any(plain.pop(name, None) != value for name, value in head.items()):
        raise InvalidDraft
    return plain


def _value(record: type[Value], plain: Any) -> Value:
    """A value of a class from an object with exactly its fields, each of its type and in its range."""
    fields = fields_of(record)
    if not isinstance(plain, dict) or plain.keys() != {field.name for field in fields}:
        raise InvalidDraft
    value = record(**{field.name: _field(field, plain[field.name]) for field in fields})
    if problem(value):
        raise InvalidDraft
    return value


def _field(field: Field, plain: Any) -> Any:
    if plain is None and field.nullable:
        return None
    if get_origin(field.base) is tuple and isinstance(plain, list):
        return tuple(_value(get_args(field.base)[0], one) for one in plain)
    if is_dataclass(field.base) and isinstance(field.base, type):
        return _value(field.base, plain)
    if get_origin(field.base) is Literal and plain in get_args(field.base):
        return plain
    if field.base is int and type(plain) is int:
        return plain
    if isinstance(plain, str):
        return _text(field, plain)
    raise InvalidDraft


def _text(field: Field, plain: str) -> Any:
    if field.base is date:
        try:
            return date.fromisoformat(plain)
        except ValueError:
            raise InvalidDraft from None
    if field.base is not str or (is_id(field) and not _ID.fullmatch(plain)):
        raise InvalidDraft
    return clean(plain)
