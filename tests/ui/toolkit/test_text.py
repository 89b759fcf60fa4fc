"""People's words on a grid of cells: never wider than their place, and nothing in them that shifts the grid."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from learnboard.domain.model.fields import LONGEST_TITLE
from learnboard.ui.board.render import DETAILS, ONE_LINE, TIGHT, card_lines, card_shape, tight_height
from learnboard.ui.toolkit.text import cut, fitted, paragraphs, simplified, wrapped
from tests.ui.example_cards import DAY, card, text_of

PIECES = st.sampled_from(
    [
        "word",
        "a",
        " ",
        "  ",
        "日本語",
        "한",
        "é",
        "e\u0301",
        "o\u0300\u0301\u0302\u0303",
        "שלום",
        "ｆｕｌｌ",
        "🎯",
        "❤",
        "…",
        "-",
    ]
)
JOINED = st.sampled_from(
    ["👩‍👩‍👧", "❤️", "👍🏽", "1️⃣", "🇩🇪", "🏴\U000e0067\U000e0062\U000e007f", "\u200d", "\ufe0f", "\u200b", "🇦"]
)
PLAIN = st.lists(PIECES, max_size=30).map("".join)
TEXTS = st.one_of(PLAIN, st.lists(st.one_of(PIECES, JOINED), max_size=30).map("".join), st.text(max_size=60))
TITLES = TEXTS.map(lambda text: (text.strip() or "title")[:LONGEST_TITLE])
WIDTHS = st.integers(1, 70)
unhurried = settings(deadline=None)


@unhurried
@given(TEXTS, st.integers(0, 70))
@example("日本", 1)
@example("a日", 2)
def test_a_cut_text_is_never_wider_than_its_place(text, width):
    text = simplified(text)
    assert cell_len(cut(text, width)) <= width
    if cell_len(text) <= width:
        assert cut(text, width) == text


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("a long word", 11, "a long word"),
        ("a long word", 10, "a long wo…"),
        ("a long word", 8, "a long…"),
        ("日本語の本", 10, "日本語の本"),
        ("日本語の本", 9, "日本語の…"),
        ("日本語の本", 8, "日本語…"),
        ("日本", 1, "…"),
        ("word", 0, ""),
        ("", 5, ""),
    ],
)
def test_what_is_left_out_is_said_by_an_ellipsis(text, width, expected):
    assert cut(text, width) == expected


@unhurried
@given(TEXTS, WIDTHS)
def test_a_fitted_text_has_exactly_its_width(text, width):
    assert cell_len(fitted(simplified(text), width)) == width


@unhurried
@given(TEXTS, WIDTHS)
@example("日本語", 1)
@example("one  two", 4)
def test_a_wrapped_text_is_one_or_two_lines_of_at_most_the_width(text, width):
    text = simplified(text)
    found = wrapped(text, width)
    assert len(found) == (1 if cell_len(text) <= width else 2)
    assert all(cell_len(line) <= width for line in found)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 5, ["short"]),
        ("two words", 5, ["two", "words"]),
        ("two words", 3, ["two", "wo…"]),
        ("three plain words", 12, ["three plain", "words"]),
        ("three plain words", 11, ["three plain", "words"]),
        ("undividable", 6, ["undivi", "dable"]),
        ("日本語の本", 5, ["日本", "語の…"]),
    ],
)
def test_a_text_is_broken_between_words_where_there_is_a_place(text, width, expected):
    assert wrapped(text, width) == expected


@unhurried
@given(
    st.lists(st.sampled_from(["word", "日本語", "🎯", "a", "longer"]), min_size=1, max_size=12).map(" ".join), WIDTHS
)
def test_wrapping_loses_nothing_that_two_lines_hold(text, width):
    found = " ".join(wrapped(text, width))
    if "…" not in found:
        assert found.replace(" ", "") == text.replace(" ", "")


@unhurried
@given(TITLES, st.integers(3, 70), st.sampled_from(["metric", "maintain", "milestone", "binary", "baseline"]))
@example("日本語" * 12, 36, "binary")
@example("👩‍👩‍👧" * 10, 20, "metric")
def test_the_height_reckoned_is_the_height_drawn(title, width, kind):
    drawn = card(title=title, kind=kind, due_on="2026-07-01", visibility="private", labels=["ops", "checkout"])
    drawn = replace(drawn, note="used one story instead of five charts, as was said at the last meeting")
    assert tight_height(drawn.key_result, width) == len(card_lines(drawn, width, DAY, TIGHT)) + 1
    for detail in DETAILS:
        padded = len(card_lines(drawn, width, DAY, detail)) + detail.above + detail.below
        assert card_shape(drawn, width, DAY).height(detail) == padded, detail
    assert len(card_lines(drawn, width, DAY, ONE_LINE)) == 1


@unhurried
@given(TITLES, WIDTHS, st.sampled_from(["metric", "maintain", "milestone", "binary", "baseline"]), st.booleans())
def test_no_title_makes_a_card_wider_than_its_column(title, width, kind, ilo):
    drawn = card(title=title, kind=kind, ilo=ilo, due_on="2026-07-01", visibility="private")
    for line in (line for detail in (ONE_LINE, *DETAILS) for line in card_lines(drawn, width, DAY, detail)):
        assert cell_len(text_of(line)) <= width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("👩‍👩‍👧 read", "👩 read"),
        ("❤️ it", "❤ it"),
        ("👍🏽", "👍"),
        ("1️⃣ first", "1 first"),
        ("🇩🇪 and 🇫🇷", "DE and FR"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴"),
        ("zero\u200bwidth\u200cand\u200ejoiners\u2060", "zerowidthandjoiners"),
        ("two\nlines\tin one", "two lines in one"),
        ("\x1b[31mred\x07", "red"),
        ("שלום ערב", "שלום ערב"),
        ("日本語", "日本語"),
    ],
)
def test_signs_that_terminals_do_not_agree_on_become_plain(text, expected):
    assert simplified(text) == expected


@unhurried
@example("A\u200b\u0300")
@example("\u00d9\u0300\u0300\u0300\u200d0\u0300")
@given(TEXTS)
def test_nothing_that_shifts_the_grid_is_left(text):
    plain = simplified(text)
    for low, high in (("\u200b", "\u200f"), ("\ufe0e", "\ufe0f"), ("\u20e3", "\u20e3"), ("\U0001f3fb", "\U0001f3ff")):
        assert not any(low <= sign <= high for sign in plain)
    assert not any("\U0001f1e6" <= sign <= "\U0001f1ff" for sign in plain)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in plain)
    assert simplified(plain) == plain


def test_a_number_stays_with_its_unit():
    assert paragraphs("it was 1,360.00 EUR of 5 WORDS", 14) == ["it was", "1,360.00 EUR", "of 5 WORDS"]
    text = "reading 1 h, a talk 1 h 30 and 45 min at 53 % in 12 hours"
    assert paragraphs(text, 11) == ["reading", "1 h, a talk", "1 h 30 and", "45 min at", "53 % in 12", "hours"]
