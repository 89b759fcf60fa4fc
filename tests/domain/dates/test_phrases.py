"""What people type for a day, phrase by phrase, on days on which it is told apart what they mean.

`dates-in-words.md` lists phrases with what is usual, `dates-in-words.tsv` our own, reckoned by hand: the day asked on,
`due` or `past`, the phrase, and the day or what the refusal must say.
"""

import re
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue

DATA = Path(__file__).parents[2] / "data"
USUAL = (DATA / "dates-in-words.md").read_text(encoding="utf-8")
OWN = (DATA / "dates-in-words.tsv").read_text(encoding="utf-8").splitlines()
WEDNESDAY = date(2026, 11, 25)


def rows(heading):
    """The rows of a table of the list: phrase and days."""
    table = USUAL.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [(phrase, days) for phrase, days in re.findall(r"(?m)^\| (.+?) \| (.+?) \|$", table) if days[0].isdigit()]


def fits(day, days):
    """Whether a day is one of `2026-11-27 or 2026-11-29`, or in `2026-11-30 … 2026-12-06`."""
    first, dots, last = days.partition(" … ")
    return first <= str(day) <= last if dots else str(day) in days.split(" or ")


def own(refused):
    lines = [line.split("\t") for line in OWN if not line.startswith("#")]
    return [line for line in lines if line[3].startswith("refused") == refused]


def test_the_whole_list_is_tried():
    assert (len(rows("Due dates")), len(rows("Past days"))) == (74, 16)
    assert len(own(refused=False)) + len(own(refused=True)) > 450


@pytest.mark.parametrize(("phrase", "days"), rows("Due dates"))
def test_a_due_date_is_the_coming_day_that_is_usually_meant(phrase, days):
    assert fits(parse_day(phrase, WEDNESDAY), days)


@pytest.mark.parametrize(("phrase", "days"), rows("Past days"))
def test_a_past_day_is_the_latest_that_is_usually_meant(phrase, days):
    assert fits(parse_day(phrase, WEDNESDAY, past=True), days)


@pytest.mark.parametrize("phrase", ["2-3 weeks", "after friday", "q5", "31 feb", "blah", "tomorrow week or so"])
@pytest.mark.parametrize("past", [False, True])
def test_what_the_list_refuses_is_refused(phrase, past):
    assert f"`{phrase}`" in USUAL.partition("Refused")[2]
    with pytest.raises(InvalidValue, match=f"^“{phrase}” is .*write .*[.]$"):
        parse_day(phrase, WEDNESDAY, past=past)


@pytest.mark.parametrize(("asked", "way", "phrase", "day"), own(refused=False))
def test_a_phrase_means_its_day(asked, way, phrase, day):
    assert parse_day(phrase, date.fromisoformat(asked), past=way == "past") == date.fromisoformat(day)


@pytest.mark.parametrize(("asked", "way", "phrase", "why"), own(refused=True))
def test_a_phrase_that_means_no_day_is_refused_with_what_to_write(asked, way, phrase, why):
    with pytest.raises(InvalidValue) as caught:
        parse_day(phrase, date.fromisoformat(asked), past=way == "past")
    message = str(caught.value)
    assert message.startswith(f"“{phrase}” is ")
    assert message.endswith(why.partition(": ")[2] if why.endswith(".") else ".")
    assert (why.partition(": ")[2] or "write fri, ") in message
    assert "write " in message


@pytest.mark.parametrize("unknown", ["maybe", "xyz", "?", "7:30", "né"])
def test_no_phrase_is_understood_with_an_unknown_word_in_it(unknown):
    """Whatever else it says: nothing is half understood."""
    phrases = [phrase for _, _, phrase, _ in own(refused=False)] + [phrase for phrase, _ in rows("Due dates")]
    for phrase in phrases:
        words = phrase.split()
        for place in range(len(words) + 1):
            text = " ".join([*words[:place], unknown, *words[place:]])
            with pytest.raises(InvalidValue):
                pytest.fail(f"{text}: {parse_day(text, WEDNESDAY)}")


def test_each_phrase_is_tried_once_a_day_and_direction():
    keys = sorted(tuple(line[:3]) for line in own(refused=False) + own(refused=True))
    assert [key for key, same in groupby(keys) if len(list(same)) > 1] == []
