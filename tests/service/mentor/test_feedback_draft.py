"""A draft as a value: what is said in it, what was changed since it was written, and forms half filled in."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.feedback import SuggestedAction, Target
from learnboard.service.mentor.feedback_draft import (
    FeedbackDraft,
    new_item,
    with_decision,
    with_form,
    with_item,
    with_note,
    without_item,
)

CARD, ENTRY, PROPOSAL = Target("key_result", "k1"), Target("budget_entry", "b1"), Target("proposal", "p1")
EMPTY = FeedbackDraft("fb1")


def written(feedback_draft):
    """The draft as it is after its file was written."""
    return feedback_draft._replace(
        written={**feedback_draft.written, **{item.id: item.revision for item in feedback_draft.items}}
    )


def revisions(feedback_draft):
    return [item.revision for item in feedback_draft.items]


def test_a_new_item_is_clean_and_of_the_first_revision():
    item = new_item("suggestion", CARD, " a\x1bb\n", SuggestedAction(" do\u202e it ", date(2026, 7, 1)))
    assert (item.revision, item.text, item.action) == (1, "ab", SuggestedAction("do it", date(2026, 7, 1)))
    assert item.id != new_item("comment", CARD, "x").id


@pytest.mark.parametrize("kind", ["comment", "question", "suggestion", "kudos", "call_out", "offer"])
def test_what_needs_words_has_some(kind):
    with pytest.raises(InvalidValue, match="nothing written yet"):
        new_item(kind, CARD, " \n\x1b")
    assert new_item(kind, CARD, "x").kind == kind


def test_a_suggestion_may_be_its_action_alone_and_an_empty_action_is_none():
    assert new_item("suggestion", CARD, "", SuggestedAction("write", None)).text == ""
    assert new_item("suggestion", CARD, "x", SuggestedAction(" ", None)).action is None
    with pytest.raises(InvalidValue, match="a day, but no words"):
        new_item("suggestion", CARD, "x", SuggestedAction("", date(2026, 7, 1)))


@pytest.mark.parametrize(
    ("kind", "right", "words"),
    [
        ("approve", ENTRY, "a proposed budget entry"),
        ("decline", ENTRY, "a proposed budget entry"),
        ("consent", PROPOSAL, "a proposal"),
        ("objection", PROPOSAL, "a proposal"),
    ],
)
def test_a_decision_is_about_what_can_be_decided(kind, right, words):
    assert new_item(kind, right, "because").target == right
    for wrong in {CARD, ENTRY, PROPOSAL} - {right}:
        with pytest.raises(InvalidValue, match=f"nothing to {kind} here: choose {words}"):
            new_item(kind, wrong, "because")


def test_an_approval_needs_no_words_and_a_refusal_a_reason():
    assert new_item("approve", ENTRY, "").text == ""
    with pytest.raises(InvalidValue, match="Say why not"):
        new_item("decline", ENTRY, " \n")


def test_an_objection_says_what_is_against_it():
    assert new_item("consent", PROPOSAL, "").text == ""
    with pytest.raises(InvalidValue, match="Say what harm it would do"):
        new_item("objection", PROPOSAL, "")


def test_too_long_a_text_is_refused_in_a_sentence():
    with pytest.raises(InvalidValue, match=r"Text: 100,001 characters are too many: shorten it to 100,000\."):
        new_item("comment", CARD, "x" * 100_001)


def test_an_item_is_changed_in_its_place():
    first, second = new_item("comment", CARD, "one"), new_item("comment", CARD, "two")
    feedback_draft = with_item(with_item(EMPTY, first), second)
    feedback_draft = with_item(feedback_draft, replace(first, text=" three "))
    assert [item.text for item in feedback_draft.items] == ["three", "two"]


def test_before_it_is_written_an_item_stays_of_the_first_revision():
    item = new_item("comment", CARD, "one")
    feedback_draft = with_item(with_item(EMPTY, item), replace(item, text="two"))
    assert revisions(feedback_draft) == [1]
    assert (feedback_draft.unwritten, feedback_draft.deleted_since) == (1, 0)


def test_what_was_written_and_is_changed_gets_the_next_revision_once():
    item = new_item("comment", CARD, "one")
    feedback_draft = written(with_item(EMPTY, item))
    assert feedback_draft.unwritten == 0
    feedback_draft = with_item(feedback_draft, replace(item, text="two"))
    feedback_draft = with_item(feedback_draft, replace(feedback_draft.items[0], text="three"))
    assert (revisions(feedback_draft), feedback_draft.unwritten) == ([2], 1)
    feedback_draft = with_item(written(feedback_draft), replace(item, text="four"))
    assert revisions(feedback_draft) == [3]


def test_what_is_left_as_it_was_gets_none():
    item = new_item("comment", CARD, "one")
    feedback_draft = written(with_item(EMPTY, item))
    assert with_item(feedback_draft, replace(item, text="one ", revision=7)) is feedback_draft


def test_what_was_written_and_is_taken_away_is_remembered():
    feedback_draft = written(with_item(EMPTY, new_item("comment", CARD, "one")))
    feedback_draft = with_item(feedback_draft, new_item("comment", CARD, "two"))
    for item in feedback_draft.items:
        feedback_draft = without_item(feedback_draft, item.id)
    assert (feedback_draft.items, feedback_draft.deleted_since) == ((), 1)


def test_a_decision_takes_the_place_of_the_one_before_on_the_same_thing():
    feedback_draft = with_decision(EMPTY, "approve", ENTRY, "")
    feedback_draft = with_decision(
        with_decision(feedback_draft, "approve", Target("budget_entry", "b2"), ""), "consent", PROPOSAL, ""
    )
    first = feedback_draft.items[0].id
    feedback_draft = with_decision(written(feedback_draft), "decline", ENTRY, "too dear")
    assert [(item.kind, item.revision) for item in feedback_draft.items] == [
        ("decline", 2),
        ("approve", 1),
        ("consent", 1),
    ]
    assert feedback_draft.items[0].id == first
    assert [item.text for item in feedback_draft.items_on(ENTRY)] == ["too dear"]


def test_a_note_is_cleaned():
    assert with_note(EMPTY, "a\x1bb\n").note == "ab\n"


def test_a_form_half_filled_is_kept_until_it_is_forgotten():
    feedback_draft = with_form(with_form(EMPTY, "comment", {"text": "a\x1b", "kind": ""}), "note", {"text": "b"})
    assert feedback_draft.forms == {"comment": {"text": "a", "kind": ""}, "note": {"text": "b"}}
    assert with_form(feedback_draft, "comment", None).forms == {"note": {"text": "b"}}
    assert with_form(feedback_draft, "note", {"text": ""}).forms == {"comment": {"text": "a", "kind": ""}}
