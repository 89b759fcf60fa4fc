"""What two windows wrote about one snapshot, brought together: nothing of either is lost.

`base` is what both began with: the draft as this window last saw it on the disk. `mine` is what this window made of
it, and `theirs` is what is on the disk now.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

from learnboard.domain.model.feedback import FeedbackItem
from learnboard.service.mentor.feedback_draft import EXCLUSIVE, FeedbackDraft

Value = TypeVar("Value")
_Items: TypeAlias = tuple[FeedbackItem, ...]
_Forms: TypeAlias = Mapping[str, Mapping[str, str]]


def merged(base: FeedbackDraft, mine: FeedbackDraft, theirs: FeedbackDraft, window: str) -> FeedbackDraft:
    """Return a draft with what was changed in this window and in the other.

    A form that was typed in in both is kept twice: this window's under `form_key`, with the name of the `window`.
    """
    written = {
        id_: max(theirs.written.get(id_, 0), mine.written.get(id_, 0)) for id_ in {**theirs.written, **mine.written}
    }
    items = _without_contradictions(merged_items(base.items, mine.items, theirs.items))
    return FeedbackDraft(
        feedback_id=theirs.feedback_id,
        items=_with_later_revisions(items, base, theirs),
        note=merged_note(base.note, mine.note, theirs.note),
        author=_chosen(base.author, mine.author, theirs.author),
        written=written,
        forms=_merged_forms(base.forms, mine.forms, theirs.forms, window),
        notice=mine.notice,
    )


def merged_items(base: _Items, mine: _Items, theirs: _Items) -> _Items:
    """Return the items of both, each as it was changed last.

    What was changed in both is the one with the higher revision, or `mine`, which is saved later. What was deleted in
    one is gone, unless it was changed in the other.
    """
    if theirs == base:
        return mine
    if mine == base:
        return theirs
    old, own, other = ({item.id: item for item in items} for items in (base, mine, theirs))
    found = (_newest(old.get(id_), own.get(id_), other.get(id_)) for id_ in {**other, **own})
    return tuple(item for item in found if item is not None)


def merged_note(base: str, mine: str, theirs: str) -> str:
    """Return the note of both: if both changed it, one below the other."""
    if base in (mine, theirs):
        return _chosen(base, mine, theirs)
    if mine in theirs or theirs in mine:
        return max(mine, theirs, key=len)
    return f"{theirs.rstrip()}\n\n{mine}"


def form_key(form: str, window: str) -> str:
    """Return the name under which a window keeps a form that another window keeps, too; no form has @ in its name."""
    return f"{form.partition('@')[0]}@{window}"


def _newest(base: FeedbackItem | None, mine: FeedbackItem | None, theirs: FeedbackItem | None) -> FeedbackItem | None:
    if mine == base:
        return theirs
    if theirs == base:
        return mine
    if mine is None or theirs is None:
        return mine or theirs
    return theirs if theirs.revision > mine.revision else mine


def _without_contradictions(items: _Items) -> _Items:
    """The items without a decision that a later one on the same target replaces, as two windows may have made them."""
    decided = {
        (item.target, kinds): item.id for item in items for kinds in EXCLUSIVE if item.kind in kinds
    }  # by the last one
    return tuple(
        item
        for item in items
        if all(item.kind not in kinds or decided[item.target, kinds] == item.id for kinds in EXCLUSIVE)
    )


def _with_later_revisions(items: _Items, base: FeedbackDraft, theirs: FeedbackDraft) -> _Items:
    """The items; what differs from what the other window has put into a file meanwhile gets the next revision."""
    newly = {id_: revision for id_, revision in theirs.written.items() if revision > base.written.get(id_, 0)}
    other = {item.id: item for item in theirs.items}
    return tuple(
        replace(item, revision=newly[item.id] + 1)
        if item.revision <= newly.get(item.id, 0) and item != other.get(item.id)
        else item
        for item in items
    )


def _chosen(base: Value, mine: Value, theirs: Value) -> Value:
    return theirs if mine == base else mine


def _merged_forms(base: _Forms, mine: _Forms, theirs: _Forms, window: str) -> _Forms:
    forms: dict[str, Mapping[str, str]] = {}
    for name in {**theirs, **mine}:
        old, own, other = base.get(name), mine.get(name), theirs.get(name)
        if old not in (own, other) and own and other and own != other:
            forms |= {name: other, form_key(name, window): own}
        # A form that was saved in one window, and typed in in the other, stays.
        elif kept := _chosen(old, own, other) or (other if other != old else None):
            forms[name] = kept
    return forms
