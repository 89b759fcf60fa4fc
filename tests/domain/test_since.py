"""What belongs to the time since a reader and the owner last met."""

from datetime import date

import pytest

from learnboard.domain.relations import sole_mentor
from learnboard.domain.since import actions_since, last_meeting, meeting_with_topics
from tests import builders

DAY = date(2026, 6, 26)


def _meeting(id_: str, on: str, *people: str, held: bool = True) -> object:
    return builders.meeting(id=id_, on=on, with_ids=people, held=held)


MEETINGS = (
    _meeting("m1", "2026-03-27", "p1"),
    _meeting("m2", "2026-05-08", "p2"),
    _meeting("m3", "2026-05-22", "p1", held=False),
    _meeting("m4", "2026-06-26", "p1"),
    _meeting("m5", "2026-08-07", "p1", held=False),
    _meeting("m6", "2026-07-03", "p2", held=False),
)


@pytest.mark.parametrize(("person", "id_"), [("p1", "m1"), ("p2", "m2"), (None, "m2"), ("p3", None)])
def test_the_last_meeting_is_the_last_one_held_with_the_reader_before_the_day(
    person: str | None, id_: str | None
) -> None:
    found = last_meeting(MEETINGS, person, DAY)  # type: ignore[arg-type]
    assert (found.id if found else None) == id_


def test_actions_are_those_open_those_of_the_meeting_and_those_done_since_the_open_ones_first_by_due_date() -> None:
    last = MEETINGS[0]
    rows = [
        builders.action(id="a1", meeting_id="m0", done_on="2026-03-26"),
        builders.action(id="a2", meeting_id="m0", done_on="2026-03-27"),
        builders.action(id="a3", meeting_id="m1", done_on="2026-03-20"),
        builders.action(id="a4", meeting_id="m0"),
        builders.action(id="a5", meeting_id=None, due_on="2026-07-01"),
        builders.action(id="a6", meeting_id=None, due_on="2026-06-01"),
    ]
    assert [row.id for row in actions_since(rows, last)] == ["a6", "a5", "a4", "a2", "a3"]  # type: ignore[arg-type]
    assert [row.id for row in actions_since(rows, None)] == ["a6", "a5", "a4"]


@pytest.mark.parametrize(
    ("person", "with_topics", "id_"),
    [
        ("p1", {"m4", "m5", "m6"}, "m4"),  # of the day itself
        ("p1", {"m5", "m6"}, "m5"),  # with the reader before one with others
        (None, {"m5", "m6"}, "m6"),
        ("p1", {"m6"}, "m6"),
        ("p1", {"m1", None}, None),
    ],
)
def test_the_agenda_is_of_the_next_meeting_with_topics(
    person: str | None, with_topics: set[str | None], id_: str | None
) -> None:
    found = meeting_with_topics(MEETINGS, with_topics, person, DAY)  # type: ignore[arg-type]
    assert (found.id if found else None) == id_


def test_who_reads_is_known_if_one_mentor_is_in_force() -> None:
    old = builders.person(id="p0", relation="mentor", to_on="2026-06-25")
    now = builders.person(id="p1", relation="mentor", from_on="2026-06-26")
    buddy = builders.person(id="p2", relation="buddy")
    assert sole_mentor([old, now, buddy], DAY) == "p1"
    assert sole_mentor([old, buddy], DAY) is None
    assert sole_mentor([now, buddy, builders.person(id="p3", relation="mentor")], DAY) is None
