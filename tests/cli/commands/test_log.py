"""`learnboard log`: learning time from the command line."""

import json

import pytest

from tests.cli.conftest import refused


@pytest.fixture(autouse=True)
def today(time_machine):
    """The day of the second mentor meeting, a Friday."""
    time_machine.move_to("2026-06-26T12:00:00Z", tick=False)


def logged(learnboard):
    rows = json.loads(learnboard("export", "--profile", "full", "-o", "-").out)["log_entries"]
    return [row for row in rows if len(row["id"]) > 3]


def test_a_line_is_logged(year):
    result = year("log", "1h30", "queueing", "ch", "4", "@thu")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Logged 1 h 30 on Thu 25 Jun for “Finish the queueing theory course, five modules”. This week: 1 h 15 over. "
        "As training programme, formal, learning budget; everybody you share with sees it.\n"
    )
    (row,) = logged(year)
    assert (row["minutes"], row["on"], row["text"], row["key_result_id"]) == (90, "2026-06-25", "queueing ch 4", "k31")
    year("undo")
    assert logged(year) == []


def test_options_choose_what_the_line_does_not_say(year):
    options = ("--for", "k42", "--category", "prototyping", "--mode", "social", "--source", "own_time", "--energy", "4")
    result = year("log", "45m notes", "--day", "yesterday", "--visibility", "private", *options, "--json")
    row = json.loads(result.out)
    assert [row] == logged(year)
    assert (row["on"], row["minutes"], row["text"], row["energy"]) == ("2026-06-25", 45, "notes", 4)
    assert (row["category"], row["mode"], row["time_source"]) == ("prototyping", "social", "own_time")
    assert (row["key_result_id"], row["visibility"]) == ("k42", "private")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("",), "Write how long"),
        (("0m",), "1 to 960 minutes"),
        (("961m",), "16 hours"),
        (("25:00",), "16 hours"),
        (("1e9",), "is no time"),
        (("-30m", "x"), "is negative"),
        (("queueing",), "How long did it take?"),
        (("45m", "raise"), "Several key results fit, and nothing was logged; add --for"),
        (("45m", "x", "@tomorrow"), "still to come, tomorrow"),
        (("45m", "x", "@2020-02-03"), "in no cycle"),
        (("45m", "x", "@fri", "--day", "fri"), "leave one out"),
        (("45m", "--energy", "7"), "write 1 to 5"),
        (("45m", "--for", "nothing of the kind"), "No key result is called"),
    ],
)
def test_what_is_not_understood_is_refused_and_nothing_is_logged(year, arguments, why):
    assert why in refused(year("log", *arguments))
    assert logged(year) == []


def test_a_day_in_no_cycle_is_taken_if_it_is_meant(year):
    year("log", "45m", "x", "@2020-02-03", "--yes")
    assert [row["on"] for row in logged(year)] == ["2020-02-03"]
