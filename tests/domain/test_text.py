import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learnboard.domain.text import clean, clean_line, folded, is_overstacked, slug, unaccented

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ud800-\udfff]")
STRAY_TAG = re.compile("(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]")
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
ACUTE = "\u0301"
STACKED = "\u0300" * 4 + "\u200d0\u0300"
"""As many marks as may be, and one more behind a joiner and a digit."""

# Plain strategies seldom meet the characters that matter, so most of the text is made of these.
NASTY = st.sampled_from([*"\x1b\r\n\t\x00\x7f\x9b\u202e\u2066\u2028\ufeff\ud800\udc00\u200d\u200c", ACUTE, "\u20dd"])
TAGGED = st.sampled_from(["\U0001f3f4", "\U000e0067", "\U000e007f", "a", " ", "א", "👩"])
ANY_TEXT = st.text(st.one_of(NASTY, TAGGED, st.characters(exclude_categories=())), max_size=60)


@given(ANY_TEXT)
@example(STACKED)
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
@example(STACKED)
def test_every_spelling_of_a_text_becomes_one_which_is_composed(text: str) -> None:
    left = clean(text)
    assert unicodedata.is_normalized("NFC", left)
    written = text.encode("utf-8", "ignore").decode()  # halves of characters have no normal form
    assert (
        clean(unicodedata.normalize("NFD", written)) == clean(unicodedata.normalize("NFC", written)) == clean(written)
    )


MARKS = st.text(st.sampled_from(["\u0301", "\u0327", "\u0344", "\u05b0", "\u20dd", "\u302e", "\u200d"]), min_size=31)


@given(MARKS)
def test_marks_of_a_tall_stack_are_put_in_order_as_unicode_does_it(marks: str) -> None:
    spelled = unicodedata.normalize("NFD", "e" + marks)
    assert clean("e" + marks) == clean(spelled)
    small = unicodedata.normalize("NFC", "".join(spelled[at] for at in range(len(spelled)) if kept(spelled, at)))
    assert clean("e" + marks) == small


def kept(text: str, at: int) -> bool:
    """Whether a character is no mark, or one of the first four in Unicode's order."""
    is_mark = [unicodedata.category(character) in ("Mn", "Me") for character in text]
    return not is_mark[at] or sum(is_mark[:at]) < 4


@pytest.mark.parametrize(
    ("text", "is_tall"),
    [
        ("e" + ACUTE * 100, False),
        ("e" + ACUTE * 101, True),
        ("e" + (ACUTE + "\x1b\u200d\u20dd") * 60, True),
        ("e" + ACUTE * 60 + "e" + ACUTE * 60, False),
        ("─" * 500 + "…" * 500 + "👍🏽" * 500, False),
        ("க்ஷி" * 500, False),
    ],
)
def test_a_stack_of_more_than_a_hundred_marks_is_found(text: str, is_tall: bool) -> None:
    assert is_overstacked(text) is is_tall


@given(ANY_TEXT)
@example(STACKED)
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
    assert clean(text) == unicodedata.normalize("NFC", text)


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
        "x" + ACUTE * 4,
        "ᾧ",
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
        ("\x9b31mred", "red"),
        ("\x1b[31mRED\x1b[0m and \x1b[38;2;1;2;3mmore\x1b[m", "RED and more"),
        ("\x1b[?1049hscreen\x1b[2 q", "screen"),
        # Not by guess: without ESC it is text, what begins and does not end keeps its words, and so does a lone ESC.
        ("[31mRED[0m", "[31mRED[0m"),
        ("\x1bHello \x1b[31", "Hello [31"),
        ("a\x00b\x7fc\x0bd\x0ce", "abcde"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("\u2066in\u2069side", "inside"),
        ("\ufefffirst", "first"),
        ("a\u2028b\u2029c", "abc"),
        ("lone \ud83d half", "lone  half"),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("\U0001f3f4\x1b\U000e0067", "\U0001f3f4"),
        ("e" + ACUTE * 9 + "!", "é" + ACUTE * 3 + "!"),
        ("e" + (ACUTE + "\u200d") * 6, "é" + ("\u200d" + ACUTE) * 3 + "\u200d" * 3),
        ("e" + ACUTE * 3 + "\x1b" + ACUTE * 3, "é" + ACUTE * 3),
        ("Cafe" + ACUTE + " cre\u0300me", "Café crème"),
        ("e\ufeff" + ACUTE, "é"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("5 \u212a", "5 K"),
    ],
)
def test_what_a_terminal_obeys_or_a_reader_cannot_see_goes(text: str, left: str) -> None:
    assert clean(text) == left


def test_every_mark_of_unicode_is_counted() -> None:
    marks = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Mn", "Me")]
    assert len(marks) > 1000
    for mark in marks:
        decomposed = unicodedata.normalize("NFD", "x" + mark * 5)[:5]
        assert clean("x" + mark * 5) == unicodedata.normalize("NFC", decomposed)


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


# -- comparison ---------------------------------------------------------------------------------------------------

FORMS = ("NFC", "NFD")
WORDS = st.text(
    st.one_of(st.sampled_from("aéßıİÅøŁσςŉǰﬁ日本カ゛" + ACUTE), st.characters(exclude_categories=["Cs"])), max_size=20
)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Café CRÈME", "cafe creme"),
        ("Große Straße", "grosse strasse"),
        ("STRAẞE", "strasse"),
        ("İstanbul, ISPARTA, ısırgan", "istanbul, isparta, isirgan"),
        ("Łódź", "lodz"),
        ("Smørrebrød på Ærø", "smorrebrod pa aero"),
        ("œuvre", "oeuvre"),
        ("Þingvellir", "thingvellir"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Σίσυφος", "σισυφοσ"),
        ("Ёлка", "елка"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("ﬁnish", "finish"),
        ("日本語", "日本語"),
        ("ครู", "ครู"),  # this vowel stands below its letter, and is none that may be left out
        ("हिन्दी", "हिन्दी"),
        (ACUTE, ""),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_letters_are_compared_without_case_and_accents(text: str, letters: str, form: str) -> None:
    assert unaccented(unicodedata.normalize(form, text)) == unicodedata.normalize("NFD", letters)


def test_no_letter_of_unicode_differs_from_itself_in_another_case_or_spelling() -> None:
    letters = [letter for letter in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(letter)[0] in "LMNS"]
    different = [
        letter
        for letter in letters
        for spelling in {letter.upper(), letter.lower(), letter.title(), unicodedata.normalize("NFD", letter)}
        if spelling != letter and unaccented(spelling) != unaccented(letter)
    ]
    assert different == []


@given(WORDS, WORDS)
def test_a_text_is_compared_letter_by_letter(before: str, after: str) -> None:
    # A mark at the beginning of the second text would belong to the first one.
    assert unaccented(f"{before} {after}") == f"{unaccented(before)} {unaccented(after)}"
    assert folded(f" {before}\t {after}\n") == " ".join(f"{unaccented(before)} {unaccented(after)}".split())


@pytest.mark.parametrize("form", FORMS)
def test_the_name_of_a_file_keeps_accents_whatever_their_spelling(form: str) -> None:
    assert slug(unicodedata.normalize(form, "Zoé Müller"), "x") == "zoé-müller"
