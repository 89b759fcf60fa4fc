"""`learnboard plan`: what one wants to learn and what that takes, without what is private."""

import json
from pathlib import Path

import pytest

from learnboard.storage.store import Store
from tests.builders import budget_entry, goal, metric, objective, person, year_of
from tests.cli.conftest import refused
from tests.hostile import HOSTILE

ALL = "\n".join(text for text in HOSTILE if len(text) < 1000)


@pytest.fixture(autouse=True)
def in_june(time_machine, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time_machine.move_to("2026-06-26T12:00:00Z", tick=False)


def on_board(world, *rows):
    path = world / "other.db"
    records = year_of(*rows)
    Store.create(path, records.board_info, records).close()
    return path


def test_the_plan_that_is_shared_holds_what_is_shared(year):
    result = year("plan")
    assert result.out.startswith("# Alder Finch: what I learn in 2026\n\nbackend developer · 1 Jan 2026 to 31 Dec 2026")
    assert "not an appraisal" in result.out
    assert "**I want to be a performance expert**" in result.out
    assert "### Explain performance so that non-experts act on it" in result.out
    assert "- an introduction to a meetup organiser, for “Speak at one external meetup”" in result.out
    # o1 and all money are for mentors, and what was agreed on as learning time never is in `shared`
    for withheld in ("Become the person", "EUR", "39 h", "agile coach"):
        assert withheld not in result.out
    assert "Something was withheld" in result.out
    assert "Learning time is left out" in result.err


def test_for_a_mentor_it_has_approach_what_it_supports_and_time_and_money_a_quarter(year):
    result = year("plan", "--profile", "mentor", "-o", "-")
    for told in (
        "How to learn it: on real incidents, pairing with the people on call",
        "What it supports: the checkout answers within half a second in the sale weeks",
        # 45.90 + 80.00 in January, 49.00 in March; 13 weeks of 3 h
        "- **Q1 2026**, 1 Jan to 31 Mar, 39 h, 125.90 EUR, 49.00 USD\n",
        "- **Q2 2026**, 1 Apr to 30 Jun, 39 h, 612.50 EUR\n",
        "- **Q4 2026**, 1 Oct to 31 Dec, 42 h\n",
        "- **No day yet**, 360.00 EUR\n",
        "In all: 159 h, 1,098.40 EUR, 49.00 USD.",  # 125.90 + 612.50 + 360.00
        "rated 4.5 of 5, shared as talk on 21 May",  # 5 and 4 by June
    ):
        assert told in result.out
    for left_out in ("Earn the vendor", "Vendor certificate exam", "Second conference, abroad", "my energy"):
        assert left_out not in result.out
    assert "Learning time is left out" not in result.err


def test_it_is_a_page_or_markdown_in_a_file_that_is_not_replaced(year):
    assert year("plan", "-o", "plan.html").out == (
        "Wrote “plan.html”: the plan of 26 Jun 2026, with 1 objective and 1 ask.\n"
    )
    page = Path("plan.html").read_text()
    for told in ("Explain performance", "an introduction to a meetup organiser", "default-src &#39;none&#39;"):
        assert told in page
    for never in ("<script", "Become the person", "http:", "https:", "src="):
        assert never not in page
    assert "exists" in refused(year("plan", "-o", "plan.html"))
    assert year("plan", "--force", "-o", "plan.html").code == 0
    assert year("plan", "--format", "html").out == page
    assert year("plan", "-o", "plan.md").code == 0
    assert year("plan", "-o", "plan.csv").code == 2
    assert year("plan", "--format", "markdown", "-o", "plan.html").code == 2


def test_another_cycle_and_none(year, learnboard, world):
    assert "# Alder Finch: what I learn in 2025" in year("plan", "--cycle", "2025", "--profile", "mentor").out
    assert "no cycle" in refused(year("plan", "--cycle", "1999")).lower()
    path = world / "empty.db"
    records = year_of()
    Store.create(path, records.board_info).close()
    result = learnboard("--board", path, "plan")
    assert (result.code, result.out) == (1, "")
    assert result.err == "learnboard: There is no cycle to plan yet: begin one on the board.\n"


def test_help_that_costs_nothing_names_who_gives_it(learnboard, world):
    rows = (
        person(name="Sorrel Vale"),
        budget_entry(
            title="An hour of questions", estimate="0", with_id="p1", kind="coaching", happens_on="2026-07-01"
        ),
    )
    out = learnboard("--board", on_board(world, *rows), "plan").out
    assert "- **Q3 2026**, 1 Jul to 30 Sep\n  - An hour of questions: costs nothing, with Sorrel Vale, coaching" in out


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_hostile_words_stay_words(learnboard, world, kind):
    rows = (
        goal(statement="<script>x</script>", why_me=f"# no\n{ALL}"),
        objective(title="<b>x</b> *y*", approach=f"<img src=x onerror=y>{ALL}", goal_id="g1"),
        metric(title="[@click=app.quit]", ask=f"<i>{ALL}", unit="<u>"),
    )
    out = learnboard("--board", on_board(world, *rows), "plan", "--format", kind).out
    assert "Learning" not in out
    for never in ("<script>x", "<b>x", "<img", "<i>", "<u>", "\x1b", "\n# no"):
        assert never not in out


def test_private_words_in_it_are_refused_unless_they_are_meant(learnboard, world):
    rows = (
        objective(id="o2", title="Leave this company for a calmer place", visibility="private"),
        objective(title="Know", approach="Leave this company for a calmer place"),
        metric(),
    )
    board = on_board(world, *rows)
    assert "is private, but appears in" in refused(learnboard("--board", board, "plan"))
    assert "How to learn it: Leave this" in learnboard("--board", board, "plan", "--anyway").out


def test_what_learnboard_offers_a_program_is_the_same_rows(year):
    shared = json.loads(year("export", "--profile", "shared", "-o", "-").out)
    out = year("plan").out
    assert all(row["title"] in out for row in shared["objectives"])
    assert all(row["title"] in out for row in shared["key_results"] if not row["dropped_on"])


def test_what_was_found_and_what_is_offered_is_part_of_the_plan(learnboard, world):
    free = {"estimate": "0", "state": "idea", "visibility": "shared", "kind": "workshop", "expected_value": ""}
    path = on_board(
        world,
        objective(id="o1", visibility="shared"),
        metric(id="k1", title="Cut latency", ask="load tests", visibility="shared"),
        person(id="p1", name="Rowan Teal", visibility="shared"),
        budget_entry(**free, id="b1", title="Pairing", with_id="p1", key_result_id="k1"),
        budget_entry(**free, id="b2", title="SQL by example", with_id="owner", key_result_id=None),
        budget_entry(
            **{**free, "visibility": "mentor"}, id="b3", title="My notes", with_id="owner", key_result_id=None
        ),
    )
    told = learnboard("--board", path, "plan").out
    assert "## What would help\n\n- load tests, for “Cut latency”\n  - found: Pairing, with Rowan Teal\n" in told
    assert "## What I offer\n\n- SQL by example, workshop\n" in told
    assert told.count("SQL by example") == 1  # nothing that money is planned for
    assert "My notes" not in told
    learnboard("--board", path, "plan", "-o", "plan.html")
    page = Path("plan.html").read_text(encoding="utf-8")
    assert "found: Pairing, with Rowan Teal" in page
    assert "SQL by example" in page
