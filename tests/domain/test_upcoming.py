"""Which meetings come next, and how feedback sessions are spread over a cycle."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.model.people import next_of_all
from learnboard.domain.next_meetings import next_meeting, set_meetings
from learnboard.domain.upcoming import cadence_of, evenly, next_day, upcoming_meetings
from tests.builders import agreement, cycle, meeting, person

DAY = date(2026, 6, 26)


def upcoming(meetings=(), people=(), year=None, day=DAY):
    return upcoming_meetings(meetings, people, year, 42, day)


def test_what_was_planned_or_agreed_comes_by_its_day():
    rows = [
        meeting(id="m1", on="2026-06-01", with_ids=["p1"], next_on="2026-07-13"),
        meeting(id="m2", on="2026-07-01", held=False, kind="buddy", with_ids=["p2"]),
    ]
    found = upcoming(rows, [person(id="p1"), person(id="p2", relation="buddy")])
    assert [(each.kind, str(each.on), each.state) for each in found] == [
        ("buddy", "2026-07-01", "planned"),
        ("mentor", "2026-07-13", "agreed"),
    ]


def test_a_relation_without_a_next_day_has_one_proposed_by_its_cadence():
    rows = [meeting(on="2026-06-01", with_ids=["p1"])]
    (found,) = upcoming(rows, [person(agreement=agreement(cadence_days=35))])
    assert (found.state, found.on) == ("proposed", date(2026, 7, 6))
    assert upcoming(rows, [person(to_on="2026-06-10")]) == ()  # it has ended


def test_a_mentor_who_was_never_met_has_a_first_meeting_proposed():
    (found,) = upcoming((), [person(accepted_on="2026-06-24")])
    assert (found.state, found.on) == ("proposed", date(2026, 7, 1))
    assert upcoming((), [person()]) == ()  # a candidate
    (found,) = upcoming((), [person(primary=True)])
    assert found.on == DAY + timedelta(days=7)


def test_what_was_held_is_never_overdue():
    rows = [
        meeting(id="m1", on="2026-05-01", held=False, with_ids=["p1"]),
        meeting(id="m2", on="2026-05-05", with_ids=["p1"], next_on="2026-08-01"),
    ]
    assert [str(each.on) for each in upcoming(rows, [person()])] == ["2026-08-01"]


def test_the_meeting_of_the_day_comes_first_then_the_next_one_and_overdue_ones_stand_apart():
    def planned(*days):
        return [meeting(id=f"m{on}", on=on, held=False, with_ids=[f"p{on}"]) for on in days]

    def order(*days):
        return [str(each.on) for each in upcoming(planned(*days))]

    old, recent, today, later = "2026-04-07", "2026-06-24", "2026-06-26", "2026-07-10"
    assert order(old, today, later) == [today, later, old]
    assert order(old, recent, today) == [today, old, recent]
    assert order(old, later) == [later, old]
    assert order(recent, later, old) == [recent, later, old]  # it was held most likely, and is to be told of
    assert order(old) == [old]
    dates = set_meetings(planned(old, recent, today, later), DAY)
    assert [str(each.on) for each in dates.coming] == [today, later]
    assert [str(each.on) for each in dates.overdue] == [old, recent]
    assert str(next_meeting(planned(old, recent, later), [], DAY).on) == later
    assert str(next_meeting(planned(old), [], DAY).on) == old
    year = cycle(planned_sessions=3)
    assert next(each.on for each in upcoming(planned(old), (), year)) == date(2026, 4, 7)  # others are only proposed


def test_feedback_sessions_are_proposed_evenly_over_the_cycle():
    year = cycle(planned_sessions=3)  # 364 days from the first to the last day: every 91 days
    found = upcoming((), (), year, date(2026, 1, 1))
    assert [(each.session, str(each.on)) for each in found] == [(1, "2026-04-02"), (2, "2026-07-02"), (3, "2026-10-01")]


def test_sessions_that_are_late_are_spread_over_what_is_left():
    year = cycle(planned_sessions=3)
    held = [meeting(id="s1", kind="feedback_session", on="2026-11-01")]
    found = upcoming(held, (), year, date(2026, 12, 1))
    assert [each.session for each in found] == [2, 3]
    assert [str(each.on) for each in found] == ["2026-12-11", "2026-12-21"]
    assert upcoming(held, (), year, date(2026, 12, 31)) == ()


def test_a_session_keeps_its_key_when_it_becomes_a_row():
    year = cycle(planned_sessions=2)
    before = upcoming((), (), year, date(2026, 1, 1))[0]
    row = meeting(id="s1", kind="feedback_session", on=str(before.on), held=False)
    after = upcoming([row], (), year, date(2026, 1, 1))[0]
    assert (after.key, after.state, after.session) == (before.key, "planned", 1)


def test_the_next_day_is_a_cadence_later_and_never_past():
    assert next_day(date(2026, 6, 26), 42, DAY) == date(2026, 8, 7)
    assert next_day(date(2026, 1, 5), 42, DAY) == date(2026, 8, 7)
    assert cadence_of(["p1"], [person()], 42) == 42


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
meetings_of_all = st.lists(
    st.builds(
        lambda on, held, kind, people, after: (on, held, kind, people, after),
        days,
        st.booleans(),
        st.sampled_from(["mentor", "buddy", "feedback_session"]),
        st.sampled_from([[], ["p1"], ["p2"], ["p1", "p2"]]),
        st.none() | st.integers(1, 90),
    ),
    max_size=8,
)


@given(meetings_of_all, days)
def test_the_first_planned_or_agreed_one_is_that_of_the_format(rows, day):
    made = [
        meeting(
            id=f"m{number}",
            on=str(on),
            held=held,
            kind=kind,
            with_ids=people,
            next_on=str(on + timedelta(days=after)) if after and held else None,
        )
        for number, (on, held, kind, people, after) in enumerate(rows)
    ]
    found = [each for each in upcoming(made, (), None, day) if each.state != "proposed"]
    expected, dates = next_of_all(made, day), set_meetings(made, day)
    assert min((each.on for each in found), default=None) == (expected.on if expected else None)
    assert sorted(each.on for each in found) == [each.on for each in (*dates.overdue, *dates.coming)]
    assert len({each.key for each in found}) == len(found)


@given(days, st.integers(1, 300), st.integers(1, 30))
def test_evenly_stays_between_and_in_order(first, length, count):
    last = first + timedelta(days=length)
    found = [evenly(first, last, number, count) for number in range(1, count + 1)]
    assert found == sorted(found)
    assert all(first <= on < last for on in found)
