"""A closed cycle can only be read, whatever is asked for, until it is opened again."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone
from learnboard.service import factory
from learnboard.service.commands import (
    AddRow,
    ChangeRow,
    CheckInKeyResult,
    DeleteRow,
    MoveKeyResult,
    MoveObjective,
    ReopenCycle,
    ToggleDone,
    ToggleIlo,
)
from tests.builders import binary, check_in, cycle, ilo_period, metric, milestone, objective, records, steps
from tests.service.conftest import execute
from tests.service.execution import execute_and_undo, stored_rows

DAY = date(2026, 6, 26)
CLOSED = cycle(id="c25", title="2025", starts_on="2025-01-01", ends_on="2025-12-31", status="closed")
REFUSAL = "“2025” is closed and can only be read: C, then X, opens it again."


@pytest.fixture
def service(service_of):
    return service_of(
        records(
            CLOSED,
            objective(id="o25", cycle_id="c25", status="closed"),
            metric(id="k25", objective_id="o25"),
            binary(id="b25", objective_id="o25"),
            steps(id="s25", objective_id="o25"),
            milestone(id="st25", key_result_id="s25"),
            check_in("2025-05-01", "5", id="ci25", key_result_id="k25"),
            ilo_period(id="i25", key_result_id="k25", from_on="2025-03-01"),
            cycle(),
            objective(),
            metric(),
        )
    )


def row(service, record, id_):
    return service.store.row(record, id_)


REFUSED = {
    "a check-in": lambda _: CheckInKeyResult("k25", date(2025, 6, 1), confidence=5),
    "done": lambda _: ToggleDone("b25", DAY),
    "a step done": lambda _: ToggleDone("s25", DAY),
    "a new key result": lambda it: AddRow(factory.new_key_result("more", row(it, Objective, "o25"))),
    "a new objective": lambda _: AddRow(factory.new_objective("more", "c25", None)),
    "a new step": lambda _: AddRow(factory.new_milestone("more", "s25")),
    "another title": lambda it: ChangeRow(
        row(it, KeyResult, "k25"), replace(row(it, KeyResult, "k25"), title="another")
    ),
    "another check-in": lambda it: ChangeRow(row(it, CheckIn, "ci25"), replace(row(it, CheckIn, "ci25"), confidence=4)),
    "another objective": lambda it: ChangeRow(
        row(it, Objective, "o25"), replace(row(it, Objective, "o25"), why_me="because")
    ),
    "a card from there": lambda _: MoveKeyResult("k25", "o1", 0),
    "a card to there": lambda _: MoveKeyResult("k1", "o25", 0),
    "an objective deleted": lambda it: DeleteRow(row(it, Objective, "o25")),
    "a key result deleted": lambda it: DeleteRow(row(it, KeyResult, "k25")),
    "a step deleted": lambda it: DeleteRow(row(it, Milestone, "st25")),
    "its own title": lambda it: ChangeRow(row(it, Cycle, "c25"), replace(row(it, Cycle, "c25"), title="then")),
    "another learning objective": lambda _: ToggleIlo("b25", DAY),
    "all of it deleted": lambda it: DeleteRow(row(it, Cycle, "c25")),
}


@pytest.mark.parametrize("command", REFUSED.values(), ids=REFUSED)
def test_nothing_in_a_closed_cycle_changes(service, command):
    before = stored_rows(service)
    with pytest.raises(Rejected) as refused:
        execute(service, command(service))
    assert str(refused.value) == REFUSAL
    assert stored_rows(service) == before


def test_what_goes_on_beside_it_is_no_part_of_it(service):
    assert (
        execute(service, ToggleIlo("k25", DAY))
        == "“something to learn” is no longer the Individual Learning Objective."
    )
    assert execute(service, MoveObjective("o1", 0))


def test_it_is_opened_again_with_its_objectives_and_then_changes(service):
    done = execute_and_undo(service, ReopenCycle("c25"))
    assert done.message == "“2025” is open again: Y closes it."
    opened = row(service, Cycle, "c25")
    assert (opened.status, opened.closed_on) == ("active", None)
    assert row(service, Objective, "o25").status == "active"
    execute(service, CheckInKeyResult("k25", date(2025, 6, 1), confidence=5))


def test_an_open_cycle_is_not_opened_again(service):
    with pytest.raises(Rejected, match="“2026” is open already"):
        execute(service, ReopenCycle("c1"))


def test_a_quarter_inside_a_year_is_refused_with_what_to_do_instead(service):
    quarter = factory.new_cycle(DAY)
    quarter = replace(quarter, kind="quarter", starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30))
    with pytest.raises(InvalidValue) as refused:
        execute(service, AddRow(quarter))
    assert "cycles do not overlap, and “2026” is from 1 Jan 2026 to 31 Dec 2026" in str(refused.value)
    assert "end that one earlier, or give key results due dates within it" in str(refused.value)


def test_a_cycle_that_ends_before_it_starts_is_refused(service):
    made = replace(factory.new_cycle(DAY), starts_on=date(2027, 2, 1), ends_on=date(2027, 1, 1))
    with pytest.raises(InvalidValue, match="the cycle ends before it starts: choose a later end"):
        execute(service, AddRow(made))
