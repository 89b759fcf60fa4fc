"""How a proposal and the answers to it are told."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.consent import consult
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.report import board_report, open_requests
from learnboard.presentation.around import Around
from learnboard.presentation.consent import CURE, objection_parts, objection_text, own_word
from learnboard.presentation.proposals import ProposalText, proposal_text
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.responses import response_texts
from tests import builders

DAY = date(2026, 3, 20)
PEOPLE = [builders.person(id=f"p{n}", name=name) for n, name in ((1, "Rowan Teal"), (2, "Ash Rivers"))]


def _context(*rows: object, you: str | None = None) -> ReaderContext:
    return ReaderContext(board_report(builders.year_of(*PEOPLE, *rows), DAY), you)


def _text(row: Proposal, context: ReaderContext) -> ProposalText:
    return proposal_text(context.consultations[row.id], Around.for_reader(context, row))


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
    context = _context(row, *said, you="p2")
    texts = response_texts(context.consultations[row.id], Around.for_reader(context, row))
    assert [(text.whole, [answer.whole for answer in text.answers]) for text in texts] == [
        (
            "Rowan Teal, question, 2 Mar: why?",
            ["Alder Finch, answer, 4 Mar: so that", "Rowan Teal, answer, 5 Mar: I see"],
        ),
        ("you, consent, 3 Mar, taken back by an amendment, asked anew", []),
        ("Alder Finch, amendment, 6 Mar, answers the question of Rowan Teal, 2 Mar: less", []),
        ("you, consent, 16 Mar, after the close, so it counts for nothing", []),
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcdez"), st.booleans()), max_size=5))
def test_every_response_is_shown_once_whatever_answers_what(links: list[tuple[str, str, bool]]) -> None:
    row = builders.proposal()
    said = {
        id_: builders.response("p1", "amendment" if amends else "reaction", id=id_, text=id_, resolves_id=other)
        for id_, other, amends in links
    }
    context = _context(row, *said.values())
    texts = response_texts(context.consultations[row.id], Around.for_reader(context, row))
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
    found = consult(row, rows, DAY)
    words = [word.kind for word in found.words.values()]
    expected = "objected" if "objection" in words else "consented" if words.count("consent") >= least else "lapsed"
    assert found.state == expected
    for person in ("p1", "p2", "p3"):
        own = [
            one for one in sorted(rows, key=lambda one: (one.on, one.id)) if one.by_id == person and one.on.day <= 15
        ]
        counted = [one.kind for one in own if one.kind in ("consent", "objection")]
        if person in found.words:
            assert found.words[person].kind == counted[-1]
            assert found.amended_since(person) is None
        else:
            assert (found.amended_since(person) is not None) is ("consent" in counted)


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
    said = builders.response("p1", "consent", "2026-03-03", text="good")
    text = _text(row, _context(row, said, you="p1"))
    assert text.invited == "you (consent), Ash Rivers (silent)"
    assert text.about[-3:] == (
        "result: consented by you; no word from Ash Rivers",
        "decision: time granted",
        "review: 1 Sep 2026, in 165 days",
    )
    assert (text.text, text.link) == ("one hour", "https://a.example")
    yours = own_word(_context(row, said, you="p1").consultations[row.id], _context(row, said, you="p1"))
    assert yours is not None
    assert yours.text == "✓ You consented on 3 Mar."
    own = _context(row, you="owner")
    assert _text(row, own).invited == "Ash Rivers (silent), Rowan Teal (silent)"
    assert own_word(own.consultations[row.id], own) is None


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40).map(str.strip), st.text(max_size=40).map(str.strip))
def test_an_objection_is_one_text_of_two_parts(harm: str, cure: str) -> None:
    text = objection_text(harm, cure)
    assert (text != "") is (harm != "")
    if harm and CURE not in harm + cure:
        assert objection_parts(text) == (harm, cure)
