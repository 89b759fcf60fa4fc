"""The board as a person sees it: objectives as columns, key results as cards, with their figures."""

from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress, count
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

from learnboard.domain.metrics.figures import (
    Figures,
    GoalFigures,
    RollUp,
    RunningTotals,
    figures,
    goal_figures,
    roll_up,
)
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone
from learnboard.domain.model.people import Appointment

_NOTHING = RunningTotals()
_ID = attrgetter("key_result.id")
_SAID = attrgetter("on", "id")
Part = TypeVar("Part", CheckIn, Milestone)


@dataclass(frozen=True, slots=True)
class Card:
    """A key result on the board, with its figures on a day."""

    key_result: KeyResult
    figures: Figures
    steps_done: int = 0
    steps: int = 0
    ilo: bool = False

    @property
    def id(self) -> Id:
        """The key result's id."""
        return self.key_result.id


@dataclass(frozen=True, slots=True)
class Column:
    """An objective on the board. While `more` of its cards are still to be read, it has no figures.

    A filter takes `hidden` of its cards away; its figures stay those of all.
    """

    objective: Objective
    cards: tuple[Card, ...] = ()
    totals: RunningTotals = _NOTHING
    more: int = 0
    hidden: int = 0

    @property
    def id(self) -> Id:
        """The objective's id."""
        return self.objective.id

    def roll_up(self, settings: Settings) -> RollUp | None:
        """The objective's figures; None until every card is known."""
        return None if self.more else roll_up(self.objective, self.totals, settings)

    def place_of(self, card: Id) -> int | None:
        """Where the card stands in the column, 0 for the top."""
        # Without a step of Python for each card: a key may ask for one among thousands.
        return next(compress(count(), map(card.__eq__, map(_ID, self.cards))), None)

    def place_among(self, shown: Sequence[Card], place: int, moving: Id) -> int:
        """The place in the whole column that puts a card at `place` among the shown ones, both counted without it.

        It comes right before the shown card that stands there, or right after the last one. Where no other card is
        shown, it stays where it is, or comes to the end.
        """
        own = self.place_of(moving)
        among = [card for card in shown if card.id != moving]
        if not among:
            return len(self.cards) if own is None else own
        last = place >= len(among)
        at = self.place_of(among[-1 if last else max(0, place)].id)
        assert at is not None
        return at + last - (own is not None and own < at)

    def with_more(self, cards: Sequence[Card]) -> "Column":
        """The column with the next of its cards."""
        totals = self.totals.plus_all([(each.key_result, each.figures) for each in cards])
        return replace(self, cards=(*self.cards, *cards), totals=totals, more=max(0, self.more - len(cards)))

    def without(self, place: int) -> "Column":
        """The column without the card at a place."""
        gone = self.cards[place]
        return replace(
            self,
            cards=(*self.cards[:place], *self.cards[place + 1 :]),
            totals=self.totals.minus(gone.key_result, gone.figures),
        )

    def with_card(self, card: Card) -> "Column":
        """The column with one more card, at the place its position says."""
        place = bisect(self.cards, _order(card.key_result), key=lambda each: _order(each.key_result))
        return replace(
            self,
            cards=(*self.cards[:place], card, *self.cards[place:]),
            totals=self.totals.plus(card.key_result, card.figures),
        )


class Changes(NamedTuple):
    """What a wish changed on the board. `reload` says that it is more than cards and the order of columns."""

    cards: tuple[Card, ...] = ()
    gone: frozenset[Id] = frozenset()
    objectives: tuple[Objective, ...] = ()
    reload: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The columns of a cycle on a day, and what its header says.

    `minutes_left` is learning time left this week, `unanswered` how much feedback waits for an answer.
    """

    settings: Settings
    day: date
    cycle_context: CycleContext | None = None
    goal: Goal | None = None
    columns: tuple[Column, ...] = ()
    minutes_left: int | None = None
    meeting: Appointment | None = None
    unanswered: int = 0

    @classmethod
    def blank(cls) -> "Board":
        """A board with nothing on it."""
        return cls(Settings(), date.min)

    @property
    def complete(self) -> bool:
        """Whether every card is read."""
        return not any(column.more for column in self.columns)

    def find(self, card: Id) -> tuple[int, int] | None:
        """The column and the place of a card."""
        for number, column in enumerate(self.columns):
            place = column.place_of(card)
            if place is not None:
                return number, place
        return None

    def goal_figures(self) -> GoalFigures | None:
        """The goal's figures over its columns; None without a goal, or while a column is not known yet."""
        if self.goal is None:
            return None
        own = [column for column in self.columns if column.objective.goal_id == self.goal.id]
        return goal_progress(own, self.settings)

    def with_changes(self, changes: Changes) -> "Board":
        """The board after a wish; columns that it did not touch stay the same values."""
        columns = {column.id: column for column in self.columns}
        for card in {*changes.gone, *(card.id for card in changes.cards)}:
            for column in columns.values():
                place = column.place_of(card)
                if place is not None:
                    columns[column.id] = column.without(place)
                    break
        for each in changes.cards:
            if each.key_result.objective_id in columns:
                columns[each.key_result.objective_id] = columns[each.key_result.objective_id].with_card(each)
        for objective in changes.objectives:
            if objective.id in columns:
                columns[objective.id] = replace(columns[objective.id], objective=objective)
        ordered = sorted(columns.values(), key=lambda column: _order(column.objective))
        return replace(self, columns=tuple(ordered))


class KeyResultHistory(NamedTuple):
    """What belongs to key results, by their ids: check-ins ordered by (on, id), steps and the ILO of the day."""

    check_ins: Mapping[Id, Sequence[CheckIn]]
    milestones: Mapping[Id, Sequence[Milestone]]
    ilo: Id | None = None


NO_HISTORY = KeyResultHistory({}, {})
"""Of a key result that was made just now."""


def group_histories(
    check_ins: Iterable[CheckIn], milestones: Iterable[Milestone], ilo: Id | None = None
) -> KeyResultHistory:
    """Put check-ins and steps, as known on a day, to their key results."""
    return KeyResultHistory(_by_key_result(check_ins, _SAID), _by_key_result(milestones, _order), ilo)


def _by_key_result(rows: Iterable[Part], order: Callable[[Part], Any]) -> Mapping[Id, Sequence[Part]]:
    groups: dict[Id, list[Part]] = {}
    for row in rows:
        groups.setdefault(row.key_result_id, []).append(row)
    for group in groups.values():  # many short lists are sorted sooner than a long one
        group.sort(key=order)
    return groups


def ilo_on(day: date, ilo_periods: Iterable[IloPeriod]) -> Id | None:
    """The key result that is the Individual Learning Objective on the day."""
    running = (one for one in ilo_periods if one.from_on <= day and (one.to_on is None or day <= one.to_on))
    return next((one.key_result_id for one in running), None)


def make_card(
    key_result: KeyResult, histories: KeyResultHistory, *, committed: bool, cycle_context: CycleContext
) -> Card:
    """A key result with its figures, from what is known of it on the yardstick's day."""
    said = histories.check_ins.get(key_result.id, ())
    steps = histories.milestones.get(key_result.id, ())
    return Card(
        key_result=key_result,
        figures=figures(key_result, said, steps, committed=committed, cycle_context=cycle_context),
        steps_done=sum(step.done_on is not None for step in steps),
        steps=len(steps),
        ilo=histories.ilo == key_result.id,
    )


def make_column(
    objective: Objective,
    key_results: Collection[KeyResult],
    histories: KeyResultHistory,
    cycle_context: CycleContext,
    more: int = 0,
) -> Column:
    """An objective with cards for these key results, in board order; `more` are still to come."""
    committed = objective.okr_type == "committed"
    cards = [make_card(each, histories, committed=committed, cycle_context=cycle_context) for each in key_results]
    return Column(objective, more=more + len(cards)).with_more(cards)


def goal_progress(columns: Iterable[Column], settings: Settings) -> GoalFigures | None:
    """A goal's figures over its columns; None while one of them is not known yet."""
    known = [(column.objective, column.roll_up(settings)) for column in columns]
    if any(figures is None for _, figures in known):
        return None
    return goal_figures((objective, figures) for objective, figures in known if figures is not None)


def _order(row: KeyResult | Objective | Milestone) -> tuple[int, Id]:
    return row.position, row.id


GAP: Final = 1024
_LARGEST: Final = 2**62


def between(before: int | None, after: int | None) -> int | None:
    """A position after `before` and before `after`; None is the end of the list, a None answer means no room."""
    if before is None and after is None:
        return GAP
    if before is None:
        return _within(after - GAP if after is not None else GAP)
    if after is None:
        return _within(before + GAP)
    return (before + after) // 2 if after - before > 1 else None


def evenly_spaced(count: int) -> range:
    """Fresh positions for a list of so many rows."""
    return range(GAP, GAP * (count + 1), GAP)


def _within(position: int) -> int | None:
    return position if abs(position) <= _LARGEST else None
