"""`learnboard export` of calendars and tables: formats by name and by the end of the file's name, pipes, refusals."""

from pathlib import Path

import pytest

from tests.calendars import events
from tests.cli.conftest import refused


def test_a_calendar_is_written_and_says_what_it_is(year):
    result = year("export", "--format", "ics", "--as-of", "2026-06-26", "-o", "mine.ics")
    # 5 looks back at b1, b2 and b6, 6 actions, 4 steps, 2 key results, 4 meetings and one that is off, 2 proposals
    # and a review, the check-in days and the end of the cycle
    assert result.out.splitlines()[0] == (
        "Wrote “mine.ics”: a calendar of 27 events from 23 Jan 2026 to 31 Dec 2026, profile mentor. "
        "Something was withheld."
    )
    assert result.err == (
        "learnboard: The weekly learning time has no day yet and is not in it: press T on the board, and then c.\n"
    )
    assert len(events(Path("mine.ics").read_bytes())) == 27
    assert Path("mine.ics").stat().st_mode & 0o777 == 0o600


def test_the_end_of_a_name_says_the_format(year):
    assert year("export", "-o", "a.ics").code == 0
    assert year("export", "--table", "log_entries", "-o", "b.CSV").code == 0
    assert Path("a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert Path("b.CSV").read_bytes().startswith(b'"id","on","minutes"')
    assert "already exists" in refused(year("export", "-o", "a.ics"))


def test_a_table_goes_through_a_pipe(process, year):
    result = process("export", "--format", "csv", "--table", "budget_entries", "-o", "-")
    assert (result.returncode, result.stderr) == (0, b"")
    lines = result.stdout.split(b"\r\n")
    assert (len(lines), lines[-1]) == (9, b"")  # the names, seven entries, and nothing behind the last line end
    assert lines[1].startswith(b'"b1","c2026","Performance conference, two days","conference","EUR","640.00","612.50"')


def test_a_table_without_a_file_gets_a_name_of_its_own(year):
    assert year("export", "--table", "budget_entries", "--profile", "full", "--as-of", "2026-06-26").out == (
        "Wrote “alder-finch-budget-entries-2026-06-26-full.csv”: 7 budget entries, profile full.\n"
    )


def test_an_unknown_table_is_one_sentence(year):
    assert refused(year("export", "--table", "Ledger\x1b[2J", "-o", "x.csv")).startswith(
        "There is no table “Ledger”: choose one of actions, assessments, budget_adjustments, budget_entries, "
    )
    assert not Path("x.csv").exists()


@pytest.mark.parametrize(
    ("words", "what_to_do"),
    [
        (("--format", "csv"), "csv holds one table: add --table"),
        (("-o", "x.csv"), "csv holds one table: add --table"),
        (("--table", "goals", "--format", "ics"), "argument --format: a table is written as csv"),
        (("--table", "goals", "--story"), "a table is written as csv: leave out --story"),
        (
            ("--format", "ics", "-o", "x.html"),
            "a file that ends in .html is a page, and --format ics is a calendar: end its name in .ics, or leave out",
        ),
        (("--story", "-o", "x.json"), "--output: a file that ends in .json is a file for learnboard: a story is"),
        (("--upward", "hazel", "-o", "x.csv"), "--output: a file that ends in .csv is a table: notes on a person are"),
        (("-o", "x.md"), "--output: a file that ends in .md is a text in Markdown: markdown is the format of a story"),
        (("--story", "--format", "ics"), "a story is markdown or html"),
        (("--upward", "hazel", "--format", "ics"), "notes on a person are markdown or html"),
        (("--upward", "hazel", "--table", "people"), "notes on a person leave alone: leave out --table"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(learnboard, words, what_to_do):
    result = learnboard("export", *words)
    assert result.code == 2
    assert what_to_do in result.err
