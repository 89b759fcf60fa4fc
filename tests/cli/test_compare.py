"""`learnboard compare`: as published, and in words."""

import json
from pathlib import Path

import pytest

from learnboard.domain.comparison import TITLES
from tests.builders import EXAMPLE_YEAR, VECTORS, document
from tests.cli.conftest import refused

MARCH = EXAMPLE_YEAR / "mentor-2026-03-27.learnboard.json"
JUNE = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
PAIRS = [
    pytest.param(
        document(MARCH), document(JUNE), document(EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json"), id="year"
    ),
    *(pytest.param(*document(path)["mentor"], document(path)["compare"], id=path.stem) for path in VECTORS),
]


def written(name, plain):
    Path(name).write_text(json.dumps(plain), encoding="utf-8")
    return name


@pytest.mark.parametrize(("old", "new", "published"), PAIRS)
def test_two_snapshots_are_compared_as_published(old, new, published, learnboard):
    said = learnboard("compare", "--json", written("old.json", old), written("new.json", new))
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == published


@pytest.mark.parametrize(("old", "new", "published"), PAIRS)
def test_every_fact_of_a_comparison_is_there_in_words(old, new, published, learnboard):
    text = learnboard("compare", written("old.json", old), written("new.json", new)).out
    titles = {row["id"]: row["title"].strip() for row in (*old["key_results"], *new["key_results"])}
    for row in published["rows"]:
        _, _, rest = text.partition(f"- {titles[row['id']]}  [{row['id']}]\n")
        line = rest.partition("\n")[0]
        heading = text.removesuffix(rest).rpartition("\n\n")[2].partition("\n")[0]
        assert TITLES[row["change"]] in heading or f", {row['change']}; " in line
        assert ("last step backward" in line) == row["last_step_backward"]
        for one in (*row["shown"], *row["health"]):
            assert one is None or one.replace("_", " ").replace("%", " %") in line
        if row["confidence"][1] is not None:
            assert f"confidence {row['confidence'][1]}" in line
        if row["new_check_ins"]:
            assert f"{row['new_check_ins']} new check-in" in line


def test_what_went_down_says_from_where(learnboard):
    text = learnboard("compare", MARCH, JUNE).out
    assert text.startswith("From 2026-03-27 to 2026-06-26: the second follows the first.\n\nConfidence fell (4)\n")
    assert (
        "- Cut p95 latency of the checkout service from 850 ms to 400 ms  [k11]\n"
        "  47 % → 53 %, forward; 640 → 610 ms; confidence 4, fell by 2; on track → at risk; last step backward; "
        "2 new check-ins\n"
    ) in text


def test_snapshots_of_two_boards_are_not_compared(learnboard):
    other = document(VECTORS[0])["mentor"][0]
    message = refused(learnboard("compare", MARCH, written("other.json", other), "--json"))
    assert message.startswith("These are snapshots of two boards, ")


def test_a_snapshot_that_was_altered_is_named(learnboard):
    said = learnboard("compare", "--json", MARCH, written("june.json", {**document(JUNE), "withheld": False}))
    assert json.loads(said.out)["chain"] == "altered"
    assert said.err == "learnboard: june.json was altered after it was written: ask its owner for a new one.\n"


def test_a_snapshot_against_itself_is_silent(learnboard):
    found = json.loads(learnboard("compare", "--json", JUNE, JUNE).out)
    assert found["chain"] == "gap"
    assert {row["change"] for row in found["rows"]} == {"silent"}
