"""A key result's facts in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.metrics.figures import Figures
from learnboard.domain.metrics.rounding import Band, half_up, spaced
from learnboard.domain.model.fields import Visibility
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.presentation.values import bound_words, short_day, with_unit
from learnboard.service.queries.card import CardDetails
from learnboard.ui import marks
from learnboard.ui.marks import HEALTH_STYLES, bar
from learnboard.ui.toolkit.styled_text import Line, StyledText, away, flow_lines, paragraph_lines
from learnboard.ui.toolkit.text import simplified


def kind_words(row: KeyResult, figures: Figures, steps: Sequence[Milestone]) -> str:
    """What kind of key result it is, with its numbers and how they stand."""
    now = "" if figures.value is None else f", now {figures.value}"
    match row.kind:
        case "metric":
            return f"metric, from {row.start} to {simplified(with_unit(row.target, row.unit))}{now}"
        case "maintain":
            kept = f": {figures.held.met} of {figures.held.total} {row.period}s kept" if figures.held else ""
            return f"maintain, {simplified(bound_words(row))} a {row.period}{kept}{now}"
        case "milestone":
            done = sum(step.done_on is not None for step in steps)
            return f"milestones, {done} of {len(steps)} done" if steps else "milestones"
        case "binary":
            return "done or not: done" if row.done_on else "done or not: not done yet"
        case "baseline":
            known = (
                "a number to find out"
                if figures.value is None
                else f"now {simplified(with_unit(figures.value, row.unit))}"
            )
            return f"baseline, {known}"


_LONGEST_BAR = 32
_BESIDE_BAR = 30
"""Cells for what stands behind the bar: percentage and expected."""
_SHORTEST_BAR = 8
_SOON_DAYS = 14
_BANDS: Final[Mapping[Band, str]] = {"red": "bad", "yellow": "warn", "green": "good"}
_WIDTH: Final[Mapping[Visibility, int]] = {"private": 0, "mentor": 1, "shared": 2}
_SEEN: Final[Mapping[Visibility, str]] = {
    "private": "only you see it",
    "mentor": "your mentor sees it",
    "shared": "everybody you share with sees it",
}


def fact_lines(details: CardDetails, day: date, width: int, *, own: bool = True) -> list[Line]:
    """Bar, health, confidence and score, dates, labels, and for its owner who sees it."""
    row = details.key_result
    lines = [*_bar(details, width), *flow_lines([*_standing(details, day), *_own(details, day, own=own)], width)]
    if row.dropped and row.drop_reason.strip():
        lines += paragraph_lines(f"because {row.drop_reason}", width, "muted")
    return lines


def _bar(details: CardDetails, width: int) -> list[Line]:
    """How far it is, and how far it should be."""
    figures = details.figures
    length = max(_SHORTEST_BAR, min(_LONGEST_BAR, width - _BESIDE_BAR))
    expected = figures.expected if figures.counted else None
    percent: Line = [StyledText(spaced(figures.shown), "title" if figures.counted else "muted")]
    if figures.progress is not None and details.key_result.kind not in ("binary", "baseline"):
        percent = [*bar(figures.progress, expected, length), StyledText("  "), *percent]
    elif details.key_result.kind != "milestone":
        return []
    items = [percent]
    if figures.counted:
        items.append([StyledText(f"expected {_percent(details)}", "muted")])
    return flow_lines(items, width)


def _percent(details: CardDetails) -> str:
    return f"{half_up(details.figures.expected * 100, 0)} %"


def _standing(details: CardDetails, day: date) -> list[Line]:
    """Health, pace, confidence, score."""
    figures, row = details.figures, details.key_result
    health = StyledText(
        f"{marks.HEALTH_SIGNS[figures.health]} {marks.value_text(figures.health)}", HEALTH_STYLES[figures.health]
    )
    if row.dropped_on:
        health = health._replace(text=f"{health.text} on {short_day(row.dropped_on, day)}")
    items: list[Line] = [[health]]
    sign = marks.PACE_SIGNS[figures.pace]
    if figures.counted and sign:
        items.append(
            [StyledText(f"{sign} {marks.value_text(figures.pace)}", "text" if figures.pace == "on_pace" else "warn")]
        )
    if figures.divergent:
        items.append([StyledText("said to be on track, yet far behind", "warn")])
    if figures.confidence is not None:
        items.append(confidence(figures.confidence, figures.confidence_before))
    if figures.score is not None and figures.band:
        items.append(
            [StyledText(f"score {half_up(figures.score, 2)}, "), StyledText(figures.band, _BANDS[figures.band])]
        )
    return items


def confidence(now: int, before: int | None, word: str = "confidence ") -> Line:
    """Confidence with its change since the one before it."""
    change = now - (now if before is None else before)
    step = f" ↓{-change}" if change < 0 else f" ↑{change}" if change > 0 else ""
    return [StyledText(f"{word}{now}{step}", "warn" if change < 0 else "text")]


def _own(details: CardDetails, day: date, *, own: bool) -> list[Line]:
    """What its owner says of it: dates, labels, weight, and who sees it where they read it themselves."""
    row = details.key_result
    items: list[Line] = []
    if details.ilo:
        since = f" since {short_day(details.ilo_since, day)}" if details.ilo_since else ""
        whose = "your" if own else "the"
        items.append([StyledText(f"{marks.ILO} {whose} Individual Learning Objective{since}", "accent")])
    if row.done_on:
        items.append([StyledText(f"done on {short_day(row.done_on, day)}", "good")])
    if row.due_on:
        items.append([_due(row.due_on, day, over=bool(row.done_on or row.dropped))])
    if row.weight != 1:
        items.append([StyledText(f"weight {row.weight}", "muted")])
    if row.indicator:
        items.append([StyledText(f"{row.indicator} indicator", "muted")])
    items += [[StyledText(f"#{simplified(label)}", "accent")] for label in row.labels]
    return items if not own else [*items, [StyledText(_seen(row.visibility, details.objective.visibility), "muted")]]


def _due(on: date, day: date, *, over: bool) -> StyledText:
    if over:
        return StyledText(f"due {short_day(on, day)}", "muted")
    late, days = on < day, (on - day).days
    style = "bad" if late else "warn" if days <= _SOON_DAYS else "text"
    return StyledText(f"{'overdue since' if late else 'due'} {short_day(on, day)}, {away(on, day)}", style)


def _seen(own: Visibility, objective: Visibility) -> str:
    """Who sees it: never more than see its objective (FORMAT.md §1)."""
    if _WIDTH[objective] < _WIDTH[own]:
        return f"{_SEEN[objective]}, as its objective"
    return _SEEN[own]
