"""Learning time and the policies that grant it: each a step that is undone as a whole."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, NotFound
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.service.commands import AddRow, ChangeRow, DeleteRow
from learnboard.service.queries.learning import log_habit, read_learning
from learnboard.service.resource_commands import PauseHours
from tests.builders import binary, hours_policy, log_entry, year_of
from tests.service.conftest import execute
from tests.service.execution import execute_and_undo, stored_rows

ENTRY = log_entry(id="new", on="2026-06-25", minutes=45, text="notes", time_source="learning_budget")


def policies(service):
    rows = service.store.rows(HoursPolicy)
    return sorted((str(row.from_on), str(row.to_on), row.minutes_per_week) for row in rows)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: AddRow(ENTRY),
        lambda row: ChangeRow(row, replace(row, minutes=90, text="co-op\nfinances")),
        lambda row: ChangeRow(row, replace(row, visibility="shared")),
        lambda row: ChangeRow(row, replace(row, key_result_id="k31", on=date(2026, 3, 4))),
        DeleteRow,
    ],
)
def test_an_entry_is_one_step_and_the_board_follows(service, change):
    execute_and_undo(service, change(service.store.row(LogEntry, "l12")))


def test_what_is_left_of_the_week_is_said_of_an_entry_in_it(service):
    # 180 minutes, of which l12 had 60 and g26 105
    assert execute(service, AddRow(ENTRY)) == "Logged 45 min on Thu 25 Jun. This week: 30 min over."
    last_week = replace(ENTRY, id="other", on=date(2026, 6, 18), key_result_id="k31")
    said = "Logged 45 min on Thu 18 Jun for “Finish the queueing theory course, five modules”."
    assert execute(service, AddRow(last_week)) == said


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 961}, {"minutes": -5}, {"energy": 6}, {"energy": 0}])
def test_what_no_board_can_hold_is_refused(service, wrong):
    before = stored_rows(service)
    with pytest.raises(InvalidValue):
        execute(service, AddRow(replace(ENTRY, **wrong)))
    assert stored_rows(service) == before


def test_a_new_entry_has_what_the_last_one_had(service_of):
    rows = (
        log_entry(
            id="a", on="2026-06-01", key_result_id="k1", category="prototyping", mode="social", visibility="shared"
        ),
        log_entry(
            id="b", on="2026-06-02", category="other", mode="formal", time_source="own_time", visibility="shared"
        ),
    )
    service = service_of(year_of(*rows, binary(id="k1"), binary(id="k2")))
    here = service.query(log_habit, "k1", "private")
    assert (here.category, here.mode, here.visibility) == ("prototyping", "social", "shared")
    # of another key result what the last of all had, but never more visible than it is
    other = service.query(log_habit, "k2", "private")
    assert (other.category, other.mode, other.time_source, other.visibility) == (
        "other",
        "formal",
        "own_time",
        "private",
    )


# -- policies -----------------------------------------------------------------------------------------------------


def test_a_policy_from_a_day_on_ends_the_one_before(service):
    done = execute_and_undo(service, AddRow(hours_policy(id="hp2", minutes_per_week=240, from_on="2026-07-01")))
    assert done.message == "Agreed on 4 h a week from 1 Jul 2026 on. 3 h a week ends on 30 Jun 2026."
    assert policies(service) == [("2026-01-01", "2026-06-30", 180), ("2026-07-01", "None", 240)]


def test_a_policy_of_the_same_first_day_is_refused(service):
    before = stored_rows(service)
    with pytest.raises(InvalidValue, match="one policy holds at a time"):
        execute(service, AddRow(hours_policy(id="hp2", from_on="2026-01-01")))
    assert stored_rows(service) == before


def test_days_that_another_policy_has_are_refused(service):
    execute(service, AddRow(hours_policy(id="hp2", from_on="2026-07-01")))
    first = service.store.row(HoursPolicy, "hp1")
    with pytest.raises(InvalidValue, match="one policy holds at a time"):
        execute(service, ChangeRow(first, replace(first, to_on=None)))


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (("2026-07-06", "2026-08-30"), [("2026-01-01", "2026-07-05", 180), ("2026-08-31", "None", 180)]),
        (("2026-01-01", "2026-01-31"), [("2026-02-01", "None", 180)]),
    ],
)
def test_a_pause_is_a_gap(service, days, left):
    execute_and_undo(service, PauseHours("hp1", *map(date.fromisoformat, days)))
    assert policies(service) == left


@pytest.mark.parametrize(
    ("days", "why"), [(("2026-07-06", "2026-07-05"), "before it begins"), (("2025-12-31", "2026-01-05"), "not within")]
)
def test_a_pause_that_is_none_is_refused(service, days, why):
    before = stored_rows(service)
    with pytest.raises(InvalidValue, match=why):
        execute(service, PauseHours("hp1", *map(date.fromisoformat, days)))
    assert stored_rows(service) == before


def test_a_policy_that_is_gone_has_no_pause(service):
    with pytest.raises(NotFound):
        execute(service, PauseHours("gone", date(2026, 7, 6), date(2026, 7, 7)))


def test_what_was_agreed_on_counts_week_by_week(service):
    board = service.open(date(2026, 3, 27))
    found = service.read(read_learning, board)
    assert (found.hours.used, found.hours.entitled, found.hours.balance) == (2390, 2340, -50)
    assert (found.agreed, found.policy_on(board.day).id) == (180, "hp1")
