"""A choice whose letters are meant for a text field: the caret goes there, and what is typed is typed."""

import pytest

from learnboard.presentation.options import Option
from learnboard.ui.toolkit.fields import Choice, FormField, Long
from learnboard.ui.toolkit.form_state import FormState

OPTIONS = (Option("done", "done"), Option("later", "later"))


def form_state(*, letters_to="reply", text=""):
    fields: list[FormField] = [
        Choice("answer", "answer", OPTIONS, letters_to=letters_to),
        Long("reply", "reply", applies=lambda values: values["answer"] == "done"),
    ]
    return FormState.of(fields, {"answer": "done", "reply": text})


@pytest.mark.parametrize("feedback_draft", ["l", "h", "d", "7", "é", "?"])
def test_a_letter_goes_behind_what_stands_in_the_text(feedback_draft):
    after = form_state(text="so ").key(feedback_draft, feedback_draft, 40)
    assert (after.at, after.texts) == ("reply", {"answer": "done", "reply": f"so {feedback_draft}"})


def test_a_paste_goes_there_too():
    assert form_state().pasted("two words").texts == {"answer": "done", "reply": "two words"}


@pytest.mark.parametrize(("key", "character"), [("right", None), ("space", " "), ("end", None)])
def test_arrows_and_blanks_choose(key, character):
    after = form_state().key(key, character, 40)
    assert (after.at, after.texts["answer"]) == ("answer", "later")


def test_where_the_text_is_not_asked_for_letters_choose():
    after = form_state().key("right", None, 40).key("d", "d", 40)
    assert (after.at, after.texts["answer"]) == ("answer", "done")


def test_without_such_a_field_letters_choose():
    after = form_state(letters_to="").key("l", "l", 40)
    assert (after.at, after.texts["answer"]) == ("answer", "later")
