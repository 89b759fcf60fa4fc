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


# -- what is told -------------------------------------------------------------------------------------------------


def test_a_week_is_told_with_what_is_shared_alone(year):
    # l09 is shared; g21 and the key result that l09 was for are not
    assert year("log", "--week", "21").out == (
        "# Learning, week 21: 18 May to 24 May 2026\n\n2 h in 1 entry.\n\n"
        "- Fri 22 May, 2 h: module 3 (training programme, formal)\n"
    )


def test_all_of_a_week_is_for_oneself(year):
    out = year("log", "--week", "2026-W11", "--all").out
    assert out == (
        "# Learning, week 11: 9 Mar to 15 Mar 2026\n\n3 h 20 in 1 entry.\n\n"
        "## Finish the queueing theory course, five modules: 3 h 20\n\n"
        "- Fri 13 Mar, 3 h 20: module 2; struggled with M/M/c (training programme, formal, energy 3 of 5, your mentor "
        "sees it)\n\n"
        "## Next\n\n"
        "- Finish the queueing theory course, five modules: module 4\n"
    )


@pytest.mark.parametrize("week", [("26",), ("w26",), ("2026-W26",), ("yesterday",), ()])
def test_a_week_is_named_as_people_do(year, week):
    assert "week 26: 22 Jun to 28 Jun 2026" in year("log", "--all", "--week", *week).out


def test_last_week_is_the_one_before(year):
    assert "week 25: 15 Jun to 21 Jun 2026" in year("log", "--week", "last week").out


def test_a_year_is_summed_up_to_its_day(year):
    out = year("log", "--year", "--all").out
    # report-2026-06-26.json: 4415 + 60 + 30 minutes, 3480 of them by experience, 650 formal, 375 social
    assert out.startswith("# Learning in 2026\n\n75 h 05 in ")
    assert " over 25 weeks.\n" in out
    assert "**How:** experience 58 h, formal 10 h 50, social 6 h 15\n" in out
    assert "- Finish the queueing theory course, five modules: 8 h 50 in 4 entries\n" in out


def test_what_is_told_can_be_read_by_a_program(year):
    told = json.loads(year("log", "--week", "21", "--json").out)
    assert (told["title"], told["total"], told["next"]) == (
        "Learning, week 21: 18 May to 24 May 2026",
        "2 h in 1 entry",
        [],
    )


def test_words_stay_words_in_markdown(year):
    year("log", "20m *bold* <b>x</b>", "--visibility", "shared")
    assert "\\*bold\\* &lt;b&gt;x&lt;/b&gt;" in year("log", "--week").out


def test_nothing_private_is_told(year):
    for arguments in (("--week", "26"), ("--year",)):
        assert "co-op finances evening" not in year("log", *arguments).out
    assert "Nothing is logged here that is shared." in year("log", "--week", "26").out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--week", "2026-W54"), "“2026-W54” is no week: write 26, 2026-W26,"),
        (("--year", "1800"), "is no year"),
        (("--year", "x"), "is no year"),
    ],
)
def test_no_week_and_no_year_is_refused(year, arguments, why):
    assert why in refused(year("log", *arguments))


@pytest.mark.parametrize("arguments", [("x", "--week"), ("x", "--all"), ("--week", "--year")])
def test_what_does_not_go_together_is_a_usage_error(year, arguments):
    assert year("log", *arguments).code == 2


def test_a_day_of_more_than_24_hours_is_asked_about(year):
    year("log", "16h a hackathon @yesterday")
    told = refused(year("log", "8h1m of it again @yesterday"))
    assert "Thu 25 Jun 2026 has 24 h 01 with it, more than its 24 hours. Nothing was logged" in told
    assert year("log", "8h of it again @yesterday").code == 0
    assert year("log", "1m more @yesterday", "--yes").code == 0
    assert [row["minutes"] for row in logged(year)] == [960, 480, 1]


def test_what_comes_next_and_is_left_out_is_said_beside_what_is_pasted(year):
    year("log", "1h30 queueing ch 4 @thu")  # everybody sees it, but k31, whose next step is module 4, only the mentor
    told = year("log", "--week", "26")
    assert "queueing ch 4" in told.out
    assert "Next" not in told.out
    assert told.err == (
        "1 line of what comes next is left out, for a key result or an action that not everybody may see: "
        "--all tells you all of it.\n"
    )
    told = year("log", "--week", "26", "--all")
    assert "module 4" in told.out
    assert told.err == ""
