"""Feedback by kind, author and target, and the prompts of an empty field."""

from datetime import date
from typing import get_args

import pytest

from learnboard.domain.model.feedback import Answer, FeedbackKind, Target, TargetKind
from learnboard.presentation.feedback import (
    ANSWER_HINTS,
    ANSWERS,
    KIND_PROMPTS,
    PLAIN,
    WAYS_TO_DECIDE,
    WAYS_TO_REMARK,
    answer_state,
    answered_text,
    feedback_text,
    fitting_answers,
    item_text,
    own_target,
    prompt_for,
)
from learnboard.presentation.labels import FEEDBACK_KINDS, target_noun
from learnboard.presentation.reader_context import describe_target
from tests import builders

DAY = date(2026, 6, 26)


def test_every_kind_target_and_answer_of_the_format_has_a_label() -> None:
    assert {*FEEDBACK_KINDS} == {*KIND_PROMPTS} == {*get_args(FeedbackKind)}
    assert all(target_noun(kind) for kind in get_args(TargetKind))
    assert {*ANSWERS} == {*get_args(Answer)}


def _offered(kind: FeedbackKind) -> list[str]:
    return [answer_state(kind, answer).label for answer in fitting_answers(kind)]


def test_answers_fit_their_kind() -> None:
    assert _offered("kudos") == _offered("comment") == ["thanks"]
    assert _offered("question") == ["replied"]
    assert _offered("suggestion") == ["done", "will do", "declined"]
    assert _offered("topic") == ["taken up", "will do", "declined"]
    assert _offered("offer") == ["taken up", "will do", "declined"]
    assert _offered("call_out") == ["heard", "will do"]
    assert all(label in ANSWER_HINTS for kind in get_args(FeedbackKind) for label in _offered(kind))


def test_the_kinds_are_offered_in_the_order_in_which_they_are_listed() -> None:
    order = list(FEEDBACK_KINDS)
    for ways in (WAYS_TO_REMARK, WAYS_TO_DECIDE):
        kinds = [way.kind for way in ways]
        assert kinds == sorted(kinds, key=order.index)
    offered = [way.kind for way in WAYS_TO_REMARK]
    assert offered == ["comment", "question", "suggestion", "kudos", "offer", "call_out"]


def test_agreeing_and_refusing_look_different() -> None:
    signed = {way.name: (way.signed, FEEDBACK_KINDS[way.kind].tone) for way in WAYS_TO_DECIDE}
    assert signed["Approve"] == ("✓ Approve", "good")
    assert signed["Decline"] == ("✗ Decline", "bad")
    assert signed["Consent"] == ("✓ Consent", "good")
    assert signed["Object"] == ("✗ Object", "bad")
    row = feedback_text(builders.feedback(author="Rowan", kind="decline"), DAY, about="of budget entry “a course”")
    assert (row.heading, row.tone) == ("Rowan, ✗ refusal of budget entry “a course”", "bad")


def test_a_call_out_is_a_gentle_word_in_private_wherever_it_is_named() -> None:
    (way,) = [way for way in WAYS_TO_REMARK if way.kind == "call_out"]
    assert way.hint == "a gentle word in private, for the owner alone"
    assert way.hint in KIND_PROMPTS["call_out"]
    assert "between the two" not in KIND_PROMPTS["call_out"]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (Target("key_result", "k1"), "key result “Cut latency”"),
        (Target("goal", "g1"), "goal “teach well”"),
        (Target("log_entry", "l1"), "the log entry of 5 Jan 2026"),
        (Target("board", "b"), "the whole board"),
        (Target("objective", "o9"), "objective that is not in this snapshot"),
    ],
)
def test_a_target_is_called_by_its_noun_and_title(target: Target, text: str) -> None:
    rows = builders.year_of(
        builders.metric(id="k1", title="Cut latency"),
        builders.goal(id="g1", statement="teach well"),
        builders.log_entry(id="l1", text=""),
    )
    assert describe_target(rows, target) == text


def test_a_target_that_is_not_on_ones_board_is_called_by_its_id() -> None:
    assert own_target(Target("key_result", "k9"), "") == "key result k9"
    assert own_target(Target("key_result", "k1"), "Cut latency") == "key result “Cut latency”"
    assert own_target(Target("board", "b"), "") == "the whole board"


def test_feedback_is_headed_by_author_kind_and_target() -> None:
    row = builders.feedback(author=" ", kind="call_out", reply=" not now ", answer="declined")
    text = feedback_text(row, DAY, about="on the whole board")
    assert text.heading == "somebody without a name, call-out on the whole board, in private"
    assert text.answer_text == "declined: not now"
    assert feedback_text(row, DAY, author="you").heading == "you, call-out, in private"
    assert item_text("objection", "proposal “Fridays”") == "objection to proposal “Fridays”"


def test_answers_are_counted() -> None:
    rows = [builders.feedback(answer="done"), builders.feedback(answer="unanswered")]
    assert answered_text(rows, "Alder Finch") == "Alder Finch answered 1 of 2"
    assert answered_text((), "Alder Finch") == ""


@pytest.mark.parametrize("kind", get_args(FeedbackKind))
def test_a_plain_situation_has_the_prompt_of_the_kind(kind: FeedbackKind) -> None:
    assert prompt_for(kind, PLAIN) == KIND_PROMPTS[kind]


def test_what_has_no_title_is_named_by_its_day() -> None:
    records = builders.year_of(
        builders.meeting(id="mt1", on="2026-06-26"), builders.assessment(id="as1", on="2026-01-15")
    )
    meeting, assessment = (
        describe_target(records, Target(kind, id_)) for kind, id_ in (("meeting", "mt1"), ("assessment", "as1"))
    )
    assert item_text("topic", meeting) == "topic about the meeting of 26 Jun 2026"
    assert item_text("comment", assessment) == "comment on the assessment of 15 Jan 2026"
    assert own_target(Target("meeting", "mt1"), "the meeting of 26 Jun 2026") == meeting
