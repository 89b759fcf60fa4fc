"""What keys do to a form, and what a form looks like, without a screen."""

from typing import Any, get_args
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model import board_info, goals, key_results
from learnboard.domain.model.fields import Number, Visibility
from learnboard.presentation.options import OPTIONS, Option
from learnboard.ui.toolkit.fields import Capitals, Choice, Day, FormField, Labels, Long, yes_no
from learnboard.ui.toolkit.form_render import FormContext, render_form
from learnboard.ui.toolkit.form_state import WHOLE_FORM, FormState
from learnboard.ui.toolkit.number_fields import Amount, Pair, Whole
from learnboard.ui.toolkit.text import cells, folds, size_of
from learnboard.ui.toolkit.text_buffer import TextBuffer
from tests.ui.example_cards import text_of
from tests.ui.form_apps import DAY, FORMS, form_of

WIDE = 50
KINDS = (Option("text", "text"), Option("number", "number"), Option(None, "nothing"))
FIELDS = (
    FormField("title", "title"),
    Long("words", "words"),
    Choice("kind", "kind", KINDS),
    Amount("size", "size", applies=lambda values: values["kind"] == "number"),
    Labels("labels", "labels", ("talk", "team")),
)
EMPTY = {"title": "", "words": "", "kind": "text", "size": "", "labels": ""}
KEYS = st.sampled_from(
    [
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "backspace",
        "delete",
        "enter",
        "space",
        "ctrl+w",
        "ctrl+u",
        "ctrl+k",
        "ctrl+left",
        "tab",
        "shift+tab",
        "f1",
    ]
)


def form(**texts: str) -> FormState:
    return FormState.of(FIELDS, {**EMPTY, **texts})


def pressed(form_state: FormState, *keys: str, width: int = WIDE) -> FormState:
    """The form after named keys and letters; tab and shift+tab go from field to field."""
    for key in keys:
        if key in ("tab", "shift+tab"):
            form_state = form_state.stepped(1 if key == "tab" else -1)
        else:
            form_state = (
                form_state.key("space" if key == " " else key, key if len(key) == 1 else None, width) or form_state
            )
    return form_state


# Typing


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=40), st.text("abc #", max_size=20))
def test_what_is_typed_into_two_fields_is_what_stands_in_them(one, two):
    typed = [feedback_draft for feedback_draft in one if feedback_draft.isprintable()]
    form_state = pressed(form(), *typed, "tab", *two)
    title = "".join(normalize("NFC", feedback_draft) for feedback_draft in typed)
    assert form_state.texts == {**EMPTY, "title": title, "words": two}


@given(st.lists(KEYS | st.characters(), max_size=60), st.integers(2, 80))
def test_no_keys_break_a_form_or_its_picture(keys, width):
    form_state = form()
    for key in keys:
        form_state = pressed(form_state, key, width=width)
        assert form_state.texts[form_state.at] == form_state.entry.text
        assert 0 <= form_state.entry.at <= len(form_state.entry.text)
        assert form_state.field in form_state.shown
    content = render_form(form_state, {"title": "is wrong"}, FormContext("a form", 24), width + 20).content
    assert all(size_of(line) <= width + 20 for line in content.body)
    assert "\x1b" not in "".join(text_of(line) for line in content.body)


@given(st.text(max_size=200), st.sampled_from([field.name for field in FIELDS]))
@example("\n", "title")
@example("a\x1b[31m\n\tb\r\n", "labels")
def test_a_pasted_text_brings_no_control_characters_and_one_line_where_there_is_one(text, name):
    form_state = form().gone(name).pasted(text)
    found = form_state.texts[name]
    assert not {feedback_draft for feedback_draft in found if ord(feedback_draft) < 32} - {"\n", "\t"}
    if name != "words":
        assert "\n" not in found
        assert "\t" not in found


def test_words_pasted_behind_a_blank_stay_apart():
    assert pressed(form(), "a", " ").pasted("b c\n").texts["title"] == "a b c"
    assert pressed(form(), "a").pasted(" b").texts["title"] == "a b"
    assert pressed(form(), "a").pasted("\n").pasted("b").texts["title"] == "ab"


def test_a_number_gives_way_to_what_is_typed_and_a_title_does_not():
    form_state = pressed(form(kind="number", size="610", title="old"), "x", "tab", "tab", "tab", "5", "7")
    assert (form_state.texts["title"], form_state.texts["size"]) == ("oldx", "57")
    again = form(kind="number", size="610").gone("size")
    assert pressed(again, "end", "5").texts["size"] == "6105"
    assert pressed(again, "left", "5").texts["size"] == "5610"
    assert pressed(again, "backspace").texts["size"] == ""


def test_enter_is_a_letter_in_a_long_text_alone():
    assert form().key("enter", None, WIDE) is None
    assert pressed(form().gone("words"), "a", "enter", "b").texts["words"] == "a\nb"
    assert form().gone("kind").key("enter", None, WIDE) is None


def test_up_and_down_move_by_the_lines_that_are_seen_and_leave_at_the_edge():
    form_state = form(words="one two three").gone("words")
    inside = form_state.key("up", None, 8)
    assert inside is not None
    assert inside.entry.before == "one t"  # five cells in, as the caret was behind “three”
    assert inside.key("up", None, 8) is None
    assert form_state.key("down", None, 8) is None


# Going from field to field


def test_fields_that_do_not_apply_are_passed_by():
    names = [pressed(form(), *["tab"] * number).at for number in range(5)]
    assert names == ["title", "words", "kind", "labels", "title"]
    assert pressed(form(kind="number"), "tab", "tab", "tab").at == "size"
    assert pressed(form(), "shift+tab").at == "labels"


def test_the_values_of_fields_that_do_not_apply_are_not_asked_for():
    values, wrong = form(size="no number").values()
    assert "size" not in values
    assert wrong == {}
    assert "size" in form(kind="number", size="no number").values()[1]


def test_the_first_wrong_field_gets_the_caret_and_a_change_takes_its_sentence_away():
    form_state = form().gone("labels").with_problems({"words": "is wrong", "title": "is too", WHOLE_FORM: "all is"})
    assert form_state.at == "title"
    assert set(pressed(form_state, "x").told) == {"words"}


def test_a_draft_is_what_differs_and_comes_back():
    form_state = pressed(form(title="a"), "b", "tab", "c", "backspace")
    assert form_state.draft == {"title": "ab"}
    again = FormState.of(FIELDS, {**EMPTY, "title": "a"}, form_state.draft)
    assert (again.texts["title"], again.kept) == ("ab", True)
    assert again.anew() == FormState.of(FIELDS, {**EMPTY, "title": "a"})._replace(let_go={"title": "ab"})
    assert again.anew().anew() == again
    assert not FormState.of(FIELDS, EMPTY, {"gone": "x"}).kept


# Choosing


def test_every_option_is_reached_by_arrows_blanks_and_letters():
    choosing = form().gone("kind")
    for key in ("right", " ", "left"):
        reached = {pressed(choosing, *[key] * times).texts["kind"] for times in range(3)}
        assert reached == {"text", "number", "nothing"}
    assert pressed(choosing, "n").texts["kind"] == "number"
    assert pressed(choosing, "n", "n").texts["kind"] == "nothing"
    assert pressed(choosing, "n", "n", "n").texts["kind"] == "number"
    assert pressed(choosing, "z").texts["kind"] == "text"
    assert pressed(choosing, "end", "home").texts["kind"] == "text"


def test_letters_that_follow_one_another_choose_what_begins_with_all_of_them():
    choosing = form().gone("kind")
    assert pressed(choosing, *"not").texts["kind"] == "nothing"
    assert pressed(choosing, *"nu").texts["kind"] == "number"
    assert pressed(choosing, *"number", "t").texts["kind"] == "text"  # none goes on so: a word begins anew
    assert pressed(choosing, *"noz").texts["kind"] == "nothing"
    assert pressed(choosing, "n", "right", "o").texts["kind"] == "nothing"


def test_what_is_not_chosen_yet_is_no_value():
    choice = Choice("kind", "kind", KINDS)
    assert choice.text_of("something else") == ""
    with pytest.raises(InvalidValue, match="Kind is not chosen yet"):
        choice.parse("")
    assert choice.key(TextBuffer(), "left", None) == TextBuffer.of("nothing")
    assert choice.key(TextBuffer(), "right", None) == TextBuffer.of("text")
    assert yes_no("held", "held").parse("yes") is True


@pytest.mark.parametrize(
    ("table", "field", "literal"),
    [
        ("goals", "status", goals.GoalStatus),
        ("goals", "visibility", Visibility),
        ("cycles", "kind", goals.CycleKind),
        ("objectives", "okr_type", goals.OkrType),
        ("objectives", "origin", goals.Origin),
        ("objectives", "status", goals.ObjectiveStatus),
        ("objectives", "visibility", Visibility),
        ("key_results", "kind", key_results.KeyResultKind),
        ("key_results", "bound", key_results.Bound),
        ("key_results", "period", key_results.Period),
        ("key_results", "indicator", key_results.Indicator),
        ("key_results", "visibility", Visibility),
        ("check_ins", "status", key_results.Status),
        ("blocker", "kind", key_results.BlockerKind),
        ("settings", "check_in_cadence", board_info.Cadence),
    ],
)
def test_every_value_of_the_format_can_be_chosen_and_is_explained(table, field, literal):
    options = OPTIONS[table, field]
    assert [each.value for each in options if each.value is not None] == list(get_args(literal))
    assert all(each.explanation and len(each.explanation) <= 46 for each in options if each.value is not None)
    assert len({each.label for each in options}) == len(options)
    values = [option.value for option in options]
    assert len(values) == len({*values})


# What texts mean


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Labels("l", "l"), "#talk #team", ("talk", "team")),
        (Labels("l", "l"), "load test, #talk,talk", ("load test", "talk")),
        (Labels("l", "l"), "", ()),
        (Amount("a", "a"), "1.200,50", "1200.50"),
        (Amount("a", "a", unit="ms"), "610 ms", "610"),
        (Amount("a", "a"), " ", None),
        (Pair("p", "p"), "0.10 0.25", ("0.10", "0.25")),
        (Pair("p", "p"), "0,10 ,25", ("0.10", "0.25")),
        (Whole("w", "w", 0, 9), "+7", 7),
        (Whole("w", "w", 0, 9), "7,0", 7),
        (Whole("w", "w", 0, 9999), "1 200", 1200),
        (Capitals("c", "c"), "eur ", "EUR"),
        (Whole("w", "w", 0, 9), " 7", 7),
        (Day("d", "d", DAY), "in 2 weeks", "2026-07-10"),
        (Day("d", "d", DAY), "30 nov", "2026-11-30"),
        (Day("d", "d", DAY), " ", None),
    ],
)
def test_a_text_means(field, text, value):
    found: Any = field.parse(text)
    plain = tuple(map(str, found)) if isinstance(found, tuple) else found
    assert (str(plain) if isinstance(value, str) else plain) == value


@pytest.mark.parametrize("value", [("talk", "team"), ("load test",), ("load test", "talk"), ()])
def test_labels_read_back_as_they_were(value):
    field = Labels("l", "l")
    assert field.parse(field.text_of(value)) == value


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        (Amount("s", "size"), "1e5", "is not a number"),
        (Amount("s", "size"), "1,200", "“1,200” can be 1200 or 1.2: write 1200 or 1.2."),
        (Amount("s", "size"), "5 kg", "“5 kg” has a unit: write the number alone, 5."),
        (Amount("s", "size", unit="ms"), "5 kg", "“5 kg” is in kg: write how many ms it is."),
        (Whole("w", "days", 0, 2000), "1.000", "“1.000” can be 1000 or 1: write 1000 or 1."),
        (Whole("w", "days", 0, 365), "3_0", "Days is a whole number from 0 to 365."),
        (Pair("p", "gaps", "0.1 0.2"), "0.1 1.200", "“1.200” can be 1200 or 1.2: write 1200 or 1.2."),
        (Amount("s", "size", needed=True), " ", "Size is empty: write a number."),
        (Whole("w", "days", 0, 365), "366", "Days is a whole number from 0 to 365."),
        (Whole("w", "days", 0, 365), "", "Days is a whole number"),
        (Whole("w", "days", 1, 10, needed=False), "0", "from 1 to 10, or empty."),
        (Pair("p", "gaps", "0.1 0.2"), "0.1", "Gaps are two numbers, as in 0.1 0.2."),
        (Day("d", "due", DAY), "soon", "is no day"),
        (Day("d", "due", DAY, needed=True), "", "Due is empty: write a date."),
    ],
)
def test_what_means_nothing_is_refused_in_a_sentence(field, text, words):
    with pytest.raises(InvalidValue) as refused:
        field.parse(text)
    assert words in str(refused.value)


def test_a_date_is_said_as_it_was_understood():
    field = Day("d", "due", DAY)
    assert field.beside("fri") == "Fri 3 Jul 2026, in 7 days"
    assert field.beside("soon") == ""
    assert field.text_of(field.parse("fri")) == "2026-07-03"


def test_a_number_is_said_as_it_was_understood_where_it_reads_otherwise():
    field = Amount("v", "value", unit="ms", beside="ms")
    assert [field.beside(text) for text in ("1 200", "0,5k", ".5")] == ["1200 ms", "500 ms", "0.5 ms"]
    assert {field.beside(text) for text in ("610", "610 ms", "0", "1,200", "x", "")} == {"ms"}


@pytest.mark.parametrize("text", ["5", "0.70", "1.200", "1.234", "-12.000", "1234.567"])
def test_a_number_reads_back_as_it_was(text):
    for field, value in ((Amount("a", "a"), Number(text)), (Pair("p", "p"), (Number(text), Number("1")))):
        assert field.parse(field.text_of(value)) == value


def test_a_known_label_is_offered_and_taken_with_right():
    form_state = pressed(form().gone("labels"), "x", ",", " ", "t", "e")
    assert form_state.field.ghost("x, te") == "am"
    assert pressed(form_state, "right").texts["labels"] == "x, team"
    assert pressed(form_state, "right", " ", "#", "t", "right").texts["labels"] == "x, team #talk"


# Folding


@given(st.text("ab 日é\n\u0301👩‍🚀", max_size=120), st.integers(2, 30))
def test_folded_lines_fit_and_leave_nothing_out(text, width):
    lines = folds(text, width)
    shown = "".join(text[start:end] for start, end in lines)
    assert shown == text.replace("\n", "")
    assert all(cells(text[start:end].rstrip()) <= width for start, end in lines)


@given(st.text("ab 日\n", max_size=120), st.integers(0, 120), st.integers(2, 30))
def test_the_caret_goes_up_and_down_line_by_line(text, at, width):
    entry = TextBuffer.of(text, many=True).moved(at)
    above = 0
    while (moved := entry.key("up", None, width)) is not None:
        entry, above = moved, above + 1
    below = 0
    while (moved := entry.key("down", None, width)) is not None:
        entry, below = moved, below + 1
    assert above <= below == len(folds(text, width)) - 1


# Every form


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 45)])
def test_every_form_has_a_picture_that_fits_its_width(name, size):
    width, height = min(size[0], 78), size[1]
    form_state = form_of(name).form_state
    around = FormContext("a form", height, [("enter", "save")], kept="kept from before")
    for each in form_state.shown:
        content = render_form(form_state.gone(each.name), {each.name: "this is wrong"}, around, width).content
        assert all(size_of(line) <= width for line in (*content.head, *content.body, *content.foot))
        assert len(content.head) + len(content.foot) + len(content.lifted) <= height
        assert content.lifted.start <= content.keep.start < content.keep.stop == content.lifted.stop
        assert any(each.label in text_of(content.body[number]) for number in content.lifted)
