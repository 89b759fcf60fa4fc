"""A key result's facts in words: how far, how sure, until when, and what is measured."""

from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.metrics.rounding import spaced
from learnboard.domain.model.key_results import KeyResult
from learnboard.exchange.html.bars import Bar, bar
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.words import Tone, counted, due, percent, spoken
from learnboard.presentation.values import bound_text, short_day, with_unit

_SOON_DAYS: Final = 14


def yes_or_no(card: Card) -> bool:
    """Whether it is either done or not, so that a bar would say nothing."""
    return card.key_result.kind in ("binary", "baseline")


def reached(card: Card, shown: str) -> str:
    """How far it is: `53 %`, or `done` and `not done` where there is nothing between."""
    if yes_or_no(card):
        return "done" if shown == "100%" else "not done"
    return spaced(shown)


def expected(card: Card) -> str:
    """How far it should be; empty where that is a date, or counts for nothing."""
    return percent(card.figures.expected) if card.figures.counted and not yes_or_no(card) else ""


def length(card: Card, before: Fraction | None = None) -> Bar | None:
    """How far it is as a bar."""
    figures = card.figures
    if yes_or_no(card):
        return None
    return bar(figures.progress, figures.expected if figures.counted else None, before)


def current(card: Card) -> str:
    """Where it stands in its own unit: a value, steps done, or nothing."""
    row = card.key_result
    if row.kind == "milestone":
        return f"{card.steps_done} of {counted(card.steps, 'step')}" if card.steps else ""
    if row.kind == "binary":
        return ""
    return with_unit(card.figures.value, row.unit)


def confidence(now: int | None, before: int | None) -> str:
    """Confidence with its change: `4 ↓2`; empty for none."""
    if now is None:
        return ""
    change = now - (now if before is None else before)
    return f"{now} ↓{-change}" if change < 0 else f"{now} ↑{change}" if change else f"{now}"


def kind_words(card: Card) -> str:
    """What is measured, in a sentence."""
    row, held = card.key_result, card.figures.held
    match row.kind:
        case "metric":
            return f"From {row.start} to {with_unit(row.target, row.unit)}"
        case "maintain":
            kept = f": kept in {held.met} of {counted(held.total, row.period or 'month')}" if held else ""
            return f"Keep {bound_text(row)} each {row.period}{kept}"
        case "milestone":
            return "Step by step"
        case "binary":
            return "Done or not"
        case "baseline":
            return "A number to find out"


def fell(now: int | None, before: int | None) -> bool:
    """Whether confidence fell since the check-in before."""
    return now is not None and before is not None and now < before


def due_words(card: Card, today: date) -> tuple[str, Tone]:
    """When it is due or was done, and how that is coloured."""
    row = card.key_result
    if row.done_on:
        return f"done on {short_day(row.done_on, today)}", "good"
    if row.due_on is None or card.figures.health in ("achieved", "dropped"):
        return "", "quiet"
    days = (row.due_on - today).days
    return due(row.due_on, today), "bad" if days < 0 else "warn" if days <= _SOON_DAYS else "quiet"


def ilo_words(card: Card, source: PageSource) -> str:
    """Since when and why it is the Individual Learning Objective; empty if it is not."""
    if not card.ilo:
        return ""
    periods = source.report.records.ilo_periods
    own = [one for one in periods if one.key_result_id == card.id and one.from_on <= source.day]
    latest = max(own, key=lambda one: one.from_on)
    helper = source.name_of(latest.helped_by_id)
    said = [f"since {short_day(latest.from_on, source.day)}", spoken(latest.relation)]
    return ", ".join([*said, *([f"helped by {helper}"] if helper else [])])


def dropped_words(row: KeyResult, today: date) -> str:
    """When and why it was dropped; empty if it was not."""
    if row.dropped_on is None:
        return ""
    reason = row.drop_reason.strip()
    return f"Dropped on {short_day(row.dropped_on, today)}" + (f": {reason}" if reason else "")
