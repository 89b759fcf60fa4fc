"""The board as a person sees it: objectives as columns, key results as cards, with their figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learnboard.domain.arithmetic import Yardstick
from learnboard.domain.fields import Id
from learnboard.domain.figures import Figures, GoalFigures, RollUp, figures, goal_figures, roll_up
from learnboard.domain.goals import Goal
from learnboard.domain.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.objectives import Objective


@dataclass(frozen=True, slots=True)
class Card:
    """A key result on the board. `figures` is None until they are computed, on very large boards only."""

    key_result: KeyResult
    figures: Figures | None = None
    steps_done: int = 0
    steps: int = 0
    ilo: bool = False

    @property
    def id(self) -> Id:
        """The key result's id."""
        return self.key_result.id

    @property
    def measured(self) -> tuple[KeyResult, Figures]:
        """The key result with its figures, which must have been computed."""
        assert self.figures is not None
        return self.key_result, self.figures


@dataclass(frozen=True, slots=True)
class Column:
    """An objective on the board. `roll_up` is None until every card's figures are known."""

    objective: Objective
    cards: tuple[Card, ...]
    roll_up: RollUp | None = None

    @property
    def id(self) -> Id:
        """The objective's id."""
        return self.objective.id

    def place_of(self, card: Id) -> int | None:
        """Where the card stands in the column, 0 for the top."""
        return next((place for place, each in enumerate(self.cards) if each.id == card), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What belongs to key results, by their ids: check-ins ordered by (on, id), steps and the ILO of the day."""

    check_ins: Mapping[Id, Sequence[CheckIn]]
    milestones: Mapping[Id, Sequence[Milestone]]
    ilo: Id | None = None


def grouped(check_ins: Iterable[CheckIn], milestones: Iterable[Milestone], ilo: Id | None = None) -> Evidence:
    """Put check-ins and steps, as known on a day, to their key results."""
    said: dict[Id, list[CheckIn]] = {}
    for check_in in sorted(check_ins, key=lambda one: (one.on, one.id)):
        said.setdefault(check_in.key_result_id, []).append(check_in)
    steps: dict[Id, list[Milestone]] = {}
    for step in sorted(milestones, key=lambda one: (one.position, one.id)):
        steps.setdefault(step.key_result_id, []).append(step)
    return Evidence(said, steps, ilo)


def ilo_on(day: date, ilo_periods: Iterable[IloPeriod]) -> Id | None:
    """The key result that is the Individual Learning Objective on the day."""
    return next(
        (
            period.key_result_id
            for period in ilo_periods
            if period.from_on <= day and (period.to_on is None or day <= period.to_on)
        ),
        None,
    )


def card(key_result: KeyResult, evidence: Evidence, *, committed: bool, yardstick: Yardstick) -> Card:
    """A key result with its figures, from what is known of it on the yardstick's day."""
    steps = evidence.milestones.get(key_result.id, ())
    return Card(
        key_result=key_result,
        figures=figures(
            key_result, evidence.check_ins.get(key_result.id, ()), steps, committed=committed, yardstick=yardstick
        ),
        steps_done=sum(step.done_on is not None for step in steps),
        steps=len(steps),
        ilo=evidence.ilo == key_result.id,
    )


def column(objective: Objective, cards: Iterable[Card], yardstick: Yardstick) -> Column:
    """An objective with its cards; its figures too as soon as all of theirs are known."""
    known = tuple(cards)
    if any(each.figures is None for each in known):
        return Column(objective, known)
    return Column(objective, known, roll_up(objective, (each.measured for each in known), yardstick))


def goal_progress(goal: Goal, columns: Iterable[Column]) -> GoalFigures | None:
    """A goal's figures over its columns; None while one of them is not known yet."""
    own = [each for each in columns if each.objective.goal_id == goal.id]
    if any(each.roll_up is None for each in own):
        return None
    return goal_figures((each.objective, each.roll_up) for each in own if each.roll_up is not None)
