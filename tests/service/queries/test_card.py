"""All there is to know of a key result, as known on the board's day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from learnboard.domain.errors import NotFound
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.service.board_service import BoardService
from learnboard.service.commands import AddRow, ChangeRow, CheckInKeyResult, MoveKeyResult, ToggleDone, ToggleIlo, Undo
from learnboard.service.factory import new_key_result
from learnboard.storage.store import Store
from tests.builders import (
    binary,
    budget_entry,
    check_in,
    cycle,
    evaluation,
    feedback,
    ilo_period,
    log_entry,
    milestone,
    objective,
    steps,
    year_of,
)
from tests.service.conftest import DAY, execute

NOON = datetime(2026, 6, 26, 12, tzinfo=UTC)


def details(service, id_="k1", day=DAY):
    return service.details(id_, service.open(day))


def ids(rows):
    return [row.id for row in rows]


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 27), DAY, date(2026, 12, 31)])
def test_a_card_opened_says_what_the_board_says(service, day):
    board = service.open(day)
    for column in board.columns:
        for card in column.cards:
            found = service.details(card.id, board)
            assert (found.key_result, found.figures, found.ilo) == (card.key_result, card.figures, card.ilo)
            assert found.objective == column.objective
            assert found.cycle == board.cycle_context.cycle
            assert len(found.milestones) == card.steps
            assert all(row.on <= day for row in found.check_ins)


def test_the_example_card_with_a_course_has_its_money_and_its_worth(service):
    found = details(service, "k11")
    assert [row.on for row in found.check_ins] == sorted((row.on for row in found.check_ins), reverse=True)
    assert ids(found.budget_entries) == ["b1"]
    assert ids(found.evaluations) == ["ev01", "ev02"]
    assert ids(details(service, "k11", date(2026, 12, 31)).evaluations) == ["ev01", "ev02", "ev03", "ev04"]


def test_check_ins_are_newest_first_and_of_one_day_by_id(service_of):
    check_ins = [check_in("2026-06-02", "1"), check_in("2026-06-03", "1", id="b"), check_in("2026-06-03", "1", id="a")]
    service = service_of(year_of(binary(kind="baseline"), *check_ins, check_in("2026-06-27", "9")))
    assert ids(details(service).check_ins) == ["b", "a", "ci-2026-06-02"]


def test_steps_are_in_board_order_and_as_known(service_of):
    named = milestone(id="s1", position=2, done_on="2026-06-27"), milestone(id="s2", position=1, done_on="2026-06-26")
    found = details(service_of(year_of(steps(), *named)))
    assert [(row.id, row.done_on) for row in found.milestones] == [("s2", DAY), ("s1", None)]


def test_learning_for_it_is_added_up(service_of):
    days = ("2026-06-01", "2026-06-20", "2026-06-27")
    entries = [log_entry(id=f"l{day[-2:]}", on=day, minutes=45, key_result_id="k1") for day in days]
    found = details(service_of(year_of(binary(), *entries, log_entry(id="other"))))
    assert ids(found.log_entries) == ["l20", "l01"]
    assert found.minutes == 90


def test_money_is_as_far_as_it_was_on_the_day(service_of):
    spent = {"key_result_id": "k1", "actual": "90.00", "proposed_on": "2026-05-01", "spent_on": "2026-06-01"}
    entries = (
        budget_entry(id="b1", state="evaluated", **spent),
        budget_entry(id="b2", state="evaluated", **spent),
        budget_entry(id="b3", state="spent", **{**spent, "spent_on": "2026-07-01"}),
        budget_entry(id="b4", **{**spent, "proposed_on": "2026-07-01"}),
        budget_entry(id="b5"),
    )
    worth = (
        evaluation(id="e1", budget_entry_id="b1", on="2026-06-10"),
        evaluation(id="e2", budget_entry_id="b1", on="2026-06-27"),
        evaluation(id="e3", budget_entry_id="b2", on="2026-07-10"),
        evaluation(id="e4", budget_entry_id="b5", on="2026-06-10"),
    )
    found = details(service_of(year_of(binary(), *entries, *worth)))
    states = {row.id: (row.state, row.actual and row.actual.text) for row in found.budget_entries}
    assert states == {"b1": ("evaluated", "90.00"), "b2": ("spent", "90.00"), "b3": ("approved", None)}
    assert ids(found.evaluations) == ["e1"]


def test_feedback_on_it_is_newest_first_and_there_whatever_day_its_authors_clock_shows(service_of):
    on = {"f1": "2026-03-01", "f2": "2026-06-26", "f3": "2026-06-27"}
    rows = [feedback(id=name, written_at=f"{day}T08:00:00Z") for name, day in on.items()]
    others = [
        feedback(id="x1", target={"kind": "key_result", "id": "k2"}),
        feedback(id="x2", target={"kind": "goal", "id": "k1"}),
    ]
    assert ids(details(service_of(year_of(binary(), *rows, *others))).feedback) == ["f3", "f2", "f1"]


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (date(2026, 4, 30), None),
        (date(2026, 5, 3), date(2026, 5, 3)),
        (date(2026, 5, 9), date(2026, 5, 3)),
        (date(2026, 5, 10), None),
        (DAY, date(2026, 6, 1)),
    ],
)
def test_since_when_it_is_the_learning_objective(service_of, day, since):
    periods = (
        ilo_period(id="i1", from_on="2026-05-03", to_on="2026-05-09"),
        ilo_period(id="i2", from_on="2026-06-01"),
    )
    found = details(service_of(year_of(binary(), *periods)), day=day)
    assert (found.ilo, found.ilo_since) == (since is not None, since)


def test_a_card_of_another_cycle_is_measured_by_its_own(service_of):
    old = cycle(id="c0", starts_on="2025-01-01", ends_on="2025-12-31"), objective(id="o0", cycle_id="c0")
    service = service_of(year_of(cycle(), objective(), *old, binary(objective_id="o0")))
    found = details(service)
    assert found.cycle.id == "c0"
    assert found.figures.expected == 1


def test_what_is_gone_cannot_be_opened(service):
    with pytest.raises(NotFound):
        details(service, "none")


# History


@pytest.fixture
def clocked(tmp_path):
    """A service whose steps are an hour apart."""
    hours = (NOON + timedelta(hours=number) for number in range(1_000))
    board = year_of(steps(title="course"), milestone(title="module"), binary(id="k2", title="talk"))
    with Store.create(tmp_path / "board.db", board.board_info, board, clock=lambda: next(hours)) as store:
        yield BoardService(store)


def test_its_history_has_every_step_on_it_and_its_parts_newest_first(clocked):
    row, step = clocked.store.row(KeyResult, "k1"), clocked.store.row(Milestone, "s1")
    for command in (
        ChangeRow(row, replace(row, title="course one")),
        ToggleDone("k1", DAY),
        CheckInKeyResult("k1", DAY, confidence=6),
        ChangeRow(step, replace(step, title="module one")),
        CheckInKeyResult("k2", DAY, confidence=6),
        ToggleIlo("k1", DAY),
        CheckInKeyResult("k1", DAY + timedelta(days=9), confidence=7),
    ):
        execute(clocked, command)
    assert [(line.label, (line.at - NOON) // timedelta(hours=1)) for line in details(clocked).history] == [
        ("check in “course one”", 6),
        ("make “course one” the Individual Learning Objective", 5),
        ("rename “module”", 3),
        ("check in “course one”", 2),
        ("mark step “module” done", 1),
        ("rename “course”", 0),
    ]


def test_what_was_undone_did_not_happen_and_a_step_is_one_line(clocked):
    row = new_key_result("book", clocked.open(DAY).columns[0].objective)
    execute(clocked, AddRow(row, 1))
    execute(clocked, MoveKeyResult(row.id, "o1", 0))
    execute(clocked, Undo())
    assert [line.label for line in details(clocked, row.id).history] == ["add “book”"]


def test_fifty_lines_of_history_are_enough(clocked):
    for number in range(60):
        execute(clocked, CheckInKeyResult("k1", DAY, confidence=number % 10 + 1))
    found = details(clocked).history
    assert len(found) == 50
    assert found[0].at == NOON + timedelta(hours=59)
    assert found[-1].at == NOON + timedelta(hours=10)
