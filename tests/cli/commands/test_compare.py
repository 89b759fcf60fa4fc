"""`learnboard compare`: as published, and in words."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from learnboard.presentation.changes import TITLES
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
    result = learnboard("compare", "--json", written("old.json", old), written("new.json", new))
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == published


@pytest.mark.parametrize(("old", "new", "published"), PAIRS)
def test_every_fact_of_a_comparison_is_printed(old, new, published, learnboard):
    text = learnboard("compare", written("old.json", old), written("new.json", new)).out
    key_results = {row["id"]: row for row in (*old["key_results"], *new["key_results"])}
    told = text.partition("\nWhat changed since")[2]
    ended = {row["id"] for row in new["cycles"] if row["status"] == "closed"}
    closed = {row["id"] for row in new["objectives"] if row["cycle_id"] in ended}
    titles = Counter(row["title"].strip() for row in key_results.values())
    for row in published["rows"]:
        key_result = key_results[row["id"]]
        title = f"\n- {key_result['title'].strip()}\n"
        if row["change"] == "silent" and key_result["objective_id"] in closed:  # nobody reports on it any more
            assert title not in told or titles[key_result["title"].strip()] > 1
            continue
        _, _, rest = told.partition(title)
        line = f"{rest.partition(chr(10))[0].strip()};"
        heading = told.removesuffix(rest).rpartition("\n\n")[2].partition("\n")[0]
        forward = row["change"] == "forward"  # of what is worrying, the numbers alone say that it moved forward
        assert TITLES[row["change"]] in heading or forward or f" {TITLES[row['change']].lower()};" in line
        assert "moved forward" not in line
        assert ("at the last check-in" in line) <= row["last_step_backward"]
        assert ("backward" in f"{heading} {line}".lower()) == (row["last_step_backward"] or "backward" in row["change"])
        for item in row["shown"]:
            assert item is None or reached(key_result["kind"], item) in line
        for item in filter(None, row["health"]):
            assert item.replace("_", " ") in line or "; ended" in line or "; far behind" in line
        if row["confidence"][1] is not None:
            assert re.search(rf"confidence (\d+ → )?{row['confidence'][1]}(;| since then;)", line)
        if row["new_check_ins"]:
            assert f"{row['new_check_ins']} new check-in" in line


def reached(kind, shown):
    """How far a key result of a kind is, from the percentage that is published."""
    if kind in ("binary", "baseline"):
        return "done" if shown == "100%" else "not done"
    return shown.replace("%", " %")


def test_a_decrease_is_printed_with_the_former_value(learnboard):
    text = learnboard("compare", MARCH, JUNE).out
    assert text.startswith("Alder Finch, backend developer, as of 26 Jun 2026\n")
    assert (
        "\nWhat changed since the snapshot of 27 Mar 2026, until 26 Jun 2026: follows the one before.\n"
        "Of 14 key results: 6 need attention, 5 moved forward, 2 are unchanged and 1 was dropped. "
    ) in text
    assert (
        "At risk (3)\n"
        "- Cut p95 latency of the checkout service from 850 ms to 400 ms\n"
        "  47 % → 53 %; 640 → 610 ms; confidence 6 → 4 since then; at risk, was on track; "
        "backward at the last check-in, 590 → 610 ms, not since then; "
        "in the way: dependency: fraud team's call is synchronous; 2 new check-ins; "
        "19 Jun “new fraud check added 20 ms; not mine to remove”\n"
    ) in text
    assert "[k" not in text  # no command takes an id of somebody else's board


def test_snapshots_of_two_boards_are_not_compared(learnboard):
    other = document(VECTORS[0])["mentor"][0]
    message = refused(learnboard("compare", MARCH, written("other.json", other), "--json"))
    assert message.startswith("These are snapshots of two boards, ")


def test_a_snapshot_that_was_altered_is_named(learnboard):
    result = learnboard("compare", "--json", MARCH, written("june.json", {**document(JUNE), "withheld": False}))
    assert json.loads(result.out)["chain"] == "altered"
    assert result.err == "learnboard: june.json was altered after it was written: ask its owner for a new one.\n"


def test_a_snapshot_compared_with_itself_prints_no_change(learnboard):
    found = json.loads(learnboard("compare", "--json", JUNE, JUNE).out)
    assert found["chain"] == "gap"
    assert {row["change"] for row in found["rows"]} == {"silent"}


def test_files_in_the_wrong_order_and_the_same_one_twice_are_told_of(learnboard):
    result = learnboard("compare", JUNE, MARCH)
    assert "so that everything is told the wrong way round: give the older file first." in result.err
    assert f"{JUNE} is newer than {MARCH}" in result.err
    assert "the first file is the newer one." in result.out
    result = learnboard("compare", JUNE, JUNE)
    assert "are the same snapshot: give an earlier one first to see what changed." in result.err
    assert "others lie between" not in result.out
    assert learnboard("compare", MARCH, JUNE).err == ""
