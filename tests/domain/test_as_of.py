"""The board as it was known on a day (FORMAT.md §1, "--as-of")."""

from datetime import date

import pytest

from learnboard.domain.as_of import as_known
from tests.builders import (
    action,
    adjustment,
    assessment,
    binary,
    budget,
    budget_entry,
    check_in,
    cycle,
    evaluation,
    feedback,
    goal,
    hours_policy,
    ids_of,
    ilo_period,
    log_entry,
    meeting,
    metric,
    milestone,
    objective,
    person,
    proposal,
    response,
    steps,
    stretch,
    topic,
    year_of,
)

BEFORE, DAY, NEXT = "2026-06-29", "2026-06-30", "2026-07-01"


def on(day, *rows):
    return as_known(year_of(*rows), date.fromisoformat(day))


def the(row, *others, day=DAY):
    """What is known on the day of a row on a board with others; None when it is not there."""
    known = on(day, row, *others).table(row.TABLE)
    return next((each for each in known if each.id == row.id), None)


@pytest.mark.parametrize(
    ("build", "field", "others"),
    [
        (lambda **at: check_in(at["on"]), "on", [metric()]),
        (meeting, "on", []),
        (log_entry, "on", []),
        (adjustment, "on", [budget()]),
        (evaluation, "on", [budget_entry()]),
        (lambda **at: response("p1", "consent", at["on"]), "on", [proposal(), person()]),
        (assessment, "on", []),
        (proposal, "opened_on", []),
        (person, "from_on", []),
        (ilo_period, "from_on", [metric()]),
        (hours_policy, "from_on", []),
        (stretch, "from_on", []),
        (budget_entry, "proposed_on", []),
    ],
)
def test_a_row_is_there_from_its_day_on(build, field, others):
    row = build(**{field: DAY})
    assert the(row, *others, day=BEFORE) is None
    assert the(row, *others, day=DAY) == row


def test_feedback_is_there_from_the_day_it_was_written():
    row = feedback(written_at="2026-06-30T23:59:59Z", person_id=None)
    assert the(row, day=BEFORE) is None
    assert the(row, day=DAY) == row


@pytest.mark.parametrize(
    ("row", "others"),
    [
        (proposal(opened_on=None), []),
        (person(from_on=None), []),
        (budget_entry(proposed_on=None), []),
        (goal(), []),
        (cycle(starts_on="2027-01-01", ends_on="2027-12-31"), []),
        (objective(), []),
        (metric(due_on=NEXT), []),
        (milestone(due_on=NEXT), [steps()]),
        (proposal(closes_on="2026-08-01", review_on="2026-09-01", decision="time_only"), []),
        (meeting(next_on=NEXT), []),
        (action(due_on=NEXT), [meeting()]),
        (stretch(confidence_after=9, retro_went_well="all of it"), []),
        (budget_entry(state="spent", actual="5", decision_reason="needed", self_approved=True), []),
        (budget_entry(state="evaluated"), []),
    ],
)
def test_dates_that_are_not_set_and_days_to_come_change_nothing(row, others):
    assert the(row, *others) == row


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (proposal(opened_on=NEXT), response(None, "question", "2026-01-01")),
        (meeting(on=NEXT), topic()),
        (meeting(on=NEXT), action()),
        (budget_entry(proposed_on=NEXT), evaluation(on="2026-01-01")),
    ],
)
def test_what_belongs_to_a_later_row_is_left_out_with_it(whole, part):
    assert not ids_of(on(DAY, whole, part)) & {whole.id, part.id}
    assert ids_of(on(NEXT, whole, part)) >= {whole.id, part.id}


@pytest.mark.parametrize(
    ("build", "field", "others"),
    [
        (milestone, "done_on", [steps()]),
        (binary, "done_on", []),
        (action, "done_on", [meeting()]),
        (person, "to_on", []),
        (ilo_period, "to_on", [metric()]),
        (hours_policy, "to_on", []),
        (stretch, "to_on", []),
        (objective, "accepted_on", []),
        (person, "accepted_on", []),
        (proposal, "withdrawn_on", []),
    ],
)
def test_what_had_not_happened_yet_is_null(build, field, others):
    row = build(**{field: NEXT})
    assert the(row, *others, day=DAY) == build(**{field: None})
    assert the(row, *others, day=NEXT) == row


def test_a_later_drop_goes_with_its_reason():
    row = metric(dropped_on=NEXT, drop_reason="another team does it")
    assert the(row, day=DAY) == metric(dropped_on=None, drop_reason="")
    assert the(row, day=NEXT) == row


def test_a_later_sharing_goes_with_how():
    row = budget_entry(shared_on=NEXT, shared_as="a talk")
    assert the(row, day=DAY) == budget_entry(shared_on=None, shared_as=None)
    assert the(row, day=NEXT) == row


@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("spent", "approved"),
        ("evaluated", "approved"),
        ("booked", "booked"),
        ("cancelled", "cancelled"),
        ("idea", "idea"),
    ],
)
def test_what_is_spent_later_steps_back_to_approved(state, then):
    row = budget_entry(state=state, spent_on=NEXT, actual="95.50", decided_on=BEFORE)
    assert the(row, day=DAY) == budget_entry(state=then, decided_on=BEFORE)
    assert the(row, day=NEXT) == row


@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("approved", "proposed"),
        ("booked", "proposed"),
        ("declined", "proposed"),
        ("cancelled", "proposed"),
        ("idea", "idea"),
        ("spent", "spent"),
    ],
)
def test_what_is_decided_later_steps_back_to_proposed(state, then):
    decision = {"decided_on": NEXT, "decided_by_id": "owner", "self_approved": True, "decision_reason": "needed"}
    row = budget_entry(state=state, proposed_on=BEFORE, **decision)
    assert the(row, day=DAY) == budget_entry(state=then, proposed_on=BEFORE)
    assert the(row, day=NEXT) == row


@pytest.mark.parametrize("state", ["spent", "evaluated"])
def test_what_is_both_decided_and_spent_later_is_proposed(state):
    row = budget_entry(state=state, spent_on=NEXT, decided_on=NEXT, actual="95.50")
    assert the(row) == budget_entry(state="proposed")


def test_what_is_evaluated_later_steps_back_to_spent():
    row = budget_entry(state="evaluated", spent_on=BEFORE, actual="95.50")
    assert the(row, evaluation(on=NEXT), day=DAY) == budget_entry(state="spent", spent_on=BEFORE, actual="95.50")
    assert the(row, evaluation(on=NEXT), day=NEXT) == row


def test_what_was_evaluated_before_stays_so_though_a_later_evaluation_is_cut():
    row = budget_entry(state="evaluated")
    assert the(row, evaluation(on=DAY), evaluation(id="e2", on=NEXT, level="results")) == row


@pytest.mark.parametrize("state", ["approved", "spent", "cancelled"])
def test_an_evaluation_that_is_cut_moves_no_other_state(state):
    assert the(budget_entry(state=state), evaluation(on=NEXT)) == budget_entry(state=state)


@pytest.mark.parametrize(
    ("row", "field", "others"),
    [
        (ilo_period(helped_by_id="p1"), "helped_by_id", [metric(), person(from_on=NEXT)]),
        (response("p1", "consent"), "by_id", [proposal(), person(from_on=NEXT)]),
        (feedback(written_at="2026-03-28T08:00:00Z"), "person_id", [person(from_on=NEXT)]),
        (
            response("p1", "consent", resolves_id="later"),
            "resolves_id",
            [proposal(), person(), response("p1", "objection", NEXT, id="later")],
        ),
    ],
)
def test_a_reference_to_a_later_row_becomes_null(row, field, others):
    assert getattr(the(row, *others, day=DAY), field) is None
    assert the(row, *others, day=NEXT) == row


def test_people_who_came_later_were_not_invited():
    row = meeting(with_ids=["p1", "p2"])
    assert the(row, person(from_on=NEXT), person(id="p2")).with_ids == ("p2",)


def test_a_snapshot_and_a_target_are_no_references_and_stay():
    named = meeting(snapshot_id="gone")
    about = feedback(person_id=None, target={"kind": "key_result", "id": "gone"})
    assert (the(named), the(about)) == (named, about)


def test_a_table_in_which_nothing_is_later_stays_the_very_same():
    board = year_of(metric(), check_in(BEFORE, "5", id="c1"), check_in(NEXT, "6", id="c2"), person(), meeting(on=DAY))
    known = as_known(board, date.fromisoformat(DAY))
    assert len(known.check_ins) == 1
    for name in ("cycles", "objectives", "key_results", "people", "meetings"):
        assert known.table(name) is board.table(name)
    later = as_known(board, date.fromisoformat(NEXT))
    assert all(rows is board.table(name) for name, rows in later.tables())
