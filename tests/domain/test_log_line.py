"""Learning time in a line, as people type it: understood, or asked about, and never half understood."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.durations import LONGEST
from learnboard.domain.errors import InvalidValue
from learnboard.domain.log_line import read_log
from learnboard.domain.title_words import index_titles
from tests.hostile import HOSTILE

SUNDAY = date(2026, 11, 29)
TITLES = index_titles(
    {
        "q": "Finish the queueing theory course",
        "p": "Cut p95 latency of the checkout service",
        "t": "Give three talks on performance",
        "r": "Read Designing Data-Intensive Applications",
        "v": "Run a review of the latency dashboard",
    }.items()
)
IDS = ("q", "p", "t", "r", "v", "k11", "k12")
_FILE = Path(__file__).parent.parent / "data" / "log-lines.tsv"
ROWS = [row.split("\t") for row in _FILE.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
UNDERSTOOD = [row for row in ROWS if row[1] != "?"]
ASKED = [row[0] for row in ROWS if row[1] == "?"]


@pytest.mark.parametrize(("line", "minutes", "on", "text", "named"), UNDERSTOOD, ids=[row[0] for row in UNDERSTOOD])
def test_a_line_is_understood(line, minutes, on, text, named):
    read = read_log(line, SUNDAY, TITLES, IDS)
    assert (read.minutes, read.on, read.text) == (int(minutes), date.fromisoformat(on), text)
    assert read.key_results == tuple(named.split())


@pytest.mark.parametrize("line", ASKED)
def test_a_line_is_asked_about_in_a_sentence(line):
    with pytest.raises(InvalidValue) as asked:
        read_log(line, SUNDAY, TITLES, IDS)
    sentence = str(asked.value)
    assert sentence.endswith((".", "…"))
    assert sentence[0].isupper() or sentence[0] == "“"
    assert "\n" not in sentence


def test_there_are_as_many_lines_as_people_have_ways():
    assert len(ROWS) >= 300
    assert len({row[0] for row in ROWS}) == len(ROWS)


@settings(deadline=None)  # the first line compiles the patterns
@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_time_or_a_question(line):
    try:
        read = read_log(line, SUNDAY, TITLES)
    except InvalidValue:
        return
    assert 1 <= read.minutes <= LONGEST


@settings(deadline=None)
@given(st.integers(1, LONGEST), st.sampled_from(["{h}h{m:02}", "{h} h {m:02} min", "{all}m", "{all} minutes"]))
def test_every_length_of_a_session_can_be_written(minutes, form):
    line = form.format(h=minutes // 60, m=minutes % 60, all=minutes)
    assert read_log(f"{line} notes", SUNDAY).minutes == minutes


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words):
    try:
        said = read_log(f"1h {words}", SUNDAY, TITLES).text
    except InvalidValue as error:
        said = str(error)
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("45 Minuten lesen", "“Minuten” is no unit of time that is known: write 45m or 45h."),
        ("45", "“45” has no unit: write 45m or 45h."),
        (
            "1h lesen @freitag",
            "“@freitag” is no day that is known here: write one, as in @fri, @2 days ago or @2026-11-30.",
        ),
        ("1h lesen @3/4", "“3/4” can be 3 apr or 4 mar: write one of them."),
        ("1h @last week", "“last week” has several days: write which one, as in 22 nov."),
        ("1h k11 or k12", "It is for one key result: write k11 or k12, or two lines."),
    ],
)
def test_the_sentence_says_why_and_what_to_write(line, sentence):
    with pytest.raises(InvalidValue) as asked:
        read_log(line, SUNDAY, TITLES, IDS)
    assert str(asked.value) == sentence
