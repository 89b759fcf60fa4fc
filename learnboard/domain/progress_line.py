"""How an objective's progress went over its cycle: its line, from the first day to the last one known."""

from collections.abc import Iterable, Sequence
from datetime import date

from learnboard.domain.as_of import known_row, known_rows, with_earlier_targets
from learnboard.domain.board import Column
from learnboard.domain.days import ONE_DAY
from learnboard.domain.histories import KeyResultHistory
from learnboard.domain.metrics.chart_series import Path, Point
from learnboard.domain.metrics.figures import Figures, RunningTotals, figures, whole_percent
from learnboard.domain.metrics.progress import ZERO, CycleContext
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone, TargetChange


def progress_line(
    column: Column, histories: KeyResultHistory, changes: Iterable[TargetChange], cycle_context: CycleContext
) -> Path:
    """Return an objective's progress on each day on which something changed it, in whole percent.

    It begins on the cycle's first day. Each point is what the board as known on that day shows; what happened before or
    after the cycle is on its first or last day. Empty if there never was any progress to show.
    """
    own_changes: dict[Id, list[TargetChange]] = {}
    for change in changes:
        own_changes.setdefault(change.key_result_id, []).append(change)
    steps: list[tuple[date, int, KeyResult, Figures]] = []
    for number, card in enumerate(column.cards):
        key_result, own = card.key_result, own_changes.get(card.id, ())
        check_ins, milestones = histories.check_ins.get(card.id, ()), histories.milestones.get(card.id, ())
        for day in _changing_days(key_result, check_ins, milestones, own, cycle_context):
            known = _known(key_result, check_ins, milestones, own, day)
            found = figures(*known, committed=column.objective.committed, cycle_context=_on(cycle_context, day))
            steps.append((day, number, known[0], found))
    return _points(sorted(steps, key=lambda step: step[:2]), cycle_context)


def _on(cycle_context: CycleContext, day: date) -> CycleContext:
    return CycleContext(cycle_context.cycle, day, cycle_context.settings)


def _changing_days(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    milestones: Sequence[Milestone],
    changes: Sequence[TargetChange],
    cycle_context: CycleContext,
) -> list[date]:
    """The days on which a key result's progress may have changed, and first the one before all of them."""
    done = (key_result.done_on, key_result.dropped_on, *(step.done_on for step in milestones))
    days = {row.on for row in check_ins} | {row.on for row in changes} | {day for day in done if day}
    return sorted({min(days | {cycle_context.cycle.starts_on}) - ONE_DAY} | days)


def _known(
    key_result: KeyResult,
    check_ins: Sequence[CheckIn],
    milestones: Sequence[Milestone],
    changes: Sequence[TargetChange],
    day: date,
) -> tuple[KeyResult, Sequence[CheckIn], Sequence[Milestone]]:
    """A key result with its check-ins and steps, as known on a day."""
    (then,) = with_earlier_targets((known_row(key_result, day),), changes, day)
    return then, [row for row in check_ins if row.on <= day], known_rows(tuple(milestones), day)


def _points(steps: Iterable[tuple[date, int, KeyResult, Figures]], cycle_context: CycleContext) -> Path:
    """The objective's progress after each day's steps of its key results."""
    first, last = cycle_context.cycle.starts_on, min(cycle_context.day, cycle_context.cycle.ends_on)
    totals = RunningTotals()
    before: dict[int, tuple[KeyResult, Figures]] = {}
    path: dict[date, int] = {}
    for day, number, key_result, found in steps:
        if number in before:
            totals = totals.plus([before[number]], sign=-1)
        before[number] = key_result, found
        totals = totals.plus([before[number]])
        if totals.weight:
            on = min(max(day, first), max(first, last))
            path[on] = whole_percent(totals.progress / totals.weight)
    return tuple(Point(on, ZERO + percent) for on, percent in path.items())
