"""A text that is being typed: what each key makes of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.text import clean
from learnboard.ui.toolkit.text_buffer import TextBuffer
from tests.hostile import HOSTILE, TOO_LONG
from tests.ui.toolkit.field_keys import MANY_LINES, ONE_LINE, noted, parts

KEYS = ["left", "right", "home", "end", "ctrl+a", "ctrl+e", "ctrl+left", "ctrl+right"]
TAKING = ["backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k"]


def buffer_at(marked_text, **fields):
    """A text with | for the caret and ^ for the other end of the selection."""
    text, at, anchor = parts(marked_text)
    return TextBuffer(text, at, anchor=anchor, **fields)


def pressed(entry, *keys, width=None):
    clipboard = ""
    for key in keys:
        if key == "ctrl+v":
            entry = entry.inserted(clipboard)
            continue
        if key == "enter":
            entry = entry.inserted("\n")
            continue
        character = " " if key == "space" else key if len(key) == 1 else None
        entry = entry.key(key, character, width) or entry
        clipboard = entry.taken or clipboard
    return noted(entry)


@pytest.mark.parametrize(("before", "keys", "after"), ONE_LINE)
def test_a_key_does_what_a_hand_expects(before, keys, after):
    assert pressed(buffer_at(before), *keys.split(" ")) == after


@pytest.mark.parametrize(("before", "keys", "after"), MANY_LINES)
def test_a_key_does_what_a_hand_expects_among_several_lines(before, keys, after):
    assert pressed(buffer_at(before, many=True), *keys.split(" "), width=40) == after


@pytest.mark.parametrize(
    ("before", "at", "times", "after"),
    [
        ("one two|", 1, 1, "o|ne two"),
        ("one two|", 5, 2, "one ^two|"),
        ("one two|", 3, 2, "one^ |two"),
        ("one two|", 7, 2, "one ^two|"),
        ("|", 0, 2, "|"),
        ("on|e two", 5, 3, "^one two|"),
        ("ab cafe\u0301|", 5, 2, "ab ^cafe\u0301|"),
        ("one|", 99, 1, "one|"),
    ],
)
def test_a_click_places_the_caret_and_more_clicks_select_the_word_and_the_line(before, at, times, after):
    assert noted(buffer_at(before).clicked(at, times)) == after


def test_the_third_click_selects_one_line_of_several():
    assert noted(TextBuffer("one\ntwo\nsix", 0, many=True).clicked(5, 3)) == "one\n^two|\nsix"


def test_only_what_the_last_key_took_goes_to_the_clipboard():
    taken = buffer_at("one |two").key("ctrl+k", None)
    assert (taken.taken, taken.key("left", None).taken) == ("two", "")


@given(st.lists(st.sampled_from([*KEYS, *TAKING, "a", "b", " ", "é", "alt+a", "shift+left"]), max_size=40))
def test_undo_leads_back_to_the_start_and_redo_to_the_end(keys):
    entry = TextBuffer.of("one two")
    for key in keys:
        entry = entry.key(key, key if len(key) == 1 else None) or entry
    end, steps = entry.text, len(entry.past)
    for _ in range(steps):
        entry = entry.undone()
    assert entry.text == "one two"
    for _ in range(steps):
        entry = entry.redone()
    assert entry.text == end


@pytest.mark.parametrize("key", ["enter", "escape", "tab", "up", "down", "f1", "ctrl+t", "pageup", "insert"])
def test_a_key_that_is_none_for_a_text_is_left_to_others(key):
    assert TextBuffer("ab", 1).key(key, None) is None


@pytest.mark.parametrize("sign", ["\t", "\r", "\n", "\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_a_sign_that_a_terminal_obeys_is_no_letter(sign):
    assert TextBuffer("ab", 1).key("ctrl+t", sign) is None


@pytest.mark.parametrize(
    ("pasted", "report"),
    [
        (" two", "one two|three"),
        ("two ", "onetwo |three"),
        (" a\nb\r\nc\td\n", "one a b c d|three"),
        ("\n", "one|three"),
        ("\t", "one|three"),
        ("\r\n", "one|three"),
        ("\x1b[31mred\x07", "onered|three"),
        ("\x1b", "one|three"),
        ("", "one|three"),
    ],
)
def test_a_paste_comes_in_clean_and_on_one_line(pasted, report):
    after = buffer_at("one|three").inserted(pasted)
    assert f"{after.before}|{after.after}" == report


def test_a_text_of_many_lines_keeps_its_lines():
    entry = TextBuffer.of("one\r\ntwo", many=True).inserted("\nthree\n")
    assert entry.text == "one\ntwo\nthree\n"
    assert pressed(entry.moved(5), "home") == "one\n|two\nthree\n"
    assert pressed(entry.moved(5), "end") == "one\ntwo|\nthree\n"
    assert pressed(entry.moved(5), "ctrl+k") == "one\nt|\nthree\n"


def test_a_text_from_elsewhere_is_clean_before_it_is_edited():
    assert TextBuffer.of("a\x1b[2Jb\nc\x07") == TextBuffer("ab c", 4)


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("x", "x|"),
        ("backspace", "|"),
        ("delete", "|"),
        ("ctrl+w", "|"),
        ("ctrl+u", "|"),
        ("left", "|2026-12-01"),
        ("right", "2026-12-01|"),
        ("end", "2026-12-01|"),
        ("home", "|2026-12-01"),
    ],
)
def test_what_is_typed_takes_the_place_of_a_marked_text_and_an_arrow_keeps_it(key, after):
    entry = TextBuffer.of("2026-12-01", selected=True)
    assert pressed(entry, key) == after
    assert not entry.key(key, key if len(key) == 1 else None).marked


def test_a_paste_takes_the_place_of_a_marked_text_once():
    entry = TextBuffer.of("2026-12-01", selected=True).inserted("fri").inserted("day")
    assert (entry.text, entry.at, entry.marked) == ("friday", 6, False)


def test_moving_by_words_through_a_long_text_is_no_long_wait():
    entry = TextBuffer.of(TOO_LONG * 2 + " b")
    for key in ("ctrl+left", "ctrl+left", "ctrl+right", "ctrl+right", "ctrl+w", "ctrl+w"):
        entry = entry.key(key, None)
    assert entry.text == ""


@given(
    st.lists(
        st.one_of(
            st.sampled_from(KEYS + TAKING), st.characters(), st.sampled_from(HOSTILE).map(lambda text: f"paste {text}")
        ),
        max_size=30,
    )
)
def test_after_any_keys_the_caret_stands_in_a_clean_text_of_one_line(keys):
    entry = TextBuffer()
    for key in keys:
        if key.startswith("paste "):
            entry = entry.inserted(key.removeprefix("paste "))
        else:
            entry = entry.key(key, key if len(key) == 1 else None) or entry
        assert 0 <= entry.at <= len(entry.text)
    assert not any(unicodedata.category(sign) == "Cc" for sign in entry.text)
    assert clean(entry.text.replace("\ufeff", "")).count("\n") == 0


@given(st.text(max_size=30), st.sampled_from(TAKING + KEYS))
def test_a_way_back_leads_back(text, key):
    entry = TextBuffer.of(text)
    there = entry.key("home", None)
    assert there.key("end", None) == entry
    taken = entry.key(key, None)
    assert entry.text.startswith(taken.before)
