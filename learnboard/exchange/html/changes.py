"""The changes since last time as a page lays them out; of a first snapshot, where things stand."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from learnboard.domain.model.fields import Id
from learnboard.domain.model.snapshot import Baseline
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.report import board_report
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.svg import Bar, key_result_bar
from learnboard.exchange.html.targets import FeedbackTarget, key_result_target
from learnboard.presentation.changes import (
    STANDING,
    ChangeGroup,
    ChangeText,
    change_groups,
    changed_heading,
    standing_groups,
)
from learnboard.presentation.key_results import key_result_text

MOST_ROWS: Final = 100
"""Rows that are shown of a group; the others stand on the board."""


class ChangeView(NamedTuple):
    """A key result with its bar and what is expected; `target` is None if it is gone."""

    text: ChangeText
    bar: Bar | None
    expected: str
    target: FeedbackTarget | None


class GroupView(NamedTuple):
    """A group with the rows that are shown; `size` counts all."""

    key: str
    title: str
    worrying: bool
    size: int
    rows: tuple[ChangeView, ...]


class ChangesView(NamedTuple):
    """The section; `first` if there is nothing to hold the board against."""

    heading: str
    first: bool
    groups: tuple[GroupView, ...]


def changes_view(source: PageSource) -> ChangesView:
    """What changed, or where things stand."""
    if source.baseline is None:
        groups, before = standing_groups(source.context), {}
    else:
        groups, before = change_groups(source.groups, source.context), _progress_before(source.baseline)
    return ChangesView(
        heading=changed_heading(source.since) if source.since else STANDING,
        first=source.baseline is None,
        groups=tuple(_group(group, source, before) for group in groups),
    )


def _group(group: ChangeGroup, source: PageSource, before: Mapping[Id, Fraction | None]) -> GroupView:
    rows = tuple(_row(item.describe(), source, before.get(item.id)) for item in group.items[:MOST_ROWS])
    return GroupView(group.key, group.title, group.worrying, len(group.items), rows)


def _row(text: ChangeText, source: PageSource, before: Fraction | None) -> ChangeView:
    card = source.context.cards.get(text.id)
    if card is None:
        return ChangeView(text, None, "", None)
    facts = key_result_text(card, source.context.day)
    return ChangeView(
        text=text,
        bar=key_result_bar(card, before),
        expected=facts.expected if facts.bar and facts.counted else "",
        target=key_result_target(card, source.changes_by_id.get(card.id)),
    )


def _progress_before(baseline: Baseline) -> dict[Id, Fraction | None]:
    """The progress of each key result in the baseline."""
    then = board_report(baseline.snapshot.records, baseline.snapshot.as_of)
    return {card.id: card.figures.progress for column in then.columns for card in column.cards}
