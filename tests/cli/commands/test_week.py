"""`learnboard week`: printed, as JSON, and asked for at a terminal."""

import builtins
import json
import sys

import pytest

from tests.cli.conftest import refused

CARRIED = "ask the fraud team for an asynchronous endpoint, overdue since 3 Jul, carried over twice"


@pytest.fixture(autouse=True)
def on_a_friday(time_machine, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time_machine.move_to("2026-07-17T15:00:00Z", tick=False)


@pytest.fixture
def answers(monkeypatch):
    """Sit at a terminal and give these answers, one after the other; what was asked is returned."""

    def give(*given):
        asked, left = [], list(given)

        def answer(prompt=""):
            asked.append(prompt)
            if not left:
                raise EOFError
            return left.pop(0)

        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda: True)
        monkeypatch.setattr(builtins, "input", answer)
        return asked

    return give


def rows(learnboard, table):
    return [
        row for row in json.loads(learnboard("export", "--profile", "full", "-o", "-").out)[table] if len(row["id"]) > 9
    ]


def test_a_week_is_printed_for_a_person_and_for_a_program(year):
    told = year("week").out
    assert told.startswith("Week 29, 13 Jul to 19 Jul 2026\n\nWhat you did\n- Fri: 2 h 30 weekly block\n")
    assert f"1 open, carried over\n1  {CARRIED}\n" in told
    assert told.endswith("Nothing is written about this week yet.\n")
    plain = json.loads(year("week", "--json").out)
    assert (plain["week"], plain["carried_over"], plain["written"]) == ("2026-W29", 1, None)
    assert [(row["id"], row["carried_over"]) for row in plain["open"]] == [("a5", 2)]
    assert json.loads(year("week", "last week", "--json").out)["week"] == "2026-W28"
    assert "Week 26, 22 Jun to 28 Jun 2026" in year("week", "26").out
    assert "never" in refused(year("week", "never"))


def test_a_terminal_is_asked_and_what_it_says_is_kept(year, answers):
    asked = answers("", "7", "1", "\x1b[2Jread module 5", "call, by 31.2.2027", "", "9", "4", "maybe", "y")
    told = year("week").out
    assert "The open ones have the numbers 1 to 1: write those that are done." in told
    assert "Write a digit from 1 (not at all) to 5 (fully), or nothing." in told
    assert "Answer y or n." in told
    assert told.endswith("Kept week 29: 1 action for Mon 20 Jul, 1 done.\n")
    assert [question for question in asked if question.startswith("On track")] == [
        "On track with the work, 1 to 5? Enter says nothing: "
    ] * 2
    assert [(row["text"], row["due_on"], row["visibility"]) for row in rows(year, "actions")] == [
        ("read module 5", "2026-07-20", "mentor")
    ]
    kept = rows(year, "reflections")
    assert sorted((row["rating"] or 0, row["visibility"], row["occasion"]) for row in kept) == [
        (0, "mentor", "week"),
        (0, "mentor", "week"),
        (4, "mentor", "week"),
    ]
    assert "Written: on track with the work\n- 4 of 5, your mentor sees it\n" in year("week").out


def test_nothing_said_keeps_nothing_and_leaving_keeps_nothing(year, answers):
    answers("", "", "", "")
    assert year("week").out.endswith("Nothing was said about the week, so nothing was kept.\n")
    answers("something", "", "1")
    assert year("week").code == 130
    assert (rows(year, "actions"), rows(year, "reflections")) == ([], [])
