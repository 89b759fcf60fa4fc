"""What a mentor writes about a snapshot: items of feedback, a private note, and forms not finished yet.

A draft is a value; every change makes a new one. The note stays with the mentor: it is in no feedback file.
"""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.frozen import dataclass
from learnboard.domain.model.feedback import Author, FeedbackItem, FeedbackKind, SuggestedAction, Target, TargetKind
from learnboard.domain.model.fields import ID_PATTERN, Field, Id, Plain, Verdict, fields_of, to_plain
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.row_rules import is_id, problem
from learnboard.domain.text import clean
from learnboard.presentation.feedback import SAY_WHY
from learnboard.presentation.skills import NOTHING_RATED
from learnboard.service.factory import new_id

_NO_REVISIONS: Final[Mapping[Id, int]] = MappingProxyType({})
_NO_FORMS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})
EXCLUSIVE: Final[tuple[tuple[FeedbackKind, ...], ...]] = (("approve", "decline"), ("consent", "objection"))
"""Kinds that exclude each other."""
_DECIDED: Final[Mapping[FeedbackKind, tuple[tuple[TargetKind, ...], str]]] = {
    "approve": (("budget_entry", "person"), "a proposed budget entry, or your agreement"),
    "decline": (("budget_entry",), "a proposed budget entry"),
    "consent": (("proposal",), "a proposal"),
    "objection": (("proposal",), "a proposal"),
}
"""What decisions can be about."""
_NEED_NO_TEXT: Final = ("approve", "consent")


class FeedbackDraft(NamedTuple):
    """What a mentor wrote about one snapshot.

    `written` has the revisions in the feedback file by item, also of items that were deleted since. `forms` has the
    fields of forms that are not finished, by the form's name. `notice` says what happened when the draft was read; it
    is not saved.
    """

    feedback_id: Id
    items: tuple[FeedbackItem, ...] = ()
    note: str = ""
    author: Author | None = None
    written: Mapping[Id, int] = _NO_REVISIONS
    forms: Mapping[str, Mapping[str, str]] = _NO_FORMS
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
        """Return the items about one target."""
        return tuple(item for item in self.items if item.target == target)


def new_item(
    kind: FeedbackKind,
    target: Target,
    text: str,
    action: SuggestedAction | None = None,
    levels: Mapping[str, int] | None = None,
    verdict: Verdict | None = None,
) -> FeedbackItem:
    """Return a new item of feedback, cleaned; an assessment has `levels`.

    Raises:
        InvalidValue: if it is empty or too long, or a decision about what cannot be decided.
    """
    return _checked(FeedbackItem(new_id(), 1, target, kind, text, action, levels, verdict))


def with_item(feedback_draft: FeedbackDraft, item: FeedbackItem) -> FeedbackDraft:
    """Return the draft with an item added, or in place of the one with its id.

    An item that was written before gets the next revision, unless nothing in it changed.

    Raises:
        InvalidValue: as `new_item`.
    """
    item = _checked(item)
    before = next((other for other in feedback_draft.items if other.id == item.id), None)
    if before is not None and replace(item, revision=before.revision) == before:
        return feedback_draft
    item = replace(item, revision=feedback_draft.written.get(item.id, 0) + 1)
    if before is None:
        return feedback_draft._replace(items=(*feedback_draft.items, item))
    return feedback_draft._replace(items=tuple(item if other is before else other for other in feedback_draft.items))


def with_decision(feedback_draft: FeedbackDraft, kind: FeedbackKind, target: Target, text: str) -> FeedbackDraft:
    """Return the draft with a decision in place of an earlier one about the target.

    Raises:
        InvalidValue: as `new_item`.
    """
    kinds = next((kinds for kinds in EXCLUSIVE if kind in kinds), (kind,))
    item = new_item(kind, target, text)
    before = next((other for other in feedback_draft.items_on(target) if other.kind in kinds), None)
    return with_item(feedback_draft, replace(item, id=before.id) if before else item)


def in_place_of(item: FeedbackItem, feedback_draft: FeedbackDraft) -> FeedbackItem:
    """Return an assessment, or what gives a verdict, with the id of the one on its target before; else the item."""

    def given(each: FeedbackItem) -> tuple[bool, bool]:
        return each.kind == "assessment", each.verdict is not None

    others = (other for other in feedback_draft.items_on(item.target) if given(other) == given(item) != (False, False))
    before = next(others, None)
    return replace(item, id=before.id) if before else item


def without_item(feedback_draft: FeedbackDraft, id_: Id) -> FeedbackDraft:
    """Return the draft without an item; that it was written is remembered."""
    return feedback_draft._replace(items=tuple(item for item in feedback_draft.items if item.id != id_))


def with_note(feedback_draft: FeedbackDraft, note: str) -> FeedbackDraft:
    """Return the draft with another private note."""
    return feedback_draft._replace(note=clean(note))


def with_form(feedback_draft: FeedbackDraft, form: str, fields: Mapping[str, str] | None) -> FeedbackDraft:
    """Return the draft with the fields of a form that is not finished; None or empty fields remove the form."""
    others = {name: texts for name, texts in feedback_draft.forms.items() if name != form}
    texts = {name: clean(text) for name, text in (fields or {}).items()}
    return feedback_draft._replace(forms={**others, form: texts} if any(texts.values()) else others)


def _checked(item: FeedbackItem) -> FeedbackItem:
    """The item cleaned, if it is complete."""
    action = item.action and replace(item.action, text=clean(item.action.text).strip())
    if action and not action.text:
        if action.due_on:
            raise InvalidValue("The action has a day, but no words: write what is to be done, or take the day out.")
        action = None
    item = replace(item, text=clean(item.text).strip(), action=action)
    if item.kind == "assessment":
        if not item.levels:
            raise InvalidValue(NOTHING_RATED)
    elif not item.text and not action and not item.verdict and item.kind not in _NEED_NO_TEXT:
        raise InvalidValue(SAY_WHY.get(item.kind, "There is nothing written yet: write a sentence."))
    targets, description = _DECIDED.get(item.kind, ((item.target.kind,), ""))
    if item.target.kind not in targets:
        raise InvalidValue(f"There is nothing to {item.kind} here: choose {description}.")
    if found := problem(item):
        raise InvalidValue(f"{(found.field or 'feedback').capitalize()}: {found.message}.")
    return item


# -- files --------------------------------------------------------------------------------------------------------

Value = TypeVar("Value")
_DRAFT: Final = {"format": "learnboard.letter", "version": 1}
_AUTHOR: Final = {"format": "learnboard.author", "version": 1}
_ID: Final = pattern(ID_PATTERN)


class InvalidDraft(LearnboardError):
    """A file that is no draft, or no longer one."""


@dataclass(frozen=True, slots=True)
class _WrittenItem:
    """An item in the feedback file, and its revision there."""

    id: Id
    revision: int


@dataclass(frozen=True, slots=True)
class _FormField:
    """The text in one field of a form."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _FormDraft:
    """A form that is not finished."""

    form: str
    fields: tuple[_FormField, ...]


@dataclass(frozen=True, slots=True)
class _StoredDraft:
    """A draft as it is in a file, and which snapshot of which board it is about."""

    board_id: Id
    snapshot_id: Id
    feedback_id: Id
    author: Author | None
    note: str
    items: tuple[FeedbackItem, ...]
    written: tuple[_WrittenItem, ...]
    half: tuple[_FormDraft, ...]


def encode_draft(feedback_draft: FeedbackDraft, snapshot: Snapshot) -> bytes:
    """Return the bytes of the file of a draft about a snapshot."""
    stored = _StoredDraft(
        board_id=snapshot.board_id,
        snapshot_id=snapshot.snapshot_id,
        feedback_id=feedback_draft.feedback_id,
        author=feedback_draft.author,
        note=feedback_draft.note,
        items=feedback_draft.items,
        written=tuple(_WrittenItem(id_, revision) for id_, revision in feedback_draft.written.items()),
        half=tuple(
            _FormDraft(form, tuple(_FormField(name, text) for name, text in fields.items()))
            for form, fields in feedback_draft.forms.items()
        ),
    )
    return _encode(_DRAFT, stored)


def decode_draft(data: bytes, snapshot: Snapshot) -> FeedbackDraft:
    """Return the draft about a snapshot from the bytes of its file.

    Raises:
        InvalidDraft: if the bytes are no draft, or one about something else.
    """
    stored = _decode(_StoredDraft, data, _DRAFT)
    if (stored.board_id, stored.snapshot_id) != (snapshot.board_id, snapshot.snapshot_id):
        raise InvalidDraft
    if len({item.id for item in stored.items}) < len(stored.items):
        raise InvalidDraft
    return FeedbackDraft(
        feedback_id=stored.feedback_id,
        items=stored.items,
        note=stored.note,
        author=stored.author,
        written={item.id: item.revision for item in stored.written},
        forms={form.form: {field.name: field.text for field in form.fields} for form in stored.half},
    )


def encode_author(author: Author) -> bytes:
    """Return the bytes of an author's file."""
    return _encode(_AUTHOR, author)


def decode_author(data: bytes) -> Author:
    """Return the author from the bytes of a file.

    Raises:
        InvalidDraft: if the bytes are no author.
    """
    return _decode(Author, data, _AUTHOR)


def _encode(head: dict[str, Plain], value: object) -> bytes:
    plain = head | _plain(value)
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _plain(value: object) -> dict[str, Plain]:
    """A value as plain data; its tuples hold values too."""
    return {
        name: [_plain(item) for item in field] if isinstance(field, list) else field
        for name, field in to_plain(value).items()
    }


def _decode(record: type[Value], data: bytes, head: dict[str, Plain]) -> Value:
    """The value in the bytes, which must begin with a head."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        raise InvalidDraft from None
    if not isinstance(plain, dict) or any(plain.pop(name, None) != value for name, value in head.items()):
        raise InvalidDraft
    return _value(record, plain)


def _value(record: type[Value], plain: Any) -> Value:
    """A value of a class from an object with its fields and no others, each of its type and in its range.

    A draft may be older than the fields that came with a minor version of the format; they have their defaults then.
    """
    fields = {field.name: field for field in fields_of(record)}
    required = {name for name, field in fields.items() if not field.since}
    if not isinstance(plain, dict) or not required <= plain.keys() <= fields.keys():
        raise InvalidDraft
    value = record(**{name: _field(fields[name], part) for name, part in plain.items()})
    if problem(value):
        raise InvalidDraft
    return value


def _field(field: Field, plain: Any) -> Any:
    base: Any = field.base
    if plain is None and field.nullable:
        return None
    if get_origin(base) is tuple and isinstance(plain, list):
        return tuple(_value(get_args(base)[0], item) for item in plain)
    if get_origin(base) is Mapping and isinstance(plain, dict) and {*map(type, plain.values())} <= {int}:
        return {clean(name): value for name, value in plain.items()}
    if isinstance(base, type) and is_dataclass(base):
        return _value(base, plain)
    if (get_origin(base) is Literal and plain in get_args(base)) or (base is int and type(plain) is int):
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
