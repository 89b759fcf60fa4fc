"""The filter keeps the cards that a person would keep who reads them one by one."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.query import FACTS, parse_query
from tests.builders import check_in, milestone
from tests.ui.example_cards import DAY, card

QUICK = settings(deadline=None, database=None, max_examples=80)


def matches(query, one):
    """Whether a card matches all terms, judged one by one."""
    return all(term.holds(FACTS[term.fact](one)) != term.negated for term in query.terms)


def keeps(text, one):
    query = parse_query(text, DAY)
    assert query.problem == ""
    return matches(query, one)


def in_days(count):
    return str(DAY + timedelta(days=count))


# -- words --------------------------------------------------------------------------------------------------------


def test_a_word_is_sought_in_title_description_labels_and_unit():
    one = card("metric", title="Cut the Latency", description="of the **Checkout**", labels=["deep work"], unit="ms")
    for word in ("latency", "LATE", "checkout", "work", "MS", "atenc"):
        assert keeps(word, one)
    assert not keeps("private", one)


def test_a_private_note_is_not_sought():
    assert not keeps("secret", card(private_note="a secret"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("strasse", "Große Straße"),
        ("STRAẞE", "grosse strasse"),
        ("café", unicodedata.normalize("NFD", "Café")),
        (unicodedata.normalize("NFD", "CAFÉ"), "café"),
        ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ("日本", "日本語の本"),
        ('"cafe creme"', "Café crème"),
        ("CAFÉ", "cafe"),
        ("istanbul", "İSTANBUL"),
        ("İstanbul", "istanbul"),
        ("lodz", "Łódź"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_case_and_accents_make_no_difference(text, title, form):
    assert keeps(text, card(title=unicodedata.normalize(form, title)))


def test_a_label_is_found_without_its_accents():
    assert keeps("#prasentation", card(labels=["Präsentation"]))
    assert not keeps("-#prasentation", card(labels=["Präsentation"]))


@pytest.mark.parametrize("title", ["ครู", "हिन्दी"])
def test_a_vowel_sign_makes_a_difference(title):
    assert keeps(title, card(title=title))
    assert not keeps(title, card(title=title[:-1]))


TITLES = st.text(
    st.one_of(st.sampled_from("aéßİıσς ÅﬁŁ日\u0301"), st.characters(exclude_categories=["C", "M"])),
    min_size=1,
    max_size=30,
)
SPELLINGS = (
    str,
    str.upper,
    str.lower,
    lambda text: unicodedata.normalize("NFC", text),
    lambda text: unicodedata.normalize("NFD", text),
)


@QUICK
@given(TITLES, st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
def test_any_title_finds_itself_however_it_is_typed_and_written(title, written, typed):
    title = "".join(sign for sign in title if sign not in '"“”„')
    assert keeps(f'"{typed(title)}"', card(title=written(title)))


def test_all_words_must_be_there_in_any_order():
    one = card(title="draft the talk")
    assert keeps("talk draft", one)
    assert not keeps("talk demo", one)


@pytest.mark.parametrize("text", ['"the talk"', "“the talk”", "„the talk“", '"the  talk"', '"the tal', '-"talk the"'])
def test_words_in_quotes_are_one(text):
    assert keeps(text, card(title="draft the talk"))


def test_words_in_quotes_are_found_over_the_end_of_a_line_but_not_of_a_text():
    assert keeps('"two words"', card(description="here are two\nwords"))
    assert not keeps('"two words"', card(title="two", description="words"))


def test_a_term_in_quotes_is_a_word():
    assert not keeps('"is:done"', card(done_on="2026-06-01"))
    assert keeps('"is:done"', card(title="what is:done means"))


@pytest.mark.parametrize("text", ["foo:bar", "https://example.org", "a:", ":"])
def test_an_unknown_key_is_a_part_of_a_word(text):
    assert keeps(text, card(title=f"see {text} now"))
    assert not keeps(text, card(title="see bar now"))


# -- other terms --------------------------------------------------------------------------------------------------

LABELLED = card(labels=["Ops", "deep work"])
IN_THE_WAY = {"kind": "external", "text": "no room", "next_action": "", "due_on": None}
STATES = {
    "at-risk": card("metric", check_ins=[check_in("2026-06-25", "1", status="at_risk")]),
    "on-track": card("metric", check_ins=[check_in("2026-06-25", "9", status="on_track")]),
    "off-track": card("metric", check_ins=[check_in("2026-06-25", "1", status="off_track")]),
    "outdated": card("metric", check_ins=[check_in("2026-01-25", "9", status="on_track")]),
    "pending": card("metric"),
    "done": card(done_on="2026-06-01"),
    "achieved": card(done_on="2026-06-01"),
    "dropped": card(dropped_on="2026-06-01"),
    "behind": card("metric", check_ins=[check_in("2026-06-25", "1")]),
    "divergent": card("metric", check_ins=[check_in("2026-06-25", "1", status="on_track")]),
    "ilo": card(ilo=True),
    "blocked": card("metric", check_ins=[check_in("2026-06-25", "1", blocker=IN_THE_WAY)]),
    "asking": card(ask="somebody who knows the mixer"),
    "stretch": replace(card(), stretched=True),
    "due": card(due_on=in_days(90)),
    "overdue": card(due_on=in_days(-1)),
    "private": card(visibility="private"),
    "mentor": card(visibility="mentor"),
    "shared": card(visibility="shared"),
}
PLAIN = card("binary", title="nothing said of it", visibility="private")


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_found_and_its_contrary_hidden(state):
    assert keeps(f"is:{state}", STATES[state])
    assert not keeps(f"-is:{state}", STATES[state])
    other = STATES["shared"] if state == "private" else STATES["done"] if state == "pending" else PLAIN
    assert not keeps(f"is:{state}", other)
    assert keeps(f"-IS:{state.upper()}", other)


@pytest.mark.parametrize("text", ["is:off", "is:OFF_TRACK", 'is:"off track"', "Is:off-t"])
def test_a_state_may_be_written_in_part_and_in_other_ways(text):
    assert keeps(text, STATES["off-track"])
    assert not keeps(text, STATES["on-track"])


def test_due_is_not_taken_for_the_beginning_of_another_state():
    assert keeps("is:due", STATES["due"])


def test_what_was_dropped_is_not_behind():
    assert not keeps("is:behind", card("metric", dropped_on="2026-06-01"))


@pytest.mark.parametrize("closed", [{"done_on": "2026-06-01"}, {"dropped_on": "2026-06-01"}])
def test_what_is_done_or_dropped_is_not_overdue_nor_due_within_days(closed):
    one = card(due_on=in_days(-1), **closed)
    assert not keeps("is:overdue", one)
    assert not keeps("due:<30d", one)
    assert keeps("due:any", one)


def test_what_is_due_today_is_not_overdue():
    assert not keeps("is:overdue", card(due_on=in_days(0)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("#ops", True), ("#OP", True), ("#deep", True), ('#"deep w"', True), ("#work", False), ("-#ops", False)],
)
def test_a_label_is_found_by_its_beginning(text, kept):
    assert keeps(text, LABELLED) is kept


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("kind:metric", {"metric"}),
        ("kind:m", {"metric", "maintain", "milestone"}),
        ("KIND:B", {"binary", "baseline"}),
        ("-kind:m", {"binary", "baseline"}),
    ],
)
def test_a_kind_is_found_by_its_beginning(text, kinds):
    every = {"metric", "maintain", "milestone", "binary", "baseline"}
    assert {kind for kind in every if keeps(text, card(kind))} == kinds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("due:<30d", -400, 30),
        ("due:<=30d", -400, 30),
        ("due:30", -400, 30),
        ("due:<2w", -400, 14),
        ("due:>2w", 15, 400),
        ("due:>=2w", 14, 400),
        ("due:<3m", -400, 92),  # 26 September
        ("due:<0d", -400, 0),
    ],
)
def test_due_within_or_later_than_a_time(text, first, last):
    assert [day for day in (-400, -1, 0, 14, 15, 30, 31, 92, 93, 400) if keeps(text, card(due_on=in_days(day)))] == [
        day for day in (-400, -1, 0, 14, 15, 30, 31, 92, 93, 400) if first <= day <= last
    ]
    assert not keeps(text, card())


def test_months_end_where_the_month_does_and_time_does_not_run_out():
    end_of_january = parse_query("due:<1m", date(2026, 1, 31))
    assert matches(end_of_january, card(due_on="2026-02-28"))
    assert not matches(end_of_january, card(due_on="2026-03-01"))
    for text in ("due:<9999m", "due:<9999w"):
        assert matches(parse_query(text, date(9998, 12, 31)), card(due_on="2200-12-31"))


def test_having_no_due_date_and_having_one():
    assert keeps("due:none", card())
    assert not keeps("due:none", STATES["due"])
    assert keeps("due:any", STATES["due"])
    assert not keeps("-due:none", card())


CONFIDENT = {of: card(check_ins=[check_in("2026-06-25", confidence=of)]) for of in (4, 5, 7, 8)} | {None: card()}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("conf:<5", {4}),
        ("conf:<=5", {4, 5}),
        ("conf:>7", {8}),
        ("conf:>=7", {7, 8}),
        ("conf:8", {8}),
        ("Confidence:=8", {8}),
        ("conf:none", {None}),
        ("-conf:<5", {5, 7, 8, None}),
    ],
)
def test_confidence_is_compared(text, kept):
    assert {of for of, one in CONFIDENT.items() if keeps(text, one)} == kept


def of_progress(done, steps):
    rows = [milestone(id=f"s{at}", done_on="2026-06-01" if at < done else None) for at in range(steps)]
    return card("milestone", milestones=[replace(row, key_result_id="k1") for row in rows])


def test_progress_is_compared_as_it_is_shown():
    almost_half = of_progress(199, 400)  # 49.75 %, shown as 50 %
    assert almost_half.figures.progress == Fraction(199, 400)
    assert keeps("p:50", almost_half)
    assert not keeps("progress:<50", almost_half)
    assert keeps("progress:<51%", almost_half)
    assert keeps("progress:<100", of_progress(399, 400))  # never shown as 100 % before it is
    assert keeps("progress:none", of_progress(0, 0))
    assert not keeps("progress:<50", of_progress(0, 0))


# -- while typing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "-", "#", "-#", '"', '""', "- #  -"])
def test_a_term_that_only_begins_hides_nothing_and_says_nothing(text):
    query = parse_query(text, DAY)
    assert (query.terms, query.problem) == ((), "")
    assert matches(query, PLAIN)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "is:foo",
            f"“is:foo” is unknown: use {', '.join(list(STATES)[:-1])} or shared.",
        ),
        ("is:o", "“is:o” can be on-track, off-track, outdated or overdue."),
        ("kind:x", "“kind:x” is unknown: use metric, maintain, milestone, binary or baseline."),
        ("due:<", "“due:<” is not understood: write due:<30d, due:>2w, due:<3m, due:none or due:any."),
        ("conf:<", "“conf:<” is not understood: write conf:<5, conf:>=7, conf:8 or conf:none."),
        ("p:x", "“p:x” is not understood: write p:<50, p:>=70 or p:none."),
    ],
)
def test_a_term_that_is_not_understood_is_told_of_and_hides_nothing(text, problem):
    for one in (text, f"-{text}"):
        query = parse_query(one, DAY)
        assert (query.terms, query.problem) == ((), problem)
    assert matches(parse_query(f"nothing {text}", DAY), PLAIN)
    assert not matches(parse_query(f"talk {text}", DAY), PLAIN)


def test_the_first_of_several_problems_is_told_and_long_ones_are_cut():
    assert parse_query("kind:x due:<", DAY).problem.startswith("“kind:x”")
    assert parse_query("due:" + "9" * 5_000, DAY).problem.startswith("“due:9999999999999999999999999…”")


@QUICK
@given(st.text(st.sampled_from('is:due<>=-#"“” kndcofp0123456789wméß\0\n') | st.characters(), max_size=60))
def test_no_text_is_an_error(text):
    query = parse_query(text, DAY)
    assert matches(query, PLAIN) in (True, False)
