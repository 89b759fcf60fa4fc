"""What a mentor writes about a snapshot: items of feedback, a note of their own, and forms half filled in.

A letter is a value; every change makes a new one. The note stays with the mentor: it is in no feedback file.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from learnboard.domain.clean import clean
from learnboard.domain.errors import InvalidValue
from learnboard.domain.feedback import FeedbackKind, SuggestedAction, Target, TargetKind
from learnboard.domain.feedback_document import Author, FeedbackItem
from learnboard.domain.fields import Id
from learnboard.domain.row_rules import problem
from learnboard.service.ids import new_id

EMPTY_DRAFT: Final[Mapping[str, int]] = MappingProxyType({})
NO_FORMS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})
_DECISIONS: Final[tuple[tuple[tuple[FeedbackKind, ...], TargetKind, str], ...]] = (
    (("approve", "decline"), "budget_entry", "a proposed budget entry"),
    (("consent", "objection"), "proposal", "a proposal"),
)
_SPEAK_FOR_THEMSELVES: Final = ("approve", "decline", "consent")


class FeedbackDraft(NamedTuple):
    """What a mentor wrote about one snapshot.

    `written` are the revisions that stand in the feedback file, by item; items deleted since are still in it. `half`
    are the fields of forms not finished, by the name of the form. `notice` is what is to be said of how the letter
    was read; it is not kept.
    """

    feedback_id: Id
    items: tuple[FeedbackItem, ...] = ()
    note: str = ""
    author: Author | None = None
    written: Mapping[Id, int] = EMPTY_DRAFT
    half: Mapping[str, Mapping[str, str]] = NO_FORMS
    notice: str = ""

    @property
    def unwritten(self) -> int:
        """How many items are not in the feedback file yet, or not as they are now."""
        return sum(self.written.get(item.id) != item.revision for item in self.items)

    @property
    def taken_back(self) -> int:
        """How many items were deleted after they were written: the owner may have them already."""
        return len(self.written.keys() - {item.id for item in self.items})

    def about(self, target: Target) -> tuple[FeedbackItem, ...]:
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
    before = next((each for each in feedback_draft.about(target) if each.kind in kinds), None)
    return with_item(feedback_draft, replace(item, id=before.id) if before else item)


def without_item(feedback_draft: FeedbackDraft, id_: Id) -> FeedbackDraft:
    """The letter without an item; that it was written before is remembered."""
    return feedback_draft._replace(items=tuple(item for item in feedback_draft.items if item.id != id_))


def with_note(feedback_draft: FeedbackDraft, note: str) -> FeedbackDraft:
    """The letter with another note of the mentor's own."""
    return feedback_draft._replace(note=clean(note))


def with_form(feedback_draft: FeedbackDraft, form: str, fields: Mapping[str, str] | None) -> FeedbackDraft:
    """The letter with what stands in a form that is not finished; None or nothing typed forgets the form."""
    others = {name: typed for name, typed in feedback_draft.half.items() if name != form}
    typed = {name: clean(text) for name, text in (fields or {}).items()}
    return feedback_draft._replace(half={**others, form: typed} if any(typed.values()) else others)


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
