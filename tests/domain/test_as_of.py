"""The board as it was known on a day (FORMAT.md §1, "--as-of")."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.as_of import as_known
from learnboard.domain.model.fields import Number
from learnboard.domain.profiles import apply_profile
from learnboard.domain.validation import check
from tests.builders import (
    EXAMPLE_BOARD,
    VECTORS,
    action,
    adjustment,
    assessment,
    binary,
    budget,
    budget_entry,
    check_in,
    cycle,
    document,
    evaluation,
    feedback,
    goal,
    hours_policy,
    ids_of,
    ilo_period,
    log_entry,
    maintain,
    meeting,
    metric,
    milestone,
    objective,
    person,
    proposal,
    records_in,
    reflection,
    response,
    steps,
    stretch,
    target_change,
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
        (reflection, "on", []),
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


def test_a_meeting_that_is_planned_is_known_before():
    plan = meeting(on=NEXT, held=False)
    assert the(plan, day=BEFORE) == plan
    assert ids_of(on(BEFORE, plan, topic(), action())) >= {"m1", "t1", "a1"}


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
        (metric(starts_on=NEXT), []),
        (budget_entry(happens_on=NEXT), []),
        (cycle(status="closed", reflection="a good year"), []),
        (objective(verdict="keep", learned="to ask"), [cycle(status="closed", closed_on=DAY)]),
        (metric(own_score="0.7"), [cycle(status="closed", closed_on=DAY)]),
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
        (person, "asked_on", []),
        (person, "met_on", []),
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


def test_a_cycle_that_was_closed_later_is_open_again_with_all_that_its_close_wrote():
    rows = (
        cycle(status="closed", closed_on=NEXT, reflection="a good year"),
        objective(status="closed", verdict="change", learned="to ask first"),
        metric(own_score="0.7", own_score_reason="the last talk was late"),
    )
    known = on(DAY, *rows)
    assert known.cycles == (cycle(status="active", closed_on=None, reflection=""),)
    assert known.objectives == (objective(status="closed", verdict=None, learned=""),)
    assert known.key_results == (metric(own_score=None, own_score_reason=""),)
    assert on(NEXT, *rows) == year_of(*rows)


def test_what_another_cycles_close_wrote_stays():
    rows = (
        cycle(status="closed", closed_on=DAY),
        cycle(id="c2", starts_on="2027-01-01", ends_on="2027-12-31", status="closed", closed_on=NEXT),
        objective(verdict="keep"),
        objective(id="o2", cycle_id="c2", verdict="let_go", learned="enough"),
        metric(own_score="1"),
        metric(id="k2", objective_id="o2", own_score="0.3"),
    )
    known = on(DAY, *rows)
    assert [row.status for row in known.cycles] == ["closed", "active"]
    assert [row.verdict for row in known.objectives] == ["keep", None]
    assert [row.own_score for row in known.key_results] == [Number("1"), None]


@pytest.mark.parametrize("status", ["planning", "active"])
def test_a_cycle_that_is_not_closed_keeps_its_status_though_its_close_is_cut(status):
    assert the(cycle(status=status, closed_on=NEXT)).status == status


def test_the_target_is_that_of_the_day():
    rows = (
        metric(start="0", target="10"),
        target_change(id="tc1", on="2026-05-01", start="0", target="20"),
        target_change(id="tc2", on="2026-07-01", start="1", target="15"),
        target_change(id="tc3", on="2026-09-01", start="2", target="12"),
    )
    for day, numbers in (
        ("2026-04-30", ("0", "20")),
        ("2026-05-01", ("1", "15")),
        ("2026-06-30", ("1", "15")),
        ("2026-07-01", ("2", "12")),
        ("2026-08-31", ("2", "12")),
        ("2026-09-01", ("0", "10")),
    ):
        known = on(day, *rows)
        assert (str(known.key_results[0].start), str(known.key_results[0].target)) == numbers, day
        assert {row.id for row in known.target_changes} == {row.id for row in rows[1:] if str(row.on) <= day}


def test_of_two_changes_on_one_day_the_first_says_what_was_before():
    rows = (
        maintain(bound="between", minimum="1", maximum="9"),
        target_change(id="tc2", on=NEXT, minimum="2", maximum="8"),
        target_change(id="tc1", on=NEXT, minimum="3", maximum="7"),
    )
    known = on(DAY, *rows).key_results[0]
    assert (str(known.minimum), str(known.maximum)) == ("3", "7")


def test_a_change_of_one_target_leaves_the_others():
    rows = metric(), metric(id="k2", target="5"), target_change(on=NEXT, start="0", target="20")
    assert [str(row.target) for row in on(DAY, *rows).key_results] == ["20", "5"]


@cache
def boards():
    """Boards of both minors, and the example year."""
    plain = [document(EXAMPLE_BOARD), *(document(path)["board"] for path in VECTORS)]
    return [records_in(each) for each in plain]


def days_of(board):
    """Any day around those of a board."""
    first, last = min(row.starts_on for row in board.cycles), max(row.ends_on for row in board.cycles)
    return st.dates(first - timedelta(days=40), last + timedelta(days=40))


@given(st.data())
def test_a_board_as_known_on_a_day_is_known_so_on_that_day(data):
    board = data.draw(st.sampled_from(boards()))
    day = data.draw(days_of(board))
    known = as_known(board, day)
    assert as_known(known, day) == known
    check(known)


@given(st.data())
def test_what_was_known_on_a_day_can_be_told_from_any_later_day(data):
    board = data.draw(st.sampled_from(boards()))
    first, second = sorted((data.draw(days_of(board)), data.draw(days_of(board))))
    assert as_known(as_known(board, second), first).target_changes == as_known(board, first).target_changes
    assert ids_of(as_known(as_known(board, second), first)) == ids_of(as_known(board, first))


@given(st.data())
def test_what_leaves_is_a_board_and_leaves_again_as_it_is(data):
    board = data.draw(st.sampled_from(boards()))
    known = as_known(board, data.draw(days_of(board)))
    reader = data.draw(st.sampled_from([None, *(row.id for row in board.people if row.visibility != "private")]))
    mentor, _ = apply_profile(known, "mentor", person=reader)
    check(mentor)
    assert apply_profile(mentor, "mentor", person=reader) == (mentor, False)
    shared, _ = apply_profile(known, "shared", person=reader)
    check(shared)
    assert apply_profile(shared, "shared", person=reader) == (shared, False)
    assert apply_profile(mentor, "shared")[0] == apply_profile(known, "shared")[0]


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
