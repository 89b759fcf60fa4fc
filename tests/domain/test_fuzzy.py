"""A card is found by a few of its letters, and the one that was meant stands first."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.fuzzy import TitleIndex
from learnboard.domain.text import unaccented

QUICK = settings(deadline=None, database=None, max_examples=150)
LETTERS = st.text(st.sampled_from("abcAB -ßéÉ\u0301日"), max_size=14)


def best_matches(query, titles, most=50):
    return TitleIndex(titles).best_matches(query, most)


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


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("cafe creme", "[C][a][f][é] [c][r][è][m][e]"),
        ("fé", "ein Ca[f][é] am Eck"),
        ("fe", "ein Ca[f][é] am Eck"),
        ("é", "das Caf[é] am Platz"),
        ("ist", "nach [İ][s][t]anbul"),
        ("STAN", "nach İ[s][t][a][n]bul"),
        ("aero", "auf [Æ][r][ø]"),
        ("ero", "auf [Æ][r][ø]"),
        ("fin", "to [ﬁ][n]ish"),
        ("lodz", "[Ł][ó][d][ź]"),
        ("본", "일[본]어"),
        ("하", "[한]글"),
        ("ครู", "[ค][ร][ู]"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_letters_are_told_with_all_their_marks_though_folding_changes_their_number(query, shown, form, typed):
    title = unicodedata.normalize(form, shown.replace("[", "").replace("]", ""))
    (match,) = best_matches(unicodedata.normalize(typed, query), [title])
    told = "".join(title[at] for at in match.places)
    assert unicodedata.normalize("NFC", told) == "".join(shown[at + 1] for at, sign in enumerate(shown) if sign == "[")


def test_accents_and_case_make_no_difference():
    assert found("creme", "Café Crème", "creme", "cr") == ["creme", "Café Crème"]
    assert found("CRÈME", "creme", "cr") == ["creme"]


def test_a_vowel_sign_is_told_with_its_letter():
    title = "x \u0995\u09c7\u09be"  # a letter and two signs that are one when composed
    assert [match.places for match in best_matches("x", [title])] == [(0,)]
    assert [match.places for match in best_matches("\u0995", [title])] == [(2, 3, 4)]


def slowly_has(text, part):
    draft_store = iter(text)
    return all(feedback_draft in draft_store for feedback_draft in part)


def without_accents(text):
    """As people read it who pay no heed to accents: only of the few letters that these tests are made of."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in decomposed if sign != "\u0301")


@QUICK
@given(LETTERS, st.lists(LETTERS, max_size=8), st.integers(1, 8))
def test_those_that_have_the_letters_are_found_and_no_others(query, titles, most):
    parts = without_accents(query).split()
    fitting = [at for at, title in enumerate(titles) if all(slowly_has(without_accents(title), part) for part in parts)]
    matches = best_matches(query, titles, most)
    assert len(matches) == min(most, len(fitting))
    assert {match.index for match in matches} <= set(fitting)
    assert matches == best_matches(query, titles, 99)[:most]
    for match in matches:
        assert list(match.places) == sorted(set(match.places))
        assert all(
            slowly_has(without_accents("".join(titles[match.index][at] for at in match.places)), part) for part in parts
        )


@QUICK
@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=5))
def test_no_text_is_an_error(query, titles):
    for match in best_matches(query, titles):
        assert all(0 <= at < len(titles[match.index]) for at in match.places)


ANY_TITLE = st.text(
    st.one_of(st.sampled_from("abéßİıσςÅﬁŁ日\u0301 "), st.characters(exclude_categories=["Cs", "Cc"])), max_size=30
)
FORMS = st.sampled_from(["NFC", "NFD"])


@QUICK
@given(ANY_TITLE, FORMS, FORMS, st.sampled_from([str, str.upper, str.lower]))
def test_any_title_finds_itself_and_all_its_letters_are_told(title, written, typed, cased):
    title = unicodedata.normalize(written, title)
    (match,) = best_matches(unicodedata.normalize(typed, cased(title)), [title])
    told = "".join(title[at] for at in match.places)
    letters = "".join(unaccented(title).split())
    assert {*letters[:20]} <= {*unaccented(told)}  # what is typed is cut if it is long


def letters_with_marks(title):
    """The places of each letter together with those of its marks, and of syllables written in several signs."""
    groups = []
    for at, sign in enumerate(title):
        is_mark = unicodedata.category(unicodedata.normalize("NFD", sign)[0]).startswith("M")
        if groups and (is_mark or "\u1160" <= sign <= "\u11ff"):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


@QUICK
@given(ANY_TITLE, FORMS, st.data())
def test_only_letters_that_were_typed_are_told_each_with_all_its_marks(title, written, data):
    title = unicodedata.normalize(written, title)
    letters = "".join(unaccented(title).split())
    typed = "".join(data.draw(st.lists(st.sampled_from(letters), max_size=3))) if letters else ""
    for match in best_matches(typed, [title]):
        assert set(unaccented(typed)) <= set(unaccented("".join(title[at] for at in match.places)))
        told = [group for group in letters_with_marks(title) if set(group) & set(match.places)]
        assert [at for group in told for at in group] == list(match.places)
        assert all(set(unaccented("".join(title[at] for at in group))) & set(unaccented(typed)) for group in told)
