"""The board: objectives as columns, key results as cards, with all that is known of them."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from learnboard.domain.board import Card, Column
from learnboard.domain.changes import Concern
from learnboard.domain.course import course
from learnboard.domain.fields import Id
from learnboard.domain.key_results import Blocker, CheckIn, Milestone
from learnboard.domain.rounding import spaced
from learnboard.domain.wording import short_day, with_unit
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
from learnboard.exchange.html.source import Source
from learnboard.exchange.html.targets import Target, of_card, of_objective
from learnboard.exchange.html.words import State, Tone, due, health_state, pace_state, percent, spoken

MOST_CHECK_INS: Final = 20
"""So many check-ins are told of a key result; of more, the newest."""
MOST_THOROUGH: Final = 300
"""On a board of more key results than so many, charts and check-ins are left to learnboard: a page is to open."""


class Step(NamedTuple):
    """A milestone's step."""

    title: str
    done: bool
    when: str


class Hindrance(NamedTuple):
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
    status: State | None
    note: str
    blocker: Hindrance | None


class CardView(NamedTuple):
    """A card, closed and opened. Texts that do not apply are empty; `earlier` check-ins are not told."""

    id: Id
    title: str
    health: State
    pace: State | None
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
    steps: tuple[Step, ...]
    check_ins: tuple[CheckInView, ...]
    earlier: int
    target: Target


class ColumnView(NamedTuple):
    """An objective with its cards; `about` are what its owner says of it, each with what it is."""

    title: str
    kind: str
    health: State
    pace: State | None
    percent: str
    expected: str
    bar: Bar | None
    about: tuple[tuple[str, str], ...]
    cards: tuple[CardView, ...]
    target: Target


def columns(source: Source) -> tuple[ColumnView, ...]:
    """The board's columns from the left."""
    concerns = {row.id: group.concern for group in source.groups for row in group.rows}
    return tuple(_column(column, source, concerns) for column in source.standing.columns)


def _column(column: Column, source: Source, concerns: dict[Id, Concern]) -> ColumnView:
    objective = column.objective
    figures = column.roll_up(source.standing.records.identity.settings)
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


def card_view(card: Card, source: Source, concern: Concern | None) -> CardView:
    """A card with all that is known of it."""
    row, figures = card.key_result, card.figures
    check_ins = source.evidence.check_ins.get(card.id, ())
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
        steps=tuple(_step(step, source.day) for step in source.evidence.milestones.get(card.id, ())),
        check_ins=tuple(_check_in(one, row.unit, source.day) for one in told),
        earlier=len(check_ins) - len(told),
        target=of_card(card, concern),
    )


def _chart(card: Card, source: Source) -> Chart | None:
    yardstick = source.yardstick
    check_ins = source.evidence.check_ins.get(card.id, ())
    drawn = yardstick and course(card.key_result, check_ins, source.evidence.milestones.get(card.id, ()), yardstick)
    return chart(drawn, card.key_result.title) if drawn else None


def _step(step: Milestone, today: date) -> Step:
    if step.done_on:
        return Step(step.title, True, f"done {short_day(step.done_on, today)}")
    return Step(step.title, False, due(step.due_on, today) if step.due_on else "")


def _check_in(one: CheckIn, unit: str, today: date) -> CheckInView:
    return CheckInView(
        on=short_day(one.on, today),
        value=with_unit(one.value, unit),
        confidence="" if one.confidence is None else f"{one.confidence}",
        status=health_state(one.status) if one.status else None,
        note=one.note.strip(),
        blocker=hindrance(one.blocker, today) if one.blocker else None,
    )


def hindrance(blocker: Blocker, today: date) -> Hindrance:
    """What stands in the way, in words."""
    return Hindrance(
        spoken(blocker.kind),
        blocker.text.strip(),
        blocker.next_action.strip(),
        due(blocker.due_on, today) if blocker.due_on else "",
    )


def in_the_way(source: Source) -> Iterator[tuple[Card, Hindrance]]:
    """The blockers of the latest check-ins of what is still to be reached, in board order."""
    for card in source.cards.values():
        check_ins = source.evidence.check_ins.get(card.id, ())
        if check_ins and (blocker := check_ins[-1].blocker) and card.figures.health not in ("achieved", "dropped"):
            yield card, hindrance(blocker, source.day)
