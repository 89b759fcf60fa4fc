"""Whose word stands, who was silent and who is asked anew; the state itself is `metrics/test_proposals.py`."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.consent import changed_after_close, changed_ask, consult
from tests.builders import proposal, response

ASKED = proposal(invited_ids=["p1", "p2"], min_responses=2)  # open from 1 to 15 March
AFTER = date(2026, 3, 16)
DURING = date(2026, 3, 10)


def voice(found, id_):
    return next(each for each in found.voices if each.response.id == id_)


def test_an_amendment_asks_those_anew_who_had_consented_and_no_one_else():
    rows = (
        response("p1", "consent", "2026-03-03", id="a"),
        response("p2", "objection", "2026-03-04", id="b"),
        response("owner", "amendment", "2026-03-05", id="c", resolves_id="b"),
    )
    found = consult(ASKED, rows, DURING)
    assert (found.asked_anew, found.silent, found.answered) == (("p1",), ("p1",), 1)
    assert voice(found, "a").taken_back
    assert voice(found, "b").stands
    again = consult(ASKED, (*rows, response("p1", "consent", "2026-03-06", id="d")), DURING)
    assert (again.asked_anew, again.silent, again.answered) == ((), (), 2)
    assert again.state == "open"
    assert consult(ASKED, (*rows, response("p1", "consent", "2026-03-06")), AFTER).state == "objected"


def test_an_answer_after_the_close_is_kept_and_counts_for_nothing():
    rows = response("p1", "consent"), response("p2", "consent", "2026-03-16", id="late")
    found = consult(ASKED, rows, AFTER)
    assert (found.state, found.silent) == ("lapsed", ("p2",))
    assert (voice(found, "late").late, voice(found, "late").stands) == (True, False)


def test_somebody_not_invited_is_told_apart_and_is_none_of_those_asked():
    found = consult(ASKED, [response("p9", "consent", id="x"), response("p1", "question", id="q")], DURING)
    assert [(each.response.id, each.invited) for each in found.voices] == [("q", True), ("x", False)]
    assert (found.answered, found.asked, found.silent) == (0, 2, ("p1", "p2"))


def test_the_owners_answer_stands_with_its_question_and_an_amendment_in_its_own_place():
    rows = (
        response("p1", "question", "2026-03-02", id="q"),
        response("p2", "concern", "2026-03-03", id="c"),
        response("owner", "reaction", "2026-03-04", id="r", resolves_id="q"),
        response("owner", "amendment", "2026-03-05", id="m", resolves_id="c"),
        response("owner", "reaction", "2026-03-06", id="alone", resolves_id="gone"),
    )
    found = consult(ASKED, rows, DURING)
    assert [each.response.id for each in found.voices] == ["q", "c", "m", "alone"]
    assert [row.id for row in voice(found, "q").answers] == ["r"]


def test_without_a_list_of_people_as_many_are_asked_as_have_to_consent():
    found = consult(proposal(min_responses=2), [response("p1", "consent")], DURING)
    assert (found.answered, found.asked, found.silent) == (1, 2, ())


def test_only_the_decision_the_review_and_who_sees_it_change_after_the_close():
    other = proposal(invited_ids=["p1", "p2"], min_responses=2, decision="time_only", review_on="2026-09-01")
    assert changed_after_close(ASKED, other) == ()
    assert changed_after_close(ASKED, proposal(invited_ids=["p1"], min_responses=2)) == ("invited_ids",)
    assert changed_ask(ASKED, proposal(text="more", closes_on="2026-03-20")) == ("text", "min_responses")


_ROWS = st.lists(
    st.builds(
        lambda by, kind, day, number: response(by, kind, f"2026-03-{day:02}", id=f"r{number:06}"),
        st.sampled_from(["p1", "p2", "p9", "owner", None]),
        st.sampled_from(["question", "reaction", "amendment", "objection", "concern", "consent"]),
        st.integers(1, 20),
        st.integers(0, 999_999),
    ),
    max_size=12,
    unique_by=lambda row: row.id,
)


@given(_ROWS)
def test_nobody_is_both_silent_and_heard_and_nothing_said_is_lost(rows):
    found = consult(ASKED, rows, AFTER)
    said = [each.response.id for each in found.voices] + [row.id for each in found.voices for row in each.answers]
    assert sorted(said) == sorted(row.id for row in rows)
    assert set(found.silent) | (found.words.keys() & {"p1", "p2"}) == {"p1", "p2"}
    assert not set(found.silent) & found.words.keys()
    assert set(found.asked_anew) <= {row.by_id for row in rows if row.kind == "consent"} - found.words.keys()
    assert (found.state == "objected") == bool(found.of_kind("objection"))
    assert all(not each.stands for each in found.voices if each.late)
