"""Any order of making and shaping: the board told is the board read anew, and all of it comes back."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import LearnboardError
from learnboard.domain.fields import Number
from learnboard.domain.goals import Cycle, Goal
from learnboard.domain.key_results import KeyResult, Milestone
from learnboard.domain.objectives import Objective
from learnboard.domain.validity import check
from learnboard.service.blanks import blank_cycle, blank_goal, blank_key_result, blank_milestone, blank_objective
from learnboard.service.demo import demo_store
from learnboard.service.desk import Desk
from learnboard.service.edits import AddRow, ChangeRow, DeleteRow, MoveMilestone, ToggleIlo
from learnboard.service.wishes import CheckInKeyResult, MoveKeyResult, MoveObjective, Redo, ToggleDone, Undo
from tests.service.changed import ALL, after, written
from tests.service.conftest import DAY

TITLES = ("read", "run from 1 to 5 km", "x" * 300, " ", "cut from 850 ms to 400 ms")
DAYS = [DAY + timedelta(days=days) for days in (-40, -1, 0, 1, 40)]
WEIGHTS = (Number("0"), Number("1"), Number("3"))
VALUES = {
    Goal: {"statement": TITLES, "status": ("active", "retired"), "visibility": ("private", "shared")},
    Cycle: {"title": TITLES, "starts_on": DAYS, "ends_on": DAYS},
    Objective: {"title": TITLES, "okr_type": ("committed", "aspirational"), "accepted_on": (None, *DAYS),
                "visibility": ("private", "shared"), "weight": WEIGHTS, "goal_id": (None, "g1", "g2")},
    KeyResult: {"title": TITLES, "kind": ("metric", "maintain", "milestone", "binary", "baseline"),
                "start": (None, Number("3")), "target": (None, Number("7")), "due_on": (None, *DAYS),
                "done_on": (None, *DAYS), "dropped_on": (None, *DAYS), "labels": ((), ("a", "b")),
                "bound": (None, "at_most"), "maximum": (None, Number("9")), "period": (None, "week", "month"),
                "weight": WEIGHTS, "objective_id": ("o1", "o2")},
    Milestone: {"title": TITLES, "due_on": (None, *DAYS), "done_on": (None, *DAYS), "weight": WEIGHTS},
}  # fmt: skip


class Person:
    """Somebody at the board, who asks for one thing after another; the numbers say what for."""

    def __init__(self, desk: Desk, numbers: random.Random) -> None:
        self.desk = desk
        self.numbers = numbers

    def any_row(self, record):
        rows = self.desk.store.rows(record)
        return self.numbers.choice(rows) if rows else None

    def added(self):
        objective, card = self.any_row(Objective), self.any_row(KeyResult)
        title, cycle = self.numbers.choice(TITLES), self.any_row(Cycle)
        rows = [blank_goal(title), blank_cycle(self.numbers.choice((DAY, date(2027, 5, 5))))]
        if cycle:
            rows.append(blank_objective(title, cycle.id, self.any_row(Goal)))
        if objective:
            rows += [blank_key_result(title, objective)] * 4
        if card:
            rows += [blank_milestone(title, card.id)] * 2
        return AddRow(self.numbers.choice(rows), self.numbers.choice((None, 0, 1, 99)))

    def changed(self, row):
        names = self.numbers.sample(sorted(VALUES[type(row)]), self.numbers.randint(1, 3))
        return ChangeRow(row, replace(row, **{name: self.numbers.choice(VALUES[type(row)][name]) for name in names}))

    def wish(self):
        records = (Goal, Objective, KeyResult, KeyResult, KeyResult, Milestone, Cycle)
        row, card = self.any_row(self.numbers.choice(records)), self.any_row(KeyResult)
        step, objective = self.any_row(Milestone), self.any_row(Objective)
        place, wishes = self.numbers.randint(-1, 6), [self.added()]
        if row:
            wishes += [self.changed(row)] * 3
            wishes += [DeleteRow(row)] * (type(row) is not Cycle)
        if step:
            wishes.append(MoveMilestone(step.id, place))
        if card:
            wishes += [
                MoveKeyResult(card.id, objective.id, place),
                MoveObjective(objective.id, place),
                ToggleIlo(card.id, DAY),
                ToggleDone(card.id, DAY),
                CheckInKeyResult(card.id, self.numbers.choice(DAYS), confidence=5),
            ]
        return self.numbers.choice(wishes)


def done(desk, wish, board):
    """The board after a wish; one that is refused leaves it and every row as they were."""
    rows, steps = written(desk), desk.store.next_undo
    try:
        told = desk.do(wish, board)
    except LearnboardError:
        assert (written(desk), desk.store.next_undo) == (rows, steps)
        return board
    assert told.sentence
    board = after(desk, board, told)
    assert board == desk.open(DAY, first=ALL)
    return board


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_thirty_wishes_undone_and_done_again_come_back_to_every_row(numbers):
    with demo_store() as store:
        desk = Desk(store)
        person, first, rows = Person(desk, numbers), desk.open(DAY, first=ALL), written(desk)
        board = first
        for _ in range(30):
            board = done(desk, person.wish(), board)
        check(store.records())
        last, rows_then = board, written(desk)
        while store.next_undo:
            board = done(desk, Undo(), board)
        assert (board, written(desk)) == (first, rows)
        while store.next_redo:
            board = done(desk, Redo(), board)
        assert (board, written(desk)) == (last, rows_then)
