"""The board: objectives as columns, key results as cards, with all that is known of them."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from learnboard.domain.board import Card, Column
from learnboard.domain.comparison import Concern
from learnboard.domain.metrics.chart_series import chart_series
from learnboard.domain.metrics.rounding import spaced
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import Blocker, CheckIn, Milestone
from learnboard.exchange.html.bars import Bar, bar
from learnboard.exchange.html.card_words import (
    confidence,
    current,
    dropped_words,
    due_words,
    expected,
    fell,
    ilo_words,
    kind_words,
    length,
    reached,
)
from learnboard.exchange.html.chart import Chart, chart
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackPrompt, of_card, of_objective
from learnboard.exchange.html.words import StatusText, Tone, due, health_state, pace_state, percent, spoken
from learnboard.presentation.values import short_day, with_unit

MOST_CHECK_INS: Final = 20
"""So many check-ins are told of a key result; of more, the newest."""
MOST_THOROUGH: Final = 300
"""On a board of more key results than so many, charts and check-ins are left to learnboard: a page is to open."""


class StepView(NamedTuple):
    """A milestone's step."""

    title: str
    done: bool
    when: str


class BlockerView(NamedTuple):
    """What stands in the way, and what comes next."""

    kind: str
    text: str
    next_action: str
    due: str


class CheckInView(NamedTuple):
    """A check-in as a line."""

    on: str
    value: str
    confidence: str
    status: StatusText | None
    note: str
    blocker: BlockerView | None


class CardView(NamedTuple):
    """A card, closed and opened. Texts that do not apply are empty; `earlier` check-ins are not told."""

    id: Id
    title: str
    health: StatusText
    pace: StatusText | None
    percent: str
    expected: str
    bar: Bar | None
    value: str
    confidence: str
    fell: bool
    due: str
    due_tone: Tone
    ilo: str
    divergent: bool
    kind: str
    labels: tuple[str, ...]
    description: str
    dropped: str
    chart: Chart | None
    steps: tuple[StepView, ...]
    check_ins: tuple[CheckInView, ...]
    earlier: int
    target: FeedbackPrompt


class ColumnView(NamedTuple):
    """An objective with its cards; `about` are what its owner says of it, each with what it is."""

    title: str
    kind: str
    health: StatusText
    pace: StatusText | None
    percent: str
    expected: str
    bar: Bar | None
    about: tuple[tuple[str, str], ...]
    cards: tuple[CardView, ...]
    target: FeedbackPrompt


def columns(source: PageSource) -> tuple[ColumnView, ...]:
    """The board's columns from the left."""
    concerns = {row.id: group.concern for group in source.groups for row in group.rows}
    return tuple(_column(column, source, concerns) for column in source.report.columns)


def _column(column: Column, source: PageSource, concerns: dict[Id, Concern]) -> ColumnView:
    objective = column.objective
    figures = column.roll_up(source.report.records.board_info.settings)
    assert figures is not None
    kind = [objective.okr_type, *([spoken(objective.status)] if objective.status != "active" else [])]
    if objective.origin != "own":
        kind.append(spoken(objective.origin) + ("" if objective.accepted_on else ", not accepted yet"))
    about = (
        ("What it is", objective.description),
        ("How I plan to learn it", objective.approach),
        ("Why for me", objective.why_me),
        ("Why for the company", objective.why_company),
    )
    return ColumnView(
        title=objective.title,
        kind=", ".join(kind),
        health=health_state(figures.health),
        pace=pace_state(figures.pace),
        percent=spaced(figures.shown),
        expected=percent(figures.expected),
        bar=bar(figures.progress, figures.expected),
        about=tuple((what, text) for what, text in about if text.strip()),
        cards=tuple(card_view(card, source, concerns.get(card.id)) for card in column.cards),
        target=of_objective(objective.id, objective.title),
    )


def card_view(card: Card, source: PageSource, concern: Concern | None) -> CardView:
    """A card with all that is known of it."""
    row, figures = card.key_result, card.figures
    check_ins = source.histories.check_ins.get(card.id, ())
    thorough = len(source.cards) <= MOST_THOROUGH
    told = list(reversed(check_ins))[: MOST_CHECK_INS if thorough else 0]
    when, tone = due_words(card, source.day)
    return CardView(
        id=card.id,
        title=row.title,
        health=health_state(figures.health),
        pace=pace_state(figures.pace) if figures.counted else None,
        percent=reached(card, figures.shown),
        expected=expected(card),
        bar=length(card),
        value=current(card),
        confidence=confidence(figures.confidence, figures.confidence_before),
        fell=fell(figures.confidence, figures.confidence_before),
        due=when,
        due_tone=tone,
        ilo=ilo_words(card, source),
        divergent=figures.divergent,
        kind=kind_words(card),
        labels=row.labels,
        description=row.description.strip(),
        dropped=dropped_words(row, source.day),
        chart=_chart(card, source) if thorough else None,
        steps=tuple(_step(step, source.day) for step in source.histories.milestones.get(card.id, ())),
        check_ins=tuple(_check_in(one, row.unit, source.day) for one in told),
        earlier=len(check_ins) - len(told),
        target=of_card(card, concern),
    )


def _chart(card: Card, source: PageSource) -> Chart | None:
    cycle_context = source.cycle_context
    check_ins = source.histories.check_ins.get(card.id, ())
    drawn = cycle_context and chart_series(
        card.key_result, check_ins, source.histories.milestones.get(card.id, ()), cycle_context
    )
    return chart(drawn, card.key_result.title) if drawn else None


def _step(step: Milestone, today: date) -> StepView:
    if step.done_on:
        return StepView(step.title, True, f"done {short_day(step.done_on, today)}")
    return StepView(step.title, False, due(step.due_on, today) if step.due_on else "")


def _check_in(one: CheckIn, unit: str, today: date) -> CheckInView:
    return CheckInView(
        on=short_day(one.on, today),
        value=with_unit(one.value, unit),
        confidence="" if one.confidence is None else f"{one.confidence}",
        status=health_state(one.status) if one.status else None,
        note=one.note.strip(),
        blocker=blocker_view(one.blocker, today) if one.blocker else None,
    )


def blocker_view(blocker: Blocker, today: date) -> BlockerView:
    """What stands in the way, in words."""
    return BlockerView(
        spoken(blocker.kind),
        blocker.text.strip(),
        blocker.next_action.strip(),
        due(blocker.due_on, today) if blocker.due_on else "",
    )


def in_the_way(source: PageSource) -> Iterator[tuple[Card, BlockerView]]:
    """The blockers of the latest check-ins of what is still to be reached, in board order."""
    for card in source.cards.values():
        check_ins = source.histories.check_ins.get(card.id, ())
        if check_ins and (blocker := check_ins[-1].blocker) and card.figures.health not in ("achieved", "dropped"):
            yield card, blocker_view(blocker, source.day)
