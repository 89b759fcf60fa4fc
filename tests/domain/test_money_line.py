"""Wishes for money in a line, as people type them: understood, or asked about, and never wrong in silence."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.action_line import KnownPerson
from learnboard.domain.errors import InvalidValue
from learnboard.domain.metrics.rounding import minor_digits
from learnboard.domain.money_line import MoneyNames, read_wish
from learnboard.domain.title_words import index_titles
from tests.hostile import HOSTILE

FRIDAY = date(2026, 6, 26)
TITLES = {
    "k11": "Cut p95 latency of the checkout service",
    "k21": "Raise average talk feedback",
    "k22": "Speak at one external meetup",
    "k31": "Finish the queueing theory course",
    "k33": "Raise profiling exercises solved unaided",
}
PEOPLE = {"m": "Rowan Teal", "s": "Hazel Brook", "l": "Hazel Brook", "a": "Ash Rivers", "b": "Ash Moor"}
NAMES = MoneyNames(
    "EUR", TITLES, index_titles(TITLES.items()), [KnownPerson(id_, name) for id_, name in PEOPLE.items()]
)
_FILE = Path(__file__).parent.parent / "data" / "money-lines.tsv"
ROWS = [row.split("\t") for row in _FILE.read_text(encoding="utf-8").split("\n")[:-1] if not row.startswith("#")]
UNDERSTOOD = [row for row in ROWS if row[1] != "?"]
ASKED = [row[0] for row in ROWS if row[1] == "?"]


@pytest.mark.parametrize("row", UNDERSTOOD, ids=[row[0] for row in UNDERSTOOD])
def test_a_line_is_understood(row):
    line, title, kind, amount, named, expected, person, on, link, idea = row
    read = read_wish(line, FRIDAY, NAMES)
    assert (read.title, read.kind, f"{read.estimate} {read.currency}") == (title, kind, amount)
    assert (read.key_results, read.expected_value) == (tuple(named.split()), expected)
    assert (read.with_id or "", str(read.happens_on or ""), read.link) == (person, on, link)
    assert read.idea == bool(idea)


@pytest.mark.parametrize("line", ASKED)
def test_a_line_is_asked_about_in_a_sentence(line):
    with pytest.raises(InvalidValue) as asked:
        read_wish(line, FRIDAY, NAMES)
    sentence = str(asked.value)
    assert sentence.endswith((".", "…", "?"))
    assert sentence[0].isupper() or sentence[0] in "“-" or sentence[0].isdecimal()
    assert "\n" not in sentence


def test_there_are_as_many_lines_as_people_have_ways():
    assert len(ROWS) >= 200
    assert len({row[0] for row in ROWS}) == len(ROWS)


def test_a_dollar_and_a_crown_are_those_of_the_board():
    assert read_wish("tool $49", FRIDAY, NAMES._replace(currency="CAD")).currency == "CAD"
    assert read_wish("tool 49 kr", FRIDAY, NAMES._replace(currency="SEK")).currency == "SEK"
    assert read_wish("tool 49 php", FRIDAY, NAMES._replace(currency="PHP")).currency == "PHP"


@settings(deadline=None, max_examples=60)  # the first line compiles the patterns
@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_amount_or_a_question(line):
    try:
        read = read_wish(line, FRIDAY, NAMES)
    except InvalidValue:
        return
    assert read.estimate >= 0
    assert read.title


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 10**9),
    st.sampled_from(["EUR", "USD", "JPY", "KWD"]),
    st.sampled_from(["course {amount} {currency}", "{currency} {amount} course", "course: a, {amount} {currency}: b"]),
)
def test_every_amount_can_be_written(units, currency, form):
    digits = minor_digits(currency)
    text = f"{units // 10**digits}" + (f".{units % 10**digits:0{digits}}" if digits else "")
    if digits == 3:
        text += "0"  # three decimals are read as thousands, too, and asked about
    read = read_wish(form.format(amount=text, currency=currency), FRIDAY, NAMES)
    assert (read.estimate.fraction * 10**digits, read.currency) == (units, currency)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words):
    try:
        read = read_wish(f"course {words} 30 EUR: {words}", FRIDAY, NAMES)
        said = read.title + read.expected_value
    except InvalidValue as error:
        said = str(error)
    assert "\x1b" not in said
