"""Goals and what was answered about them, as texts."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.metrics.figures import GoalFigures
from learnboard.domain.model.growth import About, Reflection
from learnboard.presentation.goals import (
    GROW,
    TUESDAY,
    goal_details,
    goal_facts,
    goal_text,
    sections,
    side_by_side,
    told,
    told_answers,
)
from learnboard.service.queries.board import read_board
from tests.builders import goal
from tests.years import year_store

DAY = date(2026, 6, 26)


@pytest.fixture(scope="module")
def year():
    with year_store() as store:
        return read_board(store, DAY, first=100)


def answer(id_, question, text, on=DAY):
    return Reflection(id_, on, "owner", "goal_search", About("goal", "g1"), question, text, None, None, "private")


def test_grow_asks_for_goal_reality_options_and_the_way_forward():
    assert [question.name for question in GROW] == ["goal", "reality", "options", "way forward"]
    assert all(question.text.endswith("?") for question in (*GROW, TUESDAY))
    assert TUESDAY.text == "What does a Tuesday in that job look like?"


def test_answers_are_told_in_the_order_of_their_questions_and_others_after_them_by_day():
    rows = [
        answer("1", "What is in the way?", "me"),
        answer("2", TUESDAY.text, "calm"),
        answer("3", GROW[2].text, "teach"),
        answer("4", GROW[0].text, "explain"),
        answer("5", "", "a thought", on=date(2026, 1, 1)),
    ]
    assert [text for _, text in told_answers(rows)] == ["explain", "teach", "calm", "a thought", "me"]
    assert told_answers(rows[4:]) == (("Noted", "a thought"),)


def test_a_goal_has_beside_it_when_how_much_was_answered_and_who_sees_it():
    row = goal(horizon="2029", visibility="private")
    assert goal_facts(row, 3) == "2029 · 3 answers · private"
    assert goal_facts(replace(row, horizon=None), 0) == "private"


@pytest.mark.parametrize("why_company", ["", "it sells"])
def test_a_goal_that_leads_out_of_the_company_is_told_like_any_other(year, why_company):
    row = goal(id="x", status="exploring", visibility="private", why_me="joy", why_company=why_company)
    told_of = goal_details(row, 0, year)
    assert told_of[:2] == ("only you see it", "Why for me: joy")
    assert told_of[2:] == ((f"Why for the company: {why_company}",) if why_company else ())


def test_only_a_chosen_goal_has_figures(year):
    chosen = year.chosen_goal
    figures = year.goal_figures()
    assert chosen
    assert figures.progress is not None
    assert "expected" in goal_details(chosen, 2, year)[0]
    assert "2 objectives lead to it" in goal_details(chosen, 2, year)[0]
    aside = replace(year, goal=replace(chosen, status="set_aside"))
    assert aside.goal_figures() is None
    assert "expected" not in goal_details(aside.goal, 2, aside)[0]
    text = goal_text(aside.goal, figures)
    assert (text.reached, text.expected) == ("", "")


def test_a_goal_without_progress_expects_nothing():
    text = goal_text(goal(why_me="I like it"), GoalFigures(None, None))
    assert (text.reached, text.expected, text.about) == ("no progress yet", "", (("Why for me", "I like it"),))


def test_what_is_told_about_a_goal_has_the_answers_that_are_there():
    text = goal_text(goal(why_me="joy"), GoalFigures(None, None), [answer("1", "What is in the way?", "me")])
    assert [told(pair) for pair in text.about] == ["Why for me: joy", "What is in the way? me"]


def test_two_goals_are_compared_by_the_whys_the_horizon_and_a_tuesday():
    rows = side_by_side([goal(why_me="joy"), goal(horizon="2030", why_company="it sells")], ["calm", ""])
    assert {row.label: row.texts for row in rows} == {
        "Why for me": ("joy", ""),
        "Why for the company": ("", "it sells"),
        "Horizon": ("", "2030"),
        "A Tuesday in that job": ("calm", ""),
    }


def test_without_a_candidate_examples_are_at_hand_and_nothing_nags():
    words = {section.status: " ".join(section.empty) for section in sections({"goals.choose": "c", "goals.new": "+"})}
    assert "agile coach, performance expert, team lead, data engineer" in words["exploring"]
    assert "+ adds one" in words["exploring"]
    assert "c chooses" in words["active"]
    assert [words[status] for status in ("achieved", "set_aside", "retired")] == ["", "", ""]
