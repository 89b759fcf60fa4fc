"""Why somebody needs their mentor's attention, and the order of the list by need."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.model.feedback import Target
from learnboard.domain.report import board_report
from learnboard.presentation.desk import (
    DESK_ORDERS,
    DeskPerson,
    DeskSummary,
    arrival_text,
    desk_summary,
    matching,
    meeting_day,
    need_text,
    next_order,
    sorted_people,
)
from tests import builders
from tests.builders import year_of

TODAY = date(2026, 6, 29)
DAY = timedelta(days=1)


def decision(name, closes=None):
    return Target("proposal" if closes else "budget_entry", name), closes


def one(name="Alder", as_of=TODAY, problem="", **summary):
    return DeskPerson(name, name, "", as_of, DeskSummary(**summary), problem)


def names(people, order="need"):
    return [person.name for person in sorted_people(people, order, TODAY)]


# -- what a board says --------------------------------------------------------------------------------------------


def summary_of(*rows, you="p1", day=TODAY):
    return desk_summary(board_report(year_of(*rows), day), you)


ME = builders.person(id="p1", name="Rowan Teal", relation="mentor")
OTHER = builders.person(id="p2", name="Hazel", relation="buddy")


def meeting(name, on, *with_ids, **changes):
    return builders.meeting(id=name, on=on, with_ids=list(with_ids), **changes)


def test_promises_are_the_readers_own_actions_and_what_is_owed_is_the_owners():
    rows = (
        meeting("m1", "2026-06-01", "p1", held=True),
        meeting("m2", "2026-06-02", "p2", held=True),
        builders.action(id="a1", meeting_id="m1", who_id="p1", due_on="2026-06-20"),
        builders.action(id="a2", meeting_id="m1", who_id="p1", due_on=None),
        builders.action(id="a3", meeting_id="m1", who_id="p1", due_on="2026-06-20", done_on="2026-06-21"),
        builders.action(id="a4", meeting_id="m1", who_id="owner"),
        builders.action(id="a5", meeting_id=None, who_id="owner"),
        builders.action(id="a6", meeting_id="m2", who_id="owner"),
        builders.action(id="a7", meeting_id="m1", who_id="p2"),
    )
    found = summary_of(ME, OTHER, *rows)
    assert sorted(found.promises, key=str) == [date(2026, 6, 20), None]
    assert found.overdue(TODAY) == (date(2026, 6, 20),)
    assert found.overdue(date(2026, 6, 20)) == ()
    assert found.owed == 2
    unknown = summary_of(ME, OTHER, *rows, you=None)
    assert (unknown.promises, unknown.owed) == ((), 3)


def test_a_decision_that_needs_nothing_more_is_not_counted():
    rows = (
        builders.budget_entry(id="b1", state="proposed"),
        builders.budget_entry(id="b2", state="approved"),
        builders.budget_entry(id="b3", state="proposed"),
        builders.proposal(id="r1", opened_on="2026-06-01", closes_on="2026-07-30"),
        builders.proposal(id="r2", opened_on="2026-06-01", closes_on="2026-07-30"),
        builders.response("p1", "consent", "2026-06-03", id="x1", proposal_id="r2"),
        builders.proposal(id="r3", opened_on="2026-06-01", closes_on="2026-07-30", invited_ids=["p2"]),
        builders.proposal(id="r4", opened_on="2026-06-01", closes_on="2026-07-30", invited_ids=["p1", "p2"]),
        builders.response("p1", "consent", "2026-06-03", id="x2", proposal_id="r4"),
        builders.response("owner", "amendment", "2026-06-04", id="x3", proposal_id="r4"),
        builders.feedback(
            id="f1", person_id="p1", kind="approve", target={"kind": "budget_entry", "id": "b3"}, answer="unanswered"
        ),
    )
    found = summary_of(ME, OTHER, *rows)
    # The reader is not invited to r3, has consented to r2, and is asked again about r4, which was amended.
    open_ = {Target("budget_entry", "b1"), Target("proposal", "r1"), Target("proposal", "r4")}
    assert {target for target, _ in found.decisions} == open_
    assert found.without({Target("budget_entry", "b1")}, TODAY).decisions == (
        (Target("proposal", "r1"), date(2026, 7, 30)),
        (Target("proposal", "r4"), date(2026, 7, 30)),
    )
    assert {target for target, _ in found.without((), date(2026, 7, 30)).decisions} == open_
    assert {target for target, _ in found.without((), date(2026, 7, 31)).decisions} == {Target("budget_entry", "b1")}


def test_only_the_readers_own_feedback_is_unheard():
    rows = (
        builders.feedback(id="f1", person_id="p1"),
        builders.feedback(id="f2", person_id="p1", answer="done"),
        builders.feedback(id="f3", person_id="p2"),
    )
    assert summary_of(ME, OTHER, *rows).unheard == 1
    assert summary_of(ME, OTHER, *rows, you=None).unheard == 2


def test_key_results_are_counted_by_their_health_and_one_in_trouble_twice_counts_once():
    rows = (
        builders.metric(id="k1"),
        builders.check_in("2026-06-20", "1", 2, key_result_id="k1", id="c1-1", status="off_track", blocker=BLOCKER),
        builders.metric(id="k2"),
        builders.check_in("2026-06-20", "5", 5, key_result_id="k2", id="c1-2", status="at_risk"),
        builders.metric(id="k3"),
        builders.check_in("2026-02-20", "5", 9, key_result_id="k3", id="c1-3"),
    )
    found = summary_of(ME, *rows)
    assert (found.off_track, found.blocked, found.troubled, found.at_risk, found.outdated) == (1, 1, 1, 1, 1)


BLOCKER = {"kind": "dependency", "text": "the endpoint", "next_action": "", "due_on": None}


def test_the_next_meeting_is_the_readers_own():
    rows = (meeting("m1", "2026-07-20", "p1", held=False), meeting("m2", "2026-07-03", "p2", held=False))
    assert summary_of(ME, OTHER, *rows).meeting == date(2026, 7, 20)
    assert summary_of(ME, OTHER, rows[1]).meeting == date(2026, 7, 3)
    assert summary_of(ME).meeting is None
    missed = summary_of(ME, meeting("m3", "2026-05-07", "p1", held=False), rows[0])
    assert missed.next_meeting(TODAY) == date(2026, 7, 20)


# -- why ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "clause"),
    [
        ({"promises": (date(2026, 6, 5),)}, "your promise was due 5 Jun"),
        ({"promises": (date(2025, 6, 5),)}, "your promise was due 5 Jun 2025"),
        ({"promises": (date(2026, 6, 5), date(2026, 6, 28), None)}, "2 of your promises overdue"),
        ({"promises": (TODAY,), "decisions": (decision("b1"),)}, "1 decision waits for you"),
        ({"decisions": (decision("b1"), decision("b2")), "troubled": 1}, "2 decisions wait for you"),
        ({"off_track": 2, "blocked": 1, "troubled": 3, "outdated": 4}, "✗ 2 off track, ⊘ 1 blocked"),
        ({"blocked": 1, "troubled": 1}, "⊘ 1 blocked"),
        ({"outdated": 3, "at_risk": 2}, "? 3 outdated"),
        ({"at_risk": 2, "meeting": TODAY}, "you meet today"),
        ({"at_risk": 2}, "nothing urgent, 2 at risk"),
        ({"meeting": TODAY}, "you meet today"),
        ({"meeting": TODAY + 7 * DAY}, "you meet in 7 days"),
        ({"meeting": TODAY - 10 * DAY}, "meeting was due 19 Jun"),
        ({"meeting": TODAY + 8 * DAY}, "nothing urgent"),
        ({}, "nothing urgent"),
    ],
)
def test_the_clause_is_the_first_need(summary, clause):
    assert need_text(one(**summary), TODAY).text == clause


def test_a_file_of_long_ago_is_what_is_left_to_say():
    assert need_text(one(as_of=TODAY - 61 * DAY), TODAY).text == "last file 61 days ago"
    assert need_text(one(as_of=TODAY - 60 * DAY), TODAY).text == "nothing urgent"


def test_before_the_file_is_read_and_if_it_cannot_be_nothing_is_claimed():
    assert need_text(DeskPerson("b", "Wren", "", TODAY), TODAY).text == "…"
    assert need_text(one(problem="torn"), TODAY).text == "! the file cannot be read"
    assert meeting_day(None, TODAY).text == ""


def test_the_next_meeting_is_told_without_the_year_where_no_other_can_be_meant():
    assert meeting_day(DeskSummary(meeting=date(2026, 8, 7)), TODAY) == ("7 Aug", "neutral")
    assert meeting_day(DeskSummary(meeting=date(2026, 6, 7)), TODAY) == ("!7 Jun", "warn")
    assert meeting_day(DeskSummary(meeting=date(2027, 1, 7)), date(2026, 12, 1)).text == "7 Jan"
    assert meeting_day(DeskSummary(meeting=date(2027, 1, 7)), TODAY).text == "7 Jan 2027"
    assert meeting_day(DeskSummary(), TODAY).text == "–"


# -- the order ----------------------------------------------------------------------------------------------------


def test_the_order_by_need_is_that_of_the_list_of_needs():
    people = [
        one("g quiet"),
        one("f long silent", as_of=TODAY - 30 * DAY),
        one("e meets", meeting=TODAY + DAY),
        one("d outdated", outdated=1),
        one("c blocked", blocked=1, troubled=1, outdated=0),
        one("b asks", decisions=(decision("b1"),)),
        one("a promised", promises=(TODAY - DAY,)),
    ]
    assert names(people) == [
        *("a promised", "b asks", "c blocked", "d outdated", "e meets", "f long silent", "g quiet"),
    ]


def test_the_other_orders():
    people = [
        one("Wren", as_of=date(2026, 6, 1), meeting=date(2026, 7, 1)),
        one("élan", as_of=date(2026, 6, 3)),
        one("Alder", as_of=date(2026, 6, 2), meeting=date(2026, 7, 2)),
        one("", as_of=date(2026, 5, 2)),
    ]
    assert names(people, "name") == ["Alder", "élan", "Wren", ""]
    assert names(people, "meeting") == ["Wren", "Alder", "élan", ""]
    overdue = one("Ash", meeting=date(2026, 6, 1))
    planned = one("Bo", meeting=date(2026, 6, 1), planned=(date(2026, 6, 1), date(2026, 8, 7)))
    assert names([*people, overdue, planned], "meeting") == ["Wren", "Alder", "Bo", "Ash", "élan", ""]
    assert meeting_day(planned.summary, TODAY).text == "7 Aug"
    assert names(people, "last_file") == ["élan", "Alder", "Wren", ""]


def test_the_orders_take_turns():
    turns = ["need"]
    for _ in DESK_ORDERS:
        turns.append(next_order(turns[-1]))
    assert turns == ["need", "name", "meeting", "last_file", "need"]


days = st.integers(-40, 40).map(lambda number: TODAY + number * DAY)
summaries = st.builds(
    DeskSummary,
    promises=st.lists(days, max_size=3).map(tuple),
    decisions=st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(lambda ids: tuple(map(decision, ids))),
    troubled=st.integers(0, 3),
    outdated=st.integers(0, 3),
    meeting=st.none() | days,
)
people_ = st.lists(
    st.builds(DeskPerson, st.integers().map(str), st.text(max_size=5), st.just(""), days, st.none() | summaries),
    max_size=8,
    unique_by=lambda person: person.id,
)
RANKS = (
    lambda summary: len([day for day in summary.promises if day < TODAY]),
    lambda summary: len(summary.decisions),
    lambda summary: summary.troubled,
    lambda summary: summary.outdated,
)


@given(people_, st.randoms(), st.sampled_from([*DESK_ORDERS]))
def test_everybody_is_listed_once_and_in_the_same_order_wherever_they_came_from(people, random, order):
    listed = sorted_people(people, order, TODAY)
    mixed = random.sample(people, len(people))
    assert sorted_people(mixed, order, TODAY) == listed
    assert {*listed} == {*people}
    assert len(listed) == len(people)


@given(people_)
def test_a_need_counts_before_all_that_are_named_after_it(people):
    listed = [person.summary or DeskSummary() for person in sorted_people(people, "need", TODAY)]
    for before, after in pairwise(listed):
        ranks = [(rank(before), rank(after)) for rank in RANKS]
        first = next(((ours, theirs) for ours, theirs in ranks if ours != theirs), None)
        if first:
            assert first[0] > first[1]
        else:
            assert (before.meeting or date.max) <= (after.meeting or date.max)


# -- the filter ---------------------------------------------------------------------------------------------------


def test_the_filter_looks_for_every_word_in_name_role_and_clause():
    people = [
        DeskPerson("b1", "Élan Vital", "tester", TODAY, DeskSummary(blocked=1, troubled=1)),
        DeskPerson("b2", "Wren Hollow", "developer", TODAY, DeskSummary(blocked=2, troubled=2)),
    ]
    for query, found in (
        ("", ["b1", "b2"]),
        ("elan", ["b1"]),
        ("BLOCKED", ["b1", "b2"]),
        ("blocked  dev", ["b2"]),
        ("wren tester", []),
    ):
        assert [person.id for person in matching(people, query, TODAY)] == found


@given(people_, st.text(max_size=4))
def test_the_filter_adds_nobody_and_keeps_the_order(people, query):
    found = matching(people, query, TODAY)
    rest = iter(people)
    assert all(person in rest for person in found)


@pytest.mark.parametrize(
    ("came", "went", "text"),
    [
        ([], [], ""),
        (["Wren"], [], "A snapshot of Wren came."),
        (["Wren", "Wren"], [], "2 snapshots of Wren came."),
        (["Wren", "Alder"], ["Alder"], "2 snapshots came and a snapshot of Alder went."),
        ([], ["  "], "A snapshot of somebody went."),
    ],
)
def test_what_came_and_went_is_told_in_a_sentence(came, went, text):
    assert arrival_text(came, went) == text
