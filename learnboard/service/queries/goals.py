"""The goals of a board, with what was answered about them while searching."""

from typing import Final

from learnboard.domain.board import Board
from learnboard.domain.goal_search import answers_about
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.named_tuple import NamedTuple
from learnboard.storage.store import Store

_ASKED: Final = "goal shown? "


class GoalEntry(NamedTuple):
    """A goal, what was answered about it, in the order of days, and how many objectives of all cycles lead to it."""

    goal: Goal
    answers: tuple[Reflection, ...] = ()
    objectives: int = 0


class GoalSearch(NamedTuple):
    """All goals by their places, and answers about none of them.

    `asked` are the goals of which the owner was asked whether the mentor may see them.
    """

    entries: tuple[GoalEntry, ...]
    loose: tuple[Reflection, ...] = ()
    asked: frozenset[Id] = frozenset()

    def find(self, goal: Id) -> GoalEntry | None:
        """Return the entry of a goal; None if it is not there."""
        return next((entry for entry in self.entries if entry.goal.id == goal), None)


def asked_name(goal: Id) -> str:
    """Return the name of the board's own value that says that its owner was asked about a goal."""
    return f"{_ASKED}{goal}"


def read_goals(store: Store, board: Board) -> GoalSearch:
    """Return the goals and the answers about them, as known on the board's day."""
    reflections = [row for row in store.rows(Reflection, occasion="goal_search") if row.on <= board.day]
    goals, counts = store.rows(Goal), store.counts(Objective, "goal_id")
    asked = {row.id for row in store.rows(LocalValue, id=[asked_name(goal.id) for goal in goals])}
    return GoalSearch(
        tuple(GoalEntry(row, answers_about(row.id, reflections), counts.get(row.id, 0)) for row in goals),
        answers_about(None, reflections),
        frozenset(row.id for row in goals if asked_name(row.id) in asked),
    )
