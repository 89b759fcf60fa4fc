"""The facts of key results, objectives and goals where they are not those of every day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from learnboard.domain.board import Card
from learnboard.presentation import check_ins, key_results
from learnboard.presentation.labels import visibility_text
from tests import builders
from tests.ui.example_cards import DAY, card, column


def _text(made: Card) -> key_results.KeyResultText:
    return key_results.key_result_text(made, DAY)


@pytest.mark.parametrize(
    ("fields", "text", "over"),
    [
        ({"due_on": "2026-06-01"}, "overdue since 1 Jun", False),
        ({"due_on": "2026-06-01", "done_on": "2026-06-20"}, "due 1 Jun", True),
        ({"due_on": "2026-06-01", "dropped_on": "2026-05-01"}, "due 1 Jun", True),
        ({"due_on": "2026-07-01"}, "due 1 Jul", False),
    ],
)
def test_nothing_is_overdue_once_it_is_done_or_dropped(fields: dict[str, str], text: str, over: bool) -> None:
    facts = _text(card("binary", **fields))
    assert facts.due
    assert (facts.due.text, facts.over) == (text, over)


def test_a_metric_that_was_not_measured_stands_at_its_start() -> None:
    assert _text(card("metric", start="850", target="400", unit="ms")).value == "850 ms"
    assert _text(card("baseline", unit="ms")).value == ""


@pytest.mark.parametrize(
    ("kind", "fields", "reached", "bar"),
    [
        ("binary", {}, "not done", False),
        ("binary", {"done_on": "2026-06-01"}, "done", False),
        ("baseline", {}, "not done", False),
        ("metric", {}, "0 %", True),
        ("milestone", {}, "–", True),
    ],
)
def test_what_is_done_or_not_has_no_percentage(kind: str, fields: dict[str, Any], reached: str, bar: bool) -> None:
    facts = _text(card(kind, **fields))
    assert (facts.reached, facts.bar) == (reached, bar)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"due_on": "2026-07-01"}, ""),
        ({"due_on": "2026-06-01"}, "expected to be done"),
        ({"due_on": "2026-06-01", "done_on": "2026-06-03"}, ""),
        ({"due_on": "2026-06-01", "dropped_on": "2026-06-03"}, ""),
    ],
)
def test_of_what_is_done_or_not_nothing_is_expected_in_percent(fields: dict[str, str], expected: str) -> None:
    facts = _text(card("binary", **fields))
    assert facts.expected == expected
    assert not any("%" in text or "0 of" in text for text in (facts.reached, facts.value, facts.kind))


def test_a_key_result_has_one_verdict() -> None:
    # 1 of 10 on 26 June, of 177 / 365 expected: more than 25 points behind, and said to be on track.
    told = card("metric", start="0", target="10", check_ins=[builders.check_in("2026-06-20", "1", 8)])
    assert _text(told).health == ("!", "said to be on track, but far behind", "warn")
    # The same, when confidence says that it is at risk: that is the verdict, and the pace no second one.
    weak = card("metric", start="0", target="10", check_ins=[builders.check_in("2026-06-20", "1", 5)])
    assert _text(weak).health.label == "at risk"
    assert not any("behind" in str(value) or "on pace" in str(value) for value in _text(weak))


def test_a_confidence_says_what_its_step_is_measured_against() -> None:
    rows = [builders.check_in("2026-06-01", None, 7), builders.check_in("2026-06-20", None, 4, id="c2")]
    assert _text(card("binary", check_ins=rows)).confidence.text == "confidence 4 ↓3 since the check-in before"
    assert _text(card("binary", check_ins=rows[:1])).confidence.text == "confidence 7"


def test_an_own_score_is_said_first_with_the_computed_one_beside_it_and_its_reason() -> None:
    values = {"start": "0", "target": "10", "check_ins": [builders.check_in("2026-06-01", "5")]}
    own = card("metric", **values, own_score="0.8", own_score_reason=" half of it was not in my hands ")
    assert _text(own).score.text == "own score 0.80, computed 0.50, yellow"
    assert _text(own).own_reason == "score 0.8: half of it was not in my hands"
    alone = card("metric", **values)
    assert (_text(alone).score.text, _text(alone).own_reason) == ("score 0.50, yellow", "")


def test_once_its_cycle_is_closed_nothing_is_late_any_more() -> None:
    late = card("metric", start="0", target="10", check_ins=[builders.check_in("2026-01-05", "1", status="on_track")])
    assert (_text(late).health.label, _text(replace(late, ended=True)).health.label) == ("outdated", "ended")
    done = replace(card("binary", done_on="2026-06-01"), ended=True)
    assert _text(done).health.label == "achieved"
    assert not replace(card("binary", ask="a room"), ended=True).asks


def test_a_reason_stands_with_the_day_on_which_it_was_dropped() -> None:
    assert _text(card("binary", dropped_on="2026-05-15")).dropped == "dropped on 15 May"
    with_reason = card("binary", dropped_on="2025-05-15", drop_reason=" no need ")
    assert _text(with_reason).dropped == "dropped on 15 May 2025: no need"
    assert not _text(with_reason).counted


def test_each_confidence_is_held_against_the_one_before_it() -> None:
    rows = [builders.check_in(f"2026-0{month}-01", None, value) for month, value in ((1, 7), (2, None), (3, 5), (4, 6))]
    texts = check_ins.check_in_texts(rows, "", DAY)
    assert [text.confidence.text for text in texts] == ["confidence 7", "", "confidence 5 ↓2", "confidence 6 ↑1"]
    assert [text.confidence.tone for text in texts] == ["neutral", "neutral", "warn", "neutral"]


@pytest.mark.parametrize(
    ("fields", "reason", "next_action"),
    [
        ({}, "clarity: what is good?", ""),
        ({"text": ""}, "clarity", ""),
        ({"next_action": "ask them"}, "clarity: what is good?", "next: ask them"),
        ({"due_on": "2026-07-03"}, "clarity: what is good?", "next: due 3 Jul"),
        (
            {"next_action": "ask them", "due_on": "2026-05-22"},
            "clarity: what is good?",
            "next: ask them, overdue since 22 May",
        ),
    ],
)
def test_a_blocker_says_what_comes_next(fields: dict[str, str], reason: str, next_action: str) -> None:
    blocker = {"kind": "clarity", "text": "what is good?", "next_action": "", "due_on": None} | fields
    row = builders.check_in("2026-05-01", blocker=blocker).blocker
    assert check_ins.blocker_text(row, DAY) == (reason, next_action)


def test_the_individual_learning_objective_is_the_owners_own_or_the_readers_to_know_of() -> None:
    since = date(2026, 4, 1)
    assert key_results.ilo_text(since, DAY, you=True) == "your Individual Learning Objective since 1 Apr"
    assert key_results.ilo_text(since, DAY, relation="team_need", helper="Hazel Brook") == (
        "Individual Learning Objective since 1 Apr, team need, helped by Hazel Brook"
    )
    assert key_results.ilo_text(None, DAY) == "Individual Learning Objective"


@pytest.mark.parametrize(
    ("fields", "kind", "counted"),
    [
        ({}, "committed", True),
        ({"status": "draft"}, "committed, draft", False),
        ({"origin": "mentor_suggested"}, "committed, mentor suggested, not accepted yet", False),
        ({"origin": "team_need", "accepted_on": "2026-01-05"}, "committed, team need", True),
    ],
)
def test_an_objective_says_what_is_not_usual_about_it(fields: dict[str, str], kind: str, counted: bool) -> None:
    made = column(**({"okr_type": "committed"} | fields))
    text = key_results.objective_text(made, builders.settings())
    assert (text.kind, text.counted) == (kind, counted)


@pytest.mark.parametrize(
    ("own", "parent", "you", "text"),
    [
        ("private", "shared", True, "only you see it"),
        ("private", "shared", False, "only the owner sees it"),
        ("shared", "mentor", True, "shared with your mentor only, since its objective is"),
        ("shared", "mentor", False, "shared with the mentor only, since its objective is"),
        ("mentor", "mentor", True, "your mentor sees it"),
    ],
)
def test_who_sees_it_is_said_to_the_owner_or_of_the_owner(own: Any, parent: Any, you: bool, text: str) -> None:
    assert visibility_text(own, parent, you=you) == text


def test_a_blocker_that_stays_is_told_with_the_first_and_the_newest_check_in():
    slow = {"kind": "dependency", "text": "their call is slow", "next_action": "", "due_on": None}
    days = ("2026-05-01", "2026-05-08", "2026-05-15", "2026-05-22")
    rows = [builders.check_in(on, blocker=slow if on != days[3] else None) for on in days]
    told = [text.blocker is not None for text in check_ins.check_in_texts(rows, "", DAY)]
    assert told == [True, False, False, False]
    told = [text.blocker is not None for text in check_ins.check_in_texts(rows[:3], "", DAY)]
    assert told == [True, False, True]


def test_a_blocker_is_one_for_as_long_as_it_stays_and_another_once_it_comes_back():
    slow = {"kind": "dependency", "text": "their call is slow", "next_action": "", "due_on": None}
    asked = slow | {"next_action": "ask"}
    days = ("2026-05-01", "2026-05-08", "2026-05-15", "2026-05-22")
    rows = [builders.check_in(on, blocker=blocker) for on, blocker in zip(days, (slow, asked, None, slow), strict=True)]
    spells = check_ins.blocker_spells(rows)
    assert [(str(on), blocker.next_action) for on, blocker in spells] == [("2026-05-01", "ask"), ("2026-05-22", "")]
