"""A cycle closed in one step: what it writes, what goes on, and what it refuses with nothing lost."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.closing import ClosingAnswers, NewNumbers, OwnScore
from learnboard.domain.errors import InvalidValue, LearnboardError, NotFound, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone, TargetChange
from learnboard.domain.validation import check
from learnboard.service.commands import CloseCycle, DeleteRow, ReopenCycle, Undo
from tests.builders import binary, check_in, cycle, metric, milestone, objective, steps, year_of
from tests.service.conftest import execute
from tests.service.execution import execute_and_undo, stored_rows

DAY = date(2027, 1, 3)
NEXT = cycle(id="c2", title="2027", starts_on="2027-01-01", ends_on="2027-12-31")


def year(*rows):
    """A cycle with a metric at 5 of 10, a milestone with one of two steps done, and something done."""
    return year_of(
        cycle(),
        objective(title="be the one they call"),
        metric(title="faster", due_on="2026-11-01"),
        steps(id="k2", title="the playbook", position=1),
        binary(id="k3", title="a talk", done_on="2026-05-05", position=2),
        milestone(id="s1", key_result_id="k2", title="draft", done_on="2026-03-03"),
        milestone(id="s2", key_result_id="k2", title="publish", due_on="2026-10-01"),
        check_in("2026-06-01", "5"),
        *rows,
    )


def close(next_cycle=NEXT, *, cycle_id="c1", **answers):
    return CloseCycle(cycle_id, ClosingAnswers(**answers), next_cycle)


def rows_of_cycle(service, cycle_id):
    objectives = service.store.rows(Objective, cycle_id=cycle_id)
    key_results = service.store.rows(KeyResult, objective_id=[row.id for row in objectives])
    return objectives, key_results


def refusal(service, command, day=DAY):
    """Why it is refused, after which everything is as it was."""
    before = stored_rows(service)
    with pytest.raises(LearnboardError) as refused:
        execute(service, command, day)
    assert stored_rows(service) == before
    return str(refused.value)


def test_one_step_closes_the_year_and_begins_the_next(service_of):
    service = service_of(year())
    done = execute_and_undo(
        service,
        close(
            scores={"k1": OwnScore(Number("0.60"), " the last\x1b week counts too ")},
            verdicts={"o1": "change"},
            learned={"o1": "Ask before building."},
            reflection=" A good year.\n",
        ),
        DAY,
    )
    assert done.message == "Closed “2026”. 1 objective and 2 key results go on in “2027”, as drafts."
    assert service.store.next_undo == "close “2026”"
    check(service.store.records())
    old = service.store.row(Cycle, "c1")
    assert (old.status, old.closed_on, old.reflection) == ("closed", DAY, "A good year.")
    assert service.store.row(Cycle, "c2") == NEXT
    closed = service.store.row(Objective, "o1")
    assert (closed.status, closed.verdict, closed.learned) == ("closed", "change", "Ask before building.")
    scored = service.store.row(KeyResult, "k1")
    assert (str(scored.own_score), scored.own_score_reason) == ("0.60", "the last week counts too")


def test_what_goes_on_are_drafts_with_what_is_open_and_without_check_ins(service_of):
    change = TargetChange("tc1", "k1", date(2026, 4, 1), Number("0"), Number("8"), None, None, "more is possible")
    service = service_of(year(change))
    execute(service, close(verdicts={"o1": "keep"}), DAY)
    (objective_row,), key_results = rows_of_cycle(service, "c2")
    assert (objective_row.status, objective_row.carried_from_id, objective_row.verdict) == ("draft", "o1", None)
    told = [(row.title, row.carried_from_id, str(row.start), row.due_on) for row in key_results]
    assert told == [("faster", "k1", "5", None), ("the playbook", "k2", "None", None)]
    new_steps = service.store.rows(Milestone, key_result_id=[row.id for row in key_results])
    assert [(step.title, step.key_result_id, step.done_on) for step in new_steps] == [
        ("publish", key_results[1].id, None)
    ]
    for record in (CheckIn, TargetChange):
        assert service.store.rows(record, key_result_id=[row.id for row in key_results]) == []
    check(service.store.records())


def test_nothing_else_of_the_old_cycle_changes(service_of):
    service = service_of(year())
    before = {record: service.store.rows(record) for record in (Objective, KeyResult, Milestone, CheckIn)}
    execute(service, close(verdicts={"o1": "keep"}, learned={"o1": "x"}, scores={"k3": OwnScore(None, "y")}), DAY)
    for record, rows in before.items():
        now = {row.id: row for row in service.store.rows(record)}
        for row in rows:
            allowed = {}
            if record is Objective:
                allowed = {"status": "closed", "verdict": "keep", "learned": "x"}
            if row.id == "k3":
                allowed = {"own_score_reason": "y"}
            assert now[row.id] == replace(row, **allowed)


@pytest.mark.parametrize(("status", "after"), [("active", "closed"), ("draft", "draft"), ("abandoned", "abandoned")])
def test_only_what_was_worked_on_is_closed(service_of, status, after):
    service = service_of(year_of(cycle(), objective(status=status)))
    execute(service, close(None), DAY)
    assert service.store.row(Objective, "o1").status == after


def test_without_a_next_cycle_nothing_goes_on(service_of):
    service = service_of(year())
    assert execute(service, close(None, verdicts={"o1": "keep"}), DAY) == "Closed “2026”."
    assert [row.id for row in service.store.rows(Cycle)] == ["c1"]
    assert len(service.store.rows(Objective)) == 1


def test_what_is_not_answered_stays_open_and_refuses_nothing(service_of):
    service = service_of(year())
    assert execute(service, close(), DAY) == "Closed “2026”. “2027” is next."
    assert service.store.row(Objective, "o1").verdict is None
    assert service.store.row(KeyResult, "k1").own_score is None


def test_objectives_go_to_the_next_cycle_that_is_there(service_of):
    there = cycle(id="c2", title="Q1", kind="quarter", starts_on="2027-01-01", ends_on="2027-03-31")
    service = service_of(year(there, objective(id="o9", cycle_id="c2")))
    execute(service, close(there, verdicts={"o1": "keep"}), DAY)
    assert service.store.row(Cycle, "c2") == there
    assert len(service.store.rows(Objective, cycle_id="c2")) == 2


def test_a_draft_counts_no_one_and_the_year_that_is_shown_is_another(service_of):
    """The command names its cycle: the board may show another one."""
    service = service_of(year(NEXT))
    board = service.open(date(2027, 2, 1))
    assert board.cycle.id == "c2"
    assert service.execute(close(NEXT), board).message == "Closed “2026”. “2027” is next."
    assert service.store.row(Cycle, "c1").closed_on == date(2027, 2, 1)


def test_after_it_was_opened_again_nothing_goes_on_twice(service_of):
    service = service_of(year())
    execute(service, close(verdicts={"o1": "keep"}), DAY)
    execute(service, ReopenCycle("c1"), DAY)
    assert execute(service, close(verdicts={"o1": "keep"}), DAY) == "Closed “2026”. “2027” is next."
    assert len(service.store.rows(Objective, cycle_id="c2")) == 1


def test_what_a_later_day_brought_is_not_lost_when_the_clock_goes_back(service_of):
    service = service_of(year_of(cycle(), objective(), metric(dropped_on="2027-02-01", drop_reason="enough")))
    execute(service, close(None, scores={"k1": OwnScore(Number("0.5"), "half")}), DAY)
    row = service.store.row(KeyResult, "k1")
    assert (row.dropped_on, row.drop_reason, str(row.own_score)) == (date(2027, 2, 1), "enough", "0.5")


# -- refused ----------------------------------------------------------------------------------------------------------


def test_closing_twice_is_refused(service_of):
    service = service_of(year())
    execute(service, close(), DAY)
    assert refusal(service, close()) == ("“2026” has been closed since 3 Jan 2027: C, then X, opens it again.")


@pytest.mark.parametrize(
    ("score", "reason"),
    [("1.2", "1.2 is out of range: write 0 to 1"), ("-0.1", "-0.1 is out of range: write 0 to 1"),
     ("0.555", "0.555 has more than two decimals: round it")],
)  # fmt: skip
def test_a_score_is_from_0_to_1_with_two_decimals(service_of, score, reason):
    service = service_of(year())
    assert refusal(service, close(scores={"k1": OwnScore(Number(score), "why")})) == f"Own score: {reason}."


def test_an_own_score_wants_its_reason(service_of):
    service = service_of(year())
    told = refusal(service, close(scores={"k1": OwnScore(Number("0.7"), " ")}))
    assert told == "Say in a sentence why “faster” scores 0.70."


def test_what_was_committed_and_fell_short_wants_its_sentence(service_of):
    service = service_of(year_of(cycle(), objective(okr_type="committed"), binary(title="a talk")))
    told = refusal(service, close())
    assert told == "“a talk” was committed and is below 1.00: say in a sentence how that came."
    execute(service, close(scores={"k1": OwnScore(None, "the meetup was cancelled")}), DAY)
    assert service.store.row(KeyResult, "k1").own_score_reason == "the meetup was cancelled"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"starts_on": date(2026, 12, 31)}, "First day: cycles do not overlap, and “2026” is from 1 Jan 2026"),
        ({"ends_on": date(2026, 12, 31)}, "Last day: the cycle ends before it starts: choose a later end."),
        ({"title": ""}, "Title: this is empty: write 1 to 250 characters."),
        ({"status": "closed"}, "“2027” is closed: choose another cycle to go on in, or open it again first."),
        ({"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)},
         "“2027” does not come after “2026”: choose later days."),
    ],
)  # fmt: skip
def test_a_next_cycle_that_cannot_be_is_refused_with_everything_else(service_of, changes, told):
    service = service_of(year())
    assert refusal(service, close(replace(NEXT, **changes), verdicts={"o1": "keep"})).startswith(told)


def test_a_metric_that_would_start_at_its_target_wants_another_target(service_of):
    service = service_of(year())
    numbers = {"k1": NewNumbers(start=Number("10.0"))}
    told = refusal(service, close(verdicts={"o1": "keep"}, numbers=numbers))
    assert told == "“faster” would start at its target, 10.0: choose another target."
    numbers = {"k1": NewNumbers(start=Number("10.0"), target=Number("12"))}
    execute(service, close(verdicts={"o1": "keep"}, numbers=numbers), DAY)


def test_rows_that_were_deleted_meanwhile_are_left_out_and_named(service_of):
    service = service_of(year(objective(id="o2", position=1), binary(id="k9", objective_id="o2")))
    for row in (service.store.row(Objective, "o2"), service.store.row(KeyResult, "k1")):
        execute(service, DeleteRow(row), DAY)
    message = execute(
        service,
        close(
            scores={"k1": OwnScore(Number("0.5"), "x"), "k9": OwnScore()},
            verdicts={"o1": "keep", "o2": "keep"},
            learned={"o2": "y"},
            left_out=frozenset({"k9"}),
        ),
        DAY,
    )
    assert message == (
        "Closed “2026”. 1 objective and 1 key result go on in “2027”, as drafts. "
        "Left out, as no longer there: 1 objective and 2 key results."
    )
    check(service.store.records())


def test_a_cycle_that_was_deleted_cannot_be_closed(service_of):
    service = service_of(year(NEXT))
    execute(service, DeleteRow(service.store.row(Cycle, "c1")), DAY)
    with pytest.raises(NotFound):
        execute(service, close(), DAY)


def test_the_errors_are_of_the_kind_that_they_are(service_of):
    service = service_of(year())
    with pytest.raises(InvalidValue):
        execute(service, close(scores={"k1": OwnScore(Number("2"), "x")}), DAY)
    with pytest.raises(Rejected):
        execute(service, close(scores={"k1": OwnScore(Number("0"), "")}), DAY)


def test_one_press_takes_it_all_back(service_of):
    service = service_of(year())
    before = stored_rows(service)
    execute(service, close(verdicts={"o1": "keep"}), DAY)
    assert execute(service, Undo(), DAY) == "Undid: close “2026”."
    assert stored_rows(service) == before
