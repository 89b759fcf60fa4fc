"""Any order of making and shaping: the board told is the board read anew, and all of it comes back."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.closing import ClosingAnswers, OwnScore
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.model.people import Action
from learnboard.domain.validation import check
from learnboard.service.board_service import BoardService
from learnboard.service.commands import (
    AddRow,
    AnswerFeedback,
    ChangeRow,
    CheckInKeyResult,
    CloseCycle,
    ConfirmDecision,
    DeleteRow,
    FinishAction,
    ImportFeedback,
    MoveKeyResult,
    MoveMilestone,
    MoveObjective,
    Redo,
    ReopenCycle,
    TakeUpSuggestion,
    ToggleDone,
    ToggleIlo,
    Undo,
)
from learnboard.service.factory import new_cycle, new_goal, new_key_result, new_milestone, new_objective
from tests.builders import budget_entry, proposal
from tests.service.conftest import DAY
from tests.service.execution import ALL, board_after, stored_rows
from tests.service.feedback_documents import feedback_document, item
from tests.years import year_store

TITLES = ("read", "run from 1 to 5 km", "x" * 300, " ", "cut from 850 ms to 400 ms")
DAYS = [DAY + timedelta(days=days) for days in (-40, -1, 0, 1, 40)]
WEIGHTS = (Number("0"), Number("1"), Number("3"))
KINDS = ("comment", "suggestion", "approve", "decline", "consent", "objection")
TARGETS = ("key_result k11", "key_result gone", "objective o2", "budget_entry b3", "budget_entry idea", "proposal open",
           "proposal pr1", "board brd-2026-af")  # fmt: skip
PEOPLE = (("Rowan Teal", "p-mentor"), ("Rowan Teal", None), ("Hazel Brook", "p-lead"))
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


_CLOSES = 0.1
"""The share of closes and of cycles opened again."""


class Person:
    """Somebody at the board, who asks for one thing after another; the numbers say what for."""

    def __init__(self, service: BoardService, numbers: random.Random, draft_store: float = 0) -> None:
        """Of all commands this share is about feedback and actions."""
        self.service = service
        self.numbers = numbers
        self.draft_store = draft_store

    def any_row(self, record):
        rows = self.service.store.rows(record)
        return self.numbers.choice(rows) if rows else None

    def added(self):
        objective, card = self.any_row(Objective), self.any_row(KeyResult)
        title, cycle = self.numbers.choice(TITLES), self.any_row(Cycle)
        rows = [new_goal(title), new_cycle(self.numbers.choice((DAY, date(2027, 5, 5))))]
        if cycle:
            rows.append(new_objective(title, cycle.id, self.any_row(Goal)))
        if objective:
            rows += [new_key_result(title, objective)] * 4
        if card:
            rows += [new_milestone(title, card.id)] * 2
        return AddRow(self.numbers.choice(rows), self.numbers.choice((None, 0, 1, 99)))

    def changed(self, row):
        names = self.numbers.sample(sorted(VALUES[type(row)]), self.numbers.randint(1, 3))
        return ChangeRow(row, replace(row, **{name: self.numbers.choice(VALUES[type(row)][name]) for name in names}))

    def feedback(self):
        """Feedback of a few ids, so that it is revised, known, and taken for another's; k12 is a key result's."""
        ids = self.numbers.sample(("f1", "f2", "f3", "f4", "k12"), self.numbers.randint(0, 3))
        name, person = self.numbers.choice(PEOPLE)
        items = [
            item(
                id_,
                self.numbers.choice(KINDS),
                self.numbers.choice(TARGETS),
                self.numbers.choice(TITLES),
                action=self.numbers.choice((None, "run from 1 to 5 km")),
                revision=self.numbers.randint(1, 4),
            )
            for id_ in ids
        ]
        return ImportFeedback(feedback_document(*items, name=name, person=person))

    def replies(self):
        """What can be asked for about feedback and actions."""
        row, action = self.any_row(Feedback), self.any_row(Action)
        commands = [self.feedback(), self.feedback()]
        if row:
            answer = self.numbers.choice(("unanswered", "done", "will_do", "declined"))
            commands += [
                AnswerFeedback(row.id, answer, self.numbers.choice(("", "why"))),
                ConfirmDecision(row.id, DAY),
            ]
            commands += [TakeUpSuggestion(row.id, form) for form in ("key_result", "action")]
        if action:
            commands.append(FinishAction(action.id, self.numbers.choice((None, *DAYS))))
        return commands

    def closing(self):
        """The close of any cycle, which often lacks a sentence, or that a closed one is opened again."""
        cycle, verdict = self.any_row(Cycle), self.numbers.choice(("keep", "change", "let_go", None))
        score = self.numbers.choice((OwnScore(), OwnScore(Number("0.5")), *[OwnScore(None, "so")] * 6))
        answers = ClosingAnswers(
            {row.id: score for row in self.service.store.rows(KeyResult)},
            {row.id: verdict for row in self.service.store.rows(Objective)},
            reflection=self.numbers.choice(TITLES),
        )
        following = self.numbers.choice((None, new_cycle(date(2027, 5, 5)), self.any_row(Cycle)))
        return self.numbers.choice((CloseCycle(cycle.id, answers, following), ReopenCycle(cycle.id)))

    def command(self):
        if self.numbers.random() < self.draft_store:
            return self.numbers.choice(self.replies())
        if self.numbers.random() < _CLOSES and self.service.store.rows(Cycle):
            return self.closing()
        records = (Goal, Objective, KeyResult, KeyResult, KeyResult, Milestone, Cycle)
        row, card = self.any_row(self.numbers.choice(records)), self.any_row(KeyResult)
        step, objective = self.any_row(Milestone), self.any_row(Objective)
        place, commands = self.numbers.randint(-1, 6), [self.added()]
        if row:
            commands += [self.changed(row)] * 3
            commands += [DeleteRow(row)] * (type(row) is not Cycle)
        if step:
            commands.append(MoveMilestone(step.id, place))
        if card:
            commands += [
                MoveKeyResult(card.id, objective.id, place),
                MoveObjective(objective.id, place),
                ToggleIlo(card.id, DAY),
                ToggleDone(card.id, DAY),
                CheckInKeyResult(card.id, self.numbers.choice(DAYS), confidence=5),
            ]
        return self.numbers.choice(commands)


def done(service, command, board):
    """The board after a command; one that is refused leaves it and every row as they were."""
    rows, steps = stored_rows(service), service.store.next_undo
    try:
        result = service.execute(command, board)
    except LearnboardError:
        assert (stored_rows(service), service.store.next_undo) == (rows, steps)
        return board
    assert result.message
    board = board_after(service, board, result)
    assert board == service.open(DAY, first=ALL)
    return board


def there_and_back(store, numbers, draft_store=0.0):
    """Thirty commands done, taken back one after the other, and done again."""
    service = BoardService(store)
    person, first, rows = Person(service, numbers, draft_store), service.open(DAY, first=ALL), stored_rows(service)
    steps, board = store.next_undo, first
    for _ in range(30):
        board = done(service, person.command(), board)
    check(store.records())
    last, rows_then = board, stored_rows(service)
    while store.next_undo != steps:
        board = done(service, Undo(), board)
    assert (board, stored_rows(service)) == (first, rows)
    while store.next_redo:
        board = done(service, Redo(), board)
    assert (board, stored_rows(service)) == (last, rows_then)


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_thirty_commands_undone_and_done_again_come_back_to_every_row(numbers):
    with year_store() as store:
        there_and_back(store, numbers)


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_is_done_about_feedback_comes_back_to_every_row_too(numbers):
    with year_store() as store:
        with store.step("something to decide") as record:
            record.put(budget_entry(id="idea", cycle_id="c2026", state="proposed"))
            record.put(proposal(id="open", opened_on="2026-06-20", closes_on="2026-07-04"))
        there_and_back(store, numbers, draft_store=0.8)
