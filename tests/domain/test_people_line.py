"""A person in one line: what is understood, what is not, and that nothing that was written is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.people_line import PersonLine, read_person

DAY = date(2026, 6, 26)  # a Friday


def read(text):
    return read_person(text, DAY)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        (
            "Rowan Teal, mentor, external, every 6 weeks",
            {"relation": "mentor", "kind": "external", "external": True, "cadence_days": 42},
        ),
        ("Rowan Teal, team lead", {"relation": "mentor", "kind": "team_lead"}),
        ("Rowan Teal, Reverse Mentor", {"relation": "mentor", "kind": "reverse"}),
        ("Rowan Teal, buddy, peer", {"relation": "buddy", "kind": "peer"}),
        ("Rowan Teal, coach, external", {"relation": "mentor", "kind": "coach", "external": True}),
        ("Rowan Teal; external peer mentor", {"relation": "mentor", "kind": "peer", "external": True}),
        ("mentor, Rowan Teal", {"relation": "mentor"}),
        ("Rowan Teal, my line manager", {"relation": "supervisor"}),
        ("Rowan Teal, contact, external", {"relation": "contact", "external": True}),
        ("Rowan Teal, mentor, asked", {"relation": "mentor", "asked_on": DAY}),
        ("Rowan Teal, mentor, asked yesterday", {"relation": "mentor", "asked_on": date(2026, 6, 25)}),
        (
            "Rowan Teal, mentor, asked 8 jan, met on 9 jan, accepted 12 jan, since 1 feb",
            {
                "relation": "mentor",
                "asked_on": date(2026, 1, 8),
                "met_on": date(2026, 1, 9),
                "accepted_on": date(2026, 1, 12),
                "from_on": date(2026, 2, 1),
            },
        ),
        (
            "Rowan Teal, reviewer, introduced by Hazel Brook",
            {"relation": "reviewer", "introduced_by": "Hazel Brook"},
        ),
    ],
)
def test_what_is_understood(text, understood):
    assert read(text) == PersonLine("Rowan Teal", **understood)
    assert read(text).whole


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("every 6 weeks", 42),
        ("every six weeks", 42),
        ("every 42 days", 42),
        ("every month", 30),
        ("every 2 months", 61),
        ("every other week", 14),
        ("every second week", 14),
        ("fortnightly", 14),
        ("every week", 7),
        ("weekly", 7),
        ("monthly", 30),
        ("every quarter", 91),
        ("every 366 days", 366),
    ],
)
def test_a_cadence_is_read_in_words(words, days):
    """A month has 30.4375 days on average, a quarter 91.3125."""
    assert read(f"Rowan Teal, mentor, {words}").cadence_days == days


@pytest.mark.parametrize(
    "part",
    [
        "blue",
        "every 367 days",
        "every 0 weeks",
        "every 99999999999999999999 weeks",
        "every now and then",
        "every ² days",
        "buddy",
        "asked 30 february",
        "asked in 3 days",
        "since whenever",
        "mentor blue",
        "introduced by",
    ],
)
def test_what_is_not_understood_or_contradicts_is_kept_as_it_was_written(part):
    line = read(f"Rowan Teal, mentor, {part}, external")
    assert line.unread == (part,)
    assert (line.name, line.relation, line.external, line.whole) == ("Rowan Teal", "mentor", True, False)


@pytest.mark.parametrize("text", ["", " , ;", "\x1b\x07"])
def test_an_empty_line_is_nobody(text):
    assert read(text) == PersonLine("")
    assert not read(text).whole


def test_a_name_alone_lacks_a_relation():
    assert read("Rowan Teal") == PersonLine("Rowan Teal")
    assert not read("Rowan Teal").whole


_WORDS = st.sampled_from(
    [
        "Rowan",
        "mentor",
        "buddy",
        "peer",
        "external",
        "every",
        "6",
        "weeks",
        "asked",
        "since",
        "introduced by",
        "³",
        "{0}",
    ]
)
_PARTS = st.lists(st.lists(_WORDS | st.text(max_size=6), min_size=1, max_size=4).map(" ".join), max_size=6)


@given(_PARTS)
def test_any_line_is_read_and_no_part_is_lost(parts):
    text = ",".join(parts)
    line = read(text)
    assert line.cadence_days is None or 1 <= line.cadence_days <= 366
    for on in (line.asked_on, line.met_on, line.accepted_on):
        assert on is None or on <= DAY
    for kept in (line.name, line.introduced_by, *line.unread):
        assert "," not in kept
        assert "\n" not in kept
    assert line.whole == bool(line.name and line.relation and not line.unread)


@given(
    st.sampled_from(["mentor", "buddy", "supervisor", "reviewer", "contact"]),
    st.sampled_from(["", "team lead", "peer", "reverse", "coach"]),
    st.booleans(),
    st.integers(1, 52),
    st.permutations(range(4)),
)
def test_the_order_of_parts_makes_no_difference(relation, kind, external, weeks, order):
    parts = [relation, kind, "external" if external else "", f"every {weeks} weeks"]
    line = read(", ".join(["Ada Finch", *(parts[place] for place in order)]))
    assert (line.name, line.relation, line.external, line.cadence_days) == ("Ada Finch", relation, external, weeks * 7)
    if kind:
        assert line.kind == kind.replace(" ", "_")
    assert line.whole
