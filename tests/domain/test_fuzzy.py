"""A card is found by a few of its letters, and the one that was meant stands first."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.fuzzy import best_matches

QUICK = settings(deadline=None, database=None, max_examples=150)
LETTERS = st.text(st.sampled_from("abcAB -ßéÉ\u0301日"), max_size=14)


def found(query, *titles, most=50):
    return [titles[match.index] for match in best_matches(query, titles, most)]


def marked(query, title):
    (match,) = best_matches(query, [title])
    return "".join(f"[{sign}]" if at in match.places else sign for at, sign in enumerate(title))


def test_without_letters_the_first_titles_are_answered_in_order():
    assert [(one.index, one.places) for one in best_matches(" ", ["b", "a", "c"], 2)] == [(0, ()), (1, ())]
    assert best_matches("", []) == []


def test_a_title_is_found_by_letters_in_their_order():
    assert found("clt", "cut the latency", "talk circle", "tlc") == ["cut the latency"]


@pytest.mark.parametrize(
    ("query", "liker", "less"),
    [
        ("ta", "tab", "a tab"),  # at the start
        ("ta", "a tab", "stab"),  # at a word
        ("ta", "late tab", "contact"),
        ("ta", "load-test table", "stab"),
        ("cat", "concatenate", "c at"),  # in one piece
        ("ct", "one cut talk", "one cxxt"),  # at the starts of words
        ("abx", "-ab-x", "-a-bzzx"),  # in longer runs
        ("ta", "a tab", "some tab"),  # earlier
        ("checkout service", "a checkout service", "checkout of a service"),
        ("cut talk", "talk of a cut", "c u t talk"),
    ],
)
def test_the_liker_title_comes_first(query, liker, less):
    assert found(query, less, liker) == [liker, less]
    assert found(query, liker, less) == [liker, less]


def test_like_titles_stay_in_order():
    assert [match.index for match in best_matches("talk", ["talk", "a talk", "talk", "a talk"])] == [0, 2, 1, 3]


def test_parts_may_stand_in_any_order_but_all_must_be_there():
    assert found("lat cut", "cut latency", "latency cut", "cut", "latency") == ["cut latency", "latency cut"]


def test_no_more_are_answered_than_asked_for_and_these_are_the_likest():
    titles = [f"x talk {number}" for number in range(100)] + ["talk", "t-a-l-k"]
    assert found("talk", *titles, most=3) == ["talk", "x talk 0", "x talk 1"]
    assert len(best_matches("talk", titles, 102)) == 102
    assert found("talk", *titles, most=102)[-1] == "t-a-l-k"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("lat", "cut [l][a][t]ency"),
        ("LAT", "cut [L][a][t]ency"),
        ("ct", "[c]ut [t]alk"),
        ("lat cut", "[c][u][t] [l][a][t]ency"),
        ("at", "c[a][t]"),
        ("t", "stab [t]ab"),
        ("abc", "ab [a][b][c]"),
        ("strasse", "eine [S][t][r][a][ß][e]"),
        ("本", "日[本]語の本"),
    ],
)
def test_the_letters_that_match_are_told(query, shown):
    assert marked(query, shown.replace("[", "").replace("]", "")) == shown


def test_an_accent_written_as_a_sign_of_its_own_is_one_with_its_letter():
    title = unicodedata.normalize("NFD", "ein Café am Eck")
    (match,) = best_matches("fé", [title])
    assert "".join(title[at] for at in match.places) == unicodedata.normalize("NFD", "fé")
    assert found("cafe", title[:9], "cafe") == ["cafe"]


def test_nothing_is_marked_where_no_way_leads_back():
    composed_vowel = "\u09c7\u09be"  # two signs that are one when composed, though neither is an accent
    (match,) = best_matches("x", [f"x {composed_vowel}"])
    assert match.places == ()


def slowly_has(text, part):
    draft_store = iter(text)
    return all(feedback_draft in draft_store for feedback_draft in part)


def composed(text):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


@QUICK
@given(LETTERS, st.lists(LETTERS, max_size=8), st.integers(1, 8))
def test_those_that_have_the_letters_are_found_and_no_others(query, titles, most):
    parts = composed(query).split()
    fitting = [at for at, title in enumerate(titles) if all(slowly_has(composed(title), part) for part in parts)]
    matches = best_matches(query, titles, most)
    assert len(matches) == min(most, len(fitting))
    assert {match.index for match in matches} <= set(fitting)
    assert matches == best_matches(query, titles, 99)[:most]
    for match in matches:
        assert list(match.places) == sorted(set(match.places))
        assert all(
            slowly_has(composed("".join(titles[match.index][at] for at in match.places)), part) for part in parts
        )


@QUICK
@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=5))
def test_no_text_is_an_error(query, titles):
    for match in best_matches(query, titles):
        assert all(0 <= at < len(titles[match.index]) for at in match.places)
