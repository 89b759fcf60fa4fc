"""New rows as they begin, and what is understood of a key result's title."""

from datetime import date

import pytest

from learnboard.domain.row_rules import problem
from learnboard.service.factory import new_cycle, new_goal, new_key_result, new_milestone, new_objective
from tests.builders import goal, objective

OBJECTIVE = objective(visibility="private")


def titled(title):
    return new_key_result(title, OBJECTIVE)


def test_a_new_goal_is_still_searched_for():
    blank = new_goal("to teach")
    assert (blank.statement, blank.status, blank.visibility) == ("to teach", "exploring", "mentor")
    assert new_goal().id != new_goal().id


def test_a_new_cycle_is_the_year_of_the_day():
    blank = new_cycle(date(2028, 2, 29))
    assert (blank.title, blank.kind, blank.status) == ("2028", "year", "active")
    assert (blank.starts_on, blank.ends_on) == (date(2028, 1, 1), date(2028, 12, 31))
    assert blank.planned_sessions == 8


def test_a_new_objective_is_as_private_as_its_goal():
    alone = new_objective("learn", "c1", None)
    assert (alone.goal_id, alone.visibility, alone.okr_type, alone.origin) == (None, "mentor", "aspirational", "own")
    assert alone.counts
    below = new_objective("learn", "c1", goal(visibility="private"))
    assert (below.cycle_id, below.goal_id, below.visibility) == ("c1", "g1", "private")


def test_a_new_key_result_is_as_private_as_its_objective_and_done_or_not():
    blank = titled("give a talk")
    assert (blank.objective_id, blank.kind, blank.visibility, blank.weight.text) == ("o1", "binary", "private", "1")
    assert (blank.start, blank.target, blank.unit, blank.decimals) == (None, None, "", 0)


def test_a_new_key_result_measures_what_its_title_says():
    blank = titled("Cut spend from 1.250,50 € to 999,99 €")
    assert (blank.kind, blank.title) == ("metric", "Cut spend from 1.250,50 € to 999,99 €")
    assert (blank.start.text, blank.target.text, blank.unit, blank.decimals) == ("1250.50", "999.99", "€", 2)
    kept = titled("Keep build time below 7.5 min")
    assert (kept.kind, kept.bound, kept.minimum, kept.maximum.text) == ("maintain", "at_most", None, "7.5")
    assert (kept.period, kept.unit, kept.decimals, kept.start) == ("month", "min", 1, None)


@pytest.mark.parametrize("title", ["Cut it from 5 to 3", "Keep it below 5 ms", "Publish 3 articles", "Ship it", ""])
def test_a_new_key_result_is_one_that_every_board_takes(title):
    assert problem(titled(title or "Ship it")) is None
    refused = new_key_result(title, OBJECTIVE, measured=False)
    assert (refused.kind, refused.start, refused.bound, refused.unit) == ("binary", None, None, "")


def test_a_new_step_weighs_one():
    blank = new_milestone("module", "k1")
    assert (blank.key_result_id, blank.title, blank.weight.text, blank.done_on) == ("k1", "module", "1", None)
