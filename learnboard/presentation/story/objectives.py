"""What became of the objectives of a cycle: their lines, all that happened to their key results, what was learned."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Final

from learnboard.domain.as_of import with_target_before
from learnboard.domain.board import Card, Column
from learnboard.domain.metrics.chart_series import Path, Point
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult, TargetChange
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.progress_line import progress_line
from learnboard.domain.text import in_quotes
from learnboard.presentation.check_ins import blocker_text, check_in_texts
from learnboard.presentation.key_results import IN_THE_WAY, ilo_text, key_result_text, objective_text
from learnboard.presentation.labels import labelled_texts
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.story.reflections import StoryReflection, reflection_text, reflections_about
from learnboard.presentation.values import arrow, bound_text, count_of, range_text, short_day, value_text, with_unit

_MOST_POINTS: Final = 12
"""Points of a line that are told one by one; of more, the last of each month is."""
_CHANGE, _CHECK_IN, _STEP, _ILO = range(4)
"""The order of what happened on one day."""


class StoryEvent(NamedTuple):
    """Something that happened to a key result, what the owner noted about it, and what was in the way."""

    on: str
    text: str
    note: str = ""
    blocker: str = ""


class StoryKeyResult(NamedTuple):
    """A key result and what became of it.

    `facts` are how it went and ended, `score` its score, `reason` why that is the owner's own.
    """

    title: str
    description: str
    facts: tuple[str, ...]
    score: str
    reason: str
    events: tuple[StoryEvent, ...]

    @property
    def outcome(self) -> str:
        """How it went and ended, with its score."""
        return ", ".join((*self.facts, *((self.score,) if self.score else ())))


class StoryObjective(NamedTuple):
    """An objective and what became of it.

    `line` is its progress over the cycle in whole percent, `course` the same in words: `0 % → 7 % on 11 Apr`. `ties`
    say what it goes on with, and what goes on with it. `verdict` is what was decided about it at the close.
    """

    id: Id
    title: str
    kind: str
    ties: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    line: Path
    course: str
    score: str
    key_results: tuple[StoryKeyResult, ...]
    reflections: tuple[StoryReflection, ...]
    learned: str
    verdict: str


def objective_stories(context: ReaderContext, *, closed: bool) -> tuple[StoryObjective, ...]:
    """The objectives of a report's cycle, in the order of the board; the scores of a `closed` one are final."""
    return tuple(_objective(column, context, closed) for column in context.report.columns)


def _objective(column: Column, context: ReaderContext, closed: bool) -> StoryObjective:
    row, records = context.read(column.objective), context.report.records
    settings, cycle_context = records.board_info.settings, context.cycle_context
    figures = column.roll_up(settings)
    assert figures is not None
    assert cycle_context is not None
    line = progress_line(column, context.histories, records.target_changes, cycle_context)
    reflections = reflections_about({row.id, *(card.id for card in column.cards)}, context)
    return StoryObjective(
        id=row.id,
        title=row.title,
        kind=objective_text(column, settings).kind,
        ties=tuple(_ties(row, context)),
        about=labelled_texts(row, ("description", "approach", "supports", "why_me", "why_company")),
        line=line,
        course=_course(line, context.day),
        score=_score_text(figures.final, closed),
        key_results=tuple(_key_result(card, context, closed) for card in column.cards),
        reflections=tuple(reflection_text(each, context) for each in reflections),
        learned=row.learned.strip(),
        verdict=value_text(row.verdict or ""),
    )


def _ties(row: Objective, context: ReaderContext) -> Iterator[str]:
    """What an objective of an earlier cycle it goes on with, and by which of a later one it is gone on with."""
    records = context.report.records
    cycles = {cycle.id: cycle.title for cycle in records.cycles}
    for other in records.objectives:
        if other.id == row.carried_from_id:
            yield f"goes on with {in_quotes(other.title)} of {cycles[other.cycle_id]}"
        if other.carried_from_id == row.id:
            yield f"goes on as {in_quotes(other.title)} in {cycles[other.cycle_id]}"


def _course(line: Path, day: date) -> str:
    """A line in words: `0 % → 7 % on 11 Apr → 15 % on 16 May`."""
    if not line:
        return ""
    first, *others = (next(points) for _, points in groupby(line, key=lambda point: point.value))
    if len(others) > _MOST_POINTS:
        others = list({(point.on.year, point.on.month): point for point in others}.values())
    return " → ".join([_percent(first), *(f"{_percent(point)} on {short_day(point.on, day)}" for point in others)])


def _percent(point: Point) -> str:
    return f"{half_up(point.value, 0)} %"


def _score_text(score: Fraction | None, closed: bool) -> str:
    """A score: `final score 0.87`, or `score so far 0.85` while the cycle runs; empty without one."""
    return "" if score is None else f"{'final score' if closed else 'score so far'} {half_up(score, 2)}"


# -- key results --------------------------------------------------------------------------------------------------


def _key_result(card: Card, context: ReaderContext, closed: bool) -> StoryKeyResult:
    card = replace(card, key_result=context.read(card.key_result))
    row, figures = card.key_result, card.figures
    text = key_result_text(card, context.day)
    score = "" if row.dropped else _score_text(figures.final, closed)
    if score and row.own_score is not None and figures.score not in (None, figures.final):
        score = f"{score}, computed {half_up(figures.score or Fraction(0), 2)}"
    facts = (_way(card), text.kept, "" if text.dropped or text.done else text.reached, text.done, text.dropped)
    return StoryKeyResult(
        title=row.title,
        description=row.description.strip(),
        facts=tuple(fact for fact in facts if fact),
        score=score,
        reason=row.own_score_reason.strip(),
        events=tuple(_events(card, context)),
    )


def _way(card: Card) -> str:
    """How its value went: `0 → 4 exercises, target 8`; what was to be kept; steps done; a number found out."""
    row, figures = card.key_result, card.figures
    match row.kind:
        case "metric":
            value = row.start if figures.value is None else figures.value
            return f"{with_unit(arrow(str(row.start), str(value)), row.unit)}, target {row.target}"
        case "maintain":
            return bound_text(row)
        case "milestone":
            return f"{card.steps_done} of {count_of(card.steps, 'step')}" if card.steps else ""
        case _:
            return with_unit(figures.value, row.unit)


def _events(card: Card, context: ReaderContext) -> Iterator[StoryEvent]:
    """All that happened to a key result, in its order."""
    found = [*_check_ins(card, context), *_steps(card, context), *_changes(card, context), *_ilo(card, context)]
    for *_, event in sorted(found, key=lambda each: each[:3]):
        yield event


_Dated = tuple[date, int, Id, StoryEvent]
"""An event with what it is ordered by."""


def _check_ins(card: Card, context: ReaderContext) -> Iterator[_Dated]:
    check_ins = context.check_ins(card.id)
    for row, text in zip(check_ins, check_in_texts(check_ins, card.key_result.unit, context.day), strict=True):
        facts = (text.value, text.confidence.text, text.status.label if text.status else "")
        blocker = ""
        if (
            row.blocker and text.blocker
        ):  # its due day as it was seen then: what was overdue later is another day's news
            found = blocker_text(row.blocker, row.on)
            blocker = "; ".join(part for part in (f"{IN_THE_WAY}, {found.reason}", found.next_action) if part)
        told = ", ".join(fact for fact in facts if fact) or "checked in"
        yield row.on, _CHECK_IN, row.id, StoryEvent(text.on, told, text.note, blocker)


def _steps(card: Card, context: ReaderContext) -> Iterator[_Dated]:
    for row in context.histories.milestones.get(card.id, ()):
        if row.done_on:
            event = StoryEvent(short_day(row.done_on, context.day), f"step done: {row.title}")
            yield row.done_on, _STEP, row.id, event


def _changes(card: Card, context: ReaderContext) -> Iterator[_Dated]:
    rows = sorted(context.target_changes.get(card.id, ()), key=lambda row: (row.on, row.id), reverse=True)
    then = card.key_result
    for row in rows:
        event = StoryEvent(short_day(row.on, context.day), _change(row, then), row.reason.strip())
        yield row.on, _CHANGE, row.id, event
        then = with_target_before(then, row)


def _change(change: TargetChange, after: KeyResult) -> str:
    """What a target was and became: `target 4 → 3 people`."""
    before = with_target_before(after, change)
    if after.kind == "metric" and before.start == after.start:
        return f"target {with_unit(arrow(str(before.target), str(after.target)), after.unit)}"
    text = range_text if after.kind == "metric" else bound_text
    return f"target {text(before)}, from here on {text(after)}"


def _ilo(card: Card, context: ReaderContext) -> Iterator[_Dated]:
    for row in context.report.records.ilo_periods:
        if row.key_result_id != card.id:
            continue
        text = ilo_text(None, context.day, relation=row.relation, helper=context.name_of(row.helped_by_id))
        yield row.from_on, _ILO, row.id, StoryEvent(short_day(row.from_on, context.day), f"became the {text}")
