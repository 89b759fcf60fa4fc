"""Rendering of the facts of a key result on its page."""

from datetime import date
from typing import Final

from learnboard.domain.board import Card
from learnboard.presentation.asks import found_texts, offers_text
from learnboard.presentation.key_results import KeyResultText, ilo_text, key_result_text
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.values import ASKING, ILO, verdict_of
from learnboard.service.queries.card import CardDetails
from learnboard.ui.toolkit.styles import CALM, TONE_STYLES, bar, state_text
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, flow_lines, paragraph_lines, simplified, size_of

_LONGEST_BAR: Final = 32
_BESIDE_BAR: Final = 30
"""Cells for the percentage and the expected progress beside the bar."""
_SHORTEST_BAR: Final = 8


def facts_of(details: CardDetails, day: date, *, own: bool = True) -> KeyResultText:
    """Return the facts of a key result, worded for its owner or for another reader."""
    done = sum(step.done_on is not None for step in details.milestones)
    closed = details.cycle.closed
    card = Card(details.key_result, details.figures, done, len(details.milestones), details.ilo, ended=closed)
    ilo = ilo_text(details.ilo_since, day, you=own) if details.ilo else ""
    return key_result_text(card, day, ilo, cycle=details.cycle, changes=details.target_changes)


def kind_line(details: CardDetails, day: date) -> str:
    """Return what is measured and its value: `metric from 850 to 400 ms, now 610 ms`."""
    text = facts_of(details, day)
    match details.key_result.kind:
        case "milestone":
            parts = [text.kind, text.value]
        case "binary":
            parts = [f"{text.kind}: {text.reached}"]
        case _:
            parts = [text.kind, text.kept, f"now {text.value}" if text.value else ""]
    return simplified(", ".join(part for part in parts if part))


def fact_lines(details: CardDetails, day: date, width: int, *, own: bool = True, relative: bool = True) -> list[Line]:
    """Return bar, health, confidence and score, dates and labels, for the owner who can see it, and earlier targets."""
    text = facts_of(details, day, own=own)
    items = [*_progress(text), *_dates(text, relative=relative), *_properties(text)]
    if own:
        seen = visibility_text(details.key_result.visibility, details.objective.visibility)
        items.append([StyledText(seen, "muted")])
    shown = [item for item in items if size_of(item)]
    was = [line for told in (*text.targets, text.own_reason) for line in paragraph_lines(told, width, "muted")]
    ask = paragraph_lines(f"{ASKING} help wanted: {simplified(text.ask)}", width) if text.ask else []
    if text.ask:
        for told in offers_text(details.feedback):
            ask += paragraph_lines(simplified(told), width, "muted", INDENT)
        for told in found_texts(details.budget_entries, details.names):
            ask += paragraph_lines(simplified(told), width, "text", INDENT)
    return [*_bar(details, text, width), *flow_lines(shown, width), *was, *ask]


def _bar(details: CardDetails, text: KeyResultText, width: int) -> list[Line]:
    """Return the bar with the present and the expected progress."""
    if not text.bar:
        return []
    figures = details.figures
    length = max(_SHORTEST_BAR, min(_LONGEST_BAR, width - _BESIDE_BAR))
    items: list[Line] = [[StyledText(text.reached, "title" if text.counted else "muted")]]
    if figures.progress is not None:
        expected = figures.expected if figures.counted else None
        style = f"{TONE_STYLES[verdict_of(figures, ended=details.cycle.closed).tone]}{CALM}"
        items[0] = [*bar(figures.progress, expected, length, style), StyledText("  "), *items[0]]
    if text.counted:
        items.append([StyledText(text.expected, "muted")])
    return flow_lines(items, width)


def _progress(text: KeyResultText) -> list[Line]:
    """Return health, confidence and score."""
    health = state_text(text.health)
    if text.dropped:
        health = health._replace(text=simplified(f"{text.health.sign} {text.dropped}"))
    # Only the band of a score is coloured.
    score, _, band = text.score.text.rpartition(" ")
    return [
        [health],
        [StyledText(text.confidence.text, TONE_STYLES[text.confidence.tone])],
        [StyledText(f"{score} "), StyledText(band, TONE_STYLES[text.score.tone])] if band else [],
    ]


def _dates(text: KeyResultText, *, relative: bool) -> list[Line]:
    """Return since when it is the Individual Learning Objective, when it was done or is due, and when it counts."""
    ilo = f"{ILO} {simplified(text.ilo)}" if text.ilo else ""
    items = [[StyledText(ilo)], [StyledText(text.done, "good")]]
    if text.due:
        due = text.due.told(relative=relative and not text.over)
        items.append([StyledText(due.full, TONE_STYLES[due.tone])])
    return [*items, [StyledText(text.counts, "muted")]]


def _properties(text: KeyResultText) -> list[Line]:
    """Return weight, indicator and labels."""
    labels = [[StyledText(simplified(label), "chip")] for label in text.labels]
    return [[StyledText(text.weight, "muted")], [StyledText(text.indicator, "muted")], *labels]
