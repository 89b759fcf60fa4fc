"""What changed since last time, the worrying first; or where things stand, when there was none (FORMAT.md §4)."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from learnboard.domain.board import Card
from learnboard.domain.comparison import TITLES, Concern, Group, KeyResultChange, worries
from learnboard.domain.metrics.health import WEAKEST_FIRST, Health
from learnboard.domain.metrics.rounding import spaced
from learnboard.domain.model.fields import Id
from learnboard.domain.model.snapshot import Baseline
from learnboard.domain.report import board_report
from learnboard.exchange.html.bars import Bar
from learnboard.exchange.html.card_words import confidence, current, expected, length, reached
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackPrompt, of_card
from learnboard.exchange.html.words import StatusText, day, health_before, health_state, pace_state
from learnboard.presentation.values import short_day, with_unit

MOST_ROWS: Final = 100
"""So many key results are told of a group; the others stand on the board."""
_STANDING: Final[tuple[Health, ...]] = (*WEAKEST_FIRST, "dropped")


class ChangedRow(NamedTuple):
    """One key result in a group: `flags` are what else is worrying, `note` its owner's last words since then.

    Texts with an arrow are old and new; without one they did not change. `pace` is None unless it is behind, `target`
    for what is gone.
    """

    id: Id
    title: str
    objective: str
    bar: Bar | None
    percent: str
    expected: str
    pace: StatusText | None
    value: str
    confidence: str
    fell: bool
    health: StatusText
    was: str
    flags: tuple[str, ...]
    note: str
    note_on: str
    target: FeedbackPrompt | None


class GroupView(NamedTuple):
    """Rows of which the same is to be said; `size` is how many there are, told or not."""

    concern: str
    title: str
    worrying: bool
    size: int
    rows: tuple[ChangedRow, ...]


class ChangesView(NamedTuple):
    """The section; `first` when there is nothing to hold the board against."""

    heading: str
    first: bool
    groups: tuple[GroupView, ...]


def changes_view(source: PageSource) -> ChangesView:
    """What changed, or where things stand."""
    if source.baseline is None:
        return ChangesView("Where things stand", True, _as_it_stands(source))
    before = _ratios(source.baseline)
    groups = tuple(_group(group, source, before) for group in source.groups)
    return ChangesView(f"What changed since {baseline_text(source.baseline)}", False, groups)


def baseline_text(baseline: Baseline) -> str:
    """What it is held against: `the snapshot of 27 March 2026`, `the meeting on 27 March 2026`."""
    return f"the {baseline.what} {'on' if baseline.what == 'meeting' else 'of'} {day(baseline.day)}"


def last_step(source: PageSource, key_result: Id, unit: str) -> str:
    """The last two values: `590 → 610 ms`; empty if there are no two."""
    check_ins = source.histories.check_ins.get(key_result, ())
    values = [one.value for one in check_ins if one.value is not None][-2:]
    return f"{values[0]} → {with_unit(values[1], unit)}" if values[1:] else ""


def lagging(card: Card) -> StatusText | None:
    """How far it is behind what is expected; None where it is not, or counts for nothing."""
    figures = card.figures
    return pace_state(figures.pace) if figures.counted and figures.pace in ("behind", "far_behind") else None


def _group(group: Group, source: PageSource, before: dict[Id, Fraction | None]) -> GroupView:
    rows = tuple(_row(row, group.concern, source, before.get(row.id)) for row in group.rows[:MOST_ROWS])
    return GroupView(group.concern, TITLES[group.concern], group.worrying, len(group.rows), rows)


def _row(row: KeyResultChange, concern: Concern, source: PageSource, before: Fraction | None) -> ChangedRow:
    card = source.cards.get(row.id)
    note, note_on = _reason(card) or _words(source, row.id)
    health = row.health[1] or row.health[0]
    assert health is not None
    return ChangedRow(
        id=row.id,
        title=row.title,
        objective=row.objective,
        bar=length(card, before) if card else None,
        percent=_arrow(*(_shown(each, card) if each else None for each in row.shown)),
        expected=expected(card) if card else "",
        pace=lagging(card) if card else None,
        value=_value(row, card),
        confidence=_confidence(row),
        fell=concern == "confidence_fell",
        health=health_state(health),
        was=health_before(row.health[0]) if row.health[0] and row.health[0] != health else "",
        flags=tuple(_flags(row, concern, source)),
        note=note,
        note_on=note_on,
        target=of_card(card, concern) if card else None,
    )


def _flags(row: KeyResultChange, concern: Concern, source: PageSource) -> Iterable[str]:
    """What is worrying about it, in words; the group says the first, but not of a step what it was."""
    for worry in worries(row):
        if worry == "last_step_backward":
            yield f"last step backward, {last_step(source, row.id, row.unit)}"
        elif worry != concern and worry not in ("confidence_fell", "outdated"):  # these two stand in the row anyway
            yield TITLES[worry].lower()


def _reason(card: Card | None) -> tuple[str, str] | None:
    """Why it was dropped."""
    reason = card.key_result.drop_reason.strip() if card and card.key_result.dropped else ""
    return (reason, "") if reason else None


def _words(source: PageSource, key_result: Id) -> tuple[str, str]:
    """The owner's last words since the baseline, and when."""
    said = [one for one in source.fresh(key_result) if one.note.strip()]
    return (said[-1].note.strip(), short_day(said[-1].on, source.day)) if said else ("", "")


def _value(row: KeyResultChange, card: Card | None) -> str:
    old, new = row.value
    if old is None and new is None:
        return current(card) if card else ""
    if new is None or old is None or old == new:
        return with_unit(old if new is None else new, row.unit)
    return f"{old} → {with_unit(new, row.unit)}"


def _confidence(row: KeyResultChange) -> str:
    old, new = row.confidence
    if new is None:
        return ""
    return f"{old} → {new}" if old is not None and old != new else f"{new}"


def _shown(shown: str, card: Card | None) -> str:
    return reached(card, shown) if card else spaced(shown)


def _arrow(old: str | None, new: str | None) -> str:
    return " → ".join(dict.fromkeys(each for each in (old, new) if each))


def _ratios(baseline: Baseline) -> dict[Id, Fraction | None]:
    """How far each key result was then."""
    then = board_report(baseline.snapshot.records, baseline.snapshot.as_of)
    return {card.id: card.figures.progress for column in then.columns for card in column.cards}


# The first snapshot


def _as_it_stands(source: PageSource) -> tuple[GroupView, ...]:
    titles = {column.id: column.objective.title for column in source.report.columns}
    groups = []
    for health in _STANDING:
        cards = [card for card in source.cards.values() if card.figures.health == health]
        if cards:
            state = health_state(health)
            rows = tuple(
                _standing_row(card, titles[card.key_result.objective_id], source) for card in cards[:MOST_ROWS]
            )
            worrying = health in ("off_track", "outdated", "at_risk")
            groups.append(GroupView(health, state.word.capitalize(), worrying, len(cards), rows))
    return tuple(groups)


def _standing_row(card: Card, objective: str, source: PageSource) -> ChangedRow:
    figures = card.figures
    note, note_on = _words(source, card.id)
    return ChangedRow(
        id=card.id,
        title=card.key_result.title,
        objective=objective,
        bar=length(card),
        percent=reached(card, figures.shown),
        expected=expected(card),
        pace=lagging(card),
        value=current(card),
        confidence=confidence(figures.confidence, figures.confidence_before),
        fell=False,
        health=health_state(figures.health),
        was="",
        flags=(TITLES["divergent"].lower(),) if figures.divergent else (),
        note=note,
        note_on=note_on,
        target=of_card(card, None),
    )
