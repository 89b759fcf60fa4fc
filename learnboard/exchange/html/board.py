"""The board as a page lays it out: objectives as columns, key results as cards, with all that is known of them."""

from dataclasses import replace
from typing import Final

from learnboard.domain.board import Card, Column, open_blocker
from learnboard.domain.metrics.chart_series import chart_series
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.svg import Bar, Chart, bar, chart, key_result_bar
from learnboard.exchange.html.targets import FeedbackTarget, key_result_target, target
from learnboard.presentation.check_ins import BlockerText, CheckInText, blocker_text, check_in_texts
from learnboard.presentation.key_results import (
    KeyResultText,
    MilestoneText,
    ObjectiveText,
    milestone_text,
    objective_text,
    text_in,
)

MOST_CHECK_INS: Final = 20
"""Check-ins that are shown of a key result: the newest ones."""
MOST_DETAILED: Final = 300
"""Key results of a board up to which charts and check-ins are shown: a page has to open."""


class CardView(NamedTuple):
    """A card, closed and opened; `earlier` counts the check-ins that are not shown."""

    id: Id
    title: str
    text: KeyResultText
    bar: Bar | None
    description: str
    chart: Chart | None
    steps: tuple[MilestoneText, ...]
    check_ins: tuple[CheckInText, ...]
    earlier: int
    target: FeedbackTarget
    blocker: BlockerText | None


class ColumnView(NamedTuple):
    """An objective with its cards."""

    title: str
    text: ObjectiveText
    bar: Bar | None
    cards: tuple[CardView, ...]
    target: FeedbackTarget


def columns(source: PageSource) -> tuple[ColumnView, ...]:
    """The columns of the board from the left."""
    return tuple(_column(column, source) for column in source.context.report.columns)


def _column(column: Column, source: PageSource) -> ColumnView:
    settings = source.context.report.records.board_info.settings
    figures = column.roll_up(settings)
    assert figures is not None
    return ColumnView(
        title=column.objective.title,
        text=objective_text(replace(column, objective=source.context.read(column.objective)), settings),
        bar=bar(figures.progress, figures.expected),
        cards=tuple(card_view(card, source) for card in column.cards),
        target=target("objective", column.id, column.objective.title),
    )


def card_view(card: Card, source: PageSource) -> CardView:
    """A card with all that is known of it."""
    row, context = card.key_result, source.context
    detailed = len(context.cards) <= MOST_DETAILED
    blocker = open_blocker(context.check_ins(card.id), card.figures)
    check_ins = check_in_texts(context.check_ins(card.id), row.unit, context.day)
    newest = check_ins[::-1][: MOST_CHECK_INS if detailed else 0]
    return CardView(
        id=card.id,
        title=row.title,
        text=text_in(card, context),
        bar=key_result_bar(card),
        description=context.titled(row.description.strip()),
        chart=_chart(card, source) if detailed else None,
        steps=tuple(milestone_text(step, context.day) for step in context.histories.milestones.get(card.id, ())),
        check_ins=newest,
        earlier=len(check_ins) - len(newest),
        target=key_result_target(card, source.changes_by_id.get(card.id)),
        blocker=blocker_text(blocker, context.day) if blocker else None,
    )


def _chart(card: Card, source: PageSource) -> Chart | None:
    context = source.context
    if context.cycle_context is None:
        return None
    steps = context.histories.milestones.get(card.id, ())
    check_ins, changes = context.check_ins(card.id), context.target_changes.get(card.id, ())
    series = chart_series(card.key_result, check_ins, steps, context.cycle_context, changes)
    return chart(series, card.key_result.title) if series else None
