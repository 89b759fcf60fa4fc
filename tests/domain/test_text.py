import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.text import clean, clean_line

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ud800-\udfff]")
STRAY_TAG = re.compile("(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]")
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
ACUTE = "\u0301"

# Plain strategies seldom meet the characters that matter, so most of the text is made of these.
NASTY = st.sampled_from([*"\x1b\r\n\t\x00\x7f\x9b\u202e\u2066\u2028\ufeff\ud800\udc00\u200d\u200c", ACUTE, "\u20dd"])
TAGGED = st.sampled_from(["\U0001f3f4", "\U000e0067", "\U000e007f", "a", " ", "א", "👩"])
ANY_TEXT = st.text(st.one_of(NASTY, TAGGED, st.characters(exclude_categories=())), max_size=60)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANY_TEXT)
def test_nothing_forbidden_is_left(text: str) -> None:
    left = clean(text)
    assert not FORBIDDEN.search(left)
    assert not STRAY_TAG.search(left)
    assert not re.search("[\t\n\r]", clean_line(text))
    left.encode()


@given(ANY_TEXT)
def test_no_character_carries_more_than_four_marks(text: str) -> None:
    stacked = 0
    for sign in clean(text):
        if unicodedata.category(sign) in ("Mn", "Me"):
            stacked += 1
        elif sign not in "\u200c\u200d":
            stacked = 0
        assert stacked <= 4


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Mc"], exclude_characters="\ufeff")))
def test_letters_numbers_signs_and_spaces_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Read “Accelerate”, chapter 3",
        "two lines\n\tand a tab",
        "学习板 – 学び",
        "לוּחַ לְמִידָה \u200fשל עדי\u200e",
        "می\u200cخواهم",
        "👩\u200d👩\u200d👧\u200d👦 ❤\ufe0f\u200d🔥 🇵🇱 1\ufe0f\u20e3 👍🏽",
        f"a trip to {SCOTLAND}",
        "e" + ACUTE * 4,
        "क्षत्रिय်",
        "x" * 10_000,
        "",
    ],
)
def test_a_text_of_people_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("title\x1b]52;c;ZXZpbA==\x07", "title]52;c;ZXZpbA=="),
        ("\x9b31mred", "31mred"),
        ("a\x00b\x7fc\x0bd\x0ce", "abcde"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("\u2066in\u2069side", "inside"),
        ("\ufefffirst", "first"),
        ("a\u2028b\u2029c", "abc"),
        ("lone \ud83d half", "lone  half"),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("\U0001f3f4\x1b\U000e0067", "\U0001f3f4"),
        ("e" + ACUTE * 9 + "!", "e" + ACUTE * 4 + "!"),
        ("e" + (ACUTE + "\u200d") * 6, "e" + (ACUTE + "\u200d") * 4 + "\u200d\u200d"),
        ("e" + ACUTE * 3 + "\x1b" + ACUTE * 3, "e" + ACUTE * 4),
    ],
)
def test_what_a_terminal_obeys_or_a_reader_cannot_see_goes(text: str, left: str) -> None:
    assert clean(text) == left


def test_every_mark_of_unicode_is_counted() -> None:
    marks = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Mn", "Me")]
    assert len(marks) > 1000
    assert [mark for mark in marks if clean("e" + mark * 5) != "e" + mark * 4] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("  two\n\n\tlines \n", "two lines"),
        ("a\r\nb", "a b"),
        ("plain", "plain"),
        ("\x1b\n", ""),
        ("עברית\tEnglish", "עברית English"),
    ],
)
def test_a_title_is_one_line(text: str, left: str) -> None:
    assert clean_line(text) == left
