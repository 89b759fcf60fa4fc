"""All figures of key results, objectives and goals on a day (FORMAT.md §2)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from operator import add, sub
from typing import Final, Literal, TypeAlias

from learnboard.domain.days import DateRange
from learnboard.domain.metrics.progress import (
    ONE,
    ZERO,
    CycleContext,
    HeldPeriods,
    Pace,
    below,
    clamped,
    current_value,
    expected_progress,
    held_periods,
    pace_of,
    product_sum,
    raw_progress,
    reached,
    span_periods,
    weighted_mean,
)
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone
from learnboard.domain.named_tuple import NamedTuple

Health: TypeAlias = Literal["off_track", "outdated", "at_risk", "pending", "on_track", "achieved", "dropped"]
Band: TypeAlias = Literal["red", "yellow", "green"]
WEAKEST_FIRST: Final[tuple[Health, ...]] = ("off_track", "outdated", "at_risk", "pending", "on_track", "achieved")
_BY_PACE: Final[dict[Pace, Health]] = {
    "on_pace": "on_track",
    "behind": "at_risk",
    "far_behind": "off_track",
    "no_data": "pending",
}
_CADENCE_DAYS: Final = {"weekly": 7, "biweekly": 14, "monthly": 31}
_PERIOD_DAYS: Final = {"week": 7, "month": 31, "quarter": 92}
_LOST = 3
_SHAKY = 6
_COMMITTED = 7
_FALL = 2
_HUNDRED = 100
_SCORES: Final = tuple(Fraction(hundredths, _HUNDRED) for hundredths in range(_HUNDRED + 1))


class Figures(NamedTuple):
    """A key result's figures on a day. Ratios are of 1; confidence is 1 to 10.

    `span` are the days that it is measured over. `final` is its owner's own score where there is one, else the score.
    """

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
    final: Fraction | None
    span: DateRange
    held: HeldPeriods | None
    value: Number | None

    @property
    def shown(self) -> str:
        """The percentage that a person reads."""
        return shown(self.progress)


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
    span = cycle_context.span(key_result).days
    if key_result.kind == "maintain":
        parts = span_periods(span, key_result.period or "month")
        held = held_periods(key_result, check_ins, parts, cycle_context.day)
    value = current_value(check_ins)
    raw = raw_progress(key_result, value, milestones, held)
    progress = None if raw is None else clamped(raw)
    expected = expected_progress(key_result, milestones, held, cycle_context)
    pace = pace_of(progress, expected, cycle_context.settings)
    confidence, confidence_before = latest_confidences(check_ins)
    chosen = check_ins[-1].status if check_ins else None
    status = chosen or _suggested_status(confidence, confidence_before, committed=committed, pace=pace)
    score = None if key_result.dropped else score_of(progress, raw)
    return Figures(
        counted=not key_result.dropped,
        raw=raw,
        progress=progress,
        expected=expected,
        pace=pace,
        confidence=confidence,
        confidence_before=confidence_before,
        health=_health(key_result, check_ins, milestones, raw, status, cycle_context),
        divergent=not key_result.dropped and status == "on_track" and pace == "far_behind",
        score=score,
        band=band(score, cycle_context.settings),
        final=score if key_result.own_score is None else key_result.own_score.fraction,
        span=span,
        held=held,
        value=value,
    )


def _health(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    milestones: Sequence[Milestone],
    raw: Fraction | None,
    status: Health,
    cycle_context: CycleContext,
) -> Health:
    if key_result.dropped:
        return "dropped"
    if key_result.kind != "maintain" and raw is not None and reached(raw):
        return "achieved"
    last_on = last_sign(key_result, check_ins, milestones)
    if last_on is None:
        return "pending"
    if is_outdated(key_result, last_on, cycle_context.day, cycle_context.settings):
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
    final: Fraction = ZERO
    finals: int = 0
    healths: tuple[int, ...] = (0,) * len(WEAKEST_FIRST)

    def plus(self, rows: Sequence[tuple[KeyResult, Figures]], sign: int = 1) -> "RunningTotals":
        """Return the sums with more key results, or without them if the sign is -1; thousands at a time."""
        change, others = add if sign > 0 else sub, _totals_of(rows)
        healths = tuple(map(change, self.healths, others.healths))
        return RunningTotals._make([*map(change, self[:-1], others[:-1]), healths])


def _totals_of(rows: Sequence[tuple[KeyResult, Figures]]) -> RunningTotals:
    counted = [(key_result.weight.fraction, figures) for key_result, figures in rows if figures.counted]
    known = [(weight, row, row.progress) for weight, row in counted if row.progress is not None]
    scores = [row.score for _, row in counted if row.score is not None]
    score = product_sum((score, ONE) for score in scores)
    # Few have another final than their score.
    own = [row for _, row in counted if row.final is not row.score and row.final is not None]
    scored = [row.score for row in own if row.score is not None]
    final = score
    if own:
        final += product_sum((row.final, ONE) for row in own if row.final is not None)
        final -= product_sum((score, ONE) for score in scored)
    healths = Counter(row.health for _, row in counted)
    return RunningTotals(
        weight=product_sum((weight, ONE) for weight, *_ in known),
        progress=product_sum((weight, progress) for weight, _, progress in known),
        expected=product_sum((weight, row.expected) for weight, row, _ in known),
        score=score,
        scores=len(scores),
        final=final,
        finals=len(scores) + len(own) - len(scored),
        healths=tuple(healths[name] for name in WEAKEST_FIRST),
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
    final: Fraction | None

    @property
    def shown(self) -> str:
        """The percentage that a person reads."""
        return shown(self.progress)


def roll_up(objective: Objective, totals: RunningTotals, settings: Settings) -> RollUp:
    """Compute an objective's figures from the sums over its key results."""
    progress = totals.progress / totals.weight if totals.weight else None
    expected = totals.expected / totals.weight if totals.weight else None
    score = mean_score(totals.score, totals.scores)
    present = (name for name, count in zip(WEAKEST_FIRST, totals.healths, strict=True) if count)
    return RollUp(
        counted=objective.counts,
        progress=progress,
        expected=expected,
        pace=pace_of(progress, expected, settings),
        health=next(present, "pending"),
        score=score,
        band=band(score, settings),
        final=mean_score(totals.final, totals.finals),
    )


class GoalFigures(NamedTuple):
    """A goal's progress and expected progress, from its counted objectives of the cycle."""

    progress: Fraction | None
    expected: Fraction | None


def goal_figures(objectives: Iterable[tuple[Objective, RunningTotals]]) -> GoalFigures:
    """Compute a goal's figures from the sums over the key results of its objectives."""
    counted = [(objective.weight, totals) for objective, totals in objectives if objective.counts and totals.weight]
    return GoalFigures(
        progress=weighted_mean([(weight, totals.progress / totals.weight) for weight, totals in counted]),
        expected=weighted_mean([(weight, totals.expected / totals.weight) for weight, totals in counted]),
    )


# -- health: what the owner reports, and whether that is recent --------------------------------------------------------


def latest_confidences(check_ins: Sequence[CheckIn]) -> tuple[int | None, int | None]:
    """Return the latest confidence and the one before it, 1 to 10; None where there is none."""
    found = (row.confidence for row in reversed(check_ins) if row.confidence is not None)
    return next(found, None), next(found, None)


def _suggested_status(confidence: int | None, before: int | None, *, committed: bool, pace: Pace) -> Health:
    """The status where the owner chose none at the latest check-in."""
    if confidence is None:
        return _BY_PACE[pace]
    if confidence <= _LOST:
        return "off_track"
    fell = before is not None and before - confidence >= _FALL
    below = committed and confidence < _COMMITTED
    shaky = confidence <= _SHAKY and pace in ("behind", "far_behind")
    return "at_risk" if fell or below or shaky else "on_track"


def hold_for_any_type(known: Figures) -> bool:
    """Whether a key result's figures are the same in a committed and in an aspirational objective."""
    of_types = {
        _suggested_status(known.confidence, known.confidence_before, committed=committed, pace=known.pace)
        for committed in (True, False)
    }
    return len(of_types) == 1


def last_sign(key_result: KeyResult, check_ins: Sequence[CheckIn], milestones: Sequence[Milestone]) -> date | None:
    """Return the day of the latest check-in or, of a milestone, of the latest step done; None without any."""
    last_on = check_ins[-1].on if check_ins else None
    if key_result.kind == "milestone":
        done = [step.done_on for step in milestones if step.done_on]
        return max([*done, *([last_on] if last_on else [])], default=None)
    return last_on


def is_outdated(key_result: KeyResult, last_on: date, day: date, settings: Settings) -> bool:
    """Whether the last sign of it is older than the cadence, or a maintain's period, and the days of grace allow."""
    allowed = _CADENCE_DAYS[settings.check_in_cadence]
    if key_result.kind == "maintain" and key_result.period:
        allowed = max(allowed, _PERIOD_DAYS[key_result.period])
    return (day - last_on).days > allowed + settings.grace_days


# -- rounding: half up, and never to more than was reached (FORMAT.md §2 and §3) ---------------------------------------


def whole_percent(progress: Fraction) -> int:
    """Return the whole percent, half up, never 100 below 1 and never 0 above 0."""
    percent = _hundredths(progress)
    if percent >= _HUNDRED and not reached(progress):
        return _HUNDRED - 1
    return max(percent, 1) if progress.numerator > 0 else percent


def shown(progress: Fraction | None) -> str:
    """Return the percentage that a person reads; `–` for none."""
    return "–" if progress is None else f"{whole_percent(progress)}%"


def _hundredths(ratio: Fraction) -> int:
    """A ratio of 0 or more in hundredths, half up: in integers, since a board has thousands of them."""
    return (2 * _HUNDRED * ratio.numerator + ratio.denominator) // (2 * ratio.denominator)


def score_of(progress: Fraction | None, raw: Fraction | None) -> Fraction | None:
    """Return progress to 0.01, half up, never 1.00 before the target is reached."""
    if progress is None or raw is None:
        return None
    hundredths = _hundredths(progress)
    return _SCORES[hundredths if reached(raw) else min(hundredths, _HUNDRED - 1)]


def mean_score(total: Fraction, count: int) -> Fraction | None:
    """Return the plain mean of `count` scores with the sum `total`, to 0.01 half up."""
    return _SCORES[_hundredths(total / count)] if count else None


def band(score: Fraction | None, settings: Settings) -> Band | None:
    """Return the band of a score by the board's two limits."""
    if score is None:
        return None
    if below(score, settings.score_bands[0].fraction):
        return "red"
    return "yellow" if below(score, settings.score_bands[1].fraction) else "green"
