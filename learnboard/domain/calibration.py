"""What was said of key results at their check-ins, and what became of them: of the things said, never of a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Final

from learnboard.domain.as_of import as_known, known_row, with_earlier_targets
from learnboard.domain.cycles import context_of
from learnboard.domain.histories import group_histories
from learnboard.domain.metrics.figures import Figures, figures
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone, TargetChange
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple

LEAST_SNAPSHOTS: Final = 3
"""Snapshots that a reader has seen of a board before it is told how what was said fits what became of it."""
MOST_OUTCOMES: Final = 30
"""Key results of which is told at once: the latest."""
MOST_CHECK_INS: Final = 5_000
"""Check-ins of a board up to which those of running key results are looked at, too: nobody waits for more."""


class Outcome(NamedTuple):
    """A key result, its figures now, and what was said of it until it `ended`, or until now.

    `confidences` are the levels, 1 to 10, with how often each was said, the most frequent first, of equals the highest.
    `far_behind` counts the check-ins at which it was on track by what was said, and far behind by its numbers.
    """

    key_result: KeyResult
    figures: Figures
    ended: date | None
    confidences: tuple[tuple[int, int], ...]
    far_behind: int
    check_ins: int


def outcomes(records: Records, day: date, most: int = MOST_OUTCOMES) -> tuple[Outcome, ...]:
    """Return what can be told of key results on a day, what ended last first and what is running last, at most `most`.

    Those that ended are there if a confidence was said of them, all others if they were said to be on track while far
    behind. What was dropped is not there: nothing became of it that anybody could have known.
    """
    known = as_known(records, day)
    histories = group_histories(known.check_ins, known.milestones)
    objectives = {row.id: row for row in known.objectives}
    cycles = {row.id: row for row in known.cycles}
    changes: dict[Id, list[TargetChange]] = {}
    for change in records.target_changes:
        changes.setdefault(change.key_result_id, []).append(change)
    said = []
    for row in known.key_results:
        if row.dropped or row.id not in histories.check_ins:
            continue
        objective = objectives[row.objective_id]
        context = context_of(cycles[objective.cycle_id], known.cycles, day, known.board_info.settings)
        steps = histories.milestones.get(row.id, ())
        said.append(_Said(row, objective, steps, changes.get(row.id, ()), context, _end(row, context, day)))
    if len(known.check_ins) > MOST_CHECK_INS:
        said = [each for each in said if each.ended]
    said.sort(key=lambda each: (each.ended is None, -_number(each.ended), each.key_result.id))
    found = (_outcome(each, histories.check_ins[each.key_result.id]) for each in said)
    return tuple(islice((each for each in found if (each.ended and each.confidences) or each.far_behind), most))


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0


def _end(row: KeyResult, context: CycleContext, day: date) -> date | None:
    """The day on which it was done, was due, or its cycle ended; None while it is running."""
    if row.done_on:
        return row.done_on
    last = min(row.due_on or date.max, context.cycle.closed_on or date.max, context.cycle.ends_on)
    return last if last <= day or context.cycle.closed else None


class _Said(NamedTuple):
    """A key result with all that its figures on an earlier day follow from."""

    key_result: KeyResult
    objective: Objective
    steps: Sequence[Milestone]
    changes: Sequence[TargetChange]
    context: CycleContext
    ended: date | None

    def on(self, day: date, check_ins: Sequence[CheckIn]) -> Figures:
        """Its figures on a day, from the check-ins up to then."""
        (row,) = with_earlier_targets((known_row(self.key_result, day),), self.changes, day)
        steps = [known_row(step, day) for step in self.steps]
        context = replace(self.context, day=day)
        return figures(row, check_ins, steps, committed=self.objective.committed, cycle_context=context)


def _outcome(said: _Said, check_ins: Sequence[CheckIn]) -> Outcome:
    ended, done = said.ended, said.key_result.done_on
    # What is said on the day it is done says nothing about how sure it was before.
    until = [row for row in check_ins if (row.on < done if done else ended is None or row.on <= ended)]
    return Outcome(
        key_result=said.key_result,
        figures=said.on(said.context.day, check_ins),
        ended=ended,
        confidences=_often(row.confidence for row in until),
        far_behind=sum(said.on(row.on, until[:number]).divergent for number, row in enumerate(until, 1)),
        check_ins=len(until),
    )


def _often(levels: Iterable[int | None]) -> tuple[tuple[int, int], ...]:
    counts = Counter(level for level in levels if level is not None)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], -pair[0])))
