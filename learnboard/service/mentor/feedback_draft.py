"""What a mentor writes about a snapshot: items of feedback, a note of their own, and forms half filled in.

A letter is a value; every change makes a new one. The note stays with the mentor: it is in no feedback file.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, TypeVar, get_args, get_origin

from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.feedback import Author, FeedbackItem, FeedbackKind, SuggestedAction, Target, TargetKind
from learnboard.domain.model.fields import ID_PATTERN, Field, Id, fields_of
from learnboard.domain.model.plain import Plain, to_plain
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.row_rules import is_id, problem
from learnboard.domain.text import clean
from learnboard.service.factory import new_id

EMPTY_DRAFT: Final[Mapping[str, int]] = MappingProxyType({})
NO_FORMS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})
_DECISIONS: Final[tuple[tuple[tuple[FeedbackKind, ...], TargetKind, str], ...]] = (
    (("approve", "decline"), "budget_entry", "a proposed budget entry"),
    (("consent", "objection"), "proposal", "a proposal"),
)
_SPEAK_FOR_THEMSELVES: Final = ("approve", "decline", "consent")


class FeedbackDraft(NamedTuple):
    """What a mentor wrote about one snapshot.

    `written` are the revisions that stand in the feedback file, by item; items deleted since are still in it. `forms`
    are the fields of forms not finished, by the name of the form. `notice` is what is to be said of how the letter
    was read; it is not kept.
    """

    feedback_id: Id
    items: tuple[FeedbackItem, ...] = ()
    note: str = ""
    author: Author | None = None
    written: Mapping[Id, int] = EMPTY_DRAFT
    forms: Mapping[str, Mapping[str, str]] = NO_FORMS
    notice: str = ""

    @property
    def unwritten(self) -> int:
        """How many items are not in the feedback file yet, or not as they are now."""
        return sum(self.written.get(item.id) != item.revision for item in self.items)

    @property
    def deleted_since(self) -> int:
        """How many items were deleted after they were written: the owner may have them already."""
        return len(self.written.keys() - {item.id for item in self.items})

    def items_on(self, target: Target) -> tuple[FeedbackItem, ...]:
        """The items on one target."""
        return tuple(item for item in self.items if item.target == target)


def new_item(kind: FeedbackKind, target: Target, text: str, action: SuggestedAction | None = None) -> FeedbackItem:
    """A new item of feedback, cleaned.

    Raises:
        InvalidValue: if there is nothing in it, too much, or a decision on what cannot be decided.
    """
    return _checked(FeedbackItem(new_id(), 1, target, kind, text, action))


def with_item(feedback_draft: FeedbackDraft, item: FeedbackItem) -> FeedbackDraft:
    """The letter with an item added, or in the place of the one with its id.

    One that was written before gets the next revision, unless nothing in it changed.

    Raises:
        InvalidValue: as `new_item`.
    """
    item = _checked(item)
    before = next((each for each in feedback_draft.items if each.id == item.id), None)
    if before is not None and replace(item, revision=before.revision) == before:
        return feedback_draft
    item = replace(item, revision=feedback_draft.written.get(item.id, 0) + 1)
    if before is None:
        return feedback_draft._replace(items=(*feedback_draft.items, item))
    return feedback_draft._replace(items=tuple(item if each.id == item.id else each for each in feedback_draft.items))


def with_decision(feedback_draft: FeedbackDraft, kind: FeedbackKind, target: Target, text: str) -> FeedbackDraft:
    """The letter with a decision (approve, decline, consent, objection) in the place of an earlier one on the target.

    Raises:
        InvalidValue: as `new_item`.
    """
    kinds = next((kinds for kinds, _, _ in _DECISIONS if kind in kinds), (kind,))
    item = new_item(kind, target, text)
    before = next((each for each in feedback_draft.items_on(target) if each.kind in kinds), None)
    return with_item(feedback_draft, replace(item, id=before.id) if before else item)


def without_item(feedback_draft: FeedbackDraft, id_: Id) -> FeedbackDraft:
    """The letter without an item; that it was written before is remembered."""
    return feedback_draft._replace(items=tuple(item for item in feedback_draft.items if item.id != id_))


def with_note(feedback_draft: FeedbackDraft, note: str) -> FeedbackDraft:
    """The letter with another note of the mentor's own."""
    return feedback_draft._replace(note=clean(note))


def with_form(feedback_draft: FeedbackDraft, form: str, fields: Mapping[str, str] | None) -> FeedbackDraft:
    """The letter with what stands in a form that is not finished; None or nothing typed forgets the form."""
    others = {name: typed for name, typed in feedback_draft.forms.items() if name != form}
    typed = {name: clean(text) for name, text in (fields or {}).items()}
    return feedback_draft._replace(forms={**others, form: typed} if any(typed.values()) else others)


def _checked(item: FeedbackItem) -> FeedbackItem:
    """The item cleaned, or refused."""
    action = item.action and replace(item.action, text=clean(item.action.text).strip())
    if action and not action.text:
        if action.due_on:
            raise InvalidValue("The action has a day, but no words: write what is to be done, or take the day out.")
        action = None
    item = replace(item, text=clean(item.text).strip(), action=action)
    if not item.text and not action and item.kind not in _SPEAK_FOR_THEMSELVES:
        raise InvalidValue("There is nothing written yet: write a sentence.")
    for kinds, target, what in _DECISIONS:
        if item.kind in kinds and item.target.kind != target:
            raise InvalidValue(f"There is nothing to {item.kind} here: choose {what}.")
    if found := problem(item):
        raise InvalidValue(f"{(found.field or 'feedback').capitalize()}: {found.message}.")
    return item


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
            for form, fields in feedback_draft.forms.items()
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
        forms={form.form: {field.name: field.text for field in form.fields} for form in kept.half},
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
