"""Meetings that are planned, cancelled and held; their agenda; each is one step, and u takes it back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.action_line import ActionLine
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.people import Action, Meeting, Topic
from learnboard.service.commands import (
    CancelMeeting,
    DropProposal,
    HoldMeeting,
    MoveTopic,
    PlanMeeting,
    PutOnAgenda,
    Undo,
)
from learnboard.service.queries.agenda import read_agenda
from learnboard.storage.exports import ExportNote, add_export
from tests.builders import cycle, meeting, metric, objective, person, topic, year_of
from tests.service.conftest import execute
from tests.service.execution import execute_and_undo

DAY = date(2026, 6, 26)
LAST = meeting(id="m1", on="2026-05-15", with_ids=["p1"], next_on="2026-06-26")
PLANNED = meeting(id="m2", on="2026-06-26", held=False, with_ids=["p1"], visibility="mentor")
TOPICS = [
    topic(id=f"t{number}", meeting_id="m2", text=f"line {number}", tag=tag, position=number * 1024, by_id="owner")
    for number, tag in enumerate(["development"] * 5 + ["operational"], 1)
]


@pytest.fixture
def board(service_of):
    """A board with a mentor who was met once; the next meeting is planned, with six lines."""
    return service_of(year_of(person(name="Rowan Teal"), LAST, PLANNED, *TOPICS))


def agenda(service, chosen="", day=DAY):
    shown = service.open(day, first=1000)
    return service.query(read_agenda, shown, service.open_items(shown), chosen)


def texts(service):
    return [row.text for row in agenda(service).topics]


def held(**changes):
    return replace(PLANNED, held=True, **({"on": DAY, "next_on": date(2026, 8, 7)} | changes))


def test_holding_a_meeting_is_one_step_with_all_that_came_of_it(board):
    note = ExportNote(
        "snp-2", "mentor", "p1", 2, "sha256:0", datetime(2026, 6, 25, tzinfo=UTC), date(2026, 6, 25), None
    )
    add_export(board.store, note)
    actions = (ActionLine("p1", "a week of notice", date(2026, 7, 3)), ActionLine("owner", "read"))
    done = execute_and_undo(board, HoldMeeting(held(pulse=4, notes="good"), "m1", ("t2",), actions))
    assert done.message == (
        "Held the meeting of 26 Jun with Rowan Teal; 2 actions and 1 line parked; the next on 7 Aug, in 42 days; "
        "4 of 5 about development."
    )
    row = board.store.row(Meeting, "m2")
    assert (row.held, row.pulse, row.notes, row.snapshot_id, row.next_on) == (
        True,
        4,
        "good",
        "snp-2",
        date(2026, 8, 7),
    )
    assert board.store.row(Topic, "t2").meeting_id is None
    assert {(one.who_id, one.text, one.meeting_id) for one in board.store.rows(Action)} == {
        ("p1", "a week of notice", "m2"),
        ("owner", "read", "m2"),
    }
    (following,) = agenda(board).upcoming
    assert (following.state, following.on) == ("agreed", date(2026, 8, 7))


def test_an_export_before_the_last_meeting_is_not_linked(board):
    note = ExportNote(
        "snp-1", "mentor", "p1", 1, "sha256:0", datetime(2026, 5, 14, tzinfo=UTC), date(2026, 5, 14), None
    )
    add_export(board.store, note)
    execute(board, HoldMeeting(held(), "m1"))
    assert board.store.row(Meeting, "m2").snapshot_id is None


def test_five_of_six_are_about_development(board):
    assert execute(board, HoldMeeting(held(), "m1")).endswith("; 5 of 6 about development.")


def test_a_meeting_that_another_window_has_recorded_is_not_recorded_twice(board):
    execute(board, HoldMeeting(held(), "m1"))
    with pytest.raises(Rejected, match=r"Another window has recorded the meeting of 26 Jun"):
        execute(board, HoldMeeting(held(notes="mine"), "m1"))
    with pytest.raises(Rejected, match="Another window"):
        execute(board, HoldMeeting(held(id="m9"), "m1"))
    assert board.store.row(Meeting, "m2").notes == ""
    read = (ActionLine("owner", "read"),)
    execute_and_undo(board, HoldMeeting(held(notes="mine", next_on=None), "m1", ("t2",), read, apart=True))
    (own,) = [row for row in board.store.rows(Meeting) if row.id not in ("m1", "m2")]
    assert (own.on, own.notes, own.next_on) == (DAY, "mine", date(2026, 8, 7))  # the day agreed on stays
    assert [one.meeting_id for one in board.store.rows(Action)] == [own.id]
    assert len(board.store.rows(Topic, meeting_id="m2")) == 6
    assert board.store.row(Meeting, "m2").notes == ""


def test_apart_from_nothing_it_is_the_meeting_itself(board):
    execute(board, HoldMeeting(held(notes="mine"), "m1", apart=True))
    assert {row.id: row.notes for row in board.store.rows(Meeting, held=True)}["m2"] == "mine"


def test_a_meeting_of_a_day_to_come_cannot_have_been_held(board):
    with pytest.raises(InvalidValue, match=r"27 Jun 2026 is still to come"):
        execute(board, HoldMeeting(held(on=date(2026, 6, 27)), "m1"))


def test_one_entered_late_is_a_meeting_of_its_own_and_the_next_keeps_its_agenda(board):
    execute(board, HoldMeeting(held(on=date(2026, 4, 1), notes="forgotten"), "m1"))
    rows = {row.id: row for row in board.store.rows(Meeting)}
    (late,) = [row for row in rows.values() if row.id not in ("m1", "m2")]
    assert (late.on, late.held, late.notes, late.next_on) == (date(2026, 4, 1), True, "forgotten", None)
    assert not rows["m2"].held
    assert len(agenda(board).topics) == 6
    assert board.open(DAY).meeting.on == DAY  # as before: what was held is never overdue


def test_cancelling_takes_the_plan_and_the_agreement_away_and_parks_the_lines(board):
    done = execute_and_undo(board, CancelMeeting("mentor", ("p1",), "m2"))
    assert done.message == "Cancelled the meeting of 26 Jun with Rowan Teal. Its lines are parked."
    assert board.store.find(Meeting, "m2") is None
    assert board.store.row(Meeting, "m1").next_on is None
    assert [row.text for row in agenda(board).parked] == [f"line {number}" for number in range(1, 7)]
    with pytest.raises(Rejected, match="nothing to cancel"):
        execute(board, CancelMeeting("mentor", ("p1",), "m2"))


def test_the_first_line_plans_the_meeting_that_was_agreed_on(service_of):
    service = service_of(year_of(person(), LAST))
    shown = agenda(service).meeting
    assert shown.state == "agreed"
    row = Meeting("new", shown.kind, shown.on, shown.with_ids, False, None, None, "", visibility="mentor")
    line = Topic("t1", None, "the talk", "development", "owner", visibility="shared")
    execute_and_undo(service, PutOnAgenda(row, line, shown.key))
    assert service.store.row(Meeting, "new").on == date(2026, 6, 26)
    again = replace(row, id="newer")  # another window did not know it yet
    execute(service, PutOnAgenda(again, replace(line, id="t2", text="more"), shown.key))
    assert texts(service) == ["the talk", "more"]
    assert service.store.find(Meeting, "newer") is None
    assert agenda(service).meeting.key == shown.key


def test_what_was_kept_or_dropped_is_not_proposed_again_for_this_meeting(service_of):
    cards = [metric(ask="help", visibility="shared"), objective(), cycle()]
    service = service_of(year_of(person(), LAST, PLANNED, *cards))
    key = agenda(service).meeting.key
    assert [each.key for each in agenda(service).proposals] == ["asked_for k1", "better"]
    execute(service, DropProposal(key, "asked_for k1", "help"))
    line = Topic("t1", None, "What can I do better?", "development", "owner")
    execute(service, PutOnAgenda(PLANNED, line, key, "better"))
    assert agenda(service).proposals == ()
    execute(service, Undo())
    assert [each.key for each in agenda(service).proposals] == ["better"]
    execute(service, HoldMeeting(held(), "m1"))
    assert [each.key for each in agenda(service).proposals] == ["asked_for k1", "better"]  # of the next meeting


def test_lines_have_places(board):
    execute_and_undo(board, MoveTopic("t6", 0))
    assert texts(board)[:2] == ["line 6", "line 1"]


def test_a_review_with_fewer_than_two_is_planned_with_a_warning(board):
    review = meeting(id="m5", kind="progress_review", on="2026-09-01", held=False, with_ids=["p1"])
    assert "at least two" in execute(board, PlanMeeting(review))
    with pytest.raises(Rejected, match="planned already"):
        execute(board, PlanMeeting(replace(review, id="m6")))
