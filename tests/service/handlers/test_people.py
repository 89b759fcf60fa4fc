"""Relations as a whole: one primary mentor at a time, an end with its reflections, and what becomes of meetings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.profiles import apply_profile
from learnboard.domain.validation import check
from learnboard.presentation.people import GOAL_QUESTION, TOGETHER_QUESTION
from learnboard.service.board_service import BoardService
from learnboard.service.commands import AddRow, ChangeRow, DeleteRow, EndRelation, MakePrimary
from learnboard.service.factory import new_person
from learnboard.service.queries.people import read_people, rows_naming
from learnboard.storage.store import Store
from tests.builders import action, meeting, person, records, topic
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo

YESTERDAY = DAY - timedelta(days=1)
ROWAN = person(id="p1", name="Rowan Teal", primary=True, accepted_on="2026-01-12", from_on="2026-01-12")
HAZEL = person(id="p2", name="Hazel Brook", accepted_on="2026-06-01")
HELD = meeting(id="m1", on="2026-03-27", with_ids=["p1"])
PLANNED = meeting(id="m2", on="2026-08-07", with_ids=["p1"], held=False, visibility="mentor")
SESSION = meeting(id="m3", kind="feedback_session", on="2026-09-11", with_ids=["p1", "p3"], held=False)
BUDDY = person(id="p3", name="Juniper Stone", relation="buddy")


def one(service, id_, record=Person):
    return service.store.row(record, id_)


def done(service, command):
    message = execute_and_undo(service, command).message
    check(service.store.records())
    return message


# -- one primary mentor -----------------------------------------------------------------------------------------------


def test_another_primary_mentor_ends_the_time_of_the_one_before_and_old_meetings_stay(service_of):
    service = service_of(records(ROWAN, HAZEL, BUDDY, HELD, PLANNED, SESSION))
    message = done(service, MakePrimary("p2", "move"))
    assert (
        message
        == "Hazel Brook is your primary mentor now; 2 meetings moved to Hazel Brook; Rowan Teal until 25 Jun 2026."
    )
    assert (one(service, "p1").primary, one(service, "p1").to_on) == (False, YESTERDAY)
    assert (one(service, "p2").primary, one(service, "p2").from_on) == (True, DAY)
    assert one(service, "m1", Meeting) == HELD
    assert one(service, "m2", Meeting).with_ids == ("p2",)
    assert one(service, "m3", Meeting).with_ids == ("p3", "p2")


def test_planned_meetings_are_cancelled_and_what_was_to_be_talked_about_is_parked(service_of):
    service = service_of(
        records(ROWAN, HAZEL, BUDDY, HELD, PLANNED, SESSION, topic(meeting_id="m2"), action(meeting_id="m2"))
    )
    assert "2 meetings cancelled" in done(service, MakePrimary("p2", "cancel"))
    assert service.store.find(Meeting, "m2") is None
    assert one(service, "m3", Meeting).with_ids == ("p3",)
    parked, loose = one(service, "t1", Topic), one(service, "a1", Action)
    assert (parked.meeting_id, parked.visibility) == (None, "mentor")
    assert (loose.meeting_id, loose.visibility) == (None, "mentor")


@pytest.mark.parametrize("how", ["move", "cancel", "keep"])
def test_a_next_meeting_that_was_agreed_on_is_planned_too(service_of, how):
    service = service_of(records(ROWAN, HAZEL, replace(HELD, next_on=date(2026, 8, 7))))
    done(service, MakePrimary("p2", how))
    assert one(service, "m1", Meeting).next_on == (date(2026, 8, 7) if how == "keep" else None)
    planned = [(row.on, row.with_ids) for row in service.store.rows(Meeting) if not row.held]
    assert planned == ([(date(2026, 8, 7), ("p2",))] if how == "move" else [])


def test_only_a_mentor_whose_time_has_not_ended_can_be_primary(service_of):
    gone = replace(HAZEL, to_on=YESTERDAY)
    service = service_of(records(ROWAN, gone, BUDDY))
    with pytest.raises(Rejected, match="Juniper Stone is no mentor, and only a mentor can be primary"):
        execute(service, MakePrimary("p3"))
    with pytest.raises(Rejected, match="The time with Hazel Brook ended yesterday"):
        execute(service, MakePrimary("p2"))
    assert execute(service, MakePrimary("p1")) == "Rowan Teal is your primary mentor already."


def test_whoever_became_primary_today_has_a_time_of_one_day(service_of):
    service = service_of(records(replace(ROWAN, from_on=DAY), HAZEL))
    done(service, MakePrimary("p2"))
    assert one(service, "p1").to_on == DAY


@pytest.mark.parametrize("how", ["add", "change"])
def test_no_command_makes_a_second_primary_mentor(service_of, how):
    service = service_of(records(ROWAN, HAZEL))
    command = (
        AddRow(new_person("Ada", relation="mentor", primary=True))
        if how == "add"
        else ChangeRow(HAZEL, replace(HAZEL, primary=True))
    )
    with pytest.raises(InvalidValue, match="Rowan Teal is the primary mentor: \\* in the list makes another one so"):
        execute(service, command)


def test_a_mentor_who_becomes_a_buddy_is_primary_no_longer(service_of):
    service = service_of(records(ROWAN))
    done(service, ChangeRow(ROWAN, replace(ROWAN, relation="buddy")))
    assert not one(service, "p1").primary


_STEPS = st.lists(
    st.tuples(st.sampled_from(["primary", "end", "add"]), st.integers(0, 3), st.integers(0, 40)), min_size=1, max_size=8
)


@settings(deadline=None, max_examples=40)  # each example makes a board
@given(_STEPS)
def test_after_any_commands_at_most_one_primary_mentor_is_in_force(tmp_path_factory, steps):
    rows = [person(id=f"p{number}", name=f"M {number}") for number in range(4)]
    board = records(*rows, *(meeting(id=f"m{n}", on="2026-07-01", held=False, with_ids=[f"p{n}"]) for n in range(4)))
    folder = tmp_path_factory.mktemp("people")
    with Store.create(folder / "board.db", board.board_info, board) as store:
        service, day = BoardService(store), DAY
        for what, who, days in steps:
            day += timedelta(days=days)
            try:
                if what == "primary":
                    execute(service, MakePrimary(f"p{who}", "move" if days % 2 else "cancel"), day)
                elif what == "end":
                    execute(service, EndRelation(f"p{who}", day, planned="cancel"), day)
                else:
                    execute(service, AddRow(new_person("Ada", relation="mentor", primary=True)), day)
            except (Rejected, InvalidValue):
                pass
            check(store.records())
            for later in (day, day + timedelta(days=1), day + timedelta(days=400)):
                assert sum(row.primary and row.in_force(later) for row in store.rows(Person)) <= 1


# -- an end -----------------------------------------------------------------------------------------------------------


def test_an_end_keeps_private_reflections_and_cancels_what_was_planned(service_of):
    service = service_of(records(ROWAN, HELD, PLANNED))
    message = done(service, EndRelation("p1", DAY, "I give talks now.\n", "Honest.", "cancel"))
    assert message == "The time with Rowan Teal ended on 26 Jun 2026; 1 meeting cancelled."
    assert (one(service, "p1").to_on, one(service, "p1").primary) == (DAY, False)
    kept = sorted(service.store.rows(Reflection), key=lambda row: row.question)
    assert [(row.question, row.text) for row in kept] == [
        (TOGETHER_QUESTION, "Honest."),
        (GOAL_QUESTION, "I give talks now."),
    ]
    assert {(row.occasion, row.about, row.by_id, row.on, row.visibility) for row in kept} == {
        ("ending", About("person", "p1"), "owner", DAY, "private")
    }
    for profile in ("mentor", "shared"):
        assert apply_profile(service.store.records(), profile, person="p1")[0].reflections == ()


def test_an_end_can_keep_what_is_planned_and_lie_ahead(service_of):
    service = service_of(records(ROWAN, PLANNED))
    message = done(service, EndRelation("p1", date(2026, 8, 31)))
    assert message == "The time with Rowan Teal ends on 31 Aug 2026; 1 meeting stays planned."
    assert one(service, "p1").primary
    assert service.store.rows(Reflection) == []
    assert one(service, "m2", Meeting) == PLANNED


def test_an_end_before_the_beginning_or_a_second_one_is_refused_and_nothing_changes(service_of):
    service = service_of(records(ROWAN, PLANNED))
    with pytest.raises(InvalidValue, match="The time with Rowan Teal began on 12 Jan 2026: choose a later day"):
        execute(service, EndRelation("p1", date(2026, 1, 11), "done", planned="cancel"))
    assert (one(service, "p1"), one(service, "m2", Meeting)) == (ROWAN, PLANNED)
    execute(service, EndRelation("p1", DAY))
    with pytest.raises(Rejected, match="ended today"):
        execute(service, EndRelation("p1", DAY))


# -- rows -------------------------------------------------------------------------------------------------------------


def test_a_person_is_added_changed_and_deleted_and_references_become_nobody(service_of):
    service = service_of(records(BUDDY))
    ada = new_person("Ada Finch", relation="mentor", introduced_by_id="p3")
    assert done(service, AddRow(ada)) == "Added “Ada Finch”."
    assert done(service, ChangeRow(ada, replace(ada, asked_on=DAY))) == "Ada Finch was asked on 26 Jun 2026."
    now = one(service, ada.id)
    accepted = replace(now, accepted_on=DAY, from_on=DAY)
    assert done(service, ChangeRow(now, accepted)) == "Ada Finch accepted on 26 Jun 2026."
    assert done(service, DeleteRow(BUDDY)) == "Deleted “Juniper Stone”."
    assert one(service, ada.id).introduced_by_id is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "  "}, "Name: this is empty: write a name."),
        ({"introduced_by_id": "p9"}, "Introduced by: that person was deleted: choose another one, or nobody."),
        ({"from_on": DAY, "to_on": YESTERDAY}, "Until: it ends before it begins: choose a later day."),
    ],
)
def test_what_no_person_can_be_is_refused_in_a_sentence(service_of, changes, why):
    service = service_of(records(BUDDY))
    with pytest.raises(InvalidValue) as refused:
        execute(service, AddRow(replace(new_person("Ada"), **changes)))
    assert str(refused.value) == why


def test_the_list_counts_meetings_and_who_is_named(service):
    """In the example year Rowan was met on 26 June and is met on 7 August; two meetings are planned then."""
    entries = {entry.id: entry for entry in read_people(service.store, service.open(DAY))}
    rowan = entries["p-mentor"]
    assert (rowan.met.last, rowan.met.next, rowan.planned) == (DAY, date(2026, 8, 7), 2)
    assert entries["p-lead"].met == (None, None)
    assert next(iter(entries)) == "p-mentor"
    assert rows_naming(service.store, "p-rev1") == {"meetings": 1, "proposals": 1, "responses": 3, "reflections": 1}
    assert rows_naming(service.store, "p-lead") == {"budget_entries": 1}


# -- the header -------------------------------------------------------------------------------------------------------


def test_the_header_follows_the_primary_mentor(service_of):
    service = service_of(records(ROWAN, HAZEL, replace(HELD, next_on=date(2026, 5, 8))))
    board = service.open(DAY)
    assert (board.lacks_mentor, board.meeting) == (False, ("Rowan Teal", date(2026, 5, 8)))
    execute(service, MakePrimary("p2"))
    board = service.open(DAY)
    assert (board.lacks_mentor, board.meeting) == (False, ("Hazel Brook", DAY + timedelta(days=7)))  # proposed
    execute(service, EndRelation("p2", DAY))
    assert service.open(DAY).lacks_mentor
