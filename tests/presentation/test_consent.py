"""How a proposal and the answers to it are told."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.consent import by_proposal, standing_of
from learnboard.domain.metrics.resources import proposal_state
from learnboard.domain.report import board_report, open_requests
from learnboard.presentation.consent import CURE, objection_parts, objection_text, proposal_text, response_texts
from learnboard.presentation.reader_context import ReaderContext
from tests import builders

DAY = date(2026, 3, 20)
PEOPLE = [builders.person(id=f"p{n}", name=name) for n, name in ((1, "Rowan Teal"), (2, "Ash Rivers"))]


def _context(*rows: object, you: str | None = None) -> ReaderContext:
    return ReaderContext(board_report(builders.year_of(*PEOPLE, *rows), DAY), you)


def test_answers_stand_below_what_they_answer_and_amendments_in_their_order() -> None:
    row = builders.proposal()
    said = [
        builders.response("p1", "question", "2026-03-02", id="r1", text="why?"),
        builders.response("p2", "consent", "2026-03-03", id="r2"),
        builders.response("owner", "reaction", "2026-03-04", id="r3", text="so that", resolves_id="r1"),
        builders.response("p1", "reaction", "2026-03-05", id="r4", text="I see", resolves_id="r3"),
        builders.response("owner", "amendment", "2026-03-06", id="r5", text="less", resolves_id="r1"),
        builders.response("p2", "consent", "2026-03-16", id="r6"),
    ]
    texts = response_texts(row, _context(row, *said, you="p2"))
    assert [(text.whole, [answer.whole for answer in text.answers]) for text in texts] == [
        (
            "Rowan Teal, question, 2 Mar: why?",
            ["Alder Finch, answer, 4 Mar: so that", "Rowan Teal, answer, 5 Mar: I see"],
        ),
        ("you, consent, 3 Mar, amended since, so it no longer stands", []),
        ("Alder Finch, amendment, 6 Mar: less", []),
        ("you, consent, 16 Mar, after the close, so it counts for nothing", []),
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcdez"), st.booleans()), max_size=5))
def test_every_response_is_shown_once_whatever_answers_what(links: list[tuple[str, str, bool]]) -> None:
    row = builders.proposal()
    said = {
        id_: builders.response("p1", "amendment" if amends else "question", id=id_, text=id_, resolves_id=other)
        for id_, other, amends in links
    }
    texts = response_texts(row, _context(row, *said.values()))
    shown = [each.text for text in texts for each in (text, *text.answers)]
    assert sorted(shown) == sorted(said)


_RESPONSES = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2", "p3", "owner"]),
        st.sampled_from(["consent", "objection", "amendment", "question"]),
        st.integers(1, 20),
    ),
    max_size=9,
)


@settings(deadline=None, max_examples=60)
@given(_RESPONSES, st.integers(1, 3))
def test_what_a_person_is_told_of_their_word_is_what_the_state_counts(
    said: list[tuple[str, str, int]], least: int
) -> None:
    row = builders.proposal(min_responses=least)
    rows = [
        builders.response(by, kind, f"2026-03-{day:02}", id=f"r{number}") for number, (by, kind, day) in enumerate(said)
    ]
    ordered = by_proposal(rows).get("pr1", ())
    standing = {person: standing_of(row, ordered, person) for person in ("p1", "p2", "p3")}
    words = [each.word.kind for each in standing.values() if each.word]
    expected = "objected" if "objection" in words else "consented" if words.count("consent") >= least else "lapsed"
    assert proposal_state(row, rows, DAY) == expected
    for person, each in standing.items():
        own = [one for one in ordered if one.by_id == person and one.on <= row.closes_on]
        assert (each.amended is None) or (each.word is None and own[-1].kind in ("consent", "question", "amendment"))


@pytest.mark.parametrize(
    ("invited", "responses", "waits"),
    [
        ([], [], True),
        (["p1"], [], True),
        (["p2"], [], False),
        (["p1"], ["consent"], False),
        (["p1"], ["question"], True),
        (["p1"], ["consent", "amendment"], True),
        (["p1"], ["objection", "amendment"], False),
    ],
)
def test_a_proposal_waits_for_who_is_asked_until_a_word_of_theirs_stands(
    invited: list[str], responses: list[str], waits: bool
) -> None:
    row = builders.proposal(invited_ids=invited, closes_on="2026-03-31")
    said = [
        builders.response("owner" if kind == "amendment" else "p1", kind, f"2026-03-0{number}", id=f"r{number}")
        for number, kind in enumerate(responses, 2)
    ]
    report = _context(row, *said).report
    assert bool(open_requests(report, "p1").consents) is waits
    assert open_requests(report).consents == (row,)


def test_who_is_invited_and_what_was_decided_are_told() -> None:
    row = builders.proposal(
        invited_ids=["p2", "p1"],
        decision="time_only",
        review_on="2026-09-01",
        text=" one hour ",
        link="https://a.example",
    )
    text = proposal_text(row, "consented", _context(row, you="p1"))
    assert (text.invited, text.outcome) == (
        "You and Ash Rivers were asked",
        "Decided: time, looked at again on 1 Sep",
    )
    assert (text.text, text.link, text.yours) == ("one hour", "https://a.example", None)
    own = proposal_text(row, "open", _context(row, you="owner"))
    assert (own.invited, own.yours) == ("Ash Rivers and Rowan Teal are asked", None)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40).map(str.strip), st.text(max_size=40).map(str.strip))
def test_an_objection_is_one_text_of_two_parts(harm: str, cure: str) -> None:
    text = objection_text(harm, cure)
    assert (text != "") is (harm != "")
    if harm and CURE not in harm + cure:
        assert objection_parts(text) == (harm, cure)
