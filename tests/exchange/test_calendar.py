"""A calendar file is one to the letter of RFC 5545, whatever people have written."""

from datetime import UTC, date, datetime, time

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard import __version__
from learnboard.domain.calendar_events import CalendarEvent, Repetition
from learnboard.domain.text import clean
from learnboard.exchange.calendar import calendar_file, escaped, folded_line
from learnboard.presentation.calendar import EventText
from tests.calendars import events, unescaped, unfolded
from tests.hostile import HOSTILE, LONE_SURROGATE, TOO_LONG

NOON = datetime(2026, 6, 26, 12, tzinfo=UTC)
DUE = CalendarEvent("k1", "key_result", date(2026, 7, 31), None)
BLOCK = CalendarEvent("h1", "learning", date(2026, 7, 1), None, time(14), 90, Repetition(1, date(2026, 12, 31)))
TEXTS = (
    *HOSTILE,
    LONE_SURROGATE,
    TOO_LONG,
    "a;b,c\\d\\n e\nf\r\ng",
    "\\" * 200,
    "💶" * 60,
    "עברית " * 40,
    "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT",
    "",
)


def file_of(*texts, name="learnboard"):
    return calendar_file(texts, name=name, written_at=NOON, revision=7)


def test_an_event_of_a_day_is_written_as_the_standard_has_it():
    data = file_of(EventText(DUE, "Due: a, b; c", "one\ntwo"))
    assert data.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//learnboard//learnboard {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:learnboard",
        "BEGIN:VEVENT",
        "UID:k1@learnboard",
        "DTSTAMP:20260626T120000Z",
        "SEQUENCE:7",
        "DTSTART;VALUE=DATE:20260731",
        "DTEND;VALUE=DATE:20260801",
        "SUMMARY:Due: a\\, b\\; c",
        "DESCRIPTION:one\\ntwo",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_weekly_block_is_by_the_clock_on_the_wall():
    (event,) = events(file_of(EventText(BLOCK, "Learning time", ""))).values()
    assert (event["DTSTART"], event["DTEND"]) == ("20260701T140000", "20260701T153000")
    assert event["RRULE"] == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231T140000"
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")


@pytest.mark.parametrize(
    ("repeats", "rule"),
    [
        (Repetition(1, None), "FREQ=WEEKLY;BYDAY=FR"),
        (Repetition(2, date(2026, 12, 31)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20261231"),
        (Repetition(0, date(2026, 12, 31)), "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231"),
    ],
)
def test_days_come_again_until_a_day(repeats, rule):
    each = CalendarEvent("c1.check-ins", "check_ins", date(2026, 1, 30), None, repeats=repeats)
    (event,) = events(file_of(EventText(each, "Check in", ""))).values()
    assert event["RRULE"] == rule


def test_what_is_off_is_cancelled():
    (event,) = events(file_of(EventText(DUE._replace(cancelled=True), "Due", ""))).values()
    assert event["STATUS"] == "CANCELLED"


def test_whatever_people_wrote_a_strict_reader_and_a_library_read_it():
    texts = [EventText(DUE._replace(key=f"k{number}"), f"Due: {text}", text) for number, text in enumerate(TEXTS)]
    data = file_of(*texts, name="Alder; Finch, \\ & co\nand 👨‍👩‍👧‍👦")
    strict = events(data)
    library = {str(each["UID"]): each for each in icalendar.Calendar.from_ical(data).walk("VEVENT")}
    assert strict.keys() == library.keys() == {f"k{number}@learnboard" for number in range(len(TEXTS))}
    for number, text in enumerate(TEXTS):
        uid = f"k{number}@learnboard"
        assert strict[uid]["SUMMARY"] == clean(f"Due: {text}")
        assert strict[uid].get("DESCRIPTION", "") == clean(text)
        assert str(library[uid]["SUMMARY"]) == clean(f"Due: {text}")
        assert str(library[uid].get("DESCRIPTION", "")) == clean(text)
        assert library[uid]["DTSTART"].dt == date(2026, 7, 31)


@pytest.mark.parametrize("before", range(60, 76))
def test_no_character_is_cut_where_a_line_is_folded(before):
    line = "X" * before + "👩🏽‍🚀é" * 30
    assert unfolded(folded_line(line)) == [line]


def test_lines_are_filled():
    assert folded_line("a" * 75) == b"a" * 75 + b"\r\n"
    assert folded_line("a" * 150) == b"a" * 75 + b"\r\n " + b"a" * 74 + b"\r\n " + b"a" + b"\r\n"


@settings(max_examples=150)
@given(st.text(alphabet=st.characters() | st.sampled_from('\\;,\n\r\t:"\x1b\u2028é💶'), max_size=300))
def test_any_text_comes_back_as_it_was_cleaned(text):
    (line,) = unfolded(folded_line(f"SUMMARY:{escaped(text)}"))
    assert unescaped(line.removeprefix("SUMMARY:")) == clean(text)
