"""The close of a cycle: what it asks, how far the scores are summed up, and what goes on in the next cycle."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from learnboard.domain.board import Card, Column
from learnboard.domain.cycles import CycleDays, following, in_order
from learnboard.domain.days import LAST_DAY
from learnboard.domain.frozen import dataclass
from learnboard.domain.metrics.figures import mean_score
from learnboard.domain.metrics.progress import ONE, below, reached
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id, Number, Verdict
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.named_tuple import NamedTuple

SWEET_SPOT: Final = (Fraction(6, 10), Fraction(7, 10))
"""Where the mean score of aspirational objectives is best, both ends included."""
_CAUSE: Final = "Cause: "
_GOES_ON: Final[frozenset[Verdict]] = frozenset({"keep", "change"})
_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


class OwnScore(NamedTuple):
    """What its owner says of a key result's score: another one, or None for the computed one, and a sentence."""

    score: Number | None = None
    reason: str = ""


class NewNumbers(NamedTuple):
    """What a metric goes from and to in the next cycle; None for its latest value, and for its present target."""

    start: Number | None = None
    target: Number | None = None


class ClosingAnswers(NamedTuple):
    """What was answered at a close, by objective or key result; what is not in it was not answered, and stays."""

    scores: Mapping[Id, OwnScore] = _NOTHING
    verdicts: Mapping[Id, Verdict | None] = _NOTHING
    learned: Mapping[Id, str] = _NOTHING
    reflection: str = ""
    numbers: Mapping[Id, NewNumbers] = _NOTHING
    left_out: frozenset[Id] = frozenset()
    """Open key results that do not go on."""


@dataclass(frozen=True, slots=True)
class ClosingBoard:
    """A cycle that is to be closed: its columns with figures on a day, and the open steps of their key results.

    `cycles` are all of the board, by their first day; `carried` are objectives that go on in another cycle already.
    """

    cycle: Cycle
    day: date
    settings: Settings
    columns: tuple[Column, ...] = ()
    steps: Mapping[Id, Sequence[Milestone]] = field(default_factory=dict)
    cycles: tuple[Cycle, ...] = ()
    carried: frozenset[Id] = frozenset()

    @property
    def next_cycle(self) -> Cycle | None:
        """The first open cycle after this one; None if it is still to be made."""
        later = (cycle for cycle in self.cycles if cycle.starts_on > self.cycle.starts_on and not cycle.closed)
        return next(later, None)

    @property
    def next_days(self) -> CycleDays:
        """The days of a cycle that follows all others and is not over yet."""
        cycles = list(self.cycles)
        days = following(cycles, self.day)
        while days.ends_on < min(self.day, LAST_DAY):
            last = in_order(cycles)[-1]
            cycles = [replace(last, kind=days.kind, starts_on=days.starts_on, ends_on=days.ends_on)]
            days = following(cycles, self.day)
        return days


# -- scores -----------------------------------------------------------------------------------------------------------


def is_scored(objective: Objective) -> bool:
    """Whether the key results of an objective are scored: it was worked on."""
    return objective.status in ("active", "closed")


def final_score(card: Card, own: OwnScore) -> Fraction | None:
    """Return a key result's own score where there is one, else the computed one; None if it was dropped."""
    if card.key_result.dropped:
        return None
    return card.figures.score if own.score is None else own.score.fraction


def lacks_reason(objective: Objective, card: Card, own: OwnScore) -> bool:
    """Whether a sentence is missing: about an own score, or about what was committed and is below 1.00."""
    if own.reason or card.key_result.dropped:
        return False
    return own.score is not None or falls_short(objective, card.figures.score)


def falls_short(objective: Objective, score: Fraction | None) -> bool:
    """Whether the score of a key result wants a sentence: the objective was committed, and counts."""
    return objective.committed and objective.counts and score is not None and below(score, ONE)


def final_scores(column: Column, own: Callable[[Card], OwnScore]) -> list[Fraction]:
    """Return the final scores of a column's key results, of those that have one."""
    scores = (final_score(card, own(card)) for card in column.cards)
    return [score for score in scores if score is not None]


def column_score(column: Column, own: Callable[[Card], OwnScore]) -> Fraction | None:
    """Return the plain mean of a column's final scores, to 0.01 half up (FORMAT.md §2); None for none."""
    return _mean(final_scores(column, own))


def asks_cause(score: Fraction | None, settings: Settings) -> bool:
    """Whether an objective's score is in the lowest band, so that a cause is asked for."""
    return score is not None and below(score, settings.score_bands[0].fraction)


class ScoreSummary(NamedTuple):
    """The mean scores of committed and of aspirational objectives, to 0.01 half up; None without any.

    `too_easy` says that everything aspirational was reached in full.
    """

    committed: Fraction | None
    aspirational: Fraction | None
    too_easy: bool

    @property
    def in_sweet_spot(self) -> bool:
        """Whether the aspirational mean is where it is best."""
        low, high = SWEET_SPOT
        return self.aspirational is not None and low <= self.aspirational <= high


def score_summary(columns: Iterable[Column], own: Callable[[Card], OwnScore]) -> ScoreSummary:
    """Sum up the objectives that count, committed and aspirational ones apart."""
    means: dict[bool, list[Fraction]] = {True: [], False: []}
    stretched: list[Fraction] = []
    for column in columns:
        if column.objective.counts and (mean := column_score(column, own)) is not None:
            means[column.objective.committed].append(mean)
            stretched += [] if column.objective.committed else final_scores(column, own)
    return ScoreSummary(_mean(means[True]), _mean(means[False]), bool(stretched) and all(map(reached, stretched)))


def _mean(scores: Sequence[Fraction]) -> Fraction | None:
    return mean_score(sum(scores, Fraction(0)), len(scores))


# -- what was learned -------------------------------------------------------------------------------------------------


def with_cause(learned: str, cause: str) -> str:
    """Return what was learned with a cause as its last paragraph."""
    return "\n\n".join(text for text in (learned.strip(), f"{_CAUSE}{cause}" if cause else "") if text)


def without_cause(text: str) -> tuple[str, str]:
    """Return what was learned and its cause, each empty if it is not there."""
    before, _, last = text.rpartition("\n\n")
    if last.startswith(_CAUSE) and "\n" not in last:
        return before, last.removeprefix(_CAUSE)
    return text, ""


# -- the next cycle ---------------------------------------------------------------------------------------------------


def is_open(card: Card) -> bool:
    """Whether a key result can go on: it is neither dropped nor reached. What is maintained is never over."""
    row, raw = card.key_result, card.figures.raw
    return not row.dropped and (row.kind == "maintain" or raw is None or not reached(raw))


def goes_on(objective: Objective, verdict: Verdict | None, carried: Collection[Id]) -> bool:
    """Whether an objective goes on in the next cycle, and does not already."""
    return verdict in _GOES_ON and objective.id not in carried


def carried_numbers(card: Card, numbers: NewNumbers) -> NewNumbers:
    """Return what a metric goes from and to in the next cycle: as chosen, else from its latest value to its target."""
    row = card.key_result
    latest = card.figures.value if card.figures.value is not None else row.start
    return NewNumbers(
        latest if numbers.start is None else numbers.start, row.target if numbers.target is None else numbers.target
    )


class CarriedRows(NamedTuple):
    """Rows of the next cycle that go on with objectives of the one that is closed."""

    objectives: tuple[Objective, ...]
    key_results: tuple[KeyResult, ...]
    milestones: tuple[Milestone, ...]


def carried_rows(
    board: ClosingBoard,
    verdicts: Mapping[Id, Verdict | None],
    answers: ClosingAnswers,
    cycle: Id,
    new_id: Callable[[], Id],
) -> CarriedRows:
    """Return what goes on in another cycle, with new ids: drafts of the objectives, with open key results and steps.

    Check-ins and changes of targets stay behind. The new rows say what they continue.
    """
    columns = [column for column in board.columns if goes_on(column.objective, verdicts.get(column.id), board.carried)]
    cards = [card for column in columns for card in column.cards if is_open(card) and card.id not in answers.left_out]
    ids = {id_: new_id() for id_ in (*(column.id for column in columns), *(card.id for card in cards))}
    steps = [step for card in cards if card.key_result.kind == "milestone" for step in board.steps.get(card.id, ())]
    return CarriedRows(
        tuple(next_objective(column.objective, ids[column.id], cycle) for column in columns),
        tuple(next_key_result(card, ids, answers.numbers.get(card.id, NewNumbers())) for card in cards),
        tuple(replace(step, id=new_id(), key_result_id=ids[step.key_result_id], due_on=None) for step in steps),
    )


def next_objective(objective: Objective, id_: Id, cycle: Id) -> Objective:
    """Return the draft that goes on with an objective in another cycle."""
    return replace(
        objective,
        id=id_,
        cycle_id=cycle,
        status="draft",
        verdict=None,
        learned="",
        carried_from_id=objective.id,
    )


def next_key_result(card: Card, ids: Mapping[Id, Id], numbers: NewNumbers) -> KeyResult:
    """Return what goes on with a key result; `ids` are the new ids of its objective, of itself and of its baseline.

    A metric starts at its latest value. Days of the old cycle are not taken along, nor is what was said of its score.
    """
    row = card.key_result
    baseline = None if row.baseline_id is None else ids.get(row.baseline_id, row.baseline_id)
    measured = carried_numbers(card, numbers) if row.kind == "metric" else NewNumbers(row.start, row.target)
    return replace(
        row,
        id=ids[row.id],
        objective_id=ids[row.objective_id],
        baseline_id=baseline,
        starts_on=None,
        due_on=None,
        done_on=None,
        own_score=None,
        own_score_reason="",
        carried_from_id=row.id,
        start=measured.start,
        target=measured.target,
    )
