"""All figures of key results, objectives and goals on a day (FORMAT.md §2)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from learnboard.domain.metrics import health, rounding
from learnboard.domain.metrics.health import WEAKEST_FIRST, Health
from learnboard.domain.metrics.progress import (
    ONE,
    ZERO,
    CycleContext,
    HeldPeriods,
    Pace,
    clamped,
    current_value,
    expected_progress,
    held_periods,
    pace_of,
    product_sum,
    raw_progress,
    reached,
    weighted_mean,
)
from learnboard.domain.metrics.rounding import Band
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone


class Figures(NamedTuple):
    """A key result's figures on a day. Ratios are of 1; confidence is 1 to 10."""

    counted: bool
    raw: Fraction | None
    progress: Fraction | None
    expected: Fraction
    pace: Pace
    confidence: int | None
    confidence_before: int | None
    health: Health
    divergent: bool
    score: Fraction | None
    band: Band | None
    held: HeldPeriods | None
    value: Number | None

    @property
    def shown(self) -> str:
        """The percentage that a person reads."""
        return rounding.shown(self.progress)


def figures(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    milestones: Sequence[Milestone],
    *,
    committed: bool,
    cycle_context: CycleContext,
) -> Figures:
    """Compute a key result's figures; check-ins ordered by (on, id), all as known on the context's day."""
    held = None
    if key_result.kind == "maintain":
        held = held_periods(key_result, check_ins, cycle_context.periods(key_result.period or "month"))
    raw = raw_progress(key_result, check_ins, milestones, held)
    progress = None if raw is None else clamped(raw)
    expected = expected_progress(key_result, milestones, cycle_context)
    pace = pace_of(progress, expected, cycle_context.settings)
    status = health.status(check_ins, committed=committed, pace=pace)
    confidence, confidence_before = health.latest_confidences(check_ins)
    score = None if key_result.dropped else rounding.score(progress, raw)
    return Figures(
        counted=not key_result.dropped,
        raw=raw,
        progress=progress,
        expected=expected,
        pace=pace,
        confidence=confidence,
        confidence_before=confidence_before,
        health=_health(key_result, check_ins, raw, status, cycle_context),
        divergent=not key_result.dropped and status == "on_track" and pace == "far_behind",
        score=score,
        band=rounding.band(score, cycle_context.settings),
        held=held,
        value=current_value(check_ins),
    )


def _health(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    raw: Fraction | None,
    status: Health,
    cycle_context: CycleContext,
) -> Health:
    if key_result.dropped:
        return "dropped"
    if key_result.kind != "maintain" and raw is not None and reached(raw):
        return "achieved"
    if not check_ins:
        return "pending"
    if health.is_outdated(key_result, check_ins[-1].on, cycle_context.day, cycle_context.settings):
        return "outdated"
    return status


class RunningTotals(NamedTuple):
    """The sums over an objective's key results, kept so that one changed card costs one card.

    Dropped key results do not count. `weight`, `progress` and `expected` are over those that have a progress; `healths`
    counts them in the order of `WEAKEST_FIRST`.
    """

    weight: Fraction = ZERO
    progress: Fraction = ZERO
    expected: Fraction = ZERO
    score: Fraction = ZERO
    scores: int = 0
    healths: tuple[int, ...] = (0,) * len(WEAKEST_FIRST)

    def plus(self, rows: Sequence[tuple[KeyResult, Figures]], sign: int = 1) -> "RunningTotals":
        """Return the sums with more key results, or without them if the sign is -1; thousands at a time."""
        counted = [(key_result.weight.fraction, figures) for key_result, figures in rows if figures.counted]
        known = [(weight, row, row.progress) for weight, row in counted if row.progress is not None]
        scores = [row.score for _, row in counted if row.score is not None]
        healths = Counter(row.health for _, row in counted)
        return RunningTotals(
            weight=self.weight + sign * product_sum((weight, ONE) for weight, *_ in known),
            progress=self.progress + sign * product_sum((weight, progress) for weight, _, progress in known),
            expected=self.expected + sign * product_sum((weight, row.expected) for weight, row, _ in known),
            score=self.score + sign * product_sum((score, ONE) for score in scores),
            scores=self.scores + sign * len(scores),
            healths=tuple(
                count + sign * healths[name] for name, count in zip(WEAKEST_FIRST, self.healths, strict=True)
            ),
        )


class RollUp(NamedTuple):
    """An objective's figures on a day, from those of its key results."""

    counted: bool
    progress: Fraction | None
    expected: Fraction | None
    pace: Pace
    health: Health
    score: Fraction | None
    band: Band | None

    @property
    def shown(self) -> str:
        """The percentage that a person reads."""
        return rounding.shown(self.progress)


def roll_up(objective: Objective, totals: RunningTotals, settings: Settings) -> RollUp:
    """Compute an objective's figures from the sums over its key results."""
    progress = totals.progress / totals.weight if totals.weight else None
    expected = totals.expected / totals.weight if totals.weight else None
    score = rounding.mean_score(totals.score, totals.scores)
    present = (name for name, count in zip(WEAKEST_FIRST, totals.healths, strict=True) if count)
    return RollUp(
        counted=objective.counts,
        progress=progress,
        expected=expected,
        pace=pace_of(progress, expected, settings),
        health=next(present, "pending"),
        score=score,
        band=rounding.band(score, settings),
    )


class GoalFigures(NamedTuple):
    """A goal's progress and expected progress, from its counted objectives of the cycle."""

    progress: Fraction | None
    expected: Fraction | None


def goal_figures(objectives: Iterable[tuple[Objective, RollUp]]) -> GoalFigures:
    """Compute a goal's figures from those of its objectives."""
    counted = [(objective.weight, figures) for objective, figures in objectives if figures.counted]
    return GoalFigures(
        progress=weighted_mean([(weight, row.progress) for weight, row in counted if row.progress is not None]),
        expected=weighted_mean([(weight, row.expected) for weight, row in counted if row.expected is not None]),
    )
