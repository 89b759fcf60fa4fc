"""When money is looked back at, what is asked then, and what is a success: reckoned by hand from FORMAT.md §2."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidValue
from learnboard.domain.worth import (
    due_looks,
    is_success,
    levels_asked,
    log_around,
    mean_rating,
    next_look,
    read_sharing,
)
from tests.builders import budget_entry, evaluation, log_entry

SPENT = date(2026, 3, 1)
DAY = date(2026, 6, 26)  # a Friday
LEVELS = ("reaction", "learning", "behaviour", "results")


def entry(**fields):
    return budget_entry(**{"state": "spent", "spent_on": "2026-03-01", "estimate": "10", **fields})


def rated(*levels, rating=4):
    return [evaluation(id=f"e{number}", level=level, rating=rating) for number, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("days", "levels", "looks"),
    [
        (13, (), ()),
        (14, (), ("first",)),
        (59, (), ("first",)),
        (60, (), ("first", "effect")),
        (14, ("reaction",), ()),
        (59, ("reaction", "learning"), ()),
        (60, ("reaction", "learning"), ("effect",)),
        (60, ("behaviour",), ()),
        (400, ("results",), ()),
    ],
)
def test_the_first_look_is_due_after_14_days_and_the_second_after_60(days, levels, looks):
    assert due_looks(entry(), rated(*levels), SPENT + timedelta(days)) == looks


def test_it_is_counted_from_when_it_happened_else_from_when_it_was_paid():
    assert due_looks(entry(happens_on="2026-05-05"), (), date(2026, 5, 18)) == ()
    assert due_looks(entry(happens_on="2026-05-05"), (), date(2026, 5, 19)) == ("first",)
    assert due_looks(entry(spent_on=None), (), DAY) == ()


@pytest.mark.parametrize("state", ["idea", "proposed", "approved", "declined", "booked", "cancelled"])
def test_what_is_not_spent_is_not_looked_back_at(state):
    assert due_looks(entry(state=state), (), DAY) == ()


def test_what_is_asked_is_what_is_due_and_then_what_can_be_corrected():
    assert levels_asked(entry(), (), SPENT + timedelta(20)) == ("reaction", "learning")
    assert levels_asked(entry(), (), SPENT + timedelta(60)) == LEVELS
    both = rated("reaction", "learning")
    assert levels_asked(entry(), both, SPENT + timedelta(20)) == ("reaction", "learning")
    assert levels_asked(entry(), both, SPENT + timedelta(60)) == ("behaviour", "results", "reaction", "learning")
    assert levels_asked(entry(), (), SPENT) == ("reaction", "learning")  # early, by one's own wish


def test_the_next_look_is_told_before_it_is_due():
    assert next_look(entry(), (), SPENT) == ("first", date(2026, 3, 15))
    assert next_look(entry(), rated("reaction"), SPENT + timedelta(20)) == ("effect", date(2026, 4, 30))
    assert next_look(entry(), rated("results"), SPENT + timedelta(20)) is None
    assert next_look(entry(), (), DAY) is None


@given(st.sets(st.sampled_from(LEVELS)), st.integers(0, 100))
def test_whatever_is_due_is_asked_and_is_due_no_longer_once_it_is_rated(levels, days):
    day = SPENT + timedelta(days)
    known = rated(*levels)
    looks = due_looks(entry(), known, day)
    asked = levels_asked(entry(), known, day)
    assert asked
    assert len(set(asked)) == len(asked)
    assert due_looks(entry(), rated(*{*asked, *levels}), day) == () or not looks
    following = next_look(entry(), known, day)
    assert following is None or following[1] > day


def test_a_mean_of_4_is_a_success():
    assert mean_rating(()) is None
    assert not is_success(())
    five_four = [*rated("reaction", rating=5), *rated("learning", rating=4)]
    assert mean_rating(five_four) == Fraction(9, 2)
    assert is_success([*rated("reaction", rating=5), *rated("learning", rating=3)])
    assert not is_success([*rated("reaction", rating=5), *rated("learning", rating=2)])


def test_its_log_is_that_of_its_key_result_around_it():
    logged = [
        log_entry(id="far", on="2025-12-31", key_result_id="k1"),
        log_entry(id="late", on="2026-04-30", key_result_id="k1"),
        log_entry(id="first", on="2026-01-20", key_result_id="k1"),
        log_entry(id="other", on="2026-03-01", key_result_id="k2"),
        log_entry(id="none", on="2026-03-01", key_result_id=None),
        log_entry(id="after", on="2026-05-01", key_result_id="k1"),
    ]
    own = entry(key_result_id="k1", proposed_on="2026-01-20")
    assert [row.id for row in log_around(own, logged)] == ["first", "late"]
    unplanned = entry(key_result_id="k1", proposed_on=None)  # from 15 February on
    assert [row.id for row in log_around(unplanned, logged)] == ["late"]
    assert list(log_around(entry(key_result_id=None), logged)) == []


@pytest.mark.parametrize(
    ("line", "shared_as", "on"),
    [
        ("talk", "talk", DAY),
        ("  a talk at the guild  @thu", "a talk at the guild", date(2026, 6, 25)),
        ("article, @ 21 may", "article", date(2026, 5, 21)),
        ("wiki page", "wiki page", DAY),
        ("mail to team@example.org", "mail to team@example.org", DAY),
        ("", "", DAY),
    ],
)
def test_how_it_was_shared_is_a_text_with_a_day_behind_it(line, shared_as, on):
    assert read_sharing(line, DAY) == (shared_as, on)


@pytest.mark.parametrize(
    ("line", "why"), [("talk @nowhere", "no day"), ("talk @", "no day"), ("talk @tomorrow", "come")]
)
def test_a_day_that_is_none_or_still_to_come_is_refused(line, why):
    with pytest.raises(InvalidValue, match=why):
        read_sharing(line, DAY)
