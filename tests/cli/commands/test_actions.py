"""`learnboard actions`: what is still to be done."""

import json

import pytest


@pytest.fixture(autouse=True)
def today(time_machine):
    """The day of the second mentor meeting."""
    time_machine.move_to("2026-06-26T12:00:00Z", tick=False)


def test_open_actions_are_listed_by_the_day_they_are_due(year):
    result = year("actions")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0].startswith(
        "give a week of notice before on-call swaps: Hazel Brook, overdue since"
    )
    assert len(result.out.splitlines()) == 3


def test_json_says_who_what_and_when(year):
    rows = json.loads(year("actions", "--json").out)
    assert [row["due_on"] for row in rows] == ["2026-05-22", "2026-07-03", "2026-08-07"]
    assert (rows[0]["who"], rows[0]["late"]) == ("Hazel Brook", True)
    assert rows[1]["who_id"] == "owner"
    assert rows[1]["key_result_id"] == "k11"
    assert "Cut p95 latency" in rows[1]["about"]
