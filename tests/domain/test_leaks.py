"""Private words in what is about to leave (FORMAT.md §1)."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.leaks import Leak, find_leaks, place_in
from learnboard.domain.profiles import apply_profile
from tests.builders import (
    EXAMPLE_BOARD,
    agreement,
    check_in,
    document,
    feedback,
    goal,
    log_entry,
    meeting,
    metric,
    person,
    records_in,
    year_of,
)


def leaked(*rows, profile="mentor", person=None):
    board = year_of(*rows)
    return find_leaks(board, apply_profile(board, profile, person=person)[0], person=person)


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_the_example_year_has_nothing_private_in_what_leaves(profile):
    board = records_in(document(EXAMPLE_BOARD))
    for reader in (None, *(row.id for row in board.people)):
        assert find_leaks(board, apply_profile(board, profile, person=reader)[0], person=reader) == ()


def test_an_agreement_is_no_secret_to_the_one_it_was_made_with_but_to_everybody_else():
    rows = (
        person(agreement=agreement(comfort_zone="put me in front of people")),
        metric(description="I asked: put me in front of people"),
    )
    assert leaked(*rows, person="p1") == ()
    assert [leak[1:4] for leak in leaked(*rows)] == [("key_results", "k1", "description")]
    assert [leak[1:4] for leak in leaked(*rows, person="p2")] == [("key_results", "k1", "description")]


def test_what_is_noted_about_people_and_meetings_is_private():
    rows = (
        person(private_note="kinder than it sounds"),
        meeting(private_note="ask for more money"),
        metric(description="kinder than it sounds, and: ask for more money"),
    )
    assert {leak.text for leak in leaked(*rows)} == {"kinder than it sounds", "ask for more money"}


def test_a_private_title_in_a_note_that_leaves_is_found_with_its_place():
    found = leaked(
        metric(id="k2", title="Look elsewhere", visibility="private"),
        metric(),
        check_in("2026-03-01", "3", note="slow, since I  LOOK\nELSEWHERE on Fridays"),
    )
    assert found == (Leak("Look elsewhere", "check_ins", "ci-2026-03-01", "note"),)


@pytest.mark.parametrize(
    "private",
    [
        metric(id="k2", title="t", description="leave in autumn", visibility="private"),
        metric(id="k2", title="t", private_note="leave in autumn"),
        goal(visibility="private", why_me="leave in autumn"),
        log_entry(text="leave in autumn", visibility="private"),
        person(name="leave in autumn", visibility="private"),
    ],
    ids=lambda row: row.TABLE,
)
def test_whatever_is_private_is_looked_for(private):
    told = metric(id="k3", title="I shall leave in autumn, they say")
    assert [leak[1:4] for leak in leaked(private, told)] == [("key_results", "k3", "title")]


@pytest.mark.parametrize("told", ["on part a Geneve", "ON PART À GENÈVE", "on part a\u0300 Gene\u0300ve"])
def test_a_private_text_is_found_whatever_its_accents(told):
    found = leaked(metric(id="k2", title="On part à Genève", visibility="private"), metric(id="k3", title=f"{told}!"))
    assert [leak[1:4] for leak in found] == [("key_results", "k3", "title")]


def test_what_belongs_to_a_private_row_is_private_and_its_parts_are_too():
    blocker = {"kind": "clarity", "text": "nobody decides", "next_action": "", "due_on": None}
    found = leaked(
        metric(id="k2", title="t", visibility="private"),
        check_in("2026-03-01", key_result_id="k2", blocker=blocker),
        metric(description="Nobody decides."),
    )
    assert found == (Leak("nobody decides", "key_results", "k1", "description"),)


def test_every_place_is_named():
    found = leaked(
        metric(id="k2", title="Look elsewhere", visibility="private"),
        metric(description="look elsewhere", drop_reason="look elsewhere!"),
    )
    assert [leak.field for leak in found] == ["description", "drop_reason"]


@pytest.mark.parametrize(("text", "finds"), [("sevench", False), ("eightchr", True), ("  eight  ", False), ("", False)])
def test_texts_of_eight_characters_or_more_are_looked_for(text, finds):
    assert bool(leaked(metric(id="k2", title="t", private_note=text), metric(description=f"x {text} x"))) is finds


def test_words_that_a_board_uses_again_and_again_are_no_secret():
    private = metric(id="k2", title="t", labels=["performance"], unit="milliseconds", visibility="private")
    assert leaked(private, metric(labels=["performance"], unit="milliseconds")) == ()


def test_what_only_mentors_may_see_is_no_secret_of_a_shared_snapshot():
    for_mentors = log_entry(text="module one", visibility="mentor")
    assert leaked(for_mentors, metric(title="module one of five"), profile="shared") == ()


def test_a_full_copy_is_the_owners_own_and_leaks_nothing():
    assert leaked(metric(title="t", private_note="look elsewhere"), profile="full") == ()


# -- disguises --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        "K-U-B E R N É T E S",
        "k u b e r n e t e s",
        "ku\nber\tnetes",
        "Ku\u2011ber\u2013ne\u2014tes",
        "_Kuber_-_netes_",
        "K̲u̲b̲e̲r̲n̲e̲t̲e̲s̲",
        "K\u0338u\u0338b\u0338e\u0338r\u0338n\u0338e\u0338t\u0338e\u0338s\u0338",
        "Ku\u00adber\u200bne\u200dtes",
        "Ｋｕｂｅｒｎｅｔｅｓ",
        "Kübèrñétęš",
        "“Kubernetes”!",
        "K.u.b.e.r.n.e.t.e.s",
        "k🙂ubernetes",
        "Kuʼbernetes",
    ],
)
def test_a_private_text_is_found_through_capitals_blanks_punctuation_and_accents(told):
    found = leaked(metric(id="k2", title="Kubernetes", visibility="private"), metric(description=f"about {told}, say"))
    assert found == (Leak("Kubernetes", "key_results", "k1", "description", ordinary=True),)


@pytest.mark.parametrize("told", ["Look  else-where", "look, elsewhere", "LOOK\nELSEWHERE", "„Lóok“ — “elsewhere”"])
def test_a_private_sentence_is_found_too(told):
    found = leaked(metric(id="k2", title="Look elsewhere!", visibility="private"), metric(description=told))
    assert found == (Leak("Look elsewhere!", "key_results", "k1", "description"),)


@pytest.mark.parametrize(
    "told",
    [
        "lok elsewhere",  # a letter is missing
        "elsewhere I look",
        "I think of another firm",  # other words: the export says that it cannot know these
        "anderswo suchen",
        "",
    ],
)
def test_other_words_are_not_found(told):
    assert leaked(metric(id="k2", title="Look elsewhere", visibility="private"), metric(description=told)) == ()


@pytest.mark.parametrize(
    ("private", "told", "finds"),
    [
        ("70.000 €", "they pay 70.000  €", True),
        ("70.000 €", "they pay 70.000 $", False),
        ("ask for $", "task, for one", False),
        ("C++ / C#", "c++ / c#", True),
        ("🎉🎉🎉🎉🎉🎉🎉🎉", "🎉🎉🎉🎉🎉🎉🎉🎉", True),
    ],
)
def test_texts_with_few_letters_are_looked_for_with_their_signs(private, told, finds):
    assert bool(leaked(metric(id="k2", title="t", private_note=private), metric(description=told))) is finds


def test_texts_side_by_side_are_not_read_together():
    rows = (metric(id="k2", title="t", private_note="look elsewhere"), metric(title="look", description="elsewhere"))
    assert leaked(*rows) == ()


def test_a_text_within_another_and_the_other_are_both_found():
    rows = (
        metric(id="k2", title="leave in autumn", visibility="private"),
        metric(id="k3", title="t", private_note="leave in autumn for Ghent"),
        metric(description="I may leave in autumn for Ghent"),
    )
    assert {leak.text for leak in leaked(*rows)} == {"leave in autumn", "leave in autumn for Ghent"}


# -- parts ------------------------------------------------------------------------------------------------------------

NOTE = "Rowan was kind.\nI am going to look for another firm. Then I shall see; more in autumn!"
FIRM, AUTUMN = "I am going to look for another firm", "ask for a raise of ten percent"


@pytest.mark.parametrize(
    ("note", "told", "part"),
    [
        (NOTE, "Well, I AM going to look for another   firm", FIRM),  # 28 letters
        (NOTE, "Rowan was kind", None),  # 12
        (NOTE, "going to look for another firm", None),  # a part of a sentence
        (NOTE, NOTE, NOTE),  # once, and whole
        (f"{FIRM}. Well.", f"{FIRM}. Well.", f"{FIRM}. Well."),
        (f"{AUTUMN}\r\n{AUTUMN}s", f"I will {AUTUMN}", AUTUMN),
        (
            "我打算明年春天离职去别的公司。老板还不知道这件事情，明年再说。",
            "我打算明年春天离职去别的公司",
            "我打算明年春天离职去别的公司",
        ),
    ],
)
def test_a_sentence_of_a_private_text_is_found_by_itself(note, told, part):
    found = leaked(metric(id="k2", title="t", private_note=note), metric(description=told))
    assert found == (() if part is None else (Leak(part, "key_results", "k1", "description"),))


def test_a_title_that_a_private_note_quotes_is_no_secret():
    title = "Cut p95 latency of the checkout service from 850 ms to 400 ms"
    private = metric(id="k2", title="t", private_note=f"{title}\nThey will never let me do that to their service.")
    assert leaked(private, metric(title=title), check_in("2026-03-01", "3", note=f"about: {title}")) == ()
    assert len(leaked(private, check_in("2026-03-01", "3", note=f"about: {title}"), metric())) == 1


@pytest.mark.parametrize(
    ("private", "finds", "ordinary"),
    [
        ("跳槽計畫", True, True),
        ("辞める", False, None),
        ("我要离职去柏林", True, True),
        ("明年春天离职去柏林", True, False),
    ],
)
def test_four_signs_that_are_words_are_as_long_as_eight_letters(private, finds, ordinary):
    found = leaked(metric(id="k2", title="t", private_note=private), metric(description=f"今天，{private}，好"))
    assert [leak.ordinary for leak in found] == ([ordinary] if finds else [])


# -- ordinary words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("private", "ordinary"),
    [
        ("Kubernetes", True),
        ("“Kubernetes.”", True),
        ("Kündigung", True),
        ("PERFORMANCE", True),
        ("Gehaltsverhandlung", False),  # 18 letters: a compound says something by itself
        ("look elsewhere", False),
        ("K-u-b-e-r-n-e-t-e-s", False),
        ("hunter2hunter2", False),
    ],
)
def test_one_word_of_up_to_fourteen_letters_is_ordinary(private, ordinary):
    found = leaked(metric(id="k2", title=private, visibility="private"), metric(description=f"about {private}"))
    assert [leak.ordinary for leak in found] == [ordinary]


def test_where_blanks_do_not_part_words_a_sentence_is_no_word():
    note = "我打算明年春天离职去别的公司"
    told = metric(id="k2", description=f"今天：{note}。")
    assert [leak.ordinary for leak in leaked(metric(private_note=note), told)] == [False]


def test_a_name_is_no_ordinary_word_nor_is_a_word_that_is_a_name_too():
    told = metric(description="Bartholomew knows")
    someone = person(name="Bartholomew", visibility="private")
    assert [leak.ordinary for leak in leaked(someone, told)] == [False]
    assert [leak.ordinary for leak in leaked(someone, metric(id="k2", private_note="bartholomew"), told)] == [False]


# -- where it stands --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "secret", "words"),
    [
        ("slow, since I  LOOK\nELSEWHERE on Fridays", "Look elsewhere", "LOOK\nELSEWHERE"),
        ("we use K-U-B E R N É T E S, now", "Kubernetes", "K-U-B E R N É T E S"),
        ("twice: kubernetes and kubernetes", "Kubernetes", "kubernetes"),
        ("they pay 70.000  € now", "70.000 €", "70.000  €"),
        ("Kubernetes", "Kubernetes", "Kubernetes"),
        ("cafe\u0301cafe\u0301!", "cafecafe", "cafe\u0301cafe\u0301"),
    ],
)
def test_the_words_are_marked_where_they_stand(text, secret, words):
    start, end = place_in(text, secret)
    assert text[start:end] == words


def test_what_is_not_there_has_no_place():
    assert place_in("another firm", "Look elsewhere") is None


# -- any disguise -----------------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from(string.ascii_letters + string.digits + "äöüßéèñçøłőžčşğıåæ"), min_size=8, max_size=30)
NOTHING = st.text(st.sampled_from(" \t\n\u00a0\u2009-–—_.,;:!?'’\"„“()[]/\\*#~+"), max_size=3)
ACCENTS = st.text(st.sampled_from("\u0300\u0301\u0302\u0303\u0308\u030a\u0327\u0328"), max_size=2)


@st.composite
def disguised(draw):
    """A text of eight letters or more, and the same in other capitals, with blanks, signs and accents put in."""
    secret = draw(WORDS)
    letters = [
        draw(st.sampled_from((letter, letter.upper(), letter.lower(), unicodedata.normalize("NFD", letter))))
        + draw(ACCENTS)
        + draw(NOTHING)
        for letter in secret
    ]
    return secret, "".join(letters)


@given(disguised(), NOTHING, st.sampled_from(["", "before ", "x"]), st.sampled_from(["", " after", "x"]))
def test_any_disguise_by_capitals_blanks_punctuation_and_accents_is_found(pair, around, before, after):
    secret, disguise = pair
    text = f"{before}{around}{disguise}{around}{after}"
    found = leaked(metric(id="k2", title="t", private_note=secret), metric(description=text))
    assert [leak[:4] for leak in found] == [(secret, "key_results", "k1", "description")]
    start, end = place_in(text, secret)
    again = leaked(metric(id="k2", title="t", private_note=secret), metric(description=text[start:end]))
    assert [leak.text for leak in again] == [secret]


@given(
    st.text(st.sampled_from("abcdefghijklm"), min_size=8, max_size=20),
    st.text(st.sampled_from("nopqrstuvwxyz ÄÖ-.,12"), max_size=60),
)
def test_what_shares_nothing_with_a_secret_is_not_found(secret, text):
    assert leaked(metric(id="k2", title="t", private_note=secret), metric(description=text)) == ()


@given(st.text(max_size=40), st.text(max_size=8), st.text(max_size=8))
def test_a_text_within_another_is_found_whatever_the_script(secret, before, after):
    found = place_in(f"{before} {secret} {after}", secret)
    has_text = len(" ".join(secret.split())) >= 8
    assert found is not None or not has_text


def test_a_call_out_and_its_answer_are_private_even_to_its_author():
    found = leaked(
        person(),
        feedback(kind="call_out", text="You cut Hazel off twice.", reply="I did, and I told her."),
        feedback(id="f2", kind="call_out", text="short", reply="Thank you!", answer="done"),
        feedback(id="f3", reply="thank you!", answer="done"),
        metric(description="He said: you cut Hazel off twice. I did, and I told her!", ask="Thank you!"),
        person="p1",
    )
    assert [leak.text for leak in found] == ["You cut Hazel off twice.", "I did, and I told her."]
    shared = leaked(feedback(kind="call_out", text="Too loud, too often"), metric(title="too loud, too often"))
    assert [leak[1:4] for leak in shared] == [("key_results", "k1", "title")]
