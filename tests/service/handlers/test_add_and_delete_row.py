"""Rows are added, moved and deleted; every command is one step, told in a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone
from learnboard.service.commands import AddRow, DeleteRow, MoveMilestone
from learnboard.service.factory import new_cycle, new_goal, new_key_result, new_milestone, new_objective
from tests.builders import cycle, metric, milestone, objective, records, steps, year_of
from tests.service.conftest import DAY, cards, columns, execute
from tests.service.execution import execute_and_undo

OBJECTIVE = objective(visibility="private")


def titled(title):
    return new_key_result(title, OBJECTIVE)


def refusal(service, command, kind=InvalidValue):
    """The sentence of a refusal that left everything as it was."""
    rows = service.store.records()
    with pytest.raises(kind) as refused:
        execute(service, command)
    assert service.store.records() == rows
    assert service.store.next_undo is None
    return str(refused.value)


# Adding


def test_a_key_result_is_added_at_the_end_of_its_column(service):
    row = new_key_result(" Read\tthree\x1b papers ", service.store.row(Objective, "o1"))
    done = execute_and_undo(service, AddRow(row))
    assert done.message == "Added “Read three papers”."
    assert done.focus == row.id
    assert [card.id for card in done.changes.cards] == [row.id]
    assert cards(service, "o1") == ["k11", "k12", "k13", "k14", row.id]
    assert service.store.next_undo == "add “Read three papers”"
    assert service.store.row(KeyResult, row.id).title == "Read three papers"


def test_how_a_title_was_understood_is_said(service):
    row = titled("Cut cold starts from 850 ms to 400 ms")
    assert (
        execute(service, AddRow(row)) == "Added “Cut cold starts from 850 ms to 400 ms”, a metric from 850 to 400 ms."
    )


@pytest.mark.parametrize(("place", "wanted"), [(0, "xabc"), (1, "axbc"), (3, "abcx"), (99, "abcx"), (-1, "xabc")])
@pytest.mark.parametrize("positions", [(1024, 2048, 3072), (1, 2, 3), (0, 0, 0)])
def test_a_row_comes_to_the_place_it_is_wanted_at(service_of, positions, place, wanted):
    named = list(zip("abc", positions, strict=True))
    service = service_of(
        year_of(
            *(metric(id=name, position=position) for name, position in named),
            *(milestone(id=f"s{name}", key_result_id="a", position=position) for name, position in named),
        )
    )
    execute_and_undo(service, AddRow(replace(titled("x"), id="x"), place))
    assert "".join(cards(service, "o1")) == wanted
    execute_and_undo(service, AddRow(replace(new_milestone("x", "a"), id="sx"), place))
    order = [row.id for row in service.store.rows(Milestone, key_result_id="a")]
    assert order == [f"s{name}" for name in wanted]


def test_an_objective_is_added_as_a_column(service):
    row = replace(new_objective("Sleep well", "c2026", None), description=" a\n\n* list \n")
    done = execute_and_undo(service, AddRow(row, 1))
    assert done.message == "Added “Sleep well”."
    assert columns(service) == ["o1", row.id, "o2", "o3", "o4"]
    assert service.store.row(Objective, row.id).description == "a\n\n* list"


def test_goals_have_their_places_among_all_goals(service):
    row = new_goal("I want to teach")
    assert execute_and_undo(service, AddRow(row, 1)).message == "Added “I want to teach”."
    assert [each.id for each in service.store.rows(Goal)] == ["g1", row.id, "g2"]


def test_a_board_is_made_from_nothing(service_of):
    service = service_of(records())
    command, year = new_goal("I want to be an expert"), new_cycle(DAY)
    column = new_objective("Read", year.id, command)
    card = new_key_result("Read papers from 0 to 12", column)
    for row in (command, year, column, card):
        execute_and_undo(service, AddRow(row))
    board = service.open(DAY)
    assert board.goal.id == command.id
    assert board.cycle_context.cycle == year
    assert [each.id for each in board.columns] == [column.id]
    assert board.columns[0].cards[0].figures.shown == "0%"


def test_a_step_is_told_with_the_card_it_belongs_to(service):
    done = execute_and_undo(service, AddRow(new_milestone("module 5", "k31")))
    assert done.focus == "k31"
    assert [card.steps for card in done.changes.cards] == [6]


def test_labels_are_kept_clean_and_once(service):
    row = replace(titled("x"), objective_id="o1", labels=(" a ", "", "b", "a", "\x1b"))
    execute(service, AddRow(row))
    assert service.store.row(KeyResult, row.id).labels == ("a", "b")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (titled("  "), "Title: this is empty: write 1 to 250 characters."),
        (titled("x" * 251), "Title: 251 characters are too many: shorten it to 250."),
        (new_goal(" \n"), "Statement: this is empty: write 1 to 100,000 characters."),
        (replace(titled("x"), weight=Number("-1")), "Weight: -1 is out of range: write 0 or more."),
        (replace(titled("x"), due_on=date(2300, 1, 1)), "Due date: 2300-01-01 is out of range"),
        (
            replace(titled("x"), kind="metric", start=Number("1"), target=Number("1.0")),
            "Start and target are the same: use maintain or binary.",
        ),
        (
            replace(titled("x"), kind="maintain"),
            "Bound: a maintain needs a bound: choose at_most, at_least or between.",
        ),
        (new_cycle(date(2026, 5, 1)), "First day: cycles do not overlap, and “2026” is from 1 Jan 2026 to 31 Dec 2026"),
        (cycle(id="c", starts_on="2026-12-31", ends_on="2027-02-01"), "First day: cycles do not overlap"),
        (cycle(id="c", starts_on="2027-02-02", ends_on="2027-02-01"), "Last day: the cycle ends before it starts"),
    ],
)
def test_what_no_board_can_hold_is_refused_at_its_field(service, row, says):
    assert says in refusal(service, AddRow(row))


def test_cycles_may_touch(service):
    row = cycle(id="next", title="2027", starts_on="2027-01-01", ends_on="2027-12-31")
    assert execute_and_undo(service, AddRow(row)).message == "Added “2027”."


def test_an_id_that_is_taken_is_refused(service):
    for row in (service.store.row(KeyResult, "k11"), replace(titled("x"), objective_id="o1", id="m1")):
        assert "is on the board already" in refusal(service, AddRow(row), Rejected)


def test_what_belongs_to_nothing_is_refused(service):
    lost = (titled("x"), new_milestone("x", "none"), new_objective("x", "none", None))
    for row in (replace(lost[0], objective_id="none"), *lost[1:], new_objective("x", "c2026", new_goal())):
        assert "no longer on the board" in refusal(service, AddRow(row), Rejected)


# Deleting


def test_a_key_result_goes_with_its_check_ins_and_what_named_it_stays(service):
    row = service.store.row(KeyResult, "k33")
    done = execute_and_undo(service, DeleteRow(row))
    assert done.message == (
        "Deleted “Raise profiling exercises solved unaided from 4…” with 5 check-ins and "
        "1 period as the Individual Learning Objective."
    )
    assert done.changes.removed == {"k33"}
    assert not done.changes.reload
    assert service.store.next_undo == "delete “Raise profiling exercises solved unaided from 4…”"
    assert service.store.count(CheckIn, key_result_id="k33") == 0


def test_every_key_result_can_be_deleted(service):
    for row in service.store.rows(KeyResult):
        if row.objective_id == "o0":  # its cycle is closed
            with pytest.raises(Rejected, match="“2025” is closed and can only be read"):
                execute(service, DeleteRow(row))
            continue
        done = execute_and_undo(service, DeleteRow(row))
        assert row.id in done.changes.removed
        assert not done.changes.reload
    assert [row.objective_id for row in service.store.rows(KeyResult)] == ["o0"] * 3


def test_a_baseline_is_let_go_of(service):
    done = execute_and_undo(service, DeleteRow(service.store.row(KeyResult, "k23")))
    assert [card.id for card in done.changes.cards] == ["k24"]
    assert done.focus is None
    assert service.store.row(KeyResult, "k24").baseline_id is None


def test_an_objective_goes_with_its_key_results(service):
    row = service.store.row(Objective, "o2")
    message = execute_and_undo(service, DeleteRow(row)).message
    assert message == "Deleted “Explain performance so that non-experts act on…” with 4 key results and 12 check-ins."
    assert columns(service) == ["o1", "o3", "o4"]


def test_a_cycle_goes_with_all_that_was_in_it(service):
    message = execute_and_undo(service, DeleteRow(service.store.row(Cycle, "c2026"))).message
    assert message.startswith("Deleted “2026” with 4 objectives, 15 key results, ")
    assert columns(service) == ["o0"]


def test_a_goal_goes_and_its_objectives_stay(service):
    message = execute_and_undo(service, DeleteRow(service.store.row(Goal, "g1"))).message
    assert message == "Deleted “I want to be a performance expert” with 1 reflection."
    assert len(columns(service)) == 4
    assert {row.goal_id for row in service.store.rows(Objective)} == {None}  # also in the cycle that is closed


def test_a_step_is_deleted_from_its_card(service):
    done = execute_and_undo(service, DeleteRow(service.store.row(Milestone, "m1")))
    assert done.message == "Deleted “outline agreed with two teams”."
    assert done.focus == "k14"
    assert [(card.id, card.steps) for card in done.changes.cards] == [("k14", 3)]


def test_what_is_gone_cannot_be_deleted(service):
    refusal(service, DeleteRow(titled("x")), NotFound)


# Steps


@pytest.mark.parametrize(("place", "wanted"), [(0, "cab"), (1, "acb"), (2, "abc"), (9, "abc")])
@pytest.mark.parametrize("positions", [(1024, 2048, 3072), (1, 2, 3), (0, 0, 0)])
def test_a_step_is_put_where_it_is_wanted(service_of, positions, place, wanted):
    named = zip("abc", positions, strict=True)
    own = [milestone(id=name, title=f"step {name}", position=position) for name, position in named]
    service = service_of(year_of(steps(), *own))
    done = service.execute(MoveMilestone("c", place), service.open(DAY))
    assert done.message == f"Moved step “step c” to place {min(place, 2) + 1}."
    assert "".join(row.id for row in service.store.rows(Milestone)) == wanted
    if wanted != "abc":
        assert done.focus == "k1"
        execute_and_undo(service, MoveMilestone("a", 2 if wanted[0] == "a" else 0))


def test_a_step_that_is_gone_cannot_be_moved(service):
    refusal(service, MoveMilestone("none", 0), NotFound)
