"""`learnboard lint`: what could be clearer on the board."""

import json

import pytest


@pytest.fixture(autouse=True)
def today(time_machine):
    """The day of the second mentor meeting."""
    time_machine.move_to("2026-06-26T12:00:00Z", tick=False)


def test_each_hint_stands_under_its_objective_with_its_rule(year):
    result = year("lint")
    assert (result.code, result.err) == (0, "")
    printed = result.out.splitlines()
    at = printed.index("Understand where the whole stack spends its time")
    assert [line.partition(": ")[0] for line in printed[at + 1 : at + 4]] == [
        "  It does not say why it matters to you or at work. (why)",
        "  “Finish the queueing theory course, five modules”",
        "  “Build a toy map-tile server and demo it”",
    ]
    # k11 k12 k13 k14, k21 k22 k24, k31 k32 k33, k41 k42 k43; k31 530, k11 180, k32 180, k24 180, k14 150 and k21 45
    assert printed[-3:] == [
        "9 hints",
        "13 open key results, by objective 4, 3, 3, 3.",
        "21 h 05 of learning time went into them, of 78 h that there are by today.",
    ]


def test_json_names_rule_and_place(year):
    told = json.loads(year("lint", "--json").out)
    outputs = [each for each in told["findings"] if each["rule"] == "output_verb"]
    assert [each["place"]["id"] for each in outputs] == ["k14", "k31", "k32"]
    assert outputs[0]["place"] == {
        "kind": "key_result",
        "id": "k14",
        "title": "Publish a performance playbook that the on-call people use",
        "objective_id": "o1",
    }
    assert told["dismissed"] == []
    assert told["load"] == {
        "open_key_results": 13,
        "objectives": [
            {"id": "o1", "open_key_results": 4},
            {"id": "o2", "open_key_results": 3},
            {"id": "o3", "open_key_results": 3},
            {"id": "o4", "open_key_results": 3},
        ],
        "minutes_on_open": 1265,
        "own_minutes_on_open": 0,
        "entitled_minutes": 4680,  # 26 weeks of 180
    }
