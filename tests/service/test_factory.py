"""New rows as they begin, and what is understood of a key result's title."""

from datetime import date

import pytest

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


@pytest.mark.parametrize(
    ("title", "start", "target", "unit", "decimals"),
    [
        ("Cut p95 latency from 850 ms to 400 ms", "850", "400", "ms", 0),
        ("Cut p95 latency from 850 to 400 ms, at last", "850", "400", "ms", 0),
        ("Cut p95 latency FROM 850ms TO 400ms", "850", "400", "ms", 0),
        ("talk feedback from 3.2 to 4.2 out of 5", "3.2", "4.2", "", 1),
        ("readers (from 10% to 25 %)", "10", "25", "%", 0),
        ("readers from 22 % to 60 % of engineers", "22", "60", "%", 0),
        ("costs from 500 € to 300.50€.", "500", "300.50", "€", 2),
        ("costs from 5 €/h to 3 €/h", "5", "3", "€/h", 0),
        ("on call from 6 h to 2 h a week", "6", "2", "h", 0),
        ("teams from 1 to 6 by June", "1", "6", "", 0),
        ("warm up from -5 to 3 °C", "-5", "3", "°C", 0),
        ("readers from 1990 to 2010 people", "1990", "2010", "people", 0),
        ("rank from 10th to 5th", "10", "5", "", 0),
        ("latency from 850 ms to 400", "850", "400", "", 0),
    ],
)
def test_a_title_that_says_from_where_to_where_makes_a_metric(title, start, target, unit, decimals):
    blank = titled(title)
    assert blank.kind == "metric"
    assert (blank.start.text, blank.target.text, blank.unit, blank.decimals) == (start, target, unit, decimals)
    assert blank.title == title


@pytest.mark.parametrize(
    "title",
    [
        "from 1,5 to 2",
        "from 1 to 2,5",
        "from 1,000 to 2,000 users",
        "from 1.2.3 to 2",
        "from 5 to 5",
        "from 5 to 5.0",
        "lead the guild from 2024 to 2026",
        "be there from 9:30 to 17:00",
        "from 1 min to 30 s",
        "from 5 to 10-15",
        "from 1234567890123456 to 2",
        "from 0.1234567891 to 1",
        "from 1e3 to 2e3",
        "from good to great",
        "from ٣ to ٤",
        "from 5 to",
        "",
    ],
)
def test_nothing_is_guessed_from_a_title(title):
    assert titled(title).kind == "binary"


def test_a_new_step_weighs_one():
    blank = new_milestone("module", "k1")
    assert (blank.key_result_id, blank.title, blank.weight.text, blank.done_on) == ("k1", "module", "1", None)
