"""Stretches: when one is on, when its talks are due, what it needs before it begins, and whom a look back names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.histories import stretched_on
from learnboard.domain.stretch_rules import missing_answers, names_in, stretch_problem
from learnboard.domain.stretches import in_stages, next_talk, stage_of, talks_about
from tests.builders import person, reflection, stretch

DAY = date(2026, 6, 26)
SAFE = {"failure_looks_like": "it names a person", "job_safe_by_id": "p1", "plan_b": "Hazel takes over"}


def on(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("from_on", "to_on", "stage"),
    [
        (None, None, "preparing"),
        ("2026-06-27", None, "preparing"),  # from tomorrow on
        ("2026-06-26", None, "on"),
        ("2026-06-22", "2026-07-03", "on"),
        ("2026-06-22", "2026-06-26", "over"),  # ended today
        ("2026-06-22", "2026-06-25", "over"),
    ],
)
def test_a_stretch_is_prepared_then_on_then_over(from_on, to_on, stage):
    row = stretch(from_on=from_on, to_on=to_on, key_result_id="k1")
    assert stage_of(row, DAY) == stage
    assert stretched_on([row], DAY) == ({"k1"} if stage == "on" else set())


def test_one_that_stands_alone_is_on_no_card():
    assert stretched_on([stretch(from_on="2026-06-01")], DAY) == set()


def test_those_that_are_on_come_first_and_the_latest_of_a_stage():
    days = {"a": ("2026-01-01", "2026-02-01"), "b": (None, None), "c": ("2026-06-01", None), "d": ("2026-06-20", None)}
    rows = [stretch(id=id_, from_on=first, to_on=last) for id_, (first, last) in days.items()]
    assert [row.id for row in in_stages(rows, DAY)] == ["d", "c", "b", "a"]


def talk(id_, day, about="x1"):
    return reflection(id=id_, on=day, occasion="stretch", about={"kind": "stretch", "id": about})


def test_the_next_talk_is_so_many_days_after_the_last_one_or_the_beginning():
    row = stretch(from_on="2026-06-22", check_in_every_days=2, trusted_person_id="p1")
    assert next_talk(row, (), DAY) == on("2026-06-24")  # 22 + 2
    talks = talks_about(row, [talk("r1", "2026-06-24"), talk("r2", "2026-06-25"), talk("r3", "2026-06-26", "x2")])
    assert [each.id for each in talks] == ["r2", "r1"]
    assert next_talk(row, talks, DAY) == on("2026-06-27")  # 25 + 2
    assert next_talk(row, talks, on("2026-06-24")) == on("2026-06-26")  # as known on the 24th


@pytest.mark.parametrize(
    "changes",
    [{"from_on": None}, {"to_on": "2026-06-25"}, {"trusted_person_id": None}, {"check_in_every_days": 0}],
)
def test_no_talk_is_due_before_after_with_nobody_or_without_interval(changes):
    row = stretch(**{"from_on": "2026-06-22", "check_in_every_days": 2, "trusted_person_id": "p1", **changes})
    assert next_talk(row, (), DAY) is None


@given(st.integers(-(2**63), 2**63 - 1), st.dates(date(1970, 1, 1), date(2200, 12, 31)))
def test_any_interval_that_a_file_can_have_is_reckoned_or_left(days, day):
    row = stretch(from_on="1970-01-01", check_in_every_days=days, trusted_person_id="p1")
    found = next_talk(row, (), day)
    assert found is None or found == date(1970, 1, 1) + timedelta(days=days)


def test_it_begins_only_with_the_three_safety_answers():
    bare = stretch(from_on="2026-06-22", **SAFE)
    assert missing_answers(bare) == ()
    assert stretch_problem(bare) is None
    for name in SAFE:
        row = stretch(from_on="2026-06-22", **{**SAFE, name: None if name.endswith("_id") else " "})
        assert missing_answers(row) == (name,)
        found = stretch_problem(row, ["from_on"])
        assert (found.field, found.message) == (name, "write it down before you begin")
        assert stretch_problem(row, [name]).field == name  # nor is it taken away later
        assert stretch_problem(row, ["title", "plan_b" if name != "plan_b" else "title"]) is None
        assert stretch_problem(stretch(from_on=None, **{**SAFE, name: None}), ["title"]) is None


def test_it_ends_after_it_began():
    assert stretch_problem(stretch(from_on="2026-06-22", to_on="2026-06-21", **SAFE)).field == "to_on"
    assert stretch_problem(stretch(from_on="2026-06-22", to_on="2026-06-22", **SAFE)) is None
    assert stretch_problem(stretch(from_on=None, to_on="2026-06-21", **SAFE)).field == "to_on"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hazel took over the chair", ["Hazel Brook"]),
        ("because of BROOK’s pager", ["Hazel Brook"]),
        ("we sat by a brook, in a hazel wood", []),  # ordinary words
        ("hazel brook forgot it", ["Hazel Brook"]),  # both words in a row
        ("two systemic causes found", []),
        ("Jose’s and Juniper's notes", ["José Ríos", "Juniper Stone"]),
        ("Hazelnut", []),
        ("", []),
    ],
)
def test_a_look_back_that_names_somebody_is_noticed(text, named):
    people = [
        person(id=f"p{number}", name=name) for number, name in enumerate(("Hazel Brook", "José Ríos", "Juniper Stone"))
    ]
    assert [*names_in(text, people)] == named
