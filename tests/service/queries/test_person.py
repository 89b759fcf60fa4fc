"""All there is to know about one person, as known on the board's day."""

from datetime import date

import pytest

from learnboard.domain.errors import NotFound
from learnboard.service.queries.person import read_person
from tests.builders import action, budget_entry, feedback, meeting, metric, person, reflection, topic, year_of
from tests.service.conftest import DAY


def details(service, id_="p-mentor", day=DAY):
    return read_person(service.store, id_, service.open(day))


def test_the_mentor_of_the_example_year(service):
    found = details(service)
    assert (found.agreement.standing, found.agreement.on) == ("agreed", date(2026, 1, 12))
    assert [row.meeting.id for row in found.planned] == ["mt7", "mt10"]
    assert [row.meeting.id for row in found.past] == ["mt5", "mt6", "mt2", "mt1"]
    assert found.development == (4, 5)
    assert [row.id for row in found.actions] == ["a5", "a6"]
    assert [row.id for row in found.entries] == ["b3", "b5", "b1"]
    touched = {row.id: row.ways for row in found.key_results}
    assert touched["k11"] == ("action", "decision on money")
    assert touched["k22"] == ("action",)
    assert {"k21", "k33", "k34"} <= touched.keys()
    assert found.introduced == ("Sorrel Vale",)
    assert details(service, "p-meetup").introduced_by == "Rowan Teal"


def test_an_earlier_day_knows_nothing_of_what_came_after_it(service):
    early = details(service, day=date(2026, 2, 1))
    assert [row.meeting.id for row in early.past] == ["mt1"]
    assert [row.id for row in early.entries] == ["b1"]
    assert early.development == (1, 1)


def test_actions_of_others_and_with_others_are_not_between_the_two(service_of):
    service = service_of(
        year_of(
            person(),
            person(id="p2", name="Hazel Brook"),
            meeting(with_ids=["p1"]),
            meeting(id="m2", on="2026-04-01", with_ids=["p2"]),
            action(id="theirs", who_id="p1", meeting_id=None),
            action(id="mine", who_id="owner"),
            action(id="done", who_id="p1", done_on="2026-04-01"),
            action(id="another", who_id="owner", meeting_id="m2"),
            action(id="hers", who_id="p2"),
        )
    )
    assert [row.id for row in details(service, "p1").actions] == ["theirs", "mine"]


def test_only_topics_of_meetings_held_in_the_cycle_count(service_of):
    service = service_of(
        year_of(
            person(),
            meeting(with_ids=["p1"]),
            meeting(id="m0", on="2025-12-31", with_ids=["p1"]),
            meeting(id="m2", on="2026-08-01", held=False, with_ids=["p1"]),
            topic(id="t1"),
            topic(id="t2", tag="operational"),
            topic(id="t3", meeting_id="m0"),
            topic(id="t4", meeting_id="m2"),
        )
    )
    assert details(service, "p1").development == (1, 2)


def test_feedback_money_and_notes_are_those_of_the_person(service_of):
    about = {"kind": "person", "id": "p1"}
    service = service_of(
        year_of(
            metric(),
            person(),
            person(id="p2", name="Hazel Brook"),
            feedback(),
            feedback(id="f2", kind="suggestion", target=about, written_at="2026-04-01T08:00:00Z"),
            feedback(id="f3", person_id="p2"),
            feedback(id="f4", target={"kind": "key_result", "id": "gone"}, written_at="2026-02-01T08:00:00Z"),
            budget_entry(state="approved", decided_by_id="p1", decided_on="2026-03-01", key_result_id="k1"),
            reflection(id="n1", on="2026-02-01", by_id="owner", occasion="upward", about=about),
            reflection(id="n2", on="2026-03-01", by_id="owner", occasion="upward", about=about),
            reflection(id="n3", by_id="owner", occasion="upward", about={"kind": "person", "id": "p2"}),
            reflection(id="n4", by_id="owner", occasion="ending", about=about),
        )
    )
    found = details(service, "p1")
    assert [(row.feedback.id, row.about) for row in found.feedback] == [
        ("f2", "Rowan Teal"),
        ("f1", "something to learn"),
        ("f4", None),
    ]
    assert [row.id for row in found.asked_changes] == ["f2"]
    assert [(row.id, row.ways) for row in found.key_results] == [("k1", ("feedback", "decision on money"))]
    assert [row.id for row in found.notes] == ["n2", "n1"]


def test_somebody_who_is_gone_is_not_found(service):
    with pytest.raises(NotFound):
        details(service, "p-nobody")
