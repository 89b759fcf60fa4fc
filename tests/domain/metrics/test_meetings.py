"""Meetings of a cycle, and which one is next (FORMAT.md §2, "meetings")."""

from datetime import date

import pytest

from learnboard.domain.report import board_report
from tests.builders import cycle, meeting, person, records, report_on, topic

DAY = "2026-06-26"


def told(*rows, day=DAY):
    return report_on(day, records(cycle(), *rows))["meetings"]


def following(*rows, day=DAY):
    """The next meeting of these, as `day kind people`."""
    found = told(*rows, day=day)["next"]
    return " ".join([found["on"], found["kind"], *found["with_ids"]]) if found else None


def planned(on, *with_ids, **changes):
    return meeting(id=f"m-{on}-{'-'.join(with_ids)}", on=on, with_ids=with_ids, held=False, **changes)


def held(on, *with_ids, **changes):
    return meeting(id=f"m-{on}-{'-'.join(with_ids)}", on=on, with_ids=with_ids, **changes)


PEOPLE = person(id="p1", name="Rowan Teal"), person(id="p2", name="Hazel Brook")


@pytest.mark.parametrize(
    ("day", "count"),
    [("2026-01-01", 1), (DAY, 2), ("2026-12-31", 3), ("2027-02-01", 3)],
)
def test_meetings_held_from_the_cycles_start_to_the_day_count(day, count):
    days = ("2025-12-31", "2026-01-01", DAY, "2026-12-31", "2027-01-01")
    assert told(*map(held, days), planned("2026-02-01"), day=day)["held"] == count


def test_what_is_planned_for_the_day_or_later_counts_in_any_cycle():
    rows = planned("2026-06-25"), planned(DAY), planned("2026-08-07"), planned("2027-03-01"), held("2026-06-01")
    assert told(*rows)["planned"] == 3


@pytest.mark.parametrize(
    ("rows", "on"),
    [
        ([], None),
        # The first planned after the last held.
        ([held("2026-03-27"), planned("2026-08-07"), planned("2026-05-08")], "2026-05-08"),
        # It may be overdue, but not from before the last one held.
        ([held("2026-06-01"), planned("2026-05-08"), planned("2026-06-10")], "2026-06-10"),
        ([held("2026-06-01"), planned("2026-05-08")], None),
        ([held("2026-06-01"), planned("2026-06-01", kind="mentor", notes="again")], None),
        # What is planned goes before what was agreed on.
        ([held("2026-06-01", next_on="2026-07-01"), planned("2026-08-07")], "2026-08-07"),
        ([held("2026-06-01", next_on="2026-06-20")], "2026-06-20"),
        # What an earlier one agreed on is over.
        ([held("2026-05-01", next_on="2026-07-01"), held("2026-06-01")], None),
        # Without one held, the first that is planned.
        ([planned("2026-08-07"), planned("2026-02-01")], "2026-02-01"),
        # One held later than the day is not known yet.
        ([held("2026-06-01", next_on="2026-07-01"), held("2026-07-02", next_on="2026-09-01")], "2026-07-01"),
        # All cycles count.
        ([held("2025-11-01", next_on="2025-12-01")], "2025-12-01"),
        ([planned("2027-02-01")], "2027-02-01"),
    ],
)
def test_the_next_meeting_follows_the_last_one_held(rows, on):
    by_id = {row.id + row.notes: row for row in rows}
    distinct = [meeting_with_id(row, str(number)) for number, row in enumerate(by_id.values())]
    assert following(*distinct) == (on and f"{on} mentor")


def meeting_with_id(row, id_):
    fields = {name: getattr(row, name) for name in ("kind", "held", "notes")}
    return meeting(id=id_, on=str(row.on), next_on=row.next_on and str(row.next_on), **fields)


def test_meetings_with_the_same_people_in_any_order_follow_each_other():
    rows = held("2026-06-01", "p2", "p1", next_on="2026-07-01"), planned("2026-08-07", "p1", "p2")
    assert following(*PEOPLE, *rows) == "2026-08-07 mentor p1 p2"


def test_other_people_and_other_kinds_have_their_own_next_meeting():
    rows = held("2026-06-01", "p1", next_on="2026-08-07"), planned("2026-07-31", "p2")
    assert following(*PEOPLE, *rows) == "2026-07-31 mentor p2"
    review = planned("2026-07-10", "p1", kind="progress_review")
    assert following(*PEOPLE, *rows, review) == "2026-07-10 progress_review p1"


def test_of_two_on_a_day_the_kind_and_then_the_people_decide():
    rows = planned("2026-07-31", "p2"), planned("2026-07-31", "p1")
    assert following(*PEOPLE, *rows) == "2026-07-31 mentor p1"
    buddy = meeting(id="b", on="2026-07-31", kind="buddy", with_ids=("p2",), held=False)
    assert following(*PEOPLE, *rows, buddy) == "2026-07-31 buddy p2"


def test_the_header_names_the_next_meeting_by_the_same_rule():
    rows = held("2026-06-01", "p1", next_on="2026-07-01"), planned("2026-08-07", "p1")
    report = board_report(records(cycle(), *PEOPLE, *rows), date.fromisoformat(DAY))
    assert report.meeting == ("Rowan Teal", date(2026, 8, 7))
    nobody = board_report(records(cycle(), planned("2026-08-07")), date.fromisoformat(DAY))
    assert nobody.meeting == ("", date(2026, 8, 7))
    with_owner = board_report(records(cycle(), *PEOPLE, planned("2026-08-07", "owner", "p2")), date.fromisoformat(DAY))
    assert with_owner.meeting == ("Hazel Brook", date(2026, 8, 7))


def topics(*tags, of):
    return [topic(id=f"t-{of}-{number}", meeting_id=of, tag=tag) for number, tag in enumerate(tags)]


def test_the_share_of_development_is_of_the_topics_of_meetings_held():
    rows = [
        held("2026-03-27"),
        planned("2026-08-07"),
        held("2025-03-27"),
        *topics("development", "operational", "development", of="m-2026-03-27-"),
        *topics("operational", of="m-2026-08-07-"),
        *topics("operational", of="m-2025-03-27-"),
        *topics("operational", of=None),
    ]
    # 2 of 3; those planned, of another cycle and parked do not count.
    assert told(*rows)["development_share"] == "0.666667"
    assert told(*rows[:3])["development_share"] is None


def test_feedback_sessions_are_told_of_those_planned_for_the_cycle():
    rows = (
        cycle(planned_sessions=4),
        held("2026-03-01", kind="feedback_session"),
        held("2026-04-01"),
        planned("2026-05-01", kind="feedback_session"),
        held("2026-12-01", kind="feedback_session"),
        held("2025-12-01", kind="feedback_session"),
    )
    assert report_on(DAY, records(*rows))["sessions"] == {"held": 1, "planned": 4}
    assert report_on("2027-01-31", records(*rows))["sessions"] == {"held": 2, "planned": 4}
