"""Actions written in a line, and whom, what and when they mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.action_line import (
    ActionLine,
    KnownPerson,
    find_person,
    name_of,
    people_named,
    read_action,
    read_actions,
    write_action,
)
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER
from learnboard.domain.text import clean_line

DAY = date(2026, 6, 24)  # a Wednesday
FRIDAY = date(2026, 6, 26)
PEOPLE = (
    KnownPerson(OWNER, "Alder Finch"),
    KnownPerson("p1", "Hazel Brook"),
    KnownPerson("p2", "Rowan Teal"),
    KnownPerson("p3", "Rowan Ash"),
    KnownPerson("p4", "Rowan Teal"),
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hazel: a week of notice, by fri", ActionLine("p1", "a week of notice", FRIDAY)),
        ("hazel brook: a week of notice", ActionLine("p1", "a week of notice")),
        ("write to two organisers by fri", ActionLine(OWNER, "write to two organisers", FRIDAY)),
        ("me: read the book, by 2026-07-01", ActionLine(OWNER, "read the book", date(2026, 7, 1))),
        ("Alder: read the book", ActionLine(OWNER, "read the book")),
        ("learn it by heart", ActionLine(OWNER, "learn it by heart")),
        ("stand by me, by fri", ActionLine(OWNER, "stand by me", FRIDAY)),
        ("Juniper: a week of notice, by fri", ActionLine(None, "Juniper: a week of notice", FRIDAY, "Juniper")),
        ("Rowan: the slides", ActionLine(None, "Rowan: the slides", None, "Rowan")),
        ("Rowan Teal: the slides", ActionLine("p2", "the slides")),
        ("https://example.org: read it", ActionLine(OWNER, "https://example.org: read it")),
        ("one thing that is quite long: do it", ActionLine(OWNER, "one thing that is quite long: do it")),
    ],
)
def test_who_what_and_by_when(line, expected):
    assert read_action(line, PEOPLE, DAY) == expected


@pytest.mark.parametrize("line", ["Hazel: notice, by 30 february", "notice, by 31 june"])
def test_a_day_that_there_is_not_is_refused(line):
    with pytest.raises(InvalidValue):
        read_action(line, PEOPLE, DAY)


def test_each_line_is_one_and_empty_lines_are_none():
    found = read_actions("Hazel: notice\n\n  \nread", PEOPLE, DAY)
    assert [each.text for each in found] == ["notice", "read"]


def test_a_first_name_of_two_people_is_nobodys():
    assert find_person("Rowan", PEOPLE) is None
    assert find_person("rowan ash", PEOPLE) == "p3"
    assert find_person("", PEOPLE) is None


def test_who_is_there_now_is_meant_first_and_who_is_there_twice_is_told_apart():
    before = KnownPerson("p-lead", "Hazel Brook", "mentor", over=True)
    now, also = KnownPerson("p-sup", "Hazel Brook", "supervisor"), KnownPerson("p-b", "Hazel Brook", "buddy")
    assert [people_named(name, (before, now)) for name in ("Hazel", "hazel brook")] == [(now,), (now,)]
    assert people_named("Hazel Brook", (before, now, also)) == (now, also)
    assert people_named("Hazel", (before,)) == (before,)
    for people in ((before, now), (before, now, also)):
        assert all(people_named(name_of(each, people), people) == (each,) for each in people)
    assert name_of(also, (before, now, also)) == "Hazel Brook (buddy)"


words = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=60)


@given(words)
def test_no_word_is_lost_of_a_line_without_a_day(text):
    try:
        found = read_action(text, (), DAY)
    except InvalidValue:
        return
    if found.due_on is None and found.who_id is None:
        assert found.text == clean_line(text)


@given(
    who=st.sampled_from(PEOPLE[1:3]),
    text=st.text(st.sampled_from("abcdefgh "), min_size=1)
    .map(str.strip)
    .filter(lambda text: text and "by" not in text),
    due=st.none() | st.dates(date(2026, 7, 1), date(2030, 1, 1)),
)
def test_what_is_written_reads_as_itself(who, text, due):
    action = ActionLine(who.id, clean_line(text), due)
    assert read_action(write_action(action, PEOPLE), PEOPLE, DAY) == action
