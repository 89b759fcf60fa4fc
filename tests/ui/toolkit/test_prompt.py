"""One line that is typed: what a key does to it, and how much of it is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from learnboard.ui.toolkit.status_lines import Prompt, prompt_line
from learnboard.ui.toolkit.styles import CaretView, with_caret
from learnboard.ui.toolkit.text import CARET, StyledText
from learnboard.ui.toolkit.text_buffer import TextBuffer
from tests.hostile import HOSTILE, TOO_LONG


def typed(prompt, text):
    for sign in text:
        prompt.take(sign, sign)


def prompt_for(text="", **fields):
    """A prompt, and what it was told."""
    told = []

    def enter(said):
        told.append(("enter", said))
        return said != "refuse me"

    def changed(entry):
        told.append(("changed", entry.text))

    return Prompt("name", TextBuffer.of(text), **({"enter": enter, "changed": changed} | fields)), told


def test_letters_are_typed_and_enter_ends_it():
    prompt, told = prompt_for("a")
    assert not prompt.take("b", "b")
    assert prompt.take("enter", None)
    assert told == [("changed", "ab"), ("enter", "ab")]


def test_what_is_refused_stays_to_be_mended():
    prompt, told = prompt_for("refuse me")
    assert not prompt.take("enter", None)
    typed(prompt, "!")
    assert prompt.take("enter", None)
    assert told[-1] == ("enter", "refuse me!")


def test_escape_ends_it_and_says_what_stood_there():
    left = []
    prompt, told = prompt_for("half", leave=lambda text: left.append(text) or True)
    assert prompt.take("escape", "\x1b")
    assert (left, told) == (["half"], [])


def test_another_key_does_what_it_is_said_to_do_and_unknown_ones_nothing():
    done = []
    prompt, told = prompt_for("a", others={"tab": lambda: done.append("tab")})
    for key in ("tab", "f5", "up", "ctrl+t"):
        assert not prompt.take(key, None)
    assert (done, told, prompt.entry.text) == (["tab"], [], "a")


def test_an_arrow_tells_of_a_change_only_where_there_is_one():
    prompt, told = prompt_for("a")
    prompt.take("left", None)
    prompt.take("left", None)
    assert told == [("changed", "a")]


def test_no_more_is_typed_than_there_is_room_for():
    prompt, _ = prompt_for("123", most=5)
    typed(prompt, "45678")
    assert prompt.entry.text == "12345"


def test_of_a_paste_that_is_too_long_the_end_is_left_out():
    prompt, _ = prompt_for("ad", most=5)
    prompt.take("left", None)
    prompt.become(prompt.entry.inserted("bcdefgh"))
    assert (prompt.entry.text, prompt.entry.at) == ("abcdd", 4)


def test_a_text_that_was_too_long_already_can_be_shortened_but_not_lengthened():
    prompt, _ = prompt_for("1234567", most=5)
    typed(prompt, "8")
    assert prompt.entry.text == "1234567"
    prompt.take("backspace", None)
    assert prompt.entry.text == "123456"


@pytest.mark.parametrize(
    ("entry", "width", "shown"),
    [
        (TextBuffer("", 0), 10, "▏"),
        (TextBuffer("ab", 2), 10, "ab▏"),
        (TextBuffer("ab", 1), 10, "a▏b"),
        (TextBuffer("abcdefghij", 10), 6, "…ghij▏"),
        (TextBuffer("abcdefghij", 0), 6, "▏abcd…"),
        (TextBuffer("abcdefghij", 5), 6, "…de▏f…"),
        (TextBuffer("日本語日本語", 6), 6, "…本語▏"),
        (TextBuffer("日本語日本語", 6), 5, "…語▏"),
    ],
)
def test_what_stands_around_the_caret_is_seen(entry, width, shown):
    assert with_caret(entry, width).text == shown


@given(st.one_of(st.text(), st.sampled_from(HOSTILE)), st.integers(0, 60), st.integers(2, 50))
def test_the_caret_is_always_in_sight_and_never_pushes_anything_over_the_edge(text, at, width):
    shown = with_caret(TextBuffer.of(text).moved(at), width).text
    assert shown.count(CARET) == 1 + text.count(CARET) or "…" in shown
    assert CARET in shown
    assert cell_len(shown) <= width


def test_a_very_long_text_is_shown_without_a_wait():
    for at in (0, 10_000, 20_000):
        for _ in range(50):
            assert CARET in with_caret(TextBuffer(TOO_LONG * 2, at), 80).text


def test_a_marked_text_is_shown_without_a_caret():
    prompt, _ = prompt_for("2026-12-01")
    prompt.entry = TextBuffer.of(prompt.entry.text, selected=True)
    assert prompt.view(80).line == [StyledText("2026-12-01", "mark-full")]
    typed(prompt, "f")
    assert prompt.view(80).line == [StyledText("f"), StyledText("▏", "accent")]


def test_a_selection_is_reversed_and_ends_at_the_caret():
    prompt, _ = prompt_for("one two")
    prompt.take("ctrl+shift+left", None)
    assert prompt.view(80).line == [StyledText("one "), StyledText("▏", "accent"), StyledText("two", "mark-full")]


@pytest.mark.parametrize(("index", "at"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (50, 4)])
def test_what_is_drawn_means_its_place_in_the_text_and_what_is_behind_it_the_end(index, at):
    assert CaretView.of(TextBuffer("日abc", 2), 80).place_of(index) == at  # 日a▏bc


def test_a_text_that_stands_elsewhere_is_not_shown_twice():
    prompt, _ = prompt_for("a title", elsewhere=True)
    assert "a title" not in "".join(span.text for span in prompt_line(prompt, 80))
