"""The week: kept in one step, its lines become actions, and writing it again changes what was kept."""

from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Action
from learnboard.domain.week import WeekNotes
from learnboard.service.commands import Undo
from learnboard.service.growth_commands import WriteWeek
from learnboard.service.queries.week import read_week
from tests.builders import EXAMPLE_BOARD, document, records_in
from tests.service.conftest import execute

FRIDAY = date(2026, 7, 10)
SUNDAY = date(2026, 7, 12)
NONE = WeekNotes()


def written(service):
    rows = service.store.rows(Reflection, occasion="week")
    return sorted((row.question.split()[0], row.text, row.rating, row.visibility, str(row.on)) for row in rows)


def loose(service):
    rows = service.store.rows(Action, meeting_id=None)
    return sorted((row.text, row.who_id, str(row.due_on), row.visibility) for row in rows)


def test_a_week_is_one_step_and_its_lines_are_actions_for_monday(service):
    notes = WeekNotes("read module 4", "read module 5\n\nRowan: send the slides, by fri", 4)
    told = execute(service, WriteWeek(FRIDAY, NONE, notes, ("a5",)), FRIDAY)
    # a5 was due on 3 July and is done now; nothing else of the owner is due by 12 July
    assert told == "Kept week 28: 2 actions for Mon 13 Jul, 1 done."
    assert written(service) == [
        ("Am", "", 4, "private", "2026-07-10"),
        ("What", "read module 4", None, "private", "2026-07-10"),
        ("What", notes.following, None, "private", "2026-07-10"),
    ]
    assert loose(service) == [
        ("read module 5", "owner", "2026-07-13", "private"),
        ("send the slides", "p-mentor", "2026-07-17", "private"),
    ]
    assert service.store.row(Action, "a5").done_on == FRIDAY
    execute(service, Undo(), FRIDAY)
    assert (written(service), loose(service)) == ([], [])
    assert service.store.row(Action, "a5").done_on is None


def test_writing_it_again_changes_it_and_adds_nothing_twice(service):
    first = WeekNotes("", "reed module 5\ncall Ash", 2)
    execute(service, WriteWeek(FRIDAY, NONE, first), FRIDAY)
    again = WeekNotes("", "read module 5\ncall Ash", None, "mentor")
    execute(service, WriteWeek(SUNDAY, first, again), SUNDAY)
    assert written(service) == [("What", "read module 5\ncall Ash", None, "mentor", "2026-07-10")]
    assert loose(service) == [
        ("call Ash", "owner", "2026-07-13", "private"),
        ("read module 5", "owner", "2026-07-13", "mentor"),
    ]
    told = execute(service, WriteWeek(SUNDAY, again, again), SUNDAY)
    assert told == "Nothing was said about the week, so nothing was kept."


def test_what_cannot_be_kept_is_refused_whole(service):
    for notes in (WeekNotes("", "call, by 31.2.2027"), WeekNotes("fine", "", 6), WeekNotes("x" * 100_001)):
        with pytest.raises(InvalidValue):
            execute(service, WriteWeek(FRIDAY, NONE, notes), FRIDAY)
    with pytest.raises(Rejected, match="still to come"):
        execute(service, WriteWeek(FRIDAY, NONE, WeekNotes("soon")), date(2026, 7, 9))
    assert (written(service), loose(service)) == ([], [])


def test_what_was_done_comes_from_log_check_ins_steps_actions_and_meetings(service_of):
    service = service_of(records_in(document(EXAMPLE_BOARD)))
    week = read_week(service.store, date(2026, 6, 26), date(2026, 6, 26))
    plain = document(EXAMPLE_BOARD)
    days = [f"2026-06-{day}" for day in range(22, 27)]
    expected = sum(row["on"] in days for table in ("log_entries", "check_ins") for row in plain[table])
    expected += sum(row["done_on"] in days for table in ("milestones", "key_results") for row in plain[table])
    expected += sum(row["done_on"] in days and row["who_id"] == "owner" for row in plain["actions"])
    expected += sum(row["on"] in days and row["held"] for row in plain["meetings"])
    assert len(week.did) == expected
    assert "Fri: 1 h 45 weekly block" in week.did
    assert "Wed: 1 h co-op finances evening (only you see it)" in week.did
    assert "Fri: held the meeting of 26 Jun with Rowan Teal" in week.did
    assert (week.open, week.written) == ((), False)
    three_weeks_later = read_week(service.store, date(2026, 7, 17), date(2026, 7, 17))
    assert [(each.action.id, each.times) for each in three_weeks_later.open] == [("a5", 2)]  # due on 3 July
    june = read_week(service.store, date(2026, 6, 19), date(2026, 6, 26))
    measured = "“Cut p95 latency of the checkout service from 850 ms to 400 ms”: 590 → 610 ms, confidence 4 ↓2"
    assert any(line.startswith(f"Fri: {measured}: new fraud check") for line in june.did)


def test_what_another_window_wrote_meanwhile_is_not_written_over(service):
    execute(service, WriteWeek(FRIDAY, NONE, WeekNotes("in one window", "call Ash")), FRIDAY)
    with pytest.raises(Rejected, match="Another window has written about this week meanwhile"):
        execute(service, WriteWeek(FRIDAY, NONE, WeekNotes("in the other"), ("a5",)), FRIDAY)
    assert [text for _, text, *_ in written(service)] == ["call Ash", "in one window"]
    assert service.store.row(Action, "a5").done_on is None
