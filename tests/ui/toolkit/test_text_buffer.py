"""A text that is being typed: what each key makes of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.text import clean
from learnboard.ui.toolkit.text_buffer import TextBuffer
from tests.hostile import HOSTILE, TOO_LONG

KEYS = ["left", "right", "home", "end", "ctrl+a", "ctrl+e", "ctrl+left", "ctrl+right"]
TAKING = ["backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k"]


def buffer_at(marked_text):
    """A text with | for the caret."""
    before, _, after = marked_text.partition("|")
    return TextBuffer(before + after, len(before))


def pressed(entry, *keys):
    for key in keys:
        entry = entry.key(key, key if len(key) == 1 else None) or entry
    return f"{entry.before}|{entry.after}"


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("ab|", "c", "abc|"),
        ("|b", "a", "a|b"),
        ("ab|", "left", "a|b"),
        ("|ab", "left", "|ab"),
        ("a|b", "right", "ab|"),
        ("ab|", "right", "ab|"),
        ("ab|c", "home", "|abc"),
        ("ab|c", "ctrl+a", "|abc"),
        ("a|bc", "end", "abc|"),
        ("a|bc", "ctrl+e", "abc|"),
        ("ab|", "backspace", "a|"),
        ("|ab", "backspace", "|ab"),
        ("a|b", "delete", "a|"),
        ("ab|", "delete", "ab|"),
        ("one two|", "ctrl+left", "one |two"),
        ("one |two", "ctrl+left", "|one two"),
        ("one, |two", "ctrl+left", "|one, two"),
        ("|one two", "ctrl+right", "one| two"),
        ("one| two", "ctrl+right", "one two|"),
        ("one two|", "ctrl+w", "one |"),
        ("one two |", "ctrl+w", "one |"),
        ("one |two", "ctrl+w", "|two"),
        ("one |two", "ctrl+u", "|two"),
        ("one |two", "ctrl+k", "one |"),
        ("日本|", "left", "日|本"),
        ("日本|", "backspace", "日|"),
        ("é|", "backspace", "|"),
        ("e\u0301|", "backspace", "|"),
        ("ae\u0301|", "left", "a|e\u0301"),
        ("|e\u0301x", "right", "e\u0301|x"),
        ("|e\u0301x", "delete", "|x"),
        ("a👩‍👩‍👧|", "backspace", "a|"),
        ("a👍🏽|", "backspace", "a|"),
        ("|👍🏽a", "right", "👍🏽|a"),
        ("1️⃣|", "backspace", "|"),
        ("a\u200b|", "backspace", "|"),
        ("x🏴\U000e0067\U000e0062\U000e007f|", "backspace", "x|"),
    ],
)
def test_a_key_does_what_a_hand_expects(before, key, after):
    assert pressed(buffer_at(before), key) == after


@pytest.mark.parametrize("key", ["enter", "escape", "tab", "up", "down", "f1", "ctrl+x", "pageup", "insert"])
def test_a_key_that_is_none_for_a_text_is_left_to_others(key):
    assert TextBuffer("ab", 1).key(key, None) is None


@pytest.mark.parametrize("sign", ["\t", "\r", "\n", "\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_a_sign_that_a_terminal_obeys_is_no_letter(sign):
    assert TextBuffer("ab", 1).key("ctrl+x", sign) is None


@pytest.mark.parametrize(
    ("pasted", "report"),
    [
        (" two", "one two|three"),
        ("two ", "onetwo |three"),
        (" a\nb\r\nc\td\n", "one a b c d|three"),
        ("\n", "one|three"),
        ("\t", "one|three"),
        ("\r\n", "one|three"),
        ("\x1b[31mred\x07", "one[31mred|three"),
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
    assert TextBuffer.of("a\x1b[2Jb\nc\x07") == TextBuffer("a[2Jb c", 7)


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("x", "x|"),
        ("backspace", "|"),
        ("delete", "|"),
        ("ctrl+w", "|"),
        ("ctrl+u", "|"),
        ("left", "2026-12-0|1"),
        ("end", "2026-12-01|"),
        ("home", "|2026-12-01"),
    ],
)
def test_what_is_typed_takes_the_place_of_a_marked_text_and_an_arrow_keeps_it(key, after):
    entry = TextBuffer.of("2026-12-01")._replace(marked=True)
    assert pressed(entry, key) == after
    assert not entry.key(key, key if len(key) == 1 else None).marked


def test_a_paste_takes_the_place_of_a_marked_text_once():
    entry = TextBuffer.of("2026-12-01")._replace(marked=True).inserted("fri").inserted("day")
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
