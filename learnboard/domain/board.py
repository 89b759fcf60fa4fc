"""The board as a person sees it: objectives as columns, key results as cards, with their figures."""

from bisect import bisect, bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress, count
from operator import attrgetter
from types import MappingProxyType
from typing import Final, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.histories import KeyResultHistory
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
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult
from learnboard.domain.model.people import Appointment
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.review import ReviewDue
from learnboard.domain.timer import RunningTimer

Place: TypeAlias = tuple[Id, int]
"""Where a key result stands: its objective, and its position there."""
_LEAST_RECENT: Final = 3
_MOST_RECENT: Final = 12
"""Check-ins whose values show a course, at least and at most."""
_NO_TOTALS = RunningTotals()
_CARD_ID = attrgetter("key_result.id")
_BOARD_ORDER = attrgetter("position", "id")
_CARD_ORDER = attrgetter("key_result.position", "key_result.id")


@dataclass(frozen=True, slots=True)
class Card:
    """A key result on the board, with its figures on a day.

    `blocked` if something is in the way, `ended` if its cycle is closed, `stretched` if a stretch is on. `note` is what
    stands in the way, or else the latest note of a check-in; where there is neither, `recent` has the latest values, if
    there are three or more.
    """

    key_result: KeyResult
    figures: Figures
    steps_done: int = 0
    steps: int = 0
    ilo: bool = False
    blocked: bool = False
    ended: bool = False
    stretched: bool = False
    note: str = ""
    recent: tuple[Number, ...] = ()

    @property
    def id(self) -> Id:
        """The key result's id."""
        return self.key_result.id

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.key_result.objective_id, self.key_result.position

    @property
    def asks(self) -> bool:
        """Whether help is wanted for it, and it is neither achieved nor dropped, nor its cycle closed."""
        return bool(self.key_result.ask) and not self.ended and self.figures.health not in ("achieved", "dropped")

    def counts_as(self, other: "Card") -> bool:
        """Whether it stands in the same place as another value of the card and counts the same there."""
        same_weight = self.key_result.weight == other.key_result.weight
        return self.figures is other.figures and self.place == other.place and same_weight


@dataclass(frozen=True, slots=True)
class Column:
    """An objective on the board. While `more` of its cards are still to be read, it has no figures.

    A filter leaves out `hidden` of its cards; its figures stay those of all of them.
    """

    objective: Objective
    cards: tuple[Card, ...] = ()
    totals: RunningTotals = _NO_TOTALS
    more: int = 0
    hidden: int = 0

    @property
    def id(self) -> Id:
        """The objective's id."""
        return self.objective.id

    @property
    def ended(self) -> bool:
        """Whether its cycle is closed, as far as its key results tell."""
        return bool(self.cards) and self.cards[0].ended

    def roll_up(self, settings: Settings) -> RollUp | None:
        """Compute the objective's figures; None until every card is read."""
        return None if self.more else roll_up(self.objective, self.totals, settings)

    def has_read(self, card: Card) -> bool:
        """Whether the place of a card, on the column or not, is among those that are read, whatever follows them."""
        others = [each for each in self.cards[-2:] if each.id != card.id]
        return not self.more or (bool(others) and _CARD_ORDER(card) < _CARD_ORDER(others[-1]))

    def has_read_place(self, place: int, moving: Id) -> bool:
        """Whether a place, counted without a card that moves there, is among those that are read."""
        others = len(self.cards) - (self.more > 0 and self.place_of(moving) is not None)
        return not self.more or place < others

    def place_at(self, position: int, card: Id) -> int | None:
        """Return the place of a card that stands at a position; None if it does not."""
        place = bisect_left(self.cards, (position, card), key=_CARD_ORDER)
        return place if place < len(self.cards) and self.cards[place].id == card else None

    def place_of(self, card: Id) -> int | None:
        """Return the place of a card in the column, 0 for the top."""
        # Without a step of Python for each card: a key may ask for one among thousands.
        return next(compress(count(), map(card.__eq__, map(_CARD_ID, self.cards))), None)

    def place_among(self, shown: Sequence[Card], place: int, moving: Id) -> int:
        """Return the place in the whole column that puts a card at `place` among the shown ones.

        Both places are counted without the card. It comes right before the shown card at that place, or right after
        the last one. If no other card is shown, it stays where it is, or comes last.
        """
        own = self.place_of(moving)
        others = [card for card in shown if card.id != moving]
        if not others:
            return len(self.cards) if own is None else own
        last = place >= len(others)
        at = self.place_of(others[-1 if last else max(0, place)].id)
        assert at is not None
        return at + last - (own is not None and own < at)

    def with_more(self, cards: Sequence[Card]) -> "Column":
        """Return the column with the next of its cards."""
        totals = self.totals.plus([(card.key_result, card.figures) for card in cards])
        return replace(self, cards=(*self.cards, *cards), totals=totals, more=max(0, self.more - len(cards)))

    def without(self, place: int) -> "Column":
        """Return the column without the card at a place."""
        card = self.cards[place]
        return replace(
            self,
            cards=self.cards[:place] + self.cards[place + 1 :],
            totals=self.totals.plus([(card.key_result, card.figures)], sign=-1),
        )

    def with_same_figures(self, place: int, card: Card) -> "Column":
        """Return the column with another card at a place, of the same position, weight and figures."""
        return replace(self, cards=(*self.cards[:place], card, *self.cards[place + 1 :]))

    def with_card(self, card: Card) -> "Column":
        """Return the column with one more card, at the place of its position."""
        place = bisect(self.cards, _CARD_ORDER(card), key=_CARD_ORDER)
        return replace(
            self,
            cards=(*self.cards[:place], card, *self.cards[place:]),
            totals=self.totals.plus([(card.key_result, card.figures)]),
        )


class Changes(NamedTuple):
    """What a command changed on the board. `reload` if it is more than cards and the order of columns."""

    cards: tuple[Card, ...] = ()
    removed: frozenset[Id] = frozenset()
    objectives: tuple[Objective, ...] = ()
    reload: bool = False
    minutes_left: tuple[int | None, ...] = ()
    """What is left of the week's learning time, if that changed: one value."""
    timer: tuple[RunningTimer | None, ...] = ()
    """The timer that runs now, if that changed: one value."""
    left: Mapping[Id, Place] = MappingProxyType({})
    """Where cards stood before, of those that were moved."""


class ClosingProposal(NamedTuple):
    """The open proposal that closes next: when, and how many of those asked have said yes or no."""

    closes_on: date
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Board:
    """The columns of a cycle on a day, and the facts of the header.

    `cycles` are all of the board, by their first day; the one of `cycle_context` need not be that of the day.
    `minutes_left` is the learning time left this week; `unanswered` counts feedback that waits for an answer.
    `meeting` is the next one with the primary mentor, and `lacks_mentor` says that no mentor is in force.
    `timer` runs for learning time, `closing` is the open proposal that closes next, `review` the next review.
    """

    settings: Settings
    day: date
    cycle_context: CycleContext | None = None
    goal: Goal | None = None
    columns: tuple[Column, ...] = ()
    minutes_left: int | None = None
    meeting: Appointment | None = None
    unanswered: int = 0
    cycles: tuple[Cycle, ...] = ()
    lacks_mentor: bool = False
    timer: RunningTimer | None = None
    closing: ClosingProposal | None = None
    review: ReviewDue | None = None

    @property
    def cycle(self) -> Cycle | None:
        """The cycle whose columns it has."""
        return self.cycle_context.cycle if self.cycle_context else None

    @classmethod
    def blank(cls) -> "Board":
        """Return a board with nothing on it."""
        return cls(Settings(), date.min)

    @property
    def chosen_goal(self) -> Goal | None:
        """The goal, if it was chosen: one that is only explored, or was set aside, has no figures."""
        return self.goal if self.goal and self.goal.status == "active" else None

    @property
    def complete(self) -> bool:
        """Whether every card is read."""
        return not any(column.more for column in self.columns)

    def find(self, card: Id, near: Place | None = None) -> tuple[int, int] | None:
        """Return the column and the place of a card; where it stands `near`, nothing is searched."""
        return _find(self.columns, card, near)

    def goal_figures(self) -> GoalFigures | None:
        """Compute the chosen goal's figures; None without one, or while cards of its columns are not read yet."""
        if self.chosen_goal is None:
            return None
        own = [column for column in self.columns if column.objective.goal_id == self.chosen_goal.id]
        return goal_progress(own)

    def has_same_figures(self, other: "Board") -> bool:
        """Whether it is another value of a board whose objectives and goal have the same figures, and header facts."""
        same = [
            here.objective is there.objective and here.totals is there.totals and here.more == there.more
            for here, there in zip(self.columns, other.columns, strict=False)
        ]
        return all(same) and replace(self, columns=()) == replace(other, columns=()) and len(same) == len(self.columns)

    def with_changes(self, changes: Changes) -> "Board":
        """Return the board after a command. Columns that it did not touch stay the same values."""
        columns = {column.id: column for column in self.columns}
        cards: dict[Id, Card | None] = {**dict.fromkeys(changes.removed), **{card.id: card for card in changes.cards}}
        moved: list[Card] = []
        for id_, card in cards.items():
            here = [*columns.values()]
            at = _find(here, id_, changes.left.get(id_, card.place if card else None))
            column, place = (here[at[0]], at[1]) if at else (None, 0)
            if card and column and card.counts_as(column.cards[place]):
                columns[column.id] = column.with_same_figures(place, card)
                continue
            if column:
                columns[column.id] = column.without(place)
            if card:
                moved.append(card)
        for card in moved:
            objective_id = card.key_result.objective_id
            if objective_id in columns:
                columns[objective_id] = columns[objective_id].with_card(card)
        for objective in changes.objectives:
            if objective.id in columns:
                columns[objective.id] = replace(columns[objective.id], objective=objective)
        ordered = sorted(columns.values(), key=lambda column: _BOARD_ORDER(column.objective))
        left = changes.minutes_left[0] if changes.minutes_left else self.minutes_left
        timer = changes.timer[0] if changes.timer else self.timer
        return replace(self, columns=tuple(ordered), minutes_left=left, timer=timer)


def _find(columns: Sequence[Column], card: Id, near: Place | None) -> tuple[int, int] | None:
    """Return the column and the place of a card."""
    for number, column in enumerate(columns):
        if near and column.id == near[0] and (place := column.place_at(near[1], card)) is not None:
            return number, place
    places = ((number, column.place_of(card)) for number, column in enumerate(columns))
    return next(((number, place) for number, place in places if place is not None), None)


def make_card(
    key_result: KeyResult, histories: KeyResultHistory, *, committed: bool, cycle_context: CycleContext
) -> Card:
    """Return a key result with its figures, from its history as known on the context's day."""
    check_ins = histories.check_ins.get(key_result.id, ())
    steps = histories.milestones.get(key_result.id, ())
    found = figures(key_result, check_ins, steps, committed=committed, cycle_context=cycle_context)
    blocker = open_blocker(check_ins, found)
    note = blocker.text if blocker else next((told.note for told in reversed(check_ins) if told.note), "")
    return Card(
        key_result=key_result,
        figures=found,
        steps_done=sum(step.done_on is not None for step in steps),
        steps=len(steps),
        ilo=histories.ilo == key_result.id,
        blocked=blocker is not None,
        ended=cycle_context.cycle.closed,
        stretched=key_result.id in histories.stretched,
        note=note,
        recent=() if note or len(check_ins) < _LEAST_RECENT else _recent(check_ins),
    )


def _recent(check_ins: Sequence[CheckIn]) -> tuple[Number, ...]:
    """Return the latest values, the oldest first; none if there are too few to show a course."""
    values = [row.value for row in check_ins[-_MOST_RECENT:] if row.value is not None]
    return tuple(values) if len(values) >= _LEAST_RECENT else ()


def open_blocker(check_ins: Sequence[CheckIn], figures: Figures) -> Blocker | None:
    """Return what stands in the way: the latest check-in's blocker, if it is neither achieved nor dropped."""
    return None if not check_ins or figures.health in ("achieved", "dropped") else check_ins[-1].blocker


def make_column(
    objective: Objective,
    key_results: Collection[KeyResult],
    histories: KeyResultHistory,
    cycle_context: CycleContext,
    more: int = 0,
) -> Column:
    """Return an objective with cards for these key results, in board order; `more` are still to be read."""
    committed = objective.committed
    cards = [make_card(row, histories, committed=committed, cycle_context=cycle_context) for row in key_results]
    return Column(objective, more=more + len(cards)).with_more(cards)


def goal_progress(columns: Sequence[Column]) -> GoalFigures | None:
    """Compute a goal's figures over its columns; None while cards of them are not read yet."""
    if any(column.more for column in columns):
        return None
    return goal_figures((column.objective, column.totals) for column in columns)
