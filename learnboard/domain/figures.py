"""All that can be computed of one key result and one objective on a day (format.md §2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from learnboard.domain import arithmetic, health, rounding
from learnboard.domain.arithmetic import Held, Pace, Yardstick
from learnboard.domain.fields import Number
from learnboard.domain.health import Health
from learnboard.domain.key_results import CheckIn, KeyResult, Milestone
from learnboard.domain.objectives import Objective
from learnboard.domain.rounding import Band


@dataclass(frozen=True, slots=True)
class Figures:
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
    held: Held | None
    value: Number | None

    @property
    def shown(self) -> str:
        """The percentage a person reads."""
        return rounding.shown(self.progress)


def figures(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    milestones: Sequence[Milestone],
    *,
    committed: bool,
    yardstick: Yardstick,
) -> Figures:
    """Compute a key result's figures; check-ins ordered by (on, id), all as known on the yardstick's day."""
    kept = None
    if key_result.kind == "maintain":
        kept = arithmetic.held(key_result, check_ins, yardstick.spans(key_result.period or "month"))
    raw = arithmetic.raw(key_result, check_ins, milestones, kept)
    progress = None if raw is None else arithmetic.clamped(raw)
    should = arithmetic.expected(key_result, milestones, yardstick)
    pace = arithmetic.pace(progress, should, yardstick.settings)
    status = health.status(check_ins, committed=committed, pace=pace)
    confidence, before = health.confidences(check_ins)
    score = None if key_result.dropped else rounding.score(progress, raw)
    return Figures(
        counted=not key_result.dropped,
        raw=raw,
        progress=progress,
        expected=should,
        pace=pace,
        confidence=confidence,
        confidence_before=before,
        health=_health(key_result, check_ins, raw, status, yardstick),
        divergent=not key_result.dropped and status == "on_track" and pace == "far_behind",
        score=score,
        band=rounding.band(score, yardstick.settings),
        held=kept,
        value=arithmetic.current_value(check_ins),
    )


def _health(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    raw: Fraction | None,
    status: Health,
    yardstick: Yardstick,
) -> Health:
    if key_result.dropped:
        return "dropped"
    if key_result.kind != "maintain" and raw is not None and raw >= 1:
        return "achieved"
    if not check_ins:
        return "pending"
    if health.outdated(key_result, check_ins[-1].on, yardstick.day, yardstick.settings):
        return "outdated"
    return status


@dataclass(frozen=True, slots=True)
class RollUp:
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
        """The percentage a person reads."""
        return rounding.shown(self.progress)


def roll_up(objective: Objective, cards: Iterable[tuple[KeyResult, Figures]], yardstick: Yardstick) -> RollUp:
    """Compute an objective's figures from its key results' figures."""
    alive = [(key_result, each) for key_result, each in cards if each.counted]
    done = [(one.weight, each.progress) for one, each in alive if each.progress is not None]
    should = [(one.weight, each.expected) for one, each in alive if each.progress is not None]
    progress, expected = arithmetic.weighted(done), arithmetic.weighted(should)
    score = rounding.mean_score([each.score for _, each in alive if each.score is not None])
    return RollUp(
        counted=objective.counts,
        progress=progress,
        expected=expected,
        pace=arithmetic.pace(progress, expected, yardstick.settings),
        health=health.weakest(each.health for _, each in alive),
        score=score,
        band=rounding.band(score, yardstick.settings),
    )


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """A goal's progress and what is expected of it, from its counted objectives of the cycle."""

    progress: Fraction | None
    expected: Fraction | None


def goal_figures(objectives: Iterable[tuple[Objective, RollUp]]) -> GoalFigures:
    """Compute a goal's figures from its objectives' figures."""
    counted = [(one.weight, each) for one, each in objectives if each.counted]
    return GoalFigures(
        progress=arithmetic.weighted([(w, each.progress) for w, each in counted if each.progress is not None]),
        expected=arithmetic.weighted([(w, each.expected) for w, each in counted if each.expected is not None]),
    )
